"""The look of cells: fonts, borders, number format. A format is made once for each combination."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from budgetportal.disclosure.document import ColumnKind

TWO_DECIMALS = "0.00"
TEXT = "@"
SONG, HEI = "宋体", "黑体"
BASE = {"font_name": SONG, "font_size": 10, "valign": "vcenter"}
PLAIN = BASE | {"num_format": TEXT}
GRID = PLAIN | {"border": 1, "text_wrap": True}
ALIGNMENT = {ColumnKind.CODE: "center", ColumnKind.AMOUNT: "right"}


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def _of(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    @property
    def title(self) -> Format:
        """The title of a sheet."""
        return self._of(
            **PLAIN | {"font_name": HEI, "font_size": 16, "bold": True, "align": "center", "text_wrap": True}
        )

    @property
    def line(self) -> Format:
        """A line of text outside of the table."""
        return self._of(**PLAIN)

    @property
    def right(self) -> Format:
        """A line of text at the right edge."""
        return self._of(**PLAIN | {"align": "right"})

    @property
    def note(self) -> Format:
        """A remark that may take several lines."""
        return self._of(**PLAIN | {"text_wrap": True, "valign": "top"})

    @property
    def link(self) -> Format:
        """A link to another sheet."""
        return self._of(**PLAIN | {"font_color": "#0B5394", "underline": 1})

    @property
    def head(self) -> Format:
        """A header cell."""
        return self._of(**GRID | {"font_name": HEI, "bold": True, "align": "center", "bg_color": "#F2F2F2"})

    @property
    def numbering(self) -> Format:
        """A cell of the row that numbers the amount columns."""
        return self._of(**GRID | {"align": "center"})

    def cell(self, kind: ColumnKind, *, bold: bool = False, indent: int = 0) -> Format:
        """A body cell."""
        look = GRID | {"align": ALIGNMENT.get(kind, "left"), "bold": bold, "indent": indent}
        return self._of(**look | ({"num_format": TWO_DECIMALS} if kind is ColumnKind.AMOUNT else {}))

    def middle(self, *, label: bool = False, bold: bool = False) -> Format:
        """A label or a value of a form."""
        return self.head if label else self._of(**GRID | {"align": "center", "bold": bold})
