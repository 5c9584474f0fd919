"""A table as the templates show it: anchors, header associations, spans, classes and column widths worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetportal.disclosure.document import ColumnKind, Row, Table
from budgetportal.rendering import fit, header
from budgetportal.rendering.table_view import PAPER_TABLE, SCREEN_TABLE, Anchors, BodyRow, Cell, HeaderCell, TableView

BREAKABLE_ROW = 60.0  # mm; a higher row may run over a page break
HEADER_KINDS = (ColumnKind.CODE, ColumnKind.NAME)
DEEPEST_HEADING = 6
DEEPEST_INDENT = 4


def table_view(
    table: Table,
    anchors: Anchors,
    level: int,
    paper: bool,
    taken: float = 0.0,
    anchor: str = "",
    joined: bool = False,
) -> TableView:
    """A table; ``taken`` is the height in mm that something above it takes on its page."""
    anchor = anchor or anchors.of(table.key)
    rows = header.layout([column.path for column in table.columns])
    fitted = fit.fit(table, len(rows), taken, fit.LONG_TABLE if joined else 0) if paper else None
    return TableView(
        anchor=anchor,
        level=heading_level(level),
        title=table.title,
        number=table.number or "",
        organization=table.organization or "",
        amount_unit=table.amount_unit or "",
        note=table.note or "",
        header=tuple(tuple(_header_cell(cell, table, anchor) for cell in row) for row in rows),
        numbering=table.numbering,
        rows=tuple(_body(table, rows, anchor, fitted, associate=not paper, joined=joined)),
        widths=tuple(f"{width:g}mm" for width in fitted.widths) if fitted else (),
        classes=_table_classes(fitted),
        template=PAPER_TABLE if paper else SCREEN_TABLE,
    )


def heading_level(level: int) -> int:
    """The HTML level of a table's title, under the heading before it (h1 is the document, h2 a part)."""
    return min(level + 3, DEEPEST_HEADING)


def _table_classes(fitted: fit.Fit | None) -> str:
    if fitted is None:
        return ""
    return f"fit-{fitted.setting} landscape" if fitted.landscape else f"fit-{fitted.setting}"


def _header_cell(cell: header.HeaderCell, table: Table, anchor: str) -> HeaderCell:
    kind = table.columns[cell.column].kind if cell.leaf else ""
    return HeaderCell(cell.text, cell.scope, cell.colspan, cell.rowspan, _header_id(cell, anchor), kind)


def _header_id(cell: header.HeaderCell, anchor: str) -> str:
    return f"{anchor}-h{cell.row}-{cell.column}"


def _body(
    table: Table,
    header_rows: Sequence[Sequence[header.HeaderCell]],
    anchor: str,
    fitted: fit.Fit | None,
    *,
    associate: bool,
    joined: bool,
) -> Iterator[BodyRow]:
    above = [
        " ".join(_header_id(cell, anchor) for cell in header.above(header_rows, column))
        for column in range(len(table.columns))
    ]
    spans = row_spans(table.rows) if joined else {}
    for number, row in enumerate(table.rows):
        cells = [
            _body_cell(
                table, row, column, f"{anchor}-r{number}", above if associate else None, spans.get((number, column), 1)
            )
            for column in range(len(table.columns))
            if spans.get((number, column), 1)
        ]
        yield BodyRow(_row_classes(row, fitted), tuple(cells))


def row_spans(rows: Sequence[Row]) -> dict[tuple[int, int], int]:
    """How many rows a cell (一级指标, 二级指标) spans where the cells below continue it; 0 where it is covered."""
    spans: dict[tuple[int, int], int] = {}
    first: dict[int, int] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            if cell.continues and column in first:
                spans[first[column], column] += 1
                spans[number, column] = 0
            else:
                first[column] = number
                spans[number, column] = 1
    return spans


def _row_classes(row: Row, fitted: fit.Fit | None) -> str:
    if fitted is None:
        return str(row.kind)
    height = fit.row_height(row, fit.SETTINGS[fitted.setting], fitted.widths)
    return f"{row.kind} breakable" if height > BREAKABLE_ROW else str(row.kind)


def _body_cell(table: Table, row: Row, column: int, anchor: str, above: Sequence[str] | None, rowspan: int) -> Cell:
    cell = row.cells[column]
    kind = table.columns[column].kind
    classes = f"{kind} indent-{min(cell.indent, DEEPEST_INDENT)}" if cell.indent else str(kind)
    header = kind in HEADER_KINDS and bool(cell.text)
    if above is None:
        return Cell(cell.text, classes, header=header, rowspan=rowspan)
    if header:
        return Cell(cell.text, classes, header=True, id=f"{anchor}-{column}")
    rows = " ".join(f"{anchor}-{position}" for position in _row_headers(table, row, column))
    return Cell(cell.text, classes, headers=f"{above[column]} {rows}".strip(), rowspan=rowspan)


def _row_headers(table: Table, row: Row, column: int) -> list[int]:
    """The columns of the codes and the name that a cell belongs to: the nearest ones on its left."""
    found: list[int] = []
    for position in range(column - 1, -1, -1):
        is_header = table.columns[position].kind in HEADER_KINDS
        if found and not is_header:
            break
        if is_header and row.cells[position].text:
            found.append(position)
    return sorted(found)
