# METADATA
# title: Terraform safety
# description: |
#   What an infrastructure change must not do, read from the output of `terraform show -json`:
#   destroy what holds data, open administration to the world, grant everything to an identity.
#   What is known only after apply can't be judged: in production that denies. Input:
#   `TerraformPolicyInput`.
package orchestrator.terraform_safety

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
# description: Each is a reason on its own why the plan must not be applied.
deny contains problem if some problem in limits.problems

deny contains findings.denial("input-malformed", ["The plan does not have the shape of terraform show -json"]) if {
	not plan_is_well_formed
}

deny contains findings.denial("terraform-plan-errored", ["Terraform could not finish this plan"]) if {
	input.plan.errored == true
}

deny contains findings.denial("terraform-plan-incomplete", ["Terraform says that this plan is not complete"]) if {
	input.plan.complete == false
}

deny contains findings.denial("terraform-stateful-destroy", [change.address, " holds data and would be destroyed"]) if {
	some change in destroyed
	change.type in data.catalogue.terraform.stateful_types
}

deny contains findings.denial("terraform-too-many-destroys", [
	"The plan destroys ",
	findings.text(count(destroyed)),
	" resources; at most ",
	findings.text(limits.effective.max_terraform_destroys),
	" are allowed",
]) if {
	count(destroyed) > limits.effective.max_terraform_destroys
}

deny contains findings.denial("terraform-open-admin-port", [
	change.address,
	" opens an administration port to ",
	cidr,
]) if {
	some change in written
	some rule in ingress_rules(change)
	covers_admin_port(rule)
	some cidr in sources(rule)
	is_world(cidr)
}

deny contains findings.denial("terraform-wildcard-iam", [change.address, " grants ", action, " in a policy"]) if {
	some change in written
	some statement in granting_statements(change)
	some action in wildcard_actions(statement)
}

deny contains findings.denial("terraform-wildcard-iam", [change.address, " grants all actions but a few"]) if {
	some change in written
	some statement in granting_statements(change)
	"NotAction" in object.keys(statement)
}

deny contains findings.denial("terraform-administrator-access", [change.address, " attaches ", arn]) if {
	some change in written
	change.type in data.catalogue.terraform.policy_attachment_types
	some arn in attached_policies(change)
	some name in {"/AdministratorAccess", "/IAMFullAccess", "/PowerUserAccess"}
	endswith(arn, name)
}

deny contains findings.denial("terraform-public-trust", [change.address, " may be assumed by anyone"]) if {
	some change in written
	change.type == "aws_iam_role"
	some statement in statements(json.unmarshal(change.change.after.assume_role_policy))
	statement.Effect == "Allow"
	"*" in principals(statement)
	not "Condition" in object.keys(statement)
}

deny contains findings.denial("terraform-policy-unreadable", [change.address, " has a policy that is not JSON"]) if {
	some change in written
	some text in policy_texts(change)
	not is_policy(text)
}

deny contains unjudged if {
	input.environment == "production"
	some address in unknown_addresses
	unjudged := findings.denial("terraform-unknown-until-apply", unknown_message(address))
}

# METADATA
# title: Warnings
# description: What deserves a second look.
warn contains unjudged if {
	input.environment != "production"
	some address in unknown_addresses
	unjudged := findings.warning("terraform-unknown-until-apply", unknown_message(address))
}

warn contains findings.warning("terraform-destroys", [
	"The plan destroys: ",
	findings.listed({change.address | some change in destroyed}),
]) if {
	count(destroyed) > 0
	count(destroyed) <= limits.effective.max_terraform_destroys
}

unknown_message(address) := [address, " has a source or a policy that is known only after apply"]

# --- changes

changes := object.get(input.plan, "resource_changes", [])

# A replacement destroys too, in either order.
destroyed := [change | some change in changes; "delete" in change.change.actions]

written := [change |
	some change in changes
	some action in {"create", "update"}
	action in change.change.actions
]

# --- ingress

ingress_rules(change) := object.get(change.change.after, "ingress", []) if {
	change.type in {"aws_security_group", "aws_default_security_group"}
}

ingress_rules(change) := [change.change.after] if {
	change.type == "aws_security_group_rule"
	change.change.after.type == "ingress"
}

ingress_rules(change) := [change.change.after] if change.type == "aws_vpc_security_group_ingress_rule"

sources(rule) := ({cidr | some cidr in rule.cidr_blocks} | {cidr | some cidr in rule.ipv6_cidr_blocks}) | {cidr | some key in ["cidr_ipv4", "cidr_ipv6"]; cidr := rule[key]; is_string(cidr)}

