"""What is said of a balance of a unit budget that is open: both tables, both figures, the difference, what to do."""

from __future__ import annotations

from decimal import Decimal

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.checks.blame import Balance, Fix
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, differing
from budgetportal.disclosure.checks.mending import value_at
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, PROJECTS, Selection
from budgetportal.disclosure.places import where
from budgetportal.disclosure.scene import name_of
from budgetportal.disclosure.terms import BASIC_CATEGORIES, GENERAL_SOURCES, Category, Source, Term

PROJECT = frozenset({Category.PROJECT})
GROUPS: dict[str, frozenset[Category]] = {
    "人员经费": frozenset({Category.PERSONNEL}),
    "公用经费": frozenset({Category.PUBLIC}),
    "基本支出": BASIC_CATEGORIES,
}
TABLES = {"B13": ("收入表", "支出表"), "B17": ("项目表", "支出表")}  # where there is too little, and too much


def _named(case: Case, code: str, source: str) -> str:
    return f"{code} {name_of(case.scene.functions, code)}（{Source(source).label}）"


def _two_sided(fix: Fix, message: str, left: Decimal, right: Decimal, table: str) -> Fault:
    """Two sides that ought to agree; the figure found is that of the side on which the fix stands.

    ``table`` is the left side's; the message names ``{left}``, ``{right}`` and ``{difference}``.
    """
    at_left = fix.place.startswith(table)
    names = ("{found}", "{expected}") if at_left else ("{expected}", "{found}")
    said = message.replace("{left}", names[0]).replace("{right}", names[1])
    return differing(fix.place, said, *((right, left) if at_left else (left, right)))


def unbalanced(case: Case, fix: Fix) -> Fault:
    """B13: what was received against what was spent of one function and source."""
    _, code, source = fix.lead
    only = frozenset({Source(source)})
    received = case.scene.facts.total(Selection(INCOME, only, code=code))
    paid = case.scene.facts.total(Selection(EXPENDITURE, only, code=code))
    more = "，与其他表核对，应改支出表" if len(fix.closes) > 1 else "；改正其中一处"
    name = _named(case, code, source)
    message = f"{name}：收入表 {{left}} 万元，支出表 {{right}} 万元，相差 {{difference}} 万元{more}"
    return _two_sided(fix, message, received, paid, "income[")


def unequal_projects(case: Case, fix: Fix) -> Fault:
    """B17: 项目支出 against the projects of one function and source."""
    _, code, source = fix.lead
    only = frozenset({Source(source)})
    paid = case.scene.facts.total(Selection(EXPENDITURE, only, PROJECT, code=code))
    listed = case.scene.facts.total(Selection(PROJECTS, only, code=code))
    message = (
        f"{_named(case, code, source)}：支出表项目支出 {{left}} 万元，项目合计 {{right}} 万元"
        "，相差 {difference} 万元；核对项目和支出表"
    )
    return _two_sided(fix, message, paid, listed, "expenditure[")


def unequal_basic(case: Case, fix: Fix) -> Fault:
    """B16: 基本支出 of the general budget against its economic 款."""
    name = fix.lead[1]
    spent = case.scene.facts.total(Selection(EXPENDITURE, GENERAL_SOURCES, GROUPS[name]))
    listed = case.scene.facts.total(Selection(BASIC, categories=GROUPS[name]))
    message = (
        f"一般公共预算{name}：支出表 {{left}} 万元，经济分类合计 {{right}} 万元"
        "，相差 {difference} 万元；核对两张表"
    )
    return _two_sided(fix, message, spent, listed, "expenditure[")


def misplaced_row(case: Case, fix: Fix) -> Fault:
    """The same money under two codes or two sources (B13, B17): D5 of published texts."""
    rule = fix.lead[0]
    keys = {balance: gap for balance, gap in fix.closes.items() if balance[0] == rule}
    lacking = next((balance for balance, gap in keys.items() if gap < 0), fix.lead)
    surplus = next((balance for balance, gap in keys.items() if gap > 0), fix.lead)
    left, right = TABLES[rule]
    is_code = fix.place.endswith(".function")
    what, now = "科目编码" if is_code else "资金来源", str(value_at(case.scene.filing, fix.place))
    message = (
        f"{left}中 {printed(abs(case.gap(fix)))} 万元列在 {_of(case, lacking)}，{right}列在 {_of(case, surplus)}；"
        f"核对两处的{what}，改正“{where(fix.place)}”或另一处"
    )
    return Fault(fix.place, message, str(fix.value), now)


def _of(case: Case, balance: Balance) -> str:
    return _named(case, balance[1], balance[2])


def wrong_choice(case: Case, fix: Fix) -> Fault:
    """A row whose source or category the tables that it belongs to contradict (B16, B17, F4, F5)."""
    now: Term = value_at(case.scene.filing, fix.place)
    amount = printed(abs(case.gap(fix)))
    message = (
        f"“{where(fix.place)}”填的是{now.label}，{amount} 万元；与它对应的合计要求是{fix.value.label}"
        "；改正这一格，或核对对应的表"
    )
    return Fault(fix.place, message, fix.value.label, now.label)
