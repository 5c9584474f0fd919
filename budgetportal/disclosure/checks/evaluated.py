"""What the indicators of every evaluation must keep: scores, weights, deviations (S4 to S6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import CENT, HUNDRED, printed
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.filing import Target

FAR = Decimal(30)  # per cent: a completion this far from 100 wants its cause


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator of an evaluation, whatever the kind: where it stands, and what its score follows from."""

    place: str
    name: str
    target: Target | None
    actual: Target | None
    weight: Decimal | None
    score: Decimal | None  # as typed
    deviation: str | None = None

    @property
    def computed(self) -> Decimal | None:
        """The score that follows from weight and completion."""
        return scores.indicator_score(self.weight, self.target, self.actual, None)

    @property
    def contradicts(self) -> bool:
        """Whether the typed score cannot be that of the weight."""
        if self.score is None or self.weight is None:
            return False
        return self.score > self.weight or (self.computed is not None and self.score != self.computed)


@dataclass(frozen=True, slots=True)
class Scoring:
    """The indicators of one 自评表 or report, with the weight of 执行率."""

    place: str
    execution: Decimal | None
    rows: Sequence[Scored]

    @property
    def whole(self) -> Decimal:
        """What the weights add up to."""
        return sum((row.weight for row in self.rows if row.weight is not None), self.execution or Decimal(0))

    @property
    def wrong(self) -> int | None:
        """The row whose weight is the likeliest to be wrong where they do not add up to 100: its score says so."""
        weighted = [n for n, row in enumerate(self.rows) if row.weight is not None]
        if not weighted or self.whole == HUNDRED:
            return None
        able = [n for n in weighted if not self._mended(n).contradicts]
        told = [n for n in able if self.rows[n].contradicts]
        return next(iter([*told, *able]), weighted[0])

    def _mended(self, n: int) -> Scored:
        row = self.rows[n]
        return row if row.weight is None else replace(row, weight=row.weight + HUNDRED - self.whole)

    @property
    def mended(self) -> list[Scored]:
        """The rows, the weight put right that is told to be wrong."""
        wrong = self.wrong
        return [self._mended(n) if n == wrong and row.contradicts else row for n, row in enumerate(self.rows)]


def wrong_weights(table: Scoring) -> Iterator[Fault]:
    """Weights that do not add up to 100 with that of 执行率."""
    if table.wrong is not None:
        whole, more = table.whole, table.whole - HUNDRED
        message = f"分值合计 {whole}（含预算执行率 {table.execution or 0}），应为 100；核对各指标的分值"
        yield Fault(f"{table.rows[table.wrong].place}.weight", message, "100", str(whole), str(more))


def wrong_scores(table: Scoring) -> Iterator[Fault]:
    """Typed scores that are not the computed ones; 0.01 comes of rounding, and one above its weight is told as that."""
    for row in table.mended:
        above = row.score is not None and row.weight is not None and row.score > row.weight
        if row.score is None or row.computed is None or row.score == row.computed or above:
            continue
        gap = row.score - row.computed
        message = (
            f"“{row.name[:30]}”得分填了 {printed(row.score)}，按完成率计算是 {printed(row.computed)}；"
            "说明原因，或删去所填由系统计算"
        )
        severity = Severity.HINT if abs(gap) <= CENT else None
        place = f"{row.place}.score"
        yield Fault(place, message, printed(row.computed), printed(row.score), printed(gap), severity)


def missing_scores(table: Scoring) -> Iterator[Fault]:
    """A weighted indicator whose score cannot be computed and is not typed: 总分 lacks it."""
    for row in table.rows:
        if row.weight is not None and row.target is not None and row.score is None and row.computed is None:
            message = f"“{row.name[:30]}”不能按完成率计算得分，也没有填写得分，总分缺这一项；填写得分"
            yield Fault(f"{row.place}.score", message)


def scores_above_weights(table: Scoring) -> Iterator[Fault]:
    """Scores above their weights, or below 0."""
    for row in table.mended:
        if row.score is None or row.weight is None or 0 <= row.score <= row.weight:
            continue
        message = f"指标“{row.name[:30]}”得分 {row.score}，应在 0 和分值 {row.weight} 之间；改正其中一处"
        limit = row.weight if row.score > 0 else Decimal(0)
        yield Fault(f"{row.place}.score", message, str(limit), str(row.score), str(row.score - limit))


def unexplained(table: Scoring) -> Iterator[Fault]:
    """Completions far from 100 % without a cause."""
    for row in table.rows:
        rate = scores.completion(row.target, row.actual)
        if rate is not None and abs(rate - HUNDRED) > FAR and not row.deviation:
            message = f"“{row.name[:30]}”完成率 {printed(rate)}%，没有写偏差原因；补上"
            yield Fault(f"{row.place}.deviation", message, "100.00", printed(rate), printed(rate - HUNDRED))
