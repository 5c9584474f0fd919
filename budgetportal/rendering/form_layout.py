"""A form as the templates show it, with the table that goes on under it as one."""

from __future__ import annotations

from collections.abc import Sequence

from budgetportal.disclosure.document import Form, Table
from budgetportal.rendering import fit, grid
from budgetportal.rendering.table_layout import BREAKABLE_ROW, heading_level, table_view
from budgetportal.rendering.table_view import PAPER_TABLE, SCREEN_TABLE, Anchors, FormCell, FormLine, TableView

LONG_TEXT = 24.0  # ems; a longer value of a form is set as a paragraph, a shorter one in the middle


def form_view(form: Form, joined: Table | None, anchors: Anchors, level: int, paper: bool) -> TableView:
    """A form and the table that goes on under it, as one table with the form's title."""
    table = None
    if joined:
        height = sum(map(form_line_height, grid.layout(form)))
        table = table_view(joined, anchors, level, paper, height, anchor=anchors.of(form.key), joined=True)
    shown = table or TableView("", 0, "", classes="fit-4" if paper else "")
    return TableView(
        anchor=shown.anchor or anchors.of(form.key),
        level=heading_level(level),
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
