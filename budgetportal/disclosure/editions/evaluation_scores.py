"""What a self-evaluation scores: the execution of the budget, each indicator, the whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from budgetportal.disclosure import scores
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import OverallIndicator
from budgetportal.disclosure.values import written


def bare(value: Decimal) -> str:
    """A number in full, without zeros at the end: 9.8, 100."""
    return str(written(value.normalize()))


class Whole(NamedTuple):
    """The execution of the whole budget, and what it scores."""

    rate: Decimal | None
    score: Decimal | None


def execution(scene: Scene) -> Whole:
    """预算执行率 of the year and its score."""
    budget, weight = scene.evaluation.budget, scene.evaluation.execution_weight
    rate = scores.execution_rate(budget.spent, budget.final) if budget else None
    return Whole(rate, None if weight is None else scores.scored(weight, rate))


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One indicator with its completion (%) and its score."""

    indicator: OverallIndicator

    @property
    def completion(self) -> Decimal | None:
        """指标完成率, held against the adjusted target where there is one."""
        return scores.completion(self.indicator.adjusted or self.indicator.target, self.indicator.actual)

    @property
    def score(self) -> Decimal | None:
        """自评得分."""
        wanted = self.indicator.adjusted or self.indicator.target
        return scores.indicator_score(self.indicator.weight, wanted, self.indicator.actual, self.indicator.score)


SCORED = ("budget", "execution_weight", "indicators")  # places of which a score is computed


def whole_score(scene: Scene) -> Decimal | None:
    """综合得分; None where an indicator has no score yet, for a sum without it would be a wrong one.

    A year without a budget has no 执行率, which then scores nothing.
    """
    found = [Evaluated(one).score for one in scene.evaluation.indicators]
    return scores.total_score([execution(scene).score, *found]) if found and None not in found else None


def total_score(scene: Scene) -> Figure:
    """综合得分, nothing where it is not known."""
    score = whole_score(scene)
    return Figure("" if score is None else bare(score), SCORED)


def grade(scene: Scene) -> Figure:
    """评价结果, nothing where the score is not known."""
    score = whole_score(scene)
    return Figure("" if score is None else scores.grade(score), SCORED)
