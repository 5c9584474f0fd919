import dataclasses
import gc
import hashlib
import io
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from budgetportal.disclosure.document import Cell, Document, Form, Heading, Paragraph, Row, Table
from budgetportal.rendering import pdf
from tests.rendering import sample
from tests.rendering.paper import needs_poppler, packed, words

ROOT = Path(__file__).resolve().parents[2]
TABLES = {table.key: table for table in sample.budget_tables()}
PORTRAIT, LANDSCAPE = (210, 297), (297, 210)


def sizes(content: bytes) -> list[tuple[int, int]]:
    """The sizes of the pages in mm."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        boxes = [page.mediabox for page in opened.pages]
        return [(round(float(box[2]) / 72 * 25.4), round(float(box[3]) / 72 * 25.4)) for box in boxes]


def fonts(content: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        every = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
        return [item.copy() for item in every if item.get("/Subtype") == "/Type0"]


def long_table(rows: int, *, key: str = "unit_expenditure", name: str = "行政运行") -> Table:
    source = TABLES[key]
    amounts = len(source.columns) - 4
    cells = [
        (Cell("201"), Cell("03"), Cell(f"{n:02d}"), Cell(f"{name}{n}"), *[Cell("1.00", Decimal("1.00"))] * amounts)
        for n in range(1, rows + 1)
    ]
    return dataclasses.replace(source, rows=tuple(map(Row, cells)))


# ------------------------------------------------------------------ the same bytes


def test_two_processes_give_the_same_bytes(sample_pdf: bytes, tmp_path: Path) -> None:
    program = (
        "import hashlib; from budgetportal.rendering import pdf; from tests.rendering import sample;"
        "print(hashlib.sha256(pdf.pdf(sample.document(), sample.STAMP)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    environment |= {"BUDGETPORTAL_VAR": str(tmp_path), "LC_ALL": "C", "HOME": str(tmp_path)}
    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == hashlib.sha256(sample_pdf).hexdigest()


def test_another_document_or_stamp_gives_other_bytes(sample_pdf: bytes) -> None:
    stamp = dataclasses.replace(sample.STAMP, sha256="0" * 64)
    assert pdf.pdf(sample.document(), stamp) != sample_pdf
    assert pdf.pdf(sample.document(), sample.STAMP) == sample_pdf


# ------------------------------------------------------------------ what the file says of itself


def test_title_language_dates_and_bookmarks(sample_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        assert opened.docinfo["/Title"] == sample.document().title
        assert str(opened.docinfo["/CreationDate"]).startswith("D:20240222")
        assert opened.Root.Lang == "zh-CN"
        with opened.open_outline() as outline:
            titles = [item.title for item in outline.root]
            tables = [item.title for item in outline.root[2].children]
            sections = [item.title for item in outline.root[3].children]
    assert titles == ["目　录", *(part.title for part in sample.document().parts)]
    assert tables[:2] == ["表 1 单位收支总体情况表", "表 2 单位收入总体情况表"]
    assert len(tables) == 11
    assert sections[0].startswith("一、关于")


def test_a_document_without_a_date_has_a_fixed_one() -> None:
    undated = pdf.pdf(dataclasses.replace(sample.document(), issued_on=None, parts=()), sample.STAMP)
    with pikepdf.open(io.BytesIO(undated)) as opened:
        assert str(opened.docinfo["/CreationDate"]).startswith("D:20240101")


def test_three_faces_at_most_all_embedded_as_subsets(sample_pdf: bytes) -> None:
    assert 1 <= len(fonts(sample_pdf)) <= 3
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        descriptors = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
        assert descriptors
        assert all("/FontFile3" in item for item in descriptors)
        assert all(re.match(r"/[A-Z]{6}\+Portal-", str(item.FontName)) for item in descriptors)


def test_the_embedded_fonts_have_cids_equal_to_their_glyph_ids(sample_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        streams = [item for item in opened.objects if isinstance(item, pikepdf.Stream)]
        files = [item.read_bytes() for item in streams if item.get("/Subtype") == "/OpenType"]
    assert files
    for file in files:
        charset = TTFont(io.BytesIO(file))["CFF "].cff.topDictIndex[0].charset
        assert charset[1:] == [f"cid{glyph:05d}" for glyph in range(1, len(charset))]


@needs_poppler
def test_rare_characters_are_printed_and_nothing_is_an_empty_box(document_of: Callable[..., Document]) -> None:
    text = "喆堃翀珺玥昇堯甯燊龑䶮㛃㻬㛹㮾䌹䎃䲠𬱖𬍛𬀩𬘓𬭎𨱏𬬻"
    content = pdf.pdf(document_of(Paragraph(text)), sample.STAMP)
    assert text in "".join(packed(content))
    assert all(font.Encoding == "/Identity-H" for font in fonts(content))


def test_a_character_that_no_font_has_would_show_in_the_encoding(document_of: Callable[..., Document]) -> None:
    content = pdf.pdf(document_of(Paragraph("已完成☑")), sample.STAMP)
    assert not all(font.Encoding == "/Identity-H" for font in fonts(content))


# ------------------------------------------------------------------ nothing from outside


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}", requests
    listening.shutdown()


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='{url}/i.png'>",
        "<img src='file:///etc/hostname'>",
        "<img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>'>",
        "<object data='{url}/o'></object><embed src='{url}/e'>",
        "<style>@import url({url}/s.css)</style>",
        "<style>@font-face {{ font-family: x; src: url({url}/f.otf) }} p {{ font-family: x }}</style><p>字",
        "<p style='background: url({url}/b.png)'>字</p>",
        "<link rel=stylesheet href='{url}/l.css'>",
        "<link rel=attachment href='file:///etc/hostname'>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='{url}/v.png' width='9' height='9'/></svg>",
    ],
)
def test_whatever_a_document_asks_for_is_refused(markup: str, server: tuple[str, list[str]]) -> None:
    url, requests = server
    with pytest.raises(pdf.ResourceRequested, match="已拒绝"):
        pdf.set_page(markup.format(url=url))
    assert requests == []


def test_a_document_of_ours_asks_for_nothing_even_where_its_text_looks_like_markup(
    document_of: Callable[..., Document], server: tuple[str, list[str]]
) -> None:
    url, requests = server
    markup = f"<img src='{url}/i.png'><link rel=attachment href='file:///etc/hostname'>"
    content = pdf.pdf(dataclasses.replace(document_of(Paragraph(markup)), title=markup), sample.STAMP)
    assert requests == []
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert not opened.attachments


# ------------------------------------------------------------------ the page


@needs_poppler
def test_a_full_page_has_22_lines_of_28_characters_inside_the_margins(document_of: Callable[..., Document]) -> None:
    content = pdf.pdf(document_of(Paragraph("预" * 28 * 80)), sample.STAMP)
    for number, page in enumerate(words(content), 1):
        lines = [word for word in page if word.text.strip("预") == "" and word.right - word.left > 100]
        if len(lines) != 22:
            continue
        left = 28 if number % 2 else 26
        assert [len(line.text) for line in lines] == [28] * 22
        assert all(abs(line.left - left) <= 1 and abs(line.right - (left + 156)) <= 1 for line in lines)
        middles = [(line.top + line.bottom) / 2 for line in lines]
        line_height = (middles[-1] - middles[0]) / 21
        assert line_height * 22 == pytest.approx(225, abs=1)
        assert middles[0] - line_height / 2 == pytest.approx(37, abs=1)
        return
    pytest.fail("no page is full")


@needs_poppler
def test_lines_that_end_before_a_punctuation_mark_are_spread_to_the_margin(
    document_of: Callable[..., Document],
) -> None:
    text = "预算单位公开收入支出，" * 40
    page = words(pdf.pdf(document_of(Paragraph(text)), sample.STAMP))[2]
    lines = [word for word in page if len(word.text) > 20]
    assert len({len(line.text) for line in lines}) > 1
    assert max(line.right for line in lines[:-1]) - min(line.right for line in lines[:-1]) < 1.5


@needs_poppler
def test_page_numbers_stand_outside_and_the_cover_has_none(sample_pdf: bytes) -> None:
    found = words(sample_pdf)
    assert not any("—" in word.text for word in found[0])
    for number, page in enumerate(found[1:], 2):
        (dash,) = [word for word in page if word.text == str(number) and word.top > 180 and word.bottom - word.top > 5]
        wide = sizes(sample_pdf)[number - 1] == LANDSCAPE
        assert (dash.left > (297 if wide else 210) / 2) == bool(number % 2)


@needs_poppler
def test_the_contents_give_the_pages_of_the_tables(sample_pdf: bytes) -> None:
    found = packed(sample_pdf)
    contents = found[1] + found[2]
    for table in TABLES.values():
        label = f"{table.number}{table.title}".replace(" ", "")
        (number,) = re.findall(rf"{label}\.+(\d+?)(?=表\d|第)", contents)
        assert label in found[int(number) - 1]


@needs_poppler
def test_the_hash_stands_at_the_foot_of_every_page_and_in_full_at_the_end(sample_pdf: bytes) -> None:
    found = packed(sample_pdf)
    assert all(sample.STAMP.sha256 in page for page in found[1:])
    assert sample.STAMP.sm3 in found[-1]


@needs_poppler
def test_a_correction_is_told_on_the_cover(document_of: Callable[..., Document]) -> None:
    stamp = dataclasses.replace(sample.STAMP, version=2, correction="更正表 7 的项目名称")
    cover = packed(pdf.pdf(document_of(Paragraph("文")), stamp))[0]
    assert "更正后第2版" in cover
    assert "更正说明：更正表7的项目名称" in cover


# ------------------------------------------------------------------ tables


@needs_poppler
def test_every_table_starts_a_page_and_wide_ones_lie_on_their_side(sample_pdf: bytes) -> None:
    found = packed(sample_pdf)
    for table in TABLES.values():
        (page,) = [
            n for n, text in enumerate(found) if f"{table.number}{table.title}".replace(" ", "") in text and n > 2
        ]
        assert sizes(sample_pdf)[page] == (LANDSCAPE if table.wide else PORTRAIT)
    assert sizes(sample_pdf)[-1] == PORTRAIT


@needs_poppler
@pytest.mark.parametrize(("key", "number"), [("unit_expenditure", "3"), ("unit_income", "2")])
def test_a_table_of_a_hundred_rows_repeats_its_header_and_says_so(
    document_of: Callable[..., Document], key: str, number: str
) -> None:
    table = long_table(100, key=key)
    content = pdf.pdf(document_of(Paragraph("文"), table, Paragraph("表后文字" * 300)), sample.STAMP)
    found = packed(content)
    of_table = [text for text in found if "功能分类科目名称" in text]
    assert len(of_table) >= 3
    assert all("※※※※123" in text and "单位：万元" in text for text in of_table)
    assert f"续表{number}" not in of_table[0]
    assert all(f"续表{number}{table.title}" in text for text in of_table[1:])
    rows = re.findall(r"20103\d+?行政运行(\d+?)1\.00", "".join(of_table))
    assert [int(row) for row in rows] == list(range(1, 101))
    after = [n for n, text in enumerate(found) if "表后文字" in text]
    assert not any("续表" in found[n] for n in after[1:])
    assert all(sizes(content)[n] == PORTRAIT for n in after)


@needs_poppler
def test_long_names_and_unbroken_strings_stay_inside_their_page(document_of: Callable[..., Document]) -> None:
    table = TABLES["general_projects"]
    long = [Cell("A" * 300), Cell("项目" * 300), Cell("<script>&" * 20)]
    rows = tuple(
        Row((*map(Cell, ("201", "03", "99")), name, name, *[Cell("123456.78", Decimal("123456.78"))] * 11))
        for name in long
    )
    content = pdf.pdf(document_of(dataclasses.replace(table, rows=rows)), sample.STAMP)
    for size, page in zip(sizes(content), words(content), strict=True):
        assert all(word.left >= 25 and word.right <= size[0] - 25 and word.bottom <= size[1] - 11 for word in page)
    text = "".join(packed(content))
    assert text.count("A") >= 600
    assert text.count("项目") >= 600
    assert text.count("123456.78") == 33


@needs_poppler
def test_a_form_and_its_indicators_are_one_table_with_one_title(sample_pdf: bytes) -> None:
    (page,) = [text for text in packed(sample_pdf) if "项目资金（万元）" in text]
    assert page.count("项目支出绩效目标表") == 1
    assert "绩效指标" not in page
    assert page.count("产出指标") == 1


def test_the_collector_is_back_after_a_document_and_after_a_failure() -> None:
    with pdf.collector_off():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(pdf.ResourceRequested):
        pdf.set_page("<img src='file:///etc/hostname'>")
    assert gc.isenabled()


@needs_poppler
def test_a_value_longer_than_a_page_begins_under_its_form_and_loses_nothing(
    document_of: Callable[..., Document],
) -> None:
    goal = "".join(f"第{n}项目标说明。" for n in range(600))
    lines = ((sample.field(sample.UNIT, "预算单位"),), (sample.field(goal, "项目总体目标"),))
    content = pdf.pdf(document_of(Paragraph("文"), Form("project_performance", "绩效表", lines)), sample.STAMP)
    of_goal = [text for text in packed(content) if "项目标说明" in text]
    assert len(of_goal) >= 2
    assert "预算单位" in of_goal[0]
    assert [int(n) for n in re.findall(r"第(\d+)项", "".join(re.sub(r"—\d+—", "", text) for text in of_goal))] == [
        *range(600)
    ]


@needs_poppler
def test_an_entry_of_the_contents_stays_on_one_page(document_of: Callable[..., Document]) -> None:
    headings = [Heading(1, f"标题{n}，{'关于某市便民服务中心的情况说明' * 2}结束") for n in range(40)]
    pages = packed(pdf.pdf(document_of(*headings), sample.STAMP))
    contents = [text for text in pages if "...." in text]
    assert len(contents) >= 3
    assert all(len(re.findall(r"标题\d+", text)) == len(re.findall(r"结束\.+\d", text)) for text in contents)
