"""Rates and scores of performance evaluation (contract, "Scores"; rules S2, S4, S5).

Rates are per cent with two decimals, half up; a score is computed from the rate as printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from budgetportal.disclosure.amounts import HUNDRED, half_up, percentage, total
from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.terms import Operator

GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"))  # 评价结果, from its least score on
LOWEST_GRADE = "差"


def execution_rate(spent: Decimal, budget: Decimal) -> Decimal | None:
    """预算执行率 in per cent; None where there was no budget, for such a rate does not exist."""
    return percentage(spent, budget)


def scored(weight: Decimal, rate: Decimal | None) -> Decimal | None:
    """The score of a weight at a rate in per cent, of which no more than 100 counts; None where there is no rate."""
    return None if rate is None else half_up(weight * min(max(rate, Decimal(0)), HUNDRED) / HUNDRED)


def number(target: Target | None) -> Decimal | None:
    """The value of a target as a number, None where it is words."""
    if target is None or target.op is Operator.TEXT:
        return None
    try:
        value = Decimal(target.value)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def completion(target: Target | None, actual: Target | None) -> Decimal | None:
    """指标完成率 in per cent: actual ÷ target; None where either is words or the target is 0."""
    wanted, reached = number(target), number(actual)
    return None if wanted is None or reached is None else percentage(reached, wanted)


def indicator_score(
    weight: Decimal | None, target: Target | None, actual: Target | None, typed: Decimal | None
) -> Decimal | None:
    """得分 of an indicator: a typed one stands, else weight × completion; None where neither is known."""
    if typed is not None or weight is None:
        return typed
    return scored(weight, completion(target, actual))


def total_score(scores: Iterable[Decimal | None]) -> Decimal:
    """总分: the sum of the scores that are known."""
    return total(score for score in scores if score is not None)


def grade(score: Decimal) -> str:
    """评价结果 of a total score."""
    return next((name for least, name in GRADES if score >= least), LOWEST_GRADE)
