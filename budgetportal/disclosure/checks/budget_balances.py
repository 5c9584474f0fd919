"""The balances of a unit budget (B13, B16, B17, B38): what stands in each, and what rows could have been meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetportal.disclosure.amounts import YUAN_PER_WAN
from budgetportal.disclosure.budget import BudgetFiling, Performance, Project
from budgetportal.disclosure.checks.blame import Balance, Entry, Fix, Move, Terms, explain, gaps_of, moved
from budgetportal.disclosure.checks.economic import is_misplaced, other_category, trust
from budgetportal.disclosure.checks.parted_text import parts_of
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, PROJECTS, Fact, Selection
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import (
    BASIC_CATEGORIES,
    FISCAL_SOURCES,
    GENERAL_SOURCES,
    AmountUnit,
    Category,
    Source,
    Term,
)

Row = tuple[str, Term | None, Term | None]  # code, source, category
ORDER = ("B13", "B17", "B16", "B38")
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
        return explain(self.gaps, self.entries, self._moves(self.gaps)) if self.gaps else []

    @cached_property
    def gaps(self) -> dict[Balance, Decimal]:
        """The balances that are open, in the order in which they are told."""
        found = {balance: gap for balance, gap in gaps_of(self.entries).items() if self._is_kept(balance)}
        return dict(sorted(found.items(), key=lambda one: ORDER.index(one[0][0])))

    @cached_property
    def entries(self) -> list[Entry]:
        """Every amount that stands in a balance; of equal suspects the row is taken that a finding best names."""
        facts = self.scene.facts
        received = facts.select(Selection(INCOME))
        spent = facts.select(Selection(EXPENDITURE))
        return [
            *(Entry(one.place, one.amount, self._income_terms(one.code, one.source)) for one in received),
            *(self._basic_entry(one) for one in facts.select(Selection(BASIC))),
            *self._project_entries(),
            *(Entry(one.place, one.amount, self._spent_terms(*_row(one)), self._told_spending) for one in spent),
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
            named = self.edition.named_sources
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
            said = self._told_money(project)
            yield from (Entry(fact.place, fact.amount, terms, said) for fact in amounts[n])
            if goals:
                yield from _goal_entries(n, project, goals)

    def _told_money(self, project: Project) -> int:
        """What the project's own split of its money says of it (B30)."""
        parts = sum(parts_of(project.allocation or ""), Decimal(0))
        if self.filing.amount_unit is AmountUnit.YUAN:
            parts *= YUAN_PER_WAN
        return (1 if parts == money_of(project) else -1) if parts else 0

    @cached_property
    def _told_spending(self) -> int:
        """What 单位整体绩效目标 says of all expenditure (B38.2), where income is another sum."""
        goals = self.filing.unit_performance
        sums = [self.scene.facts.total(Selection(table)) for table in (INCOME, EXPENDITURE)]
        if goals is None or sums[0] == sums[1]:
            return 0
        funds = goals.funds.superior + goals.funds.local + goals.funds.other
        return {sums[0]: -1, sums[1]: 1}.get(funds, 0)

    # ----------------------------------------------------------------------------- what could have been meant

    def _moves(self, gaps: Mapping[Balance, Decimal]) -> Iterator[Move]:
        """Another code, source or category of a row, as the open balances name them."""
        keys = [(code, Source(source)) for rule, *rest in gaps if rule in ("B13", "B17") for code, source in (rest,)]
        codes, sources = list(dict.fromkeys(key[0] for key in keys)), list(dict.fromkeys(key[1] for key in keys))
        yield from (move for n, move in self._moves_of_basic() if is_misplaced(self.filing.basic_by_economic[n]))
        yield from self._moves_of_spending(codes, sources)
        yield from self._moves_of_income(codes, sources)
        yield from self._moves_of_projects()
        yield from (move for n, move in self._moves_of_basic() if not is_misplaced(self.filing.basic_by_economic[n]))

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

    def _moves_of_projects(self) -> Iterator[Move]:
        """To where project money was spent; of money whose projects need no list, to just as much of it."""
        spent = [one for one in self.filing.expenditure if one.category is Category.PROJECT]
        for n, project in enumerate(self.filing.projects):
            old: Terms = {("B17", project.function, project.source): -1}
            for row in spent:
                differing = (row.function != project.function) + (row.source is not project.source)
                new: Balance = ("B17", row.function, row.source)
                if differing == 1 and (self._is_kept(new) or row.amount == money_of(project)):
                    member = "source" if row.function == project.function else "function"
                    terms: Terms = {new: -1} if self._is_kept(new) else {}
                    yield moved(f"projects[{n}].{member}", getattr(row, member), money_of(project), old, terms)

    def _moves_of_basic(self) -> Iterator[tuple[int, Move]]:
        for n, one in enumerate(self.filing.basic_by_economic):
            other = other_category(one.category)
            groups = self._group(one.category), self._group(other)
            old: Terms = {("B16", groups[0]): -1}
            yield n, moved(f"basic_by_economic[{n}].category", other, one.amount, old, {("B16", groups[1]): -1})


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
