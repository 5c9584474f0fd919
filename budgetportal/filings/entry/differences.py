"""The changes that make one content another. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetportal.filings.entry.changes import (
    AddRow,
    Change,
    Content,
    DeleteRow,
    MoveRow,
    OrderedRows,
    Row,
    SetCell,
    same,
)


def difference(old: Content, new: Content) -> list[Change]:
    """The changes that make one content the other."""
    found: list[Change] = [
        SetCell("", "", place, old.fields.get(place, ""), text)
        for place, text in new.fields.items()
        if not same(old.fields.get(place, ""), text)
    ]
    for at, rows in new.grids.items():
        found += _grid_difference(at, old.grids.get(at, []), rows)
    return found


def _grid_difference(at: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    grid = OrderedRows(old)
    yield from _deleted(at, grid, {row.id for row in new})
    after = ""
    for n, row in enumerate(new):
        yield from _row_difference(at, grid, row, n, after)
        after = row.id


def _deleted(at: str, grid: OrderedRows, wanted: set[str]) -> Iterator[Change]:
    for row in grid.listed():
        if row.id not in wanted:
            yield DeleteRow(at, row.id, grid.before(row.id), row.cells)
            grid.remove(row.id)


def _row_difference(at: str, grid: OrderedRows, row: Row, n: int, after: str) -> Iterator[Change]:
    """What brings a row to its place ``n`` behind the row ``after``, with its texts."""
    known = grid.rows.get(row.id)
    if known is None:
        yield AddRow(at, row.id, after, row.cells)
        grid.put(row, after)
        return
    if grid.order[n] != row.id:
        yield MoveRow(at, row.id, after, grid.before(row.id))
        grid.place(row.id, after)
    yield from _cell_difference(at, known, row)


def _cell_difference(at: str, old: Row, new: Row) -> Iterator[Change]:
    for cell, text in new.cells.items():
        if not same(old.cells.get(cell, ""), text):
            yield SetCell(at, old.id, cell, old.cells.get(cell, ""), text)
