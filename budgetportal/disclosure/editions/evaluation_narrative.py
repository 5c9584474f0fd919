"""What the sentences and the table of a self-evaluation report are made of: rates, scores, targets in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import percentage, printed, total
from budgetportal.disclosure.chinese import numeral, target
from budgetportal.disclosure.document import Block, Cell, Column, ColumnKind, Row, RowKind, Table
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.narrative import Part, Sentence, Statement, Title, member
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import EvaluatedProject, OverallIndicator
from budgetportal.disclosure.terms import Operator
from budgetportal.disclosure.values import written

IN_WORDS = {
    Operator.AT_LEAST: "大于等于",
    Operator.AT_MOST: "小于等于",
    Operator.EQUAL: "等于",
    Operator.MORE: "大于",
    Operator.LESS: "小于",
}


def bare(value: Decimal) -> str:
    """Up to two decimals, without zeros at the end: 9.8, 100."""
    whole = printed(value)
    return whole.rstrip("0").rstrip(".")


def bare_or_none(value: Decimal | None, unit: str = "") -> str:
    """A number with its unit, nothing where it does not exist."""
    return "" if value is None else bare(value) + unit


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


def rate_of(part: str, whole: str, lead: str) -> Part:
    """``，预算执行率为97.95%``: one member of the budget in per cent of another; nothing where that is 0."""

    def words(scene: Scene) -> Figure:
        found = member(scene.filing, part), member(scene.filing, whole)
        rate = percentage(abs(found[0]), found[1]) if None not in found else None
        return Figure("" if rate is None else f"{lead}{printed(rate)}%", (part, whole))

    return words


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

    return lambda scene: Figure("；".join(said(project) for _, project in projects_of(scene, level)))


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


def value_text(value: Target) -> str:
    """A value with its unit, without a sign."""
    return f"{value.value}{value.unit or ''}"


def in_words(value: Target) -> str:
    """``大于等于5%``, or the words of a target."""
    return IN_WORDS.get(value.op, "") + value_text(value)


def adjusted_text(indicator: OverallIndicator) -> str:
    """``预算调减24.81万元``: how the target was changed; its new value where the two are no numbers."""
    before, after = scores.number(indicator.target), scores.number(indicator.adjusted)
    if indicator.adjusted is None:
        return ""
    if before is None or after is None:
        return f"调整后指标值为{in_words(indicator.adjusted)}"
    turn = "调减" if after < before else "调增"
    return f"预算{turn}{written_number(abs(after - before))}{indicator.adjusted.unit or ''}"


def written_number(value: Decimal) -> str:
    """A number in full, as typed numbers are."""
    return str(written(value.normalize() if value else Decimal(0)))


def indicator_words(one: Evaluated) -> str:
    """``该指标预期指标值为…，…，该指标完成率为100%。该指标权重分值为8分，自评得分8分``."""
    indicator, name = one.indicator, one.indicator.name
    pieces = [
        f"该指标预期指标值为{in_words(indicator.target)}",
        f"年中监控实际完成值为{value_text(indicator.midyear)}" if indicator.midyear else "",
        adjusted_text(indicator),
        f"本次评价{name}{value_text(indicator.actual)}",
        indicator.note or "",
        f"该指标完成率为{bare_or_none(one.completion, '%')}" if one.completion is not None else "",
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


def all_scores(scene: Scene) -> list[Decimal | None]:
    """The score of the execution, then of each indicator."""
    return [execution(scene).score, *(Evaluated(one).score for one in scene.evaluation.indicators)]


def total_score(scene: Scene) -> Figure:
    """综合得分."""
    return Figure(bare(scores.total_score(all_scores(scene))))


def grade(scene: Scene) -> Figure:
    """评价结果."""
    return Figure(scores.grade(scores.total_score(all_scores(scene))))


# ------------------------------------------------------------------------------------------------ the annex

TableColumn = tuple[str, Callable[[Evaluated], str], float]
COLUMNS: tuple[TableColumn, ...] = (
    ("指标名称", lambda one: one.indicator.name, 3.0),
    ("预期指标值", lambda one: target(one.indicator.target), 1.7),
    ("调整后指标值", lambda one: target(one.indicator.adjusted), 1.7),
    ("年中监控完成值", lambda one: target(one.indicator.midyear), 1.7),
    ("实际完成值", lambda one: target(one.indicator.actual), 1.7),
    ("完成率", lambda one: "" if one.completion is None else f"{printed(one.completion)}%", 1.5),
    ("权重分值", lambda one: bare(one.indicator.weight), 1.2),
    ("自评得分", lambda one: "" if one.score is None else printed(one.score), 1.3),
    ("偏差原因及改进措施", lambda one: deviation(one.indicator), 3.4),
)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """部门整体支出绩效自评表: the execution, each indicator, 总分; nothing where there is no indicator."""

    title: str

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The table."""
        if scene.evaluation.indicators:
            columns = tuple(Column((label,), ColumnKind.TEXT, width) for label, _, width in COLUMNS)
            yield Table("evaluation_indicators", scene.fill(self.title), columns, tuple(self._rows(scene)))

    def _rows(self, scene: Scene) -> Iterable[Row]:
        whole, weight = execution(scene), scene.evaluation.execution_weight
        if weight is not None:
            rate = "" if whole.rate is None else f"{printed(whole.rate)}%"
            yield _row("预算执行率", {"完成率": rate, "权重分值": bare(weight), "自评得分": _score(whole.score)})
        for one in map(Evaluated, scene.evaluation.indicators):
            yield Row(tuple(Cell(text(one)) for _, text, _ in COLUMNS))
        weights = [one.weight for one in scene.evaluation.indicators] + ([weight] if weight is not None else [])
        known = {"权重分值": bare(sum(weights, Decimal(0))), "自评得分": _score(scores.total_score(all_scores(scene)))}
        yield _row("总分", known, RowKind.TOTAL)

    @property
    def keys(self) -> tuple[str, ...]:
        """A table has no wording."""
        return ()


def _score(score: Decimal | None) -> str:
    return "" if score is None else printed(score)


def _row(name: str, known: dict[str, str], kind: RowKind = RowKind.LEAF) -> Row:
    return Row((Cell(name), *(Cell(known.get(label, "")) for label, _, _ in COLUMNS[1:])), kind)
