package orchestrator.approval_requirement_test

import data.orchestrator.approval_requirement

facts := {
	"org_id": "org-123",
	"environment": "production",
	"task_type": "drift_remediation",
	"action": "reimage",
	"assets": 47,
	"risk_level": "high",
	"undo": "snapshot",
	"autonomy_mode": "score",
	"score_total": 85,
	"requires_approval_by_score": false,
	"frozen": false,
	"rejected_recently": false,
	"grant": {
		"earned": true,
		"org_id": "org-123",
		"environment": "production",
		"task_type": "drift_remediation",
		"action": "reimage",
		"max_assets": 50,
	},
	"identity_provider": false,
}

with_facts(changed) := object.union(facts, changed)

test_a_high_score_waives_approval_under_an_earned_grant if {
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

test_nothing_waives_production_without_an_earned_grant if {
	every mode in ["score", "canary_only", "full_auto"] {
		asked := object.remove(with_facts({"autonomy_mode": mode, "score_total": 100}), ["grant"])
		requirement := approval_requirement.requirement with input as asked
		requirement.required
		not requirement.canary_may_run
		"no-earned-grant" in requirement.reasons
	}
}

test_a_grant_holds_for_nothing_but_what_it_names if {
	every change in [
		{"org_id": "org-9"},
		{"environment": "staging"},
		{"task_type": "patch_rollout"},
		{"action": "patch"},
		{"earned": false},
		{"earned": "true"},
	] {
		grant := object.union(facts.grant, change)
		approval_requirement.required with input as with_facts({"grant": grant})
	}
}

test_a_grant_holds_for_no_more_assets_than_earned_it if {
	approval_requirement.required with input as with_facts({"assets": 51})
	not approval_requirement.required with input as with_facts({"assets": 50})
}

test_a_rejection_and_a_disagreement_outweigh_everything if {
	every change in [{"rejected_recently": true}, {"planners_agree": false}] {
		every environment in ["development", "staging", "production"] {
			changed := object.union(change, {"environment": environment, "score_total": 100})
			approval_requirement.required with input as with_facts(changed)
		}
	}
}

test_nothing_waives_what_the_requester_asked_for if {
	every environment in ["development", "staging", "production"] {
		every mode in ["score", "canary_only", "full_auto"] {
			changed := {"environment": environment, "autonomy_mode": mode, "score_total": 100, "require_approval": true}
			requirement := approval_requirement.requirement with input as with_facts(changed)
			requirement.required
			not requirement.waivable
			not requirement.canary_may_run
			"approval-requested" in requirement.reasons
		}
	}
}

test_not_asking_for_people_takes_nobody_away if {
	every change in [{}, {"score_total": 79}, {"risk_level": "critical"}, {"grant": null}] {
		absent := approval_requirement.requirement with input as with_facts(change)
		asked := approval_requirement.requirement with input as object.union(with_facts(change), {"require_approval": false})
		asked == absent
	}
}

test_an_answer_that_is_neither_yes_nor_no_asks_people_and_is_denied if {
	every answer in ["false", 0, null] {
		not approval_requirement.allow with input as with_facts({"require_approval": answer})
		approval_requirement.required with input as with_facts({"require_approval": answer})
	}
}
