"""Which amounts of a self-evaluation are rounded together, so that sums that hold in 元 hold in 万元 too.

The contract's table ("Rounding") names none for a report; its rule for dependent groups is applied to the sums that
rules S1 and S3 hold the report to.
"""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.groups import Group, members
from budgetportal.disclosure.self_evaluation import SelfEvaluation


def groups(filing: SelfEvaluation) -> Iterator[Group]:
    """Parts first, then what they are the sum of; the projects depend on what was spent on projects."""
    initial = members("budget", "initial_basic", "initial_project")
    yield Group(initial)
    yield Group(members("budget", "initial"), initial)
    yield Group(members("budget", "adjustment"))
    yield Group(members("budget", "final"), members("budget", "initial", "adjustment"))
    basic = members("budget", "basic_personnel", "basic_public")
    yield Group(basic)
    yield Group(members("budget", "basic_final"), basic)
    spent = members("budget", "basic_spent", "project_spent")
    yield Group(spent)
    yield Group(members("budget", "spent"), spent)
    yield Group(_of_projects(filing, "spent"), members("budget", "project_spent"))
    yield Group(_of_projects(filing, "budget"))


def _of_projects(filing: SelfEvaluation, name: str) -> tuple[str, ...]:
    return tuple(f"projects[{n}].{name}" for n in range(len(filing.projects)))
