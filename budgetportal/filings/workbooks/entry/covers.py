"""The cover of the entry workbook: of which unit, year and form it is, its version, how to fill it in; read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.filings.workbooks.entry.cells import bare, shown
from budgetportal.filings.workbooks.entry.contents import Line
from budgetportal.filings.workbooks.entry.layout import COVER, FORMAT, Shape, SheetLayout, mark_of
from budgetportal.filings.workbooks.entry.located import CellAt
from budgetportal.filings.workbooks.entry.styles import Styles
from budgetportal.filings.workbooks.entry.wording import INSTRUCTIONS
from budgetportal.filings.workbooks.sheet import Sheet
from budgetportal.spreadsheets import put_text

FORMAT_LABEL, LAYOUT_LABEL, CONTENT_LABEL = "格式版本", "版式校验码", "内容校验码"
WIDTHS = (22, 78)


def title_of(filing: Filing) -> str:
    """What the workbook calls itself."""
    return f"{filing.fiscal_year} 年{kind_of(filing).label}填报工作簿"


def stamp_of(filing: Filing) -> str:
    """A mark of what a filing holds: by it a workbook knows what it was filled from."""
    return hashlib.sha256(write_filing(filing)).hexdigest()[:32]


def write_cover(
    page: Worksheet,
    styles: Styles,
    filing: Filing,
    contents: Sequence[tuple[SheetLayout, Sequence[Line]]],
) -> None:
    """Title, facts and marks, instructions, the list of the sheets."""
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width, styles.empty)
    page.set_row(0, 32)
    page.write_string(0, 0, title_of(filing), styles.title)
    row = 2
    for label, text in _facts(filing, contents):
        page.write_string(row, 0, label, styles.head())
        put_text(page, row, 1, text, styles.given())
        row += 1
    for text in INSTRUCTIONS:
        row += 1
        page.merge_range(row, 0, row, 1, text, styles.wrapped)
        page.set_row(row, 30)
    _list_sheets(page, styles, row + 2, contents)


def _facts(filing: Filing, contents: Sequence[tuple[SheetLayout, Sequence[Line]]]) -> Iterator[tuple[str, str]]:
    cover, (line,) = contents[0]
    edition = EDITIONS.get(filing.edition)
    yield "种类", kind_of(filing).label
    for column in cover.columns:
        yield column.head, shown(line.values[column.path], column.spec)
    yield "表式名称", edition.title if edition else filing.edition
    yield FORMAT_LABEL, FORMAT
    yield LAYOUT_LABEL, mark_of(sheet for sheet, _ in contents)
    yield CONTENT_LABEL, stamp_of(filing)


def _list_sheets(
    page: Worksheet, styles: Styles, row: int, contents: Sequence[tuple[SheetLayout, Sequence[Line]]]
) -> None:
    page.write_string(row, 0, "填报表", styles.head())
    page.write_string(row, 1, "现有内容", styles.head())
    for sheet, lines in contents[1:]:
        row += 1
        page.write_url(row, 0, f"internal:'{sheet.name}'!A1", styles.link, string=sheet.name)
        page.write_string(row, 1, _filled(sheet, lines), styles.given())


def _filled(sheet: SheetLayout, lines: Sequence[Line]) -> str:
    if sheet.shape is not Shape.FORM:
        return f"{len(lines)} 行"
    filled = sum(value is not None for value in lines[0].values.values())
    return f"{len(sheet.columns)} 项，已填 {filled} 项"


# ------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover of a workbook says: texts by label, each with its cell."""

    texts: Mapping[str, str]
    cells: Mapping[str, CellAt]

    def cell(self, label: str) -> CellAt | None:
        """The cell of a line's text."""
        return self.cells.get(label)


def read_cover(sheets: Sequence[Sheet]) -> Cover | None:
    """The cover, None where there is none: then it is no entry workbook."""
    sheet = next((sheet for sheet in sheets if bare(sheet.name) == COVER), None)
    if sheet is None:
        return None
    texts: dict[str, str] = {}
    cells: dict[str, CellAt] = {}
    for row, line in enumerate(sheet.rows):
        label = bare(line[0]) if line else ""
        if label and len(line) > 1:
            texts.setdefault(label, line[1].strip())
            cells.setdefault(label, CellAt(sheet.name, row, 1))
    return Cover(texts, cells) if FORMAT_LABEL in texts else None
