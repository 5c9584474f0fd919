"""CSV that opens in Excel as it is meant: UTF-8 with a byte order mark, commas, CRLF (RFC 4180).

Every text and every code stands in quotes, a number without them, a blank cell is empty. A text that a spreadsheet
would take for a formula has one apostrophe before it (``guarded``); no number, negative or not, and no code is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_END = "\r\n"
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
HARMLESS = re.compile(r"[+-]?\d+(\.\d+)?%?", re.ASCII)  # a number or a share is no formula
GUARD = "'"
GUARDED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", GUARD)


def encoded(header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> bytes:
    """The file: one header row, then the rows; ``numeric`` says of each column whether its cells are numbers."""
    lines = [",".join(map(_quoted, header))]
    lines += [",".join(map(_cell, row, numeric)) for row in rows]
    return BYTE_ORDER_MARK + "".join(line + LINE_END for line in lines).encode()


def is_number(text: str) -> bool:
    """Whether a text is a number as the document prints one: digits, a decimal point, a minus sign."""
    return NUMBER.fullmatch(text) is not None


def guarded(text: str) -> str:
    """A text that no spreadsheet evaluates.

    One apostrophe stands before what begins with a sign of a formula, and before an apostrophe, so that the text comes
    back by taking one leading apostrophe away (OWASP, "CSV Injection").
    """
    first = text.lstrip(" 　")
    return GUARD + text if first.startswith(GUARDED) and not HARMLESS.fullmatch(text) else text


def _cell(text: str, numeric: bool) -> str:
    return text if numeric or not text else _quoted(guarded(text))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
