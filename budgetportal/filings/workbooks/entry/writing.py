"""The entry workbook of a filing: the cover, one sheet an entry table, and a hidden sheet of what may be chosen."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.codec import MOST_ROWS, plain
from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.entry.context import Context
from budgetportal.filings.workbooks import limits
from budgetportal.filings.workbooks.entry.cells import shown
from budgetportal.filings.workbooks.entry.choices import choices_of, name_head
from budgetportal.filings.workbooks.entry.contents import Line, lines_of, summed, totals
from budgetportal.filings.workbooks.entry.covers import title_of, write_cover
from budgetportal.filings.workbooks.entry.layout import (
    HINT,
    ITEM,
    LISTS,
    NUMBER,
    VALUE,
    Column,
    Shape,
    SheetLayout,
    layout_of,
)
from budgetportal.filings.workbooks.entry.lists import Lists
from budgetportal.filings.workbooks.entry.styles import Styles, width_of
from budgetportal.filings.workbooks.entry.values import lines_in, put
from budgetportal.filings.workbooks.entry.wording import NOTES, TOTAL, TOTALS_NOTE
from budgetportal.spreadsheets import put_text

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
LINE, TALLEST = 13.5, 409  # points: a line of text, a row at most
HEAD_ROW = 2  # under the title and a remark
ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"), True
)
NAME_SPEC, SUM_SPEC = Spec("", Kind.NAME), Spec(TOTAL, Kind.AMOUNT)
FORM_WIDTHS = (44, 70, 44)  # label, value, hint


class TooLarge(Exception):  # noqa: N818 - a refusal, not a failure of ours
    """A workbook would have more cells than one that is handed in may have; the message says what to do."""


def entry_workbook(filing: Filing) -> bytes:
    """The workbook; the same filing is the same bytes. One that could not be read back is not made."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, AS_TEXT) as book:
        book.set_properties({"title": title_of(filing), "created": datetime(filing.fiscal_year, 1, 1)})
        book.set_size(2400, 1600)
        styles = Styles(book)
        layout = layout_of(filing.edition, str(filing.amount_unit))
        members = plain(filing)
        contents = [(sheet, lines_of(members, sheet)) for sheet in layout]
        write_cover(_sheet(book, layout[0].name), styles, filing, contents)
        pages = [(_sheet(book, sheet.name), sheet, lines) for sheet, lines in contents[1:]]
        lists = Lists(book.add_worksheet(LISTS), styles)
        for page, sheet, lines in pages:
            _Page(page, styles, lists, filing, sheet).write(lines)
        cells = sum(len(row) for page in book.worksheets() for row in page.table.values())
    if cells > limits.CELLS:
        raise TooLarge(
            f"内容有 {cells:,} 个单元格，工作簿最多 {limits.CELLS:,} 个，上传时会被拒绝；"
            "在填报页填写，或导出为 JSON 文件"
        )
    return target.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str) -> Worksheet:
    page = book.add_worksheet(name)
    page.protect("", ALLOWED)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    return page


