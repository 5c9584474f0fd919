"""Rules on a self-evaluation report (S1 to S9)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure import scores as scoring
from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.evaluated import Scored, wrong_scores, wrong_weights
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.self_evaluation import ExecutedBudget

FAR = Decimal(30)  # per cent: a completion this far from 100 wants its cause
PARTS = {  # the cells that a sum of the budget is made of
    "initial": ("budget.initial_basic", "budget.initial_project"),
    "basic_final": ("budget.basic_personnel", "budget.basic_public"),
    "spent": ("budget.basic_spent", "budget.project_spent"),
}


def _budget(case: Case) -> ExecutedBudget:
    if case.evaluation.budget is None:
        raise NothingToCheck("“预算执行情况”没有填")
    return case.evaluation.budget


@rule("S1", Severity.ERROR, "全年预算数等于年初预算数加调整数", "checks.md S1")
def adjusted(case: Case) -> Iterator[Fault]:
    """调整后 = 年初 + 调整."""
    found = _budget(case)
    whole = found.initial + found.adjustment
    if whole != found.final:
        message = "全年预算数 {found} 万元，年初预算数加调整数 {expected} 万元，相差 {difference} 万元；改正其中一处"
        yield differing("budget.final", message, whole, found.final, ("budget.initial", "budget.adjustment"))


@rule("S3", Severity.ERROR, "预算和支出等于其各部分之和", "checks.md S3")
def parts(case: Case) -> Iterator[Fault]:
    """年初 = 基本 + 项目; 基本 = 人员 + 公用; 执行 = 基本 + 项目."""
    found = _budget(case)
    sums = {
        "initial": ("年初预算数", found.initial_basic + found.initial_project, "基本支出加项目支出"),
        "basic_final": ("基本支出全年预算数", found.basic_personnel + found.basic_public, "人员经费加公用经费"),
        "spent": ("全年实际支出", found.basic_spent + found.project_spent, "基本支出加项目支出"),
    }
    for name, (label, whole, of) in sums.items():
        said = getattr(found, name)
        if said != whole:
            message = f"{label} {{found}} 万元，{of} {{expected}} 万元，相差 {{difference}} 万元；改正其中一处"
            yield differing(f"budget.{name}", message, whole, said, PARTS[name])


@rule("S3.1", Severity.WARNING, "支出不大于全年预算", "checks.md S2、S3")
def overspent(case: Case) -> Iterator[Fault]:
    """执行 ≤ 全年预算, in all and for 基本支出."""
    found = _budget(case)
    pairs = (("spent", "全年实际支出", "final"), ("basic_spent", "基本支出实际支出", "basic_final"))
    for name, label, of in pairs:
        said, limit = getattr(found, name), getattr(found, of)
        if said > limit:
            message = (
                f"{label} {{found}} 万元，大于全年预算数 {{expected}} 万元"
                f"，相差 {{difference}} 万元；核对两处，或说明原因"
            )
            yield differing(f"budget.{name}", message, limit, said, [f"budget.{of}"])


@rule("S9", Severity.ERROR, "项目执行金额合计等于项目支出", "checks.md S9")
def projects(case: Case) -> Iterator[Fault]:
    """Σ projects = 项目支出."""
    found = _budget(case)
    if not case.evaluation.projects:
        raise NothingToCheck("“项目”没有填")
    whole = total(one.spent for one in case.evaluation.projects)
    if whole != found.project_spent:
        message = "项目支出 {expected} 万元，各项目执行金额合计 {found} 万元，相差 {difference} 万元；核对两处"
        cells = (f"projects[{n}].spent" for n in range(1, len(case.evaluation.projects)))
        yield differing("projects[0].spent", message, found.project_spent, whole, ("budget.project_spent", *cells))


def _scored(case: Case) -> list[Scored]:
    rows = case.evaluation.indicators
    if not rows:
        raise NothingToCheck("“整体绩效指标”没有填")
    return [
        Scored(f"indicators[{n}]", one.name, one.adjusted or one.target, one.actual, one.weight, one.score)
        for n, one in enumerate(rows)
    ]


@rule("S4", Severity.WARNING, "填写的得分等于计算的得分", "checks.md S4；填报契约 Scores")
def scores(case: Case) -> Iterator[Fault]:
    """A typed score stands, and is told where it differs from weight × completion."""
    yield from wrong_scores(_scored(case))


@rule("S5", Severity.ERROR, "分值合计为 100", "checks.md S5")
def weights(case: Case) -> Iterator[Fault]:
    """Σ weights = 100, with 执行率."""
    yield from wrong_weights("", case.evaluation.execution_weight, _scored(case))


@rule("S6", Severity.WARNING, "偏差超过 30% 的指标写明原因", "checks.md S6")
def deviations(case: Case) -> Iterator[Fault]:
    """A completion far from 100 % says why."""
    for n, row in enumerate(_scored(case)):
        rate = scoring.completion(row.target, row.actual)
        if rate is not None and abs(rate - 100) > FAR and not case.evaluation.indicators[n].deviation:
            message = f"“{row.name[:30]}”完成率 {printed(rate)}%，没有写偏差原因；补上"
            yield Fault(f"{row.place}.deviation", message, "100.00", printed(rate), printed(rate - 100))


RULES = (adjusted, parts, overspent, projects, scores, weights, deviations)
