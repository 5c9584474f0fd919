"""The elements of the body as they run on, over upright pages and pages that lie on their side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from budgetportal.rendering import fit
from budgetportal.rendering.docx.contents import Entry
from budgetportal.rendering.docx.markup import Bookmarks, Element, broken, paragraph, run, twips, w
from budgetportal.rendering.docx.pages import Pages, line_count
from budgetportal.rendering.docx.styles import LINE, PER_LINE
from budgetportal.rendering.docx.tables import SetTable

BODY_LINE = LINE * fit.POINT
AFTER_TABLE = 14.0  # points between a table and the text under it


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
        end_section(self.elements, self.pages.landscape)
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


def end_section(elements: list[Element], landscape: bool) -> None:
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
