"""The styles of the document: the look of GB/T 9704-2012, named as Word and WPS name them where they have a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from budgetportal.rendering import fit
from budgetportal.rendering.docx.markup import POINTS, Element, twips, w

FANGSONG, SONG, HEI, KAI = "仿宋", "宋体", "黑体", "楷体"
FONT_NAMES = {  # other names of the same face: on older systems, on Macs, in English set-ups
    FANGSONG: ("FangSong,仿宋_GB2312,FangSong_GB2312,STFangsong", "roman"),
    SONG: ("SimSun,新宋体,NSimSun,STSong", "roman"),
    HEI: ("SimHei,STHeiti", "swiss"),
    KAI: ("KaiTi,楷体_GB2312,KaiTi_GB2312,STKaiti", "roman"),
}
LINE = 28.95  # points: 22 lines in 225 mm
PER_LINE = 28  # characters of 三号 (16 pt) in 156 mm, each drawn together by a quarter of a point
CONTENTS_LINE = 21.0
PART_LINE, PART_AFTER = 36.0, 12.0
STAMP_LINE = 14.0
BORDER, EDGE = 4, 6  # eighths of a point
BLACK = "000000"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; sizes and distances are points, ``indent`` is ems of the first line.

    ``line`` is the exact height of a line; ``outline`` the level in the outline and the contents, from 0.
    """

    id: str
    name: str
    font: str
    size: float
    line: float
    jc: str = "left"
    bold: bool = False
    indent: int = 0
    before: float = 0
    after: float = 0
    keep_next: bool = False
    outline: int | None = None
    based_on: str | None = "Normal"
    next: str | None = None
    spacing: int = 0  # twips between characters


STYLES = (
    Style("Title", "Title", SONG, 28, 45, "center", bold=True, next="BodyText"),
    Style("Imprint", "封面署名", SONG, 18, 36, "center"),
    Style("Correction", "更正标记", SONG, 16, 26, "center", before=22),
    Style("CorrectionReason", "更正说明", SONG, 14, 22.4, before=12),
    Style("Superseded", "已更正提示", HEI, 14, 22.4, "center", before=12),
    Style("Heading1", "heading 1", SONG, 22, PART_LINE, "center", bold=True, after=PART_AFTER, keep_next=True,
          outline=0, next="BodyText"),
    Style("Heading2", "heading 2", HEI, 16, LINE, "both", indent=2, keep_next=True, outline=1, next="BodyText",
          spacing=-5),
    Style("Heading3", "heading 3", KAI, 16, LINE, "both", indent=2, keep_next=True, outline=2, next="BodyText",
          spacing=-5),
    Style("BodyText", "Body Text", FANGSONG, 16, LINE, "both", indent=2, spacing=-5),
    Style("Signature", "Signature", FANGSONG, 16, LINE, "right"),
    Style("TableTitle", "表题", SONG, 18, 26, "center", bold=True, after=5, keep_next=True, outline=1),
    Style("TableSubtitle", "表题副行", SONG, 12, 18, "center", keep_next=True),
    Style("TableLine", "编制单位行", SONG, 10.5, 16, after=3, keep_next=True),
    Style("TableNote", "表注", SONG, 10.5, 16, "both", indent=2, before=7),
    Style("Joint", "表间", SONG, 1, 1),
    Style("TOCHeading", "TOC Heading", SONG, 22, PART_LINE, "center", bold=True, after=10, keep_next=True),
    Style("TOC1", "toc 1", HEI, 12, CONTENTS_LINE),
    Style("TOC2", "toc 2", SONG, 12, CONTENTS_LINE),
    Style("Header", "header", SONG, 9, 12, "center"),
    Style("Footer", "footer", SONG, 14, 18, "center"),
    Style("FooterStamp", "页脚校验码", SONG, 7, 10, "center"),
    Style("StampTitle", "校验码标题", HEI, 9, STAMP_LINE, before=40, keep_next=True),
    Style("Stamp", "校验码", SONG, 9, STAMP_LINE),
)  # fmt: skip


def table_text(size: float) -> str:
    """The style of a cell's text of this size."""
    return f"TableText{size * 2:g}"


def table_head(size: float) -> str:
    """The style of a header cell or a label of this size."""
    return f"TableHead{size * 2:g}"


def styles() -> Iterator[Element]:
    """The children of ``w:styles``."""
    yield w("docDefaults", w("rPrDefault", w("rPr", *_font(SONG), *_size(10.5), _language())), w("pPrDefault"))
    yield _normal()
    yield w("style", _name("Default Paragraph Font"), w("uiPriority", val=1), w("semiHidden"),
            type="character", default=1, styleId="DefaultParagraphFont")  # fmt: skip
    yield _plain_table()
    yield from map(_style, STYLES)
    yield from map(_style, _table_styles({setting.size for setting in fit.SETTINGS}))
    yield _figures()


