"""Which cell is wrong, where equations do not hold.

A wrong cell breaks every equation that it stands in, each by the same amount, and no other. So a cell is to blame
where one change of it makes all its equations hold. It is said once, the change is assumed, and what is left is looked
at again. Where no cell explains a broken equation, or several do, the finding stands at its sum.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.published.lines import Figure, Line
from budgetportal.disclosure.published.relations import Equation


# does not explain all, minus how many, line is absent, cell is blank, place; the figure and its change
Candidate = tuple[bool, int, bool, bool, tuple[bool, int], Figure, Decimal]


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
        while self._broken:
            best = self._best()
            if best is None:
                break
            figure, change = best
            found.append(self._take(figure, change))
        return _absent_once([*found, *self._unexplained()])

    # ------------------------------------------------------------------------------ one wrong cell

    def _best(self) -> tuple[Figure, Decimal] | None:
        """The figure that explains most and breaks nothing; None where none does, or several of one equation do."""
        ranked = sorted(filter(None, map(self._candidate, self._suspects())), key=lambda one: one[:5])
        for candidate in ranked:
            if len(self._of[candidate[5]]) > 1 or not self._is_ambiguous(candidate, ranked):
                return candidate[5], candidate[6]
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
        if not change or needed[Decimal(0)] or (others and support < 2) or not self._lacks_its_total(figure):
            return None
        place = min((equation.figures.index(figure) > 0, self._order[equation]) for equation in self._of[figure])
        return bool(others), -support, figure.line.absent, figure.blank, place, figure, change

    def _lacks_its_total(self, figure: Figure) -> bool:
        """Whether a figure of a missing line is missing together with the line's total."""
        first = figure.line.figures[0]
        return not figure.line.absent or figure is first or first in self.printed or self._candidate(first) is not None

    def _needed(self, figure: Figure, equation: Equation) -> Decimal:
        gap = self._broken.get(equation, Decimal(0))
        return -gap if equation.whole is figure else gap

    def _is_ambiguous(self, candidate: Candidate, ranked: Iterable[Candidate]) -> bool:
        """Whether another figure explains the same single equation as well."""
        figure = candidate[5]
        (equation,) = self._of[figure]
        rivals = (one for one in ranked if one[5] is not figure and one[:4] == candidate[:4])
        return any(equation in self._of[rival[5]] for rival in rivals)

    def _take(self, figure: Figure, change: Decimal) -> Blame:
        """Blame the figure and go on as if the right amount stood there."""
        explained = [one for one in self._of[figure] if self._needed(figure, one) == change]
        explained.sort(key=self._order.__getitem__)
        hard = any(one in self._hard for one in explained)
        self.printed.setdefault(figure, figure.value)
        figure.amount = figure.value + change
        for equation in self._of[figure]:
            self._broken.pop(equation, None)
            if gap := equation.gap():
                self._broken[equation] = gap
        return Blame(figure, figure.amount, tuple(explained), hard, known=True)

    # ------------------------------------------------------------------------- no single wrong cell

    def _unexplained(self) -> list[Blame]:
        """The broken equations that are left, those of one fault together."""
        left = sorted(self._broken, key=lambda one: (one.way == "between", self._order[one]))
        groups: list[tuple[set[Line], Decimal, list[Equation]]] = []
        for equation in left:
            lines, gap = {figure.line for figure in equation.figures}, abs(self._broken[equation])
            for known, same, group in groups:
                if same == gap and known & lines:
                    known |= lines
                    group.append(equation)
                    break
            else:
                groups.append((lines, gap, [equation]))
        return [self._at_sum(group) for _, _, group in groups]

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
