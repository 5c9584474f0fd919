"""A change against last year in the words that stand beside its reason while that is written."""

from __future__ import annotations

from budgetportal.disclosure.amounts import Change, printed

STEEP = 10  # per cent: a rise above it wants a reason of substance (own rule C2)


def in_words(change: Change) -> str:
    """``今年 120.00，上年 100.00，增加 20.00，增长 20.00%``; a rate of 0 is none, both 0 are 持平."""
    figures = f"今年 {printed(change.this)}，上年 {printed(change.last)}，"
    if not change.difference:
        return figures + "与上年持平"
    turn, rate = ("增加", "增长") if change.difference > 0 else ("减少", "下降")
    said = f"{figures}{turn} {printed(abs(change.difference))}"
    return said if change.rate is None else f"{said}，{rate} {printed(change.rate)}%"


def is_steep(change: Change) -> bool:
    """Whether it is a rise that wants a reason of substance: of more than 10 %, or from nothing."""
    return change.difference > 0 and (change.rate is None or change.rate > STEEP)
