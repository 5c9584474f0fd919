"""What an entry page consists of: cells, groups of cells, grids of rows. Built from the fields' own description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, ClassVar

from budgetportal.disclosure.codec import join
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.terms import Term
from budgetportal.filings.entry.collect import DELETE, ORDER, Collected, FormRow, pair_specs
from budgetportal.filings.entry.context import Context

BLANK_ROWS = 5
LONG = 200  # characters from which on a line of text gets a wide column
SET = (True, "true", "on")  # a mark in storage, in the events of storage, in a form
PLAIN_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


@dataclass
class Cell:
    """One input: where it stands, how it is called, what is typed in it and what is wrong with that."""

    place: str
    label: str
    spec: Spec
    value: Any = ""
    spoken: str = ""  # the whole label where the visible one is a column's head
    choices: Sequence[Term] = ()
    note: str = ""  # the name of a code
    unit: str = ""  # of an amount
    alias: str = ""  # how problems name the place where it differs
    locked: bool = False  # filled in by the portal: shown, not typed
    stored: str = ""  # what is stored, where somebody else saved in between
    errors: list[str] = field(default_factory=list)
    template: ClassVar[str] = "filings/field.html"

    @property
    def column(self) -> str:
        """The column of a grid's cell: what follows the row's number in its place."""
        return self.place.rpartition("].")[2]

    @property
    def width(self) -> str:
        """The class of the cell's column."""
        return "long" if self.spec.kind is Kind.NAME and self.spec.max_length > LONG else ""

    @property
    def id(self) -> str:
        """The element's id, also the target of a line of the error summary."""
        return identifier(self.place)

    def in_words(self, value: Any) -> str:
        """A value as a person reads it: of a vocabulary the name."""
        return next((term.label for term in self.choices if str(term) == value), str(value))

    def said(self, value: Any) -> str:
        """A stored or typed value as it is read: an amount with its thousands apart, a mark as a word."""
        if self.spec.kind is Kind.FLAG:
            return "是" if value in SET else "否"
        if self.spec.kind in (Kind.AMOUNT, Kind.WAN) and PLAIN_AMOUNT.fullmatch(str(value)):
            return f"{Decimal(value):,.2f}"
        return self.in_words(value)

    def cells(self) -> Iterator[Cell]:
        """Itself."""
        yield self


@dataclass
class Group:
    """Cells under one heading."""

    place: str
    label: str
    children: list[Cell | Group | Grid]
    hint: str = ""
    dense: bool = False  # short cells side by side
    template: ClassVar[str] = "filings/group.html"

    @property
    def id(self) -> str:
        """The element's id."""
        return identifier(self.place) + "-group"

    def cells(self) -> Iterator[Cell]:
        """All cells in it, in the order of the page."""
        for child in self.children:
            yield from child.cells()


@dataclass
class GridRow:
    """One row of a grid."""

    number: int
    order: Cell
    columns: list[Cell]
    delete: str  # the name of the mark for deletion
    deleted: bool = False
    stored: bool = True  # not so in an empty row
    key: str = ""  # by which changes of the working copy name the row; none in an empty row

    @property
    def name(self) -> str:
        """How the browser names the row: by its key, without a working copy by its place; "" if it is spare."""
        return self.key or (f"r{self.number - 1}" if self.stored else "")

    @property
    def id(self) -> str:
        """The id of the mark for deletion."""
        return identifier(self.delete)


@dataclass
class Grid:
    """A table of rows, the empty ones at its end included."""

    place: str
    label: str
    heads: list[Spec]
    rows: list[GridRow]
    sums: list[tuple[str, str]] = field(default_factory=list)  # label and amount, of what is stored
    unit: str = ""
    against: tuple[str, str] | None = None  # what the table has to come to: its label and its member
    template: ClassVar[str] = "filings/grid.html"

    @property
    def id(self) -> str:
        """The element's id."""
        return identifier(self.place) + "-grid"

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(row.stored for row in self.rows)

    def cells(self) -> Iterator[Cell]:
        """All cells in it, row by row."""
        for row in self.rows:
            yield row.order
            yield from row.columns


def identifier(place: str) -> str:
    """A place as an element's id."""
    return re.sub(r"[^\w-]+", "-", place, flags=re.ASCII).strip("-")


