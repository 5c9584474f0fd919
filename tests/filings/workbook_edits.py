"""Workbooks as people's programs save them: read as cells and written anew, with edits."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import xlsxwriter

from budgetportal.filings.workbooks import Sheet, read_workbook

Grid = list[list[str]]
Grids = dict[str, Grid]


@dataclass(frozen=True)
class Formula:
    """A formula with the value that a program has calculated."""

    text: str
    value: float


def grids_of(data: bytes) -> Grids:
    """The texts of every sheet by its name."""
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in sheets_of(data)}


@lru_cache(maxsize=8)
def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The sheets, read once however often the same workbook is edited."""
    return tuple(read_workbook(data))


def workbook_of(grids: Grids, number: Callable[[str], object] = str) -> bytes:
    """A workbook of these texts by another writer, without formats; ``number`` says what becomes of a text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        for name, rows in grids.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                for column, text in enumerate(row):
                    value = number(text)
                    if isinstance(value, Formula):
                        sheet.write_formula(n, column, value.text, None, value.value)
                    elif isinstance(value, float):
                        sheet.write_number(n, column, value)
                    elif text:
                        sheet.write_string(n, column, text)
    return target.getvalue()


def edited(data: bytes, *edits: tuple[str, str, str]) -> bytes:
    """The workbook with some cells changed: sheet, address, text."""
    grids = grids_of(data)
    for sheet, address, text in edits:
        row, column = position(address)
        rows = grids[sheet]
        width = max([column + 1, *map(len, rows)])
        rows += [[] for _ in range(row + 1 - len(rows))]
        for line in rows:
            line += [""] * (width - len(line))
        rows[row][column] = text
    return workbook_of(grids)


def position(address: str) -> tuple[int, int]:
    """Row and column from 0 of C12."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address.removeprefix(letters)) - 1, column - 1


def formulas_of(sheets: Iterable[Sheet]) -> set[tuple[str, tuple[int, int]]]:
    """Every formula of a workbook."""
    return {(sheet.name, cell) for sheet in sheets for cell in sheet.formulas}
