"""What a self-evaluation report says of each indicator: targets, what was reached, deviations."""

from __future__ import annotations

from collections.abc import Iterable

from budgetportal.disclosure import scores
from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.editions.evaluation_scores import Evaluated, bare
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import OverallIndicator
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Statement, Title
from budgetportal.disclosure.terms import Operator

IN_WORDS = {
    Operator.AT_LEAST: "大于等于",
    Operator.AT_MOST: "小于等于",
    Operator.EQUAL: "等于",
    Operator.MORE: "大于",
    Operator.LESS: "小于",
}
MONEY = ("元", "万元")  # units of a target that is itself a budget


def indicators(scene: Scene) -> list[str]:
    """The indicators by their place."""
    return [str(n) for n in range(len(scene.evaluation.indicators))]


def indicator_statements(n: int, place: str) -> Iterable[Statement]:
    """The heading and the paragraph of one indicator."""

    def said(scene: Scene) -> Figure:
        words = indicator_words(Evaluated(scene.evaluation.indicators[int(place)]))
        return Figure(words, (f"indicators[{place}]",))

    yield Title(2, f"（{numeral(n)}）指标{numeral(n)}：")
    yield Sentence(f"indicators.{n}", "{said}。", {"said": said})


def indicator_words(one: Evaluated) -> str:
    """``该指标预期指标值为…，…，该指标完成率为100%。该指标权重分值为8分，自评得分8分``."""
    indicator, name = one.indicator, one.indicator.name
    pieces = [
        f"该指标预期指标值为{in_words(indicator.target)}",
        f"年中监控实际完成值为{reached(indicator.midyear)}" if indicator.midyear else "",
        adjusted_text(indicator.target, indicator.adjusted),
        f"本次评价{name}{reached(indicator.actual)}",
        indicator.note or "",
        f"该指标完成率为{bare(one.completion)}%" if one.completion is not None else "",
        deviation(indicator),
    ]
    score = f"，自评得分{bare(one.score)}分" if one.score is not None else ""
    said = "，".join(piece for piece in pieces if piece)
    return f"{name}：{said}。该指标权重分值为{bare(indicator.weight)}分{score}"


def in_words(value: Target) -> str:
    """``大于等于5%``, or the words of a target."""
    return IN_WORDS.get(value.op, "") + bare_value(value)


def bare_value(value: Target) -> str:
    """A value with its unit."""
    return f"{value.value}{value.unit or ''}"


def reached(value: Target) -> str:
    """``5%``, ``大于等于5%``: what was reached; that it equals its number goes without saying."""
    return bare_value(value) if value.op is Operator.EQUAL else in_words(value)


def adjusted_text(target: Target, adjusted: Target | None) -> str:
    """``预算调减24.81万元``, ``指标值调增10件``: how a target was changed; the new one where there is no difference.

    None can be told where a target is in words, or where the sign or the unit has changed too.
    """
    if adjusted is None or adjusted == target:
        return ""
    before, after = scores.number(target), scores.number(adjusted)
    if before is None or after is None or before == after or (target.op, target.unit) != (adjusted.op, adjusted.unit):
        return f"调整后指标值为{in_words(adjusted)}"
    turn = "调减" if after < before else "调增"
    unit = adjusted.unit or ""
    what = "预算" if unit in MONEY else "指标值"
    return f"{what}{turn}{bare(abs(after - before))}{unit}"


def deviation(indicator: OverallIndicator) -> str:
    """``偏差原因：…，改进措施：…``; a cause without a measure stands bare."""
    if not indicator.improvement:
        return indicator.deviation or ""
    cause = f"偏差原因：{indicator.deviation}，" if indicator.deviation else ""
    return f"{cause}改进措施：{indicator.improvement}"