class Builder:
    """Builds the nodes of a page from plain members, typed or stored."""

    def __init__(self, context: Context, typed: Collected | None = None) -> None:
        self.context = context
        self.typed = typed or Collected()

    def members(self, wanted: Mapping[str, Spec], raw: Mapping[str, Any], place: str = "") -> list[Any]:
        """The nodes of some fields."""
        return [self.node(spec, raw.get(name), join(place, name)) for name, spec in wanted.items()]

    def node(self, spec: Spec, raw: Any, place: str) -> Cell | Group | Grid:
        """The node of one field."""
        if spec.kind is Kind.RECORD and spec.record is not None:
            return Group(place, spec.label, self.members(specs(spec.record), raw or {}, place), spec.hint)
        if spec.kind is Kind.ROWS and spec.record is not None:
            return self.grid(spec.label, specs(spec.record), raw or [], place)
        if spec.kind in (Kind.COUNTS, Kind.TEXTS):
            return self._pairs(spec, raw or {}, place)
        if spec.kind is Kind.AMOUNTS:
            return Group(place, spec.label, list(self._amounts(spec, raw or {}, place)), spec.hint, dense=True)
        return self.cell(spec, raw, place)

    def cell(self, spec: Spec, raw: Any, place: str, spoken: str = "", alias: str = "") -> Cell:
        """One input."""
        return Cell(
            place=place,
            label=spec.label,
            spec=spec,
            value=raw if spec.kind is Kind.FLAG else _text(raw),
            spoken=spoken,
            choices=self.context.choices(spec, place),
            note=self.context.note_of(spec, raw),
            unit=self.context.amount_unit if spec.kind is Kind.AMOUNT else "",
            alias=alias,
        )

    def grid(self, label: str, wanted: Mapping[str, Spec], raw: Sequence[Mapping[str, Any]], place: str) -> Grid:
        """A table of rows; typed rows stand in for stored ones, with those marked for deletion at the end."""
        rows = self.typed.grids.get(place) or [FormRow(dict(values)) for values in raw]
        blanks = self.typed.blanks.get(place, BLANK_ROWS) or BLANK_ROWS
        rows = [*rows, *(FormRow({}) for _ in range(blanks))]
        flat = list(_flat(wanted))
        heads = [spec for _, spec in flat]
        built = [self._row(row, flat, n, place) for n, row in enumerate(rows)]
        unit = self.context.amount_unit if any(head.kind is Kind.AMOUNT for head in heads) else ""
        return Grid(place, label, heads, built, unit=unit)

    def _row(self, row: FormRow, flat: Sequence[tuple[str, Spec]], n: int, place: str) -> GridRow:
        at = f"{place}[{n}]"
        number, alias = n + 1, row.values.get("key", "") if flat[0][0] == "key" else ""
        order = Cell(at + ORDER, "序号", ORDER_SPEC, _order(row, n), f"第 {number} 行 序号")
        cells = [
            self.cell(
                spec, _at(row.values, name), f"{at}.{name}", f"第 {number} 行 {spec.label}", _alias(place, alias, name)
            )
            for name, spec in flat
        ]
        return GridRow(number, order, cells, at + DELETE, row.deleted, bool(row.values))

    def _pairs(self, spec: Spec, raw: Mapping[str, Any], place: str) -> Grid:
        rows = [{"key": key, "value": value} for key, value in raw.items()]
        return self.grid(spec.label, pair_specs(spec), rows, place)

    def _amounts(self, spec: Spec, raw: Mapping[str, Any], place: str) -> Iterator[Cell]:
        for term in spec.choices or ():
            label = f"{term} {term.label}"
            yield self.cell(Spec(label, Kind.AMOUNT), raw.get(str(term)), join(place, str(term)))


ORDER_SPEC = Spec("序号", Kind.COUNT)


def _order(row: FormRow, n: int) -> str:
    """The number as typed where it is none, else the row's place now."""
    if not row.values:
        return ""
    return row.order if row.order and not row.order.isdigit() else str(n + 1)


def _alias(place: str, key: str, name: str) -> str:
    """How problems name the cell of a mapping: by its key."""
    return join(place, key) if key and name == "value" else ""


def _flat(wanted: Mapping[str, Spec], prefix: str = "") -> Iterator[tuple[str, Spec]]:
    """The columns of a grid: a record inside the row lies flat, with its name where two of its kind stand there."""
    records = [spec.record for spec in wanted.values()]
    for name, spec in wanted.items():
        if spec.kind is Kind.RECORD and spec.record is not None:
            inner = _flat(specs(spec.record), f"{prefix}{name}.")
            twice = records.count(spec.record) > 1
            yield from (
                (path, replace(one, label=f"{spec.label}：{one.label}") if twice else one) for path, one in inner
            )
        else:
            yield prefix + name, spec


def _at(values: Mapping[str, Any], name: str) -> Any:
    found: Any = values
    for step in name.split("."):
        found = (found or {}).get(step)
    return found


def _text(raw: Any) -> str:
    if isinstance(raw, (list, tuple)):
        return "\n".join(map(str, raw))
    return "" if raw is None else str(raw)


def all_cells(nodes: Iterable[Cell | Group | Grid]) -> Iterator[Cell]:
    """Every input of a page in its order."""
    for node in nodes:
        yield from node.cells()


def all_grids(nodes: Iterable[Cell | Group | Grid]) -> Iterator[Grid]:
    """Every grid of a page."""
    for node in nodes:
        if isinstance(node, Grid):
            yield node
        elif isinstance(node, Group):
            yield from all_grids(node.children)
