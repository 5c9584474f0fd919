"""The body: cover, contents and parts in their order, on upright pages and on pages that lie on their side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from budgetportal.disclosure.document import Block, Document, Form, Heading, Paragraph, Part, Signature, Table
from budgetportal.rendering import fit
from budgetportal.rendering import header as header_rows
from budgetportal.rendering.docx import cover
from budgetportal.rendering.docx.contents import Entry, contents, page_count
from budgetportal.rendering.docx.markup import Bookmarks, Element, broken, lines, one_line, paragraph, run, twips, w
from budgetportal.rendering.docx.pages import Pages, line_count
from budgetportal.rendering.docx.styles import LINE, PART_AFTER, PART_LINE, PER_LINE, STAMP_LINE
from budgetportal.rendering.docx.tables import SetTable, set_form, set_table
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.view import joined_table, part_title_lines

BODY_LINE = LINE * fit.POINT
PART_SIZE = 22 * fit.POINT
AFTER_TABLE = 14.0  # points between a table and the text under it
BEFORE_SIGNATURE = 57.9  # points
DEEPEST_HEADING = 3
TITLE_LINE = 26 * fit.POINT


def body(document: Document, stamp: Stamp) -> list[Element]:
    """The children of ``w:body``."""
    flow = Flow()
    for part in document.parts:
        _part(flow, part)
    flow.turn(landscape=False)
    _stamp(flow, stamp)
    first = cover.cover(document, stamp)
    _end_section(first, landscape=False)
    return [
        *first,
        contents(flow.entries, before=1 + page_count(flow.entries)),
        *flow.elements,
        section_properties(landscape=False),
    ]


@dataclass(slots=True)
class Flow:
    """The elements so far, with the page that they have reached and what the contents list of them."""

    elements: list[Element] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    pages: Pages = field(default_factory=Pages)
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    after_table: bool = False

    def turn(self, landscape: bool) -> bool:
        """Go on on a page that lies as asked; whether a section had to end for that."""
        if self.pages.landscape == landscape:
            return False
        _end_section(self.elements, self.pages.landscape)
        self.pages.start(landscape)
        self.after_table = False
        return True

    def new_page(self, landscape: bool) -> list[Element]:
        """Begin a page; the property that the paragraph which begins it needs."""
        if self.turn(landscape):
            return []
        self.pages.start(landscape)
        self.after_table = False
        return [w("pageBreakBefore")]

    def listed(self, style: str, texts: Sequence[str], level: int, properties: Sequence[Element] = ()) -> None:
        """A paragraph that the contents list, broken into these lines."""
        name, content = self.bookmarks.around(*broken(texts))
        self.elements.append(paragraph(style, *content, properties=properties))
        self.entries.append(Entry(" ".join(texts), name, level, self.pages.number))

    def text(self, style: str, text: str, height: float = BODY_LINE, properties: Sequence[Element] = ()) -> None:
        """A paragraph of the type area's width; ``height`` is that of a line in mm."""
        self.elements.append(paragraph(style, run(text), properties=properties))
        for _ in range(line_count(text, PER_LINE)):
            self.pages.take(height)

    def space(self) -> list[Element]:
        """The property of a paragraph that stands under a table."""
        if not self.after_table:
            return []
        self.after_table = False
        self.pages.used += AFTER_TABLE * fit.POINT
        return [w("spacing", before=round(AFTER_TABLE * 20))]

    def table(self, made: SetTable) -> None:
        """A table with its rows; one without any would be no table to Word."""
        if made.element.find(qn("w:tr")) is None:
            return
        self.elements.append(made.element)
        self.pages.take(made.header, following=made.rows[0] if made.rows else 0.0)
        for height in made.rows:
            self.pages.take(height, again=made.header)
        self.after_table = True


def _part(flow: Flow, part: Part) -> None:
    first = part.blocks[0] if part.blocks else None
    taken = _title_height(part, landscape=False)
    if part.flows and not isinstance(first, Table):
        _flowing_title(flow, part)
    else:
        lies = isinstance(first, Table) and _fitted(first, taken).landscape
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
        _form(flow, block, joined, begins=position > 0)
        return 1 if joined is None else 2
    if isinstance(block, Table):
        _table(flow, block, begins=position > 0)
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


