package orchestrator.findings_test

import data.orchestrator.findings

test_a_denial_is_an_error_with_its_message_joined if {
	findings.denial("a-code", ["one ", "two"]) == {"code": "a-code", "severity": "error", "message": "one two"}
}

test_a_denial_in_a_phase_names_it if {
	findings.denial_in("Wave 1", "a-code", ["x"]).phase == "Wave 1"
}

test_a_warning_is_one if {
	findings.warning("a-code", ["x"]).severity == "warning"
}

test_names_are_sorted_and_cut_after_ten if {
	findings.listed({"b", "a"}) == "a, b"
	names := {concat("", ["n", format_int(number, 10)]) | some number in numbers.range(10, 21)}
	findings.listed(names) == "n10, n11, n12, n13, n14, n15, n16, n17, n18, n19 and 2 more"
}
