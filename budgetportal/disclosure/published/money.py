"""Income and expenditure by code and source, worked out of the published tables.

The tables do not show everything that an entry says: 一般公共预算 is not split into 人员 and 公用 by function, several
sources share a column. Where they leave a choice, the simplest is taken, and ``choices`` says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO, total
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.published.atoms import BASIC_PARTS, PROJECT_PARTS
from budgetportal.disclosure.published.book import Book
from budgetportal.disclosure.published.shares import is_open, shared, transported
from budgetportal.disclosure.published.shown import CARRIED, LEAF, Shown, sources_of
from budgetportal.disclosure.terms import (
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    CARRY_SOURCES,
    FISCAL_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    SOE_SOURCES,
    Category,
    Source,
)

BUDGETS = (
    ("general_expenditure", GENERAL_SOURCES),
    ("fund_expenditure", FUND_SOURCES),
    ("soe_expenditure", SOE_SOURCES),
)
PARTS = {
    Category.PERSONNEL: BASIC_PARTS[:1],
    Category.PUBLIC: BASIC_PARTS[1:],
    Category.BASIC: BASIC_PARTS,
    Category.PROJECT: PROJECT_PARTS,
}
GROUPS = (*CARRIED, frozenset(Source) - CARRY_SOURCES)
RANK = {source: n for n, source in enumerate(Source)}
Key = tuple[str, Source]


class Money:
    """The income and expenditure of a book's tables."""

    def __init__(self, book: Book, shown: Shown) -> None:
        self._shown = shown
        self._split = EDITIONS[book.edition].split_sources
        self.choices: dict[str, None] = {}
        self.income = self._income()
        self.spent: dict[tuple[str, Source, Category], Decimal] = defaultdict(Decimal)
        self._spend_budgets()
        self._spend_others()

    # ------------------------------------------------------------------------------------ income

    def _income(self) -> dict[Key, Decimal]:
        """收入总体情况表 by code and source; a column of several sources by the lines of 收支总体情况表."""
        found: dict[Key, Decimal] = {}
        for sources, rows in self._columns().items():
            listed = [source for source in Source if source in sources]
            columns = {source: self._shown.income_of(source) for source in listed} if len(listed) > 1 else {}
            if is_open(rows, columns):
                self.choices[f"各科目的“{_named(sources)}”来自哪种收入"] = None
            found.update(shared(rows, columns or {listed[0]: ZERO}))
        order = {line.code: n for n, line in enumerate(self._shown.lines("unit_income", LEAF))}
        return dict(sorted(found.items(), key=lambda pair: (order[pair[0][0]], RANK[pair[0][1]])))

    def _columns(self) -> dict[frozenset[Source], dict[str, Decimal]]:
        """The amounts of each column that is no sum, by code."""
        cells: dict[frozenset[Source], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for line in self._shown.lines("unit_income", LEAF):
            sums = {whole for whole, _ in line.part.across}
            for figure in line.figures:
                if figure.column not in sums and figure.value:
                    cells[sources_of(figure.atoms)][line.code] += figure.value
        return cells

    # ------------------------------------------------------------------------------------ the budgets

    def _spend_budgets(self) -> None:
        """一般公共预算, 政府性基金 and 国有资本经营, each by its own table."""
        for key, sources in BUDGETS:
            shown = {category: self._shown.amounts(key, parts) for category, parts in PARTS.items()}
            for code in dict.fromkeys(code for amounts in shown.values() for code in amounts):
                self._spend_budget(code, sources, {one: amounts.get(code, ZERO) for one, amounts in shown.items()})

    def _spend_budget(self, code: str, sources: frozenset[Source], rows: Mapping[Category, Decimal]) -> None:
        columns = {source: amount for (of, source), amount in self.income.items() if of == code and source in sources}
        if is_open(rows, columns):
            self.choices["转移支付用于基本支出还是项目支出"] = None
        fallback = {next(source for source in Source if source in sources): ZERO}
        for (category, source), amount in shared(rows, columns or fallback).items():
            self.spent[code, source, category] += amount

    # ------------------------------------------------------------------------------------ other money

    def _spend_others(self) -> None:
        """Money of no budget: as much is 项目支出 as 支出总体情况表 has beyond the budgets, the rest 基本支出."""
        others: dict[str, list[Source]] = defaultdict(list)
        for code, source in self.income:
            if source not in FISCAL_SOURCES:
                others[code].append(source)
        self._spend_projects(others, self._project_left())
        for group in GROUPS:
            self._spend_basic(group, others)

    def _project_left(self) -> dict[str, Decimal]:
        left = self._shown.amounts("unit_expenditure", PROJECT_PARTS)
        for (code, _, category), amount in self.spent.items():
            if category is Category.PROJECT:
                left[code] -= amount
        return left

    def _spend_projects(self, others: Mapping[str, list[Source]], left: Mapping[str, Decimal]) -> None:
        """项目支出 of each code by group, so that carried projects come to what 上年结转结余情况明细表 has."""
        most = {
            (code, group): total(self.income[code, source] for source in sources if source in group)
            for code, sources in others.items()
            for group in GROUPS
        }
        rows = {code: max(left.get(code, ZERO), ZERO) for code in others}
        carried = {group: self._shown.carried(group, PROJECT_PARTS) for group in CARRIED}
        rest = total(rows.values()) - total(amount or ZERO for amount in carried.values())
        columns = {group: rest if (amount := carried.get(group)) is None else amount for group in GROUPS}
        for (code, group), amount in transported(rows, columns, most).items():
            listed = {source: self.income[code, source] for source in others[code] if source in group}
            for (_, source), part in shared({code: amount}, listed).items():
                self.spent[code, source, Category.PROJECT] += part
        if any(len(sources) > 1 and 0 < rows[code] < _whole(most, code) for code, sources in others.items()):
            self.choices["结转、专户和单位资金各用于基本支出还是项目支出"] = None

    def _spend_basic(self, group: frozenset[Source], others: Mapping[str, list[Source]]) -> None:
        """The rest of these sources; carried money in 人员 and 公用 where the edition's tables split it."""
        keys = [(code, source) for code, sources in others.items() for source in sources if source in group]
        rows = {key: self.income[key] - self.spent[(*key, Category.PROJECT)] for key in keys}
        columns = {Category.BASIC: total(rows.values())}
        if group & self._split & CARRY_SOURCES:
            split = (Category.PERSONNEL, Category.PUBLIC)
            columns = {category: self._shown.carried(group, PARTS[category]) or ZERO for category in split}
        if is_open(rows, columns):
            self.choices["上年结转的人员经费、公用经费各属于哪个科目"] = None
        for ((code, source), category), amount in shared(rows, columns).items():
            self.spent[code, source, category] += amount


def _whole(most: Mapping[tuple[str, frozenset[Source]], Decimal], code: str) -> Decimal:
    return total(amount for (of, _), amount in most.items() if of == code)


def _named(sources: frozenset[Source]) -> str:
    if sources <= CARRY_FISCAL_SOURCES:
        return "财政拨款结转"
    return "非财政拨款结转结余" if sources <= CARRY_OTHER_SOURCES else "单位资金"
