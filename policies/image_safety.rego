# METADATA
# title: Image safety
# description: |
#   What a golden image needs before it is built or promoted: an approved base, a fresh and passed
#   validation, few known vulnerabilities, and the stage before. Input: `ImagePolicyInput`.
package orchestrator.image_safety

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
# description: Only a request that was understood entirely and that nothing denies.
default allow := false

allow if {
	request_is_well_formed
	count(deny) == 0
}

# METADATA
# title: Denials
# description: Each is a reason on its own why the image must not be built or promoted.
deny contains problem if some problem in limits.problems

deny contains findings.denial("input-malformed", ["The image request does not have the shape that the policy reads"]) if {
	not request_is_well_formed
}

deny contains findings.denial("image-base-unapproved", ["The base ", input.image.base, " is not an approved one"]) if {
	input.operation == "build"
	not base_is_approved
}

deny contains findings.denial("image-base-unknown", ["The image was built from ", input.image.base, ", which is not an approved base"]) if {
	input.operation == "promote"
	not base_is_approved
}

deny contains findings.denial("image-not-validated", ["The image has not passed its validation"]) if {
	input.operation == "promote"
	not validation_is_passed
}

deny contains findings.denial("image-validation-stale", [
	"The validation is ",
	findings.text(input.image.validation.age_hours),
	" h old; at most ",
	findings.text(limits.effective.max_image_validation_age_hours),
	" h are allowed",
]) if {
	input.operation == "promote"
	input.image.validation.age_hours > limits.effective.max_image_validation_age_hours
}

deny contains findings.denial("image-critical-cves", [
	"The image has ",
	findings.text(input.image.critical_cves),
	" critical vulnerabilities; at most ",
	findings.text(limits.effective.max_image_critical_cves),
	" are allowed",
]) if {
	input.operation == "promote"
	input.image.critical_cves > limits.effective.max_image_critical_cves
}

deny contains findings.denial("image-high-cves", [
	"The image has ",
	findings.text(input.image.high_cves),
	" high vulnerabilities; at most ",
	findings.text(limits.effective.max_image_high_cves),
	" are allowed",
]) if {
	input.operation == "promote"
	input.image.high_cves > limits.effective.max_image_high_cves
}

deny contains findings.denial("image-promotion-skips-stage", [
	"An image reaches ",
	input.environment,
	" only from ",
	findings.listed(data.catalogue.promotion_sources[input.environment]),
]) if {
	input.operation == "promote"
	not stage_is_the_one_before
}

# METADATA
# title: Warnings
# description: Once a request each.
warn contains findings.warning("image-high-cves-present", [
	"The image has ",
	findings.text(input.image.high_cves),
	" high vulnerabilities, within the limit",
]) if {
	input.operation == "promote"
	input.image.high_cves > 0
	input.image.high_cves <= limits.effective.max_image_high_cves
}

warn contains findings.warning("image-component-unpinned", ["Components without a fixed version: ", findings.listed(names)]) if {
	input.operation == "build"
	names := {component.name |
		some component in input.image.components
		object.get(component, "version", "latest") in {"", "*", "latest"}
	}
	count(names) > 0
}

validation_is_passed if input.image.validation.status == "passed"

stage_is_the_one_before if input.image.stage in data.catalogue.promotion_sources[input.environment]

base_is_approved if input.image.base in input.approved_bases

request_is_well_formed if {
	input.environment in data.catalogue.environments
	is_array(data.catalogue.promotion_sources[input.environment])
	is_array(input.approved_bases)
	is_string(input.image.base)
	input.image.base != ""
	operation_is_well_formed
}

operation_is_well_formed if {
	input.operation == "build"
	is_array(object.get(input.image, "components", []))
}

operation_is_well_formed if {
	input.operation == "promote"
	input.image.validation.status in {"passed", "failed", "not_run"}
	is_count(input.image.validation.age_hours)
	is_count(input.image.critical_cves)
	is_count(input.image.high_cves)
	is_string(input.image.stage)
}

is_count(number) if {
	is_number(number)
	number >= 0
}
