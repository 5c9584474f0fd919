"""One sheet a table, or a form with the table that stands under it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from budgetportal.disclosure.document import Cell, Column, ColumnKind, Form, RowKind, Table
from budgetportal.rendering import grid, header
from budgetportal.rendering.fit import ems
from budgetportal.rendering.table_layout import row_spans
from budgetportal.rendering.xlsx.styles import Styles
from budgetportal.spreadsheets import put_text

A4 = 9  # Excel's number of the paper size
PORTRAIT, LANDSCAPE = 96.0, 146.0  # characters that a printed page has room for
NARROWEST = 5.0  # characters
LINE, LEAST, TALLEST = 13.5, 18.0, 409.0  # points: a line of text, a row at least, a row at most
EMS = 0.5  # ems of text that one character of column width has room for
Span = tuple[int, int]  # first and last column of a cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with the widths of its columns in characters."""

    target: Worksheet
    styles: Styles
    widths: tuple[float, ...]

    def put(self, row: int, span: Span, text: str, look: Format, down: int = 1) -> None:
        """A text over a span of columns and rows."""
        first, last = span
        if first == last and down == 1:
            put_text(self.target, row, first, text, look)
        else:
            self.target.merge_range(row, first, row + down - 1, last, "", look)
            put_text(self.target, row, first, text, look)

    def number(self, row: int, column: int, cell: Cell, look: Format) -> None:
        """An amount as a number, blank where there is none."""
        if cell.amount is None or not cell.text:
            self.target.write_blank(row, column, None, look)
        else:
            self.target.write_number(row, column, float(cell.amount), look)

    def height(self, row: int, texts: Iterable[tuple[str, Span]]) -> None:
        """Make a row as high as its highest text needs."""
        lines = max((self._lines(text, span) for text, span in texts), default=1)
        self.target.set_row(row, min(TALLEST, max(LEAST, lines * LINE + 4)))

    def _lines(self, text: str, span: Span) -> int:
        room = sum(self.widths[span[0] : span[1] + 1]) * EMS
        return sum(max(1, math.ceil(ems(line) / room)) for line in text.split("\n"))


def sheet_of(target: Worksheet, styles: Styles, shares: Sequence[float], *, wide: bool) -> Sheet:
    """Set the widths of the columns, their shares of a page's room, and the page."""
    room = LANDSCAPE if wide else PORTRAIT
    widths = tuple(max(NARROWEST, room * share / sum(shares)) for share in shares)
    for column, width in enumerate(widths):
        target.set_column(column, column, width)
    target.set_paper(A4)
    target.set_landscape() if wide else target.set_portrait()
    target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    target.center_horizontally()
    target.fit_to_pages(1, 0)
    target.set_footer("&C第 &P 页 共 &N 页")
    target.hide_gridlines(2)
    return Sheet(target, styles, widths)


# -------------------------------------------------------------------------------------------- a table


def write_table(target: Worksheet, styles: Styles, table: Table) -> None:
    """Number, title, unit and unit of amounts, the table, its note."""
    sheet = sheet_of(target, styles, [column.width for column in table.columns], wide=table.wide)
    whole = (0, len(table.columns) - 1)
    row = 0
    if table.number:
        target.write_string(row, 0, table.number, styles.line)
        row += 1
    row = _title(sheet, row, table.title, whole)
    row = _line(sheet, row, table)
    spans = [(column, column) for column in range(len(table.columns))]
    first = row
    row = _head(sheet, row, table, spans)
    target.repeat_rows(first, row - 1)
    target.freeze_panes(row, _frozen(table))
    row = _body(sheet, row, table, spans)
    if table.note:
        sheet.put(row, whole, table.note, styles.note)
        sheet.height(row, [(table.note, whole)])


def _frozen(table: Table) -> int:
    """The columns that stay in view: codes and names at the left edge."""
    kinds = [column.kind for column in table.columns]
    names = (ColumnKind.CODE, ColumnKind.NAME)
    return next((n for n, kind in enumerate(kinds) if kind not in names), 0) if len(kinds) > 4 else 0


def _title(sheet: Sheet, row: int, title: str, whole: Span) -> int:
    sheet.put(row, whole, title, sheet.styles.title)
    sheet.target.set_row(row, 26 * len(title.split("\n")))
    return row + 1


