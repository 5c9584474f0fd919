"""One equation between figures, and what rounding may do to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.published.lines import Figure


@dataclass(eq=False, slots=True)
class Equation:
    """``whole`` = the sum of ``parts``; ``way`` is across a line, down a column or between tables."""

    rule: str
    whole: Figure
    parts: tuple[Figure, ...]
    way: str

    @property
    def is_left_out(self) -> bool:
        """Whether none of the parts called 其中 is filled in, which B2 allows: they stay within their sum."""
        return self.rule == "B2" and self.parts[0].line.name.startswith("其中") and all(one.blank for one in self.parts)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure in it."""
        return (self.whole, *self.parts)

    @property
    def can_be_checked(self) -> bool:
        """Whether all its figures could be read."""
        return all(figure.amount is not None for figure in self.figures)

    def gap(self) -> Decimal:
        """What the whole is above its parts."""
        return self.whole.value - total(figure.value for figure in self.parts)

    def tolerance(self) -> Decimal:
        """What rounding alone may come to; a copy of one figure has none (checks.md, section 4)."""
        if self.is_left_out:
            return abs(self.whole.value)
        terms = sum(1 for figure in self.parts if figure.value)
        return Decimal("0.005") * (terms + 1) if terms > 1 else Decimal(0)
