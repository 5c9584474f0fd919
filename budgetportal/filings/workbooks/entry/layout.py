"""
Which sheets the entry workbook of a filing has, and which columns: from the fields' own description.

A table is a sheet with a row for each of its rows; a record is a sheet of labels and values; lists inside a row stand
on sheets of their own, each row with the number and the name of the row that owns it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.filing import Unit
from budgetportal.disclosure.kinds import FILINGS, kind_of_edition
from budgetportal.filings.entry.collect import pair_specs
from budgetportal.filings.entry.pages import PAGES, has_parts

FORMAT = "budget-workbook/1"
NUMBER, ITEM, VALUE, HINT = "序号", "项目", "内容", "填写说明"  # heads of columns that no field has
COVER, FACTS, LISTS = "说明", "基本信息", "选项"  # names of sheets
IDENTITY = ("edition", "fiscal_year", "amount_unit")  # members on the cover, with the unit's facts
PARTS = {Kind.ROWS, Kind.LINES, Kind.COUNTS, Kind.TEXTS}
LONGEST_NAME = 31  # characters that Excel allows for a sheet


class Shape(StrEnum):
    """How a sheet holds its member."""

    FORM = "form"  # a line for each field: label and value
    ROWS = "rows"
    LINES = "lines"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a sheet: its place inside the row (or the filing), and its head."""

    path: str
    spec: Spec
    head: str
    parent: str = ""  # label of the record that it belongs to, where that lies inside the row


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet. Rows under the rows of another table name their owner; ``path`` then leads on from there."""

    name: str
    shape: Shape
    path: str
    columns: tuple[Column, ...]
    owner: Column | None = None  # the column that names the owner
    owner_path: str = ""
    once: bool = False  # each owner has one row at most

    @property
    def owner_number(self) -> str:
        """The head of the column with the owner's number."""
        return "" if self.owner is None else f"{self.owner.head.removesuffix('名称')}{NUMBER}"

    @property
    def heads(self) -> list[str]:
        """The heads of the columns in their order; of a form the labels of its lines."""
        heads = [column.head for column in self.columns]
        if self.shape is Shape.FORM:
            return heads
        first = [NUMBER] if self.owner is None else [self.owner_number, self.owner.head]
        return [*first, *heads]


@cache
def layout_of(edition: str, amount_unit: str) -> tuple[SheetLayout, ...]:
    """The sheets of a filing of an edition; an edition that is not known is laid out as its name tells its kind."""
    kind = kind_of_edition(edition)
    record, pages = FILINGS[kind], PAGES[kind]
    known = specs(record)
    sheets = [cover(known)]
    for page in pages.own:
        label = FACTS if page is pages.facts else page.label
        sheets += _sheets(label, {name: known[name] for name in page.members})
    named = _named([_unique(sheet, amount_unit) for sheet in sheets])
    if any(len(sheet.name) > LONGEST_NAME for sheet in named):
        raise ValueError(f"names of sheets are too long: {[sheet.name for sheet in named]}")
    return tuple(named)


def cover(known: Mapping[str, Spec]) -> SheetLayout:
    """The lines of the cover that say what is filled in, of which unit."""
    columns = [Column(f"unit.{name}", spec, spec.label) for name, spec in specs(Unit).items()]
    columns += [Column(name, known[name], known[name].label) for name in IDENTITY]
    return SheetLayout(COVER, Shape.FORM, "", tuple(columns))


def mark_of(layout: Iterable[SheetLayout]) -> str:
    """A mark that changes with the sheets and their columns."""
    said = "\n".join(f"{sheet.name}:{sheet.shape}:{'|'.join(sheet.heads)}" for sheet in layout)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------ derivation


def _sheets(label: str, members: Mapping[str, Spec]) -> Iterator[SheetLayout]:
    """The sheets of some members of a filing: what is plain together, each list on its own."""
    plain = tuple(_plain(members))
    if plain:
        yield SheetLayout(label, Shape.FORM, "", plain)
    for path, spec, _ in _parts(members):
        if spec.kind is Kind.ROWS and spec.record is not None:
            yield from _tables(path, spec, spec.record, label)
        else:
            yield _list(path, spec)


