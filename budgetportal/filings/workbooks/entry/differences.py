"""What a workbook would change: row by row and cell by cell against what is stored, in the words of its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.workbooks.entry.cells import shown
from budgetportal.filings.workbooks.entry.contents import Line, lines_of, totals
from budgetportal.filings.workbooks.entry.layout import Shape, SheetLayout, layout_of

Texts = tuple[str, ...]
Pair = tuple[int | None, int | None]  # a row as stored and as in the workbook, either None where there is none
LARGEST_BLOCK = 250_000  # pairs of rows that are held against one another; larger blocks are paired in order
LONGEST = 240  # characters of a cell that are shown
MOST_SHOWN = 500  # rows of one sheet
AROUND = 60  # characters before the first difference


class Change(StrEnum):
    """What happens to a row."""

    ADDED = "新增"
    CHANGED = "修改"
    DELETED = "删除"
    MOVED = "移动"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a changed row, or of one that comes or goes."""

    head: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row: its number as stored and in the workbook (0 where there is none), its name, its cells."""

    change: Change
    old: int
    new: int
    name: str
    cells: tuple[CellChange, ...]

    @property
    def where(self) -> str:
        """The row as people find it: its number before and after, and its name."""
        moved = self.old and self.new and self.old != self.new
        number = f"第 {self.old} 条 → 第 {self.new} 条" if moved else f"第 {self.new or self.old} 条"
        return f"{number}\n{self.name}"


@dataclass(frozen=True, slots=True)
class SheetChange:
    """What changes on one sheet, and in its sums."""

    name: str
    shape: Shape
    rows: tuple[RowChange, ...]
    sums: tuple[CellChange, ...] = ()

    def count(self, change: Change) -> int:
        """How many rows come, go or change; of a form the changed fields."""
        if self.shape is Shape.FORM:
            return sum(len(row.cells) for row in self.rows) if change is Change.CHANGED else 0
        return sum(row.change is change for row in self.rows)

    @property
    def shown(self) -> tuple[RowChange, ...]:
        """The rows that a page has room for."""
        return self.rows[:MOST_SHOWN]

    @property
    def left_out(self) -> int:
        """How many more there are."""
        return len(self.rows) - len(self.shown)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """The counts that are not 0, with what is counted."""
        return [(change.value, count) for change in Change if (count := self.count(change))]


def differences(stored: Filing, new: Filing) -> list[SheetChange]:
    """The sheets on which something changes, in their order."""
    layout = layout_of(stored.edition, str(stored.amount_unit))[1:]
    kept: dict[str, dict[int, str]] = {}  # of each table: its rows in the workbook, by the name that they have had
    before, after = plain(stored), plain(new)
    changes = [_sheet(sheet, lines_of(before, sheet), lines_of(after, sheet), kept) for sheet in layout]
    return [change for change in changes if change.rows]


def _sheet(
    sheet: SheetLayout, old_lines: Sequence[Line], new_lines: Sequence[Line], kept: dict[str, dict[int, str]]
) -> SheetChange:
    names = kept.get(sheet.owner_path, {})
    old = [_texts(sheet, line, line.owner_name) for line in old_lines]
    now = [_texts(sheet, line, names.get(line.owner, line.owner_name)) for line in new_lines]
    pairs = list(_pairs(old, now, alone=sheet.shape in (Shape.FORM, Shape.LINES)))
    if sheet.shape is Shape.ROWS and sheet.owner is None:
        kept[sheet.path] = {n: old[was][0] for was, n in pairs if was is not None and n is not None}
    rows = tuple(_changes(sheet, old, now, pairs)) if old != now else ()
    return SheetChange(sheet.name, sheet.shape, rows, tuple(_sums(sheet, old_lines, new_lines)) if rows else ())


def _heads(sheet: SheetLayout) -> list[str]:
    owner = [] if sheet.owner is None else [sheet.owner.head]
    return [*owner, *(column.head for column in sheet.columns)]


def _texts(sheet: SheetLayout, line: Line, owner: str) -> Texts:
    texts = (_shown(line.values[column.path], column.spec) for column in sheet.columns)
    return tuple(texts) if sheet.owner is None else (owner, *texts)


def _shown(value: Any, spec: Spec) -> str:
    """A value for the eye: an amount with its thousands apart."""
    if value is not None and spec.kind in (Kind.AMOUNT, Kind.WAN):
        return f"{Decimal(value):,.2f}"
    return shown(value, spec)


def _sums(sheet: SheetLayout, old: Sequence[Line], new: Sequence[Line]) -> Iterator[CellChange]:
    before, after = totals(sheet, old), totals(sheet, new)
    for column in sheet.columns:
        if column.path in before and before[column.path] != after[column.path]:
            yield CellChange(column.head, f"{before[column.path]:,.2f}", f"{after[column.path]:,.2f}")


# ----------------------------------------------------------------------------------------------- the rows


def _changes(
    sheet: SheetLayout, old: Sequence[Texts], new: Sequence[Texts], pairs: Sequence[Pair]
) -> Iterator[RowChange]:
    heads = _heads(sheet)
    nothing = ("",) * len(heads)
    moved = _moved(pairs, old, new)
    for was, now in pairs:
        if was is not None and now is not None:
            if old[was] != new[now]:
                cells = tuple(_cells(heads, old[was], new[now]))
                yield RowChange(Change.CHANGED, was + 1, now + 1, _name(sheet, new[now]), cells)
        elif now is not None and now in moved:
            yield RowChange(Change.MOVED, moved[now] + 1, now + 1, _name(sheet, new[now]), ())
        elif now is not None:
            cells = tuple(_cells(heads, nothing, new[now]))
            yield RowChange(Change.ADDED, 0, now + 1, _name(sheet, new[now]), cells)
        elif was is not None and was not in moved.values():
            cells = tuple(_cells(heads, old[was], nothing))
            yield RowChange(Change.DELETED, was + 1, 0, _name(sheet, old[was]), cells)


def _cells(heads: Sequence[str], old: Texts, new: Texts) -> Iterator[CellChange]:
    for head, was, now in zip(heads, old, new, strict=True):
        if was != now:
            yield CellChange(head, *_excerpts(was, now))


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Long texts around their first difference."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    start = max(0, _alike_until(old, new) - AROUND)
    return _excerpt(old, start), _excerpt(new, start)


def _alike_until(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (here, there) in pairs if here != there), min(len(one), len(other)))


def _excerpt(text: str, start: int) -> str:
    if not text:
        return ""
    end = start + LONGEST
    more = "…" if end < len(text) else ""
    return f"{'…' if start else ''}{text[start:end]}{more}（共 {len(text)} 字）"


def _name(sheet: SheetLayout, texts: Texts) -> str:
    """A row as it is called beside its number: its first texts."""
    if sheet.shape is Shape.FORM:
        return ""
    named = [text for text in texts[:3] if text][: 1 if sheet.shape is not Shape.ROWS else 2]
    return " ".join(text if len(text) <= AROUND else f"{text[:AROUND]}…" for text in named)


def _moved(pairs: Iterable[Pair], old: Sequence[Texts], new: Sequence[Texts]) -> dict[int, int]:
    """The rows that only stand elsewhere: their new places with their old ones."""
    gone: dict[Texts, list[int]] = {}
    come: list[int] = []
    for was, now in pairs:
        if now is None and was is not None:
            gone.setdefault(old[was], []).append(was)
        elif was is None and now is not None:
            come.append(now)
    return {now: gone[new[now]].pop(0) for now in come if gone.get(new[now])}


# ---------------------------------------------------------------------------------------------- alignment


def _pairs(old: Sequence[Texts], new: Sequence[Texts], *, alone: bool) -> Iterator[Pair]:
    """Rows that are the same, and the most alike of those between them; ``alone``: nothing tells how alike they are."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(first, last), range(begin, end), strict=True)
        elif alone or (last - first) * (end - begin) > LARGEST_BLOCK:
            yield from _in_order(range(first, last), range(begin, end))
        else:
            yield from _alike(old, new, range(first, last), range(begin, end))


