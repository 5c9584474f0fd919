"""The PDF as a record: PDF/A-3a and PDF/UA-1 in the judgement of veraPDF, its tags, and the data inside it."""

import dataclasses
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.document import Block, Cell, Document, Heading, Paragraph, Row, Table
from budgetportal.disclosure.editions import EDITIONS, compose
from budgetportal.disclosure.filing import Filing
from budgetportal.rendering import characters, pdf
from budgetportal.rendering.attachment import Attachment
from tests.rendering import sample

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "budgetportal" / "publishing" / "demo"
SHARED = ROOT.parent / "shared" / "filings"
TABLES = {table.key: table for table in sample.budget_tables()}
SOUND: dict[str, list[str]] = {"3a": [], "ua1": []}

PAGE = "<!DOCTYPE html><html lang=zh-CN><head><title>图</title></head><body>{}</body></html>"

FILES = (
    Attachment("general_expenditure.csv", "科目编码,合计\n2010301,1.00\n".encode(), "表 5", "text/csv"),
    Attachment("filing.json", b'{"unit":"x"}\n', "填报（规范 JSON）", "application/json"),
)


# ------------------------------------------------------------------ judged by veraPDF


def filings() -> dict[str, Filing]:
    """Every filing at hand by its name: those of the try-out, and the published ones where they are."""
    found = {}
    for path in sorted([*DEMO.glob("*.json"), *SHARED.glob("*.json")]):
        filing, problems = read_filing(path.read_bytes())
        if filing is None:
            assert problems
            continue
        found[path.stem] = filing
    return found


