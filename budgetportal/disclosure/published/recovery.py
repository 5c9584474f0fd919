"""A filing from sound published tables: the leaf rows that they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO, total
from budgetportal.disclosure.budget import BudgetFiling, ExpenditureRow, IncomeRow, OfficialExpense, Project
from budgetportal.disclosure.checks.economic import PUBLIC_CLASSES
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import FORMAT, BasicRow, Unit
from budgetportal.disclosure.published.atoms import BASIC_PARTS, PROJECT_PARTS
from budgetportal.disclosure.published.book import Book
from budgetportal.disclosure.published.lines import Line
from budgetportal.disclosure.published.money import Key, Money
from budgetportal.disclosure.published.shares import placed
from budgetportal.disclosure.published.shown import CARRIED, LEAF, LEAF_ECONOMIC, Shown, uses_of
from budgetportal.disclosure.terms import Category, EconomicClass, OfficialItem, Source

PROJECT_TABLES = ("general_projects", "projects")


class Recovery:
    """The rows of a filing, table by table; ``choices`` says where another way would have fitted too."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._shown = Shown(book)
        self._money = Money(book, self._shown)
        self._classed = EDITIONS[book.edition].classed_sources
        self.choices = self._money.choices

    def filing(self, unit: Unit) -> BudgetFiling:
        """The whole filing; what the tables do not show is left out."""
        return BudgetFiling(
            format=FORMAT,
            edition=self._book.edition,
            fiscal_year=self._book.fiscal_year,
            unit=unit,
            amount_unit=self._book.amount_unit,
            income=tuple(self._income()),
            expenditure=tuple(self._expenditure()),
            basic_by_economic=tuple(self._basic()),
            projects=tuple(self._projects()),
            official_expenses=tuple(self._official()),
        )

    def _income(self) -> Iterator[IncomeRow]:
        for (code, source), amount in self._money.income.items():
            yield IncomeRow(function=code, source=source, amount=amount)

    def _expenditure(self) -> Iterator[ExpenditureRow]:
        rank = {term: n for n, term in enumerate((*Source, *Category))}
        for code, source, category in sorted(self._money.spent, key=lambda key: (key[0], rank[key[1]], rank[key[2]])):
            if amount := self._money.spent[code, source, category]:
                yield ExpenditureRow(function=code, source=source, category=category, amount=amount)

    def _basic(self) -> Iterator[BasicRow]:
        """基本支出 by 款; a printed row without a figure is one of 0.00 (contract, basic_by_economic)."""
        for line in self._shown.lines("general_basic", LEAF_ECONOMIC):
            found = [
                (category, figure.value)
                for category, part in zip((Category.PERSONNEL, Category.PUBLIC), BASIC_PARTS, strict=True)
                for figure in line.figures
                if figure.value and uses_of(figure.atoms) == {part}
            ]
            usual = Category.PUBLIC if line.code.startswith(PUBLIC_CLASSES) else Category.PERSONNEL
            for category, amount in found or [(usual, ZERO)]:
                yield BasicRow(economic=line.code, category=category, amount=amount)

    def _official(self) -> Iterator[OfficialExpense]:
        for line in self._shown.lines("official_expenses"):
            for figure in line.figures:
                if len(figure.atoms) == 1 and figure.value:
                    ((source, item),) = figure.atoms
                    yield OfficialExpense(item=OfficialItem(item), source=Source(source), amount=figure.value)

    # ------------------------------------------------------------------------------------ projects

    def _projects(self) -> Iterator[Project]:
        rooms = {
            (code, source): amount
            for (code, source, category), amount in self._money.spent.items()
            if category is Category.PROJECT and amount
        }
        for key in PROJECT_TABLES:
            for line in self._shown.lines(key, LEAF):
                yield self._classed_project(line, rooms)
        for line in self._shown.lines("carry_over"):
            for sources in CARRIED if line.is_named else ():
                yield from self._carried_project(line, sources, rooms)

    def _classed_project(self, line: Line, rooms: dict[Key, Decimal]) -> Project:
        """A project of 项目支出表, paid from a source that has so much project money under its code."""
        amounts = {}
        for figure in line.figures:
            uses = uses_of(figure.atoms)
            if len(uses) == 1 and figure.value:
                amounts[EconomicClass(uses.pop())] = figure.value
        here = {key: room for key, room in rooms.items() if key[0] == line.code and key[1] in self._classed and room}
        if len(here) > 1:
            self.choices["同一科目的各项目由哪种资金安排"] = None
        chosen = placed(total(amounts.values()), here)
        rooms.update(here)
        source = chosen[1] if chosen else Source.GENERAL
        return Project(
            name=line.project, function=line.code, source=source, amounts=dict(sorted(amounts.items())), explained=True
        )

    def _carried_project(self, line: Line, sources: frozenset[Source], rooms: dict[Key, Decimal]) -> Iterator[Project]:
        """A line of 上年结转结余情况明细表: its code is one that has so much carried project money."""
        wanted = {(source.value, part) for source in sources for part in PROJECT_PARTS}
        amount = total(figure.value for figure in line.figures if figure.atoms == wanted)
        here = {key: room for key, room in rooms.items() if key[1] in sources and room > 0}
        here = here or {key: ZERO for key in self._money.income if key[1] in sources}
        chosen = placed(amount, here) if amount else None
        if chosen:
            if len(here) > 1:
                self.choices["结转的各项目属于哪个科目"] = None
            rooms.update(here)
            yield Project(name=line.name, function=chosen[0], source=chosen[1], amount=amount, explained=True)
