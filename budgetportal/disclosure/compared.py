"""What is said of a figure that is held against last year's, whatever the kind of disclosure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import Change, printed


@dataclass(frozen=True, slots=True)
class Compared:
    """One compared figure: last year's (万元) and what the unit says of it, with the places of each.

    ``prior`` and the texts are None where nothing is known; ``place`` is the row, ``prior_place`` its figure's cell.
    """

    place: str
    prior: Decimal | None = None
    prior_place: str = ""
    reason: str | None = None
    purpose: str | None = None


def change_words(change: Change, from_nothing: Decimal, number: Callable[[Decimal], str] = printed) -> tuple[str, str]:
    """增加/减少 with the difference, 增长/下降 with the rate; ``from_nothing``: what the region prints from 0 (%)."""
    rate = from_nothing if change.rate is None else change.rate
    more, higher = ("减少", "下降") if change.difference < 0 else ("增加", "增长")
    return f"{more}{number(abs(change.difference))}万元", f"{higher}{printed(rate)}%"


def in_comment_order(codes: Iterable[str], topics: Iterable[str], prefix: str) -> list[str]:
    """Codes in the order in which the unit comments on them, the others after them in code order."""
    wanted = set(codes)
    commented = [code for topic in topics if (code := topic.removeprefix(prefix)) in wanted and code != topic]
    return commented + sorted(wanted - set(commented))
