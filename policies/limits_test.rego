package orchestrator.limits_test

import data.orchestrator.limits

test_without_a_wish_the_base_stands if {
	limits.effective.max_phase_percent == 20 with input as {}
	count(limits.problems) == 0 with input as {}
}

test_a_stricter_wish_stands if {
	limits.effective.max_phase_percent == 5 with input as {"limits": {"max_phase_percent": 5}}
	limits.effective.min_bake_seconds == 60 with input as {"limits": {"min_bake_seconds": 60}}
}

test_a_looser_wish_is_ignored if {
	limits.effective.max_phase_percent == 20 with input as {"limits": {"max_phase_percent": 100}}
	limits.effective.min_bake_seconds == 1 with input as {"limits": {"min_bake_seconds": 0}}
}

test_a_wish_that_is_no_number_is_a_problem if {
	some wish in ["5", null, true, [], {}]
	some problem in limits.problems with input as {"limits": {"max_phase_percent": wish}}
	problem.code == "limit-invalid"
}

test_a_wish_by_an_unknown_name_is_a_problem if {
	some problem in limits.problems with input as {"limits": {"max_phase_pct": 5}}
	problem.code == "limit-invalid"
}

test_limits_that_are_no_object_are_a_problem if {
	some problem in limits.problems with input as {"limits": "none"}
	problem.code == "limit-invalid"
}

test_data_that_lost_a_limit_is_a_problem if {
	some problem in limits.problems with input as {} with data.limits.max_phase_percent as null
	problem.code == "limits-missing"
}

test_data_whose_limit_is_text_is_a_problem if {
	some problem in limits.problems with input as {} with data.limits.max_phase_percent as "20"
	problem.code == "limits-missing"
}
