"""Rules on whole tables of targets: their money, their weights, how many there are (B38 to B38.3, B38.7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import HUNDRED, ZERO
from budgetportal.disclosure.budget import Indicator, Project
from budgetportal.disclosure.checks.budget_balances import money_of
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import EXPENDITURE, Selection
from budgetportal.disclosure.performance import goals_total
from budgetportal.disclosure.terms import FISCAL_SOURCES, FUND_SOURCES, GENERAL_SOURCES, SOE_SOURCES, Source

WEIGHTS = (Decimal(90), HUNDRED)  # with 10 for 执行率, or without
WEIGHTS_IN_WORDS = "90（另有执行率 10 分）或 100"


@rule("B38", Severity.ERROR, "绩效目标表的金额等于项目金额", "checks.md B38")
def target_amounts(case: Case) -> Iterator[Fault]:
    """年度预算总额 = 财政拨款 + 其他资金 = the project's money."""
    goals = [(n, one.performance) for n, one in enumerate(case.budget.projects) if one.performance]
    if not goals:
        raise NothingToCheck("没有项目填写绩效目标")
    told = set()
    for n, performance in goals:
        parts = performance.fiscal + performance.other
        if performance.total is not None and performance.total != parts:
            told.add(str(n))
            yield _differing_parts(f"projects[{n}].performance.total", performance.total, parts)
    for fix in (one for one in case.told("B38") if one.lead[1] not in told):
        project = case.mended.budget.projects[int(fix.lead[1])]
        yield _differing_goals(fix.place, case.budget.projects[int(fix.lead[1])], money_of(project))


def _differing_parts(place: str, whole: Decimal, parts: Decimal) -> Fault:
    message = "年度预算总额 {found} 万元，财政拨款与其他资金合计 {expected} 万元，相差 {difference} 万元；改正其中一处"
    return differing(place, message, parts, whole)


def _differing_goals(place: str, project: Project, money: Decimal) -> Fault:
    message = (
        f"“{project.name[:30]}”绩效目标表 {{found}} 万元，项目金额 {{expected}} 万元"
        "，相差 {difference} 万元；核对两处"
    )
    found = goals_total(project.performance) if project.performance else ZERO
    return differing(place, message, money, found)


@rule("B38.1", Severity.WARNING, "指标分值合计为 90 或 100", "checks.md B38")
def weights(case: Case) -> Iterator[Fault]:
    """Weights add up to 90, with 10 for 执行率, or to 100; the form of 2020 has none."""
    listed = list(_weighted(case))
    if not listed:
        raise NothingToCheck("没有填写分值的绩效指标")
    for place, indicators in listed:
        whole = sum((one.weight for one in indicators if one.weight is not None), Decimal(0))
        if whole not in WEIGHTS:
            message = f"指标分值合计 {whole}，应为 {WEIGHTS_IN_WORDS}；核对各指标的分值"
            right = min(WEIGHTS, key=lambda weight: abs(whole - weight))
            first = next(m for m, one in enumerate(indicators) if one.weight is not None)
            yield Fault(f"{place}.indicators[{first}].weight", message, str(right), str(whole), str(whole - right))


def _weighted(case: Case) -> Iterator[tuple[str, tuple[Indicator, ...]]]:
    tables = [
        (f"projects[{n}].performance", one.performance.indicators)
        for n, one in enumerate(case.budget.projects)
        if one.performance
    ]
    if case.budget.unit_performance:
        tables.append(("unit_performance", case.budget.unit_performance.indicators))
    for place, indicators in tables:
        if any(one.weight is not None for one in indicators):
            yield place, indicators


@rule("B38.2", Severity.WARNING, "单位整体绩效目标的资金等于全部支出", "checks.md B38")
def whole_funds(case: Case) -> Iterator[Fault]:
    """整体绩效目标's funds = the whole budget."""
    goals = case.budget.unit_performance
    if goals is None:
        raise NothingToCheck("“单位整体绩效目标”没有填")
    funds = goals.funds.superior + goals.funds.local + goals.funds.other
    whole = case.mended.facts.total(Selection(EXPENDITURE))
    if funds != whole:
        message = (
            "单位整体绩效目标资金合计 {found} 万元，支出总计 {expected} 万元"
            "，相差 {difference} 万元；核对资金来源，或说明口径"
        )
        yield differing("unit_performance.funds", message, whole, funds, also=[EXPENDITURE])


@rule("B38.3", Severity.HINT, "财政拨款项目都有绩效目标", "checks.md B38")
def projects_without_targets(case: Case) -> Iterator[Fault]:
    """Every appropriated project of this year has its targets."""
    listed = [(n, one) for n, one in enumerate(case.budget.projects) if one.source in FISCAL_SOURCES]
    if not listed:
        raise NothingToCheck("没有当年财政拨款的项目")
    for n, project in listed:
        if project.performance is None:
            yield Fault(f"projects[{n}].performance", f"项目“{project.name[:40]}”没有绩效目标；补上，或说明原因")


@rule("B38.7", Severity.HINT, "绩效目标表的张数与项目支出情况表的项目数一致", "checks.md B38；acceptance.md D8")
def targets_and_projects(case: Case) -> Iterator[Fault]:
    """绩效目标表 by budget against the projects that 项目支出情况表 lists: the reviewer sees why they differ."""
    counted = Counter(_budget_of(one.source) for one in case.budget.projects if one.performance)
    listed = len([one for one in case.budget.projects if one.source in case.edition.classed_sources])
    if not counted:
        raise NothingToCheck("没有项目填写绩效目标")
    if counted.total() != listed:
        by_budget = "、".join(f"{name} {number} 张" for name, number in counted.items())
        message = (
            f"绩效目标表 {counted.total()} 张（{by_budget}），项目支出情况表列 {listed} 个项目；"
            "两者不一致的，在其他需说明的事项中说明"
        )
        gap = str(counted.total() - listed)
        yield Fault("projects", message, str(listed), str(counted.total()), gap)


def _budget_of(source: Source) -> str:
    budgets = {"一般公共预算": GENERAL_SOURCES, "政府性基金预算": FUND_SOURCES, "国有资本经营预算": SOE_SOURCES}
    return next((name for name, sources in budgets.items() if source in sources), "其他资金")


RULES = (target_amounts, weights, whole_funds, projects_without_targets, targets_and_projects)
