"""What a project's explanation says of its money, against its money (B30)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.checks.budget_balances import money_of
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.parted_text import parts_of
from budgetportal.disclosure.checks.rule import NothingToCheck, rule

WORDS = (
    "“{}”资金分配合计 {{found}} 万元，项目金额 {{expected}} 万元，相差 {{difference}} 万元；"
    "改正资金分配情况，或核对项目金额"
)


@rule("B30", Severity.WARNING, "资金分配合计等于项目金额", "checks.md B30")
def allocations(case: Case) -> Iterator[Fault]:
    """Σ of the parts of 资金分配情况 = the project's money, where the text names nothing but parts with amounts."""
    found = False
    for n, project in enumerate(case.mended.budget.projects):
        parts = parts_of(project.allocation or "")
        if parts:
            found = True
            whole = money_of(project)
            if total(parts) not in (whole, case.exact_money(n)):
                place = f"projects[{n}].allocation"
                yield differing(place, WORDS.format(project.name[:30]), whole, total(parts), case.slack(len(parts)))
    if not found:
        raise NothingToCheck("没有逐项写明金额的“资金分配情况”")


RULES = (allocations,)
