"""What a workbook is read into, and how a refusal is told."""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.disclosure.cell_address import address


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet (工作表), hidden ones too; rows and columns count from 0, the first cell is A1."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    """Every cell as text, all rows equally long; "" is empty, a number a plain decimal (6.23), a date ISO 8601."""
    merged: tuple[tuple[int, int, int, int], ...]
    """First row, first column, last row, last column of each merged range, as far as it lies within the rows."""
    formulas: frozenset[tuple[int, int]]
    """Row and column of each cell whose value is what its formula gave when the file was saved."""


class Unreadable(Exception):  # noqa: N818 - a refusal, not a failure of ours
    """A workbook is refused; the message says in Chinese why, and what to do."""


def place(sheet: str, row: int, column: int) -> str:
    """A cell in a message."""
    return f"工作表“{sheet}”的单元格 {address(row, column)} "
