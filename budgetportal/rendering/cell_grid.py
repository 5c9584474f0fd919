"""Which header cells a cell of a laid out table belongs to: those above it and the nearest ones on its left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Position = tuple[int, int]  # row and column


class CellGrid:
    """The cells of a table by row and column, spans counted; made of the cells of each row."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self.cells: list[Any] = []
        self._corners: dict[Any, Position] = {}
        self._at: dict[Position, Any] = {}
        for number, cells in enumerate(rows):
            self._place(number, cells)

    def _place(self, row: int, cells: Sequence[Any]) -> None:
        column = 0
        for cell in cells:
            while (row, column) in self._at:  # a cell from above reaches down here
                column += 1
            self.cells.append(cell)
            self._corners[cell] = (row, column)
            for position in _covered(cell, row, column):
                self._at[position] = cell

    def headers(self, cell: Any) -> list[Any]:
        """The header cells of a cell: of its columns from the top down, then of its rows from the left."""
        row, column = self._corners[cell]
        above = (self._at.get((r, c)) for r in range(row) for c in range(column, column + cell.colspan))
        found = [header for header in above if header is not None and not _is_of_row(header)]
        return list(dict.fromkeys(header for header in (*found, *self._on_the_left(cell)) if _is_header(header)))

    def _on_the_left(self, cell: Any) -> list[Any]:
        row, column = self._corners[cell]
        nearest: list[Any] = []
        for position in range(column - 1, -1, -1):
            for r in range(row, row + cell.rowspan):
                left = self._at.get((r, position))
                if left is not None and _is_of_row(left):
                    nearest.insert(0, left)
                elif nearest:
                    return nearest
        return nearest


def _covered(cell: Any, row: int, column: int) -> Iterator[Position]:
    for r in range(row, row + cell.rowspan):
        for c in range(column, column + cell.colspan):
            yield r, c


def _is_header(cell: Any) -> bool:
    return bool(cell.element_tag == "th")


def _is_of_row(cell: Any) -> bool:
    return _is_header(cell) and cell.element.get("scope") in ("row", "rowgroup")
