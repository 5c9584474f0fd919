"""Merging what several people type on one page: a content, the changes to it, and what of them meets another's change.

A *content* is an entry page as text: its plain fields by place, its grids as rows with an id each. A *change* says what
it was made of, so that a change made of something else than what is there now is a conflict and is never done silently.
Pure: no Django, no database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

Cells: TypeAlias = dict[str, str]


@dataclass
class Row:
    """One row of a grid: its texts by column; ``typed`` is how a cell was typed before it was stored in other words."""

    id: str
    cells: Cells
    typed: Cells = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(text.strip() for text in self.cells.values())


@dataclass
class Content:
    """A page as text."""

    fields: Cells = field(default_factory=dict)
    grids: dict[str, list[Row]] = field(default_factory=dict)
    typed: Cells = field(default_factory=dict)  # of the fields, as in a row

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Content:
        """The content from its JSON form."""
        rows = {
            at: [Row(row["id"], dict(row["cells"]), dict(row.get("typed", {}))) for row in listed]
            for at, listed in raw.get("grids", {}).items()
        }
        return cls(dict(raw.get("fields", {})), rows, dict(raw.get("typed", {})))

    def plain(self) -> dict[str, Any]:
        """The JSON form."""
        grids = {at: [_plain_row(row) for row in rows] for at, rows in self.grids.items()}
        return {"fields": dict(self.fields), "typed": dict(self.typed), "grids": grids}


def _plain_row(row: Row) -> dict[str, Any]:
    return {"id": row.id, "cells": dict(row.cells)} | ({"typed": dict(row.typed)} if row.typed else {})


# -------------------------------------------------------------------------------------------- changes


@dataclass(frozen=True, slots=True)
class SetCell:
    """A text becomes another; ``at`` and ``row`` are empty for a plain field. ``typed``: other words for the latter."""

    at: str
    row: str
    cell: str
    before: str
    after: str
    typed: str = ""

    def wire(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "op": "set", "at": self.at, "row": self.row, "cell": self.cell, "from": self.before, "to": self.after,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class AddRow:
    """A row comes to stand behind the row ``after``, or first where that is empty."""

    at: str
    row: str
    after: str
    cells: Mapping[str, str]
    typed: Mapping[str, str] = field(default_factory=dict)  # how cells were typed in other words

    def wire(self) -> dict[str, Any]:
        """The JSON form."""
        return {"op": "add", "at": self.at, "row": self.row, "after": self.after, "cells": dict(self.cells)}


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """A row goes; ``cells`` are its texts as they were when it was deleted."""

    at: str
    row: str
    after: str
    cells: Mapping[str, str]

    def wire(self) -> dict[str, Any]:
        """The JSON form."""
        return {"op": "delete", "at": self.at, "row": self.row, "after": self.after, "cells": dict(self.cells)}


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A row comes to stand behind another."""

    at: str
    row: str
    after: str
    was: str

    def wire(self) -> dict[str, Any]:
        """The JSON form."""
        return {"op": "move", "at": self.at, "row": self.row, "after": self.after, "was": self.was}


Change: TypeAlias = SetCell | AddRow | DeleteRow | MoveRow


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


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for their line ends and outer blanks."""
    return one == other or _even(one) == _even(other)


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


class _Sheet:
    """A grid under change: its rows by id, and their order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = {row.id: row for row in rows}
        self.order = list(self.rows)

    def place(self, row: str, after: str) -> None:
        """Put a row behind another; at the end where that one is gone."""
        if row in self.order:
            self.order.remove(row)
        if after and after not in self.rows:
            self.order.append(row)
        else:
            self.order.insert(self.order.index(after) + 1 if after else 0, row)

    def before(self, row: str) -> str:
        """The row that stands before a row."""
        n = self.order.index(row)
        return self.order[n - 1] if n else ""

    def listed(self) -> list[Row]:
        """The rows in their order."""
        return [self.rows[row] for row in self.order]


class _Merge:
    """The application of changes, one by one, to a copy of a content."""

    def __init__(self, content: Content) -> None:
        self.content = Content.of(content.plain())
        self.sheets = {at: _Sheet(rows) for at, rows in self.content.grids.items()}
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
        self.content.grids = {at: sheet.listed() for at, sheet in self.sheets.items()}
        return Applied(self.content, self.done, self.conflicts)

    def _set(self, change: SetCell) -> None:
        row = self.sheets[change.at].rows.get(change.row) if change.at else None
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
        sheet = self.sheets[change.at]
        if change.row in sheet.rows:
            return
        sheet.rows[change.row] = Row(change.row, dict(change.cells), dict(change.typed))
        sheet.place(change.row, change.after)
        self.done.append(change)

    def _delete(self, change: DeleteRow) -> None:
        sheet = self.sheets[change.at]
        row = sheet.rows.get(change.row)
        if row is None:
            return
        if not _as_known(row, change.cells):
            self.conflicts.append(Conflict(change, dict(row.cells)))
            return
        self.done.append(DeleteRow(change.at, change.row, sheet.before(change.row), dict(row.cells)))
        sheet.order.remove(change.row)
        del sheet.rows[change.row]

    def _move(self, change: MoveRow) -> None:
        sheet = self.sheets[change.at]
        if change.row not in sheet.rows or change.after == change.row:
            return
        was = sheet.before(change.row)
        sheet.place(change.row, change.after)
        if sheet.before(change.row) != was:
            self.done.append(MoveRow(change.at, change.row, sheet.before(change.row), was))


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


# ------------------------------------------------------------------------------------------ difference


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
    wanted = {row.id for row in new}
    sheet = _Sheet(old)
    for row in old:
        if row.id not in wanted:
            yield DeleteRow(at, row.id, sheet.before(row.id), row.cells)
            sheet.order.remove(row.id)
            del sheet.rows[row.id]
    after = ""
    for n, row in enumerate(new):
        known = sheet.rows.get(row.id)
        if known is None:
            yield AddRow(at, row.id, after, row.cells)
            sheet.rows[row.id] = row
            sheet.place(row.id, after)
        else:
            if sheet.order[n] != row.id:
                yield MoveRow(at, row.id, after, sheet.before(row.id))
                sheet.place(row.id, after)
            yield from _cell_difference(at, known, row)
        after = row.id


def _cell_difference(at: str, old: Row, new: Row) -> Iterator[Change]:
    for cell, text in new.cells.items():
        if not same(old.cells.get(cell, ""), text):
            yield SetCell(at, old.id, cell, old.cells.get(cell, ""), text)


def with_ids(rows: Iterable[Cells], known: Sequence[Row] = ()) -> list[Row]:
    """
    Rows with their ids: equal rows keep the one they are known by, others are called by what stands in them.

    So a row has the same id wherever it moves, and none that another row had on a page opened earlier.
    """
    waiting: dict[str, list[str]] = {}
    for row in known:
        waiting.setdefault(_digest(row.cells), []).append(row.id)
    found, taken = [], {row.id for row in known}
    for cells in rows:
        digest = _digest(cells)
        row_id = waiting[digest].pop(0) if waiting.get(digest) else unused(digest, taken)
        taken.add(row_id)
        found.append(Row(row_id, dict(cells)))
    return found


def _digest(cells: Cells) -> str:
    text = json.dumps(sorted((name, text) for name, text in cells.items() if text), ensure_ascii=False)
    return "r" + hashlib.sha256(text.encode()).hexdigest()[:12]


def unused(name: str, taken: set[str]) -> str:
    """The name, or with a number if it is taken."""
    n = 0
    while (found := f"{name}-{n}" if n else name) in taken:
        n += 1
    return found
