"""What is wrong in a workbook, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from budgetportal.disclosure.places import where
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.workbooks.sheet import address

LAST_STEP = re.compile(r"(\.[^.\[\]]+|\[\d+\])$")
TABLE = re.compile(r"(.*)\[\d+\]")
ROW = re.compile(r"第 (\d+) 行")  # as rules name rows of the entry table


@dataclass(frozen=True, slots=True)
class CellAt:
    """A cell of a sheet, rows and columns from 0."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """As people see it: C12."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Located:
    """What is wrong, in words; the sheet and the cell where it is mended, as far as there is one."""

    message: str
    sheet: str = ""
    row: int = -1
    column: int = -1

    @classmethod
    def at(cls, cell: CellAt, message: str) -> Located:
        """A problem of one cell."""
        return cls(message, cell.sheet, cell.row, cell.column)

    @property
    def address(self) -> str:
        """The cell as people see it, "" where none is meant."""
        return "" if self.row < 0 else address(self.row, self.column)

    def __str__(self) -> str:
        if not self.sheet:
            return self.message
        cell = f"的单元格 {self.address}" if self.address else ""
        return f"工作表“{self.sheet}”{cell}：{self.message}"


def located(problems: Iterable[Problem], cells: Mapping[str, CellAt]) -> list[Located]:
    """Problems of places as problems of cells."""
    return [_located(problem, cells) for problem in problems]


def _located(problem: Problem, cells: Mapping[str, CellAt]) -> Located:
    cell = cell_of(problem.place, cells)
    message = _with_rows(problem, cells)
    if cell is not None:
        return Located.at(cell, message)
    return Located(f"{where(problem.place)}：{message}" if problem.place else message)


def cell_of(place: str, cells: Mapping[str, CellAt]) -> CellAt | None:
    """The cell of a place; where it has none of its own, the first cell of what lies in it, or of what it lies in."""
    while place:
        if place in cells:
            return cells[place]
        inside = next((cell for other, cell in cells.items() if other.startswith((f"{place}.", f"{place}["))), None)
        if inside is not None:
            return inside
        place = place[: found.start()] if (found := LAST_STEP.search(place)) else ""
    return None


def _with_rows(problem: Problem, cells: Mapping[str, CellAt]) -> str:
    """The message with rows numbered as on the sheet, where it numbers those of the table."""
    table = TABLE.match(problem.place)

    def of_sheet(found: re.Match[str]) -> str:
        cell = cell_of(f"{table[1]}[{int(found[1]) - 1}]", cells) if table else None
        return f"第 {cell.row + 1} 行" if cell else found[0]

    return ROW.sub(of_sheet, problem.message)
