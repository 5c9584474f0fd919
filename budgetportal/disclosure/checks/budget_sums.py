"""Rules on a unit budget that its entry tables must keep among one another (B1, B8, B13, B16, B17, B19, B20, B23)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.amounts import ZERO, total
from budgetportal.disclosure.checks.balance_words import (
    misplaced_row,
    unbalanced,
    unequal_basic,
    unequal_projects,
    wrong_choice,
)
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.economic import BOOKED_ALIKE, misplaced, uncovered
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, Selection
from budgetportal.disclosure.scene import name_of
from budgetportal.disclosure.terms import BASIC_CATEGORIES, GENERAL_SOURCES, Category


def _needed(rows: object, name: str) -> None:
    if not rows:
        raise NothingToCheck(f"“{name}”没有填")


@rule("B1", Severity.ERROR, "收入总计等于支出总计", "预算法第十二条；checks.md B1")
def income_equals_expenditure(case: Case) -> Iterator[Fault]:
    """收入总计 = 支出总计; said where more than one difference of a function (B13) makes up the whole."""
    _needed(case.budget.income and case.budget.expenditure, "收入或支出")
    income, spent = case.scene.facts.total(Selection(INCOME)), case.scene.facts.total(Selection(EXPENDITURE))
    if income != spent and len(case.told("B13")) > 1:
        message = "收入总计 {expected} 万元，支出总计 {found} 万元，相差 {difference} 万元；核对收入表和支出表"
        yield differing("expenditure", message, income, spent, also=[INCOME])


@rule("B13", Severity.ERROR, "每个科目、每种资金来源的收入等于支出", "checks.md B12、B13、B18")
def functions_balance(case: Case) -> Iterator[Fault]:
    """T2 rows = T3 rows by code, source by source, so that every table made of either agrees."""
    _needed(case.budget.income and case.budget.expenditure, "收入或支出")
    for fix in case.told("B13"):
        yield misplaced_row(case, fix) if fix.is_move else unbalanced(case, fix)


@rule("B16", Severity.ERROR, "一般公共预算基本支出等于其经济分类合计", "checks.md B16")
def basic_equals_economic(case: Case) -> Iterator[Fault]:
    """T5 基本支出 = T6, 人员 and 公用 each where the expenditure says which."""
    spent = case.scene.facts.select(Selection(EXPENDITURE, GENERAL_SOURCES, BASIC_CATEGORIES))
    _needed(spent or case.budget.basic_by_economic, "一般公共预算基本支出")
    told = {fault.place for fault in _misplaced(case)}
    for fix in case.told("B16"):
        if fix.place not in told:
            yield wrong_choice(case, fix) if fix.is_move else unequal_basic(case, fix)


@rule("B8", Severity.ERROR, "经济分类科目的类与经费类别一致", "checks.md B8")
def economic_classes(case: Case) -> Iterator[Fault]:
    """301 and 303 are 人员经费, 302 and 310 公用经费."""
    _needed(case.budget.basic_by_economic, "基本支出经济分类")
    yield from _misplaced(case)


def _misplaced(case: Case) -> Iterator[Fault]:
    spent = case.scene.facts.select(Selection(EXPENDITURE, GENERAL_SOURCES, BASIC_CATEGORIES))
    sums = {balance[1] for fix in case.fixes for balance in fix.closes if balance[0] == "B16"}
    is_split = all(fact.category is not Category.BASIC for fact in spent)
    yield from misplaced(
        case.budget.basic_by_economic, case.scene, {fix.place for fix in case.fixes}, adds_up=is_split and not sums
    )


@rule("B17", Severity.ERROR, "每个科目的项目支出等于其项目合计", "checks.md B17、S9")
def projects_equal_expenditure(case: Case) -> Iterator[Fault]:
    """项目支出 of every function and source = its projects."""
    facts = case.scene.facts
    spent = facts.select(Selection(EXPENDITURE, categories=frozenset({Category.PROJECT})))
    _needed(spent or case.budget.projects, "项目支出")
    for fix in case.told("B17"):
        if not fix.is_move:
            yield unequal_projects(case, fix)
        elif fix.place.endswith(".category"):
            yield wrong_choice(case, fix)
        else:
            yield misplaced_row(case, fix)


@rule("B19", Severity.ERROR, "基本支出中的“三公”科目不大于“三公”经费", "checks.md B19")
def official_covers_basic(case: Case) -> Iterator[Fault]:
    """30217, 30231 and 30212 of basic expenditure are part of the official expenses."""
    _needed(case.budget.basic_by_economic, "基本支出经济分类")
    yield from uncovered(case.mended.budget.basic_by_economic, case.mended)


def _basic_of(function: str) -> Selection:
    return Selection(EXPENDITURE, GENERAL_SOURCES, BASIC_CATEGORIES, code=function)


@rule("B20", Severity.HINT, "社会保障等科目与其经济分类一致", "checks.md B20；各地做法不同，只作提示")
def social_security(case: Case) -> Iterator[Fault]:
    """30108 = 2080505, 30109 = 2080506, 30113 = 2210201 in the general budget's basic expenditure."""
    facts = case.mended.facts
    _needed(case.budget.basic_by_economic, "基本支出经济分类")
    for economic, function in BOOKED_ALIKE.items():
        booked, spent = Selection(BASIC, code=economic), _basic_of(function)
        rows, paid = facts.select(booked), facts.total(spent)
        if case.exact_total(booked) == case.exact_total(spent):
            continue
        amount = total(row.amount for row in rows)
        if rows and paid and amount != paid:
            names = name_of(case.scene.economics, economic), name_of(case.scene.functions, function)
            message = (
                f"经济分类 {economic} {names[0]} {{found}} 万元，功能分类 {function} {names[1]} {{expected}} 万元，"
                "相差 {difference} 万元；核对是否同一笔钱"
            )
            yield differing(rows[0].place, message, paid, amount)


@rule("B23", Severity.HINT, "行政运行、事业运行只列基本支出", "checks.md B23")
def running_costs_are_basic(case: Case) -> Iterator[Fault]:
    """行政运行 (01) and 事业运行 (50) carry no project money."""
    _needed(case.budget.expenditure, "支出")
    for n, row in enumerate(case.mended.budget.expenditure):
        name = name_of(case.scene.functions, row.function)
        if row.category is Category.PROJECT and row.amount != ZERO and name in ("行政运行", "事业运行"):
            message = f"{row.function} {name}列有项目支出 {row.amount} 万元；这一科目一般只列基本支出，核对科目"
            yield Fault(f"expenditure[{n}].function", message, None, row.function)


RULES = (
    income_equals_expenditure,
    functions_balance,
    economic_classes,
    basic_equals_economic,
    projects_equal_expenditure,
    official_covers_basic,
    social_security,
    running_costs_are_basic,
)
