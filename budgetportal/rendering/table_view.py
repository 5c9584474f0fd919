"""What the templates show of a table or a form: anchors, spans, classes and column widths worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetportal.disclosure.document import ColumnKind, Form, Row, Table
from budgetportal.rendering import fit, grid, header

LONG_TEXT = 24.0  # ems; a longer value of a form is set as a paragraph, a shorter one in the middle
BREAKABLE_ROW = 60.0  # mm; a higher row may run over a page break
HEADER_KINDS = (ColumnKind.CODE, ColumnKind.NAME)
DEEPEST_HEADING = 6
DEEPEST_INDENT = 4
SCREEN_TABLE = "rendering/table.html"
PAPER_TABLE = "rendering/print_table.html"


@dataclass(frozen=True, slots=True)
class Cell:
    """A body cell: ``header`` makes it a row header; ``headers`` names the header cells of an amount or a text."""

    text: str
    classes: str
    header: bool = False
    id: str = ""
    headers: str = ""
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the body and its class."""

    classes: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell with its id."""

    text: str
    scope: str
    colspan: int
    rowspan: int
    id: str
    classes: str


@dataclass(frozen=True, slots=True)
class FormCell:
    """A label or a value of a form."""

    text: str
    colspan: int
    rowspan: int
    header: bool
    classes: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of a form and its class."""

    classes: str
    cells: tuple[FormCell, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; ``form`` holds the lines of the form that it is joined to. ``template`` is what shows it."""

    anchor: str
    level: int
    title: str
    number: str = ""
    organization: str = ""
    amount_unit: str = ""
    note: str = ""
    header: tuple[tuple[HeaderCell, ...], ...] = ()
    numbering: tuple[str, ...] = ()
    rows: tuple[BodyRow, ...] = ()
    widths: tuple[str, ...] = ()
    classes: str = ""
    form: tuple[FormLine, ...] = ()
    form_columns: range = field(default_factory=lambda: range(grid.COLUMNS))
    template: str = SCREEN_TABLE

    @property
    def full_title(self) -> str:
        """表 1 单位收支总体情况表."""
        return f"{self.number} {self.title}".strip()

    @property
    def cell_class(self) -> str:
        """The class of its cells on paper (cell-3), by which they are set; empty on a screen."""
        setting = self.classes.partition(" ")[0]
        return setting.replace("fit-", "cell-") if setting.startswith("fit-") else ""

    @property
    def caption(self) -> str:
        """The caption for those who hear the table."""
        return f"{self.full_title}（单位：{self.amount_unit}）" if self.amount_unit else self.full_title

    @property
    def continued(self) -> str:
        """What stands over the table on its second page and later: 续表 1 ….

        A form without a number is 续表 with its title.
        """
        number = self.number.removeprefix("附").removeprefix("表").strip(" ：")
        return f"续表 {number}　{self.first_title}" if number else f"续表　{self.first_title}"

    @property
    def first_title(self) -> str:
        """The title without the year line under it."""
        return self.title.split("\n")[0]

    @property
    def title_lines(self) -> list[str]:
        """The title's lines."""
        return self.title.split("\n")


class Anchors:
    """Gives every table its key as an address, the second one of a key ``key-2``."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, key: str) -> str:
        """The address of the next table with this key."""
        self._seen[key] = self._seen.get(key, 0) + 1
        return key if self._seen[key] == 1 else f"{key}-{self._seen[key]}"


def _heading_level(level: int) -> int:
    """The HTML level of a table's title, under the heading before it (h1 is the document, h2 a part)."""
    return min(level + 3, DEEPEST_HEADING)


def form_view(form: Form, joined: Table | None, anchors: Anchors, level: int, paper: bool) -> TableView:
    """A form and the table that goes on under it, as one table with the form's title."""
    table = None
    if joined:
        height = sum(map(form_line_height, grid.layout(form)))
        table = table_view(joined, anchors, level, paper, height, anchor=anchors.of(form.key), joined=True)
    shown = table or TableView("", 0, "", classes="fit-4" if paper else "")
    return TableView(
        anchor=shown.anchor or anchors.of(form.key),
        level=_heading_level(level),
        title=form.title,
        header=shown.header,
        rows=shown.rows,
        widths=shown.widths,
        note=shown.note,
        classes=f"{shown.classes} joined".strip(),
        template=PAPER_TABLE if paper else SCREEN_TABLE,
        form=tuple(_form_line(line, paper) for line in grid.layout(form)),
    )


def _form_line(cells: Sequence[grid.GridCell], paper: bool) -> FormLine:
    classes = "breakable" if paper and form_line_height(cells) > BREAKABLE_ROW else ""
    return FormLine(classes, tuple(map(_form_cell, cells)))


def form_line_height(cells: Sequence[grid.GridCell]) -> float:
    """The height of a line of a form in mm, estimated at the roomiest type that a form is set in."""
    setting = fit.SETTINGS[fit.LONG_TABLE]
    column = fit.PORTRAIT[0] / grid.COLUMNS
    rooms = ((cell, (cell.colspan * column - 2 * setting.horizontal) / setting.em) for cell in cells)
    most = max((fit.lines(cell.text, room) for cell, room in rooms if cell.rowspan == 1), default=1)
    return most * setting.em * fit.LINE_HEIGHT + 2 * setting.vertical + fit.BORDER


def _form_cell(cell: grid.GridCell) -> FormCell:
    long = "\n" in cell.text or fit.ems(cell.text) > LONG_TEXT
    classes = "label" if cell.label else "long" if long else str(cell.kind)
    return FormCell(cell.text, cell.colspan, cell.rowspan, cell.label, classes)


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
        level=_heading_level(level),
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
