"""The look of the entry workbook: what is typed is white and open, what is given is grey, heads are locked."""

from __future__ import annotations

from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from budgetportal.disclosure.fields import Kind, Spec

TEXT, AMOUNT, WHOLE, DAY, GENERAL = "@", "0.00", "0", "yyyy-mm-dd", "General"
NUMBER_FORMATS = {
    Kind.AMOUNT: AMOUNT,
    Kind.WAN: AMOUNT,
    Kind.DECIMAL: GENERAL,
    Kind.COUNT: WHOLE,
    Kind.CHANGE: WHOLE,
    Kind.DATE: DAY,
}
NUMBERS = {Kind.AMOUNT, Kind.WAN, Kind.DECIMAL, Kind.COUNT, Kind.CHANGE}
BASE = {"font_name": "宋体", "font_size": 10, "valign": "top"}
GRID = BASE | {"border": 1, "border_color": "#BFBFBF"}
GREY, SUNKEN, QUIET = "#E7EBF0", "#F3F5F7", "#595959"
WIDTHS = {
    Kind.NAME: 18,
    Kind.TEXT: 56,
    Kind.LINES: 90,
    Kind.DATE: 13,
    Kind.CHOICE: 30,
    Kind.FUNCTION: 26,
    Kind.ECONOMIC: 26,
    Kind.PATTERN: 30,
    Kind.FLAG: 10,
    Kind.DECIMAL: 11,
    Kind.COUNT: 11,
    Kind.CHANGE: 11,
}
PLAIN_WIDTH, LONG_WIDTH, LONG = 15, 34, 200  # characters; a line of text that may be longer than LONG is wide


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._of = cache(lambda items: book.add_format(dict(items)))

    def _made(self, look: dict[str, Any]) -> Format:
        made: Format = self._of(tuple(sorted(look.items())))
        return made

    @property
    def title(self) -> Format:
        """The first line of a sheet."""
        return self._made(BASE | {"font_name": "黑体", "font_size": 14, "bold": True, "valign": "vcenter"})

    @property
    def note(self) -> Format:
        """A remark under it."""
        return self._made(BASE | {"font_color": QUIET, "valign": "vcenter"})

    @property
    def wrapped(self) -> Format:
        """A remark of several lines."""
        return self._made(BASE | {"text_wrap": True})

    @property
    def empty(self) -> Format:
        """What lies beside and above the table."""
        return self._made(BASE)

    @property
    def link(self) -> Format:
        """A link to another sheet."""
        return self._made(GRID | {"font_color": "#0B5394", "underline": 1})

    def head(self, kind: Kind | None = None) -> Format:
        """A head, or the label of a line."""
        align = "right" if kind in NUMBERS else "left"
        look = {"bold": True, "bg_color": GREY, "text_wrap": True, "align": align, "valign": "vcenter"}
        return self._made(GRID | look)

    def total(self, *, amount: bool = False) -> Format:
        """A cell of the row of totals."""
        look = GRID | {"bold": True, "bg_color": SUNKEN, "font_color": QUIET}
        return self._made(look | ({"num_format": AMOUNT, "align": "right"} if amount else {"num_format": TEXT}))

    def given(self, *, locked: bool = True) -> Format:
        """A cell that is not read: a number of a row, the name of a code."""
        look = GRID | {"num_format": TEXT, "bg_color": SUNKEN, "font_color": QUIET, "text_wrap": True}
        return self._made(look | {"locked": locked})

    def typed(self, spec: Spec, *, alone: bool = False) -> Format:
        """A cell that is filled in; one that stands ``alone`` in its column need not stand under others."""
        align = "right" if spec.kind in NUMBERS and not alone else "left"
        look = GRID | {"locked": False, "num_format": NUMBER_FORMATS.get(spec.kind, TEXT), "align": align}
        return self._made(look | {"text_wrap": spec.kind not in NUMBERS})


def width_of(spec: Spec, head: str) -> int:
    """The width of a column in characters: by what is typed there, and so that its head takes two lines at most."""
    plain = LONG_WIDTH if spec.kind is Kind.NAME and spec.max_length > LONG else WIDTHS.get(spec.kind, PLAIN_WIDTH)
    return max(plain, len(head) + 3)
