"""Rules on the sums of final accounts: balances, and basic expenditure by economic classification (F1 to F7)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.checks.balance_words import wrong_choice
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.economic import misplaced, uncovered
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, Facts, Selection
from budgetportal.disclosure.final_accounts import Balances
from budgetportal.disclosure.final_facts import BALANCE_SOURCES, CLOSING, DISTRIBUTED, OPENING
from budgetportal.disclosure.final_topics import GENERAL_SPENDING
from budgetportal.disclosure.terms import BASIC_SPENDING, FinalCategory, FinalSource, SpendingSource, Term

SPENT_FROM = {
    FinalSource.FISCAL_GENERAL: SpendingSource.GENERAL,
    FinalSource.FISCAL_FUND: SpendingSource.FUND,
    FinalSource.FISCAL_SOE: SpendingSource.SOE,
}
BASIC_GROUPS: dict[str, frozenset[Term]] = {
    "人员经费": frozenset({FinalCategory.PERSONNEL}),
    "公用经费": frozenset({FinalCategory.PUBLIC}),
    "基本支出": BASIC_SPENDING,
}


def _one(term: Term) -> frozenset[Term]:
    return frozenset({term})


def _balances(case: Case) -> Balances:
    if case.final.balances is None or not case.final.income or not case.final.expenditure:
        raise NothingToCheck("“收入”“支出”或“结转和结余”没有填")
    return case.final.balances


def _sum(facts: Facts, *tables: str) -> Decimal:
    return total(facts.total(Selection(table)) for table in tables)


@rule("F1", Severity.ERROR, "收入总计等于支出总计", "checks.md F1")
def totals(case: Case) -> Iterator[Fault]:
    """本年收入 + 使用非财政拨款结余 + 年初结转 = 本年支出 + 结余分配 + 年末结转; appropriations apart (F4)."""
    _balances(case)
    for fix in case.told("F1"):
        if fix.is_move:
            yield wrong_choice(case, fix)
            continue
        right = _sum(case.scene.facts, EXPENDITURE, DISTRIBUTED, CLOSING) - _of_appropriations(case)
        message = (
            "收入总计（含年初结转和结余、使用非财政拨款结余）{expected} 万元，支出总计（含结余分配、年末结转和结余）"
            "{found} 万元，相差 {difference} 万元；核对财政拨款以外的收入、支出和结转结余"
        )
        yield differing(fix.place, message, right - case.gap(fix), right)


def _of_appropriations(case: Case) -> Decimal:
    """What the totals differ by because an appropriation does (F4), which is told there."""
    return total(gap for balance, gap in case.gaps.items() if balance[0] == "F4")


@rule("F4", Severity.ERROR, "每种财政拨款的年初结转加收入等于支出加年末结转", "checks.md F4、F8、F9")
def funds(case: Case) -> Iterator[Fault]:
    """年初 + 收入 = 支出 + 年末, budget by budget."""
    _balances(case)
    facts = case.scene.facts
    for fix in case.told("F4"):
        if fix.is_move:
            yield wrong_choice(case, fix)
            continue
        source = BALANCE_SOURCES[fix.lead[1]]
        left = facts.total(Selection(OPENING, _one(source))) + facts.total(Selection(INCOME, _one(source)))
        paid = facts.total(Selection(EXPENDITURE, _one(SPENT_FROM[source])))
        right = paid + facts.total(Selection(CLOSING, _one(source)))
        message = (
            f"{source.label.removesuffix('收入')}：年初结转加本年收入 {{expected}} 万元"
            f"，本年支出加年末结转 {{found}} 万元，相差 {{difference}} 万元；核对四处"
        )
        yield differing(fix.place, message, left, right)


@rule("F5", Severity.ERROR, "一般公共预算财政拨款基本支出等于其经济分类合计", "checks.md F5")
def basic_expenditure(case: Case) -> Iterator[Fault]:
    """人员 and 公用 of the general budget = their economic 款, where these were entered."""
    if not case.final.basic_by_economic:
        raise NothingToCheck("“基本支出经济分类”没有填金额")
    facts = case.scene.facts
    told = {fault.place for fault in _misplaced(case)}
    for fix in case.told("F5"):
        if fix.place in told:
            continue
        if fix.is_move:
            yield wrong_choice(case, fix)
            continue
        name = fix.lead[1]
        left = facts.total(Selection(EXPENDITURE, GENERAL_SPENDING, BASIC_GROUPS[name]))
        right = facts.total(Selection(BASIC, categories=BASIC_GROUPS[name]))
        message = (
            f"一般公共预算财政拨款{name}：支出表 {{expected}} 万元，经济分类合计 {{found}} 万元，"
            "相差 {difference} 万元；核对两张表"
        )
        yield differing(fix.place, message, left, right)


@rule("F6", Severity.ERROR, "经济分类科目的类与经费类别一致", "checks.md F6")
def economic_classes(case: Case) -> Iterator[Fault]:
    """301 and 303 are 人员经费, 302 and 310 公用经费."""
    if not case.final.basic_by_economic:
        raise NothingToCheck("“基本支出经济分类”没有填金额")
    yield from _misplaced(case)


def _misplaced(case: Case) -> Iterator[Fault]:
    sums = any(balance[0] == "F5" for fix in case.fixes for balance in fix.closes)
    spent = case.scene.facts.select(Selection(EXPENDITURE, GENERAL_SPENDING, BASIC_SPENDING))
    is_split = all(fact.category is not FinalCategory.BASIC for fact in spent)
    fixed = {fix.place for fix in case.fixes}
    yield from misplaced(case.final.basic_by_economic, case.scene, fixed, adds_up=is_split and not sums)


@rule("F7", Severity.ERROR, "基本支出中的“三公”科目不大于“三公”经费决算数", "checks.md F7")
def official_covers_basic(case: Case) -> Iterator[Fault]:
    """30217, 30231 and 30212 of basic expenditure are part of the official expenses."""
    if not case.final.basic_by_economic:
        raise NothingToCheck("“基本支出经济分类”没有填金额")
    yield from uncovered(case.mended.final.basic_by_economic, case.mended)


RULES = (totals, funds, basic_expenditure, economic_classes, official_covers_basic)
