package orchestrator.image_safety_test

import data.orchestrator.image_safety

codes(findings) := {finding.code | some finding in findings}

build := {
	"operation": "build",
	"environment": "development",
	"approved_bases": ["ami-base"],
	"image": {"base": "ami-base", "components": [{"name": "agent", "version": "1.2.3"}]},
}

promotion := {
	"operation": "promote",
	"environment": "production",
	"approved_bases": ["ami-base"],
	"image": {
		"base": "ami-base",
		"stage": "staging",
		"validation": {"status": "passed", "age_hours": 4},
		"critical_cves": 0,
		"high_cves": 0,
	},
}

test_compliant_requests_are_allowed_without_a_word if {
	image_safety.verdict == {"allow": true, "deny": set(), "warn": set()} with input as build
	image_safety.verdict == {"allow": true, "deny": set(), "warn": set()} with input as promotion
}

test_nothing_is_allowed_by_default if not image_safety.allow with input as {}

test_an_unknown_operation_is_denied if {
	not image_safety.allow with input as object.union(promotion, {"operation": "publish"})
}

test_without_approved_bases_none_is_approved if {
	codes(image_safety.deny) == {"image-base-unapproved"} with input as object.union(build, {"approved_bases": []})
	codes(image_safety.deny) == {"image-base-unknown"} with input as object.union(promotion, {"approved_bases": []})
}

test_production_takes_images_from_staging_alone if {
	skipping := object.union(promotion, {"image": {"stage": "development"}})
	codes(image_safety.deny) == {"image-promotion-skips-stage"} with input as skipping
}
