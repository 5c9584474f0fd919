"""One value into one cell: a number as one where it comes back unchanged, all else as text, never a formula."""

from __future__ import annotations

from datetime import date, datetime, time
from math import ceil
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.filings.workbooks.entry.cells import shown
from budgetportal.filings.workbooks.entry.styles import NUMBERS
from budgetportal.filings.workbooks.text import number_text
from budgetportal.spreadsheets import put_text

EXACT = 15  # digits that a number of a workbook keeps
FIRST_DAY = date(1901, 1, 1)  # before it programs count days in different ways


def put(sheet: Worksheet, row: int, column: int, value: Any, spec: Spec, look: Format) -> None:
    """Write a plain value; a cell without one has its look."""
    text = shown(value, spec)
    if not text:
        sheet.write_blank(row, column, None, look)
    elif _is_number(text, spec):
        sheet.write_number(row, column, float(text), look)
    elif spec.kind is Kind.DATE and date.fromisoformat(text) >= FIRST_DAY:
        sheet.write_datetime(row, column, datetime.combine(date.fromisoformat(text), time()), look)
    else:
        put_text(sheet, row, column, text, look)


def _is_number(text: str, spec: Spec) -> bool:
    """Whether a value is read with the very digits it was written with: 4 is, 13.330 is not; amounts have two."""
    if spec.kind not in NUMBERS or sum(character.isdigit() for character in text) > EXACT:
        return False
    return spec.kind in (Kind.AMOUNT, Kind.WAN) or number_text(float(text)) == text


def lines_in(text: str, width: float) -> int:
    """The lines that a text takes in a column of a width in characters; a Chinese one takes two."""
    return sum(max(1, ceil(sum(1 + (ord(sign) > 0x2E7F) for sign in line) / width)) for line in text.split("\n"))
