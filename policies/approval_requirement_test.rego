package orchestrator.approval_requirement_test

import data.orchestrator.approval_requirement

facts := {
	"environment": "production",
	"risk_level": "high",
	"undo": "snapshot",
	"autonomy_mode": "score",
	"score_total": 85,
	"requires_approval_by_score": false,
	"frozen": false,
	"identity_provider": false,
}

with_facts(changed) := object.union(facts, changed)

test_a_high_score_waives_approval if {
	approval_requirement.verdict.allow with input as facts
	approval_requirement.requirement == {
		"required": false,
		"waivable": true,
		"canary_may_run": true,
		"reasons": [],
		"quorum": 1,
		"four_eyes": false,
	} with input as facts
}

test_the_threshold_binds_whatever_the_caller_says if {
	approval_requirement.required with input as with_facts({"score_total": 79})
}

test_nothing_waives_a_critical_risk if {
	some mode in ["score", "canary_only", "full_auto"]
	requirement := approval_requirement.requirement with input as with_facts({
		"risk_level": "critical",
		"autonomy_mode": mode,
		"identity_provider": true,
	})
	requirement.required
	not requirement.waivable
	not requirement.canary_may_run
	requirement.quorum == 2
	requirement.four_eyes
}

test_facts_that_are_not_understood_require_approval_and_are_denied if {
	not approval_requirement.allow with input as {}
	approval_requirement.required with input as {}
	not approval_requirement.waivable with input as {}
}