def fonts() -> Iterator[Element]:
    """The children of ``w:fonts``: what else the fonts are called, so that a machine without one finds its like."""
    for name, (others, family) in FONT_NAMES.items():
        yield w("font", w("altName", val=others), w("charset", val="86"), w("family", val=family),
                w("pitch", val="variable"), name=name)  # fmt: skip


def _table_styles(sizes: Iterable[float]) -> Iterator[Style]:
    for size in sorted(sizes):
        line = size * fit.LINE_HEIGHT
        yield Style(table_text(size), f"表格文字 {size:g} 磅", SONG, size, line)
        yield Style(table_head(size), f"表头 {size:g} 磅", HEI, size, line, "center", based_on=table_text(size))


def _normal() -> Element:
    """The style that the others start from."""
    unspaced = w("pPr", w("widowControl", val=0), w("autoSpaceDE", val=0), w("autoSpaceDN", val=0))
    return w(
        "style", _name("Normal"), w("qFormat"), unspaced,
        w("rPr", *_font(FANGSONG), *_size(16), _language()), type="paragraph", default=1, styleId="Normal",
    )  # fmt: skip


def _style(style: Style) -> Element:
    return w(
        "style",
        _name(style.name),
        w("basedOn", val=style.based_on) if style.based_on else None,
        w("next", val=style.next) if style.next else None,
        w("uiPriority", val=39) if style.id.startswith("TOC") else None,
        w("qFormat"),
        _paragraph_properties(style),
        w("rPr", *_font(style.font), *_bold(style.bold), *_spacing(style.spacing), *_size(style.size)),
        type="paragraph",
        styleId=style.id,
        customStyle=None if style.name.isascii() else 1,
    )


def _paragraph_properties(style: Style) -> Element:
    first_line = w("ind", firstLineChars=style.indent * 100, firstLine=_twentieths(style.indent * style.size))
    indents = {
        "TOC2": w("ind", left=_twentieths(2 * style.size)),
        "Signature": w("ind", right=_twentieths(4 * style.size)),
    }
    return w(
        "pPr",
        w("keepNext") if style.keep_next else None,
        w("keepLines") if style.keep_next else None,
        _contents_tab() if style.name.startswith("toc ") else None,
        w(
            "spacing",
            before=_twentieths(style.before),
            after=_twentieths(style.after),
            line=_twentieths(style.line),
            lineRule="exact",
        ),
        first_line if style.indent else indents.get(style.id),
        w("jc", val=style.jc),
        w("outlineLvl", val=style.outline) if style.outline is not None else None,
    )


def _contents_tab() -> Element:
    return w("tabs", w("tab", val="right", leader="dot", pos=twips(fit.PORTRAIT[0])))


def _plain_table() -> Element:
    """What Word takes a table for that names no style."""
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    properties = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    return w("style", _name("Normal Table"), w("uiPriority", val=99), w("semiHidden"), properties,
             type="table", default=1, styleId="NormalTable")  # fmt: skip


def _figures() -> Element:
    """The style of every table: lines around each cell, thicker ones around the whole."""
    edges = [w(side, val="single", sz=EDGE, space=0, color=BLACK) for side in ("top", "left", "bottom", "right")]
    inner = [w(side, val="single", sz=BORDER, space=0, color=BLACK) for side in ("insideH", "insideV")]
    return w("style", _name("公开表"), w("basedOn", val="NormalTable"), w("qFormat"),
             w("tblPr", w("tblBorders", *edges, *inner)), type="table", styleId="Figures", customStyle=1)  # fmt: skip


def _name(name: str) -> Element:
    return w("name", val=name)


def _font(name: str) -> list[Element]:
    """The same face for Chinese and for digits, so that a digit is half a character wide."""
    return [w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)]


def _size(points: float) -> list[Element]:
    half_points = round(points * 2)
    return [w("sz", val=half_points), w("szCs", val=half_points)]


def _bold(bold: bool) -> list[Element]:
    return [w("b"), w("bCs")] if bold else []


def _spacing(width: int) -> list[Element]:
    return [w("spacing", val=width)] if width else []


def _language() -> Element:
    """Chinese, and for Latin letters and digits English: taken for Chinese, a number would break at any digit."""
    return w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")


def _twentieths(points: float) -> int:
    return round(points * POINTS)
