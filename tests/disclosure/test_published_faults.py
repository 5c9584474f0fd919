"""Single faults injected into sound published tables: each is told, at its cell, and nothing else is."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.findings import Finding
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.published import read_published
from tests.disclosure.plain_books import grid_of
from tests.disclosure.published_examples import SOUND
from tests.disclosure.published_faults import Fault, Injector

LONE = ("unit_summary", "official_expenses")  # tables with terms that nothing but their sum holds


def blocking(filing: BudgetFiling, fault: Fault) -> list[Finding]:
    """What was found; that 其中 was left out altogether is a hint."""
    reading = read_published([grid.sheet() for grid in fault.grids], filing.unit, filing.fiscal_year)
    left_out = [one for one in reading.findings if one.severity == "hint" and "其中各项都没有填" in one.message]
    return [one for one in reading.findings if one.severity in ("error", "warning")] or left_out


def inject(edition: str, count: int, seed: int) -> Counter[str]:
    """The faults of each kind; every one is told once, at a cell where it may be told."""
    filing = SOUND[edition]
    tables = [table for table in compose(filing).tables() if table.number]
    sound = read_published([grid_of(table).sheet() for table in tables], filing.unit, filing.fiscal_year)
    assert {one.severity for one in sound.findings} <= {"hint"}, sound.findings
    injector = Injector(tables, filing.fiscal_year, random.Random(seed))
    seen: Counter[str] = Counter()
    for n in range(count):
        fault = injector.draw()
        found = blocking(filing, fault)
        case = (edition, n, fault.kind, fault.table.key, fault.told, sorted(fault.at))
        assert [one.place in fault.at for one in found] == [True], (case, [(one.place, one.message) for one in found])
        assert found[0].severity in fault.severities or found[0].severity == "hint", case
        assert fault.kind != "amount" or found[0].place == fault.own or fault.table.key in LONE, case
        seen[fault.kind] += 1
    return seen


@pytest.mark.parametrize("edition", SOUND)
def test_a_fault_is_told_at_its_cell_and_nothing_else(edition: str) -> None:
    inject(edition, 20, 5)


@pytest.mark.slow
@pytest.mark.parametrize("edition", SOUND)
def test_a_hundred_faults(edition: str) -> None:
    seen = inject(edition, 100, 1)
    assert {"amount", "row", "code", "name", "misspelt"} <= set(seen)
