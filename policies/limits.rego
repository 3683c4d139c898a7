# METADATA
# title: Limits
# description: |
#   The limits that the other policies compare with: the base data, tightened by what an
#   organisation asks for in `input.limits`. A name that begins with max_ is stricter when lower,
#   one that begins with min_ when higher. A looser wish is ignored; one that can't be understood
#   denies, because the organisation meant to tighten something.
package orchestrator.limits

import data.orchestrator.findings

# Listed here and not read from data: data that lost a limit must deny, not allow everything.
required_names := {
	"max_phase_percent",
	"max_canary_percent",
	"max_canary_assets",
	"max_total_assets",
	"min_bake_seconds",
	"min_recommended_bake_seconds",
	"max_sop_steps",
	"max_image_critical_cves",
	"max_image_high_cves",
	"max_image_validation_age_hours",
	"max_terraform_destroys",
	"min_ingress_prefix_length",
	"min_quorum",
	"min_critical_quorum",
	"min_production_score_unapproved",
	"min_staging_score_unapproved",
	"min_development_score_unapproved",
}

# METADATA
# title: Effective limits
# description: The stricter of base and wish, per name.
effective[name] := strictest if {
	some name in required_names
	startswith(name, "max_")
	strictest := min(candidates(name))
}

effective[name] := strictest if {
	some name in required_names
	startswith(name, "min_")
	strictest := max(candidates(name))
}

candidates(name) := {base} | {wish | wish := input.limits[name]; is_number(wish)} if {
	base := data.limits[name]
	is_number(base)
}

# METADATA
# title: Problems
# description: Denials that every policy repeats, so that none decides by half-known limits.
problems contains findings.denial("limits-missing", [
	"The policy data lacks a usable limit ",
	name,
]) if {
	some name in required_names
	not has_base(name)
}

# A rule of its own: the compiler moves a reference out of a call inside `not`, and a reference that
# is undefined would then deny nothing.
has_base(name) if is_number(data.limits[name])

problems contains findings.denial("limit-invalid", [
	"The organisation's limit ",
	name,
	" is not a number",
]) if {
	some name, wish in input.limits
	not is_number(wish)
}

problems contains findings.denial("limit-invalid", [
	"The organisation's limit ",
	name,
	" is not one that the policies know",
]) if {
	some name, _ in input.limits
	not name in required_names
}

problems contains findings.denial("limit-invalid", ["The organisation's limits are not an object"]) if {
	"limits" in object.keys(input)
	not is_object(input.limits)
}
