"""Rules on the other matters of a unit budget: operating expense, procurement, assets, staff, targets (B34 to B38)."""

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
from budgetportal.disclosure.facts import EXPENDITURE, OFFICIAL, Selection
from budgetportal.disclosure.performance import goals_total
from budgetportal.disclosure.terms import (
    FISCAL_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    SOE_SOURCES,
    OfficialItem,
    Source,
)
from budgetportal.disclosure.topics import OPERATING

WEIGHTS = (Decimal(90), HUNDRED)  # with 10 for 执行率, or without
WEIGHTS_IN_WORDS = "90（另有执行率 10 分）或 100"


@rule("B34", Severity.WARNING, "机关运行经费等于公用经费", "checks.md B34")
def operating_expense(case: Case) -> Iterator[Fault]:
    """机关运行经费 = 公用经费 of basic expenditure; a typed one that differs wants its reason."""
    typed, entered = case.budget.operating_expense, getattr(case.entered, "operating_expense", None)
    if typed is None:
        raise NothingToCheck("“机关运行经费”没有另填，由公用经费合计得出")
    if entered == case.exact_total(OPERATING):
        return
    whole = case.mended.facts.total(OPERATING)
    if typed != whole:
        message = (
            "机关运行经费填了 {found} 万元，公用经费合计 {expected} 万元，相差 {difference} 万元；说明口径，或删去所填"
        )
        yield differing("operating_expense", message, whole, typed)


@rule("B35", Severity.ERROR, "小微企业预留不大于中小企业预留，中小企业预留不大于采购总额", "checks.md B35")
def procurement(case: Case) -> Iterator[Fault]:
    """小微 ≤ 中小企业 ≤ 总额."""
    found = case.budget.procurement
    if found is None:
        raise NothingToCheck("“政府采购”没有填")
    whole = found.goods + found.works + found.services
    if found.reserved_sme > whole:
        message = "面向中小企业预留 {found} 万元，大于采购总额 {expected} 万元，相差 {difference} 万元；核对两处"
        yield differing("procurement.reserved_sme", message, whole, found.reserved_sme)
    if found.reserved_micro > found.reserved_sme:
        message = (
            "面向小微企业预留 {found} 万元，大于面向中小企业预留 {expected} 万元"
            "，相差 {difference} 万元；小微企业是中小企业的一部分，核对两处"
        )
        cells = ["procurement.reserved_sme"]
        yield differing("procurement.reserved_micro", message, found.reserved_sme, found.reserved_micro, also=cells)


@rule("B36", Severity.ERROR, "车辆等于各类车辆合计，百万元设备不多于五十万元设备", "checks.md B36")
def assets(case: Case) -> Iterator[Fault]:
    """车辆 = Σ kinds by number and value; the ≥100万 count ≤ the ≥50万 count."""
    found = case.budget.assets
    if found is None:
        raise NothingToCheck("“国有资产”没有填")
    kinds = found.general_vehicles + found.duty_vehicles + found.other_vehicles
    if found.vehicles != kinds:
        message = f"车辆 {found.vehicles} 辆，各类车辆合计 {kinds} 辆；改正其中一处"
        yield Fault("assets.vehicles", message, str(kinds), str(found.vehicles), str(found.vehicles - kinds))
    values = found.general_vehicles_value + found.duty_vehicles_value + found.other_vehicles_value
    if found.vehicles_value != values:
        message = "车辆价值 {found} 万元，各类车辆合计 {expected} 万元，相差 {difference} 万元；改正其中一处"
        yield differing("assets.vehicles_value", message, values, found.vehicles_value, case.slack(3))
    for name in ("equipment", "planned_equipment"):
        half, whole = getattr(found, f"{name}_500k"), getattr(found, f"{name}_1m")
        if whole > half:
            message = f"100 万元以上设备 {whole} 台，多于 50 万元以上设备 {half} 台；前者是后者的一部分，改正其中一处"
            cells = (f"assets.{name}_500k",)
            yield Fault(f"assets.{name}_1m", message, str(half), str(whole), str(whole - half), also=cells)


