"""Applying changes to a content that others change too: what of them is done, and what meets another's change. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that meets another's: ``theirs`` are the row's texts as they are now, None where the row is gone."""

    change: SetCell | DeleteRow
    theirs: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Applied:
    """A content after changes, those that did something, and those that cannot be done."""

    content: Content
    done: list[Change]
    conflicts: list[Conflict]


class _Merge:
    """The application of changes, one by one, to a copy of a content."""

    def __init__(self, content: Content) -> None:
        self.content = Content.of(content.plain())
        self.grids = {at: OrderedRows(rows) for at, rows in self.content.grids.items()}
        self.done: list[Change] = []
        self.conflicts: list[Conflict] = []

    def apply(self, change: Change) -> None:
        """Do one change, or note that it cannot be done."""
        match change:
            case SetCell():
                self._set(change)
            case AddRow():
                self._add(change)
            case DeleteRow():
                self._delete(change)
            case MoveRow():
                self._move(change)

    def result(self) -> Applied:
        """What came of it."""
        self.content.grids = {at: grid.listed() for at, grid in self.grids.items()}
        return Applied(self.content, self.done, self.conflicts)

    def _set(self, change: SetCell) -> None:
        row = self.grids[change.at].rows.get(change.row) if change.at else None
        if change.at and row is None:
            if change.after.strip():
                self.conflicts.append(Conflict(change, None))
            return
        cells, typed = (row.cells, row.typed) if row else (self.content.fields, self.content.typed)
        current = cells.get(change.cell, "")
        if same(current, change.after) and change.typed in ("", typed.get(change.cell)):
            return
        known = same(current, change.before) or same(current, change.after)
        if known or change.before == typed.get(change.cell):
            cells[change.cell] = change.after
            typed.pop(change.cell, None)
            if change.typed:
                typed[change.cell] = change.typed
            self.done.append(SetCell(change.at, change.row, change.cell, current, change.after))
        else:
            self.conflicts.append(Conflict(change, dict(cells) if row else {change.cell: current}))

    def _add(self, change: AddRow) -> None:
        grid = self.grids[change.at]
        if change.row in grid.rows:
            return
        grid.put(Row(change.row, dict(change.cells), dict(change.typed)), change.after)
        self.done.append(change)

    def _delete(self, change: DeleteRow) -> None:
        grid = self.grids[change.at]
        row = grid.rows.get(change.row)
        if row is None:
            return
        if not _as_known(row, change.cells):
            self.conflicts.append(Conflict(change, dict(row.cells)))
            return
        self.done.append(DeleteRow(change.at, change.row, grid.before(change.row), dict(row.cells)))
        grid.remove(change.row)

    def _move(self, change: MoveRow) -> None:
        grid = self.grids[change.at]
        if change.row not in grid.rows or change.after == change.row:
            return
        was = grid.before(change.row)
        grid.place(change.row, change.after)
        if grid.before(change.row) != was:
            self.done.append(MoveRow(change.at, change.row, grid.before(change.row), was))


def _as_known(row: Row, known: Mapping[str, str]) -> bool:
    """Whether a row has the texts that somebody saw in it."""
    names = {*row.cells, *known}
    return all(
        same(row.cells.get(name, ""), known.get(name, "")) or known.get(name) == row.typed.get(name, ())
        for name in names
    )


def apply(content: Content, changes: Iterable[Change]) -> Applied:
    """Apply changes that were made together, in their order; the content given stays as it is."""
    merge = _Merge(content)
    for change in net(changes):
        merge.apply(change)
    return merge.result()


def net(changes: Iterable[Change]) -> list[Change]:
    """
    Changes with each cell changed once, from what it was before all of them.

    Otherwise a text in between, which was nobody's, could be taken for what another person typed.
    """
    found: dict[int, Change] = {}
    places: dict[tuple[str, str], dict[str, int]] = {}  # row -> cell -> number of the change that set it
    for n, change in enumerate(changes):
        cells = places.setdefault((change.at, change.row), {})
        if isinstance(change, SetCell):
            first = found.get(cells.setdefault(change.cell, n))
            found[cells[change.cell]] = replace(change, before=first.before) if isinstance(first, SetCell) else change
        elif isinstance(change, DeleteRow):
            sets = [found.pop(number) for number in cells.values()]
            known = {one.cell: one.before for one in sets if isinstance(one, SetCell)}
            found[n] = replace(change, cells={**change.cells, **known})
            cells.clear()
        else:
            found[n] = change
    return list(found.values())
