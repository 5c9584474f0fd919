"""Rules on the other matters of a unit budget: operating expense, procurement, assets (B34 to B36)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.budget import Assets
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import OFFICIAL, Selection
from budgetportal.disclosure.terms import OfficialItem
from budgetportal.disclosure.topics import OPERATING


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
    yield from _vehicles(case, found)
    yield from _equipment(found)


def _vehicles(case: Case, found: Assets) -> Iterator[Fault]:
    kinds = found.general_vehicles + found.duty_vehicles + found.other_vehicles
    yield from miscounted_vehicles(found.vehicles, kinds)
    values = found.general_vehicles_value + found.duty_vehicles_value + found.other_vehicles_value
    if found.vehicles_value != values:
        message = "车辆价值 {found} 万元，各类车辆合计 {expected} 万元，相差 {difference} 万元；改正其中一处"
        yield differing("assets.vehicles_value", message, values, found.vehicles_value, case.slack(3))


def miscounted_vehicles(vehicles: int, kinds: int) -> Iterator[Fault]:
    """Vehicles that are not as many as those of all kinds; in final accounts, too."""
    if vehicles != kinds:
        message = f"车辆 {vehicles} 辆，各类车辆合计 {kinds} 辆；改正其中一处"
        yield Fault("assets.vehicles", message, str(kinds), str(vehicles), str(vehicles - kinds))


def _equipment(found: Assets) -> Iterator[Fault]:
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


RULES = (operating_expense, procurement, assets, planned_vehicles)
