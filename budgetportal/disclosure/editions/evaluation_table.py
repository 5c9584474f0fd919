"""The annex of a self-evaluation report: 部门整体支出绩效自评表."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.chinese import target
from budgetportal.disclosure.document import Block, Cell, Column, ColumnKind, Row, RowKind, Table
from budgetportal.disclosure.editions.evaluation_indicators import deviation
from budgetportal.disclosure.editions.evaluation_scores import Evaluated, bare, execution, whole_score
from budgetportal.disclosure.scene import Scene

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
        known = {"权重分值": bare(sum(weights, Decimal(0))), "自评得分": _score(whole_score(scene))}
        yield _row("总分", known, RowKind.TOTAL)

    @property
    def keys(self) -> tuple[str, ...]:
        """A table has no wording."""
        return ()


def _score(score: Decimal | None) -> str:
    return "" if score is None else printed(score)


def _row(name: str, known: dict[str, str], kind: RowKind = RowKind.LEAF) -> Row:
    return Row((Cell(name), *(Cell(known.get(label, "")) for label, _, _ in COLUMNS[1:])), kind)
