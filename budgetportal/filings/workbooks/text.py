"""The values of cells as text: what a person sees, without the noise of binary fractions."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal

Value = int | float | str | bool | date | datetime | time | timedelta

EXCEL = Context(prec=15)  # the digits that a workbook's programs show; a binary number carries two more of noise
LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c]")  # the last two as Word writes a break within a paragraph
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def cell_text(value: Value) -> str:
    """A value as plain text: 6.23, 201, 2024-01-02, TRUE; a text as it is, its line breaks as \\n."""
    match value:
        case str():
            return LINE_BREAK.sub("\n", value)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number_text(value)
        case timedelta():
            return _hours(value)
    return value.isoformat()


def number_text(value: float) -> str:
    """A number without exponent and without zeros that say nothing."""
    number = EXCEL.create_decimal(Decimal(value))
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _hours(length: timedelta) -> str:
    """A length of time, which has no ISO form that a person would read: 36:00:00."""
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
