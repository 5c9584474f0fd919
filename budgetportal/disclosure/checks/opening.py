"""This year's opening balances against last year's closing ones (F18)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.final_accounts import Balance, FinalAccounts
from budgetportal.disclosure.rounding import published


@rule("F18", Severity.WARNING, "年初结转和结余等于上年公开的年末结转和结余", "checks.md F18")
def opening_balances(case: Case) -> Iterator[Fault]:
    """年初结转和结余 of each source = 年末结转和结余 of last year's published final accounts."""
    now, last = case.final.balances, published(case.last) if case.last else None
    then = last.balances if isinstance(last, FinalAccounts) else None
    if now is None or then is None:
        raise NothingToCheck("系统中没有上年已公开的决算，或没有填结转和结余")
    for name, spec in specs(Balance).items():
        opening, closing = getattr(now.opening, name), getattr(then.closing, name)
        if opening != closing:
            message = (
                f"{spec.label}的年初结转和结余 {{found}} 万元，上年公开的年末数 {{expected}} 万元，"
                "相差 {difference} 万元；核对两处，有调整的写明原因"
            )
            yield differing(f"balances.opening.{name}", message, closing, opening)


RULES = (opening_balances,)
