"""Whether every character of a document can be printed: one that no font has would come out as an empty box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from fontTools.ttLib import TTFont

from budgetportal.disclosure.document import Block, Document, Form, Table
from budgetportal.rendering import fontconfig
from budgetportal.rendering.pdf import print_html
from budgetportal.rendering.stamp import Stamp

LAYOUT = frozenset("\r\n\t ")  # these are laid out, not drawn
ELSEWHERE = "公开文本"  # the place of a character that no text of the document has: one that printing adds


@cache
def covered() -> frozenset[int]:
    """The code points that 宋体 and its rare characters have; every text falls back to these two."""
    points: set[int] = set()
    for file in ("PortalSong-Regular.otf", "PortalSongRare-Regular.otf"):
        with TTFont(fontconfig.FOLDER / file, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)


def missing_characters(document: Document, correction: str | None = None) -> list[tuple[str, str]]:
    """Each character that the fonts lack, once for each place, with the place in words (表 7 第 2 行“项目名称”).

    ``correction`` is the reason that stands on the cover of a correction. What is printed is looked at as a whole too,
    so that nothing is left out that this module does not know of.
    """
    texts = [*_texts(document), (correction or "", "更正说明")]
    found = dict.fromkeys((sign, where) for text, where in texts for sign in missing_in(text))
    known = {sign for sign, _ in found}
    printed = print_html(document, Stamp(sha256="", sm3="", version=1, correction=correction))
    return [*found, *((sign, ELSEWHERE) for sign in missing_in(printed) if sign not in known)]


def missing_in(text: str) -> list[str]:
    """The characters of a text that the fonts lack, each once, in the order of the text."""
    return [sign for sign in dict.fromkeys(text) if sign not in LAYOUT and ord(sign) not in covered()]


def describe(character: str) -> str:
    """A character that cannot be shown, in words: “☑”（U+2611 BALLOT BOX WITH CHECK）."""
    return f"“{character}”（U+{ord(character):04X} {unicodedata.name(character, '未命名字符')}）"


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    yield document.title, "标题"
    yield document.unit, "单位名称"
    for part in document.parts:
        yield part.title, "部分标题"
        heading = part.title
        for number, block in enumerate(part.blocks, 1):
            if isinstance(block, (Table, Form)):
                yield from _table_texts(block)
                continue
            yield block.text, f"{heading} 第 {number} 段"
    for chart in document.charts:
        yield "".join((chart.title, chart.description, chart.head, *(bar.label for bar in chart.bars))), chart.title


def _table_texts(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Form):
        yield block.title, block.title
        for line in block.lines:
            for field in line:
                yield "".join(field.labels), f"{block.title} 栏目名称"
                yield field.value.text, f"{block.title}“{field.labels[-1]}”"
    elif isinstance(block, Table):
        name = f"{block.number or ''} {block.title}".strip()
        yield "".join((block.title, block.organization or "", block.note or "")), name
        yield "".join((block.number or "", block.amount_unit or "")), name
        for column in block.columns:
            yield "".join(column.path), f"{name} 表头"
        for number, row in enumerate(block.rows, 1):
            for column, cell in zip(block.columns, row.cells, strict=True):
                yield cell.text, f"{name} 第 {number} 行“{column.path[-1]}”"
