"""Last year's figures from last year's published filing, so that nobody types them again (contract, ``comparisons``).

Every compared figure takes ``prior`` from there, a typed one that differs gives way; a topic that had money last year
and has none now is compared too, and so is one that nobody commented on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.facts import EXPENDITURE, ITEM, OFFICIAL, Selection
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts, FinalComparison, FinalOfficialExpense
from budgetportal.disclosure.final_topics import GENERAL_SPENDING
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import OfficialItem, Source, Term
from budgetportal.disclosure.topics import BUDGETS, INCOME_SUMS

OneKind = TypeVar("OneKind", bound=Filing)
OFFICIAL_TOPICS = ("official.total", *(f"official.{item}" for item in OfficialItem))
SPENDING_TOPICS = ("expenditure.basic", "expenditure.project", "general.basic", "general.project")


def with_last_year(filing: OneKind, last: Filing | None) -> OneKind:
    """The filing with last year's published figures; unchanged where there are none, or none of its kind."""
    if last is None or kind_of(last) is not kind_of(filing):
        return filing
    scenes = Scene(published(filing)), Scene(published(last))
    match filing:
        case BudgetFiling():
            return replace(filing, comparisons=tuple(_budget_rows(filing, *scenes)))
        case FinalAccounts():
            rows = tuple(_final_rows(filing, *scenes))
            return replace(filing, comparisons=rows, official_expenses=tuple(_official_rows(filing, scenes[1])))
        case _:
            return filing


def typed_otherwise(filing: Filing, last: Filing | None) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Every typed figure of last year that gives way to the published one: its place and both."""
    whole = with_last_year(filing, last)
    for member in ("comparisons", "official_expenses"):
        pairs = zip(getattr(filing, member, ()), getattr(whole, member, ()), strict=False)  # topics of last year follow
        for n, (typed, given) in enumerate(pairs):
            was = getattr(typed, "prior", None)
            if was is not None and was != given.prior:
                yield f"{member}[{n}].prior", was, given.prior


def _prior(topic: str, last: Scene) -> Decimal:
    return Decimal(last.figure(topic).text)


def _has_money(topic: str, *scenes: Scene) -> bool:
    return any(Decimal(scene.figure(topic).text) for scene in scenes)


# ------------------------------------------------------------------------------------------------ budgets


def _budget_rows(filing: BudgetFiling, this: Scene, last: Scene) -> Iterator[Comparison]:
    for row in filing.comparisons:
        yield row if row.topic.startswith("purpose.") else replace(row, prior=_prior(row.topic, last))
    known = {row.topic for row in filing.comparisons}
    for topic in budget_topics(this, last):
        if topic not in known and _is_compared(filing, topic, this, last):
            yield Comparison(topic=topic, prior=_prior(topic, last))


def _is_compared(filing: BudgetFiling, topic: str, this: Scene, last: Scene) -> bool:
    """Whether the edition speaks of the topic and there is money to speak of; of “三公” it always speaks."""
    if topic in OFFICIAL_TOPICS:
        return True
    return EDITIONS[filing.edition].takes_wording(topic) and _has_money(topic, this, last)


def budget_topics(*scenes: Scene) -> Iterator[str]:
    """Every topic that has a figure, in the order of the narrative."""
    yield from (f"income.{source}" for source in (*Source, *INCOME_SUMS))
    yield from SPENDING_TOPICS
    for budget, sources in BUDGETS.items():
        if budget != "general":
            yield f"{budget}.total"
        yield from (f"{budget}.function.{code}" for code in _codes(scenes, sources))
    yield from OFFICIAL_TOPICS
    yield "operating"


def _codes(scenes: Iterable[Scene], sources: frozenset[Term]) -> list[str]:
    """The 项 under which a budget has money in one of the years."""
    found = (fact for scene in scenes for fact in scene.facts.select(Selection(EXPENDITURE, sources)))
    return sorted({fact.code for fact in found if len(fact.code) == ITEM})


# ----------------------------------------------------------------------------------------- final accounts


def _final_rows(filing: FinalAccounts, this: Scene, last: Scene) -> Iterator[FinalComparison]:
    for row in filing.comparisons:
        typed_elsewhere = row.against is not None or row.topic.startswith("official.")
        yield row if typed_elsewhere else replace(row, prior=_prior(row.topic, last))
    known = {row.topic for row in filing.comparisons if row.against is None}
    codes = _codes((this, last), GENERAL_SPENDING)
    for topic in ("total", "fiscal", "general", *(f"general.function.{code}" for code in codes), "operating"):
        if topic not in known and _has_money(topic, this, last):
            yield FinalComparison(topic=topic, prior=_prior(topic, last))


def _official_rows(filing: FinalAccounts, last: Scene) -> Iterator[FinalOfficialExpense]:
    for row in filing.official_expenses:
        prior = last.facts.total(Selection(OFFICIAL, items=frozenset({row.item})))
        yield replace(row, prior=prior)