# By the length of the prefix: two halves of the internet are the internet.
is_world(cidr) if to_number(split(cidr, "/")[1]) < limits.effective.min_ingress_prefix_length

covers_admin_port(rule) if protocol(rule) in {"-1", "all"}

covers_admin_port(rule) if {
	protocol(rule) in {"tcp", "udp", "6", "17"}
	some port in data.catalogue.terraform.admin_ports
	rule.from_port <= port
	port <= rule.to_port
}

# What can't be told apart from every port, or every protocol, counts as such.
covers_admin_port(rule) if not has_ports(rule)

covers_admin_port(rule) if not has_protocol(rule)

has_ports(rule) if {
	is_number(rule.from_port)
	is_number(rule.to_port)
}

has_protocol(rule) if is_string(protocol(rule))

protocol(rule) := lower(rule.protocol)

protocol(rule) := lower(rule.ip_protocol)

# --- identity policies

policy_texts(change) := texts if {
	change.type in data.catalogue.terraform.identity_policy_types
	after := change.change.after
	own := {text | some key in ["policy", "inline_policy"]; text := after[key]; is_string(text)}
	inline := {text | is_array(after.inline_policy); text := after.inline_policy[_].policy; is_string(text)}
	texts := own | inline
}

# A rule of its own: a call inside `not` is evaluated before it, and its failure would deny nothing.
is_policy(text) if is_object(json.unmarshal(text))

granting_statements(change) := [statement |
	some text in policy_texts(change)
	some statement in statements(json.unmarshal(text))
	statement.Effect == "Allow"
]

statements(document) := as_list(document.Statement)

wildcard_actions(statement) := {action |
	some action in as_list(statement.Action)
	is_any_service(action)
} | {action |
	some action in as_list(statement.Action)
	is_whole_service(action)
	some resource in as_list(statement.Resource)
	trim(resource, "*") == ""
}

is_any_service(action) if contains(split(action, ":")[0], "*")

is_any_service(action) if contains(split(action, ":")[0], "?")

is_whole_service(action) if trim(split(action, ":")[1], "*") == ""

attached_policies(change) := {arn |
	some key in ["policy_arn", "managed_policy_arn"]
	arn := change.change.after[key]
	is_string(arn)
} | {arn | some arn in change.change.after.managed_policy_arns}

principals(statement) := {"*"} if statement.Principal == "*"

principals(statement) := {one | some _, named in statement.Principal; some one in as_list(named)} if {
	is_object(statement.Principal)
}

as_list(value) := value if is_array(value)

as_list(value) := [value] if not is_array(value)

# --- known only after apply

unknown_addresses contains change.address if {
	some change in written
	some key in ["policy", "inline_policy"]
	change.type in data.catalogue.terraform.identity_policy_types
	holds_unknown(change.change.after_unknown[key])
}

unknown_addresses contains change.address if {
	some change in written
	change.type in {"aws_security_group_rule", "aws_vpc_security_group_ingress_rule"}
	some rule in ingress_rules(change)
	covers_admin_port(rule)
	some key in ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"]
	holds_unknown(change.change.after_unknown[key])
}

# A group without rules of its own reports `ingress: true`; only unknown parts of a rule count.
unknown_addresses contains change.address if {
	some change in written
	change.type in {"aws_security_group", "aws_default_security_group"}
	some rule in change.change.after_unknown.ingress
	some key in ["cidr_blocks", "ipv6_cidr_blocks"]
	holds_unknown(rule[key])
}

holds_unknown(flag) if flag == true

holds_unknown(flag) if {
	some path, part
	walk(flag, [path, part])
	count(path) > 0
	part == true
}

# --- shape

plan_is_well_formed if {
	input.environment in data.catalogue.environments
	catalogue_is_complete
	is_string(input.plan.format_version)
	is_array(changes)
	every change in changes {
		is_string(change.address)
		is_string(change.type)
		is_array(change.change.actions)
		count(change.change.actions) > 0
		after_is_known(change)
	}
}

# A list that the data lacks would match nothing and so deny nothing.
catalogue_is_complete if {
	every name in ["stateful_types", "admin_ports", "identity_policy_types", "policy_attachment_types"] {
		is_array(data.catalogue.terraform[name])
	}
}

after_is_known(change) if is_object(change.change.after)

after_is_known(change) if not writes(change)

writes(change) if "create" in change.change.actions

writes(change) if "update" in change.change.actions
