"""What an entry page consists of: cells, groups of cells, grids of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.terms import Term

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
