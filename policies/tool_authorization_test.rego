package orchestrator.tool_authorization_test

import data.orchestrator.tool_authorization

codes(findings) := {finding.code | some finding in findings}

call := {
	"agent": "drift_agent",
	"tool": "query_assets",
	"risk_class": "read_only",
	"environment": "production",
	"phase": "planning",
}

test_an_own_harmless_tool_is_allowed_while_planning if {
	tool_authorization.verdict == {"allow": true, "deny": set(), "warn": set()} with input as call
}

test_nothing_is_allowed_by_default if not tool_authorization.allow with input as {}

test_a_foreign_tool_is_denied if {
	codes(tool_authorization.deny) == {"tool-not-of-agent"} with input as object.union(call, {"tool": "query_logs"})
}

test_a_proposed_tool_stays_denied_when_mislabelled if {
	mislabelled := object.union(call, {"agent": "image_agent", "tool": "build_image"})
	"tool-changes-state" in codes(tool_authorization.deny) with input as mislabelled
}

test_no_tool_is_called_while_executing if {
	codes(tool_authorization.deny) == {"phase-unsuitable"} with input as object.union(call, {"phase": "executing"})
}
