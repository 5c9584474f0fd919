"""The grid of a form (绩效目标表 and the like): from lines of labelled fields to cells on equal columns.

HTML, PDF, XLSX and DOCX all lay forms out by this one function.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgetportal.disclosure.document import ColumnKind, Form, FormField
from budgetportal.rendering.fit import ems

COLUMNS = 24
LABEL = 5  # columns that a label takes where there is room
EMS = 1.7  # ems of the roomiest type that one column has room for
LEAST_VALUE, LARGEST_VALUE = 3, 16  # columns


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
    inner = [field.labels[len(shared) :] for field in fields]
    widths = iter(_widths(fields, inner, COLUMNS - column))
    for field, labels in zip(fields, inner, strict=True):
        for text in labels:
            yield GridCell(text, number, column, width := next(widths), label=True)
            column += width
        yield GridCell(field.value.text, number, column, width := next(widths), kind=field.kind)
        column += width


def _widths(fields: Sequence[FormField], inner: Sequence[Sequence[str]], room: int) -> list[int]:
    """The columns of each label and value of a line: labels first, then the values by the length of their text."""
    labels = [text for texts in inner for text in texts]
    values = [_columns(ems(field.value.text)) for field in fields]
    given = [
        LEAST_VALUE if field.kind is not ColumnKind.AMOUNT else wish for field, wish in zip(fields, values, strict=True)
    ]
    for taken in ([LABEL] * len(labels), [LABEL, *(_narrow(text) for text in labels[1:])][: len(labels)]):
        if sum(taken) + sum(given) <= room:
            return _in_order(inner, taken, _shared_out(values, given, room - sum(taken)))
    pieces = len(labels) + len(fields)
    return [room * (i + 1) // pieces - room * i // pieces for i in range(pieces)]


def _columns(width: float) -> int:
    return max(LEAST_VALUE, min(LARGEST_VALUE, math.ceil((width + 1) / EMS)))


def _narrow(label: str) -> int:
    """The columns of a label that is set in two lines."""
    return max(2, math.ceil((ems(label) / 2 + 1) / EMS))


def _shared_out(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    given = list(least)
    for _ in range(room - sum(given)):
        neediest = min(range(len(given)), key=lambda i: (given[i] / wanted[i], i))
        given[neediest] += 1
    return given


def _in_order(inner: Sequence[Sequence[str]], labels: Sequence[int], values: Sequence[int]) -> list[int]:
    left = iter(labels)
    return [
        width for texts, value in zip(inner, values, strict=True) for width in (*(next(left) for _ in texts), value)
    ]


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
