"""Rules on the other matters of a unit budget: operating expense, procurement, assets, staff, targets (B34 to B38)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import HUNDRED, total
from budgetportal.disclosure.budget import Indicator, Project
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing, places
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import EXPENDITURE, OFFICIAL, Selection
from budgetportal.disclosure.performance import goals_total
from budgetportal.disclosure.terms import FISCAL_SOURCES, OfficialItem
from budgetportal.disclosure.topics import OPERATING

WEIGHTS = (Decimal(90), HUNDRED)  # with 10 for 执行率, or without


VEHICLES = ("assets.general_vehicles", "assets.duty_vehicles", "assets.other_vehicles")
STAFF = tuple(f"profile.staffing.{name}" for name in ("in_post", "retired", "honorary_retired"))


@rule("B34", Severity.WARNING, "机关运行经费等于公用经费", "checks.md B34")
def operating_expense(case: Case) -> Iterator[Fault]:
    """机关运行经费 = 公用经费 of basic expenditure; a typed one that differs wants its reason."""
    typed = case.budget.operating_expense
    if typed is None:
        raise NothingToCheck("“机关运行经费”没有另填，由公用经费合计得出")
    whole = case.scene.facts.total(OPERATING)
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
        yield differing("procurement.reserved_micro", message, found.reserved_sme, found.reserved_micro, cells)


@rule("B36", Severity.ERROR, "车辆等于各类车辆合计，百万元设备不多于五十万元设备", "checks.md B36")
def assets(case: Case) -> Iterator[Fault]:
    """车辆 = Σ kinds by number and value; the ≥100万 count ≤ the ≥50万 count."""
    found = case.budget.assets
    if found is None:
        raise NothingToCheck("“国有资产”没有填")
    kinds = found.general_vehicles + found.duty_vehicles + found.other_vehicles
    if found.vehicles != kinds:
        message = f"车辆 {found.vehicles} 辆，各类车辆合计 {kinds} 辆；改正其中一处"
        gap = str(found.vehicles - kinds)
        yield Fault("assets.vehicles", message, str(kinds), str(found.vehicles), gap, VEHICLES)
    values = found.general_vehicles_value + found.duty_vehicles_value + found.other_vehicles_value
    if found.vehicles_value != values:
        message = "车辆价值 {found} 万元，各类车辆合计 {expected} 万元，相差 {difference} 万元；改正其中一处"
        cells = (f"{one}_value" for one in VEHICLES)
        yield differing("assets.vehicles_value", message, values, found.vehicles_value, cells)
    for name in ("equipment", "planned_equipment"):
        half, whole = getattr(found, f"{name}_500k"), getattr(found, f"{name}_1m")
        if whole > half:
            message = f"100 万元以上设备 {whole} 台，多于 50 万元以上设备 {half} 台；前者是后者的一部分，改正其中一处"
            fewer = (f"assets.{name}_500k",)
            yield Fault(f"assets.{name}_1m", message, str(half), str(whole), str(whole - half), fewer)


@rule("B36.1", Severity.WARNING, "安排购置车辆经费等于“三公”经费中的公务用车购置费", "checks.md B36")
def planned_vehicles(case: Case) -> Iterator[Fault]:
    """安排购置车辆经费 = 公务用车购置费 of the official expenses."""
    found = case.budget.assets
    if found is None or found.planned_vehicles_cost is None:
        raise NothingToCheck("“安排购置车辆经费”没有填")
    facts = case.scene.facts.select(Selection(OFFICIAL, items=frozenset({OfficialItem.VEHICLE_PURCHASE})))
    bought = total(fact.amount for fact in facts)
    if found.planned_vehicles_cost != bought:
        message = (
            "安排购置车辆经费 {found} 万元，“三公”经费中的公务用车购置费 {expected} 万元"
            "，相差 {difference} 万元；核对两处"
        )
        cells = places(facts) or [OFFICIAL]
        yield differing("assets.planned_vehicles_cost", message, bought, found.planned_vehicles_cost, cells)


@rule("B37", Severity.WARNING, "实有人数等于在职、退休、离休之和", "checks.md B37")
def staffing(case: Case) -> Iterator[Fault]:
    """实有 = 在职 + 退休 + 离休."""
    staff = case.entered.profile and case.entered.profile.staffing
    if not staff or staff.actual is None or staff.in_post is None:
        raise NothingToCheck("“实有人数”或“在职人数”没有填")
    parts = staff.in_post + (staff.retired or 0) + (staff.honorary_retired or 0)
    if staff.actual != parts:
        message = f"实有人数 {staff.actual} 人，在职、退休、离休合计 {parts} 人；改正其中一处"
        gap = str(staff.actual - parts)
        yield Fault("profile.staffing.actual", message, str(parts), str(staff.actual), gap, STAFF)


@rule("B37.1", Severity.WARNING, "在职人数不大于编制数", "checks.md B37")
def establishment(case: Case) -> Iterator[Fault]:
    """在职 ≤ 编制."""
    staff = case.entered.profile and case.entered.profile.staffing
    if not staff or staff.establishment is None or staff.in_post is None:
        raise NothingToCheck("“编制数”或“在职人数”没有填")
    if staff.in_post > staff.establishment:
        message = f"在职 {staff.in_post} 人，多于编制 {staff.establishment} 人；核对人数，或说明超编原因"
        more = str(staff.in_post - staff.establishment)
        cells = ("profile.staffing.establishment",)
        yield Fault("profile.staffing.in_post", message, str(staff.establishment), str(staff.in_post), more, cells)


# ------------------------------------------------------------------------------------------------ targets


def _amount(project: Project) -> Decimal:
    return total(project.amounts.values()) if project.amounts else project.amount or total(())


@rule("B38", Severity.ERROR, "绩效目标表的金额等于项目金额", "checks.md B38")
def target_amounts(case: Case) -> Iterator[Fault]:
    """年度预算总额 = 财政拨款 + 其他资金 = the project's money."""
    goals = [(n, one, one.performance) for n, one in enumerate(case.budget.projects) if one.performance]
    if not goals:
        raise NothingToCheck("没有项目填写绩效目标")
    for n, project, performance in goals:
        place = f"projects[{n}].performance"
        parts = performance.fiscal + performance.other
        if performance.total is not None and performance.total != parts:
            message = (
                "年度预算总额 {found} 万元，财政拨款与其他资金合计 {expected} 万元"
                "，相差 {difference} 万元；改正其中一处"
            )
            yield differing(f"{place}.total", message, parts, performance.total, (f"{place}.fiscal", f"{place}.other"))
        elif goals_total(performance) != _amount(project):
            message = (
                f"“{project.name[:30]}”绩效目标表 {{found}} 万元，项目金额 {{expected}} 万元"
                f"，相差 {{difference}} 万元；核对两处"
            )
            cells = [f"projects[{n}].{'amounts' if project.amounts else 'amount'}"]
            yield differing(f"{place}.fiscal", message, _amount(project), goals_total(performance), cells)


