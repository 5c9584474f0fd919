"""The workbook as a spreadsheet program reads it."""

import dataclasses
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from budgetportal.disclosure.document import Cell, Column, ColumnKind, Document, Form, FormField, Row, RowKind, Table
from budgetportal.rendering import header
from budgetportal.rendering.xlsx import xlsx
from budgetportal.rendering.xlsx.names import SheetNames
from budgetportal.rendering.xlsx.sheets import spans_of
from tests.rendering import sample
from tests.rendering.reading_back import amount_text

ROOT = Path(__file__).resolve().parents[2]
TABLES = {table.key: table for table in sample.budget_tables()}


def opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


@pytest.fixture(scope="module")
def written() -> bytes:
    return xlsx(sample.document(), sample.STAMP)


@pytest.fixture(scope="module")
def book(written: bytes) -> CalamineWorkbook:
    return opened(written)


@pytest.fixture
def made(document_of: Callable[..., Document]) -> Callable[..., CalamineWorkbook]:
    """The workbook of one part with these blocks."""
    return lambda *blocks: opened(xlsx(document_of(*blocks), sample.STAMP))


def rows_of(book: CalamineWorkbook, name: str) -> list[list[object]]:
    """All cells of a sheet from its first row and column."""
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def sheet_of(table: Table) -> str:
    return f"{(table.number or '').replace(' ', '')} {table.title}"[:31]


def small(**members: object) -> Table:
    columns = (Column(("名称",), ColumnKind.NAME), Column(("金额",), ColumnKind.AMOUNT))
    described = {"key": "small", "title": "小表", "columns": columns, "rows": (), **members}
    return Table(**described)  # type: ignore[arg-type]


def row(name: str, amount: str | None = None) -> Row:
    return Row((Cell(name), Cell("" if amount is None else amount, None if amount is None else Decimal(amount))))


# ------------------------------------------------------------------ the book


def test_contents_come_first_and_lead_to_every_sheet(book: CalamineWorkbook) -> None:
    names = book.sheet_names
    assert names[0] == "目录"
    listed = [str(line[1]) for line in rows_of(book, "目录") if str(line[0]).isdigit()]
    assert len(listed) == len(names) - 1
    assert set(map(sheet_of, TABLES.values())) <= set(names)
    said = " ".join(str(cell) for line in rows_of(book, "目录") for cell in line)
    assert sample.STAMP.sha256 in said
    assert sample.document().title in said


@pytest.mark.parametrize("key", TABLES)
def test_sheet_carries_the_printed_table(book: CalamineWorkbook, key: str) -> None:
    table = TABLES[key]
    cells = rows_of(book, sheet_of(table))
    depth = len(header.layout([column.path for column in table.columns]))
    first = 3 + depth + bool(table.numbering)
    assert cells[0][0] == table.number
    assert cells[1][0] == table.title
    assert cells[2][0] == table.organization
    assert cells[2][len(table.columns) - 1] == f"单位：{table.amount_unit}"
    assert [str(cell) for cell in cells[first - 1]] == list(table.numbering) or not table.numbering
    for line, printed in zip(cells[first:], table.rows, strict=False):
        assert [amount_text(cell) for cell in line[: len(table.columns)]] == [cell.text for cell in printed.cells]
    assert (cells[-1][0] == table.note) == bool(table.note)


def test_header_is_merged_as_printed(book: CalamineWorkbook) -> None:
    table = TABLES["unit_income"]
    merged = set(book.get_sheet_by_name(sheet_of(table)).merged_cell_ranges or [])
    for line in header.layout([column.path for column in table.columns]):
        for cell in line:
            if cell.rowspan > 1 or cell.colspan > 1:
                top, left = 3 + cell.row, cell.column
                assert ((top, left), (top + cell.rowspan - 1, left + cell.colspan - 1)) in merged


def test_amounts_are_numbers_and_codes_are_text(made: Callable[..., CalamineWorkbook]) -> None:
    columns = (Column(("类",), ColumnKind.CODE), Column(("款",), ColumnKind.CODE), Column(("金额",), ColumnKind.AMOUNT))
    amount = Cell("0.10", Decimal("0.10"))
    line = rows_of(made(small(columns=columns, rows=(Row((Cell("201"), Cell("03"), amount)),))), "小表")[-1]
    assert line == ["201", "03", 0.1]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK('x')", "http://example.org", "1e5", "{=1}"]
)
def test_no_text_becomes_a_formula_a_link_or_a_number(document_of: Callable[..., Document], text: str) -> None:
    content = xlsx(document_of(small(rows=(row(text, "1.00"),))), sample.STAMP)
    assert rows_of(opened(content), "小表")[-1] == [text, 1.0]
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_blank_and_zero_differ(made: Callable[..., CalamineWorkbook]) -> None:
    cells = rows_of(made(small(rows=(row("空"), row("零", "0.00"), row("负", "-3.50")))), "小表")
    assert [line[1] for line in cells[-3:]] == ["", 0.0, -3.5]


