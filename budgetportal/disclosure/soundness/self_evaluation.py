"""What makes a self-evaluation report unsound."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure import scores
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.soundness.common import CodeCell, KindRules
from budgetportal.disclosure.terms import Operator


def codes(_: SelfEvaluation) -> Iterator[CodeCell]:
    """A report names no code."""
    return iter(())


def _numbers(filing: SelfEvaluation) -> Iterator[Problem]:
    """A target that is to be held against a number has one, for completion is computed from it."""
    for n, indicator in enumerate(filing.indicators):
        for name in ("target", "midyear", "adjusted", "actual"):
            value = getattr(indicator, name)
            if value is not None and value.op is not Operator.TEXT and scores.number(value) is None:
                message = f"指标值“{value.value}”不是数字，不能计算完成率；改为数字，或把比较关系改为“文字描述”"
                yield Problem(f"indicators[{n}].{name}.value", message)


EVALUATION_RULES = KindRules(
    unique={"glossary": ("term",), "projects": ("name", "level"), "indicators": ("name",)},
    codes=codes,
    rules=(_numbers,),
)