@rule("B36.1", Severity.WARNING, "安排购置车辆经费等于“三公”经费中的公务用车购置费", "checks.md B36")
def planned_vehicles(case: Case) -> Iterator[Fault]:
    """安排购置车辆经费 = 公务用车购置费 of the official expenses."""
    found = case.budget.assets
    if found is None or found.planned_vehicles_cost is None:
        raise NothingToCheck("“安排购置车辆经费”没有填")
    purchases = Selection(OFFICIAL, items=frozenset({OfficialItem.VEHICLE_PURCHASE}))
    entered, bought = getattr(case.entered, "assets", None), case.mended.facts.total(purchases)
    if entered is not None and entered.planned_vehicles_cost == case.exact_total(purchases):
        return
    if found.planned_vehicles_cost != bought:
        message = (
            "安排购置车辆经费 {found} 万元，“三公”经费中的公务用车购置费 {expected} 万元"
            "，相差 {difference} 万元；核对两处"
        )
        yield differing("assets.planned_vehicles_cost", message, bought, found.planned_vehicles_cost)


@rule("B37", Severity.WARNING, "实有人数等于在职、退休、离休之和", "checks.md B37")
def staffing(case: Case) -> Iterator[Fault]:
    """实有 = 在职 + 退休 + 离休."""
    staff = case.entered.profile and case.entered.profile.staffing
    if not staff or staff.actual is None or staff.in_post is None:
        raise NothingToCheck("“实有人数”或“在职人数”没有填")
    parts = staff.in_post + (staff.retired or 0) + (staff.honorary_retired or 0)
    if staff.actual != parts:
        message = f"实有人数 {staff.actual} 人，在职、退休、离休合计 {parts} 人；改正其中一处"
        yield Fault("profile.staffing.actual", message, str(parts), str(staff.actual), str(staff.actual - parts))


@rule("B37.1", Severity.WARNING, "在职人数不大于编制数", "checks.md B37")
def establishment(case: Case) -> Iterator[Fault]:
    """在职 ≤ 编制."""
    staff = case.entered.profile and case.entered.profile.staffing
    if not staff or staff.establishment is None or staff.in_post is None:
        raise NothingToCheck("“编制数”或“在职人数”没有填")
    if staff.in_post > staff.establishment:
        message = f"在职 {staff.in_post} 人，多于编制 {staff.establishment} 人；核对人数，或说明超编原因"
        more = str(staff.in_post - staff.establishment)
        yield Fault("profile.staffing.in_post", message, str(staff.establishment), str(staff.in_post), more)


@rule("B37.2", Severity.WARNING, "各类编制之和等于编制数", "checks.md B37")
def establishment_kinds(case: Case) -> Iterator[Fault]:
    """编制 = Σ kinds."""
    staff = case.entered.profile and case.entered.profile.staffing
    if not staff or staff.establishment is None or not staff.establishment_kinds:
        raise NothingToCheck("“编制数”或“各类编制数”没有填")
    kinds = sum(staff.establishment_kinds.values())
    if staff.establishment != kinds:
        message = f"编制数 {staff.establishment}，各类编制合计 {kinds}；改正其中一处"
        gap = str(staff.establishment - kinds)
        yield Fault("profile.staffing.establishment", message, str(kinds), str(staff.establishment), gap)


# ------------------------------------------------------------------------------------------------ targets


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
            message = (
                "年度预算总额 {found} 万元，财政拨款与其他资金合计 {expected} 万元"
                "，相差 {difference} 万元；改正其中一处"
            )
            yield differing(f"projects[{n}].performance.total", message, parts, performance.total)
    for fix in (one for one in case.told("B38") if one.lead[1] not in told):
        project = case.mended.budget.projects[int(fix.lead[1])]
        yield _differing_goals(fix.place, case.budget.projects[int(fix.lead[1])], money_of(project))


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


RULES = (
    operating_expense,
    procurement,
    assets,
    planned_vehicles,
    staffing,
    establishment,
    establishment_kinds,
    target_amounts,
    weights,
    whole_funds,
    projects_without_targets,
    targets_and_projects,
)
