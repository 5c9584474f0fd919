"""The body: cover, contents and parts in their order, their headings and texts."""

from __future__ import annotations

from collections.abc import Sequence

from budgetportal.disclosure.document import Block, Document, Form, Heading, Paragraph, Part, Signature, Table
from budgetportal.rendering import fit
from budgetportal.rendering.docx import cover
from budgetportal.rendering.docx.body_tables import add_form, add_table, fitted_to_page
from budgetportal.rendering.docx.contents import contents, page_count
from budgetportal.rendering.docx.flow import BODY_LINE, Flow, end_section, section_properties
from budgetportal.rendering.docx.markup import Element, lines, one_line, paragraph, run, w
from budgetportal.rendering.docx.pages import line_count
from budgetportal.rendering.docx.styles import PART_AFTER, PART_LINE, PER_LINE, STAMP_LINE
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.view import joined_table, part_title_lines

PART_SIZE = 22 * fit.POINT
BEFORE_SIGNATURE = 57.9  # points
DEEPEST_HEADING = 3


def body(document: Document, stamp: Stamp) -> list[Element]:
    """The children of ``w:body``."""
    flow = Flow()
    for part in document.parts:
        _part(flow, part)
    flow.turn(landscape=False)
    _stamp(flow, stamp)
    first = cover.cover(document, stamp)
    end_section(first, landscape=False)
    return [
        *first,
        contents(flow.entries, before=1 + page_count(flow.entries)),
        *flow.elements,
        section_properties(landscape=False),
    ]


def _part(flow: Flow, part: Part) -> None:
    first = part.blocks[0] if part.blocks else None
    taken = _title_height(part, landscape=False)
    if part.flows and not isinstance(first, Table):
        _flowing_title(flow, part)
    else:
        lies = isinstance(first, Table) and fitted_to_page(first, taken).landscape
        flow.listed("Heading1", part_title_lines(one_line(part.title)), 1, flow.new_page(lies))
        flow.pages.take(_title_height(part, lies))
    position = 0
    while position < len(part.blocks):
        position += _block(flow, part.blocks, position)


def _flowing_title(flow: Flow, part: Part) -> None:
    """A title under what stands before it; it keeps to the first line that follows."""
    flow.turn(landscape=False)
    flow.pages.take(PART_AFTER * fit.POINT + _title_height(part, landscape=False), following=BODY_LINE)
    spacing = w("spacing", before=round(PART_AFTER * 20))
    flow.listed("Heading1", part_title_lines(one_line(part.title)), 1, [spacing])


def _title_height(part: Part, landscape: bool) -> float:
    width = (fit.LANDSCAPE if landscape else fit.PORTRAIT)[0]
    count = sum(fit.lines(line, width / PART_SIZE) for line in part_title_lines(part.title))
    return (count * PART_LINE + PART_AFTER) * fit.POINT


def _block(flow: Flow, blocks: Sequence[Block], position: int) -> int:
    """Set the block at this position; how many blocks that took."""
    block = blocks[position]
    if isinstance(block, Form):
        joined = joined_table(blocks, position)
        add_form(flow, block, joined, begins=position > 0)
        return 1 if joined is None else 2
    if isinstance(block, Table):
        add_table(flow, block, begins=position > 0)
    elif isinstance(block, Heading):
        _heading(flow, block)
    elif isinstance(block, Paragraph):
        _paragraphs(flow, block)
    else:
        _signature(flow, block)
    return 1


def _heading(flow: Flow, heading: Heading) -> None:
    flow.turn(landscape=False)
    level = min(heading.level + 1, DEEPEST_HEADING)
    text, properties = one_line(heading.text), flow.space()
    flow.pages.take(line_count(text, PER_LINE) * BODY_LINE, following=BODY_LINE)
    if level == 2:
        flow.listed("Heading2", [text], level, properties)
    else:
        flow.elements.append(paragraph("Heading3", run(text), properties=properties))


def _paragraphs(flow: Flow, block: Paragraph) -> None:
    flow.turn(landscape=False)
    for text in lines(block.text):
        if text.strip():
            flow.text("BodyText", text, properties=flow.space())


def _signature(flow: Flow, signature: Signature) -> None:
    flow.turn(landscape=False)
    shown = lines(signature.text)
    for number, text in enumerate(shown):
        keep = [w("keepNext")] if number + 1 < len(shown) else []
        before = [] if number else [w("spacing", before=round(BEFORE_SIGNATURE * 20))]
        flow.text("Signature", text, properties=[*keep, *before])


def _stamp(flow: Flow, stamp: Stamp) -> None:
    """The 文件校验码 at the end, kept on one page."""
    shown = cover.stamp_block(stamp)
    for number, (style, text) in enumerate(shown, 1):
        keep = [w("keepNext")] if number < len(shown) else []
        border = [_top_border()] if number == 1 else []
        flow.text(style, text, STAMP_LINE * fit.POINT, [*keep, *border])


def _top_border() -> Element:
    return w("pBdr", w("top", val="single", sz=4, space=6, color="000000"))
