"""Sound filings of every edition, and those with one fault in them."""

from __future__ import annotations

import random
from collections.abc import Callable

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.terms import AmountUnit
from tests.disclosure.planted import Planted, plant
from tests.disclosure.sound import sound_budget
from tests.disclosure.sound_finals import sound_final, sound_report

Maker = Callable[[random.Random, AmountUnit], Filing]
BUDGETS = ("xinjiang-budget-2020", "xinjiang-budget-2023", "xinjiang-budget-2024", "xinjiang-budget-2025")
EDITIONS: dict[str, Maker] = {
    **{name: lambda rng, unit, name=name: sound_budget(rng, name, unit) for name in BUDGETS},
    "xinjiang-final-2023": sound_final,
    "xinjiang-self-evaluation-2023": sound_report,
}
LACKING = {  # what a kind of disclosure has not, or has once only
    **{name: {"score"} for name in BUDGETS},
    "xinjiang-final-2023": set(),
    "xinjiang-self-evaluation-2023": {"code", "source", "category"},
}
UNITS = (AmountUnit.WAN, AmountUnit.YUAN)


def planted(edition: str, kind: str, seed: int) -> Planted:
    """A fault of that kind in the first sound filing that takes one."""
    rng = random.Random(f"{edition} {kind} {seed}")
    while True:
        made = plant(rng, EDITIONS[edition](rng, UNITS[seed % 2]), kind)
        if made:
            return made
