"""The facts of a unit budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO
from budgetportal.disclosure.budget import BudgetFiling, Project
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, OFFICIAL, PROJECTS, Fact
from budgetportal.disclosure.terms import Category, EconomicClass


def facts_of(filing: BudgetFiling) -> Iterator[Fact]:
    """Every amount of the entry tables that published tables are made of, in entry order."""
    for n, income in enumerate(filing.income):
        yield Fact(INCOME, f"income[{n}].amount", income.amount, income.function, income.source, row=n)
    for n, spent in enumerate(filing.expenditure):
        place = f"expenditure[{n}].amount"
        yield Fact(EXPENDITURE, place, spent.amount, spent.function, spent.source, spent.category, row=n)
    for n, basic in enumerate(filing.basic_by_economic):
        place = f"basic_by_economic[{n}].amount"
        yield Fact(BASIC, place, basic.amount, basic.economic, None, basic.category, row=n)
    for n, project in enumerate(filing.projects):
        yield from _project_facts(n, project)
    for n, official in enumerate(filing.official_expenses):
        place = f"official_expenses[{n}].amount"
        yield Fact(OFFICIAL, place, official.amount, "", official.source, None, official.item, row=n)


def _project_facts(n: int, project: Project) -> Iterator[Fact]:
    def fact(place: str, amount: Decimal, item: EconomicClass | None) -> Fact:
        return Fact(PROJECTS, place, amount, project.function, project.source, Category.PROJECT, item, n)

    for economic, amount in project.amounts.items():
        yield fact(f"projects[{n}].amounts.{economic}", amount, economic)
    if project.amount is not None or not project.amounts:
        yield fact(f"projects[{n}].amount", project.amount or ZERO, None)
