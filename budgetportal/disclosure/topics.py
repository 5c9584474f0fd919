"""The compared figures of a budget (contract, kind 1, ``comparisons[].topic``)."""

from __future__ import annotations

from collections.abc import Mapping

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.compared import Compared
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, OFFICIAL, Facts, Figure, Selection
from budgetportal.disclosure.terms import (
    BASIC_CATEGORIES,
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    OWN_SOURCES,
    SOE_SOURCES,
    Category,
    OfficialItem,
    Source,
)

BUDGETS: Mapping[str, frozenset[Source]] = {"general": GENERAL_SOURCES, "fund": FUND_SOURCES, "soe": SOE_SOURCES}
INCOME_SUMS: Mapping[str, frozenset[Source]] = {
    "own": OWN_SOURCES,
    "carry_fiscal": CARRY_FISCAL_SOURCES,
    "carry_other": CARRY_OTHER_SOURCES,
}
SPENDING: Mapping[str, frozenset[Category]] = {"basic": BASIC_CATEGORIES, "project": frozenset({Category.PROJECT})}
OPERATING = Selection(BASIC, categories=frozenset({Category.PUBLIC}))  # 机关运行经费 = 公用经费 (rule B34)


def selection(topic: str) -> Selection:
    """The facts that a topic's figure of this year is the sum of; ``operating`` may be typed instead."""
    subject, _, rest = topic.partition(".")
    if subject == "income":
        sources = INCOME_SUMS[rest] if rest in INCOME_SUMS else frozenset({Source(rest)})
        return Selection(INCOME, sources)
    if subject == "official":
        return Selection(OFFICIAL, items=None if rest == "total" else frozenset({OfficialItem(rest)}))
    if subject == "operating":
        return OPERATING
    code = rest.rpartition(".")[2] if rest.startswith("function.") else ""
    return Selection(EXPENDITURE, BUDGETS.get(subject), SPENDING.get(rest), code=code)


def figure(topic: str, facts: Facts, filing: BudgetFiling) -> Figure:
    """This year's figure of a topic."""
    if topic == "operating" and filing.operating_expense is not None:
        return Figure(printed(filing.operating_expense), ("operating_expense",))
    return facts.figure(selection(topic))


def compared(filing: BudgetFiling) -> dict[str, Compared]:
    """The comparisons by topic, in entry order."""
    return {row.topic: _compared(row, f"comparisons[{n}]") for n, row in enumerate(filing.comparisons)}


def _compared(row: Comparison, place: str) -> Compared:
    return Compared(place, row.prior, f"{place}.prior", row.reason, row.purpose)
