"""The facts of final accounts."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, OFFICIAL, Fact
from budgetportal.disclosure.final_accounts import Balance, FinalAccounts
from budgetportal.disclosure.terms import FinalSource

OFFICIAL_BUDGET = "official_budget"  # 全年预算数 of the official expenses; OFFICIAL is their 决算数
OPENING = "opening"  # 年初结转和结余
CLOSING = "closing"  # 年末结转和结余
NON_FISCAL_USED = "non_fiscal_used"  # 使用非财政拨款结余
DISTRIBUTED = "distributed"  # 结余分配
ENTRY_TABLES = {  # the members of a filing in which facts of another name are entered
    OFFICIAL_BUDGET: "official_expenses",
    OPENING: "balances",
    CLOSING: "balances",
    NON_FISCAL_USED: "balances",
    DISTRIBUTED: "balances",
}
BALANCE_SOURCES = {
    "fiscal_general": FinalSource.FISCAL_GENERAL,
    "fiscal_fund": FinalSource.FISCAL_FUND,
    "fiscal_soe": FinalSource.FISCAL_SOE,
    "other": FinalSource.OTHER,
}


def facts_of(filing: FinalAccounts) -> Iterator[Fact]:
    """Every amount that the tables of final accounts are made of; income without a function has no code."""
    for n, income in enumerate(filing.income):
        yield Fact(INCOME, f"income[{n}].amount", income.amount, income.function or "", income.source, row=n)
    for n, spent in enumerate(filing.expenditure):
        place = f"expenditure[{n}].amount"
        yield Fact(EXPENDITURE, place, spent.amount, spent.function, spent.source, spent.category, row=n)
    for n, basic in enumerate(filing.basic_by_economic):
        place = f"basic_by_economic[{n}].amount"
        yield Fact(BASIC, place, basic.amount, basic.economic, None, basic.category, row=n)
    for n, official in enumerate(filing.official_expenses):
        place = f"official_expenses[{n}]"
        yield Fact(OFFICIAL, f"{place}.final", official.final, item=official.item, row=n)
        yield Fact(OFFICIAL_BUDGET, f"{place}.budget", official.budget, item=official.item, row=n)
    if filing.balances:
        yield from _balance(OPENING, filing.balances.opening)
        yield from _balance(CLOSING, filing.balances.closing)
        for table in (NON_FISCAL_USED, DISTRIBUTED):
            yield Fact(table, f"balances.{table}", getattr(filing.balances, table))


def _balance(table: str, balance: Balance) -> Iterator[Fact]:
    for name, source in BALANCE_SOURCES.items():
        yield Fact(table, f"balances.{table}.{name}", getattr(balance, name), source=source)
