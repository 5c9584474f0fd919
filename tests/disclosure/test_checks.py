"""The list of the rules: numbered once, sourced, documented, none of the field's left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from budgetportal.disclosure.checks import RULES
from budgetportal.disclosure.terms import DisclosureKind

SPAN = re.compile(r"([BFS])(\d+) to [BFS](\d+)")
DOCUMENTATION = (Path(__file__).resolve().parents[2] / "docs" / "checks.md").read_text()
SECTIONS = {
    DisclosureKind.BUDGET: "## Unit budget",
    DisclosureKind.FINAL: "## Final accounts",
    DisclosureKind.SELF_EVALUATION: "## Self-evaluation",
}


def test_numbers_are_unique_and_every_rule_names_its_source() -> None:
    for rules in RULES.values():
        assert len({rule.number for rule in rules}) == len(rules)
        assert all(rule.title and rule.source for rule in rules)


@pytest.mark.parametrize("kind", SECTIONS)
def test_documentation_lists_every_rule_and_no_other(kind) -> None:
    own, texts = (documented(heading) for heading in (SECTIONS[kind], "## Texts"))
    rules = [f"| {one.number} | {one.severity.label} | {one.title} | {one.source} |" for one in RULES[kind]]
    assert set(own) <= set(rules) <= {*own, *texts}


def documented(heading: str) -> list[str]:
    """The rows of a table of the documentation."""
    section = DOCUMENTATION.partition(heading)[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [line for line in rows if "severity" not in line and "---" not in line]


def test_every_rule_of_the_field_is_written_or_said_to_be_none() -> None:
    """Numbers of quality/checks.md: B1 to B42, F1 to F19, S1 to S9."""
    written = {one.number for rules in RULES.values() for one in rules}
    unbreakable = DOCUMENTATION.partition("## Rules that cannot be broken")[2]
    said = written | set(re.findall(r"\b[BFS]\d+\b", unbreakable))
    for letter, first, last in SPAN.findall(unbreakable):
        said |= {f"{letter}{n}" for n in range(int(first), int(last) + 1)}
    every = [f"{letter}{n}" for letter, last in (("B", 42), ("F", 19), ("S", 9)) for n in range(1, last + 1)]
    assert [number for number in every if number not in said] == []
