"""Rules on a unit budget that its entry tables must keep among one another (B1, B8, B13, B16, B17, B19, B20, B23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO, total
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.economic import misplaced, uncovered
from budgetportal.disclosure.checks.findings import Fault, Severity, differing, places
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, PROJECTS, Fact, Selection
from budgetportal.disclosure.scene import name_of
from budgetportal.disclosure.terms import (
    BASIC_CATEGORIES,
    CARRY_SOURCES,
    GENERAL_SOURCES,
    Category,
    Source,
)

Key = tuple[str, Source]


def _by_function(facts: Iterable[Fact]) -> dict[Key, list[Fact]]:
    found: defaultdict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.source, Source):
            found[fact.code, fact.source].append(fact)
    return dict(found)


def _sum(facts: Iterable[Fact]) -> Decimal:
    return total(fact.amount for fact in facts)


def _needed(rows: object, name: str) -> None:
    if not rows:
        raise NothingToCheck(f"“{name}”没有填")


@rule("B1", Severity.ERROR, "收入总计等于支出总计", "预算法第十二条；checks.md B1")
def income_equals_expenditure(case: Case) -> Iterator[Fault]:
    """收入总计 = 支出总计."""
    _needed(case.budget.income and case.budget.expenditure, "收入或支出")
    income, spent = case.scene.facts.total(Selection(INCOME)), case.scene.facts.total(Selection(EXPENDITURE))
    if income != spent:
        message = "收入总计 {expected} 万元，支出总计 {found} 万元，相差 {difference} 万元；核对收入表和支出表"
        yield differing("expenditure", message, income, spent, ["income"])


@rule("B13", Severity.ERROR, "每个科目、每种资金来源的收入等于支出", "checks.md B12、B13、B18")
def functions_balance(case: Case) -> Iterator[Fault]:
    """T2 rows = T3 rows by code, source by source, so that every table made of either agrees."""
    _needed(case.budget.income and case.budget.expenditure, "收入或支出")
    income = _by_function(case.scene.facts.select(Selection(INCOME)))
    spent = _by_function(case.scene.facts.select(Selection(EXPENDITURE)))
    for key in dict.fromkeys((*income, *spent)):
        received, paid = _sum(income.get(key, ())), _sum(spent.get(key, ()))
        if received != paid:
            yield _unbalanced(case, key, received, paid, (*income.get(key, ()), *spent.get(key, ())))


def _unbalanced(case: Case, key: Key, received: Decimal, paid: Decimal, facts: Sequence[Fact]) -> Fault:
    code, source = key
    name = f"{code} {name_of(case.scene.functions, code)}（{source.label}）"
    message = name + "：收入表 {expected} 万元，支出表 {found} 万元，相差 {difference} 万元；改正其中一处"
    return differing(facts[0].place, message, received, paid, places(facts))


@rule("B16", Severity.ERROR, "一般公共预算基本支出等于其经济分类合计", "checks.md B16")
def basic_equals_economic(case: Case) -> Iterator[Fault]:
    """T5 基本支出 = T6, 人员 and 公用 each where the expenditure says which."""
    facts = case.scene.facts
    spent = facts.select(Selection(EXPENDITURE, GENERAL_SOURCES, BASIC_CATEGORIES))
    _needed(spent or case.budget.basic_by_economic, "一般公共预算基本支出")
    groups: Mapping[str, frozenset[Category]] = {
        "人员经费": frozenset({Category.PERSONNEL}),
        "公用经费": frozenset({Category.PUBLIC}),
    }
    if any(fact.category is Category.BASIC for fact in spent):
        groups = {"基本支出": BASIC_CATEGORIES}
    for name, categories in groups.items():
        left = facts.total(Selection(EXPENDITURE, GENERAL_SOURCES, categories))
        right = facts.total(Selection(BASIC, categories=categories))
        if left != right:
            message = (
                f"一般公共预算{name}：支出表 {{expected}} 万元，经济分类合计 {{found}} 万元"
                f"，相差 {{difference}} 万元；核对两张表"
            )
            spent = facts.select(Selection(EXPENDITURE, GENERAL_SOURCES, categories))
            yield differing("basic_by_economic", message, left, right, places(spent))


@rule("B8", Severity.ERROR, "经济分类科目的类与经费类别一致", "checks.md B8")
def economic_classes(case: Case) -> Iterator[Fault]:
    """301 and 303 are 人员经费, 302 and 310 公用经费."""
    _needed(case.budget.basic_by_economic, "基本支出经济分类")
    yield from misplaced(case.budget.basic_by_economic, case.scene)


@rule("B17", Severity.ERROR, "每个科目的项目支出等于其项目合计", "checks.md B17、S9")
def projects_equal_expenditure(case: Case) -> Iterator[Fault]:
    """项目支出 of every function and source = its projects."""
    facts = case.scene.facts
    spent = _by_function(facts.select(Selection(EXPENDITURE, categories=frozenset({Category.PROJECT}))))
    listed = _by_function(facts.select(Selection(PROJECTS)))
    _needed(spent or listed, "项目支出")
    named = case.edition.classed_sources | (case.edition.split_sources & CARRY_SOURCES)  # whose projects a table lists
    for code, source in dict.fromkeys((*spent, *listed)):
        if source not in named and (code, source) not in listed:
            continue
        left, right = _sum(spent.get((code, source), ())), _sum(listed.get((code, source), ()))
        if left != right:
            cells = places((*listed.get((code, source), ()), *spent.get((code, source), ())))
            name = f"{code} {name_of(case.scene.functions, code)}（{source.label}）"
            message = (
                f"{name}：支出表项目支出 {{expected}} 万元，项目合计 {{found}} 万元"
                f"，相差 {{difference}} 万元；核对项目和支出表"
            )
            yield differing(cells[0], message, left, right, cells)


@rule("B19", Severity.ERROR, "基本支出中的“三公”科目不大于“三公”经费", "checks.md B19")
def official_covers_basic(case: Case) -> Iterator[Fault]:
    """30217, 30231 and 30212 of basic expenditure are part of the official expenses."""
    _needed(case.budget.basic_by_economic, "基本支出经济分类")
    yield from uncovered(case.budget.basic_by_economic, case.scene)


BOOKED_ALIKE = {  # 款 of the economic classification and the 项 under which the same money is spent
    "30108": "2080505",
    "30109": "2080506",
    "30113": "2210201",
}


@rule("B20", Severity.HINT, "社会保障等科目与其经济分类一致", "checks.md B20；各地做法不同，只作提示")
def social_security(case: Case) -> Iterator[Fault]:
    """30108 = 2080505, 30109 = 2080506, 30113 = 2210201 in the general budget's basic expenditure."""
    facts = case.scene.facts
    _needed(case.budget.basic_by_economic, "基本支出经济分类")
    for economic, function in BOOKED_ALIKE.items():
        rows = facts.select(Selection(BASIC, code=economic))
        spent = facts.select(Selection(EXPENDITURE, GENERAL_SOURCES, BASIC_CATEGORIES, code=function))
        paid, amount = _sum(spent), _sum(rows)
        if rows and paid and amount != paid:
            names = name_of(case.scene.economics, economic), name_of(case.scene.functions, function)
            message = (
                f"经济分类 {economic} {names[0]} {{found}} 万元，功能分类 {function} {names[1]} {{expected}} 万元，"
                "相差 {difference} 万元；核对是否同一笔钱"
            )
            yield differing(rows[0].place, message, paid, amount, places((*rows, *spent)))


@rule("B23", Severity.HINT, "行政运行、事业运行只列基本支出", "checks.md B23")
def running_costs_are_basic(case: Case) -> Iterator[Fault]:
    """行政运行 (01) and 事业运行 (50) carry no project money."""
    _needed(case.budget.expenditure, "支出")
    for n, row in enumerate(case.budget.expenditure):
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
