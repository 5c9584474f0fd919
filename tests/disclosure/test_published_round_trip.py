"""What the portal prints is read back: no error, and the filing read prints the same tables again."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.document import Table
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.published import PlainSheet, PublishedReading, read_published
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import AmountUnit
from budgetportal.filings.workbooks import read_workbook
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.xlsx import xlsx
from tests.disclosure.full_filing import full_filing
from tests.disclosure.plain_books import grid_of, read_back
from tests.disclosure.published_filings import BUDGETS
from tests.disclosure.strategies import random_filing

ROOT = Path(__file__).resolve().parents[2]
OURS = [*sorted((ROOT / "budgetportal/publishing/demo").glob("*.json")), ROOT / "tests/filings/example.json"]
EDITIONS = [f"xinjiang-budget-{year}" for year in (2020, 2023, 2024, 2025)]
STAMP = Stamp(sha256="0" * 64, sm3="0" * 64)


def budget(path: Path) -> BudgetFiling:
    filing, _ = read_filing(path.read_bytes())
    if not isinstance(filing, BudgetFiling):
        pytest.skip("no budget: it has no tables of one")
    return filing


def tables_of(filing: BudgetFiling) -> list[Table]:
    return [table for table in compose(filing).tables() if table.number]


def printed(filing: BudgetFiling) -> dict[str, list[list[str]]]:
    return {table.key: [[cell.text for cell in row.cells] for row in table.rows] for table in tables_of(filing)}


def errors(reading: PublishedReading) -> list[str]:
    return [one.message for one in reading.findings if one.severity == "error"]


def comes_back(filing: BudgetFiling, sheets: Iterable[PlainSheet]) -> PublishedReading:
    reading = read_published(sheets, filing.unit)
    assert errors(reading) == []
    assert (reading.edition, reading.fiscal_year) == (filing.edition, filing.fiscal_year)
    assert reading.filing is not None
    assert problems(reading.filing) == []
    assert printed(reading.filing) == printed(filing)
    return reading


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
@pytest.mark.parametrize("how", ["own", "plain"])
def test_our_filings_come_back(path: Path, how: str) -> None:
    filing = budget(path)
    comes_back(filing, sheets_of(filing, how))


@pytest.mark.parametrize("name", BUDGETS)
@pytest.mark.parametrize("how", ["own", "plain"])
def test_published_filings_come_back(shared_folder: Path, name: str, how: str) -> None:
    filing = budget(shared_folder / "filings" / f"{name}.json")
    comes_back(filing, sheets_of(filing, how))


def sheets_of(filing: BudgetFiling, how: str) -> tuple[PlainSheet, ...]:
    if how == "own":
        return read_workbook(xlsx(compose(filing), STAMP))
    return read_back([grid_of(table) for table in tables_of(filing)])


def test_every_source_comes_back_and_choices_are_said() -> None:
    reading = comes_back(full_filing(), sheets_of(full_filing(), "plain"))
    choices = [one.message for one in reading.findings if one.rule == "P1"]
    assert any("转移支付" in said for said in choices)
    assert any("财政拨款结转" in said for said in choices)
    assert {one.severity.value for one in reading.findings} == {"hint"}


def test_sources_that_the_tables_tell_apart_are_recovered() -> None:
    """收入总体情况表 by code and source, 收支总体情况表 for the sources that share a column."""
    filing, reading = full_filing(), comes_back(full_filing(), sheets_of(full_filing(), "plain"))
    assert reading.filing is not None
    shared = ("carry_general", "carry_fund", "carry_soe", "carry_fiscal_account", "carry_own")
    sure = {row for row in filing.income if row.source not in shared}
    assert sure <= set(reading.filing.income)
    assert totals(reading.filing) == totals(filing)
    assert set(reading.filing.official_expenses) == set(filing.official_expenses)
    assert reading.filing.basic_by_economic == filing.basic_by_economic
    assert [project.name for project in reading.filing.projects] == [
        "窗口服务", "志愿者补贴", "结转窗口", "结转体育", "结转改制", "结转培训",
    ]  # fmt: skip


def totals(filing: BudgetFiling) -> dict[str, str]:
    sources = dict.fromkeys(row.source for row in filing.income)
    return {source: str(sum(row.amount for row in filing.income if row.source is source)) for source in sorted(sources)}


def test_what_only_the_narrative_says_is_left_out() -> None:
    reading = comes_back(full_filing(), sheets_of(full_filing(), "plain"))
    assert reading.filing is not None
    assert reading.filing.comparisons == ()
    assert reading.filing.profile is None
    assert reading.filing.procurement is None
    assert all(project.policy_basis is None for project in reading.filing.projects)


@pytest.mark.parametrize("edition", EDITIONS)
def test_random_sound_filings_have_no_error(edition: str) -> None:
    """B8 and B19 apart: the generator draws 款 and “三公” by chance."""
    for seed in range(6):
        filing = random_filing(random.Random(seed), AmountUnit.WAN, edition)
        reading = read_published([grid_of(table).sheet() for table in tables_of(filing)], filing.unit)
        wrong = [one for one in reading.findings if one.severity == "error" and one.rule not in ("B8", "B19")]
        assert wrong == [], (edition, seed)


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_many_random_sound_filings_have_no_error(edition: str) -> None:
    for seed in range(100, 250):
        filing = random_filing(random.Random(seed), AmountUnit.WAN, edition)
        reading = read_published([grid_of(table).sheet() for table in tables_of(filing)], filing.unit)
        wrong = [one for one in reading.findings if one.severity == "error" and one.rule not in ("B8", "B19")]
        assert wrong == [], (edition, seed)


def test_the_year_of_the_tables_decides_between_like_forms() -> None:
    filing = replace(full_filing(), edition="xinjiang-budget-2025", fiscal_year=2025)
    reading = read_published([grid_of(table).sheet() for table in tables_of(filing)], filing.unit, 2025)
    assert reading.edition == "xinjiang-budget-2025"
