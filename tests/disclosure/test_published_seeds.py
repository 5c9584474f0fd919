"""The published tables of 2020, 2023 and 2024, written to workbooks from their own text, go through the checks."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.published import PublishedReading, read_published
from budgetportal.disclosure.terms import Category
from tests.disclosure.plain_books import Grid, read_back
from tests.disclosure.seed_tables import grids_of, section

NAMES = ("budget-2020-department", "budget-2023-unit", "budget-2024-unit")
FIGURE = re.compile(r"(?<![\d.])\d+\.\d\d(?![\d.])")


def grids(shared: Path, name: str) -> list[Grid]:
    projects = json.loads((shared / "filings" / f"{name}.json").read_text(encoding="utf-8"))["projects"]
    return grids_of(shared / "seeds" / f"{name}.txt", [project["name"] for project in projects])


def read(shared: Path, name: str) -> PublishedReading:
    return read_published(read_back(grids(shared, name)))


def told(reading: PublishedReading, severity: str) -> list[tuple[str, str]]:
    return [(one.rule, one.place) for one in reading.findings if one.severity == severity]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_the_source_is_in_the_workbook(shared_folder: Path, name: str) -> None:
    printed = Counter(FIGURE.findall(section((shared_folder / "seeds" / f"{name}.txt").read_text(encoding="utf-8"))))
    as_text = read_back(grids(shared_folder, name), numbers=False)
    written = Counter(cell for sheet in as_text for row in sheet.rows for cell in row if FIGURE.fullmatch(cell))
    assert sum(printed.values()) > 130
    assert written == printed


def test_2020_has_one_code_under_another_name(shared_folder: Path) -> None:
    reading = read(shared_folder, "budget-2020-department")
    assert (reading.edition, reading.fiscal_year) == ("xinjiang-budget-2020", 2020)
    assert told(reading, "error") == [("B23", "表二!C14")]
    (wrong,) = (one for one in reading.findings if one.severity == "error")
    assert (wrong.expected, wrong.found) == ("2010399", "2010309")
    assert reading.filing is None


def test_2020_has_three_names_that_are_misspelt(shared_folder: Path) -> None:
    """维修（户）费, 专用材料费用 and a name with 办公厅 twice: no error of a figure, and no other warning."""
    reading = read(shared_folder, "budget-2020-department")
    assert told(reading, "warning") == [("B23", "表六!C24"), ("B23", "表六!C26"), ("B23", "表七!D8")]
    assert told(reading, "hint") == [("B23", "表三!G9")]  # 行政运行 with project money


def test_2023_has_one_sum_that_is_a_cent_off(shared_folder: Path) -> None:
    reading = read(shared_folder, "budget-2023-unit")
    assert (reading.edition, reading.fiscal_year) == ("xinjiang-budget-2023", 2023)
    (wrong,) = reading.findings
    assert (wrong.rule, wrong.severity, wrong.place) == ("B8", "error", "表6!D28")
    assert (wrong.expected, wrong.found, wrong.difference) == ("6.24", "6.23", "-0.01")
    for word in ("表 6", "303 对个人和家庭的补助", "总计", "6.23", "6.24", "0.01", "改正"):
        assert word in wrong.message
    assert reading.filing is None


def test_2024_is_sound_and_becomes_the_filing_that_prints_it(shared_folder: Path) -> None:
    reading = read(shared_folder, "budget-2024-unit")
    assert (reading.edition, reading.fiscal_year) == ("xinjiang-budget-2024", 2024)
    assert [one.rule for one in reading.findings] == ["P3"]  # no code of the unit in the tables
    assert_prints(reading, grids(shared_folder, "budget-2024-unit"))


@pytest.mark.parametrize(
    ("name", "sheet", "row", "column", "right"),
    [("budget-2020-department", 1, 13, 2, "99"), ("budget-2023-unit", 5, 27, 3, "6.24")],
)
def test_mended_it_is_sound_too(shared_folder: Path, name: str, sheet: int, row: int, column: int, right: str) -> None:
    mended = grids(shared_folder, name)
    mended[sheet].rows[row][column] = right
    reading = read_published(read_back(mended))
    assert told(reading, "error") == []
    assert_prints(reading, mended)


def assert_prints(reading: PublishedReading, source: list[Grid]) -> None:
    """The filing's own tables show what the source shows, figure by figure."""
    assert reading.filing is not None
    for table, grid in zip(compose(reading.filing).tables(), source, strict=False):
        shown = [[cell.text for cell in row.cells] for row in table.rows]
        given = [row for row in grid.rows[grid.first :] if any(FIGURE.fullmatch(cell) for cell in row)]
        filled = [row for row in shown if any(FIGURE.fullmatch(cell) for cell in row)]
        figures = [[cell for cell in row if FIGURE.fullmatch(cell)] for row in filled]
        assert figures == [[cell for cell in row if FIGURE.fullmatch(cell)] for row in given], table.title


@pytest.mark.parametrize("name", NAMES)
def test_the_leaf_rows_are_those_of_the_filing(shared_folder: Path, name: str) -> None:
    """What was entered by hand from the same publication has the same leaf rows, as far as tables show them."""
    entered, _ = read_filing((shared_folder / "filings" / f"{name}.json").read_bytes())
    mended = grids(shared_folder, name)
    if name == "budget-2020-department":
        mended[1].rows[13][2] = "99"
    if name == "budget-2023-unit":
        mended[5].rows[27][3] = "6.24"
    filing = read_published(read_back(mended)).filing
    assert filing is not None
    assert isinstance(entered, BudgetFiling)
    for table in ("income", "basic_by_economic", "official_expenses"):
        assert set(getattr(filing, table)) == set(getattr(entered, table)), table
    assert spent(filing) == spent(entered)


def spent(filing: BudgetFiling) -> dict[tuple[str, str, bool], Decimal]:
    """Expenditure by function and source, 基本支出 in one: 表 5 does not split it."""
    found: dict[tuple[str, str, bool], Decimal] = {}
    for row in filing.expenditure:
        key = (row.function, row.source.value, row.category is Category.PROJECT)
        found[key] = found.get(key, Decimal(0)) + row.amount
    return found
