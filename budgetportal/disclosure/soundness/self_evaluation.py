"""What makes a self-evaluation report unsound."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.soundness.common import CodeCell, KindRules, numeric_targets


def codes(_: SelfEvaluation) -> Iterator[CodeCell]:
    """A report names no code."""
    return iter(())


def _numbers(filing: SelfEvaluation) -> Iterator[Problem]:
    for n, indicator in enumerate(filing.indicators):
        yield from numeric_targets(f"indicators[{n}]", indicator, "target", "midyear", "adjusted", "actual")


EVALUATION_RULES = KindRules(
    unique={"glossary": ("term",), "projects": ("name", "level"), "indicators": ("name",)},
    codes=codes,
    rules=(_numbers,),
)
