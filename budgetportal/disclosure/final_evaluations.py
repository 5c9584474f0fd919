"""项目支出绩效自评表 of final accounts: the project, its money and its execution, its goal, its indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.chinese import target
from budgetportal.disclosure.document import Block, Cell, ColumnKind, Form, FormField, Row, RowKind, Table
from budgetportal.disclosure.final_accounts import EvaluatedIndicator, ProjectEvaluation
from budgetportal.disclosure.performance import IndicatorColumn, field, indicator_table, level, member
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.values import written

MONEY, GOAL = "项目资金（万元）", "年度总体目标"  # the outer labels of the form
COLUMNS = ("年初预算数", "全年预算数", "全年执行数")


def score_text(score: Decimal | None) -> str:
    """A score as printed, nothing where there is none."""
    return "" if score is None else printed(score)


def score_of(indicator: EvaluatedIndicator) -> Decimal | None:
    """得分 of an indicator."""
    return scores.indicator_score(indicator.weight, indicator.target, indicator.actual, indicator.score)


INDICATORS = (
    level(1, "一级指标", 1.3),
    level(2, "二级指标", 1.5),
    level(3, "三级指标", 3.0, merged=False),
    IndicatorColumn("年度指标值", lambda one: target(one.target), 1.7),
    IndicatorColumn("实际完成值", lambda one: target(one.actual), 1.7),
    IndicatorColumn("分值", member("weight"), 0.9),
    IndicatorColumn("得分", lambda one: score_text(score_of(one)), 1.1),
    IndicatorColumn("偏差原因分析及改进措施", member("deviation"), 2.6),
)


@dataclass(frozen=True, slots=True)
class ProjectEvaluations:
    """One 自评表 for each evaluated project, in entry order."""

    title: str

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The form with the money and the goal, and the indicators under it, of each."""
        for one in scene.final.self_evaluations:
            yield Form("project_evaluation", scene.fill(self.title), tuple(_lines(one)))
            yield scored_table(one)

    @property
    def keys(self) -> tuple[str, ...]:
        """Nothing in it is generated wording."""
        return ()


def execution(one: ProjectEvaluation) -> tuple[Decimal | None, Decimal | None]:
    """执行率 (%) and its score."""
    rate = scores.execution_rate(one.spent, one.budget)
    return rate, scores.scored(one.weight, rate)


def _lines(one: ProjectEvaluation) -> Iterator[tuple[FormField, ...]]:
    yield (field(one.project, "项目名称"),)
    yield field(one.authority or "", "主管部门"), field(one.implementer or "", "实施单位")
    yield _money("年度资金总额", one.initial, one.budget, one.spent)
    yield _money("其中：当年财政拨款", one.fiscal_initial, one.fiscal_budget, one.fiscal_spent)
    yield _money("其他资金", one.other_initial, one.other_budget, one.other_spent)
    rate, score = execution(one)
    reached = ("分值", str(written(one.weight))), ("执行率", _percent(rate)), ("得分", _points(score))
    yield tuple(field(text, MONEY, "预算执行", label) for label, text in reached)
    yield (field(one.goal, GOAL, "预期目标"),)
    yield (field(one.achieved, GOAL, "实际完成情况"),)


def _money(label: str, *amounts: Decimal) -> tuple[FormField, ...]:
    """年初预算数, 全年预算数 and 全年执行数 of one kind of money."""
    return tuple(
        field(printed(amount), MONEY, label, column, kind=ColumnKind.AMOUNT)
        for column, amount in zip(COLUMNS, amounts, strict=True)
    )


def _percent(rate: Decimal | None) -> str:
    return "" if rate is None else f"{printed(rate)}%"


def _points(score: Decimal | None) -> str:
    return "" if score is None else f"{printed(score)}分"


def scored_table(one: ProjectEvaluation) -> Table:
    """The indicators with their scores, closed by 总分: weights and scores, the execution's among them."""
    table = indicator_table("evaluation_indicators", INDICATORS, one.indicators)
    weights = [one.weight, *(indicator.weight for indicator in one.indicators if indicator.weight is not None)]
    score = scores.total_score([execution(one)[1], *map(score_of, one.indicators)])
    known = {"一级指标": "总分", "分值": str(written(sum(weights, Decimal(0)))), "得分": _points(score)}
    total = Row(tuple(Cell(known.get(column.label, "")) for column in INDICATORS), RowKind.TOTAL)
    return replace(table, rows=(*table.rows, total))
