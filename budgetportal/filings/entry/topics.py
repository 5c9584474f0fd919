"""The compared figures that a filing has, offered where a topic is typed."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.final_topics import OFFICIAL_TOPICS
from budgetportal.disclosure.places import topic_in_words
from budgetportal.disclosure.terms import FUND_SOURCES, GENERAL_SOURCES, SOE_SOURCES, OfficialItem, SpendingSource

BUDGETS = (("general", GENERAL_SOURCES), ("fund", FUND_SOURCES), ("soe", SOE_SOURCES))
FIXED = ("expenditure.basic", "expenditure.project", "general.basic", "general.project")


def topics(filing: Filing) -> list[tuple[str, str]]:
    """The topics of the filing's own figures with their names, each once."""
    return [(topic, topic_in_words(topic)) for topic in dict.fromkeys(_topics(filing))]


def _topics(filing: Filing) -> Iterator[str]:
    match filing:
        case BudgetFiling():
            yield from _budget_topics(filing)
        case FinalAccounts():
            yield from _final_topics(filing)


def _budget_topics(filing: BudgetFiling) -> Iterator[str]:
    yield from (f"income.{row.source}" for row in filing.income)
    yield from FIXED
    for budget, sources in BUDGETS:
        codes = sorted({row.function for row in filing.expenditure if row.source in sources})
        if codes and budget != "general":
            yield f"{budget}.total"
        yield from (f"{budget}.function.{code}" for code in codes)
        yield from (f"purpose.{budget}.{code}" for code in sorted({code[:3] for code in codes}))
    yield "official.total"
    yield from (f"official.{item}" for item in OfficialItem)
    yield "operating"


def _final_topics(filing: FinalAccounts) -> Iterator[str]:
    yield from ("total", "fiscal", "general")
    codes = sorted({row.function for row in filing.expenditure if row.source is SpendingSource.GENERAL})
    yield from (f"general.function.{code}" for code in codes)
    yield from OFFICIAL_TOPICS
    yield "operating"
