"""Changes as a browser sends them: read strictly and within bounds. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.typed_entries import is_calculation, plain_entry
from budgetportal.filings.entry.changes import AddRow, Change, DeleteRow, MoveRow, SetCell

MOST_BYTES = 2 * 1024 * 1024
MOST_CHANGES = 20_000
MOST_TEXT = 100_000  # characters of one cell
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


class Unreadable(ValueError):  # noqa: N818 - says what is wrong
    """A body that is no list of changes of this page; the message is for a person."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page has: its plain fields, the columns of each grid, and which of both are for numbers."""

    fields: frozenset[str]
    grids: Mapping[str, frozenset[str]]
    numbers: Mapping[tuple[str, str], tuple[Kind, str]] = field(default_factory=dict)  # grid, cell: kind, unit

    def plain(self, at: str, cell: str, text: str) -> str:
        """A text as the cell keeps it: of a calculation what it comes to."""
        number = self.numbers.get((at, cell))
        return plain_entry(text, *number) if number and is_calculation(text) else text


@dataclass(frozen=True, slots=True)
class Batch:
    """What one request brings: changes to what the page was at a revision, under a name of its own."""

    revision: int
    client: str
    batch: str
    changes: list[Change]
    manual: bool = False  # somebody pressed 保存, and wants to be told


def read_batch(raw: Any, shape: Shape) -> Batch:
    """The batch of a decoded JSON body, or :class:`Unreadable`."""
    if not isinstance(raw, dict) or not isinstance(raw.get("changes"), list):
        raise Unreadable("内容不是改动的列表；刷新本页后再填")
    revision = raw.get("revision")
    if not isinstance(revision, int) or isinstance(revision, bool) or revision < 0:
        raise Unreadable("没有写明修订号；刷新本页后再填")
    changes = [read_change(item, shape) for item in raw["changes"]]
    return Batch(revision, _optional(raw, "client"), _optional(raw, "batch"), changes, raw.get("manual") is True)


def read_change(raw: Any, shape: Shape) -> Change:
    """One change."""
    reader = READERS.get(raw.get("op", "")) if isinstance(raw, dict) and isinstance(raw.get("op", ""), str) else None
    if reader is None:
        raise Unreadable("有一处改动读不懂；刷新本页后再填")
    return reader(raw, shape)


def _set(raw: Mapping[str, Any], shape: Shape) -> Change:
    at, cell = _text(raw, "at"), _text(raw, "cell")
    if cell not in (shape.grids.get(at, frozenset()) if at else shape.fields):
        raise Unreadable(f"本页没有“{cell[:80]}”这一格；刷新本页后再填")
    typed = _text(raw, "to")
    plain = shape.plain(at, cell, typed)
    words = typed if typed != plain else ""
    return SetCell(at, _name(raw, "row") if at else "", cell, _text(raw, "from"), plain, words)


def _add(raw: Mapping[str, Any], shape: Shape) -> Change:
    at, typed = _grid(raw, shape), _cells(raw, shape)
    cells = {cell: shape.plain(at, cell, text) for cell, text in typed.items()}
    words = {cell: text for cell, text in typed.items() if text != cells[cell]}
    return AddRow(at, _name(raw, "row"), _name(raw, "after", empty=True), cells, words)


def _delete(raw: Mapping[str, Any], shape: Shape) -> Change:
    return DeleteRow(_grid(raw, shape), _name(raw, "row"), _name(raw, "after", empty=True), _cells(raw, shape))


def _move(raw: Mapping[str, Any], shape: Shape) -> Change:
    after, was = _name(raw, "after", empty=True), _name(raw, "was", empty=True)
    return MoveRow(_grid(raw, shape), _name(raw, "row"), after, was)


READERS: Mapping[str, Callable[[Mapping[str, Any], Shape], Change]] = {
    "set": _set, "add": _add, "delete": _delete, "move": _move,
}  # fmt: skip


def _grid(raw: Mapping[str, Any], shape: Shape) -> str:
    at = _text(raw, "at")
    if at not in shape.grids:
        raise Unreadable(f"本页没有“{at[:80]}”这张表；刷新本页后再填")
    return at


def _cells(raw: Mapping[str, Any], shape: Shape) -> dict[str, str]:
    cells = raw.get("cells", {})
    if not isinstance(cells, dict) or not cells.keys() <= shape.grids[raw["at"]]:
        raise Unreadable("有一行的内容读不懂；刷新本页后再填")
    return {name: _text(cells, name) for name in cells}


def _name(raw: Mapping[str, Any], key: str, *, empty: bool = False) -> str:
    text = _text(raw, key)
    if not (NAME.fullmatch(text) or (empty and not text)):
        raise Unreadable("有一行的编号读不懂；刷新本页后再填")
    return text


def _optional(raw: Mapping[str, Any], key: str) -> str:
    return _name(raw, key, empty=True) if key in raw else ""


def _text(raw: Mapping[str, Any], key: str) -> str:
    """A text that the database can hold."""
    text = raw.get(key, "")
    if not isinstance(text, str) or len(text) > MOST_TEXT:
        raise Unreadable(f"有一格不是文字，或超过 {MOST_TEXT} 字；改短后再存")
    return storable(text)


def storable(text: str) -> str:
    """A text without what PostgreSQL's JSON refuses, its lines ended by LF."""
    even = text.replace("\r\n", "\n").replace("\x00", "")
    return even.encode("utf-8", "replace").decode()
