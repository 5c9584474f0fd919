"""The compared figures of final accounts (contract, kind 2, ``comparisons[].topic``)."""

from __future__ import annotations

from decimal import Decimal

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.compared import Compared
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, OFFICIAL, Facts, Figure, Selection
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.final_facts import NON_FISCAL_USED, OPENING
from budgetportal.disclosure.terms import Against, FinalCategory, FinalSource, OfficialItem, SpendingSource

FISCAL_INCOME = frozenset({FinalSource.FISCAL_GENERAL, FinalSource.FISCAL_FUND, FinalSource.FISCAL_SOE})
GENERAL_SPENDING = frozenset({SpendingSource.GENERAL})
VEHICLES = frozenset({OfficialItem.VEHICLE_PURCHASE, OfficialItem.VEHICLE_OPERATION})
INCOME_SUMS = {  # 收入总计, 财政拨款收入总计
    "total": (Selection(INCOME), Selection(NON_FISCAL_USED), Selection(OPENING)),
    "fiscal": (Selection(INCOME, FISCAL_INCOME), Selection(OPENING, FISCAL_INCOME)),
}
OFFICIAL_TOPICS = {
    "official.total": frozenset(OfficialItem),
    "official.vehicle": VEHICLES,
    **{f"official.{item}": frozenset({item}) for item in OfficialItem},
}


def figure(topic: str, facts: Facts) -> Figure:
    """This year's figure of a topic; ``total`` is 收入总计, ``fiscal`` 财政拨款收入总计: with the opening balance."""
    if topic in INCOME_SUMS:
        return Figure.of([fact for selection in INCOME_SUMS[topic] for fact in facts.select(selection)])
    if topic in OFFICIAL_TOPICS:
        return facts.figure(Selection(OFFICIAL, items=OFFICIAL_TOPICS[topic]))
    if topic == "operating":
        return facts.figure(basic(FinalCategory.PUBLIC, facts))
    code = topic.removeprefix("general").removeprefix(".function.")
    return facts.figure(Selection(EXPENDITURE, GENERAL_SPENDING, code=code))


def planned(filing: FinalAccounts, topic: str) -> Decimal | None:
    """The budget that a topic is held against; None where it was not entered."""
    if topic in OFFICIAL_TOPICS:
        return total(row.budget for row in filing.official_expenses if row.item in OFFICIAL_TOPICS[topic])
    initial = filing.initial_budget
    return None if initial is None else initial.fiscal_total if topic == "fiscal" else initial.general_total


def basic(category: FinalCategory, facts: Facts) -> Selection:
    """人员经费 or 公用经费 of the general budget: as the economic 款 say, else as the functions do (F5, F13)."""
    if facts.select(Selection(BASIC)):
        return Selection(BASIC, categories=frozenset({category}))
    return Selection(EXPENDITURE, GENERAL_SPENDING, frozenset({category}))


def key(topic: str, against: Against | None) -> str:
    """Under which a comparison is found: the topic, and what it is held against where that is not last year."""
    return topic if against is None else f"{topic}:{against}"


def compared(filing: FinalAccounts) -> dict[str, Compared]:
    """The comparisons by key, in entry order; last year's official expenses stand in their own table."""
    found = {
        key(row.topic, row.against): Compared(f"comparisons[{n}]", row.prior, f"comparisons[{n}].prior", row.reason)
        for n, row in enumerate(filing.comparisons)
    }
    for topic, items in OFFICIAL_TOPICS.items():
        prior = _official_prior(filing, items)
        if prior is not None:
            said = found.get(topic)
            found[topic] = Compared(
                said.place if said else "", prior, "official_expenses", said.reason if said else None
            )
    return found


def _official_prior(filing: FinalAccounts, items: frozenset[OfficialItem]) -> Decimal | None:
    rows = [row.prior for row in filing.official_expenses if row.item in items]
    known = [prior for prior in rows if prior is not None]
    return total(known) if known and len(known) == len(rows) else None
