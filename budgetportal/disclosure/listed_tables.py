"""Tables of fixed lines, declared: two lists side by side, items, one row, carried projects.

``tables`` has those whose rows come from a classification.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import ClassVar

from budgetportal.disclosure.document import Cell, Column, Row, RowKind, Table
from budgetportal.disclosure.facts import EXPENDITURE, PROJECTS, Fact, Selection
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.tables import BLANK, Amount, Form, Line, amount_cell, without_rows
from budgetportal.disclosure.terms import BASIC_CATEGORIES, OfficialItem, Source


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """Two lists side by side: fixed lines of income left, the 类 of expenditure right, both totals last.

    ``subtotal`` closes both lists before the lines ``after``; the 类 ``unlisted`` are left out unless money is spent
    under them.
    """

    form: Form
    name: Column
    amount: Column
    lines: tuple[Line, ...]
    total: Line
    classes: Column
    spending: tuple[Amount, ...]
    spending_total: str
    subtotal: tuple[Line, str] | None = None
    after: tuple[Line, ...] = ()
    unlisted: frozenset[str] = frozenset()

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = (self.name, self.amount, self.classes, *(amount.column for amount in self.spending))
        return self.form.table(scene, columns, self._rows(scene))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        left = [self._line(scene, line) for line in self.lines]
        right = list(self._classes(scene))
        nothing = (BLANK,) * (1 + len(self.spending))
        for one, other in zip_longest(left, right):
            yield Row((*(one or (BLANK, BLANK)), *(other or nothing)))
        if self.subtotal:
            yield self._closing(scene, *self.subtotal)
        for line in self.after:
            yield Row((*self._line(scene, line), *nothing))
        yield self._closing(scene, self.total, self.spending_total)

    def _closing(self, scene: Scene, line: Line, spent: str) -> Row:
        return Row((*self._line(scene, line), Cell(spent), *self._spent(scene, "")), RowKind.TOTAL)

    def _line(self, scene: Scene, line: Line) -> tuple[Cell, Cell]:
        facts = scene.facts.select(line.selection) if line.selection else []
        return Cell(line.label, indent=line.indent), amount_cell(facts)

    def _classes(self, scene: Scene) -> Iterator[tuple[Cell, ...]]:
        for found in scene.functions.classes():
            cells = self._spent(scene, found.code)
            if found.code not in self.unlisted or any(cell.amount for cell in cells):
                yield (Cell(f"{found.code} {found.name}"), *cells)

    def _spent(self, scene: Scene, code: str) -> tuple[Cell, ...]:
        narrowed = (replace(amount.selection, code=code) for amount in self.spending)
        return tuple(amount_cell(scene.facts.select(selection)) for selection in narrowed)


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A fixed list of items down, sources across (财政拨款“三公”经费支出情况表)."""

    form: Form
    name: Column
    amounts: tuple[Amount, ...]
    items: tuple[tuple[str, frozenset[OfficialItem], int], ...]  # label, items, indent; the first is the total

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = (self.name, *(amount.column for amount in self.amounts))
        return self.form.table(scene, columns, self._rows(scene))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        for n, (label, items, indent) in enumerate(self.items):
            selections = (replace(amount.selection, items=items) for amount in self.amounts)
            cells = (amount_cell(scene.facts.select(selection)) for selection in selections)
            yield Row((Cell(label, indent=indent), *cells), RowKind.LEAF if n else RowKind.TOTAL)


@dataclass(frozen=True, slots=True)
class OneRowTable:
    """Amounts side by side in one row, which an empty table leaves out."""

    form: Form
    amounts: tuple[Amount, ...]

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        cells = tuple(amount_cell(scene.facts.select(amount.selection)) for amount in self.amounts)
        columns = tuple(amount.column for amount in self.amounts)
        return without_rows(self.form.table(scene, columns, [Row(cells, RowKind.TOTAL)]))


@dataclass(frozen=True, slots=True)
class CarryOverTable:
    """上年结转结余情况明细表: 基本支出 as one row where a carried source pays any, then each carried project."""

    form: Form
    name: Column
    amounts: tuple[Amount, ...]
    sources: frozenset[Source]
    total: str = "总计"
    basic: str = "基本支出"
    selects: ClassVar[tuple[str, ...]] = (EXPENDITURE, PROJECTS)

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = (self.name, *(amount.column for amount in self.amounts))
        return without_rows(self.form.table(scene, columns, self._rows(scene)))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        basic = scene.facts.select(Selection(EXPENDITURE, self.sources, BASIC_CATEGORIES))
        projects = scene.facts.select(Selection(PROJECTS, self.sources))
        yield self._row(self.total, basic + projects, RowKind.TOTAL)
        if basic:
            yield self._row(self.basic, basic)
        for n in dict.fromkeys(fact.row for fact in projects):
            yield self._row(scene.budget.projects[n].name, [fact for fact in projects if fact.row == n])

    def _row(self, label: str, facts: list[Fact], kind: RowKind = RowKind.LEAF) -> Row:
        return Row((Cell(label), *(amount_cell(amount.selection.of(facts)) for amount in self.amounts)), kind)
