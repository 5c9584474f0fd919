"""The compared figures (contract, ``comparisons[].topic``): this year's figure and its change in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import Change, printed
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, OFFICIAL, Facts, Figure, Selection
from budgetportal.disclosure.filing import Comparison, Filing
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


def figure(topic: str, facts: Facts, filing: Filing) -> Figure:
    """This year's figure of a topic."""
    if topic == "operating" and filing.operating_expense is not None:
        return Figure(printed(filing.operating_expense), ("operating_expense",))
    return facts.figure(selection(topic))


@dataclass(frozen=True, slots=True)
class Compared:
    """What is said of one compared figure this year: the typed comparison and where it stands."""

    comparison: Comparison
    place: str


def compared(filing: Filing) -> dict[str, Compared]:
    """The comparisons by topic, in entry order."""
    rows = enumerate(filing.comparisons)
    return {row.topic: Compared(row, f"comparisons[{n}]") for n, row in rows}


def in_comment_order(codes: Iterable[str], topics: Iterable[str], prefix: str) -> list[str]:
    """Codes in the order in which the unit comments on them, the others after them in code order."""
    wanted = set(codes)
    commented = [code for topic in topics if (code := topic.removeprefix(prefix)) in wanted and code != topic]
    return commented + sorted(wanted - set(commented))


def change_words(change: Change, from_nothing: Decimal) -> tuple[str, str]:
    """增加/减少 with the difference, 增长/下降 with the rate; ``from_nothing``: what the region prints from 0 (%)."""
    rate = from_nothing if change.rate is None else change.rate
    more, higher = ("减少", "下降") if change.difference < 0 else ("增加", "增长")
    return f"{more}{printed(abs(change.difference))}万元", f"{higher}{printed(rate)}%"