def documents_of(edition: str) -> dict[str, Document]:
    """What the edition makes of its filings; of another filing of its kind where none is at hand."""
    everything = filings()
    own = {name: filing for name, filing in everything.items() if filing.edition == edition}
    if not own:
        kind = EDITIONS[edition].kind
        name, other = next((n, f) for n, f in everything.items() if EDITIONS[f.edition].kind is kind)
        own = {name: dataclasses.replace(other, edition=edition, fiscal_year=int(edition[-4:]))}
    return {name: compose(filing) for name, filing in own.items()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdfs_of_every_edition_are_archival_and_accessible(
    edition: str, violations: Callable[[bytes], dict[str, list[str]]]
) -> None:
    documents = documents_of(edition)
    assert documents
    for name, document in documents.items():
        stamp = dataclasses.replace(sample.STAMP, version=2, correction="更正表 7 的项目名称")
        assert (name, violations(pdf.pdf(document, stamp, FILES))) == (name, SOUND)


def test_the_sample_and_rare_characters_are_archival_and_accessible(
    sample_pdf: bytes, document_of: Callable[..., Document], violations: Callable[[bytes], dict[str, list[str]]]
) -> None:
    assert violations(sample_pdf) == SOUND
    rare = document_of(Paragraph("喆堃翀珺玥昇堯甯燊龑䶮㛃㻬㛹㮾䌹䎃䲠𬱖𬍛𬀩𬘓𬭎𨱏𬬻"), Heading(2, "（一）跳级的标题"))
    assert violations(pdf.pdf(rare, sample.STAMP)) == SOUND


@pytest.mark.parametrize("place", ["text", "heading", "bold", "cell"])
def test_no_character_that_may_be_published_is_a_missing_glyph(
    place: str, document_of: Callable[..., Document], violations: Callable[[bytes], dict[str, list[str]]]
) -> None:
    """A sample of all characters that the check lets through, in each of the faces that print them."""
    signs = "".join(map(chr, sorted(characters.covered())[::17]))
    texts = [signs[n : n + 100] for n in range(0, len(signs), 100)]
    printed: dict[str, list[Block]] = {
        "text": [Paragraph(text) for text in texts],
        "heading": [Heading(1, text) for text in texts],
        "bold": [Heading(2, text) for text in texts],
        "cell": [dataclasses.replace(long_table(2), rows=tuple(named_row(text) for text in texts))],
    }
    document = document_of(*printed[place])
    assert characters.missing_characters(document) == []
    assert violations(pdf.pdf(document, sample.STAMP)) == SOUND


def test_tables_and_rows_over_several_pages_are_archival_and_accessible(
    document_of: Callable[..., Document], violations: Callable[[bytes], dict[str, list[str]]]
) -> None:
    assert violations(pdf.pdf(document_of(long_table(90), broken_row()), sample.STAMP)) == SOUND


def test_a_file_without_tags_is_told(sample_pdf: bytes, violations: Callable[[bytes], dict[str, list[str]]]) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        del opened.Root.StructTreeRoot
        del opened.Root.MarkInfo
        found = violations(saved(opened))
    assert any(fault.startswith("6.7.2.2-1") for fault in found["3a"])
    assert found["ua1"]


def test_a_missing_glyph_is_told(
    document_of: Callable[..., Document], violations: Callable[[bytes], dict[str, list[str]]]
) -> None:
    found = violations(pdf.pdf(document_of(Paragraph("已完成☑")), sample.STAMP))
    assert any("notdef" in fault for fault in found["3a"])


def test_a_figure_without_words_is_told(violations: Callable[[bytes], dict[str, list[str]]]) -> None:
    figure = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    found = violations(pdf.set_page(PAGE.format(f"<h1>图</h1>{figure}")))
    assert found["3a"] == []
    assert any(fault.startswith("7.3-1") for fault in found["ua1"])


def saved(opened: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


# ------------------------------------------------------------------ the structure tree


def named_row(name: str) -> Row:
    amounts = [Cell("1.00")] * (len(TABLES["unit_expenditure"].columns) - 4)
    return Row((Cell("201"), Cell("03"), Cell("01"), Cell(name), *amounts))


def long_table(rows: int) -> Table:
    return dataclasses.replace(TABLES["unit_expenditure"], rows=tuple(named_row(f"行{n}") for n in range(rows)))


def broken_row() -> Table:
    """A table with a row that is higher than a page."""
    return dataclasses.replace(long_table(0), rows=(named_row("".join(f"第{n}句。" for n in range(900))),))


def elements(opened: pikepdf.Pdf, tag: str = "") -> list[pikepdf.Dictionary]:
    """The structure elements in reading order, or those with a tag."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(element)
            for kid in element.K:
                walk(kid)

    walk(opened.Root.StructTreeRoot.K[0])
    return [element for element in found if not tag or tag == element.S]


def rows_of(table: pikepdf.Dictionary) -> list[list[pikepdf.Dictionary]]:
    return [list(row.K) for group in table.K for row in group.K]


def text_of(opened: pikepdf.Pdf, element: pikepdf.Dictionary) -> str:
    """The text of an element, read from the marked contents of its pages through the fonts' own tables."""
    texts = []
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            texts.append(text_of(opened, kid))
        elif isinstance(kid, int):
            texts.append(marked_texts(opened, element.Pg)[int(kid)])
    return "".join(texts)


@pytest.fixture(autouse=True)
def _pages_read_anew() -> None:
    PAGES.clear()


PAGES: dict[tuple[int, tuple[int, int]], dict[int, str]] = {}


def marked_texts(opened: pikepdf.Pdf, page: pikepdf.Dictionary) -> dict[int, str]:
    key = (id(opened), page.objgen)
    if key not in PAGES:
        PAGES[key] = dict(_marked_texts(page))
    return PAGES[key]


def _marked_texts(page: pikepdf.Dictionary) -> Iterator[tuple[int, str]]:
    number, text, shown = None, "", {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            number, text = (int(operands[1].MCID), "") if "/MCID" in operands[1] else (None, "")
        elif name == "Tf":
            shown = characters_of(page.Resources.Font[str(operands[0])])
        elif name in ("Tj", "TJ"):
            pieces = operands[0] if name == "TJ" else [operands[0]]
            strings = [bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)]
            text += "".join(shown[piece[n : n + 2]] for piece in strings for n in range(0, len(piece), 2))
        elif name == "EMC" and number is not None:
            yield number, text
            number = None


def characters_of(font: pikepdf.Dictionary) -> dict[bytes, str]:
    """What each code of a font stands for, by its ToUnicode table."""
    shown = {}
    for line in font.ToUnicode.read_bytes().decode().splitlines():
        code, _, text = line.strip().partition("> <")
        if _ and len(code) == 5 and text.endswith(">"):
            shown[bytes.fromhex(code[1:])] = bytes.fromhex(text[:-1]).decode("utf-16-be")
    return shown


def test_a_table_over_many_pages_is_one_table_with_one_header(document_of: Callable[..., Document]) -> None:
    content = pdf.pdf(document_of(long_table(90)), sample.STAMP)
    with pikepdf.open(io.BytesIO(content)) as opened:
        (table,) = elements(opened, "/Table")
        header, body = table.K
        assert (header.S, body.S) == ("/THead", "/TBody")
        assert len(body.K) == 90
        assert len({row.Pg.objgen for row in body.K}) >= 3
        assert all(body == row.P and row == cell.P for row in body.K for cell in row.K)
        assert [text_of(opened, row.K[3]) for row in body.K] == [f"行{n}" for n in range(90)]


def test_a_row_over_a_page_break_is_one_row(document_of: Callable[..., Document]) -> None:
    content = pdf.pdf(document_of(broken_row()), sample.STAMP)
    with pikepdf.open(io.BytesIO(content)) as opened:
        (table,) = elements(opened, "/Table")
        (row,) = table.K[1].K
        assert text_of(opened, row.K[3]) == "".join(f"第{n}句。" for n in range(900))


def test_every_cell_knows_its_header_cells(sample_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        identities = {str(cell.ID): cell for cell in elements(opened, "/TH")}
        assert len(identities) == len(elements(opened, "/TH"))
        tables = [table for table in elements(opened, "/Table") if len(table.K) == 2]
        income = next(table for table in tables if "财政拨款(补助)小计" in text_of(opened, table.K[0]))
        row = next(row for row in rows_of(income) if text_of(opened, row[3]) == "事业单位离退休")
        names = [text_of(opened, identities[str(name)]) for name in row[6].A.Headers]
    assert names == ["财政拨款（补助）", "一般公共预算", "208", "05", "02", "事业单位离退休"]


def test_header_cells_have_a_scope_and_rows_are_named(sample_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        headers = elements(opened, "/TH")
        scopes = {str(cell.A.Scope) for cell in headers}
        rows = [str(row.K[0].A.Scope) for row in elements(opened, "/TR") if row.K[0].S == "/TH" and row.P.S == "/TBody"]
    assert scopes == {"/Column", "/Row"}
    assert "/Row" in rows


def test_a_value_of_a_form_belongs_to_the_labels_on_its_left_only(sample_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        form = next(table for table in elements(opened, "/Table") if "项目资金" in text_of(opened, table))
        identities = {str(cell.ID): text_of(opened, cell) for cell in elements(opened, "/TH")}
        labels = {
            text_of(opened, cell): [identities[str(name)] for name in cell.A.Headers]
            for row in rows_of(form)
            for cell in row
            if cell.S == "/TD"
        }
    assert labels["2024年政务服务运行维护费"] == ["项目名称"]
    assert labels["综合科"] == ["项目负责人"]
    assert labels["249.17"] == ["项目资金（万元）", "其中：财政拨款"]


def test_the_contents_are_a_table_of_contents(sample_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        (contents,) = elements(opened, "/TOC")
        assert {str(item.S) for item in contents.K} == {"/TOCI"}
        texts = [text_of(opened, item) for item in contents.K]
    assert texts[0].startswith("第一部分 2024年乌鲁木齐市政务服务中心单位概况...")
    assert sum(text.startswith("表 ") for text in texts) == 11


def test_headings_skip_no_level(document_of: Callable[..., Document]) -> None:
    blocks = Heading(2, "（一）先来"), Heading(1, "一、后来"), Heading(2, "（一）再来")
    with pikepdf.open(io.BytesIO(pdf.pdf(document_of(*blocks), sample.STAMP))) as opened:
        levels = [str(element.S) for element in elements(opened) if str(element.S)[:2] == "/H"]
    assert levels == ["/H1", "/H2", "/H2", "/H3", "/H3", "/H4", "/H2"]


def test_running_heads_and_page_numbers_are_furniture(sample_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        marks = [operands for page in opened.pages for operands, operator in marked(page)]
        furniture = [operands for operands in marks if operands[0] == "/Artifact"]
        told = [text_of(opened, element) for element in elements(opened, "/Document")]
    assert any(operands[1].Type == "/Pagination" for operands in furniture)
    assert sample.STAMP.sha256 in told[0]  # in the imprint, once
    assert told[0].count(sample.STAMP.sha256) == 1
    assert not any("续表" in text or "— 3 —" in text for text in told)


def marked(page: pikepdf.Page) -> Iterator[tuple[list[pikepdf.Object], str]]:
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            yield list(operands), "BDC"


def test_the_file_names_itself_and_its_language(sample_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf)) as opened:
        assert opened.Root.Lang == "zh-CN"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        metadata = opened.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == sample.document().title


# ------------------------------------------------------------------ the data inside


def test_attachments_come_back_with_what_they_are() -> None:
    content = pdf.pdf(sample.document(), sample.STAMP, FILES)
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert sorted(opened.attachments) == ["filing.json", "general_expenditure.csv"]
        assert [str(file.UF) for file in opened.Root.AF] == ["filing.json", "general_expenditure.csv"]
        for file in FILES:
            specification = opened.attachments[file.name]
            embedded = specification.get_file()
            assert embedded.read_bytes() == file.data
            assert embedded.mime_type == file.mime
            assert embedded.creation_date.isoformat()[:10] == "2024-02-22"
            assert embedded.mod_date == embedded.creation_date
            assert specification.description == file.description
            assert specification.relationship == "/Data"


def test_the_order_in_which_files_are_given_and_the_process_do_not_matter(tmp_path: Path) -> None:
    program = (
        "import hashlib; from budgetportal.rendering import pdf; from tests.rendering import sample, test_pdf_archive;"
        "content = pdf.pdf(sample.document(), sample.STAMP, test_pdf_archive.FILES[::-1]);"
        "print(hashlib.sha256(content).hexdigest())"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    environment |= {"BUDGETPORTAL_VAR": str(tmp_path), "LC_ALL": "C", "HOME": str(tmp_path)}
    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    here = hashlib.sha256(pdf.pdf(sample.document(), sample.STAMP, FILES)).hexdigest()
    assert other.stdout.strip() == here


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"附件重名：filing\.json"):
        pdf.pdf(sample.document(), sample.STAMP, [FILES[1], FILES[1]])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "tables/a.csv"}, "不能含文件夹"),
        ({"name": "表.csv"}, "不能含文件夹"),
        ({"mime": "csv"}, "不是媒体类型"),
        ({"description": ""}, "没有说明"),
    ],
)
def test_a_file_that_readers_would_show_wrongly_is_refused(changes: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        dataclasses.replace(FILES[0], **changes)


def test_a_figure_says_what_it_shows_and_where_it_stands(violations: Callable[[bytes], dict[str, list[str]]]) -> None:
    figure = (
        "<h1>图</h1><svg xmlns='http://www.w3.org/2000/svg' role='img' width='200' height='100' viewBox='0 0 200 100'>"
        "<title>收入构成：拨款 80%</title><rect width='160' height='40' fill='#345'/>"
        "<text x='5' y='80' font-family='Portal Song' font-size='14'>拨款 80%</text></svg>"
    )
    content = pdf.set_page(PAGE.format(figure))
    assert violations(content) == SOUND
    with pikepdf.open(io.BytesIO(content)) as opened:
        (figure,) = elements(opened, "/Figure")
        left, bottom, right, top = map(float, figure.A.BBox)
        height = float(opened.pages[0].mediabox[3])
    assert figure.Alt == "收入构成：拨款 80%"
    assert (right - left, top - bottom) == (150, 75)
    assert height / 2 < bottom < top < height
