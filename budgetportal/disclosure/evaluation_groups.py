"""Which amounts of a self-evaluation are rounded together, so that sums that hold in 元 hold in 万元 too.

The contract's table ("Rounding") names none for a report; its rule for dependent groups is applied to the sums that
rules S1 and S3 hold the report to, and to money that was all spent, whose 执行率 is 100.00%.
"""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.groups import Group, alone, members
from budgetportal.disclosure.self_evaluation import SelfEvaluation


def groups(filing: SelfEvaluation) -> Iterator[Group]:
    """From the whole down to its parts; what a group depends on is rounded before it."""
    if filing.budget:
        yield from _whole()
    spent = tuple(f"projects[{n}].spent" for n in range(len(filing.projects)))
    yield Group(spent, members("budget", "project_spent") if filing.budget else ())
    yield from _parts_of_the_budget(filing)
    if filing.budget:
        yield Group(members("budget", "basic_personnel", "basic_public"), members("budget", "basic_final"))


def _whole() -> Iterator[Group]:
    yield Group(members("budget", "initial_basic", "initial_project"))
    yield Group(members("budget", "initial"), members("budget", "initial_basic", "initial_project"))
    yield Group(members("budget", "adjustment"))
    yield Group(members("budget", "final"), members("budget", "initial", "adjustment"))
    yield Group(members("budget", "spent"), members("budget", "final"))
    yield Group(members("budget", "basic_spent", "project_spent"), members("budget", "spent"))


def _parts_of_the_budget(filing: SelfEvaluation) -> Iterator[Group]:
    """基本支出 and each project: what was all spent is what was spent, the others are what that leaves of the whole."""
    parts = list(_with_spending(filing))
    for place, spent, is_all_spent in parts:
        if is_all_spent:
            yield alone(place, (spent,))
    others = tuple(place for place, _, is_all_spent in parts if not is_all_spent)
    less = tuple(place for place, _, is_all_spent in parts if is_all_spent)
    yield Group(others, members("budget", "final"), less) if filing.budget else Group(others)


def _with_spending(filing: SelfEvaluation) -> Iterator[tuple[str, str, bool]]:
    """The places of a budget and of what was spent of it, and whether that is all."""
    if filing.budget:
        yield "budget.basic_final", "budget.basic_spent", filing.budget.basic_final == filing.budget.basic_spent
    for n, project in enumerate(filing.projects):
        yield f"projects[{n}].budget", f"projects[{n}].spent", project.budget == project.spent