def _in_order(old: Sequence[int], new: Sequence[int]) -> Iterator[Pair]:
    yield from zip(old, new, strict=False)
    yield from ((was, None) for was in old[len(new) :])
    yield from ((None, now) for now in new[len(old) :])


def _alike(old: Sequence[Texts], new: Sequence[Texts], was: range, now: range) -> Iterator[Pair]:
    """The pairs, in order, that have most texts in common; rows with none in common are not one."""
    there = [_placed(new[n]) for n in now]
    common = [[len(here & other) for other in there] for here in map(_placed, (old[n] for n in was))]
    best = [[0] * (len(now) + 1) for _ in range(len(was) + 1)]
    for i in reversed(range(len(was))):
        for j in reversed(range(len(now))):
            same = common[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + same if same else 0)
    i = j = 0
    while i < len(was) and j < len(now):
        if common[i][j] and best[i][j] == best[i + 1][j + 1] + common[i][j]:
            yield was[i], now[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield was[i], None
            i += 1
        else:
            yield None, now[j]
            j += 1
    yield from _in_order(was[i:], ())
    yield from _in_order((), now[j:])


def _placed(texts: Texts) -> frozenset[tuple[int, str]]:
    """The texts of a row with their columns."""
    return frozenset((n, text) for n, text in enumerate(texts) if text)
