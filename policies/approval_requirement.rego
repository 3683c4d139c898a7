# METADATA
# title: Approval requirement
# description: |
#   Whether people must approve, whether score or autonomy may waive that, how many it takes and
#   whether the requester counts. Input: `ApprovalPolicyInput`; the answer is `requirement`.
package orchestrator.approval_requirement

import data.orchestrator.findings
import data.orchestrator.limits

# METADATA
# title: Verdict
# description: The whole answer, always present, in the shape that every policy shares.
# entrypoint: true
verdict := {
	"allow": allow,
	"deny": deny,
	"warn": warn,
	"requirement": requirement,
}

# METADATA
# title: Allow
# description: The requirement may be relied on; without it nothing runs.
default allow := false

allow if {
	facts_are_well_formed
	count(deny) == 0
}

# METADATA
# title: Denials
# description: Facts that can't be understood yield no requirement to rely on.
deny contains problem if some problem in limits.problems

deny contains findings.denial("input-malformed", ["The facts about the approval do not have the shape that the policy reads"]) if {
	not facts_are_well_formed
}

# METADATA
# title: Warnings
# description: None; a requirement is no fault of the plan.
warn := set()

# METADATA
# title: Requirement
# description: What the gate opens with. `canary_may_run` lets the canary alone run before approval.
requirement := {
	"required": required,
	"waivable": waivable,
	"canary_may_run": canary_may_run,
	"reasons": sort(reasons),
	"quorum": quorum,
	"four_eyes": four_eyes,
}

# METADATA
# title: Reasons that nothing waives
# description: Neither score nor autonomy mode outweighs one of these.
unwaivable_reasons contains "critical-risk" if input.risk_level == "critical"

unwaivable_reasons contains "undo-none" if input.undo == "none"

unwaivable_reasons contains "frozen" if not input.frozen == false

unwaivable_reasons contains "mode-approve-all" if input.autonomy_mode == "approve_all"

unwaivable_reasons contains "mode-plan-only" if input.autonomy_mode == "plan_only"

unwaivable_reasons contains "break-glass" if input.break_glass == true

unwaivable_reasons contains "input-malformed" if not allow

unwaivable_reasons contains "rejected-recently" if not input.rejected_recently == false

unwaivable_reasons contains "planners-disagree" if not planners_agree

unwaivable_reasons contains "approval-requested" if not people_asked_for == false

unwaivable_reasons contains "no-earned-grant" if {
	not environment_needs_no_grant
	not grant_is_earned
}

unwaivable_reasons contains "grant-exceeded" if {
	not environment_needs_no_grant
	grant_is_earned
	not grant_is_large_enough
}

default planners_agree := true

planners_agree := input.planners_agree

# METADATA
# title: Asked for by the requester
# description: A requester may always add people and never take them away; `false` is as if left out.
default people_asked_for := false

people_asked_for := input.require_approval

# METADATA
# title: Earned grant
# description: |
#   In production nothing takes the place of people, in no mode, but a grant that was earned for
#   exactly this org, environment, kind of task and action. Whatever is unknown or malformed is none.
environment_needs_no_grant if input.environment in {"development", "staging"}

grant_is_earned if {
	input.grant.earned == true
	grant_names("org_id")
	grant_names("environment")
	grant_names("task_type")
	grant_names("action")
}

grant_names(name) if {
	is_string(input[name])
	input.grant[name] == input[name]
}

grant_is_large_enough if {
	is_number(input.assets)
	is_number(input.grant.max_assets)
	input.assets <= input.grant.max_assets
}

# METADATA
# title: Reasons of the score
# description: A mode may waive these. The thresholds bind even when the caller's own answer differs.
score_reasons contains "score" if not input.requires_approval_by_score == false

score_reasons contains "score" if {
	name := concat("", ["min_", input.environment, "_score_unapproved"])
	input.score_total < limits.effective[name]
}

mode_reasons contains "mode-canary-only" if input.autonomy_mode == "canary_only"

default waivable := false

waivable if count(unwaivable_reasons) == 0

default required := true

required := false if {
	waivable
	input.autonomy_mode == "full_auto"
}

required := false if {
	waivable
	input.autonomy_mode == "score"
	count(score_reasons) == 0
}

default canary_may_run := false

canary_may_run if {
	waivable
	input.autonomy_mode in {"canary_only", "full_auto"}
}

canary_may_run if not required

reasons := (unwaivable_reasons | mode_reasons) | score_reasons if required

reasons := set() if not required

# An organisation without an identity provider has one person, whom a larger quorum would lock out.
quorum := max((({limits.effective.min_quorum} | critical_quorum) | asked_quorum))

critical_quorum contains limits.effective.min_critical_quorum if {
	input.risk_level == "critical"
	input.identity_provider == true
}

asked_quorum contains input.org_quorum if is_number(input.org_quorum)

default four_eyes := false

four_eyes if {
	input.identity_provider == true
	input.environment == "production"
}

four_eyes if {
	input.identity_provider == true
	input.risk_level == "critical"
}

four_eyes if input.org_four_eyes == true

# An own request is never pushed through a block by its requester.
four_eyes if input.break_glass == true

facts_are_well_formed if {
	input.environment in data.catalogue.environments
	input.risk_level in {"low", "medium", "high", "critical"}
	input.undo in {"exact", "snapshot", "not_needed", "none"}
	input.autonomy_mode in {"plan_only", "approve_all", "score", "canary_only", "full_auto"}
	is_number(input.score_total)
	is_boolean(input.frozen)
	is_boolean(input.rejected_recently)
	is_boolean(object.get(input, "planners_agree", true))
	is_boolean(object.get(input, "require_approval", false))
	is_string(input.org_id)
	is_string(input.task_type)
	is_string(input.action)
	is_number(input.assets)
	is_boolean(input.requires_approval_by_score)
	is_boolean(input.identity_provider)
	quorum_is_well_formed
	is_boolean(object.get(input, "org_four_eyes", false))
	is_boolean(object.get(input, "break_glass", false))
}

quorum_is_well_formed if {
	asked := object.get(input, "org_quorum", 1)
	is_number(asked)
	asked >= 1
	floor(asked) == asked
}
