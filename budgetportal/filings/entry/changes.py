"""What several people type on one page: its content as text, and the changes to it.

A *content* is an entry page as text: its plain fields by place, its grids as rows with an id each. A *change* says what
it was made of, so that a change made of something else than what is there now is a conflict (``merging``) and is never
done silently. Pure: no Django, no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for their line ends and outer blanks."""
    return one == other or _even(one) == _even(other)


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


class OrderedRows:
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

    def put(self, row: Row, after: str) -> None:
        """Add a row behind another."""
        self.rows[row.id] = row
        self.place(row.id, after)

    def remove(self, row: str) -> None:
        """Take a row out."""
        self.order.remove(row)
        del self.rows[row]

    def before(self, row: str) -> str:
        """The row that stands before a row."""
        n = self.order.index(row)
        return self.order[n - 1] if n else ""

    def listed(self) -> list[Row]:
        """The rows in their order."""
        return [self.rows[row] for row in self.order]
