"""Which amounts of a unit budget are rounded together (contract, "Rounding", the table of groups)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetportal.disclosure.budget import BudgetFiling, Project
from budgetportal.disclosure.groups import Group, Places, basic_by_economic, members
from budgetportal.disclosure.terms import BASIC_CATEGORIES, GENERAL_SOURCES, Category, Source, Term


def groups(filing: BudgetFiling) -> Iterator[Group]:
    """The contract's table, row by row; what a group depends on is rounded before it."""
    expenditure = _Expenditure(filing)
    yield Group(expenditure.all)
    yield from _income(filing, expenditure)
    yield from basic_by_economic([row.category for row in filing.basic_by_economic], expenditure.general_basic)
    yield from _projects(filing, expenditure)
    yield from _performance(filing)
    yield Group(members("unit_performance.funds", "superior", "local", "other"), expenditure.all)
    yield Group(tuple(f"official_expenses[{n}].amount" for n in range(len(filing.official_expenses))))
    yield Group(members("procurement", "goods", "works", "services"))
    kinds = members("assets", "general_vehicles_value", "duty_vehicles_value", "other_vehicles_value")
    yield Group(kinds)
    yield Group(members("assets", "vehicles_value"), kinds)


class _Expenditure:
    """The places of the expenditure rows, by what other tables depend on."""

    def __init__(self, filing: BudgetFiling) -> None:
        self.all: Places = tuple(f"expenditure[{n}].amount" for n in range(len(filing.expenditure)))
        self.by_function: defaultdict[tuple[str, Source], list[str]] = defaultdict(list)
        self.projects: defaultdict[tuple[str, Source], list[str]] = defaultdict(list)
        self.general_basic: defaultdict[Term, list[str]] = defaultdict(list)
        for place, row in zip(self.all, filing.expenditure, strict=True):
            self.by_function[row.function, row.source].append(place)
            if row.category is Category.PROJECT:
                self.projects[row.function, row.source].append(place)
            elif row.source in GENERAL_SOURCES and row.category in BASIC_CATEGORIES:
                self.general_basic[row.category].append(place)


def _income(filing: BudgetFiling, expenditure: _Expenditure) -> Iterator[Group]:
    grouped = defaultdict(list)
    for n, row in enumerate(filing.income):
        grouped[row.function, row.source].append(f"income[{n}].amount")
    for key, places in grouped.items():
        yield Group(tuple(places), tuple(expenditure.by_function.get(key, ())))


def _projects(filing: BudgetFiling, expenditure: _Expenditure) -> Iterator[Group]:
    grouped: defaultdict[tuple[str, Source], list[str]] = defaultdict(list)
    for n, project in enumerate(filing.projects):
        grouped[project.function, project.source] += _project_places(n, project)
    for key, places in grouped.items():
        yield Group(tuple(places), tuple(expenditure.projects.get(key, ())))


def _project_places(n: int, project: Project) -> list[str]:
    whole = [f"projects[{n}].amount"] if project.amount is not None else []
    return [f"projects[{n}].amounts.{code}" for code in sorted(project.amounts)] + whole


def _performance(filing: BudgetFiling) -> Iterator[Group]:
    for n, project in enumerate(filing.projects):
        amounts = tuple(_project_places(n, project))
        yield Group(members(f"projects[{n}].performance", "fiscal", "other"), amounts)
        yield Group(members(f"projects[{n}].performance", "total"), amounts)
