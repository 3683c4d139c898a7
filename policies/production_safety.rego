# METADATA
# title: Production safety
# description: |
#   What a plan needs before it may change anything: a small canary first, small phases,
#   health checks, a bake and a way back. Input is the plan; see `PlanPolicyInput`.
package orchestrator.production_safety

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
}

# METADATA
# title: Allow
# description: Only a plan that was understood entirely and that nothing denies.
default allow := false

allow if {
	plan_is_well_formed
	count(deny) == 0
}

# METADATA
# title: Denials
# description: Each is a reason on its own why the plan must not run.
deny contains problem if some problem in limits.problems

deny contains findings.denial("input-malformed", ["The plan does not have the shape that the policy reads"]) if {
	not plan_is_well_formed
}

deny contains findings.denial("action-unknown", ["The action ", input.action.type, " is not in the catalogue"]) if {
	not action_is_known
}

deny contains findings.denial("plan-empty", ["The plan has no phases"]) if {
	count(input.phases) == 0
}

deny contains findings.denial("plan-too-large", [
	"The plan has ",
	findings.text(input.total_assets),
	" assets; at most ",
	findings.text(limits.effective.max_total_assets),
	" are allowed",
]) if {
	input.total_assets > limits.effective.max_total_assets
}

deny contains findings.denial_in(phase.name, "phase-empty", ["The phase has no assets"]) if {
	some phase in input.phases
	count(phase.asset_ids) == 0
}

deny contains findings.denial("total-mismatch", [
	"The plan states ",
	findings.text(input.total_assets),
	" assets and its phases hold ",
	findings.text(assets_in_phases),
]) if {
	plan_is_well_formed
	input.total_assets != assets_in_phases
}

deny contains findings.denial("asset-repeated", [
	findings.text(assets_in_phases - different_assets),
	" entries name an asset that the plan holds already",
]) if {
	plan_is_well_formed
	different_assets != assets_in_phases
}

deny contains findings.denial_in(input.phases[0].name, "canary-missing", ["Production needs a canary as its first phase"]) if {
	in_production
	input.phases[0].kind != "canary"
}

deny contains findings.denial_in(phase.name, "canary-too-large", [
	"The canary has ",
	findings.text(count(phase.asset_ids)),
	" of ",
	findings.text(assets_in_phases),
	" assets; at most ",
	findings.text(limits.effective.max_canary_percent),
	" % and ",
	findings.text(limits.effective.max_canary_assets),
	" assets are allowed",
]) if {
	in_production
	some phase in input.phases
	phase.kind == "canary"
	canary_is_too_large(phase)
}

deny contains findings.denial_in(phase.name, "phase-too-large", [
	"The phase has ",
	findings.text(count(phase.asset_ids)),
	" of ",
	findings.text(assets_in_phases),
	" assets; at most ",
	findings.text(limits.effective.max_phase_percent),
	" % are allowed",
]) if {
	in_production
	some phase in input.phases
	exceeds_share(phase, limits.effective.max_phase_percent)
}

deny contains findings.denial_in(phase.name, "health-check-missing", ["A production phase needs a health check"]) if {
	in_production
	some phase in input.phases
	count(health_checks(phase)) == 0
}

deny contains findings.denial_in(phase.name, "rollback-criterion-missing", ["A production phase needs a criterion that rolls it back"]) if {
	in_production
	some phase in input.phases
	not has_rollback_criterion(phase)
}

deny contains findings.denial_in(phase.name, "bake-missing", [
	"The phase bakes ",
	findings.text(bake_seconds(phase)),
	" s; at least ",
	findings.text(limits.effective.min_bake_seconds),
	" s are needed",
]) if {
	in_production
	some phase in input.phases
	bake_seconds(phase) < limits.effective.min_bake_seconds
}

deny contains findings.denial("rollback-missing", ["A production plan needs a rollback strategy"]) if {
	in_production
	input.rollback.strategy in {"", "none"}
}

# METADATA
# title: Warnings
# description: Once a plan each, since each costs points of the quality score.
warn contains findings.warning("bake-short", [
	"Bakes shorter than the recommended ",
	findings.text(limits.effective.min_recommended_bake_seconds),
	" s: ",
	findings.listed(phases),
]) if {
	in_production
	phases := {phase.name |
		some phase in input.phases
		bake_seconds(phase) < limits.effective.min_recommended_bake_seconds
	}
	count(phases) > 0
}

warn contains findings.warning("health-check-missing", [
	"Phases without a health check: ",
	findings.listed(phases),
]) if {
	not in_production
	phases := {phase.name | some phase in input.phases; count(health_checks(phase)) == 0}
	count(phases) > 0
}

warn contains findings.warning("undo-none", ["Nothing takes this production change back"]) if {
	in_production
	input.rollback.undo == "none"
}

action_is_known if input.action.type in data.catalogue.actions

in_production if input.environment == "production"

assets_in_phases := sum([count(phase.asset_ids) | some phase in input.phases])

different_assets := count({id | some phase in input.phases; some id in phase.asset_ids})

# By cross-multiplication: a division would round, and by zero be undefined, which denies nothing.
# A fleet too small for the share may still use one asset a phase.
exceeds_share(phase, percent) if {
	count(phase.asset_ids) > 1
	count(phase.asset_ids) * 100 > percent * assets_in_phases
}

canary_is_too_large(phase) if exceeds_share(phase, limits.effective.max_canary_percent)

canary_is_too_large(phase) if count(phase.asset_ids) > limits.effective.max_canary_assets

health_checks(phase) := object.get(phase, "health_checks", [])

bake_seconds(phase) := object.get(phase, "bake_seconds", 0)

# Thresholds alone roll nothing back: one of the triggers must be switched on.
has_rollback_criterion(phase) if {
	some _, switched_on in object.get(phase, "rollback_if", {})
	switched_on == true
}

plan_is_well_formed if {
	input.environment in data.catalogue.environments
	is_whole(input.total_assets)
	is_string(input.action.type)
	is_string(input.rollback.strategy)
	input.rollback.undo in {"exact", "snapshot", "not_needed", "none"}
	is_array(input.phases)
	every phase in input.phases {
		phase_is_well_formed(phase)
	}
}

phase_is_well_formed(phase) if {
	is_string(phase.name)
	phase.kind in {"canary", "wave"}
	is_array(phase.asset_ids)
	every id in phase.asset_ids {
		is_string(id)
	}
	is_whole(phase.max_parallel)
	phase.max_parallel > 0
	is_whole(bake_seconds(phase))
	is_array(health_checks(phase))
	every check in health_checks(phase) {
		is_string(check.type)
	}
	is_object(object.get(phase, "rollback_if", {}))
}

is_whole(number) if {
	is_number(number)
	number >= 0
	floor(number) == number
}
