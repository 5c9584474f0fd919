"""Which cell is wrong, where equations do not hold.

A wrong cell breaks every equation that it stands in, each by the same amount, and no other. So a cell is to blame
where one change of it makes all its equations hold. It is said once, the change is assumed, and what is left is looked
at again. Where no cell explains a broken equation, or several do, the finding stands at its sum.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.published.equation import Equation
from budgetportal.disclosure.published.lines import Figure, Line

MOST_BROKEN = 300  # more is no table of a budget with faults, but another table: its sums are told, not explained
# whether it leaves some broken, minus how many it explains, is blank, its place; the figure and its change
Candidate = tuple[bool, int, bool, tuple[bool, int], Figure, Decimal]


@dataclass(frozen=True)
class Blame:
    """A figure and the equations that it breaks; ``known``: the change of this figure alone makes them hold."""

    figure: Figure
    right: Decimal
    broken: tuple[Equation, ...]
    hard: bool  # more than rounding may come to
    known: bool


class Diagnosis:
    """The broken equations and their explanation; the figures keep the right amounts afterwards."""

    def __init__(self, equations: Sequence[Equation]) -> None:
        self._of: defaultdict[Figure, list[Equation]] = defaultdict(list)
        for equation in equations:
            for figure in set(equation.figures):
                self._of[figure].append(equation)
        self._broken = {equation: gap for equation in equations if (gap := equation.gap())}
        self._hard = {equation for equation, gap in self._broken.items() if abs(gap) > equation.tolerance()}
        self._order = {equation: n for n, equation in enumerate(equations)}
        self.printed: dict[Figure, Decimal] = {}  # what stands in the cells whose right amount was assumed

    def blames(self) -> list[Blame]:
        """What is wrong, each fault once."""
        found = []
        while self._broken and len(self._broken) <= MOST_BROKEN:
            cell, line = self._best(), self._missing_line()
            if line and (cell is None or cell[0] or -cell[1] < line[0]):
                found.append(self._take_line(line[1], line[2]))
            elif cell:
                found.append(self._take({cell[4]: cell[5]}))
            else:
                break
        return _absent_once([*found, *self._unexplained()])

    # ------------------------------------------------------------------------------ one wrong cell

    def _best(self) -> Candidate | None:
        """The figure that explains most and breaks nothing; None where none does, or several of one equation do."""
        ranked = sorted(filter(None, map(self._candidate, self._suspects())), key=lambda one: one[:4])
        for candidate in ranked:
            if len(self._of[candidate[4]]) > 1 or not self._is_ambiguous(candidate, ranked):
                return candidate
        return None

    def _suspects(self) -> list[Figure]:
        found: dict[Figure, None] = {}
        for equation in self._broken:
            found.update(dict.fromkeys(equation.figures))
        return list(found)

    def _candidate(self, figure: Figure) -> Candidate | None:
        """A figure with the change that makes its equations hold, or all but some that are broken otherwise too."""
        needed = Counter(self._needed(figure, equation) for equation in self._of[figure])
        (change, support), *others = needed.most_common()
        if figure.line.absent or not change or needed[Decimal(0)] or (others and support < 2):
            return None
        place = min((equation.figures.index(figure) > 0, self._order[equation]) for equation in self._of[figure])
        return bool(others), -support, figure.blank, place, figure, change

    def _needed(self, figure: Figure, equation: Equation) -> Decimal:
        gap = self._broken.get(equation, Decimal(0))
        return -gap if equation.whole is figure else gap

    def _is_ambiguous(self, candidate: Candidate, ranked: Iterable[Candidate]) -> bool:
        """Whether another figure explains the same single equation as well."""
        figure = candidate[4]
        (equation,) = self._of[figure]
        rivals = (one for one in ranked if one[4] is not figure and one[:3] == candidate[:3])
        return any(equation in self._of[rival[4]] for rival in rivals)

    def _take(self, changes: Mapping[Figure, Decimal]) -> Blame:
        """Blame the first figure and go on as if the right amounts stood there."""
        touched = dict.fromkeys(one for figure in changes for one in self._of[figure])
        before = {one: self._broken[one] for one in touched if one in self._broken}
        for figure, change in changes.items():
            self.printed.setdefault(figure, figure.value)
            figure.amount = figure.value + change
        for equation in touched:
            self._broken.pop(equation, None)
            if gap := equation.gap():
                self._broken[equation] = gap
        explained = sorted((one for one in before if one not in self._broken), key=self._order.__getitem__)
        first = next(iter(changes))
        return Blame(first, first.value, tuple(explained), any(one in self._hard for one in explained), known=True)

    # ----------------------------------------------------------------------------- one missing line

    def _missing_line(self) -> tuple[int, Line, dict[Figure, Decimal]] | None:
        """The missing line whose amounts would make everything hold that it stands in, with how much that is."""
        lines = dict.fromkeys(figure.line for figure in self._suspects() if figure.line.absent)
        found = [(self._support(changes), line, changes) for line in lines if (changes := self._amounts_of(line))]
        return max(found, key=lambda one: one[0], default=None)

    def _amounts_of(self, line: Line) -> dict[Figure, Decimal]:
        """The amounts that the sums of its columns ask for; none where they do not fit the other equations."""
        changes = {figure: change for figure in line.figures if (change := self._column_asks(figure))}
        across = [
            changes.get(line.figures[whole], 0) == sum(changes.get(line.figures[n], 0) for n in parts)
            for whole, parts in line.part.across
        ]
        return changes if changes and all(across) and self._would_hold(line, changes) else {}

    def _column_asks(self, figure: Figure) -> Decimal:
        sums = [one for one in self._of[figure] if one.way == "down"]
        return self._needed(figure, sums[0]) if sums else Decimal(0)

    def _would_hold(self, line: Line, changes: Mapping[Figure, Decimal]) -> bool:
        for figure in line.figures:
            for equation in self._of[figure]:
                moved = sum(changes.get(one, 0) for one in equation.parts) - changes.get(equation.whole, 0)
                if self._broken.get(equation, 0) != moved:
                    return False
        return True

    def _support(self, changes: Mapping[Figure, Decimal]) -> int:
        return len({one for figure in changes for one in self._of[figure]})

    def _take_line(self, line: Line, changes: Mapping[Figure, Decimal]) -> Blame:
        first = next(figure for figure in line.figures if figure in changes)
        return self._take({first: changes[first], **changes})

    # ------------------------------------------------------------------------- no single wrong cell

    def _unexplained(self) -> list[Blame]:
        """The broken equations that are left, those of one fault together."""
        groups: list[list[Equation]] = []
        ordered = sorted(self._broken, key=lambda one: (one.way == "between", self._order[one]))
        for equation in ordered[:MOST_BROKEN]:
            group = next((one for one in groups if self._belongs(equation, one)), None)
            if group is None:
                groups.append([equation])
            else:
                group.append(equation)
        return [self._at_sum(group) for group in groups]

    def _belongs(self, equation: Equation, group: Sequence[Equation]) -> bool:
        """Whether the same amount is missing, or one more column of the same missing line."""
        whole = equation.whole.line
        if equation.way == "down" and all(one.whole.line is whole for one in group) and self._is_one_line(whole):
            return True
        lines = {figure.line for figure in equation.figures}
        same = {abs(self._broken[one]) for one in group} & {abs(self._broken[equation])}
        return bool(same) and any(figure.line in lines for one in group for figure in one.figures)

    def _is_one_line(self, whole: Line) -> bool:
        """Whether what the columns of a sum lack could be the amounts of one line."""
        sums = [one for one in self._broken if one.way == "down" and one.whole.line is whole]
        gaps = {one.whole.column: self._broken[one] for one in sums}
        return all(
            gaps.get(column, 0) == sum(gaps.get(part, 0) for part in parts) for column, parts in whole.part.across
        )

    def _at_sum(self, group: Sequence[Equation]) -> Blame:
        first = group[0]
        right = first.whole.value - self._broken[first]
        return Blame(first.whole, right, tuple(group), any(one in self._hard for one in group), known=False)


def _absent_once(blames: Sequence[Blame]) -> list[Blame]:
    """A missing line is one fault, whatever it has of amounts."""
    found: dict[object, Blame] = {}
    for blame in blames:
        line = blame.figure.line
        key: object = line if line.absent else blame.figure
        known = found.get(key)
        found[key] = blame if known is None else _joined(known, blame)
    return list(found.values())


def _joined(one: Blame, other: Blame) -> Blame:
    first, second = sorted((one, other), key=lambda blame: blame.figure.column)
    return Blame(first.figure, first.right, (*first.broken, *second.broken), one.hard or other.hard, known=True)
