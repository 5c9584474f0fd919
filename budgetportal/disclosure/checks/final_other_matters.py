"""Rules on the other matters of final accounts: procurement, vehicles, quantities of official expenses (F14 to F16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.checks.budget_other_matters import miscounted_vehicles
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule

VEHICLE_KINDS = (
    "ministerial", "principal", "confidential", "emergency", "duty", "special", "retired_service", "other",
)  # fmt: skip
NO_DIFFERENCE = re.compile(r"无差异|没有差异|不存在差异|一致")


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
    yield from miscounted_vehicles(found.vehicles, sum(getattr(found, name) for name in VEHICLE_KINDS))
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


RULES = (procurement, vehicles, vehicle_difference, quantities)
