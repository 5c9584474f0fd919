"""The first sheet: what the workbook is, how to check it, and where each table stands."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from budgetportal.disclosure.document import Document
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.xlsx.styles import Styles
from budgetportal.spreadsheets import put_text

WIDTHS = (16, 74)  # characters


def write_contents(
    sheet: Worksheet, styles: Styles, document: Document, stamp: Stamp, listed: Sequence[tuple[str, str]]
) -> None:
    """Facts, then a link for each sheet."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 1, document.title, styles.title)
    sheet.set_row(0, 48)
    row = 2
    for label, text in _facts(document, stamp):
        sheet.write_string(row, 0, label, styles.line)
        put_text(sheet, row, 1, text, styles.note)
        row += 1
    row += 1
    sheet.write_string(row, 0, "工作表", styles.head)
    sheet.write_string(row, 1, "内容", styles.head)
    for number, (name, title) in enumerate(listed, 1):
        quoted = name.replace("'", "''")
        sheet.write_string(row + number, 0, str(number), styles.numbering)
        sheet.write_url(row + number, 1, f"internal:'{quoted}'!A1", styles.link, string=title)
    _paper(sheet)


def _facts(document: Document, stamp: Stamp) -> list[tuple[str, str]]:
    facts = [
        ("编制单位", document.unit),
        ("年度", str(document.fiscal_year)),
        ("日期", document.issued_on.isoformat() if document.issued_on else ""),
        ("版本", stamp.edition_line),
        ("更正说明", stamp.correction or ""),
        ("状态", "已更正，以新版为准" if stamp.superseded else ""),
        ("SHA-256", stamp.sha256),
        ("SM3", stamp.sm3),
        ("说明", "各表由同一份填报生成。空单元格表示没有数字，与 0 不同；科目编码是文本。"),
    ]
    return [(label, text) for label, text in facts if text]


def _paper(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