class _Page:
    """One sheet as it is written."""

    def __init__(self, page: Worksheet, styles: Styles, lists: Lists, filing: Filing, sheet: SheetLayout) -> None:
        self.page, self.styles, self.lists, self.filing, self.sheet = page, styles, lists, filing, sheet
        self.context = Context.of(filing)

    def write(self, lines: Sequence[Line]) -> None:
        """Title, remark, heads, rows."""
        for row, look in ((0, self.styles.title), (1, self.styles.note)):
            self.page.set_row(row, 26 if row == 0 else 18, look)
        self.page.write_string(0, 0, f"{self.sheet.name} — {title_of(self.filing)}", self.styles.title)
        self.page.write_string(1, 0, self._remark(), self.styles.note)
        self.page.set_row(HEAD_ROW, 32, self.styles.empty)
        self._form(lines[0]) if self.sheet.shape is Shape.FORM else self._table(lines)

    def _remark(self) -> str:
        note = NOTES[self.sheet.shape if self.sheet.owner is None else "owned"]
        return f"{self.filing.unit.name}，{self.filing.fiscal_year} 年，金额单位：{self.filing.amount_unit}。{note}"

    def _height(self, row: int, texts: Iterable[tuple[str, int]]) -> None:
        """Make a row as high as its texts need; programs do so by themselves only when something is typed."""
        lines = max(lines_in(text, width) for text, width in texts)
        if lines > 1:
            self.page.set_row(row, min(TALLEST, lines * LINE + 3))

    # ------------------------------------------------------------------------------------------- a form

    def _form(self, line: Line) -> None:
        for column, (head, width) in enumerate(zip((ITEM, VALUE, HINT), FORM_WIDTHS, strict=True)):
            self.page.set_column(column, column, width, self.styles.empty)
            self.page.write_string(HEAD_ROW, column, head, self.styles.head())
        for row, field in enumerate(self.sheet.columns, HEAD_ROW + 1):
            self.page.write_string(row, 0, field.head, self.styles.head())
            value = line.values[field.path]
            put(self.page, row, 1, value, field.spec, self.styles.typed(field.spec, alone=True))
            self._height(row, [(shown(value, field.spec), FORM_WIDTHS[1]), (field.spec.hint, FORM_WIDTHS[2])])
            self.page.write_string(row, 2, field.spec.hint, self.styles.given())
            self._validate(field, row, 1, row)
        self.page.freeze_panes(HEAD_ROW + 1, 1)

    # ------------------------------------------------------------------------------------------ a table

    def _table(self, lines: Sequence[Line]) -> None:
        places = self._heads()
        first = HEAD_ROW + 1
        if summed(self.sheet):
            self._totals(lines, places, first)
            first += 1
        for row, line in enumerate(lines, first):
            self._leading(row, row - first, line)
            for field in self.sheet.columns:
                self._cell(row, places, field, line)
            texts = ((shown(line.values[field.path], field.spec), field) for field in self.sheet.columns)
            self._height(row, [(text, width_of(field.spec, field.head)) for text, field in texts])
        for field in self.sheet.columns:
            self._validate(field, first, places[field.path], first + MOST_ROWS - 1)
        self.page.freeze_panes(first, 2 if self.sheet.columns[1:] else 1)
        self.page.repeat_rows(HEAD_ROW)

    def _heads(self) -> dict[str, int]:
        """Write the heads; the columns of the fields by path."""
        for column, head in enumerate(self.sheet.heads[: 1 if self.sheet.owner is None else 2]):
            self._head(column, head, NAME_SPEC, 8 if head.endswith(NUMBER) else 26, given=self.sheet.owner is None)
        places: dict[str, int] = {}
        column = 1 if self.sheet.owner is None else 2
        for field in self.sheet.columns:
            self._head(column, field.head, field.spec, width_of(field.spec, field.head))
            places[field.path] = column
            column += 1
            if name := name_head(self.sheet, field):
                self._head(column, name, NAME_SPEC, 30, given=True)
                column += 1
        return places

    def _head(self, column: int, head: str, spec: Spec, width: int, *, given: bool = False) -> None:
        look = self.styles.given(locked=False) if given else self.styles.typed(spec)
        self.page.set_column(column, column, width, look)
        self.page.write_string(HEAD_ROW, column, head, self.styles.head(spec.kind))

    def _leading(self, row: int, n: int, line: Line) -> None:
        """The number of the row, or the number and the name of its owner."""
        if self.sheet.owner is None:
            self.page.write_number(row, 0, n + 1, self.styles.given(locked=False))
            return
        self.page.write_number(row, 0, line.owner + 1, self.styles.typed(NAME_SPEC))
        put_text(self.page, row, 1, line.owner_name, self.styles.typed(NAME_SPEC))

    def _cell(self, row: int, places: dict[str, int], field: Column, line: Line) -> None:
        column, value = places[field.path], line.values[field.path]
        if not shown(value, field.spec):  # it looks as its column does, and a workbook may not have many cells
            return
        put(self.page, row, column, value, field.spec, self.styles.typed(field.spec))
        if name_head(self.sheet, field):
            name = self.context.name_of(field.spec, value)
            self.page.write_string(row, column + 1, name, self.styles.given(locked=False))

    def _totals(self, lines: Sequence[Line], places: dict[str, int], row: int) -> None:
        last = max(places.values())
        for column in range(last + 1):
            self.page.write_blank(row, column, None, self.styles.total())
        self.page.write_string(row, 0, TOTAL, self.styles.total())
        self.page.write_string(row, 1, TOTALS_NOTE, self.styles.total())
        for path, amount in totals(self.sheet, lines).items():
            put(self.page, row, places[path], printed(amount), SUM_SPEC, self.styles.total(amount=True))

    # --------------------------------------------------------------------------------------- validation

    def _validate(self, field: Column, first: int, column: int, last: int) -> None:
        rule = self._rule(field)
        if rule:
            hint = field.spec.hint[:255]
            more = {"input_title": field.head[:32], "input_message": hint} if hint else {}
            self.page.data_validation(first, column, last, column, rule | more)

    def _rule(self, field: Column) -> dict[str, object]:
        kind = field.spec.kind
        choices = choices_of(self.filing, self.sheet, field)
        if choices is not None and choices.values:
            return self.lists.rule(choices)
        if kind in (Kind.AMOUNT, Kind.WAN):
            return {"validate": "decimal", "criteria": "between", "minimum": -1e16, "maximum": 1e16} | _wrong("金额")
        if kind in (Kind.COUNT, Kind.CHANGE):
            least = 0 if kind is Kind.COUNT else -(10**9)
            return {"validate": "integer", "criteria": "between", "minimum": least, "maximum": 10**9} | _wrong("整数")
        if kind in (Kind.NAME, Kind.TEXT, Kind.LINES):
            most = field.spec.max_length
            return {"validate": "length", "criteria": "<=", "value": most} | _wrong(f"不超过 {most} 个字")
        return {"validate": "any"} if field.spec.hint else {}


def _wrong(wanted: str) -> dict[str, object]:
    return {"error_title": "填写有误", "error_message": f"这里要填{wanted}；按“取消”恢复原来的内容。"}
