"""The performance tables (绩效目标表): a form with the money and the goal, and the table of indicators under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.budget import Indicator, Performance, Project, UnitPerformance
from budgetportal.disclosure.chinese import SIGNS, target
from budgetportal.disclosure.document import Block, Cell, Column, ColumnKind, Form, FormField, Row, Table
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import Operator
from budgetportal.disclosure.values import written

IndicatorText = Callable[[Any], str]  # of an indicator of whatever kind of disclosure


def member(name: str) -> IndicatorText:
    """The text of an indicator's member, empty where it has none."""

    def read(indicator: Any) -> str:
        value = getattr(indicator, name)
        return "" if value is None else str(written(value))

    return read


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """A column of the indicator table; ``merged`` cells of equal text under one another are one cell."""

    label: str
    text: IndicatorText
    width: float = 1.0
    merged: bool = False


def level(number: int, label: str, width: float = 1.0, *, merged: bool = True) -> IndicatorColumn:
    """The column of one level of indicators."""
    return IndicatorColumn(label, member(f"level{number}"), width, merged)


def target_text(indicator: Indicator) -> str:
    """The target as printed."""
    return target(indicator.target)


def bare_target_text(indicator: Indicator) -> str:
    """The target as printed in a form that leaves the sign of equality out: 29万元."""
    return target(indicator.target).removeprefix(SIGNS[Operator.EQUAL])


def goals_total(goals: Performance) -> Decimal:
    """年度预算总额 of a project's targets (万元)."""
    return goals.fiscal + goals.other if goals.total is None else goals.total


def indicator_table(key: str, columns: Sequence[IndicatorColumn], indicators: Sequence[Any]) -> Table:
    """The indicators in entry order; a level repeated from the row above is left blank where the form merges it."""
    texts = [[column.text(indicator) for column in columns] for indicator in indicators]
    rows = [_row(columns, texts[n], texts[n - 1] if n else None) for n in range(len(texts))]
    heads = tuple(Column((column.label,), ColumnKind.TEXT, column.width) for column in columns)
    return Table(key=key, title="", columns=heads, rows=tuple(rows))


def _row(columns: Sequence[IndicatorColumn], texts: Sequence[str], above: Sequence[str] | None) -> Row:
    cells = []
    same = above is not None
    for n, (column, said) in enumerate(zip(columns, texts, strict=True)):
        same = same and column.merged and above is not None and above[n] == said and bool(said)
        cells.append(Cell(continues=said) if same else Cell(said))
    return Row(tuple(cells))


def field(value: str, *labels: str, kind: ColumnKind = ColumnKind.TEXT) -> FormField:
    """A labelled field of the form."""
    return FormField(labels, Cell(value), kind)


@dataclass(frozen=True, slots=True)
class ProjectTargets:
    """项目支出绩效目标表, one for each project with performance, in the edition's order.

    ``labels`` name the whole money, the appropriation and other money, which ``money`` writes; a form without
    ``leader`` has unit and project in one line.
    """

    title: str
    columns: tuple[IndicatorColumn, ...]
    order: Callable[[Sequence[Project]], Sequence[Project]] = tuple
    name: str = "预算单位"
    labels: tuple[str, str, str] = ("年度预算总额", "其中：财政拨款", "其他资金")
    money: Callable[[Decimal], str] = printed
    leader: bool = True

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The form and the indicators of each project."""
        for project in self.order([project for project in scene.budget.projects if project.performance]):
            if project.performance is None:
                continue
            lines = self._lines(scene, project, project.performance)
            yield Form("project_performance", scene.fill(self.title), lines)
            yield indicator_table("project_indicators", self.columns, project.performance.indicators)

    def _lines(self, scene: Scene, project: Project, goals: Performance) -> tuple[tuple[FormField, ...], ...]:
        unit = scene.filing.unit
        head = field(unit.self_name or unit.name, self.name)
        name = field(goals.title or project.name, "项目名称")
        leader = field(project.leader or "", "项目负责人")
        heads = ((head,), (name, leader)) if self.leader else ((head, name),)
        return (*heads, self._money(goals), (field(goals.goal, "项目总体目标"),))

    def _money(self, goals: Performance) -> tuple[FormField, ...]:
        whole, fiscal, other = self.labels
        return (
            field(self.money(goals_total(goals)), "项目资金（万元）", whole, kind=ColumnKind.AMOUNT),
            field(self.money(goals.fiscal), fiscal, kind=ColumnKind.AMOUNT),
            field(self.money(goals.other), other, kind=ColumnKind.AMOUNT),
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """Nothing in it is generated wording."""
        return ()


@dataclass(frozen=True, slots=True)
class UnitTargets:
    """单位整体绩效目标表."""

    title: str
    columns: tuple[IndicatorColumn, ...]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The form and the indicators of the unit, where it has any."""
        goals = scene.budget.unit_performance
        if goals is not None:
            yield Form("unit_performance", scene.fill(self.title), self._lines(scene, goals))
            yield indicator_table("unit_indicators", self.columns, goals.indicators)

    def _lines(self, scene: Scene, goals: UnitPerformance) -> tuple[tuple[FormField, ...], ...]:
        money, fiscal = "年度预算（万元）", "财政资金（万元）"
        funds = goals.funds
        return (
            (field(scene.filing.unit.name, "单位名称（盖章）"),),
            (field(goals.contact or "", "单位联系人"), field(goals.phone or "", "联系电话")),
            (field(goals.duties_and_plan, "年度绩效目标"),),
            (field("资金总额（万元）", money, "资金来源"),),
            (field(printed(funds.superior), money, fiscal, "上级安排", kind=ColumnKind.AMOUNT),),
            (field(printed(funds.local), money, fiscal, "本级安排", kind=ColumnKind.AMOUNT),),
            (field(printed(funds.other), money, "其他资金（万元）", "其他", kind=ColumnKind.AMOUNT),),
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """Nothing in it is generated wording."""
        return ()
