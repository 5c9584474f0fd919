"""Workbooks as programs save them are read as a person sees them."""

import io
import shutil
import subprocess
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter

from budgetportal.filings.workbooks import Sheet, Unreadable, read_workbook
from budgetportal.filings.workbooks.sheet import address
from budgetportal.filings.workbooks.text import number_text
from budgetportal.rendering.xlsx import xlsx
from tests.filings.books import SHEET, cell, formula, pack, plain, row, sheet, sheet_xml
from tests.rendering import sample
from tests.rendering.reading_back import depth


def written(fill):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book)
    return target.getvalue()


def read_one(data):
    (found,) = read_workbook(data)
    return found


def first_row(*cells):
    return read_one(sheet(row(1, *cells))).rows[0]


def published(book):
    """A table as units publish them: a title over all columns, a header of two rows, codes, amounts, a total."""
    page = book.add_worksheet("表三 支出总体情况表")
    page.merge_range("A1:D1", "单位支出总体情况表")
    page.write("D2", "单位：万元")
    page.merge_range("A3:A4", "功能分类科目编码")
    page.merge_range("B3:D3", "支出预算")
    for column, label in enumerate(["合计", "基本支出", "项目支出"], 1):
        page.write(3, column, label)
    page.write_string("A5", "0201301")
    page.write_formula("B5", "=C5+D5", None, 201.5)
    page.write_number("C5", 201)
    page.write_number("D5", 0.5)
    page.write_string("A6", "合计")
    page.write_number("B6", 201.5)


def test_a_published_table_is_read_as_it_looks():
    assert read_one(written(published)) == Sheet(
        name="表三 支出总体情况表",
        rows=(
            ("单位支出总体情况表", "", "", ""),
            ("", "", "", "单位：万元"),
            ("功能分类科目编码", "支出预算", "", ""),
            ("", "合计", "基本支出", "项目支出"),
            ("0201301", "201.5", "201", "0.5"),
            ("合计", "201.5", "", ""),
        ),
        merged=((0, 0, 0, 3), (2, 0, 3, 0), (2, 1, 2, 3)),
        formulas=frozenset({(4, 1)}),
    )


