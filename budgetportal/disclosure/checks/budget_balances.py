"""The balances of a unit budget (B13, B16, B17, B38): what stands in each, and what rows could have been meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetportal.disclosure.budget import BudgetFiling, Performance, Project
from budgetportal.disclosure.checks.blame import Balance, Entry, Fix, Move, Terms, explain, gaps_of, moved
from budgetportal.disclosure.checks.economic import other_category, trust
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, PROJECTS, Fact, Selection
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import (
    BASIC_CATEGORIES,
    CARRY_SOURCES,
    FISCAL_SOURCES,
    GENERAL_SOURCES,
    Category,
    Source,
    Term,
)

Row = tuple[str, Term | None, Term | None]  # code, source, category
SPLIT, WHOLE = {Category.PERSONNEL: "人员经费", Category.PUBLIC: "公用经费"}, "基本支出"


def money_of(project: Project) -> Decimal:
    """All the money of a project."""
    return sum(project.amounts.values(), Decimal("0.00")) if project.amounts else project.amount or Decimal("0.00")


@dataclass(frozen=True)
class BudgetBalances:
    """The sums of a budget that ought to agree, and what explains those that do not."""

    scene: Scene
    edition: Edition

    @property
    def filing(self) -> BudgetFiling:
        """The filing in 万元."""
        return self.scene.budget

    @cached_property
    def fixes(self) -> list[Fix]:
        """What would put the open balances right, one for each slip."""
        gaps = {balance: gap for balance, gap in gaps_of(self.entries).items() if self._is_kept(balance)}
        order = {"B13": 0, "B17": 1, "B16": 2, "B38": 3}
        gaps = dict(sorted(gaps.items(), key=lambda one: order[one[0][0]]))
        return explain(gaps, self.entries, self._moves(gaps)) if gaps else []

    @cached_property
    def entries(self) -> list[Entry]:
        """Every amount that stands in a balance; of equal suspects the row is taken that a finding best names."""
        facts = self.scene.facts
        received = facts.select(Selection(INCOME))
        spent = facts.select(Selection(EXPENDITURE))
        return [
            *(Entry(one.place, one.amount, self._income_terms(one.code, one.source)) for one in received),
            *(Entry(one.place, one.amount, self._spent_terms(*_row(one))) for one in spent),
            *(self._basic_entry(one) for one in facts.select(Selection(BASIC))),
            *self._project_entries(),
        ]

    # -------------------------------------------------------------------------------- what stands in a balance

    @cached_property
    def _is_balanced(self) -> bool:
        """Whether there are both sides of 收支 to hold against each other."""
        return bool(self.filing.income and self.filing.expenditure)

    @cached_property
    def _is_split(self) -> bool:
        """Whether 基本支出 of the general budget always says 人员 or 公用."""
        undivided = Selection(EXPENDITURE, GENERAL_SOURCES, frozenset({Category.BASIC}))
        return not self.scene.facts.select(undivided)

    @cached_property
    def _listed(self) -> set[Balance]:
        return {("B17", one.function, one.source) for one in self.filing.projects}

    def _is_kept(self, balance: Balance) -> bool:
        """Whether the filing has to keep the balance: of projects, where a table lists them or the unit does."""
        if balance[0] == "B13":
            return self._is_balanced
        if balance[0] == "B17":
            named = self.edition.classed_sources | (self.edition.split_sources & CARRY_SOURCES)
            return balance in self._listed or Source(balance[2]) in named
        return True

    def _income_terms(self, code: str, source: Term | None) -> Terms:
        return {("B13", code, str(source)): -1}

    def _spent_terms(self, code: str, source: Term | None, category: Term | None) -> Terms:
        terms: dict[Balance, int] = {("B13", code, str(source)): 1}
        if category is Category.PROJECT:
            terms["B17", code, str(source)] = 1
        elif source in GENERAL_SOURCES and category in BASIC_CATEGORIES:
            terms["B16", self._group(category)] = 1
        return {balance: sign for balance, sign in terms.items() if self._is_kept(balance)}

    def _group(self, category: Term | None) -> str:
        return SPLIT.get(category, WHOLE) if self._is_split and isinstance(category, Category) else WHOLE

    def _basic_entry(self, fact: Fact) -> Entry:
        return Entry(fact.place, fact.amount, {("B16", self._group(fact.category)): -1}, trust(fact, self.scene))

    def _project_entries(self) -> Iterator[Entry]:
        amounts: defaultdict[int, list[Fact]] = defaultdict(list)
        for fact in self.scene.facts.select(Selection(PROJECTS)):
            amounts[fact.row].append(fact)
        for n, project in enumerate(self.filing.projects):
            key: Balance = ("B17", project.function, project.source)
            goals = project.performance
            terms = {key: -1} | ({("B38", str(n)): -1} if goals else {})
            yield from (Entry(fact.place, fact.amount, terms) for fact in amounts[n])
            if goals:
                yield from _goal_entries(n, project, goals)

    # ----------------------------------------------------------------------------- what could have been meant

    def _moves(self, gaps: Mapping[Balance, Decimal]) -> Iterator[Move]:
        """Another code, source or category of a row, as the open balances name them."""
        keys = [(code, Source(source)) for rule, *rest in gaps if rule in ("B13", "B17") for code, source in (rest,)]
        codes, sources = list(dict.fromkeys(key[0] for key in keys)), list(dict.fromkeys(key[1] for key in keys))
        yield from self._moves_of_spending(codes, sources)
        yield from self._moves_of_income(codes, sources)
        yield from self._moves_of_projects(codes, sources)
        yield from self._moves_of_basic()

    def _moves_of_spending(self, codes: list[str], sources: list[Source]) -> Iterator[Move]:
        taken = {(one.function, one.source, one.category) for one in self.filing.expenditure}
        for n, one in enumerate(self.filing.expenditure):
            old = self._spent_terms(one.function, one.source, one.category)
            for member, new in _others(one.function, one.source, one.category, codes, sources, tuple(Category)):
                if new not in taken:
                    value = new[MEMBERS.index(member)]
                    yield moved(f"expenditure[{n}].{member}", value, one.amount, old, self._spent_terms(*new))

    def _moves_of_income(self, codes: list[str], sources: list[Source]) -> Iterator[Move]:
        taken = {(one.function, one.source) for one in self.filing.income}
        for n, one in enumerate(self.filing.income):
            old = self._income_terms(one.function, one.source)
            for member, new in _others(one.function, one.source, None, codes, sources):
                if new[:2] not in taken:
                    value = new[MEMBERS.index(member)]
                    yield moved(f"income[{n}].{member}", value, one.amount, old, self._income_terms(*new[:2]))

    def _moves_of_projects(self, codes: list[str], sources: list[Source]) -> Iterator[Move]:
        for n, one in enumerate(self.filing.projects):
            old: Terms = {("B17", one.function, one.source): -1}
            for member, (code, source, _) in _others(one.function, one.source, None, codes, sources):
                value = code if member == "function" else source
                new: Terms = {("B17", code, str(source)): -1}
                yield moved(f"projects[{n}].{member}", value, money_of(one), old, new)

    def _moves_of_basic(self) -> Iterator[Move]:
        for n, one in enumerate(self.filing.basic_by_economic):
            other = other_category(one.category)
            groups = self._group(one.category), self._group(other)
            old: Terms = {("B16", groups[0]): -1}
            yield moved(f"basic_by_economic[{n}].category", other, one.amount, old, {("B16", groups[1]): -1})


MEMBERS = ("function", "source", "category")


def _others(
    code: str,
    source: Term,
    category: Term | None,
    codes: Iterable[str],
    sources: Iterable[Term],
    categories: Iterable[Term] = (),
) -> Iterator[tuple[str, Row]]:
    """The row with one member changed."""
    yield from (("function", (one, source, category)) for one in codes if one != code)
    yield from (("source", (code, one, category)) for one in sources if one is not source)
    yield from (("category", (code, source, one)) for one in categories if one is not category)


def _row(fact: Fact) -> Row:
    return fact.code, fact.source, fact.category


def _goal_entries(n: int, project: Project, goals: Performance) -> Iterator[Entry]:
    """财政拨款 and 其他资金 of a project's targets; where one of them is the whole money, the other is one too many."""
    place = f"projects[{n}].performance"
    if goals.total is not None:
        yield Entry(f"{place}.total", goals.total, {("B38", str(n)): 1})
        return
    whole, appropriated = money_of(project), project.source in FISCAL_SOURCES
    fiscal_is_whole = appropriated and goals.fiscal == whole
    other_is_whole = not appropriated and goals.other == whole
    yield Entry(f"{place}.fiscal", goals.fiscal, {("B38", str(n)): 1}, int(fiscal_is_whole) - int(other_is_whole))
    yield Entry(f"{place}.other", goals.other, {("B38", str(n)): 1}, int(other_is_whole) - int(fiscal_is_whole))
