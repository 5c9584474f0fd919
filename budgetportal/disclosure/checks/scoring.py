"""Rules on scores and weights of final accounts and self-evaluations alike (S4 to S6)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.checks import evaluated
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.evaluated import Scored, Scoring
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.final_accounts import EvaluatedIndicator, FinalAccounts
from budgetportal.disclosure.self_evaluation import OverallIndicator, SelfEvaluation


def _tables(case: Case) -> list[Scoring]:
    match case.scene.filing:
        case FinalAccounts() as filing:
            found = list(_of_final(filing))
        case _:
            found = _of_report(case.evaluation)
    if not found:
        raise NothingToCheck("没有填写自评指标")
    return found


def _of_final(filing: FinalAccounts) -> Iterator[Scoring]:
    for n, table in enumerate(filing.self_evaluations):
        place = f"self_evaluations[{n}]"
        listed = enumerate(table.indicators)
        rows = [_scored(f"{place}.indicators[{m}]", one.level3 or "", one.target, one) for m, one in listed]
        yield Scoring(place, table.weight, rows)


def _of_report(filing: SelfEvaluation) -> list[Scoring]:
    rows = [
        _scored(f"indicators[{n}]", one.name, one.adjusted or one.target, one)
        for n, one in enumerate(filing.indicators)
    ]
    return [Scoring("", filing.execution_weight, rows)] if rows else []


def _scored(place: str, name: str, wanted: Target | None, one: EvaluatedIndicator | OverallIndicator) -> Scored:
    return Scored(place, name, wanted, one.actual, one.weight, one.score, one.deviation)


@rule("S4", Severity.WARNING, "填写的得分等于计算的得分", "checks.md S4；填报契约 Scores")
def scores(case: Case) -> Iterator[Fault]:
    """A typed score stands, and is told where it differs from weight × completion."""
    for table in _tables(case):
        yield from evaluated.wrong_scores(table)


@rule("S4.1", Severity.ERROR, "得分不小于 0、不大于分值", "checks.md S4")
def scores_within_weights(case: Case) -> Iterator[Fault]:
    """No score is above its weight."""
    for table in _tables(case):
        yield from evaluated.scores_above_weights(table)


@rule("S4.2", Severity.WARNING, "不能计算得分的指标填有得分", "填报契约 Scores")
def scores_given(case: Case) -> Iterator[Fault]:
    """A target in words, or of 0, is scored by the unit."""
    for table in _tables(case):
        yield from evaluated.missing_scores(table)


@rule("S5", Severity.ERROR, "分值合计为 100", "checks.md S5")
def weights(case: Case) -> Iterator[Fault]:
    """Σ weights = 100, with 执行率."""
    for table in _tables(case):
        yield from evaluated.wrong_weights(table)


@rule("S6", Severity.WARNING, "偏差超过 30% 的指标写明原因", "checks.md S6")
def deviations(case: Case) -> Iterator[Fault]:
    """A completion far from 100 % says why."""
    for table in _tables(case):
        yield from evaluated.unexplained(table)


RULES = (scores, scores_within_weights, scores_given, weights, deviations)
