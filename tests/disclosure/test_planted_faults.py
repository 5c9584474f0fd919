"""A sound filing gives no finding; one changed cell gives one, at that cell or at one that says the same as it.

Two entries that only stand against each other do not tell which of them is wrong. A finding is then right at either,
which is tested by doing what it asks for: the cell that it names, put right as it says, must leave the filing sound.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.checks.mending import value_at
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.intake import take
from tests.disclosure.planted import KINDS, Planted, with_value
from tests.disclosure.sound import sound_budget
from tests.disclosure.sound_filings import EDITIONS, LACKING, UNITS, planted

REMARKS = {"K4", "B38.7"}  # hints on what a sound filing may have: an unverified code, projects that no table lists
CELLS_OF_ONE_ROW = {"S8", "B8", "F6", "B36"}  # name and operator, code and category, vehicles and their kinds


def findings(filing: Filing) -> list[Finding]:
    """All that is said of a filing, by the entry too; a hint that any filing may have is no finding."""
    _, problems = take(write_filing(filing))
    if problems:
        return [Finding(one.rule, Severity.ERROR, one.place, one.message) for one in problems]
    said = check(filing, unprintable=lambda text: [sign for sign in text if sign == "☑"])
    return [one for one in said if one.severity is not Severity.NOT_CHECKED and one.rule not in REMARKS]


def is_right(fault: Planted, found: Finding) -> bool:
    """Whether the finding stands at the fault, or at a cell that could as well be the wrong one."""
    if found.place == fault.place:
        return True
    if found.rule == "E0":  # the row is there twice now
        return f"第 {int(fault.place.partition('[')[2].partition(']')[0]) + 1} 行" in found.message
    if found.rule in CELLS_OF_ONE_ROW:
        return row_of(found.place) == row_of(fault.place)
    return any(not findings(with_value(fault.filing, found.place, value)) for value in cures(fault.filing, found))


def row_of(place: str) -> str:
    return place.rpartition("]")[0]


def cures(filing: Filing, found: Finding) -> Iterator[Any]:
    """What the finding asks for at its cell: what the balances have there; of a weight, as much as the difference."""
    yield from (fix.value for fix in Case(filing).fixes if fix.place == found.place)
    now = value_at(filing, found.place)
    if isinstance(now, Decimal):
        yield from (now + sign * Decimal(found.difference or 0) for sign in (1, -1))


def hold(edition: str, kind: str, seed: int) -> bool:
    """The fault is found once, rightly; whether at the very cell."""
    fault = planted(edition, kind, seed)
    found = findings(fault.filing)
    told = f"{fault.place}: {fault.right} -> {value_at(fault.filing, fault.place)}; {found}"
    assert len(found) == 1, told
    assert is_right(fault, found[0]), told
    return found[0].place == fault.place


CASES = [(edition, kind) for edition in EDITIONS for kind in KINDS if kind not in LACKING[edition]]


@pytest.mark.parametrize(("edition", "kind"), CASES)
def test_every_fault_is_found_once_and_at_its_cell(edition, kind):
    exact = sum(hold(edition, kind, seed) for seed in range(6))
    assert exact or kind == "weight"


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_two_hundred_faults_of_every_edition(edition):
    kinds = [kind for kind in KINDS if kind not in LACKING[edition]]
    exact = Counter(hold(edition, kinds[n % len(kinds)], 1000 + n) for n in range(200))
    print(f"{edition}: 200 found, {exact[True]} at the very cell, {exact[False]} at one that says the same")
    assert exact.total() == 200


def sound(seed: int) -> Filing:
    edition = tuple(EDITIONS)[seed % len(EDITIONS)]
    return EDITIONS[edition](random.Random(seed), UNITS[seed // len(EDITIONS) % 2])


def assert_sound(seeds: range) -> None:
    for seed in seeds:
        assert not findings(sound(seed)), seed


def test_sound_filings_have_no_finding():
    assert_sound(range(120))


@pytest.mark.slow
def test_ten_thousand_sound_filings_have_no_finding():
    assert_sound(range(10_000))


def test_two_faults_are_two_findings():
    filing = sound_budget(random.Random(3), "xinjiang-budget-2024")
    for place in ("income[0].amount", "basic_by_economic[1].amount"):
        filing = with_value(filing, place, value_at(filing, place) + Decimal("1.11"))
    assert [one.rule for one in findings(filing)] == ["B13", "B16"]
