"""What a project's explanation says of its money, against its money (B30)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import YUAN_PER_WAN, printed, total
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule

PART = re.compile(r"(?P<what>.*?[^\d.,×xX*/每])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元)?")
BETWEEN = re.compile(r"[，、；。\s]+")
FEWEST = 2  # parts that make a split


@rule("B30", Severity.WARNING, "资金分配合计等于项目金额", "checks.md B30")
def allocations(case: Case) -> Iterator[Fault]:
    """Σ of the parts of 资金分配情况 = the project's money, where the text names nothing but parts with amounts."""
    found = False
    for n, project in enumerate(case.budget.projects):
        parts = parts_of(project.allocation or "")
        if parts:
            found = True
            whole = total(project.amounts.values()) if project.amounts else project.amount or Decimal(0)
            if total(parts) != whole:
                cells = (f"projects[{n}].{'amounts' if project.amounts else 'amount'}",)
                yield _differing(f"projects[{n}].allocation", project.name, total(parts), whole, cells)
    if not found:
        raise NothingToCheck("没有逐项写明金额的“资金分配情况”")


def _differing(place: str, name: str, found: Decimal, whole: Decimal, also: tuple[str, ...]) -> Fault:
    gap = found - whole
    message = (
        f"“{name[:30]}”资金分配合计 {printed(found)} 万元，项目金额 {printed(whole)} 万元，"
        f"相差 {printed(abs(gap))} 万元；改正资金分配情况，或核对项目金额"
    )
    return Fault(place, message, printed(whole), printed(found), printed(gap), also)


def parts_of(text: str) -> list[Decimal]:
    """The amounts (万元) of a text like 办公费8.48万元，培训费1万元; none where it says anything else too."""
    matches = [PART.fullmatch(part) for part in BETWEEN.split(text) if part]
    if len(matches) < FEWEST or not all(matches):
        return []
    parts = [(Decimal(match["number"].replace(",", "")), match["unit"]) for match in matches if match]
    units = {unit for _, unit in parts if unit}
    if len(units) != 1:
        return []
    divisor = YUAN_PER_WAN if units == {"元"} else Decimal(1)
    return [number / divisor for number, _ in parts]


RULES = (allocations,)
