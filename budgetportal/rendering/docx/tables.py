"""Tables and forms of the document as Word tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetportal.disclosure.document import Cell, ColumnKind, Form, Row, RowKind, Table
from budgetportal.rendering import fit, grid, header
from budgetportal.rendering.docx.grid_table import Box, Frame, Line, table
from budgetportal.rendering.docx.markup import Element, one_line
from budgetportal.rendering.docx.styles import table_head, table_text
from budgetportal.rendering.form_layout import LONG_TEXT, form_line_height
from budgetportal.rendering.table_layout import BREAKABLE_ROW, DEEPEST_INDENT, row_spans

ALIGNMENT = {ColumnKind.CODE: "center", ColumnKind.AMOUNT: "right"}
FORM_SETTING = fit.SETTINGS[fit.LONG_TABLE]


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table that is set: its element, the height in mm of its header, and the heights of its rows."""

    element: Element
    header: float
    rows: tuple[float, ...]


def set_table(block: Table, fitted: fit.Fit, *, title: str, joined: bool) -> SetTable:
    """A table; one that is joined to a form sets its texts in the middle, as the form does."""
    setting = fit.SETTINGS[fitted.setting]
    head = header.layout([column.path for column in block.columns])
    first_column = block.columns[0].kind in (ColumnKind.CODE, ColumnKind.NAME)
    frame = Frame(fitted.widths, setting, one_line(title), _description(block, len(head)), first_column)
    rows = (*_head_lines(block, head, setting), *_body_lines(block, fitted, joined))
    empty = Table("", "", block.columns, (), numbered=block.numbered)
    heights = tuple(fit.row_height(_wrapping(row, block), setting, fitted.widths) for row in block.rows)
    return SetTable(table(frame, rows), fit.table_height(empty, len(head), setting, fitted.widths), heights)


def set_form(form: Form, width: float) -> SetTable:
    """A form on equal columns over a width in mm."""
    lines = grid.layout(form)
    frame = Frame(
        (width / grid.COLUMNS,) * grid.COLUMNS,
        FORM_SETTING,
        one_line(form.title),
        f"填写项目的名称在左，内容在右，共 {len(lines)} 行。",
        first_column=True,
    )
    heights = tuple(map(form_line_height, lines))
    rows = [
        Line(tuple(map(_form_box, line)), breakable=height > BREAKABLE_ROW)
        for line, height in zip(lines, heights, strict=True)
    ]
    return SetTable(table(frame, rows), 0.0, heights)


def _wrapping(row: Row, block: Table) -> Row:
    """The row with only those texts that may take several lines: no column breaks a code or an amount."""
    kept = zip(block.columns, row.cells, strict=True)
    return Row(tuple(Cell() if column.kind in ALIGNMENT else cell for column, cell in kept))


def _description(block: Table, depth: int) -> str:
    unit = f"，金额单位为{block.amount_unit}" if block.amount_unit else ""
    header_rows = depth + block.numbered
    return one_line(f"共 {len(block.columns)} 列 {len(block.rows)} 行{unit}；前 {header_rows} 行是表头，每页重复。")


def _head_lines(block: Table, head: Sequence[Sequence[header.HeaderCell]], setting: fit.Setting) -> Iterator[Line]:
    style = table_head(setting.size)
    for row in head:
        boxes = (Box(cell.text, cell.column, style, cell.colspan, cell.rowspan, keep_next=True) for cell in row)
        yield Line(tuple(boxes), header=True)
    if block.numbering:
        style = table_text(setting.size)
        boxes = (Box(label, n, style, jc="center", keep_next=True) for n, label in enumerate(block.numbering))
        yield Line(tuple(boxes), header=True)


def _body_lines(block: Table, fitted: fit.Fit, joined: bool) -> Iterator[Line]:
    setting = fit.SETTINGS[fitted.setting]
    style = table_text(setting.size)
    alignment = {ColumnKind.TEXT: "center", **ALIGNMENT} if joined else ALIGNMENT
    aligned = [alignment.get(column.kind) for column in block.columns]
    spans = row_spans(block.rows)
    for number, row in enumerate(block.rows):
        boxes = _row_boxes(row, [spans[number, column] for column in range(len(aligned))], aligned, style)
        yield Line(tuple(boxes), breakable=fit.row_height(row, setting, fitted.widths) > BREAKABLE_ROW)


def _row_boxes(row: Row, spans: Sequence[int], aligned: Sequence[str | None], style: str) -> Iterator[Box]:
    bold = row.kind is RowKind.TOTAL
    for column, (cell, span, jc) in enumerate(zip(row.cells, spans, aligned, strict=True)):
        if span:  # 0: the cell above goes on here
            yield Box(cell.text, column, style, 1, span, jc, bold, min(cell.indent, DEEPEST_INDENT))


def _form_box(cell: grid.GridCell) -> Box:
    style = table_head(FORM_SETTING.size) if cell.label else table_text(FORM_SETTING.size)
    return Box(cell.text, cell.column, style, cell.colspan, cell.rowspan, _form_alignment(cell))


def _form_alignment(cell: grid.GridCell) -> str | None:
    if cell.label:
        return None
    if cell.kind is ColumnKind.AMOUNT:
        return "right"
    return "both" if "\n" in cell.text or fit.ems(cell.text) > LONG_TEXT else "center"
