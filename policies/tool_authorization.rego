# METADATA
# title: Tool authorization
# description: |
#   Which tool an agent may call. While it plans, an agent looks and computes; what changes state
#   it can only propose. Input: `ToolPolicyInput`.
package orchestrator.tool_authorization

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
# description: Only a tool of the agent's own, of a harmless class, while it plans.
default allow := false

allow if {
	input.environment in data.catalogue.environments
	input.phase == "planning"
	class_is_harmless
	tool_is_own
	not input.tool in data.catalogue.proposed_tools
	count(deny) == 0
}

# METADATA
# title: Denials
# description: The reasons; a call that none of them names is still denied by default.
deny contains problem if some problem in limits.problems

deny contains findings.denial("input-malformed", ["The tool call does not have the shape that the policy reads"]) if {
	not call_is_well_formed
}

deny contains findings.denial("agent-unknown", ["There is no agent ", input.agent]) if {
	not agent_is_known
}

deny contains findings.denial("tool-not-of-agent", ["The tool ", input.tool, " does not belong to ", input.agent]) if {
	not tool_is_own
}

deny contains findings.denial("tool-changes-state", ["The tool ", input.tool, " changes state; an agent can only propose it"]) if {
	not class_is_harmless
}

# By name as well: a tool that changes state stays denied when its class is mislabelled.
deny contains findings.denial("tool-changes-state", ["The tool ", input.tool, " changes state; an agent can only propose it"]) if {
	input.tool in data.catalogue.proposed_tools
}

deny contains findings.denial("phase-unsuitable", ["Agents call tools only while they plan"]) if {
	input.phase != "planning"
}

# METADATA
# title: Warnings
# description: None; a call is allowed or denied.
warn := set()

agent_is_known if is_array(data.catalogue.agent_tools[input.agent])

tool_is_own if input.tool in tools_of_agent

class_is_harmless if input.risk_class in {"read_only", "plan_only"}

tools_of_agent contains tool if {
	some tool in data.catalogue.agent_tools[input.agent]
}

tools_of_agent contains tool if {
	agent_is_known
	some tool in data.catalogue.shared_tools
}

call_is_well_formed if {
	input.environment in data.catalogue.environments
	is_string(input.agent)
	is_string(input.tool)
	is_string(input.phase)
	input.risk_class in {"read_only", "plan_only", "state_change_nonprod", "state_change_prod"}
}
