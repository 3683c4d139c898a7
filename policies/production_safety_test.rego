package orchestrator.production_safety_test

import data.orchestrator.production_safety

codes(findings) := {finding.code | some finding in findings}

phase(name, kind, ids) := {
	"name": name,
	"kind": kind,
	"asset_ids": ids,
	"max_parallel": 1,
	"bake_seconds": 300,
	"health_checks": [{"type": "http"}],
	"failure_threshold": {"max_failed": 0},
	"rollback_if": {"health_check_failed": true},
}

compliant := {
	"environment": "production",
	"task_type": "patch_rollout",
	"risk_level": "high",
	"total_assets": 10,
	"action": {"type": "patch"},
	"phases": [
		phase("Canary", "canary", ["a"]),
		phase("Wave 1", "wave", ["b", "c"]),
		phase("Wave 2", "wave", ["d", "e"]),
		phase("Wave 3", "wave", ["f", "g"]),
		phase("Wave 4", "wave", ["h", "i"]),
		phase("Wave 5", "wave", ["j"]),
	],
	"rollback": {"strategy": "reverse_touched_assets", "undo": "snapshot"},
}

patched(operations) := json.patch(compliant, operations)

test_a_compliant_plan_is_allowed_without_a_word if {
	production_safety.verdict == {"allow": true, "deny": set(), "warn": set()} with input as compliant
}

test_nothing_is_allowed_by_default if {
	not production_safety.allow with input as {}
	not production_safety.allow with input as "plan"
}

test_a_canary_is_known_by_its_kind if {
	renamed := patched([{"op": "replace", "path": "/phases/0/name", "value": "Pilot"}])
	production_safety.allow with input as renamed
	relabelled := patched([{"op": "replace", "path": "/phases/0/kind", "value": "wave"}])
	codes(production_safety.deny) == {"canary-missing"} with input as relabelled
}

test_a_phase_over_the_share_is_denied if {
	merged := patched([
		{"op": "replace", "path": "/phases/1/asset_ids", "value": ["b", "c", "d"]},
		{"op": "replace", "path": "/phases/2/asset_ids", "value": ["e"]},
	])
	some finding in production_safety.deny with input as merged
	finding.code == "phase-too-large"
	finding.phase == "Wave 1"
}

test_a_tiny_fleet_may_use_one_asset_a_phase if {
	tiny := patched([
		{"op": "replace", "path": "/total_assets", "value": 2},
		{"op": "replace", "path": "/phases", "value": [phase("Canary", "canary", ["a"]), phase("Wave 1", "wave", ["b"])]},
	])
	production_safety.allow with input as tiny
}

test_staging_needs_no_canary_and_is_warned_without_checks if {
	staging := patched([
		{"op": "replace", "path": "/environment", "value": "staging"},
		{"op": "replace", "path": "/total_assets", "value": 2},
		{"op": "replace", "path": "/phases", "value": [object.union(phase("Wave 1", "wave", ["a", "b"]), {"health_checks": []})]},
	])
	production_safety.allow with input as staging
	codes(production_safety.warn) == {"health-check-missing"} with input as staging
}

test_short_bakes_cost_one_warning_however_many if {
	short := patched([
		{"op": "replace", "path": "/phases/0/bake_seconds", "value": 3},
		{"op": "replace", "path": "/phases/1/bake_seconds", "value": 2},
	])
	production_safety.allow with input as short
	count(production_safety.warn) == 1 with input as short
	codes(production_safety.warn) == {"bake-short"} with input as short
}

test_data_without_a_limit_denies if {
	not production_safety.allow with input as compliant with data.limits.max_phase_percent as null
}
