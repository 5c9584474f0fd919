"""Rules on the staff of a unit and its establishment (B37)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule


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


RULES = (staffing, establishment, establishment_kinds)
