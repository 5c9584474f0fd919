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
        terms = sum(1 for figure in self.parts if figure.value)
        return Decimal("0.005") * (terms + 1) if terms > 1 else Decimal(0)