@rule("B38.1", Severity.WARNING, "指标分值合计为 90 或 100", "checks.md B38")
def weights(case: Case) -> Iterator[Fault]:
    """Weights add up to 90, with 10 for 执行率, or to 100; the form of 2020 has none."""
    listed = list(_weighted(case))
    if not listed:
        raise NothingToCheck("没有填写分值的绩效指标")
    for place, indicators in listed:
        whole = sum((one.weight for one in indicators if one.weight is not None), Decimal(0))
        if whole not in WEIGHTS:
            message = f"指标分值合计 {whole}，应为 90（另有执行率 10 分）或 100；核对各指标的分值"
            yield Fault(f"{place}.indicators", message, "90", str(whole), str(whole - WEIGHTS[0]))


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
    whole = case.scene.facts.total(Selection(EXPENDITURE))
    if funds != whole:
        message = (
            "单位整体绩效目标资金合计 {found} 万元，支出总计 {expected} 万元"
            "，相差 {difference} 万元；核对资金来源，或说明口径"
        )
        yield differing("unit_performance.funds", message, whole, funds, [EXPENDITURE])


@rule("B38.3", Severity.HINT, "财政拨款项目都有绩效目标", "checks.md B38")
def projects_without_targets(case: Case) -> Iterator[Fault]:
    """Every appropriated project of this year has its targets."""
    listed = [(n, one) for n, one in enumerate(case.budget.projects) if one.source in FISCAL_SOURCES]
    if not listed:
        raise NothingToCheck("没有当年财政拨款的项目")
    for n, project in listed:
        if project.performance is None:
            yield Fault(f"projects[{n}].performance", f"项目“{project.name[:40]}”没有绩效目标；补上，或说明原因")


RULES = (
    operating_expense,
    procurement,
    assets,
    planned_vehicles,
    staffing,
    establishment,
    target_amounts,
    weights,
    whole_funds,
    projects_without_targets,
)
