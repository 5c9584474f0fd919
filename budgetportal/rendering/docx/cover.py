"""The cover, the page's header and footer, and the 文件校验码 at the end."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.rendering import fit
from budgetportal.rendering.docx.markup import Element, broken, field, lines, one_line, paragraph, run, twips, w
from budgetportal.rendering.docx.styles import STYLES
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.view import chinese_date, title_lines

SUPERSEDED = "本版内容已更正，仅供查考；现行版本以本单位最新公开的为准。"
TITLE_TOP = 48.0  # mm above the title
IMPRINT_BOTTOM = 16.0  # mm under the last line
BY_ID = {style.id: style for style in STYLES}


def cover(document: Document, stamp: Stamp) -> list[Element]:
    """The paragraphs of the cover, the last ones pushed to its foot."""
    head = list(_head(document, stamp))
    imprint = [document.unit, *([chinese_date(document.issued_on)] if document.issued_on else [])]
    taken = TITLE_TOP + sum(_height(style, text) for style, text in (*head, *(("Imprint", text) for text in imprint)))
    gap = max(10.0, fit.PORTRAIT[1] - IMPRINT_BOTTOM - taken)
    first, *rest = head
    return [
        _paragraph(*first, before=TITLE_TOP),
        *(_paragraph(*line) for line in rest),
        *(_paragraph("Imprint", text, before=0.0 if number else gap) for number, text in enumerate(imprint)),
    ]


def _head(document: Document, stamp: Stamp) -> Iterator[tuple[str, str]]:
    yield "Title", "\n".join(title_lines(document))
    if stamp.superseded:
        yield "Superseded", SUPERSEDED
    if stamp.correction:
        yield "Correction", f"（更正后{stamp.edition_line}）"
        yield "CorrectionReason", f"更正说明：{stamp.correction}"


def _height(style: str, text: str) -> float:
    """The height of a paragraph in mm, estimated."""
    look = BY_ID[style]
    count = fit.lines(text, fit.PORTRAIT[0] / (look.size * fit.POINT))
    return (look.before + look.after + count * look.line) * fit.POINT


def _paragraph(style: str, text: str, before: float = 0.0) -> Element:
    """A paragraph whose lines are broken where the text says so; ``before`` is mm of space above it."""
    properties = [w("spacing", before=twips(before))] if before else []
    return paragraph(style, *broken(lines(text)), properties=properties)


def header(document: Document, stamp: Stamp) -> list[Element]:
    """What stands at the head of every page but the cover."""
    shown = [paragraph("Header", run(one_line(document.title)))]
    return [*shown, paragraph("Header", run(SUPERSEDED))] if stamp.superseded else shown


def footer(stamp: Stamp) -> list[Element]:
    """第 X 页 共 Y 页, and the hash of what was filed."""
    numbers = [run("第 "), *field("PAGE", "1"), run(" 页　共 "), *field("NUMPAGES", "1"), run(" 页")]
    return [paragraph("Footer", *numbers), paragraph("FooterStamp", run(f"文件校验码 SHA-256：{stamp.sha256}"))]


def stamp_block(stamp: Stamp) -> list[tuple[str, str]]:
    """What the document says at its end so that anybody can check it: style and text of each paragraph."""
    version = [("Stamp", f"版本：{stamp.edition_line}")] if stamp.edition_line else []
    return [
        ("StampTitle", "文件校验码"),
        ("Stamp", "校验码由本文件的填报数据按规范格式计算，数据改动一字，校验码即不相同。"),
        *version,
        ("Stamp", f"SHA-256：{stamp.sha256}"),
        ("Stamp", f"SM3：{stamp.sm3}"),
    ]
