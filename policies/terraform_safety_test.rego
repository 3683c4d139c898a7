package orchestrator.terraform_safety_test

import data.orchestrator.terraform_safety

codes(findings) := {finding.code | some finding in findings}

plan(changes) := {
	"environment": "production",
	"plan": {"format_version": "1.2", "resource_changes": changes},
}

change(type, actions, after) := {
	"address": concat(".", [type, "this"]),
	"type": type,
	"change": {"actions": actions, "before": null, "after": after, "after_unknown": {}},
}

policy(statement) := change("aws_iam_policy", ["create"], {"policy": json.marshal({"Statement": statement})})

test_a_plan_without_changes_is_allowed_without_a_word if {
	verdict := {"allow": true, "deny": set(), "warn": set()}
	terraform_safety.verdict == verdict with input as plan([])
	terraform_safety.verdict == verdict with input as json.remove(plan([]), ["plan/resource_changes"])
}

test_nothing_is_allowed_by_default if not terraform_safety.allow with input as {}

test_replacing_what_holds_data_is_destroying_it if {
	replacement := change("aws_db_instance", ["create", "delete"], {})
	codes(terraform_safety.deny) == {"terraform-stateful-destroy"} with input as plan([replacement])
}

test_both_halves_of_the_internet_are_the_internet if {
	rule := change("aws_security_group_rule", ["create"], {
		"type": "ingress",
		"protocol": "tcp",
		"from_port": 20,
		"to_port": 25,
		"cidr_blocks": ["128.0.0.0/1"],
	})
	codes(terraform_safety.deny) == {"terraform-open-admin-port"} with input as plan([rule])
}

test_a_service_wildcard_on_one_resource_is_allowed if {
	narrow := policy([{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::one"}])
	terraform_safety.allow with input as plan([narrow])
	wide := policy([{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}])
	codes(terraform_safety.deny) == {"terraform-wildcard-iam"} with input as plan([wide])
}

test_a_policy_that_is_no_json_is_denied if {
	broken := change("aws_iam_policy", ["create"], {"policy": "{"})
	codes(terraform_safety.deny) == {"terraform-policy-unreadable"} with input as plan([broken])
}
