"""A Word table out of boxes that may cover several columns and rows. Rows are made in one go, never looked up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetportal.rendering import fit
from budgetportal.rendering.docx.markup import Element, lines, paragraph, run, twips, w


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its text, the columns and rows that it covers, and how it is set; ``indent`` is in levels."""

    text: str
    column: int
    style: str
    colspan: int = 1
    rowspan: int = 1
    jc: str | None = None
    bold: bool = False
    indent: int = 0
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the boxes that begin in it, whether it is repeated on every page, and whether a page may break it."""

    boxes: tuple[Box, ...]
    header: bool = False
    breakable: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a table has as a whole: widths in mm, the setting of its type, its name and description for listeners."""

    widths: tuple[float, ...]
    setting: fit.Setting
    title: str
    description: str
    first_column: bool = False


def table(frame: Frame, rows: Sequence[Line]) -> Element:
    """The element ``w:tbl``."""
    edges = _edges(frame.widths)
    widths = [right - left for left, right in pairwise(edges)]
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    made = w("tbl", _table_properties(frame, edges[-1]), grid)
    for line, boxes in zip(rows, _covered(rows), strict=True):
        cells = (_cell(box, merge, edges, frame.setting) for box, merge in boxes)
        made.append(w("tr", _row_properties(line), *cells))
    return made


def _edges(widths: Sequence[float]) -> list[int]:
    """Where the columns end, in twips; rounded from the sum, so that the whole keeps its width."""
    return [twips(sum(widths[:number])) for number in range(len(widths) + 1)]


def _table_properties(frame: Frame, width: int) -> Element:
    vertical, horizontal = twips(frame.setting.vertical), twips(frame.setting.horizontal)
    margins = {"top": vertical, "left": horizontal, "bottom": vertical, "right": horizontal}
    return w(
        "tblPr",
        w("tblStyle", val="Figures"),
        w("tblW", w=width, type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=margin, type="dxa") for side, margin in margins.items())),
        w("tblLook", val="04A0" if frame.first_column else "0420", firstRow=1, lastRow=0,
          firstColumn=int(frame.first_column), lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=frame.title),
        w("tblDescription", val=frame.description),
    )  # fmt: skip


def _row_properties(line: Line) -> Element | None:
    if line.breakable and not line.header:
        return None
    return w("trPr", w("cantSplit"), w("tblHeader") if line.header else None)


def _covered(rows: Sequence[Line]) -> Iterator[list[tuple[Box, str | None]]]:
    """The boxes of each row from left to right, those that go on from above too, each with its ``vMerge``."""
    going_on: list[tuple[Box, int]] = []  # with the number of rows still to cover
    for line in rows:
        row: list[tuple[Box, str | None]] = [(box, "continue") for box, _ in going_on]
        row += [(box, "restart" if box.rowspan > 1 else None) for box in line.boxes]
        going_on = [(box, left - 1) for box, left in going_on if left > 1]
        going_on += [(box, box.rowspan - 1) for box in line.boxes if box.rowspan > 1]
        yield sorted(row, key=lambda placed: placed[0].column)


def _cell(box: Box, merge: str | None, edges: Sequence[int], setting: fit.Setting) -> Element:
    width = edges[box.column + box.colspan] - edges[box.column]
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=box.colspan) if box.colspan > 1 else None,
        w("vMerge", val=merge) if merge else None,
        w("vAlign", val="center"),
    )
    texts = [""] if merge == "continue" else lines(box.text)
    return w("tc", properties, *(_paragraph(box, text, setting) for text in texts))


def _paragraph(box: Box, text: str, setting: fit.Setting) -> Element:
    indent = round(box.indent * fit.INDENT * setting.size * 20)
    properties = [
        *([w("keepNext")] if box.keep_next else []),
        *([w("ind", left=indent)] if indent else []),
        *([w("jc", val=box.jc)] if box.jc else []),
    ]
    runs = [run(text, *([w("b"), w("bCs")] if box.bold else []))] if text else []
    return paragraph(box.style, *runs, properties=properties)
