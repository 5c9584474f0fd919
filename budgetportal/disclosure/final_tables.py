"""Tables that only final accounts have: two balanced lists, three lists of economic codes, items across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import ClassVar

from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.document import Cell, Column, Row, RowKind, Table
from budgetportal.disclosure.facts import BASIC, Fact, Selection
from budgetportal.disclosure.final_topics import basic
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.tables import BLANK, Amount, Form, amount_cell, without_rows
from budgetportal.disclosure.terms import FinalCategory

Sum = tuple[Selection, ...]  # selections of several entry tables, added up


def facts_of(scene: Scene, selections: Sum) -> list[Fact]:
    """The facts of a sum."""
    return [fact for selection in selections for fact in scene.facts.select(selection)]


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of a list: its label as printed and a sum for each of its amount columns."""

    label: str
    sums: tuple[Sum, ...] = ()
    indent: int = 0
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class BalancedTable:
    """收入 left, the 类 of 支出 right, each list closed by its own lines (收入支出决算总表)."""

    form: Form
    left: tuple[Column, ...]  # the label's column, then that of its amount
    lines: tuple[SumLine, ...]
    classes: Column
    spending: tuple[Amount, ...]
    closing: tuple[tuple[SumLine, SumLine], ...]

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = (*self.left, self.classes, *(amount.column for amount in self.spending))
        return self.form.table(scene, columns, self._rows(scene))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        left = [self._cells(scene, line, 1) for line in self.lines]
        for one, other in zip_longest(left, self._classes(scene)):
            yield Row((*(one or (BLANK,) * 2), *(other or (BLANK,) * (1 + len(self.spending)))))
        for one_line, other_line in self.closing:
            cells = (*self._cells(scene, one_line, 1), *self._cells(scene, other_line, len(self.spending)))
            yield Row(cells, RowKind.TOTAL if one_line.is_total else RowKind.LEAF)

    def _classes(self, scene: Scene) -> Iterator[tuple[Cell, ...]]:
        for n, found in enumerate(scene.functions.classes(), 1):
            narrowed = (replace(amount.selection, code=found.code) for amount in self.spending)
            amounts = (amount_cell(scene.facts.select(one), zeros=self.form.zeros) for one in narrowed)
            yield (Cell(f"{numeral(n)}、{found.name}"), *amounts)

    def _cells(self, scene: Scene, line: SumLine, width: int) -> tuple[Cell, ...]:
        if not line.label:
            return (BLANK,) * (1 + width)
        amounts = [amount_cell(facts_of(scene, one), zeros=self.form.zeros) for one in line.sums]
        return (Cell(line.label, indent=line.indent), *amounts, *[BLANK] * (width - len(amounts)))


@dataclass(frozen=True, slots=True)
class EconomicLists:
    """Lists of economic codes side by side, each of some 类 with its 款, closed by the totals of each category.

    Where a filing names the 款 without their amounts, the names stand and the amounts stay blank.
    """

    form: Form
    columns: tuple[tuple[Column, ...], ...]  # code, name and amount of each list
    classes: tuple[tuple[str, ...], ...]  # the 类 of each list
    totals: tuple[tuple[int, str, FinalCategory], ...]  # the list it stands in, its label, what it is the total of
    selects: ClassVar[tuple[str, ...]] = (BASIC,)

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = tuple(column for listed in self.columns for column in listed)
        return without_rows(self.form.table(scene, columns, self._rows(scene)))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        listed = [list(self._list(scene, codes)) for codes in self.classes]
        for cells in zip_longest(*listed, fillvalue=(BLANK,) * 3):
            yield Row(tuple(cell for group in cells for cell in group))
        last = [(BLANK,) * 3 for _ in self.columns]
        for n, label, category in self.totals:
            amount = amount_cell(scene.facts.select(basic(category, scene.facts)), zeros=self.form.zeros)
            last[n] = (BLANK, Cell(label), amount)
        yield Row(tuple(cell for group in last for cell in group), RowKind.TOTAL)

    def _list(self, scene: Scene, classes: Iterable[str]) -> Iterator[tuple[Cell, Cell, Cell]]:
        for code in classes:
            entered = (fact.code for fact in scene.facts.select(Selection(BASIC, code=code)))
            below = sorted({*entered, *named(scene, code)})
            for one in [code, *below] if below else []:
                yield Cell(one), Cell(name_of(scene.economics, one), indent=one != code), self._amount(scene, one)

    def _amount(self, scene: Scene, code: str) -> Cell:
        facts = scene.facts.select(Selection(BASIC, code=code))
        return amount_cell(facts, zeros=self.form.zeros) if facts else BLANK


def named(scene: Scene, start: str = "", members: Sequence[str] = ("personnel", "public")) -> list[str]:
    """The codes that are named without amounts and begin so."""
    items = scene.final.basic_items
    codes = [code for member in members for code in getattr(items, member)] if items else []
    return [code for code in codes if code.startswith(start)]


@dataclass(frozen=True, slots=True)
class ItemsAcross:
    """One row of items (财政拨款“三公”经费支出决算表)."""

    form: Form
    amounts: tuple[Amount, ...]

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = tuple(amount.column for amount in self.amounts)
        cells = (amount_cell(scene.facts.select(one.selection), zeros=self.form.zeros) for one in self.amounts)
        return self.form.table(scene, columns, (Row(tuple(cells)),))
