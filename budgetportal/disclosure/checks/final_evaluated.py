"""Rules on the evaluated projects of final accounts against their summary and 项目支出 (F17)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import EXPENDITURE, Selection
from budgetportal.disclosure.terms import FinalCategory

MONEY_COLUMNS = {"initial": "年初预算数", "budget": "全年预算数", "spent": "全年执行数"}


@rule("F17", Severity.ERROR, "绩效评价项目的个数和金额等于自评表", "checks.md F17")
def evaluated_projects(case: Case) -> Iterator[Fault]:
    """Number, 全年预算 and 执行 of the summary = those of the 自评表."""
    summary, tables = case.final.performance_summary, case.final.self_evaluations
    if summary is None or not tables:
        raise NothingToCheck("“预算绩效情况”或“项目绩效自评”没有填")
    if summary.projects != len(tables):
        message = f"绩效评价项目 {summary.projects} 个，自评表 {len(tables)} 张；改正其中一处"
        gap = str(summary.projects - len(tables))
        yield Fault("performance_summary.projects", message, str(len(tables)), str(summary.projects), gap)
    for fix in case.told("F17"):
        column, said = MONEY_COLUMNS[fix.lead[1]], getattr(summary, f"projects_{fix.lead[1]}")
        message = (
            f"绩效评价项目{column} {{found}} 万元，自评表合计 {{expected}} 万元，相差 {{difference}} 万元；核对两处"
        )
        yield differing(fix.place, message, said + case.gap(fix), said, case.slack(len(tables)))


@rule("F17.2", Severity.ERROR, "自评项目的执行数不大于项目支出", "checks.md F17")
def evaluated_within_projects(case: Case) -> Iterator[Fault]:
    """Σ 全年执行数 of the 自评表 ≤ 项目支出."""
    if not case.final.self_evaluations or not case.final.expenditure:
        raise NothingToCheck("“项目绩效自评”或“支出”没有填")
    spent = total(one.spent for one in case.mended.final.self_evaluations)
    whole = case.mended.facts.total(Selection(EXPENDITURE, categories=frozenset({FinalCategory.PROJECT})))
    if spent > whole:
        message = "自评表全年执行数合计 {found} 万元，大于项目支出 {expected} 万元，相差 {difference} 万元；核对两处"
        yield differing("self_evaluations[0].spent", message, whole, spent)


@rule("F17.1", Severity.ERROR, "自评表的资金总额等于财政拨款加其他资金", "checks.md F17")
def evaluated_money(case: Case) -> Iterator[Fault]:
    """年度资金总额 = 当年财政拨款 + 其他资金, in each column."""
    if not case.final.self_evaluations:
        raise NothingToCheck("“项目绩效自评”没有填")
    for fix in case.told("F17.1"):
        one, name = case.final.self_evaluations[int(fix.lead[1])], fix.lead[2]
        message = (
            f"“{one.project[:30]}”{MONEY_COLUMNS[name]}：资金总额 {{found}} 万元，财政拨款加其他资金 {{expected}} 万元"
            "，相差 {difference} 万元；改正其中一处"
        )
        whole = getattr(one, name)
        yield differing(fix.place, message, whole - case.gap(fix), whole, case.slack(2))


RULES = (evaluated_projects, evaluated_money, evaluated_within_projects)
