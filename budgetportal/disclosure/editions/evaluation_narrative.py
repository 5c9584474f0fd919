"""What the sentences of a self-evaluation report are made of: rates, scores, targets in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import percentage, printed, total
from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.groups import members
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import EvaluatedProject, ExecutedBudget, OverallIndicator
from budgetportal.disclosure.sentence_parts import Part
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Statement, Title
from budgetportal.disclosure.terms import Operator
from budgetportal.disclosure.values import written

IN_WORDS = {
    Operator.AT_LEAST: "大于等于",
    Operator.AT_MOST: "小于等于",
    Operator.EQUAL: "等于",
    Operator.MORE: "大于",
    Operator.LESS: "小于",
}
MONEY = ("元", "万元")  # units of a target that is itself a budget
SCORED = ("budget", "execution_weight", "indicators")  # places of which a score is computed


def bare(value: Decimal) -> str:
    """A number in full, without zeros at the end: 9.8, 100."""
    return str(written(value.normalize()))


# ------------------------------------------------------------------------------------------------ the whole unit


class Whole(NamedTuple):
    """The execution of the whole budget, and what it scores."""

    rate: Decimal | None
    score: Decimal | None


def execution(scene: Scene) -> Whole:
    """预算执行率 of the year and its score."""
    budget, weight = scene.evaluation.budget, scene.evaluation.execution_weight
    rate = scores.execution_rate(budget.spent, budget.final) if budget else None
    return Whole(rate, None if weight is None else scores.scored(weight, rate))


def execution_rate(spent: str, budget: str, lead: str) -> Part:
    """``，预算执行率为97.95%`` of two members of the budget; nothing where there was no money to spend."""

    def words(scene: Scene) -> Figure:
        amounts: ExecutedBudget | None = scene.evaluation.budget
        rate = scores.execution_rate(getattr(amounts, spent), getattr(amounts, budget)) if amounts else None
        return _rate(lead, rate, spent, budget)

    return words


def adjustment_rate(scene: Scene) -> Figure:
    """``，预算调整率11.67%``: |adjustment| ÷ initial (rule S1)."""
    budget = scene.evaluation.budget
    rate = percentage(abs(budget.adjustment), budget.initial) if budget else None
    return _rate("，预算调整率", rate, "adjustment", "initial")


def _rate(lead: str, rate: Decimal | None, *names: str) -> Figure:
    return Figure("" if rate is None else f"{lead}{printed(rate)}%", members("budget", *names))


def adjustment(scene: Scene) -> Figure:
    """``年中调减数-24.81万元，调减后全年预算数187.84万元``."""
    budget = scene.evaluation.budget
    if budget is None:
        return Figure("")
    places = ("budget.adjustment", "budget.final")
    if not budget.adjustment:
        return Figure(f"年中未调整，全年预算数{printed(budget.final)}万元", places)
    turn = "调减" if budget.adjustment < 0 else "调增"
    said = f"年中{turn}数{printed(budget.adjustment)}万元，{turn}后全年预算数{printed(budget.final)}万元"
    return Figure(said, places)


def establishment(scene: Scene) -> Figure:
    """``机关行政编制11名，其中：行政编制3名，机关工勤事业编制8名。实有人员10人``."""
    staff = scene.filing.profile and scene.filing.profile.staffing
    if not staff:
        return Figure("")
    kinds = "，".join(f"{name}{number}名" for name, number in staff.establishment_kinds.items())
    whole = "" if staff.establishment is None else f"机关行政编制{staff.establishment}名"
    posts = "，其中：".join(piece for piece in (whole, kinds) if piece)
    people = "" if staff.actual is None else f"实有人员{staff.actual}人"
    return Figure("。".join(piece for piece in (posts, people) if piece), ("profile.staffing",))


# ------------------------------------------------------------------------------------------------ projects


def levels(scene: Scene) -> list[str]:
    """The levels that pay projects, in entry order."""
    return list(dict.fromkeys(project.level for project in scene.evaluation.projects))


def projects_of(scene: Scene, level: str | None = None) -> list[tuple[int, EvaluatedProject]]:
    """The projects of a level, of every one where none is named, each with its place among all."""
    return [(n, one) for n, one in enumerate(scene.evaluation.projects) if level is None or one.level == level]


def project_sum(name: str, level: str | None = None) -> Part:
    """The sum of a member over the projects of a level."""

    def words(scene: Scene) -> Figure:
        found = projects_of(scene, level)
        places = tuple(f"projects[{n}].{name}" for n, _ in found)
        return Figure(printed(total(getattr(one, name) for _, one in found)), places)

    return words


def project_count(level: str | None = None) -> Part:
    """How many projects of a level there are."""
    return lambda scene: Figure(str(len(projects_of(scene, level))))


def project_names(level: str) -> Part:
    """``驻社区补助项目，预算金额为2.40万元，执行金额为2.40万元，达到…效益；…``."""

    def said(project: EvaluatedProject) -> str:
        money = f"预算金额为{printed(project.budget)}万元，执行金额为{printed(project.spent)}万元"
        benefit = f"，达到{project.benefit}" if project.benefit else ""
        return f"{project.name}，{money}{benefit}"

    def words(scene: Scene) -> Figure:
        found = projects_of(scene, level)
        return Figure("；".join(said(project) for _, project in found), tuple(f"projects[{n}]" for n, _ in found))

    return words


def level_sentence(number: int, level: str) -> Iterable[Statement]:
    """``（1）本级财力项目：共计1个项目，预算金额为…：分别为….``"""
    yield Sentence(
        f"projects.level.{number}",
        f"（{number}）{{level}}：共计{{count}}个项目，预算金额为{{budget}}万元，执行金额为{{spent}}万元："
        "分别为{names}。",
        {
            "level": lambda _: Figure(level),
            "count": project_count(level),
            "budget": project_sum("budget", level),
            "spent": project_sum("spent", level),
            "names": project_names(level),
        },
    )


# ------------------------------------------------------------------------------------------------ indicators


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


def deviation(indicator: OverallIndicator) -> str:
    """``偏差原因：…，改进措施：…``; a cause without a measure stands bare."""
    if not indicator.improvement:
        return indicator.deviation or ""
    cause = f"偏差原因：{indicator.deviation}，" if indicator.deviation else ""
    return f"{cause}改进措施：{indicator.improvement}"


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
