"""Rules on final accounts (F1 to F17): balances, expenditure, official expenses, other matters, 自评表."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.checks.balance_words import wrong_choice
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.changes import contradiction
from budgetportal.disclosure.checks.economic import misplaced, uncovered
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, INCOME, Facts, Selection
from budgetportal.disclosure.final_accounts import Balances
from budgetportal.disclosure.final_facts import BALANCE_SOURCES, CLOSING, DISTRIBUTED, OPENING
from budgetportal.disclosure.final_topics import GENERAL_SPENDING
from budgetportal.disclosure.final_topics import planned as planned_of
from budgetportal.disclosure.terms import BASIC_SPENDING, Against, FinalCategory, FinalSource, SpendingSource, Term

VEHICLE_KINDS = (
    "ministerial", "principal", "confidential", "emergency", "duty", "special", "retired_service", "other",
)  # fmt: skip
SPENT_FROM = {
    FinalSource.FISCAL_GENERAL: SpendingSource.GENERAL,
    FinalSource.FISCAL_FUND: SpendingSource.FUND,
    FinalSource.FISCAL_SOE: SpendingSource.SOE,
}
NO_DIFFERENCE = re.compile(r"无差异|没有差异|不存在差异|一致")


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


@rule("F11", Severity.WARNING, "与年初预算或全年预算的差异写明原因", "checks.md F11、F12")
def differences_from_budget(case: Case) -> Iterator[Fault]:
    """A figure that differs from its budget says why."""
    rows = [row for row in case.final.comparisons if row.against is Against.BUDGET]
    if not rows:
        raise NothingToCheck("没有与预算的比较")
    for row in rows:
        planned, done = planned_of(case.final, row.topic), Decimal(case.scene.figure(row.topic).text)
        if planned is not None and planned != done and not row.reason:
            message = (
                f"{case.in_words(row.topic)}：预算数 {{expected}} 万元，决算数 {{found}} 万元"
                f"，相差 {{difference}} 万元，"
                "没有写原因；补上差异原因"
            )
            yield differing(f"comparisons[{row.topic}].reason", message, planned, done)


@rule("F12", Severity.WARNING, "与预算差异的原因与差异方向一致", "checks.md F12")
def reason_of_difference(case: Case) -> Iterator[Fault]:
    """大于 the budget is not explained by what falls, 小于 not by what rises."""
    rows = [row for row in case.final.comparisons if row.against is Against.BUDGET and row.reason]
    if not rows:
        raise NothingToCheck("没有与预算的比较")
    for row in rows:
        planned, done = planned_of(case.final, row.topic), Decimal(case.mended.figure(row.topic).text)
        if planned is None or planned == done:
            continue
        word = contradiction(row.reason or "", rises=done > planned)
        if word:
            turn = "大于" if done > planned else "小于"
            message = (
                f"{case.in_words(row.topic)}：决算数 {printed(done)} 万元{turn}预算数 {printed(planned)} 万元"
                f"，原因却写“{word}”；改正原因，或核对预算数"
            )
            yield Fault(f"comparisons[{row.topic}:budget].reason", message, turn, word)


@rule("F14", Severity.ERROR, "小微企业合同不大于中小企业合同，中小企业合同不大于采购总额", "checks.md F14")
def procurement(case: Case) -> Iterator[Fault]:
    """小微 ≤ 中小企业 ≤ 总额."""
    found = case.final.procurement
    if found is None:
        raise NothingToCheck("“政府采购”没有填")
    whole = found.goods + found.works + found.services
    if found.sme > whole:
        message = "授予中小企业合同 {found} 万元，大于采购总额 {expected} 万元，相差 {difference} 万元；核对两处"
        yield differing("procurement.sme", message, whole, found.sme)
    if found.micro > found.sme:
        message = (
            "授予小微企业合同 {found} 万元，大于授予中小企业合同 {expected} 万元，相差 {difference} 万元；核对两处"
        )
        yield differing("procurement.micro", message, found.sme, found.micro)


@rule("F15", Severity.ERROR, "车辆等于各类车辆合计，两处固定资产车辆数一致", "checks.md F15")
def vehicles(case: Case) -> Iterator[Fault]:
    """车辆 = Σ kinds; the number beside the official expenses is the same."""
    found, counted = case.final.assets, case.final.official_counts
    if found is None:
        raise NothingToCheck("“国有资产”没有填")
    kinds = sum(getattr(found, name) for name in VEHICLE_KINDS)
    if found.vehicles != kinds:
        message = f"车辆 {found.vehicles} 辆，各类车辆合计 {kinds} 辆；改正其中一处"
        yield Fault("assets.vehicles", message, str(kinds), str(found.vehicles), str(found.vehicles - kinds))
    if counted is not None and counted.assets_vehicles != found.vehicles:
        message = (
            f"“三公”经费中的固定资产车辆 {counted.assets_vehicles} 辆，国有资产中的车辆 {found.vehicles} 辆"
            "；改正其中一处"
        )
        gap = str(counted.assets_vehicles - found.vehicles)
        yield Fault("official_counts.assets_vehicles", message, str(found.vehicles), str(counted.assets_vehicles), gap)


@rule("F15.1", Severity.WARNING, "固定资产车辆数与公务用车保有量的差异说明与数字一致", "checks.md F15")
def vehicle_difference(case: Case) -> Iterator[Fault]:
    """Where 保有量 and 固定资产车辆 differ, the explanation does not say that they do not."""
    counted, said = case.final.official_counts, case.final.official_details
    if counted is None or said is None:
        raise NothingToCheck("“三公”经费数量或开支内容没有填")
    found = NO_DIFFERENCE.search(said.vehicle_difference)
    if found and counted.assets_vehicles != counted.vehicles_held:
        message = (
            f"固定资产车辆 {counted.assets_vehicles} 辆，公务用车保有量 {counted.vehicles_held} 辆"
            f"，差异原因却写“{found[0]}”；写明差异原因，或改正数量"
        )
        yield Fault("official_details.vehicle_difference", message, None, found[0])


@rule("F16", Severity.WARNING, "有“三公”经费支出的项目填有数量", "checks.md F16")
def quantities(case: Case) -> Iterator[Fault]:
    """Money for an item goes with its number: 团组, 购置, 保有, 批次."""
    counted = case.final.official_counts
    if counted is None:
        raise NothingToCheck("“三公”经费数量没有填")
    pairs = {
        "official.overseas": "overseas_groups",
        "official.vehicle_purchase": "vehicles_bought",
        "official.vehicle_operation": "vehicles_held",
        "official.hospitality": "receptions",
    }
    for topic, name in pairs.items():
        amount = Decimal(case.scene.figure(topic).text)
        if amount and not getattr(counted, name):
            message = f"{case.in_words(topic)}支出 {amount} 万元，数量填的是 0；核对数量"
            yield Fault(f"official_counts.{name}", message, None, "0")


RULES = (
    totals,
    funds,
    basic_expenditure,
    economic_classes,
    official_covers_basic,
    differences_from_budget,
    reason_of_difference,
    procurement,
    vehicles,
    vehicle_difference,
    quantities,
)
