"""Workbooks as a unit would export them: plain sheets with a merged header, made without the portal's own renderer."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import xlsxwriter

from budgetportal.disclosure.document import Table
from budgetportal.filings.workbooks import Sheet, read_workbook
from budgetportal.rendering import header

NUMBER = re.compile(r"-?\d+\.\d\d")


@dataclass
class Grid:
    """A sheet to be: rows of texts, merged ranges, how many rows stand above the data."""

    name: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    first: int = 0

    def sheet(self) -> Sheet:
        """As a workbook's reader gives it."""
        width = max(map(len, self.rows))
        rows = tuple((*row, *[""] * (width - len(row))) for row in self.rows)
        return Sheet(self.name, rows, tuple(self.merged), frozenset())


def headed(
    name: str, above: Sequence[Sequence[str]], paths: Sequence[tuple[str, ...]], numbering: Sequence[str] = ()
) -> Grid:
    """A grid with the lines above a table and its merged header."""
    grid = Grid(name, [list(row) for row in above])
    laid_out = header.layout(paths)
    top = len(grid.rows)
    for line in laid_out:
        row = [""] * len(paths)
        for cell in line:
            row[cell.column] = cell.text
            if cell.rowspan > 1 or cell.colspan > 1:
                first = top + cell.row
                last = (first + cell.rowspan - 1, cell.column + cell.colspan - 1)
                grid.merged.append((first, cell.column, *last))
        grid.rows.append(row)
    grid.rows += [list(numbering)] if numbering else []
    grid.first = len(grid.rows)
    return grid


def grid_of(table: Table) -> Grid:
    """A printed table as a plain sheet."""
    above = [[table.number or ""], [table.title], [table.organization or "", f"单位：{table.amount_unit}"]]
    grid = headed(table.number or table.key, above, [column.path for column in table.columns], table.numbering)
    grid.rows += [[cell.text for cell in row.cells] for row in table.rows]
    grid.rows += [[table.note]] if table.note else []
    return grid


def written(grids: Iterable[Grid], *, numbers: bool = True) -> bytes:
    """The workbook; amounts are numbers, or all cells are text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        for grid in grids:
            sheet = book.add_worksheet(grid.name)
            for top, left, bottom, right in grid.merged:
                sheet.merge_range(top, left, bottom, right, "")
            for n, row in enumerate(grid.rows):
                for m, text in enumerate(row):
                    if numbers and NUMBER.fullmatch(text):
                        sheet.write_number(n, m, float(text))
                    elif text:
                        sheet.write_string(n, m, text)
    return target.getvalue()


def read_back(grids: Iterable[Grid], *, numbers: bool = True) -> tuple[Sheet, ...]:
    """The sheets of the workbook as the portal reads it."""
    return read_workbook(written(grids, numbers=numbers))
