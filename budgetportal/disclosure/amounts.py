"""Amounts, shares and changes: one place for every rule on figures.

All amounts are ``Decimal``. Published figures are 万元 with two decimals; a share and a change rate are computed
from the printed amounts, two decimals, half up (contract, "Rounding").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
HUNDRED = Decimal(100)
YUAN_PER_WAN = Decimal(10_000)  # 元 in 1 万元


def half_up(value: Decimal) -> Decimal:
    """Two decimals, half away from zero."""
    return value.quantize(CENT, ROUND_HALF_UP)


def floor(value: Decimal) -> Decimal:
    """Two decimals, down."""
    return value.quantize(CENT, ROUND_FLOOR)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, with two decimals where there is nothing to add."""
    return sum(amounts, ZERO)


def printed(amount: Decimal) -> str:
    """As printed: two decimals, no thousands separators."""
    return f"{amount:.2f}"


def bare_zero(amount: Decimal) -> str:
    """Two decimals, and 0 as one digit."""
    return printed(amount) if amount else "0"


def bare_whole(amount: Decimal) -> str:
    """Two decimals, and none where they are 0: 70, 6.48."""
    return printed(amount).removesuffix(".00")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How an edition's narrative writes amounts (万元) and shares (%)."""

    amount: Callable[[Decimal], str] = printed
    share: Callable[[Decimal], str] = printed


TWO_DECIMALS = Numbers()


def percentage(part: Decimal, whole: Decimal) -> Decimal | None:
    """``part`` of ``whole`` in per cent; None where the whole is 0: such a share does not exist."""
    return half_up(part * HUNDRED / whole) if whole else None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure held against last year's (万元)."""

    this: Decimal
    last: Decimal

    @property
    def difference(self) -> Decimal:
        """This year's figure less last year's."""
        return self.this - self.last

    @property
    def rate(self) -> Decimal | None:
        """|this − last| ÷ last in per cent; None where last year's figure is 0 and this year's is not."""
        if not self.difference:
            return ZERO
        return percentage(abs(self.difference), abs(self.last))
