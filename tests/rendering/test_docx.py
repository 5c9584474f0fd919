import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import docx as python_docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from budgetportal.disclosure.document import (
    Cell,
    ColumnKind,
    Document,
    Form,
    Heading,
    Paragraph,
    Row,
    RowKind,
    Signature,
    Table,
)
from budgetportal.disclosure.editions import compose
from budgetportal.rendering import fit, grid, header
from budgetportal.rendering.docx import docx
from budgetportal.rendering.docx.contents import page_count
from budgetportal.rendering.docx.pages import Pages, line_count
from tests.disclosure.full_filing import full_filing
from tests.rendering import sample

ROOT = Path(__file__).resolve().parents[2]
TABLES = {table.key: table for table in sample.budget_tables()}
HEADINGS = {"Heading 1": 1, "Heading 2": 2, "Heading 3": 3}


def opened(content: bytes) -> WordDocument:
    return python_docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def written() -> bytes:
    return docx(sample.document(), sample.STAMP)


@pytest.fixture(scope="module")
def word(written: bytes) -> WordDocument:
    return opened(written)


@pytest.fixture
def made(document_of: Callable[..., Document]) -> Callable[..., WordDocument]:
    """The Word document of one part with these blocks."""
    return lambda *blocks: opened(docx(document_of(*blocks), sample.STAMP))