def _plain(members: Mapping[str, Spec], prefix: str = "", parent: str = "") -> Iterator[Column]:
    """The plain fields, those of records inside laid flat."""
    for name, spec in members.items():
        path = prefix + name
        if spec.kind is Kind.RECORD and spec.record is not None:
            yield from _plain(specs(spec.record), f"{path}.", spec.label)
        elif spec.kind is Kind.AMOUNTS:
            yield from (_amount(path, str(term), term.label, spec) for term in spec.choices or ())
        elif spec.kind not in PARTS:
            yield Column(path, spec, spec.label, parent)


def _amount(path: str, code: str, label: str, spec: Spec) -> Column:
    one = Spec(f"{code} {label}", Kind.AMOUNT)
    return Column(f"{path}.{code}", one, one.label, spec.label)


def _parts(members: Mapping[str, Spec], prefix: str = "", parent: str = "") -> Iterator[tuple[str, Spec, str]]:
    """The lists and mappings, with the label of the record that holds them."""
    for name, spec in members.items():
        if spec.kind in PARTS:
            yield prefix + name, spec, parent
        elif spec.kind is Kind.RECORD and spec.record is not None:
            yield from _parts(specs(spec.record), f"{prefix}{name}.", spec.label)


def _list(path: str, spec: Spec) -> SheetLayout:
    if spec.kind is Kind.LINES:
        return SheetLayout(spec.label, Shape.LINES, path, (Column("", spec, spec.label),))
    columns = (Column(name, one, one.label) for name, one in pair_specs(spec).items())
    return SheetLayout(spec.label, Shape.PAIRS, path, tuple(columns))


def _tables(path: str, spec: Spec, record: type[object], context: str) -> Iterator[SheetLayout]:
    """A table, and the sheets of what its rows hold."""
    flat, apart = _divided(specs(record))
    main = SheetLayout(spec.label, Shape.ROWS, path, tuple(_plain(flat)))
    yield main if context in (spec.label, FACTS) else replace(main, name=f"{context}-{spec.label}")
    owner = main.columns[0]
    for name, one in apart.items():
        if one.kind is Kind.RECORD and one.record is not None:
            columns = tuple(_plain(specs(one.record)))
            yield SheetLayout(f"{spec.label}-{one.label}", Shape.ROWS, name, columns, owner, path, once=True)
    for name, one, _ in _parts(apart):
        columns = tuple(_plain(specs(one.record))) if one.record is not None else ()
        yield SheetLayout(f"{spec.label}-{one.label}", Shape.ROWS, name, columns, owner, path)


def _divided(members: Mapping[str, Spec]) -> tuple[dict[str, Spec], dict[str, Spec]]:
    """The members that a row of one line holds, and those that stand on sheets of their own."""
    apart = {
        name: spec
        for name, spec in members.items()
        if spec.kind in PARTS or (spec.kind is Kind.RECORD and spec.record is not None and has_parts(spec.record))
    }
    return {name: spec for name, spec in members.items() if name not in apart}, apart


def _unique(sheet: SheetLayout, amount_unit: str) -> SheetLayout:
    """The heads of a sheet with the unit of amounts, and with the record's label where two would be the same."""
    count = Counter(column.head for column in sheet.columns)
    columns = []
    for column in sheet.columns:
        head = f"{column.parent}：{column.head}" if count[column.head] > 1 and column.parent else column.head
        if column.spec.kind is Kind.AMOUNT:
            head = f"{head}（{amount_unit}）"
        columns.append(replace(column, head=head))
    if len({column.head for column in columns}) < len(columns):
        raise ValueError(f"{sheet.name}: two columns of one head")
    return replace(sheet, columns=tuple(columns))


def _named(sheets: list[SheetLayout]) -> list[SheetLayout]:
    """Names of sheets without the table's, where the list's own tells enough."""
    short = Counter(sheet.name.rpartition("-")[2] for sheet in sheets)
    return [
        replace(sheet, name=name) if short[name := sheet.name.rpartition("-")[2]] == 1 else sheet for sheet in sheets
    ]