def _fitted(table: Table, taken: float, *, joined: bool = False) -> fit.Fit:
    depth = len(header_rows.layout([column.path for column in table.columns]))
    return fit.fit(table, depth, taken, fit.LONG_TABLE if joined else 0)


def _table(flow: Flow, table: Table, *, begins: bool) -> None:
    """A table on a page of its own, or under the title of the part that it begins."""
    fitted = _fitted(table, 0.0 if begins else flow.pages.used)
    title, *more = lines(table.title)
    full = f"{table.number}　{title}" if table.number else title
    _table_title(flow, full, more, flow.new_page(fitted.landscape) if begins else [])
    _organization(flow, table)
    flow.table(set_table(table, fitted, title=full, joined=False))
    _note(flow, table)


def _table_title(flow: Flow, title: str, more: Sequence[str], properties: Sequence[Element]) -> None:
    flow.listed("TableTitle", [title], 2, properties)
    flow.elements.extend(paragraph("TableSubtitle", run(line)) for line in more)
    flow.pages.take(fit.TABLE_HEAD - TITLE_LINE / 2)


def _organization(flow: Flow, table: Table) -> None:
    """编制单位 on the left and 单位：万元 on the right."""
    if not (table.organization or table.amount_unit):
        return
    width = (fit.LANDSCAPE if flow.pages.landscape else fit.PORTRAIT)[0]
    tabs = w("tabs", w("tab", val="right", pos=twips(width)))
    unit = [w("r", w("tab")), run(f"单位：{table.amount_unit}")] if table.amount_unit else []
    flow.elements.append(paragraph("TableLine", run(table.organization or ""), *unit, properties=[tabs]))


def _note(flow: Flow, table: Table) -> None:
    for text in lines(table.note) if table.note else []:
        flow.elements.append(paragraph("TableNote", run(text)))
        flow.pages.take(fit.NOTE_LINE)


def _form(flow: Flow, form: Form, joined: Table | None, *, begins: bool) -> None:
    """A form, and under it the table that is one with it."""
    upright = set_form(form, fit.PORTRAIT[0])
    fitted = _fitted(joined, sum(upright.rows), joined=True) if joined else None
    lies = fitted is not None and fitted.landscape
    title, *more = lines(form.title)
    _table_title(flow, title, more, flow.new_page(lies) if begins else [])
    flow.table(set_form(form, fit.LANDSCAPE[0]) if lies else upright)
    if joined and fitted:
        flow.elements.append(_joint())
        flow.table(set_table(joined, fitted, title=f"{title}：指标", joined=True))
        _note(flow, joined)


def _stamp(flow: Flow, stamp: Stamp) -> None:
    """The 文件校验码 at the end, kept on one page."""
    shown = cover.stamp_block(stamp)
    for number, (style, text) in enumerate(shown, 1):
        keep = [w("keepNext")] if number < len(shown) else []
        border = [_top_border()] if number == 1 else []
        flow.text(style, text, STAMP_LINE * fit.POINT, [*keep, *border])


def _joint() -> Element:
    """What keeps two tables apart, as low as a paragraph can be."""
    return paragraph("Joint", properties=[w("keepNext")])


def _top_border() -> Element:
    return w("pBdr", w("top", val="single", sz=4, space=6, color="000000"))


def _end_section(elements: list[Element], landscape: bool) -> None:
    """Let the last paragraph, or a line as low as can be under a table, carry the section's properties."""
    if not elements or not elements[-1].tag.endswith("}p"):
        elements.append(paragraph("Joint"))
    elements[-1][0].append(section_properties(landscape))


def section_properties(landscape: bool) -> Element:
    """A4 with the margins of GB/T 9704-2012: 版心 156 mm by 225 mm, turned where the page lies on its side."""
    margins = (28, 37, 26, 35) if landscape else (37, 26, 35, 28)
    top, right, bottom, left = map(twips, margins)
    long, short = twips(297), twips(210)
    return w(
        "sectPr",
        w("type", val="nextPage"),
        w("pgSz", w=long if landscape else short, h=short if landscape else long,
          orient="landscape" if landscape else None),
        w("pgMar", top=top, right=right, bottom=bottom, left=left, header=twips(margins[0] - 10),
          footer=twips(12 if landscape else 19), gutter=0),
    )  # fmt: skip
