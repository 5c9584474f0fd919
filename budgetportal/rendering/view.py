"""What the templates of page and PDF show: a document with its anchors, spans, classes and widths worked out.

Templates only walk through these values; everything that is computed is computed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import mark_safe

from budgetportal.disclosure.document import Block, Chart, Document, Form, Heading, Paragraph, Part, Signature, Table
from budgetportal.rendering import charts, fit
from budgetportal.rendering.form_layout import form_view
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.table_layout import table_view
from budgetportal.rendering.table_view import Anchors, TableView

WIDE_TITLE = 15.0  # ems of a line on the cover
WIDE_PART_TITLE = 19.0  # ems; a wider one breaks after 第几部分
PART_TITLE = 26.0  # mm that a part's title takes above its first table
PART_RANK, DEEPEST_LEVEL = 2, 2  # a part is an h2; headings below level 2 are set like it
CHARTS_TITLE = "图解"
UNIT_LINE = 12.0  # ems; what stands before the unit's name in a title and is shorter stays on its line


@dataclass(frozen=True, slots=True)
class TextView:
    """A heading, a paragraph or the signature.

    ``level`` is how a heading is set, ``rank`` the HTML heading that it is: that goes down one at a time.
    """

    lines: tuple[str, ...]
    template: str
    level: int = 0
    anchor: str = ""
    rank: int = 0


BlockView = TableView | TextView


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    text: str
    anchor: str
    classes: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    """A part with its anchor, its blocks and what the contents list of it."""

    anchor: str
    title: str
    title_lines: tuple[str, ...]
    blocks: tuple[BlockView, ...]
    entries: tuple[Entry, ...]
    classes: str


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart with the table beside it; ``drawing`` is its SVG, safe as it is."""

    anchor: str
    title: str
    head: str
    drawing: str
    rows: tuple[tuple[str, str], ...]  # label and amount


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A whole document for a template."""

    title: str
    title_lines: tuple[str, ...]
    unit: str
    fiscal_year: str
    issued_on: str
    issued_on_iso: str
    parts: tuple[PartView, ...]
    stamp: Stamp
    charts: tuple[ChartView, ...] = ()
    charts_title: str = CHARTS_TITLE


def view(document: Document, stamp: Stamp, *, paper: bool = False) -> DocumentView:
    """The document as the templates show it: for a screen, or for paper with type sizes and column widths."""
    anchors = Anchors()
    issued_on = document.issued_on
    return DocumentView(
        title=document.title,
        title_lines=title_lines(document),
        unit=document.unit,
        fiscal_year=str(document.fiscal_year),
        issued_on=chinese_date(issued_on) if issued_on else "",
        issued_on_iso=issued_on.isoformat() if issued_on else "",
        parts=tuple(_part(part, f"part-{n}", anchors, paper) for n, part in enumerate(document.parts, 1)),
        stamp=stamp,
        charts=tuple(map(_chart, document.charts)),
    )


def _chart(chart: Chart) -> ChartView:
    rows = tuple((bar.label, bar.text) for bar in chart.bars)
    return ChartView(chart.key, chart.title, chart.head, mark_safe(charts.svg(chart)), rows)  # noqa: S308 - escapes labels


def chinese_date(day: date) -> str:
    """2024年2月22日, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def title_lines(document: Document) -> tuple[str, ...]:
    """The title for a cover: the unit on a line of its own where the title begins or goes on with it."""
    before, unit, after = document.title.partition(document.unit)
    if not unit:
        return (document.title,)
    lines = (before.strip() + unit, after.strip()) if fit.ems(before) < UNIT_LINE else (before, unit, after)
    return tuple(piece for line in lines for piece in _title_pieces(line))


def _title_pieces(line: str) -> tuple[str, ...]:
    """A line of a title; one that is too wide for the cover breaks after the year."""
    year, age, rest = line.partition("年度")
    wide = fit.ems(line) > WIDE_TITLE and year.isdecimal()
    return tuple(piece for piece in ((year + age, rest) if wide else (line,)) if piece)


def _part(part: Part, anchor: str, anchors: Anchors, paper: bool) -> PartView:
    blocks = tuple(_blocks(part, anchor, anchors, paper))
    classes = _part_classes(part, blocks[0] if blocks else None)
    return PartView(anchor, part.title, part_title_lines(part.title), blocks, tuple(_entries(blocks)), classes)


def _part_classes(part: Part, first: BlockView | None) -> str:
    """How the title of a part is set; a table under it lays the page."""
    if isinstance(first, TableView):
        return "landscape" if "landscape" in first.classes else "tables"
    return "flowing" if part.flows else ""


def part_title_lines(title: str) -> tuple[str, ...]:
    """The title of a part; one that is too wide for a line breaks after 第几部分."""
    if fit.ems(title) <= WIDE_PART_TITLE:
        return (title,)
    return tuple(title.split(None, 1))


def _entries(blocks: Sequence[BlockView]) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, TableView):
            yield Entry(f"{block.number}　{block.first_title}".strip("　"), block.anchor, "table-entry")
        elif block.level == 1:
            yield Entry("".join(block.lines), block.anchor)


def _blocks(part: Part, anchor: str, anchors: Anchors, paper: bool) -> Iterator[BlockView]:
    level = 0
    blocks = list(part.blocks)
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if isinstance(block, Heading):
            level = min(block.level, level + 1, DEEPEST_LEVEL)
            yield _heading(block, f"{anchor}-{position + 1}", PART_RANK + level)
        elif isinstance(block, Form):
            joined = joined_table(blocks, position)
            yield form_view(block, joined, anchors, level, paper)
            position += joined is not None
        elif isinstance(block, Table):
            yield table_view(block, anchors, level, paper, PART_TITLE if position == 0 else 0.0)
        else:
            yield _text(block)
        position += 1


def joined_table(blocks: Sequence[Block], position: int) -> Table | None:
    """The table that goes on under the form at this position as one with it; None where there is none."""
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    return following if isinstance(following, Table) and following.number is None else None


def _heading(block: Heading, anchor: str, rank: int) -> TextView:
    return TextView((block.text,), "rendering/heading.html", block.level, anchor, rank)


def _text(block: Paragraph | Signature) -> TextView:
    if isinstance(block, Signature):
        return TextView(tuple(block.text.split("\n")), "rendering/signature.html")
    paragraphs = (line for line in block.text.split("\n") if line.strip())
    return TextView(tuple(paragraphs), "rendering/paragraph.html")
