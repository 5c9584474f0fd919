"""The grid of a form (绩效目标表 and the like): from lines of labelled fields to cells on equal columns.

HTML, PDF, XLSX and DOCX all lay forms out by this one function.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgetportal.disclosure.document import ColumnKind, Form, FormField

COLUMNS = 24
LABEL = 5  # columns that a label takes where there is room


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the grid: a label or a value, its first line and column (from 0), and how many it covers."""

    text: str
    line: int
    column: int
    colspan: int
    rowspan: int = 1
    label: bool = False
    kind: ColumnKind = ColumnKind.TEXT


def layout(form: Form) -> tuple[tuple[GridCell, ...], ...]:
    """The form's lines, each with the cells that begin in it; every column of every line is covered once.

    An outer label that all fields of a line share is printed once for the line, and once for neighbouring lines that
    share it at the same place.
    """
    lines = [list(_line(number, fields)) for number, fields in enumerate(form.lines) if fields]
    return _merge_downwards(lines)


def _line(number: int, fields: Sequence[FormField]) -> Iterator[GridCell]:
    shared = _shared_labels(fields)
    column = 0
    for text in shared:
        yield GridCell(text, number, column, LABEL, label=True)
        column += LABEL
    ends = [column + (COLUMNS - column) * (i + 1) // len(fields) for i in range(len(fields))]
    for field, end in zip(fields, ends, strict=True):
        yield from _field(number, field, field.labels[len(shared) :], column, end)
        column = end


def _field(number: int, field: FormField, labels: Sequence[str], start: int, end: int) -> Iterator[GridCell]:
    room = end - start
    width = max(1, min(LABEL, -(-room // (len(labels) + 1)), (room - 1) // max(1, len(labels))))
    for text in labels:
        yield GridCell(text, number, start, width, label=True)
        start += width
    yield GridCell(field.value.text, number, start, end - start, kind=field.kind)


def _shared_labels(fields: Sequence[FormField]) -> tuple[str, ...]:
    """The outer labels that the fields of a line share; a line of one field shares all but its last."""
    shared: list[str] = []
    for labels in zip(*(field.labels[:-1] for field in fields), strict=False):
        if len(set(labels)) > 1:
            break
        shared.append(labels[0])
    return tuple(shared)


def _merge_downwards(lines: list[list[GridCell]]) -> tuple[tuple[GridCell, ...], ...]:
    """Give an outer label that is repeated under itself to the first line, with the span of all."""
    kept: list[list[GridCell]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # column -> where the label that may go on stands in ``kept``
    for line in lines:
        fresh: list[GridCell] = []
        still_open: dict[int, tuple[int, int]] = {}
        merging = True
        for index, cell in enumerate(line):
            place = open_cells.get(cell.column)
            outer = cell.label and index + 1 < len(line) and line[index + 1].label
            merging = merging and outer and place is not None and _continues(kept[place[0]][place[1]], cell)
            if merging and place is not None:
                above = kept[place[0]][place[1]]
                kept[place[0]][place[1]] = replace(above, rowspan=above.rowspan + 1)
                still_open[cell.column] = place
                continue
            fresh.append(cell)
            if outer:
                still_open[cell.column] = (len(kept), len(fresh) - 1)
        kept.append(fresh)
        open_cells = still_open
    return tuple(map(tuple, kept))


def _continues(above: GridCell, cell: GridCell) -> bool:
    return (above.text, above.column, above.colspan) == (cell.text, cell.column, cell.colspan)
