"""The merged header of a table: from the label paths of its columns to rows of cells with spans.

HTML, PDF, XLSX and DOCX all lay their headers out by this one function.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell: its label, its first row and column (from 0), and how many of each it covers."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    leaf: bool = True

    @property
    def scope(self) -> str:
        """The ``scope`` of the cell in HTML."""
        return "col" if self.leaf and self.colspan == 1 else "colgroup"

    def covers(self, column: int) -> bool:
        """Whether the cell stands above this column."""
        return self.column <= column < self.column + self.colspan


def layout(paths: Sequence[Path]) -> tuple[tuple[HeaderCell, ...], ...]:
    """The header's rows, each with the cells that begin in it.

    Neighbours with the same labels down to a level are one cell there; the last label of a shorter path reaches down
    to the last row. Two neighbouring columns with the same whole path share one cell.
    """
    depth = max(map(len, paths), default=0)
    return tuple(tuple(_row(paths, row, depth)) for row in range(depth))


def above(rows: Sequence[Sequence[HeaderCell]], column: int) -> tuple[HeaderCell, ...]:
    """The header cells above a column, from the top down."""
    return tuple(cell for row in rows for cell in row if cell.covers(column))


def _row(paths: Sequence[Path], row: int, depth: int) -> Iterator[HeaderCell]:
    column = 0
    while column < len(paths):
        path = paths[column]
        end = _end_of_group(paths, column, row)
        if row < len(path):
            leaf = row == len(path) - 1
            rowspan = depth - row if leaf else 1
            yield HeaderCell(path[row], row, column, rowspan, end - column, leaf)
        column = end


def _end_of_group(paths: Sequence[Path], start: int, row: int) -> int:
    """The column after the last one whose labels are those of ``start`` down to ``row`` and end, or go on, alike."""
    first = paths[start]
    end = start + 1
    while end < len(paths) and row < len(first) and _same_cell(first, paths[end], row):
        end += 1
    return end


def _same_cell(one: Path, other: Path, row: int) -> bool:
    ends_alike = (len(one) == row + 1) == (len(other) == row + 1)
    return one[: row + 1] == other[: row + 1] and ends_alike