def test_empty_table_prints_its_note(made: Callable[..., CalamineWorkbook]) -> None:
    cells = rows_of(made(small(note="没有支出，小表为空表。")), "小表")
    assert cells[-1][0] == "没有支出，小表为空表。"


def test_form_and_the_table_under_it_share_a_sheet(made: Callable[..., CalamineWorkbook]) -> None:
    amount = FormField(("资金", "总额"), Cell("12.50"), ColumnKind.AMOUNT)
    form = Form("goals", "绩效目标表\n（2024年）", ((FormField(("项目名称",), Cell("窗口")),), (amount,)))
    columns = (Column(("一级指标",)), Column(("指标值",), ColumnKind.TEXT, 2.0))
    rows = (Row((Cell("产出"), Cell("≥5个"))), Row((Cell(continues="产出"), Cell("=1个"))))
    book = made(form, Table("indicators", "", columns, rows))
    assert book.sheet_names == ["目录", "绩效目标表"]
    cells = [[cell for cell in line if cell != ""] for line in rows_of(book, "绩效目标表")]
    assert cells == [
        ["绩效目标表\n（2024年）"],
        ["项目名称", "窗口"],
        ["资金", "总额", 12.5],
        ["一级指标", "指标值"],
        ["产出", "≥5个"],
        ["=1个"],
    ]


def test_long_texts_stand_whole(made: Callable[..., CalamineWorkbook]) -> None:
    name, text = "项" * 400, "说明。" * 1_667
    form = Form("goals", "绩效目标表", ((FormField(("项目总体目标",), Cell(text)),),))
    book = made(small(rows=(row(name, "1.00"),)), form)
    assert rows_of(book, "小表")[-1][0] == name
    assert text in [cell for line in rows_of(book, "绩效目标表") for cell in line]


# ------------------------------------------------------------------ names, spans, bytes


def test_names_of_sheets_are_legal_and_unique() -> None:
    names = SheetNames()
    wanted = ["表1 甲[乙]:*?/\\", "表" * 40, "表" * 40, "Table", "TABLE", "", ""]
    found = [names.of(name) for name in wanted]
    assert all(1 <= len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in found)
    assert len({name.lower() for name in found}) == len(found)


@pytest.mark.parametrize("widths", [[1.0], [1, 1], [1.6, 1.6, 2.7, 1.7, 1.6, 1.6, 1.2, 1.6, 1.8], [9.0, 0.1, 0.1]])
def test_cells_cover_every_column_once(widths: list[float]) -> None:
    spans = spans_of(widths, 24)
    assert [column for first, last in spans for column in range(first, last + 1)] == list(range(24))


def test_page_is_set_up_as_the_printed_table(document_of: Callable[..., Document]) -> None:
    wide = dataclasses.replace(TABLES["unit_income"], wide=True)
    sheet = zipfile.ZipFile(io.BytesIO(xlsx(document_of(wide), sample.STAMP))).read("xl/worksheets/sheet2.xml").decode()
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert 'paperSize="9"' in sheet
    assert "<pane " in sheet


def test_totals_are_bold(document_of: Callable[..., Document]) -> None:
    total = dataclasses.replace(row("总计", "1.00"), kind=RowKind.TOTAL)
    content = xlsx(document_of(small(rows=(total, row("明细", "1.00")))), sample.STAMP)
    archive = zipfile.ZipFile(io.BytesIO(content))
    sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    looks = [piece.split('"')[0] for piece in sheet.split(' s="')[1:]]
    assert looks[-4:][0] != looks[-2:][0]


def test_two_processes_write_the_same_bytes(written: bytes) -> None:
    script = (
        "import sys; from tests.rendering import sample; from budgetportal.rendering.xlsx import xlsx;"
        "sys.stdout.buffer.write(xlsx(sample.document(), sample.STAMP))"
    )
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        found = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "DJANGO_SETTINGS_MODULE": "budgetportal.settings"},
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        assert found.stdout == written


@pytest.mark.parametrize("text", ["<r><t>甲</t><b/></r>", "<r></r>", "_x0041_x0042_", "_x0041_", "<r>"])
def test_a_text_that_looks_like_the_programs_own_xml_is_a_text(
    made: Callable[..., CalamineWorkbook], text: str
) -> None:
    book = made(small(rows=(Row((Cell(text), Cell(""))),)), small(title=text, rows=()))
    assert any(text in row for name in book.sheet_names for row in rows_of(book, name))
