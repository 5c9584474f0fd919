"""What the rules look at: one filing as entered and as published, its edition, and last year's filing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.last_year import with_last_year
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import SelfEvaluation


@dataclass(frozen=True)
class Case:
    """A sound filing under check; figures are compared as published, in 万元."""

    entered: Filing
    last: Filing | None = None  # last year's published filing of the same kind
    sensitive_words: tuple[str, ...] = field(default=())
    unprintable: Callable[[str], Iterable[str]] | None = None  # the characters of a text that the fonts lack

    @cached_property
    def scene(self) -> Scene:
        """The filing as it is published: last year's figures filled in, in 万元, with what is looked up in it."""
        return Scene(published(with_last_year(self.entered, self.last)), self.edition.numbers)

    @cached_property
    def typed(self) -> Scene:
        """The filing as it is typed, in 万元."""
        return Scene(published(self.entered), self.edition.numbers)

    @property
    def edition(self) -> Edition:
        """The filing's edition."""
        return EDITIONS[self.entered.edition]

    @property
    def budget(self) -> BudgetFiling:
        """The filing in 万元, in a check of budgets."""
        return self.scene.budget

    @property
    def final(self) -> FinalAccounts:
        """The filing in 万元, in a check of final accounts."""
        return self.scene.final

    @property
    def evaluation(self) -> SelfEvaluation:
        """The filing in 万元, in a check of self-evaluations."""
        return self.scene.evaluation
