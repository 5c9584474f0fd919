"""Published tables as units lay them out: every one of these is the same table."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.document import Table
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.published import PublishedReading, read_published
from tests.disclosure.plain_books import NUMBER, Grid, grid_of, read_back
from tests.disclosure.published_examples import SOUND

Change = Callable[[list[Grid]], None]
CHANGES: dict[str, Change] = {}
YEAR = 2024


def change(function: Change) -> Change:
    CHANGES[function.__name__] = function
    return function


def tables_of(filing: BudgetFiling) -> list[Table]:
    return [table for table in compose(filing).tables() if table.number]


def grids(edition: str = "xinjiang-budget-2024") -> list[Grid]:
    return [copy.deepcopy(grid_of(table)) for table in tables_of(SOUND[edition])]


def read(sheets: list[Grid], year: int | None = None) -> PublishedReading:
    return read_published([grid.sheet() for grid in sheets], fiscal_year=year)


def mapped(sheets: list[Grid], function: Callable[[str], str], first: int = 0) -> None:
    for grid in sheets:
        for row in grid.rows[first and grid.first :]:
            row[:] = [function(cell) for cell in row]


def shift(grid: Grid, down: int, right: int) -> None:
    grid.merged = [(a + down, b + right, c + down, d + right) for a, b, c, d in grid.merged]
    grid.first += down


# ------------------------------------------------------------------------------------------- layouts


@change
def blank_rows_and_columns_around(sheets: list[Grid]) -> None:
    for grid in sheets:
        grid.rows = [[], [], *[["", *row, ""] for row in grid.rows], []]
        shift(grid, 2, 1)


@change
def blank_rows_inside(sheets: list[Grid]) -> None:
    for grid in sheets:
        grid.rows = [*grid.rows[: grid.first], *[row for one in grid.rows[grid.first :] for row in (one, [])]]


@change
def nothing_is_merged(sheets: list[Grid]) -> None:
    for grid in sheets:
        grid.merged = []


@change
def thousand_separators(sheets: list[Grid]) -> None:
    mapped(sheets, lambda cell: f"{Decimal(cell):,.2f}" if NUMBER.fullmatch(cell) else cell)


@change
def zeros_in_place_of_blanks(sheets: list[Grid]) -> None:
    for grid, table in zip(sheets, tables_of(SOUND["xinjiang-budget-2024"]), strict=True):
        for row in grid.rows[grid.first : grid.first + len(table.rows)]:
            amounts = [n for n, column in enumerate(table.columns) if column.kind == "amount"]
            for n in amounts if row[0] or table.key not in ("unit_summary", "fiscal_summary") else ():
                beside = row[2] if n > 2 and table.key in ("unit_summary", "fiscal_summary") else row[0] or "x"
                row[n] = row[n] or ("0.00" if beside else "")


@change
def full_width_figures_and_brackets(sheets: list[Grid]) -> None:
    wide = str.maketrans("0123456789.()", "０１２３４５６７８９．（）")
    mapped(sheets, lambda cell: cell.translate(wide) if NUMBER.fullmatch(cell) or "(" in cell else cell)


@change
def codes_as_numbers(sheets: list[Grid]) -> None:
    for grid in sheets:
        for row in grid.rows[grid.first :]:
            row[:3] = [str(int(cell)) if cell.isdecimal() else cell for cell in row[:3]]


@change
def codes_without_the_levels_above(sheets: list[Grid]) -> None:
    for grid in sheets:
        last: list[str] = []
        for row in grid.rows[grid.first :]:
            if row[0].isdecimal():
                full = row[:3]
                known = [bool(last) and cell == last[n] and any(full[n + 1 :]) for n, cell in enumerate(full)]
                row[:3] = ["" if left else cell for cell, left in zip(full, known, strict=True)]
                last = full


@change
def total_row_last(sheets: list[Grid]) -> None:
    for grid, table in zip(sheets, tables_of(SOUND["xinjiang-budget-2024"]), strict=True):
        if table.columns[0].kind == "code" and table.rows:
            end = grid.first + len(table.rows)
            grid.rows[grid.first : end] = [*grid.rows[grid.first + 1 : end], grid.rows[grid.first]]


@change
def rows_in_another_order(sheets: list[Grid]) -> None:
    for grid, table in zip(sheets, tables_of(SOUND["xinjiang-budget-2024"]), strict=True):
        if table.key in ("unit_income", "unit_expenditure", "general_expenditure"):
            end = grid.first + len(table.rows)
            grid.rows[grid.first : end] = grid.rows[grid.first : end][::-1]


@change
def total_and_numbers_spaced(sheets: list[Grid]) -> None:
    mapped(sheets, lambda cell: " ".join(cell) if cell in ("总计", "合计", "收入总计", "支出总计", "项目") else cell)


@change
def other_titles(sheets: list[Grid]) -> None:
    mapped(sheets, lambda cell: cell.replace("表 ", "表") if cell.startswith("表 ") else cell)
    for grid in sheets:
        grid.rows[:2] = [[f"{grid.rows[0][0]}：  {YEAR}年部门{grid.rows[1][0].removeprefix('单位')}"]]
        shift(grid, -1, 0)


@change
def title_in_the_sheet_name_only(sheets: list[Grid]) -> None:
    for grid in sheets:
        grid.name = f"{grid.name}{grid.rows[1][0]}"
        grid.rows = grid.rows[2:]
        shift(grid, -2, 0)


@change
def the_second_page_has_the_header_again(sheets: list[Grid]) -> None:
    for grid in sheets:
        cut = grid.first + 4
        if len(grid.rows) > cut:
            grid.rows[cut:cut] = [["- 6 -"], *[list(row) for row in grid.rows[2 : grid.first]]]


@change
def a_second_sheet_continues_a_table(sheets: list[Grid]) -> None:
    grid = sheets[1]
    cut = grid.first + 4
    rest = copy.deepcopy(grid)
    rest.name, rest.rows[0][0], rest.rows[cut:] = "表 2 续", "续表 2", rest.rows[cut:]
    del rest.rows[rest.first : cut]
    grid.rows[cut:] = []
    sheets.append(rest)


@change
def all_tables_on_one_sheet(sheets: list[Grid]) -> None:
    whole = Grid("公开表", [], [])
    for grid in sheets:
        whole.merged += [(a + len(whole.rows), b, c + len(whole.rows), d) for a, b, c, d in grid.merged]
        whole.rows += [*grid.rows, []]
    sheets[:] = [whole]


@change
def sheets_in_another_order_with_others_between(sheets: list[Grid]) -> None:
    sheets.reverse()
    sheets.insert(0, Grid("封面", [["预算公开"], ["目录"], ["表1 单位收支总体情况表"], ["表2 单位收入总体情况表"]]))


@change
def an_amount_with_a_rest_of_a_binary_fraction(sheets: list[Grid]) -> None:
    mapped(sheets, lambda cell: f"{cell}000000000003" if NUMBER.fullmatch(cell) else cell)


@pytest.mark.parametrize("name", CHANGES)
def test_the_tables_are_the_same(name: str) -> None:
    sheets = grids()
    CHANGES[name](sheets)
    reading = read(sheets, YEAR)
    assert [one for one in reading.findings if one.severity not in ("hint",)] == []
    expected = read(grids(), YEAR)
    assert reading.edition == expected.edition
    assert reading.filing is not None
    assert expected.filing is not None
    assert printed(reading.filing) == printed(expected.filing)


def printed(filing: BudgetFiling) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables_of(filing)]


def test_whole_codes_in_one_column() -> None:
    sheets = grids()
    for grid, table in zip(sheets, tables_of(SOUND["xinjiang-budget-2024"]), strict=True):
        levels = sum(column.kind == "code" for column in table.columns)
        if levels:
            grid.merged = []
            for n, row in enumerate(grid.rows):
                if n >= 3 and len(row) > levels:
                    codes = row[:levels]
                    row[:levels] = ["功能分类科目编码" if codes[0] == "类" else "".join(dict.fromkeys(codes))
                                    if n < grid.first else "".join(codes)]  # fmt: skip
    reading = read(sheets)
    assert [one.message for one in reading.findings if one.severity != "hint"] == []


def test_yuan_stays_yuan() -> None:
    sheets = grids()
    mapped(sheets, lambda cell: f"{Decimal(cell) * 10_000:.2f}" if NUMBER.fullmatch(cell) else cell)
    mapped(sheets, lambda cell: cell.replace("单位：万元", "单位：元"))
    reading = read(sheets)
    assert [one for one in reading.findings if one.severity != "hint"] == []
    assert reading.filing is not None
    assert reading.filing.amount_unit == "元"
    assert sum(row.amount for row in reading.filing.income) == Decimal("2610000.00")


def test_one_table_in_yuan_is_compared_in_wan_and_said() -> None:
    sheets = grids()
    (grid,) = (one for one in sheets if one.name == "表 5")
    for row in grid.rows[grid.first :]:
        row[:] = [f"{Decimal(cell) * 10_000:.2f}" if NUMBER.fullmatch(cell) else cell for cell in row]
    grid.rows[2][1] = "单位：元"
    reading = read(sheets)
    assert [one.message for one in reading.findings if one.severity == "error"] == []
    assert any("换算为万元" in one.message for one in reading.findings)


def test_as_a_real_workbook_with_numbers_and_with_texts() -> None:
    for numbers in (True, False):
        reading = read_published(read_back(grids(), numbers=numbers))
        assert [one for one in reading.findings if one.severity != "hint"] == []


@pytest.mark.parametrize("edition", SOUND)
def test_the_edition_is_recognised_by_its_form(edition: str) -> None:
    reading = read(grids(edition), SOUND[edition].fiscal_year)
    assert (reading.edition, reading.fiscal_year) == (edition, SOUND[edition].fiscal_year)


def test_without_a_year_the_form_says_it() -> None:
    sheets = grids("xinjiang-budget-2023")
    mapped(sheets, lambda cell: "备注：此表为空表。" if "空表" in cell else cell)
    assert (read(sheets).edition, read(sheets).fiscal_year) == ("xinjiang-budget-2023", 2023)
