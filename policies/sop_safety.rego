# METADATA
# title: SOP safety
# description: |
#   What a standard operating procedure needs before it may run: steps from the action catalogue
#   alone, each change with its verification and way back, and a person asked before production
#   changes. Input: `SopPolicyInput`.
package orchestrator.sop_safety

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
# description: Only a procedure that was understood entirely and that nothing denies.
default allow := false

allow if {
	sop_is_well_formed
	count(deny) == 0
}

# METADATA
# title: Denials
# description: Each is a reason on its own why the procedure must not run.
deny contains problem if some problem in limits.problems

deny contains findings.denial("input-malformed", ["The procedure does not have the shape that the policy reads"]) if {
	not sop_is_well_formed
}

deny contains findings.denial("sop-empty", ["The procedure has no steps"]) if count(input.sop.steps) == 0

deny contains findings.denial("sop-too-long", [
	"The procedure has ",
	findings.text(count(input.sop.steps)),
	" steps; at most ",
	findings.text(limits.effective.max_sop_steps),
	" are allowed",
]) if {
	count(input.sop.steps) > limits.effective.max_sop_steps
}

deny contains findings.denial("sop-step-repeated", ["Two steps of the procedure have the same id"]) if {
	sop_is_well_formed
	count({step.id | some step in input.sop.steps}) != count(input.sop.steps)
}

deny contains findings.denial_in(step.id, "sop-action-unknown", ["The step's action is not in the catalogue"]) if {
	some step in action_steps
	not action_is_known(step)
}

# A procedure that runs procedures has no bound on what it does.
deny contains findings.denial_in(step.id, "sop-nested", ["A step must not run another procedure"]) if {
	some step in action_steps
	step.action == "execute_sop"
}

deny contains findings.denial_in(step.id, "sop-free-command", ["A step holds free text to execute or to call: ", key]) if {
	some step in input.sop.steps
	some key in {"command", "commands", "script", "shell", "url"}
	key in object.keys(step)
}

deny contains findings.denial_in(step.id, "sop-rollback-missing", ["A step that changes something needs a rollback"]) if {
	some step in action_steps
	not has_rollback(step)
}

deny contains findings.denial_in(step.id, "sop-verify-missing", ["A step that changes something needs a verification"]) if {
	some step in action_steps
	not has_verification(step)
}

deny contains findings.denial_in(first.id, "sop-approval-missing", ["A production change needs an approval step before it"]) if {
	input.environment == "production"
	some position, first in input.sop.steps
	first.kind == "action"
	not approved_before(position)
}

# METADATA
# title: Warnings
# description: Once a procedure each.
warn contains findings.warning("sop-timeout-missing", ["Steps without a timeout: ", findings.listed(steps)]) if {
	steps := {step.id |
		some step in action_steps
		not object.get(step, "timeout_seconds", 0) > 0
	}
	count(steps) > 0
}

# Every action of the catalogue changes something; a step that only looks is a check.
action_steps contains step if {
	some step in input.sop.steps
	step.kind == "action"
}

action_is_known(step) if step.action in data.catalogue.actions

approved_before(position) if {
	some earlier, step in input.sop.steps
	earlier < position
	step.kind == "approval"
}

has_rollback(step) if step.rollback.undo in {"exact", "snapshot", "not_needed"}

has_verification(step) if {
	is_string(step.verify.type)
	step.verify.type != ""
}

sop_is_well_formed if {
	input.environment in data.catalogue.environments
	is_string(input.sop.name)
	is_array(input.sop.steps)
	every step in input.sop.steps {
		is_string(step.id)
		step.kind in {"action", "check", "approval", "notify"}
		is_number(object.get(step, "timeout_seconds", 0))
	}
}
