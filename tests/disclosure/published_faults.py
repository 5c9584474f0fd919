"""Single-cell faults in published tables, each with the cells at which it may be told.

A fault is told at its own cell. What the tables cannot tell apart is told at the sum that the cell is a term of: a line
that is gone, and a term of a sum that nothing else holds (``LONE``).
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetportal.classification.codes import LEVELS, economic, functional
from budgetportal.disclosure.document import ColumnKind, Row, RowKind, Table
from budgetportal.disclosure.published.sheets import At
from tests.disclosure.plain_books import Grid, grid_of

SIDE_BY_SIDE = ("unit_summary", "fiscal_summary")
Cell = tuple[int, int]


@dataclass(frozen=True)
class Fault:
    """What was done to which cell of which grid, and where it may be told."""

    kind: str
    grids: tuple[Grid, ...]
    table: Table
    told: str
    at: frozenset[str]
    own: str = ""
    severities: tuple[str, ...] = ("error",)


class Injector:
    """Draws faults for the tables of one sound document."""

    def __init__(self, tables: Sequence[Table], year: int, rng: random.Random) -> None:
        self._tables = [table for table in tables if table.rows]
        self._every = tables
        self._rng = rng
        self._year = year

    def draw(self) -> Fault:
        """Any fault that can be injected."""
        while True:
            table = self._rng.choice(self._tables)
            kind: Callable[[Table], Iterator[Fault]] = self._rng.choice(
                (self._amounts, self._amounts, self._amounts, self._rows, self._codes, self._names)
            )
            fault = next(kind(table), None)
            if fault is not None:
                return fault

    # ------------------------------------------------------------------------------------- kinds

    def _amounts(self, table: Table) -> Iterator[Fault]:
        """An amount changed, erased, or written where none belongs."""
        n, column = self._cell(table, ColumnKind.AMOUNT)
        old = table.rows[n].cells[column].amount or Decimal(0)
        new = old + self._rng.choice((1, -1)) * Decimal(self._rng.randrange(2, 10_000)).scaleb(-2)
        text = self._rng.choice((f"{new:.2f}", f"{new:.2f}", f"{new:.2f}", "")) if old else f"{abs(new):.2f}"
        if not any(cell.amount for cell in table.rows[n].cells) and n != len(table.rows) - 1:
            return  # a line without money is no line of this unit
        at = {(n, column), *self._sums(table, n, column)}
        yield self._changed(table, "amount", (n, column), text, at)

    def _rows(self, table: Table) -> Iterator[Fault]:
        """A line deleted that has amounts, and in a table of two lists in one of them only."""
        n = self._rng.randrange(len(table.rows))
        filled = [m for m, cell in enumerate(table.rows[n].cells) if cell.amount]
        if not filled or (table.key in SIDE_BY_SIDE and len({m > 1 for m in filled}) > 1):
            return
        at = set(self._sums(table, n, filled[0])) or {(-4, 0)}
        grids = self._copies()
        grid = grids[self._place(table)]
        del grid.rows[grid.first + n]
        at = {(row - (row > n), column) for row, column in at}
        if table.rows[n].kind is RowKind.TOTAL:
            at = {(1 - grid.first, 0)}
        severities = ("error",) if len(table.rows) > 1 else ("warning",)  # a table of one row is empty without it
        yield self._fault("row", grids, table, f"row {n}", at, severities)

    def _codes(self, table: Table) -> Iterator[Fault]:
        """One level of a code changed."""
        if table.key in SIDE_BY_SIDE:
            n = self._rng.randrange(len(table.rows))
            text = table.rows[n].cells[2].text
            if text[:3].isdecimal() and any(cell.amount for cell in table.rows[n].cells[3:]):
                yield self._changed(table, "code", (n, 2), f"{self._other(text[:3])}{text[3:]}", {(n, 2)})
            return
        n, column = self._cell(table, ColumnKind.CODE)
        text = table.rows[n].cells[column].text if column >= 0 else ""
        if text:
            yield self._changed(table, "code", (n, column), self._other(text), {(n, column)})

    def _names(self, table: Table) -> Iterator[Fault]:
        """A name misspelt or another code's."""
        n, column = self._cell(table, ColumnKind.NAME)
        code = "".join(cell.text for cell in table.rows[n].cells[:column]) if column > 0 else ""
        if table.key in SIDE_BY_SIDE or not code.isdecimal():
            return
        tree = (economic if table.key == "general_basic" else functional)(self._year)
        own = table.rows[n].cells[column].text
        others = [one.name for one in tree.codes(LEVELS[len(code)]) if one.name not in (own, *tree.names(code))]
        if self._rng.random() < 0.5:
            yield self._changed(table, "misspelt", (n, column), own[:-1] + "X", {(n, column)}, ("warning",))
            return
        at = {(n, column)}
        if table.key == "general_basic":  # in no other table: the name or the code
            at |= {(n, column - 1), (n, column - 2)}
        yield self._changed(table, "name", (n, column), self._rng.choice(others), at)

    # ----------------------------------------------------------------------------------- helpers

    def _cell(self, table: Table, kind: ColumnKind) -> Cell:
        columns = [m for m, column in enumerate(table.columns) if column.kind is kind]
        return self._rng.randrange(len(table.rows)), self._rng.choice(columns) if columns else -1

    def _other(self, text: str) -> str:
        drawn = (f"{self._rng.randrange(1, 100):02}".rjust(len(text), text[0]) for _ in range(99))
        return next(new for new in drawn if new != text)

    def _sums(self, table: Table, n: int, column: int) -> Iterator[Cell]:
        """The sums that a cell is a term of: of its line's column above it, by code or by indent."""
        above = _above(table, n, left=table.key not in SIDE_BY_SIDE or column < 2)
        yield from ((row, column) for row in above[:1])
        if len(table.rows) == 1:  # the “三公” table of 2020: 小计 of its columns 3 and 4, 合计 of the others
            yield n, 2 if column in (3, 4) else 0

    def _copies(self) -> list[Grid]:
        return [copy.deepcopy(grid_of(table)) for table in self._every]

    def _place(self, table: Table) -> int:
        return [one.key for one in self._every].index(table.key)

    def _changed(
        self, table: Table, kind: str, cell: Cell, text: str, at: set[Cell], severities: tuple[str, ...] = ("error",)
    ) -> Fault:
        grids = self._copies()
        grid = grids[self._place(table)]
        row = grid.rows[grid.first + cell[0]]
        told = f"{row} {row[cell[1]]!r} -> {text!r}"
        row[cell[1]] = text
        own = str(At(grid.name, grid.first + cell[0], cell[1]))
        return replace(self._fault(kind, grids, table, told, at, severities), own=own)

    def _fault(
        self,
        kind: str,
        grids: Sequence[Grid],
        table: Table,
        told: str,
        at: set[Cell],
        severities: tuple[str, ...] = ("error",),
    ) -> Fault:
        grid = grids[self._place(table)]
        places = frozenset(str(At(grid.name, grid.first + row, max(column, 0))) for row, column in at)
        return Fault(kind, tuple(grids), table, told, places, severities=severities)


def _above(table: Table, n: int, *, left: bool) -> list[int]:
    """The lines that a line is part of, the nearest first; the total is the last."""
    row = table.rows[n]
    totals = [m for m, one in enumerate(table.rows) if one.kind is RowKind.TOTAL and m != n]
    if table.columns[0].kind is ColumnKind.CODE:
        code = _code(table, row)
        owns = {m: _code(table, one) for m, one in enumerate(table.rows)}
        inside = [m for m, own in owns.items() if own and own != code and code.startswith(own)]
        return sorted(inside, key=lambda m: -len(owns[m])) + totals
    if not left or table.key == "carry_over":
        return totals
    indent = row.cells[0].indent
    level = min(indent, 2)
    inside = [m for m in range(n) if min(table.rows[m].cells[0].indent, 2) < level and table.rows[m].cells[0].text]
    nearest = max(inside, default=None)
    return ([nearest] if nearest is not None else []) + totals


def _code(table: Table, row: Row) -> str:
    return "".join(
        cell.text for cell, column in zip(row.cells, table.columns, strict=True) if column.kind is ColumnKind.CODE
    )
