"""The contents (目录): a real TOC field with its entries filled in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from budgetportal.rendering import fit
from budgetportal.rendering.docx.markup import Element, field, field_end, field_start, one_line, paragraph, run, w
from budgetportal.rendering.docx.styles import CONTENTS_LINE

# parts and headings by their level, tables by the level that their style has in the outline
INSTRUCTION = r'TOC \o "1-2" \h \z \u'
HEAD = 16.2  # mm that the word 目录 takes
ROOM = 33.0  # ems that an entry has for its text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; ``page`` counts from the first page after the contents."""

    text: str
    bookmark: str
    level: int
    page: int


def page_count(entries: Sequence[Entry]) -> int:
    """How many pages the contents take."""
    height = CONTENTS_LINE * fit.POINT
    per_page = math.floor(fit.PORTRAIT[1] / height)
    first = math.floor((fit.PORTRAIT[1] - HEAD) / height)
    lines = sum(fit.lines(entry.text, ROOM) for entry in entries)
    return 1 + max(0, math.ceil((lines - first) / per_page))


def contents(entries: Sequence[Entry], before: int) -> Element:
    """The block that Word knows as contents and updates on request; ``before`` pages stand before the first part.

    No ``w:dirty`` and no ``w:updateFields``: both make Word ask whether it may update "fields that may refer to other
    files" before it opens the document.
    """
    title = paragraph("TOCHeading", run("目　录"), properties=[w("pageBreakBefore")])
    lines = [_line(entry, before) for entry in entries] or [paragraph("TOC1")]
    for position, element in enumerate(field_start(INSTRUCTION), 1):  # 0: the paragraph's properties
        lines[0].insert(position, element)
    lines[-1].append(field_end())
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return w("sdt", w("sdtPr", gallery), w("sdtContent", title, *lines))


def _line(entry: Entry, before: int) -> Element:
    page = field(f"PAGEREF {entry.bookmark} \\h", str(entry.page + before))
    link = w("hyperlink", run(one_line(entry.text)), w("r", w("tab")), *page, anchor=entry.bookmark, history=1)
    return paragraph(f"TOC{entry.level}", link)
