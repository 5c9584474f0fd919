"""What the indicators of every evaluation must keep: scores and weights (S4, S5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import HUNDRED, printed
from budgetportal.disclosure.checks.findings import Fault
from budgetportal.disclosure.filing import Target


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator of an evaluation, whatever the kind: where it stands, and what its score follows from."""

    place: str
    name: str
    target: Target | None
    actual: Target | None
    weight: Decimal | None
    score: Decimal | None  # as typed


def wrong_scores(rows: Sequence[Scored]) -> Iterator[Fault]:
    """Typed scores that are not the computed ones."""
    for row in rows:
        computed = scores.indicator_score(row.weight, row.target, row.actual, None)
        if row.score is not None and computed is not None and row.score != computed:
            message = (
                f"“{row.name[:30]}”得分填了 {printed(row.score)}，按完成率计算是 {printed(computed)}；"
                "说明原因，或删去所填由系统计算"
            )
            yield Fault(
                f"{row.place}.score", message, printed(computed), printed(row.score), printed(row.score - computed)
            )


def wrong_weights(place: str, execution: Decimal | None, rows: Sequence[Scored]) -> Iterator[Fault]:
    """Weights that do not add up to 100 with that of 执行率."""
    listed = [row.weight for row in rows if row.weight is not None]
    whole = sum(listed, execution or Decimal(0))
    if listed and whole != HUNDRED:
        message = f"分值合计 {whole}（含预算执行率 {execution or 0}），应为 100；核对各指标的分值"
        yield Fault(f"{place}.indicators" if place else "indicators", message, "100", str(whole), str(whole - HUNDRED))
