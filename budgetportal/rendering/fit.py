"""How a table is set on paper: the type size and the column widths with which it fits its page.

Lengths are millimetres, type sizes points. A Han character is one em wide, a digit of the portal's fonts half of one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from budgetportal.disclosure.document import Cell, Column, ColumnKind, Row, Table

POINT = 25.4 / 72  # mm
SMALLEST_UPRIGHT = 8.0  # points; a table that needs smaller type is better on its side
LINE_HEIGHT = 1.25  # of the type size, inside a table
BORDER = 0.18

PORTRAIT = (156.0, 225.0)  # 版心 of GB/T 9704: width, height
LANDSCAPE = (225.0, 156.0)
TABLE_HEAD = 28.0  # number, title, and the line of unit and 单位：万元
NOTE_LINE = 5.5


@dataclass(frozen=True, slots=True)
class Setting:
    """A type size with the padding of its cells, above and below, left and right."""

    size: float
    vertical: float
    horizontal: float

    @property
    def em(self) -> float:
        """The type size in mm."""
        return self.size * POINT


SETTINGS = (
    Setting(10.5, 2.0, 1.2),
    Setting(10.5, 1.5, 1.2),
    Setting(10.5, 1.1, 1.1),
    Setting(10, 0.9, 1.0),
    Setting(9.5, 0.75, 1.0),
    Setting(9, 0.7, 0.9),
    Setting(9, 0.45, 0.9),
    Setting(8.5, 0.4, 0.8),
    Setting(8, 0.35, 0.7),
    Setting(7.5, 0.4, 0.6),
    Setting(7, 0.35, 0.5),
)
LONG_TABLE = 3  # the roomiest setting of a table that takes several pages, or that a form is joined to
INDENT = 1.0  # ems for each level
COMFORTABLE = 16.0  # ems: a name up to this width stays on one line where the figures leave room for it


@dataclass(frozen=True, slots=True)
class Fit:
    """The outcome: an index into ``SETTINGS``, a width for each column, and whether the page lies on its side."""

    setting: int
    widths: tuple[float, ...]
    landscape: bool


def ems(text: str) -> float:
    """The width of a line of text in ems."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55 for character in text)


def indented(cell: Cell) -> float:
    """The width of a cell's text with its indent, in ems."""
    return ems(cell.text) + INDENT * cell.indent


def lines(text: str, room: float) -> int:
    """How many lines a text takes in a column with room for that many ems."""
    per_line = max(1, math.floor(room))
    return sum(max(1, math.ceil(ems(part) / per_line)) for part in text.split("\n"))


def fit(table: Table, header_depth: int, taken: float = 0.0, roomiest: int = 0) -> Fit:
    """The roomiest setting with which the table fits one page, or else one that suits several pages.

    ``taken`` is the height that something above the table takes on its first page. A table that does not fit the
    width of an upright page goes on its side even where its form does not ask for it.
    """
    upright = None if table.wide else _fit_on(table, header_depth, PORTRAIT, taken, roomiest)
    if upright is not None and SETTINGS[upright[0]].size >= SMALLEST_UPRIGHT:
        return Fit(*upright, landscape=False)
    lying = _fit_on(table, header_depth, LANDSCAPE, taken, roomiest)
    if lying is None:
        lying = len(SETTINGS) - 1, distribute(LANDSCAPE[0], [1.0] * len(table.columns), [0.0] * len(table.columns))
    return Fit(*lying, landscape=True)


def _fit_on(
    table: Table, header_depth: int, page: tuple[float, float], taken: float, roomiest: int
) -> tuple[int, tuple[float, ...]] | None:
    width, height = page
    note = NOTE_LINE * lines(table.note, width / (10.5 * POINT)) if table.note else 0.0
    room = height - TABLE_HEAD - taken - note
    possible: dict[int, tuple[float, ...]] = {}
    for index in range(roomiest, len(SETTINGS)):
        widths = column_widths(table, SETTINGS[index], width)
        if widths is None:
            continue
        possible[index] = widths
        if table_height(table, header_depth, SETTINGS[index], widths) <= room:
            return index, widths
    several_pages = [index for index in possible if index >= LONG_TABLE]
    return (several_pages[0], possible[several_pages[0]]) if several_pages else None


def column_widths(table: Table, setting: Setting, width: float) -> tuple[float, ...] | None:
    """Widths that add up to ``width`` and break no amount and no code; None where there is no room for that.

    Names stay on one line where that leaves the figures their room.
    """
    wanted = [column.width for column in table.columns]
    for comfortable in (True, False):
        least = [_least_width(table, position, setting, comfortable) for position in range(len(table.columns))]
        if sum(least) <= width:
            return distribute(width, wanted, least)
    return None


def distribute(total: float, wanted: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Share a width out in the wanted proportions, each share at least its least."""
    fixed: dict[int, float] = {}
    while True:
        free = [position for position in range(len(wanted)) if position not in fixed]
        rest = total - sum(fixed.values())
        whole = sum(wanted[position] for position in free) or 1.0
        short = [position for position in free if rest * wanted[position] / whole < least[position]]
        if not short or len(short) == len(free):
            break
        fixed.update((position, least[position]) for position in short)
    shares = {position: rest * wanted[position] / whole for position in free}
    if len(short) == len(free) and short:
        needed = sum(least[position] for position in free)
        shares = {position: rest * least[position] / needed for position in free}
    return tuple(round({**fixed, **shares}[position], 2) for position in range(len(wanted)))


def table_height(table: Table, header_depth: int, setting: Setting, widths: Sequence[float]) -> float:
    """The height of header and rows, estimated."""
    rows = sum(row_height(row, setting, widths) for row in table.rows)
    labels = Row(tuple(Cell(column.path[-1] if column.path else "") for column in table.columns))
    single = setting.em * LINE_HEIGHT + 2 * setting.vertical + BORDER
    return row_height(labels, setting, widths) + (header_depth - 1 + table.numbered) * single + rows


def row_height(row: Row, setting: Setting, widths: Sequence[float]) -> float:
    """The height of a row, estimated from its fullest cell."""
    most = 1
    for cell, width in zip(row.cells, widths, strict=True):
        room = (width - 2 * setting.horizontal) / setting.em - INDENT * cell.indent
        most = max(most, lines(cell.text, room))
    return most * setting.em * LINE_HEIGHT + 2 * setting.vertical + BORDER


def _least_width(table: Table, position: int, setting: Setting, comfortable: bool) -> float:
    cells = [row.cells[position] for row in table.rows]
    least = _least_ems(table.columns[position], cells, comfortable)
    return (least + 0.1) * setting.em + 2 * setting.horizontal + BORDER


def _least_ems(column: Column, cells: Sequence[Cell], comfortable: bool) -> float:
    longest = max(map(indented, cells), default=0.0)
    if column.kind is ColumnKind.CODE:
        return max(1.2, longest)
    if column.kind is ColumnKind.AMOUNT:
        return max(2.0, longest, min(ems(column.path[-1]), 4.0) if comfortable and column.path else 0.0)
    if column.kind is ColumnKind.NAME and comfortable:
        return min(longest, COMFORTABLE)
    tokens = [ems(token) for cell in cells for token in re.findall(r"[!-~≤≥]+", cell.text)]
    return max(4.0 if column.kind is ColumnKind.NAME else 2.0, *(min(width, 8.0) for width in tokens), 0.0)
