"""The amounts of a filing as one flat list of facts, and selections of them; ``budget_facts`` and ``final_facts``
take the filings apart.

Every figure that a disclosure prints is the sum of a selection; a printed figure therefore always knows the entry
cells it is made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.terms import Term

INCOME = "income"
EXPENDITURE = "expenditure"
BASIC = "basic_by_economic"
PROJECTS = "projects"
OFFICIAL = "official_expenses"
CLASS, ITEM = 3, 7  # digits of a 类 and of a 项


class Fact(NamedTuple):  # thousands are made for one document: a tuple costs a third of a dataclass
    """One amount, the entry cell it stands in, and what it is the amount of; ``code`` is functional or economic."""

    table: str
    place: str
    amount: Decimal
    code: str = ""
    source: Term | None = None
    category: Term | None = None
    item: Term | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """Facts of one entry table, narrowed by source, category, item and code; None does not narrow."""

    table: str | None = None
    sources: frozenset[Term] | None = None
    categories: frozenset[Term] | None = None
    items: frozenset[Term] | None = None
    code: str = ""  # the beginning of the code

    def matches(self, fact: Fact) -> bool:
        """Whether the fact is one of the selection."""
        return (
            (self.table is None or fact.table == self.table)
            and (self.sources is None or fact.source in self.sources)
            and (self.categories is None or fact.category in self.categories)
            and (self.items is None or fact.item in self.items)
            and fact.code.startswith(self.code)
        )

    def of(self, facts: Iterable[Fact]) -> list[Fact]:
        """The selected ones among ``facts``."""
        return [fact for fact in facts if self.matches(fact)]


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure or phrase and the entry cells it is made of."""

    text: str
    places: tuple[str, ...] = ()

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> Figure:
        """The sum of some facts, as the narrative prints it: 0.00 where there is nothing."""
        return cls(printed(total(fact.amount for fact in facts)), tuple(fact.place for fact in facts))


class Facts:
    """All facts of a filing in 万元, found by table and by 类 and 项."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_table: dict[str | None, list[Fact]] = defaultdict(list)
        self._by_code: dict[tuple[str | None, str], list[Fact]] = defaultdict(list)
        self._selected: dict[Selection, list[Fact]] = {}
        for fact in facts:
            self._by_table[fact.table].append(fact)
            self._by_table[None].append(fact)
            self._by_code[fact.table, fact.code].append(fact)
            self._by_code[fact.table, fact.code[:CLASS]].append(fact)

    def select(self, selection: Selection) -> list[Fact]:
        """The facts of a selection, in entry order."""
        if selection not in self._selected:
            self._selected[selection] = self._select(selection)
        return self._selected[selection]

    def _select(self, selection: Selection) -> list[Fact]:
        if len(selection.code) in (CLASS, ITEM):
            return selection.of(self._by_code.get((selection.table, selection.code), ()))
        return selection.of(self._by_table[selection.table])

    def total(self, selection: Selection) -> Decimal:
        """The sum of a selection (万元)."""
        return total(fact.amount for fact in self.select(selection))

    def figure(self, selection: Selection) -> Figure:
        """The sum of a selection as the narrative prints it."""
        return Figure.of(self.select(selection))