def test_sheets_come_in_their_order_with_hidden_and_empty_ones():
    def fill(book):
        book.add_worksheet("表二").write("B2", "乙")
        book.add_worksheet("空表")
        hidden = book.add_worksheet("表一")
        hidden.write("A1", "甲")
        hidden.hide()

    found = read_workbook(written(fill))
    assert [(one.name, one.rows) for one in found] == [
        ("表二", (("", ""), ("", "乙"))),
        ("空表", ()),
        ("表一", (("甲",),)),
    ]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("6.23", "6.23"),
        ("6.2300000000000004", "6.23"),
        ("0.30000000000000004", "0.3"),
        ("1234567.8900000001", "1234567.89"),
        ("201", "201"),
        ("201.0", "201"),
        ("2.01E+2", "201"),
        ("1E-7", "0.0000001"),
        ("1.5e3", "1500"),
        ("-0", "0"),
        ("-12.5", "-12.5"),
        ("0", "0"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_numbers_are_plain_decimals(stored, text):
    assert first_row(cell("A1", f"<v>{stored}</v>")) == (text,)


def test_every_amount_with_two_decimals_comes_through_unchanged():
    """An amount in a workbook is a binary fraction with up to 17 digits."""
    for cents in [*range(100), *range(10**9, 10**9 + 100), *range(10**14, 10**14 + 100)]:
        whole, rest = divmod(cents, 100)
        shown = f"{whole}.{rest:02}".rstrip("0").rstrip(".") or "0"
        assert number_text(float(f"{whole}.{rest:02}")) == shown


def test_texts_stay_texts():
    texts = [
        "0201301",
        "00",
        "1,234.50",
        "=1+1",
        "１２３",
        "6.230",
        "TRUE",
        "2024年",
        "项目\n名称",
        " 前后 ",
        "☆<&>\"'",
    ]

    def fill(book):
        page = book.add_worksheet()
        for column, text in enumerate(texts):
            page.write_string(0, column, text)

    assert read_one(written(fill)).rows == (tuple(texts),)


def test_rich_text_is_joined_and_its_reading_aid_left_out():
    inside = "<is><r><t>预</t></r><r><rPr><b/></rPr><t>算</t></r><rPh sb='0' eb='1'><t>yusuan</t></rPh></is>"
    assert first_row(cell("A1", inside, ' t="inlineStr"')) == ("预算",)


def test_line_breaks_are_one_character():
    inside = "<is><t>甲_x000D_乙_x000D_\n丙_x000B_丁</t></is>"
    assert first_row(cell("A1", inside, ' t="inlineStr"')) == ("甲\n乙\n丙\n丁",)


def test_dates_are_iso():
    def fill(book):
        page = book.add_worksheet()
        for column, (value, form) in enumerate(
            [
                (date(2024, 1, 2), "yyyy-mm-dd"),
                (date(2024, 1, 2), 'yyyy"年"m"月"d"日"'),
                (datetime(2024, 1, 2, 3, 4, 5), "yyyy-mm-dd hh:mm:ss"),
                (time(8, 30), "hh:mm"),
            ]
        ):
            page.write_datetime(0, column, value, book.add_format({"num_format": form}))
        page.write_number(0, 4, 1.5, book.add_format({"num_format": "[h]:mm:ss"}))

    assert read_one(written(fill)).rows == (
        ("2024-01-02", "2024-01-02", "2024-01-02T03:04:05", "08:30:00", "36:00:00"),
    )


def test_formats_of_amounts_are_no_dates():
    def fill(book):
        page = book.add_worksheet()
        for column, form in enumerate(
            ['#,##0.00"万元"', "#,##0.00;[Red]-#,##0.00", "0.00%", "¥#,##0.00_);(¥#,##0.00)"]
        ):
            page.write_number(0, column, -0.125, book.add_format({"num_format": form}))

    assert read_one(written(fill)).rows == (("-0.125",) * 4,)


def test_a_negative_number_that_is_shown_as_a_date_is_refused():
    def fill(book):
        book.add_worksheet("表一").write_number("C2", -5, book.add_format({"num_format": "yyyy-mm-dd"}))

    with pytest.raises(Unreadable, match="工作表“表一”的单元格 C2 是负数，格式却是日期；"):
        read_workbook(written(fill))


def test_truth_values_are_words():
    assert first_row(cell("A1", "<v>1</v>", ' t="b"'), cell("B1", "<v>0</v>", ' t="b"')) == ("TRUE", "FALSE")


def test_cells_and_rows_without_address_follow_each_other():
    rows = '<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row r="3"><c><v>4</v></c></row>'
    assert read_one(sheet(rows)).rows == (("1", "", "2", "3"), ("", "", "", ""), ("4", "", "", ""))


def test_prefixes_of_elements_do_not_matter():
    content = sheet_xml(row(1, formula_cell())).decode()
    for name in ("worksheet", "sheetData", "row", "c", "f", "v"):
        content = content.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        content = content.replace(f"</{name}>", f"</x:{name}>")
    data = pack({**plain(), SHEET: content.replace("xmlns=", "xmlns:x=").encode()})
    assert read_one(data).formulas == {(0, 0)}


def formula_cell():
    return cell("A1", "<f>B1*2</f><v>6.24</v>")


def test_an_empty_text_that_a_formula_gives_is_empty():
    found = read_one(sheet(row(1, cell("A1", '<f>IF(B1=1,"x","")</f><v></v>', ' t="str"'), cell("B1"))))
    assert found.rows == (("", "1"),)


def test_formulas_that_stay_within_the_workbook_pass():
    for text in ("SUM(B1:B9)", "'a|b'!A1", 'IF(A1="a|b",1,2)', "表2[2023]+表一!A1", "SUM(表2[[#This Row],[2023]])"):
        assert read_one(formula(text)).rows == (("1",),)


def test_an_uncalculated_formula_is_named():
    """As a library leaves it that writes formulas and calculates none."""
    with pytest.raises(Unreadable, match="工作表“表九”的单元格 AB12 是公式，文件里没有它的计算结果；"):
        read_workbook(written(lambda book: book.add_worksheet("表九").write_formula("AB12", "=SUM(A1:A9)")))


def test_a_formula_that_is_nought_when_calculated_passes():
    parts = plain()
    assert b"fullCalcOnLoad" in parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    parts[SHEET] = sheet_xml(row(1, cell("A1", "<f>B1-C1</f><v>0</v>")))
    assert read_one(pack(parts)).rows == (("0",),)


def test_empty_cells_far_away_say_nothing():
    rows = row(1, cell("A1")) + row(1_048_576, cell("XFD1048576", "", ' s="0"'))
    merged = '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="C5:D9"/></mergeCells>'
    assert read_one(sheet(rows, merged)) == Sheet("表一", (("1",),), (), frozenset())


def test_links_that_a_person_may_click_pass():
    data = written(lambda book: book.add_worksheet().write_url("A1", "https://www.example.gov.cn/", string="网址"))
    assert read_one(data).rows == (("网址",),)


def test_pictures_and_comments_pass():
    def fill(book):
        page = book.add_worksheet()
        page.write("A1", "甲")
        page.write_comment("A1", "注")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
        page.insert_chart("C3", chart)
        pie = book.add_chart({"type": "pie"})
        pie.add_series({"values": "=Sheet1!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(pie)

    assert read_one(written(fill)).rows == (("甲",),)


def test_the_largest_workbook_passes():
    def fill(book):
        page = book.add_worksheet()
        for number in range(50_000):
            page.write(number // 10, number % 10, number / 100 if number % 2 else f"指标 {number}")

    found = read_one(written(fill))
    assert len(found.rows) == 5_000
    assert found.rows[-1][-2:] == ("指标 49998", "499.99")


def test_a_workbook_stored_without_compression_passes():
    assert read_one(pack(plain(), zipfile.ZIP_STORED)).rows == (("合计", "6.23"),)


def test_the_workbook_that_the_portal_publishes_passes():
    found = {one.rows[1][0]: one.rows for one in read_workbook(xlsx(sample.document(), sample.STAMP))}
    for table in sample.budget_tables():
        body = found[table.title][3 + depth(table) :][: len(table.rows)]
        assert body == tuple(tuple(map(as_read, row.cells)) for row in table.rows)


def as_read(printed):
    """A printed cell: an amount without the zeros at its end, all others as they are."""
    return printed.text if printed.amount is None else number_text(float(printed.amount))


def test_the_same_workbook_reads_the_same():
    data = written(published)
    assert read_workbook(data) == read_workbook(data, "预算.xlsx")


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_workbook_calculated_by_another_program_passes(tmp_path):
    """LibreOffice calculates a formula that has no result yet, and saves it with one."""
    numbers = [cell("A1", "<v>1.1</v>"), cell("B1", "<v>2.2</v>"), cell("C1", "<f>A1+B1</f>")]
    (tmp_path / "表.xlsx").write_bytes(sheet(row(1, *numbers)))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        [OFFICE, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", "表.xlsx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = read_one((tmp_path / "out" / "表.xlsx").read_bytes())
    assert found == Sheet("表一", (("1.1", "2.2", "3.3"),), (), frozenset({(0, 2)}))


def test_addresses_are_those_of_a_spreadsheet():
    assert [address(*at) for at in [(0, 0), (11, 2), (0, 25), (0, 26), (0, 701), (0, 702), (1_048_575, 16_383)]] == [
        "A1", "C12", "Z1", "AA1", "ZZ1", "AAA1", "XFD1048576",
    ]  # fmt: skip