def grid_of(table: WordTable) -> list[list[str]]:
    """The text of every row, a merged cell once for each column and row that it covers."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def flagged(table: WordTable, property_name: str) -> list[bool]:
    return [row._tr.find(f"{qn('w:trPr')}/{qn(property_name)}") is not None for row in table.rows]


def header_grid(table: Table) -> list[list[str]]:
    """The header as it has to be read back."""
    rows = header.layout([column.path for column in table.columns])
    read = [[""] * len(table.columns) for _ in rows]
    for cell in (cell for row in rows for cell in row):
        for line in range(cell.row, cell.row + cell.rowspan):
            read[line][cell.column : cell.column + cell.colspan] = [cell.text] * cell.colspan
    return read + ([list(table.numbering)] if table.numbered else [])


def texts(document: Document) -> Iterator[str]:
    for part in document.parts:
        yield part.title
        for block in part.blocks:
            if isinstance(block, (Heading, Paragraph, Signature)):
                yield from block.text.split("\n")


def shown_amount(text: str) -> Cell:
    return Cell(text, Decimal(text))


def many_rows(table: Table, count: int) -> Table:
    samples = {
        ColumnKind.CODE: Cell("201"),
        ColumnKind.NAME: Cell("行政运行", indent=1),
        ColumnKind.TEXT: Cell("窗口服务保障项目"),
        ColumnKind.AMOUNT: shown_amount("1234.00"),
    }
    row = Row(tuple(samples[column.kind] for column in table.columns))
    return dataclasses.replace(table, rows=(row,) * count)


# ------------------------------------------------------------------ text and outline


def test_headings_follow_parts_headings_and_tables(word: WordDocument) -> None:
    found = [
        (HEADINGS[paragraph.style.name], re.sub(r"\s", "", paragraph.text))
        for paragraph in word.paragraphs
        if paragraph.style.name in HEADINGS
    ]
    expected = []
    for part in sample.document().parts:
        expected.append((1, re.sub(r"\s", "", part.title)))
        expected += [(block.level + 1, block.text) for block in part.blocks if isinstance(block, Heading)]
    assert found == expected


def test_every_text_of_the_document_is_there_once_and_in_order(word: WordDocument) -> None:
    every = [re.sub(r"\s", "", paragraph.text) for paragraph in word.paragraphs]
    position = every.index(re.sub(r"\s", "", sample.document().parts[0].title))
    for text in texts(sample.document()):
        position = every.index(re.sub(r"\s", "", text), position) + 1


@pytest.mark.parametrize("name", ["Title", "Heading 1", "Heading 2", "Heading 3", "Body Text", "Signature", "表题"])
def test_styles_name_a_chinese_face_and_an_exact_line(word: WordDocument, name: str) -> None:
    style = word.styles[name]
    fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) in {"仿宋", "宋体", "黑体", "楷体"}
    assert style.paragraph_format.line_spacing is not None


def test_the_body_is_set_by_the_standard(word: WordDocument) -> None:
    style = word.styles["Body Text"]
    indent = style.element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) == "仿宋"
    assert (style.font.size.pt, indent.get(qn("w:firstLineChars"))) == (16, "200")
    lines_of_a_page = fit.PORTRAIT[1] / (style.paragraph_format.line_spacing.pt * fit.POINT)
    assert int(lines_of_a_page + 0.01) == 22


def test_the_table_of_fonts_names_what_older_systems_call_them(written: bytes) -> None:
    table = zipfile.ZipFile(io.BytesIO(written)).read("word/fontTable.xml").decode()
    assert all(name in table for name in ("仿宋_GB2312", "FangSong_GB2312", "SimSun", "SimHei", "KaiTi"))


def test_every_style_that_is_used_is_defined(word: WordDocument) -> None:
    defined = {style.style_id for style in word.styles}
    used = {element.get(qn("w:val")) for element in word.element.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= defined


def test_the_signature_stands_on_the_right(word: WordDocument) -> None:
    lines = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Signature"]
    assert lines == [sample.UNIT, "2024年2月22日"]
    assert word.styles["Signature"].paragraph_format.alignment.name == "RIGHT"


# ------------------------------------------------------------------ tables


@pytest.mark.parametrize("key", TABLES)
def test_a_table_is_read_back_as_it_is_in_the_document(made: Callable[..., WordDocument], key: str) -> None:
    table = TABLES[key]
    (read,) = made(table).tables
    assert grid_of(read) == header_grid(table) + [[cell.text for cell in row.cells] for row in table.rows]
    depth = len(header_grid(table))
    assert flagged(read, "w:tblHeader") == [number < depth for number in range(len(read.rows))]
    assert all(flagged(read, "w:cantSplit"))


def test_merged_header_cells_are_one_cell(made: Callable[..., WordDocument]) -> None:
    (read,) = made(TABLES["unit_income"]).tables
    group, name = read.cell(0, 0), read.cell(0, 3)
    assert group._tc is read.cell(0, 2)._tc
    assert group._tc.grid_span == 3
    assert name._tc is read.cell(1, 3)._tc


def test_amounts_stand_on_the_right_codes_in_the_middle_and_names_are_indented(
    made: Callable[..., WordDocument],
) -> None:
    table = TABLES["general_expenditure"]
    (read,) = made(table).tables
    row = read.rows[len(header_grid(table)) + 3]
    alignments = [cell.paragraphs[0].alignment for cell in row.cells]
    names = [alignment.name if alignment is not None else None for alignment in alignments]
    assert names == ["CENTER", "CENTER", "CENTER", None, "RIGHT", "RIGHT", "RIGHT"]
    indents = [line.cells[3].paragraphs[0].paragraph_format.left_indent or 0 for line in read.rows[-9:]]
    assert indents[0] < indents[2] < indents[3]


def test_only_totals_are_bold(made: Callable[..., WordDocument]) -> None:
    table = TABLES["general_expenditure"]
    (read,) = made(table).tables
    bold = [bool(row.cells[3].paragraphs[0].runs[0].bold) for row in read.rows[-len(table.rows) :]]
    assert bold == [row.kind is RowKind.TOTAL for row in table.rows]


@pytest.mark.parametrize("key", ["unit_summary", "unit_income", "general_projects"])
def test_a_table_is_as_wide_as_its_page(made: Callable[..., WordDocument], key: str) -> None:
    document = made(TABLES[key])
    (read,) = document.tables
    width = sum(column.width.mm for column in read.columns)
    page = fit.LANDSCAPE[0] if TABLES[key].wide else fit.PORTRAIT[0]
    assert width == pytest.approx(page, abs=0.1)  # the widths of columns are rounded to 0.01 mm
    assert read._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_the_title_the_unit_and_the_number_stand_over_the_table_and_stay_with_it(
    made: Callable[..., WordDocument],
) -> None:
    document = made(TABLES["unit_summary"])
    body = list(document.element.body)
    position = body.index(document.tables[0]._tbl)
    title, line = (WordParagraph(element, document) for element in body[position - 2 : position])
    assert title.text == "表 1　单位收支总体情况表"
    assert line.text == f"{sample.ORGANIZATION}\t单位：万元"
    assert all(paragraph.style.paragraph_format.keep_with_next for paragraph in (title, line))


def test_a_table_is_named_and_described_for_those_who_hear_it(word: WordDocument) -> None:
    for table in word.tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert properties.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_an_empty_table_has_its_header_and_its_note(made: Callable[..., WordDocument]) -> None:
    table = TABLES["fund_expenditure"]
    document = made(table)
    assert grid_of(document.tables[0]) == header_grid(table)
    assert table.note in [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "表注"]


# ------------------------------------------------------------------ forms


def test_a_form_is_read_back_with_its_merged_labels(made: Callable[..., WordDocument]) -> None:
    form = sample.performance()[0]
    assert isinstance(form, Form)
    (read,) = made(form).tables
    for cell in (cell for line in grid.layout(form) for cell in line):
        last = read.cell(cell.line + cell.rowspan - 1, cell.column + cell.colspan - 1)
        assert read.cell(cell.line, cell.column).text == cell.text
        assert last._tc is read.cell(cell.line, cell.column)._tc


def test_an_indicator_that_goes_on_is_one_cell_with_the_one_above(made: Callable[..., WordDocument]) -> None:
    form, table = sample.performance()[2:]
    assert isinstance(table, Table)
    _, indicators = made(form, table).tables
    assert grid_of(indicators)[1:] == [[cell.text or cell.continues for cell in row.cells] for row in table.rows]
    assert indicators.cell(1, 0)._tc is indicators.cell(3, 0)._tc
    assert indicators.cell(1, 1)._tc is indicators.cell(2, 1)._tc
    assert indicators.cell(3, 1)._tc is not indicators.cell(2, 1)._tc
    assert flagged(indicators, "w:tblHeader")[:2] == [True, False]


def test_a_form_without_lines_leaves_no_table_behind(made: Callable[..., WordDocument]) -> None:
    assert made(Form("empty", "绩效目标表", ())).tables == []


# ------------------------------------------------------------------ pages


def test_a_wide_table_lies_in_a_section_of_its_own(made: Callable[..., WordDocument]) -> None:
    document = made(TABLES["unit_summary"], TABLES["unit_income"], TABLES["unit_expenditure"])
    sections = list(document.sections)
    orientations = [section.orientation for section in sections]
    upright, lying = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert orientations == [upright, upright, lying, upright]
    assert all((section.page_width > section.page_height) == (section.orientation is lying) for section in sections)
    tables = [[block for block in section.iter_inner_content() if isinstance(block, WordTable)] for section in sections]
    assert [len(found) for found in tables] == [0, 1, 1, 1]


def test_a_part_that_begins_with_a_wide_table_lies_with_its_title(made: Callable[..., WordDocument]) -> None:
    lying = made(TABLES["unit_income"]).sections[2]
    assert lying.orientation is WD_ORIENT.LANDSCAPE
    first = next(iter(lying.iter_inner_content()))
    assert isinstance(first, WordParagraph)
    assert first.style.name == "Heading 1"


def test_pages_are_numbered_from_the_one_after_the_cover(word: WordDocument) -> None:
    first, second, *rest = word.sections
    assert [first.footer.is_linked_to_previous, second.footer.is_linked_to_previous] == [True, False]
    assert all(section.footer.is_linked_to_previous for section in rest)
    codes = [element.text.strip() for element in second.footer.part.element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert re.fullmatch(r"第 \d+ 页　共 \d+ 页", second.footer.paragraphs[0].text)
    assert sample.STAMP.sha256 in second.footer.paragraphs[1].text


def contents_of(document: WordDocument) -> list[tuple[str, int, str]]:
    """Text, page and target of each entry."""
    entries = []
    for link in document.element.iter(qn("w:hyperlink")):
        pieces = [element.text for element in link.iter(qn("w:t"))]
        entries.append((pieces[0], int(pieces[-1]), link.get(qn("w:anchor"))))
    return entries


def test_the_contents_are_filled_in_and_every_entry_has_its_target(word: WordDocument) -> None:
    entries = contents_of(word)
    document = sample.document()
    blocks = [block for part in document.parts for block in part.blocks]
    titles = [table.title for table in document.tables() if table.number is not None]
    listed = titles + [block.title.split("\n")[0] for block in blocks if isinstance(block, Form)]
    listed += [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert len(entries) == len(document.parts) + len(listed)
    assert all(any(text in entry for entry, _, _ in entries) for text in listed)
    marks = {element.get(qn("w:name")) for element in word.element.iter(qn("w:bookmarkStart"))}
    assert {target for _, _, target in entries} == marks


def test_the_contents_know_the_pages(word: WordDocument) -> None:
    pages = {text: page for text, page, _ in contents_of(word)}
    assert pages["第一部分 2024年乌鲁木齐市政务服务中心单位概况"] == 3
    tables = [page for text, page in pages.items() if text.startswith("表 ")]
    assert tables == list(range(4, 15))
    assert pages["第四部分 名词解释"] == 19


def test_nothing_makes_word_ask_before_it_opens_the_document(written: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written))
    every = b"".join(archive.read(name) for name in archive.namelist())
    assert b"TOC \\o" in every
    assert b"dirty" not in every
    assert b"updateFields" not in every
    assert b'TargetMode="External"' not in every


def test_fields_begin_and_end_in_pairs(word: WordDocument) -> None:
    kinds = [element.get(qn("w:fldCharType")) for element in word.element.iter(qn("w:fldChar"))]
    depth = 0
    for kind in kinds:
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        assert depth >= 0
    assert depth == 0
    assert kinds[0] == "begin"


def test_pages_are_counted_by_what_fits() -> None:
    pages = Pages()
    pages.start(landscape=False)
    for _ in range(11):
        pages.take(20.0)
    assert (pages.number, pages.used) == (1, 220.0)
    pages.take(20.0, again=15.0)
    assert (pages.number, pages.used) == (2, 35.0)
    pages.take(500.0)
    assert pages.number == 5


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("一" * 26, 1), ("一" * 27, 2), ("一" * 26 + "，", 1), ("一" * 25 + "123.45万元", 2), ("一" * 54, 2)],
)
def test_lines_of_a_paragraph_are_counted(text: str, lines: int) -> None:
    assert line_count(text, 28) == lines


def test_long_contents_take_more_pages(document_of: Callable[..., Document]) -> None:
    assert page_count(()) == 1
    short = opened(docx(document_of(*[Heading(1, "一、标题")] * 20), sample.STAMP))
    long = opened(docx(document_of(*[Heading(1, "一、标题")] * 40), sample.STAMP))
    assert (contents_of(short)[0][1], contents_of(long)[0][1]) == (3, 4)


# ------------------------------------------------------------------ what the file says of itself


def test_the_properties_name_title_unit_date_and_hashes(written: bytes, word: WordDocument) -> None:
    core = word.core_properties
    assert (core.title, core.author, core.language) == (sample.document().title, sample.UNIT, "zh-CN")
    assert core.created == core.modified
    assert core.created.replace(tzinfo=None) == datetime(2024, 2, 22)
    custom = zipfile.ZipFile(io.BytesIO(written)).read("docProps/custom.xml").decode()
    assert sample.STAMP.sha256 in custom
    assert sample.STAMP.sm3 in custom


def test_without_a_date_of_issue_the_document_is_of_the_first_day_of_its_year() -> None:
    document = dataclasses.replace(sample.document(), issued_on=None)
    created = opened(docx(document, sample.STAMP)).core_properties.created
    assert created.replace(tzinfo=None) == datetime(2024, 1, 1)


def test_nothing_of_the_template_is_left(written: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written))
    assert not [name for name in archive.namelist() if re.search("thumbnail|customXml|theme|numbering", name)]
    assert b"python-docx" not in b"".join(archive.read(name) for name in archive.namelist())
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_stamp_marks_correction_and_superseded_versions() -> None:
    stamp = dataclasses.replace(sample.STAMP, version=2, correction="更正表 7 的项目名称", superseded=True)
    document = opened(docx(sample.document(), stamp))
    shown = [paragraph.text for paragraph in document.paragraphs]
    assert {"（更正后第 2 版）", "更正说明：更正表 7 的项目名称", "版本：第 2 版"} <= set(shown)
    head = "".join(paragraph.text for paragraph in document.sections[1].header.paragraphs)
    assert any("本版内容已更正" in text for text in shown)
    assert "本版内容已更正" in head
    plain = opened(docx(sample.document(), sample.STAMP))
    assert not [paragraph.text for paragraph in plain.paragraphs if "更正" in paragraph.text]


# ------------------------------------------------------------------ the same bytes


def test_two_processes_give_the_same_bytes(written: bytes) -> None:
    program = (
        "import hashlib; from budgetportal.rendering.docx import docx; from tests.rendering import sample;"
        "print(hashlib.sha256(docx(sample.document(), sample.STAMP)).hexdigest())"
    )
    for seed in ("1", "4711"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland"}
        command = [sys.executable, "-c", program]
        result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert result.stdout.strip() == hashlib.sha256(written).hexdigest()


def test_another_stamp_gives_other_bytes(written: bytes) -> None:
    assert docx(sample.document(), dataclasses.replace(sample.STAMP, version=2)) != written


# ------------------------------------------------------------------ hostile and long texts


def test_markup_of_a_user_stays_text(made: Callable[..., WordDocument]) -> None:
    hostile = "<w:p/></w:t>&amp;<script>alert('1')</script> \"引号\" ]]>"
    table = dataclasses.replace(TABLES["unit_summary"], title=hostile, organization=hostile, note=hostile)
    table = dataclasses.replace(table, rows=(Row((Cell(hostile),) * 4),))
    document = made(Heading(1, hostile), Paragraph(hostile), table)
    assert [cell.text for cell in document.tables[0].rows[-1].cells] == [hostile] * 4
    assert [paragraph.text for paragraph in document.paragraphs].count(hostile) == 3


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_xml_forbids_shows_as_replaced(character: str, document_of: Callable[..., Document]) -> None:
    text = f"前{character}后"
    document = document_of(
        Heading(1, text),
        Paragraph(text),
        dataclasses.replace(TABLES["unit_summary"], title=text, note=text, rows=(Row((Cell(text),) * 4),)),
        Form("form", text, ((sample.field(text, text),),)),
        Signature(text),
    )
    document = dataclasses.replace(document, title=text, unit=text)
    read = opened(docx(document, dataclasses.replace(sample.STAMP, correction=text)))
    assert [cell.text for cell in read.tables[0].rows[-1].cells] == ["前\ufffd后"] * 4
    assert read.core_properties.title == "前\ufffd后"


def test_line_breaks_of_a_cell_are_paragraphs_of_its_own(made: Callable[..., WordDocument]) -> None:
    table = dataclasses.replace(TABLES["unit_summary"], rows=(Row((Cell("一\r\n二\n三\t四"),) * 4),))
    cell = made(table).tables[0].rows[-1].cells[0]
    assert [paragraph.text for paragraph in cell.paragraphs] == ["一", "二", "三 四"]


def test_long_texts_are_whole_and_their_rows_may_go_over_a_page(made: Callable[..., WordDocument]) -> None:
    goal, name = "统筹窗口服务，受理群众申请。" * 360, "政务大厅信息化运行维护项目" * 31
    table = TABLES["general_projects"]
    cells = list(table.rows[-1].cells)
    cells[4] = Cell(name)
    table = dataclasses.replace(table, rows=(*table.rows, Row(tuple(cells))))
    document = made(Paragraph(goal), Form("goal", "绩效目标表", ((sample.field(goal, "年度目标"),),)), table)
    form, projects = document.tables
    assert len(goal) > 5000
    assert form.rows[0].cells[-1].text == goal
    assert projects.rows[-1].cells[4].text == name
    assert flagged(form, "w:cantSplit") == [False]
    assert flagged(projects, "w:cantSplit")[-2:] == [True, False]
    assert goal in [paragraph.text for paragraph in document.paragraphs]


def test_large_tables_are_made_in_seconds(document_of: Callable[..., Document]) -> None:
    large = [many_rows(TABLES[key], 300) for key in ("unit_income", "general_projects", "carry_over")]
    began = time.process_time()
    content = docx(document_of(*large), sample.STAMP)
    assert time.process_time() - began < 10
    assert [len(table.rows) for table in opened(content).tables] == [300 + len(header_grid(table)) for table in large]


# ------------------------------------------------------------------ a filing


def test_a_filing_is_printed_with_all_its_tables() -> None:
    document = compose(full_filing())
    read = opened(docx(document, sample.STAMP))
    forms = [block for part in document.parts for block in part.blocks if isinstance(block, Form)]
    assert len(read.tables) == len(document.tables()) + len(forms)
    first = document.tables()[0]
    assert grid_of(read.tables[0]) == header_grid(first) + [[cell.text for cell in row.cells] for row in first.rows]


def test_a_document_without_parts_has_cover_contents_and_stamp() -> None:
    read = opened(docx(dataclasses.replace(sample.document(), parts=(), issued_on=None), sample.STAMP))
    shown = [paragraph.text for paragraph in read.paragraphs]
    assert contents_of(read) == []
    assert shown[0].replace("\n", "") == sample.document().title
    assert f"SM3：{sample.STAMP.sm3}" in shown


def test_a_wide_table_under_a_form_lies_with_its_form(made: Callable[..., WordDocument]) -> None:
    form, table = sample.performance()[:2]
    assert isinstance(table, Table)
    document = made(Paragraph("见下表："), form, dataclasses.replace(table, wide=True))
    lying = next(section for section in document.sections if section.orientation is WD_ORIENT.LANDSCAPE)
    tables = [block for block in lying.iter_inner_content() if isinstance(block, WordTable)]
    widths = [sum(column.width.mm for column in found.columns) for found in tables]
    assert widths == pytest.approx([fit.LANDSCAPE[0]] * 2, abs=0.1)
