"""Rules on a self-evaluation report (S1 to S9)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.self_evaluation import ExecutedBudget

SUMS = {  # of what part of the budget: its name, and the names of its parts
    "initial": ("年初预算数", "基本支出加项目支出"),
    "basic_final": ("基本支出全年预算数", "人员经费加公用经费"),
    "spent": ("全年实际支出", "基本支出加项目支出"),
}


def _budget(case: Case) -> ExecutedBudget:
    if case.evaluation.budget is None:
        raise NothingToCheck("“预算执行情况”没有填")
    return case.evaluation.budget


@rule("S1", Severity.ERROR, "全年预算数等于年初预算数加调整数", "checks.md S1")
def adjusted(case: Case) -> Iterator[Fault]:
    """调整后 = 年初 + 调整."""
    found = _budget(case)
    for fix in case.told("S1"):
        message = "全年预算数 {found} 万元，年初预算数加调整数 {expected} 万元，相差 {difference} 万元；改正其中一处"
        yield differing(fix.place, message, found.initial + found.adjustment, found.final, case.slack(2))


@rule("S3", Severity.ERROR, "预算和支出等于其各部分之和", "checks.md S3")
def parts(case: Case) -> Iterator[Fault]:
    """年初 = 基本 + 项目; 基本 = 人员 + 公用; 执行 = 基本 + 项目."""
    found = _budget(case)
    for fix in case.told("S3"):
        name, gap = fix.lead[1], case.gap(fix)
        label, of = SUMS[name]
        said = getattr(found, name)
        message = f"{label} {{found}} 万元，{of} {{expected}} 万元，相差 {{difference}} 万元；改正其中一处"
        yield differing(fix.place, message, said - gap, said, case.slack(2))


@rule("S3.2", Severity.WARNING, "全年预算数等于基本支出与各项目预算之和", "checks.md S3")
def planned_parts(case: Case) -> Iterator[Fault]:
    """全年 = 基本支出 + Σ 项目, as 执行 is split."""
    found, projects = _budget(case), case.evaluation.projects
    if not projects:
        raise NothingToCheck("“项目”没有填")
    for fix in case.told("S3.2"):
        message = (
            "全年预算数 {found} 万元，基本支出全年预算数加各项目预算金额 {expected} 万元"
            "，相差 {difference} 万元；改正其中一处，或说明口径"
        )
        yield differing(fix.place, message, found.final - case.gap(fix), found.final, case.slack(len(projects) + 1))


@rule("S3.1", Severity.WARNING, "支出不大于全年预算", "checks.md S2、S3")
def overspent(case: Case) -> Iterator[Fault]:
    """执行 ≤ 全年预算, in all and for 基本支出."""
    _budget(case)
    found = case.mended.evaluation.budget
    if found is None:
        return
    pairs = (("spent", "全年实际支出", found.final), ("basic_spent", "基本支出实际支出", found.basic_final))
    for name, label, limit in pairs:
        said = getattr(found, name)
        if said > limit:
            message = (
                f"{label} {{found}} 万元，大于全年预算数 {{expected}} 万元"
                f"，相差 {{difference}} 万元；核对两处，或说明原因"
            )
            yield differing(f"budget.{name}", message, limit, said)


@rule("S9", Severity.ERROR, "项目执行金额合计等于项目支出", "checks.md S9")
def projects(case: Case) -> Iterator[Fault]:
    """Σ projects = 项目支出."""
    found = _budget(case)
    if not case.evaluation.projects:
        raise NothingToCheck("“项目”没有填")
    whole = total(one.spent for one in case.evaluation.projects)
    for fix in case.told("S9"):
        message = "项目支出 {expected} 万元，各项目执行金额合计 {found} 万元，相差 {difference} 万元；核对两处"
        yield differing(fix.place, message, found.project_spent, whole, case.slack(len(case.evaluation.projects)))


RULES = (adjusted, parts, planned_parts, overspent, projects)
