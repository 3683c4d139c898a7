# METADATA
# title: Findings
# description: How every policy words what it found, so that each result has one shape.
package orchestrator.findings

# METADATA
# title: Denial
# description: A finding about the whole subject that denies it.
denial(code, parts) := {
	"code": code,
	"severity": "error",
	"message": concat("", parts),
}

# METADATA
# title: Denial in a phase
# description: A finding about one phase that denies the plan.
denial_in(phase, code, parts) := object.union(denial(code, parts), {"phase": phase})

# METADATA
# title: Warning
# description: A finding that lowers the quality score and denies nothing.
warning(code, parts) := {
	"code": code,
	"severity": "warning",
	"message": concat("", parts),
}

# METADATA
# title: Number as text
# description: The JSON text of a number; the compiled policies have no trustworthy sprintf.
text(number) := json.marshal(number)

# METADATA
# title: Names as text
# description: Names in a fixed order, cut after ten so that a message stays readable.
listed(names) := concat(", ", names_in_order(names)) if count(names) <= 10

listed(names) := text_with_rest if {
	count(names) > 10
	shown := array.slice(names_in_order(names), 0, 10)
	text_with_rest := concat("", [concat(", ", shown), " and ", text(count(names) - 10), " more"])
}

names_in_order(names) := sort({name | some name in names})
