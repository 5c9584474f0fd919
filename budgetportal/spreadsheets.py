"""Texts into the cells of a workbook, for whoever writes one: the entry workbook and the published tables."""

from __future__ import annotations

import re
from itertools import chain

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

OVERLAPPING = re.compile("_x[0-9A-Fa-f]{4}(?=_x[0-9A-Fa-f]{4}_)")
END_OF_MARK = re.compile("(?<=_x[0-9A-Fa-f]{4})(?=_)")
RICH = re.compile("<r>.*</r>", re.DOTALL)


def put_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """
    Write a text as it is.

    XlsxWriter takes ``<r>…</r>`` for XML of its own, and of two marks that share an underscore (``_x0041_x0042_``) the
    second for a sign; such a text is written in pieces, none of which is either.
    """
    if not OVERLAPPING.search(text) and not RICH.fullmatch(text):
        sheet.write_string(row, column, text, look)
        return
    first, *rest = [piece for part in END_OF_MARK.split(text) for piece in (part[:1], part[1:]) if piece]
    sheet.write_rich_string(row, column, first, *chain.from_iterable((look, piece) for piece in rest), look)
