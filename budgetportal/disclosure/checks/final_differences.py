"""Rules on what final accounts say of a difference from the budget (F11, F12)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.changes import contradiction
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.final_topics import planned as planned_of
from budgetportal.disclosure.terms import Against


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


RULES = (differences_from_budget, reason_of_difference)
