package orchestrator.sop_safety_test

import data.orchestrator.sop_safety

codes(findings) := {finding.code | some finding in findings}

compliant := {
	"environment": "production",
	"sop": {
		"name": "restart checkout",
		"steps": [
			{"id": "look", "kind": "check", "timeout_seconds": 60},
			{"id": "ask", "kind": "approval"},
			{
				"id": "restart",
				"kind": "action",
				"action": "reboot",
				"rollback": {"undo": "not_needed"},
				"verify": {"type": "instance_status"},
				"timeout_seconds": 600,
			},
		],
	},
}

patched(operations) := json.patch(compliant, operations)

test_a_compliant_procedure_is_allowed_without_a_word if {
	sop_safety.verdict == {"allow": true, "deny": set(), "warn": set()} with input as compliant
}

test_nothing_is_allowed_by_default if not sop_safety.allow with input as {}

test_an_approval_after_the_change_is_too_late if {
	[look, ask, restart] := compliant.sop.steps
	late := patched([{"op": "replace", "path": "/sop/steps", "value": [look, restart, ask]}])
	codes(sop_safety.deny) == {"sop-approval-missing"} with input as late
}

test_staging_needs_no_approval_step if {
	[look, _, restart] := compliant.sop.steps
	staging := patched([
		{"op": "replace", "path": "/environment", "value": "staging"},
		{"op": "replace", "path": "/sop/steps", "value": [look, restart]},
	])
	sop_safety.allow with input as staging
}

test_no_undo_is_no_rollback if {
	final := patched([{"op": "replace", "path": "/sop/steps/2/rollback/undo", "value": "none"}])
	codes(sop_safety.deny) == {"sop-rollback-missing"} with input as final
}
