"""How many projects a budget has of each kind of money, against its 绩效目标表 (the project's own hint)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.terms import GENERAL_SOURCES


@rule("B38.7", Severity.HINT, "项目支出表的项目与绩效目标表一样多", "自有规则；已公开文本中须另作说明的不一致")
def projects_and_tables(case: Case) -> Iterator[Fault]:
    """The projects of the general budget, which one table lists, and the 绩效目标表, of which each project has one."""
    listed = case.budget.projects
    if not listed:
        raise NothingToCheck("“项目”没有填")
    general = sum(project.source in GENERAL_SOURCES for project in listed)
    tables = Counter(project.source.label for project in listed if project.performance is not None)
    count = sum(tables.values())
    if tables and general != count:
        each = "、".join(f"{label} {number} 张" for label, number in tables.items())
        message = (
            f"一般公共预算的项目 {general} 个，绩效目标表 {count} 张（{each}），相差 {abs(count - general)}；"
            "核对个数，因资金来源不同而不等的不用改"
        )
        yield Fault("projects", message, str(general), str(count), str(count - general))


RULES = (projects_and_tables,)