def _line(sheet: Sheet, row: int, table: Table) -> int:
    """编制单位 left, 单位 right."""
    if not table.organization and not table.amount_unit:
        return row
    last = len(table.columns) - 1
    put_text(sheet.target, row, 0, table.organization or "", sheet.styles.line)
    sheet.target.write_string(row, last, f"单位：{table.amount_unit}" if table.amount_unit else "", sheet.styles.right)
    return row + 1


def _head(sheet: Sheet, row: int, table: Table, spans: Sequence[Span]) -> int:
    laid_out = header.layout([column.path for column in table.columns])
    for line in laid_out:
        for cell in line:
            span = spans[cell.column][0], spans[cell.column + cell.colspan - 1][1]
            sheet.put(row + cell.row, span, cell.text, sheet.styles.head, cell.rowspan)
    for number, line in enumerate(laid_out):
        reaching = [
            (cell.text, (spans[cell.column][0], spans[cell.column + cell.colspan - 1][1]))
            for cell in line
            if cell.rowspan == 1
        ]
        sheet.height(row + number, reaching or [("", spans[0])])
    row += len(laid_out)
    for label, span in zip(table.numbering, spans, strict=bool(table.numbering)):
        sheet.put(row, span, label, sheet.styles.numbering)
    return row + bool(table.numbering)


def _body(sheet: Sheet, row: int, table: Table, spans: Sequence[Span]) -> int:
    merged = row_spans(table.rows)
    for number, line in enumerate(table.rows):
        bold = line.kind is RowKind.TOTAL
        for column, cell in enumerate(line.cells):
            if down := merged[number, column]:
                _cell(sheet, row + number, spans[column], table.columns[column], cell, bold=bold, down=down)
        texts = zip((cell.text for cell in line.cells), spans, strict=True)
        alone = [pair for n, pair in enumerate(texts) if merged[number, n] == 1]
        sheet.height(row + number, alone)
    return row + len(table.rows)


def _cell(sheet: Sheet, row: int, span: Span, column: Column, cell: Cell, *, bold: bool, down: int) -> None:
    look = sheet.styles.cell(column.kind, bold=bold, indent=cell.indent)
    if column.kind is ColumnKind.AMOUNT and span[0] == span[1]:
        sheet.number(row, span[0], cell, look)
    else:
        sheet.put(row, span, cell.text, look, down)


# --------------------------------------------------------------------------------------------- a form


def write_form(target: Worksheet, styles: Styles, form: Form, joined: Table | None) -> None:
    """A form on equal columns; the table under it covers as many of them as its columns are wide."""
    sheet = sheet_of(target, styles, [1.0] * grid.COLUMNS, wide=False)
    whole = (0, grid.COLUMNS - 1)
    row = _title(sheet, 0, form.title, whole)
    for line in grid.layout(form):
        for cell in line:
            span = (cell.column, cell.column + cell.colspan - 1)
            _field(sheet, row, span, cell)
        sheet.height(row, [(one.text, (one.column, one.column + one.colspan - 1)) for one in line if one.rowspan == 1])
        row += 1
    if joined:
        spans = spans_of([column.width for column in joined.columns], grid.COLUMNS)
        row = _body(sheet, _head(sheet, row, joined, spans), joined, spans)
        if joined.note:
            sheet.put(row, whole, joined.note, styles.note)


def _field(sheet: Sheet, row: int, span: Span, cell: grid.GridCell) -> None:
    if cell.kind is ColumnKind.AMOUNT and not cell.label and _is_number(cell.text):
        look = sheet.styles.cell(ColumnKind.AMOUNT)
        if span[0] != span[1]:
            sheet.target.merge_range(row, span[0], row, span[1], "", look)
        sheet.target.write_number(row, span[0], float(cell.text), look)
    else:
        sheet.put(row, span, cell.text, sheet.styles.middle(label=cell.label), cell.rowspan)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def spans_of(widths: Sequence[float], columns: int) -> list[Span]:
    """Equal columns shared out to cells of relative widths, at least one to each."""
    given = [1] * len(widths)
    for _ in range(columns - len(widths)):
        neediest = min(range(len(widths)), key=lambda n: (given[n] / widths[n], n))
        given[neediest] += 1
    ends = [sum(given[: n + 1]) for n in range(len(given))]
    return [(end - width, end - 1) for end, width in zip(ends, given, strict=True)]
