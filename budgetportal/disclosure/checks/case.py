"""What the rules look at: one filing as entered and as published, its edition, and the unit's other filings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from budgetportal.disclosure.amounts import YUAN_PER_WAN
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks import balances
from budgetportal.disclosure.checks.blame import Balance, Fix
from budgetportal.disclosure.checks.budget_balances import money_of
from budgetportal.disclosure.checks.mending import mended
from budgetportal.disclosure.checks.said import texts_of
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.facts import Selection
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.last_year import with_last_year
from budgetportal.disclosure.places import topic_in_words
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.terms import AmountUnit, DisclosureKind

FUNCTION = re.compile(r"\.function\.(\d+)")  # in a topic: general.function.2080502
HALF_CENT = Decimal("0.005")  # 万元: what rounding moves one printed figure by at most
AS_ENTERED = ("scene", "typed", "_exact", "fixes", "gaps", "texts", "_others")  # computed alike of the literal case
FEWEST_TERMS = 2  # one term is a copy, and a copy is exact


@dataclass(frozen=True)
class Case:
    """A sound filing under check; figures are compared as published, in 万元."""

    entered: Filing
    last: Filing | None = None  # last year's published filing of the same kind
    sensitive_words: tuple[str, ...] = field(default=())
    unprintable: Callable[[str], Iterable[str]] | None = None  # the characters of a text that the fonts lack
    is_literal: bool = False  # nothing is thought to be put right
    others: tuple[Filing, ...] = ()  # the unit's other published filings that this one is held against

    @cached_property
    def scene(self) -> Scene:
        """The filing as it is published: last year's figures filled in, in 万元, with what is looked up in it."""
        return Scene(published(with_last_year(self.entered, self.last)), self.edition.numbers)

    @cached_property
    def typed(self) -> Scene:
        """The filing as it is typed, in 万元."""
        return Scene(published(self.entered), self.edition.numbers)

    @cached_property
    def _exact(self) -> Scene:
        """The filing in its own unit of amounts, in which a slip shows in each of its balances by the same amount."""
        if self.entered.amount_unit is AmountUnit.WAN:
            return self.scene
        return Scene(with_last_year(self.entered, self.last), self.edition.numbers)

    @cached_property
    def fixes(self) -> list[Fix]:
        """What would put the sums right that do not agree as published, one for each slip."""
        return [fix for fix in balances.fixes(self._exact, self.edition) if fix.closes.keys() & self.gaps.keys()]

    @cached_property
    def gaps(self) -> dict[Balance, Decimal]:
        """The balances that do not agree as published, in 万元."""
        return balances.gaps(self.scene, self.edition)

    def gap(self, fix: Fix) -> Decimal:
        """What a fix closes as published, in 万元."""
        return next(self.gaps[balance] for balance in fix.closes if balance in self.gaps)

    @cached_property
    def _others(self) -> dict[tuple[DisclosureKind, int], Scene]:
        return {(kind_of(one), one.fiscal_year): Scene(published(one)) for one in self.others}

    def other(self, kind: DisclosureKind, year: int) -> Scene | None:
        """The unit's published filing of a kind and year in 万元, None where there is none."""
        return self._others.get((kind, year))

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """Every free text as it was entered, with its places."""
        return texts_of(self.entered)

    def in_words(self, topic: str) -> str:
        """A compared figure as people call it, a function (支出功能分类) by its code and its name."""
        words, function = topic_in_words(topic), FUNCTION.search(topic)
        name = self.scene.function_name(function[1]) if function else ""
        return words.replace(function[1], f"{function[1]} {name}", 1) if function and name else words

    def told(self, number: str) -> list[Fix]:
        """What is told under a rule's number: every slip once, by the first rule that it breaks."""
        return [fix for fix in self.fixes if fix.lead[0] == number]

    def partners(self, number: str, place: str) -> tuple[str, ...]:
        """The other cells of the sums that a slip, told under a rule's number at a place, leaves open."""
        fix = next((fix for fix in self.told(number) if fix.place == place), None)
        if fix is None:
            return ()
        open_ = {balance for balance in fix.closes if balance[0] == number}
        entries = balances.entries(self._exact, self.edition)
        return tuple(entry.place for entry in entries if open_ & entry.terms.keys() and entry.place != place)

    @cached_property
    def mended(self) -> Scene:
        """The scene with those put right: what follows from a slip that has been told is not told again."""
        return Scene(published(self._mended.filing), self.edition.numbers) if self._believed else self.scene

    @cached_property
    def literal(self) -> Case:
        """The case with every figure as it was entered."""
        if not self._believed:
            return self
        twin = replace(self, is_literal=True)
        vars(twin).update({name: vars(self)[name] for name in AS_ENTERED if name in vars(self)})
        return twin

    @cached_property
    def _believed(self) -> list[Fix]:
        return [] if self.is_literal else [fix for fix in self.fixes if fix.is_believed]

    @cached_property
    def _mended(self) -> Scene:
        if not self._believed:
            return self._exact
        return Scene(mended(self._exact.filing, self._believed), self.edition.numbers)

    def exact_total(self, selection: Selection) -> Decimal:
        """The sum of a selection in the filing's own unit of amounts, in which nothing is rounded, slips put right."""
        return self._mended.facts.total(selection)

    def exact_money(self, n: int) -> Decimal:
        """The money of a budget's project in 万元 with all its decimals, slips put right."""
        money = money_of(self._mended.budget.projects[n])
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
