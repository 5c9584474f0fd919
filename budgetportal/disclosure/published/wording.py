"""What a person reads of a wrong cell: table, line, column, both values, the difference, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.published.diagnosis import Blame
from budgetportal.disclosure.published.equation import Equation
from budgetportal.disclosure.published.forms import Lines
from budgetportal.disclosure.published.lines import Figure, Line
from budgetportal.disclosure.published.sheets import At

REASONS = 3  # that a message names
LEFT_OUT = "；其中各项都没有填，可以不改"
ROUNDED = "；差额在四舍五入的范围内，核对即可"


class Wording:
    """Makes findings of blames; it needs what was printed and which lines a table has."""

    def __init__(self, printed_values: Mapping[Figure, Decimal], lines: Mapping[str, list[Line]]) -> None:
        self._printed = printed_values
        self._lines = lines

    def finding(self, blame: Blame) -> Finding:
        """One blame as a finding, at its cell."""
        figure, found = blame.figure, self._value(blame.figure)
        if figure.line.absent:
            said, place = self._missing(blame), self.place(figure)
        elif blame.known:
            said, place = self._wrong(blame), str(figure.at)
        else:
            said, place = self._unclear(blame), str(figure.at)
        severity = Severity.ERROR if blame.hard else Severity.HINT
        gap = found - blame.right
        return Finding(
            _rule(blame),
            severity,
            place,
            said + ("" if blame.hard else LEFT_OUT if blame.broken[0].is_left_out else ROUNDED),
            printed(blame.right),
            printed(found),
            printed(gap),
        )

    def place(self, figure: Figure) -> str:
        """Where a figure stands; that of a missing line is told at the sum that lacks it."""
        if figure.at is not None:
            return str(figure.at)
        return str(self._sum_above(figure) or figure.line.table.at)

    def _sum_above(self, figure: Figure) -> At | None:
        """The cell of the line above a missing one, in the same column."""
        lines = [line for line in self._lines[figure.line.part.key] if not line.absent]
        part, code = figure.line.part, figure.line.code
        if part.lines is Lines.FIXED:
            above = [whole for whole, parts in part.down if figure.line.number in parts]
            candidates = [line for line in lines if line.number in above]
        else:
            candidates = [line for line in lines if line.code and code.startswith(line.code)]
            closing = [line for line in lines if not line.code and not line.is_named]  # 小计 before 合计
            candidates = sorted(candidates, key=lambda line: -len(line.code)) or closing
        return candidates[0].figures[figure.column].at if candidates else None

    # --------------------------------------------------------------------------------- sentences

    def _wrong(self, blame: Blame) -> str:
        gap = printed(abs(self._value(blame.figure) - blame.right))
        right = f"应为 {printed(blame.right)}" if blame.right else "这里应是空的"
        return (
            f"{self._where(blame.figure)}{self._shown(blame.figure)}，{right}"
            f"（{self._reasons(blame)}），相差 {gap} {_unit(blame)}；改正这一格"
        )

    def _missing(self, blame: Blame) -> str:
        line = blame.figure.line
        return (
            f"{line.table.form.name}缺少{line.words or '合计行'}：“{line.table.column_name(blame.figure)}”应有 "
            f"{printed(blame.right)} {_unit(blame)}（{self._reasons(blame)}）；补上这一行"
        )

    def _unclear(self, blame: Blame) -> str:
        first = blame.broken[0]
        figure = first.whole
        parts = total(self._value(part) for part in first.parts)
        gap = printed(abs(self._value(figure) - parts))
        also = [self._column(one.whole) for one in blame.broken[1:] if one.whole.line is figure.line]
        same = f"，{'、'.join(also)}列也对不上" if also else ""
        return (
            f"{self._where(figure)}{self._shown(figure)}，{self._terms(first)}，相差 {gap} {_unit(blame)}{same}；"
            f"{'核对下面各行有没有错行、漏行' if first.way == 'down' else '核对两处，改正有错的一处'}"
        )

    def _reasons(self, blame: Blame) -> str:
        own = [one for one in blame.broken if blame.figure in one.figures]
        said = dict.fromkeys(self._reason(one, blame.figure) for one in own)
        return "；".join(list(said)[:REASONS])

    def _reason(self, equation: Equation, figure: Figure) -> str:
        if equation.whole is figure:
            return self._terms(equation)
        whole = equation.whole
        value = printed(self._value(whole))
        if equation.way == "across":
            return f"本行{self._column(whole)} {value}"
        if equation.way == "down":
            return f"{whole.line.words or '合计行'}本列 {value}"
        return f"{whole.line.table.form.name}{whole.line.words}{self._column(whole)} {value}"

    def _terms(self, equation: Equation) -> str:
        """What the whole of an equation ought to be the sum of."""
        value = printed(total(self._value(part) for part in equation.parts))
        if equation.way == "across":
            filled = [part for part in equation.parts if self._value(part)] or list(equation.parts)
            return f"本行{'加'.join(map(self._column, filled))}为 {value}"
        if equation.way == "down":
            return f"下面各行之和为 {value}"
        tables = "、".join(dict.fromkeys(part.line.table.form.name for part in equation.parts if self._value(part)))
        first = equation.parts[0]
        named = first.line.words if len(equation.parts) == 1 else ""
        return f"{tables or first.line.table.form.name}{named}为 {value}"

    def _where(self, figure: Figure) -> str:
        return f"{figure.line.table.form.name}{figure.line.words}{self._column(figure)}"

    def _column(self, figure: Figure) -> str:
        return f"“{figure.line.table.column_name(figure)}”"

    def _shown(self, figure: Figure) -> str:
        return "是空的" if figure.blank else f"填的是 {printed(self._value(figure))}"

    def _value(self, figure: Figure) -> Decimal:
        return self._printed.get(figure, figure.value)


def _rule(blame: Blame) -> str:
    hard = (one.rule for one in blame.broken if abs(one.gap()) > one.tolerance())
    return next(hard, blame.broken[0].rule)


def _unit(blame: Blame) -> str:
    return blame.figure.line.table.amount_unit


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then warnings, hints and what was not checked; else as found."""
    return sorted(findings, key=lambda one: list(Severity).index(one.severity))
