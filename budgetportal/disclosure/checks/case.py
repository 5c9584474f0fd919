"""What the rules look at: one filing as entered and as published, its edition, and last year's filing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from budgetportal.disclosure.amounts import YUAN_PER_WAN
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.blame import Fix
from budgetportal.disclosure.checks.budget_balances import BudgetBalances, money_of
from budgetportal.disclosure.checks.final_balances import final_fixes
from budgetportal.disclosure.checks.mending import mended
from budgetportal.disclosure.checks.prior_balances import prior_fixes
from budgetportal.disclosure.checks.report_balances import report_fixes
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.facts import Facts
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.last_year import with_last_year
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene, facts_of
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.terms import AmountUnit

HALF_CENT = Decimal("0.005")  # 万元: what rounding moves one printed figure by at most
FEWEST_TERMS = 2  # one term is a copy, and a copy is exact


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

    @cached_property
    def fixes(self) -> list[Fix]:
        """What would put the sums right that do not agree, one for each slip."""
        match self.scene.filing:
            case BudgetFiling():
                return BudgetBalances(self.scene, self.edition).fixes + prior_fixes(self.scene)
            case FinalAccounts():
                return final_fixes(self.scene) + prior_fixes(self.scene)
            case SelfEvaluation() as filing:
                return report_fixes(filing)
            case _:
                return []

    def told(self, number: str) -> list[Fix]:
        """What is told under a rule's number: every slip once, by the first rule that it breaks."""
        return [fix for fix in self.fixes if fix.lead[0] == number]

    @cached_property
    def mended(self) -> Scene:
        """The scene with those put right: what follows from a slip that has been told is not told again."""
        return Scene(mended(self.scene.filing, self.fixes), self.edition.numbers) if self.fixes else self.scene

    @cached_property
    def as_entered(self) -> Facts:
        """The facts in the filing's own unit of amounts, in which nothing is rounded."""
        return Facts(facts_of(self.entered))

    def exact_money(self, n: int) -> Decimal:
        """The money of a budget's project as it was entered, in 万元, with all its decimals."""
        project = self.entered.projects[n] if isinstance(self.entered, BudgetFiling) else None
        money = money_of(project) if project else Decimal(0)
        return money / YUAN_PER_WAN if self.entered.amount_unit is AmountUnit.YUAN else money

    def slack(self, terms: int) -> Decimal:
        """How far a printed sum of so many printed terms may be off by rounding alone; not at all in a filing in 元."""
        if terms < FEWEST_TERMS or self.entered.amount_unit is AmountUnit.YUAN:
            return Decimal(0)
        return HALF_CENT * (terms + 1)

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
