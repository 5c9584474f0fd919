"""What must hold between the figures of the tables, as equations with the numbers of checks.md (B1 to B21).

In a table the equations follow from what columns and lines show; between tables, from a list of which table repeats
which. A line that a table lacks stands there as absent, with blank figures, so that its lack can be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.classification.codes import Classification
from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.published.atoms import Atoms, cover, of_sources
from budgetportal.disclosure.published.forms import Lines, Part
from budgetportal.disclosure.published.identities import by_code
from budgetportal.disclosure.published.lines import Figure, Line, Table
from budgetportal.disclosure.scene import name_of
from budgetportal.disclosure.terms import FISCAL_SOURCES

ACROSS = {  # rule of the sums in a line, and of those in a column, by the table's key
    "unit_summary.income": ("B2", "B2"),
    "unit_summary.spending": ("B3", "B3"),
    "unit_income": ("B4", "B5"),
    "unit_expenditure": ("B6", "B5"),
    "fiscal_summary.income": ("B7", "B7"),
    "fiscal_summary.spending": ("B7", "B7"),
    "general_expenditure": ("B6", "B5"),
    "general_basic": ("B8", "B8"),
    "general_projects": ("B9", "B9"),
    "projects": ("B9", "B9"),
    "fund_expenditure": ("B6", "B5"),
    "soe_expenditure": ("B6", "B5"),
    "official_expenses": ("B10", "B10"),
    "carry_over": ("B11", "B11"),
}
CLASS_ONLY = (0, 3)
EVERY = (0, 3, 5, 7)


@dataclass(frozen=True, slots=True)
class Link:
    """A rule between tables: figures of ``whole`` are sums of figures of ``parts`` with the same code."""

    rule: str
    whole: str
    parts: tuple[str, ...]
    levels: tuple[int, ...] = (0,)  # lengths of the codes that are compared


LINKS = (
    Link("B1", "unit_summary.spending", ("unit_summary.income",)),
    Link("B7", "fiscal_summary.spending", ("fiscal_summary.income",)),
    Link("B12", "unit_summary.income", ("unit_income",)),
    Link("B13", "unit_summary.spending", ("unit_expenditure",), CLASS_ONLY),
    Link("B13", "unit_income", ("unit_expenditure",), EVERY),
    Link("B14", "fiscal_summary.income", ("unit_summary.income",)),
    Link("B15", "fiscal_summary.spending", ("general_expenditure",), CLASS_ONLY),
    Link("B15", "fiscal_summary.spending", ("fund_expenditure",), CLASS_ONLY),
    Link("B15", "fiscal_summary.spending", ("soe_expenditure",), CLASS_ONLY),
    Link("B16", "general_expenditure", ("general_basic",)),
    Link("B17", "general_expenditure", ("general_projects",), EVERY),
    Link("B17", "unit_expenditure", ("projects",), EVERY),
    Link("B13", "general_expenditure", ("unit_income",), EVERY),
    Link("B13", "fund_expenditure", ("unit_income",), EVERY),
    Link("B13", "soe_expenditure", ("unit_income",), EVERY),
    Link("B21", "carry_over", ("unit_income",)),
)
SPENT = ("general_expenditure", "fund_expenditure", "soe_expenditure")
FUNCTIONAL = ("unit_income", "unit_expenditure", *SPENT, "general_projects", "projects")


@dataclass(eq=False, slots=True)
class Equation:
    """``whole`` = the sum of ``parts``; ``way`` is across a line, down a column or between tables."""

    rule: str
    whole: Figure
    parts: tuple[Figure, ...]
    way: str

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure in it."""
        return (self.whole, *self.parts)

    @property
    def can_be_checked(self) -> bool:
        """Whether all its figures could be read."""
        return all(figure.amount is not None for figure in self.figures)

    def gap(self) -> Decimal:
        """What the whole is above its parts."""
        return self.whole.value - total(figure.value for figure in self.parts)

    def tolerance(self) -> Decimal:
        """What rounding alone may come to; a copy of one figure has none (checks.md, section 4)."""
        terms = sum(1 for figure in self.parts if figure.value)
        return Decimal("0.005") * (terms + 1) if terms > 1 else Decimal(0)


class Relations:
    """The equations of the tables of one workbook."""

    def __init__(self, tables: Mapping[str, Table], functions: Classification, economics: Classification) -> None:
        self.lines: dict[str, list[Line]] = {
            key: list(lines) for table in tables.values() for key, lines in table.lines.items()
        }
        self._tables = {key: table for table in tables.values() for key in table.lines}
        self._names = {True: economics, False: functions}
        codes = {line.code for key in FUNCTIONAL for line in self.lines.get(key, ()) if len(line.code) == 7}
        for key in self.lines:
            self._complete(key, codes)
        self._by_code = {key: by_code(self._totals_only(lines)) for key, lines in self.lines.items()}

    def equations(self) -> list[Equation]:
        """All of them that can be checked."""
        return [one for one in self._every() if one.can_be_checked]

    def _every(self) -> Iterator[Equation]:
        for key in self.lines:
            yield from self._in_table(key, *ACROSS[key])
        for link in LINKS:
            yield from self._linked(link)
        yield from self._all_spending()

    # ---------------------------------------------------------------------------- absent lines

    def _complete(self, key: str, codes: set[str]) -> None:
        table = self._tables[key]
        part = next(one for one in table.form.parts if one.key == key)
        there = {line.code for line in self.lines[key] if line.code}
        if part.lines in (Lines.CODED, Lines.CLASSES):
            wanted = self._wanted(part, there, codes)
            self.lines[key] += [self._absent(table, part, code) for code in sorted(wanted - there)]
        if part.lines is Lines.FIXED:
            numbers = {line.number for line in self.lines[key]}
            self.lines[key] += [_absent_fixed(table, part, n) for n in range(len(part.fixed)) if n not in numbers]
        elif part.lines is not Lines.ONE and not any(line.is_total for line in self.lines[key]):
            self.lines[key].append(self._absent(table, part, ""))

    def _wanted(self, part: Part, there: set[str], codes: set[str]) -> set[str]:
        leaves = there if part.economic else there | codes
        if part.lines is Lines.CLASSES:
            return {code[:3] for code in leaves}
        return {code[:length] for code in leaves for length in ((3, 5, len(code)) if part.groups else (len(code),))}

    def _absent(self, table: Table, part: Part, code: str) -> Line:
        name = name_of(self._names[part.economic], code) if code else part.totals[-1] if part.totals else ""
        closing = -1 if code else max(len(part.totals) - 1, 0)
        line = Line(table, part, code, name, absent=True, closing=closing)
        line.figures = [Figure(line, n, atoms) for n, atoms in enumerate(part.atoms)]
        return line

    def _totals_only(self, lines: Iterable[Line]) -> list[Line]:
        """Lines that another table may repeat: those with a code, and the total."""
        return [line for line in lines if line.code or line.is_total]

    # ---------------------------------------------------------------------------- in a table

    def _in_table(self, key: str, across: str, down: str) -> Iterator[Equation]:
        lines = self.lines[key]
        for line in lines:
            for whole, parts in line.part.across if not line.absent else ():
                yield Equation(across, line.figures[whole], tuple(line.figures[n] for n in parts), "across")
        if not lines:
            return
        part = lines[0].part
        match part.lines:
            case Lines.FIXED:
                pairs = [
                    ([line for line in lines if line.number == whole], [line for line in lines if line.number in parts])
                    for whole, parts in part.down
                ]
            case Lines.CODED:
                pairs = list(self._sums_by_code(part, lines))
            case Lines.CLASSES:
                pairs = list(_closing_sums(part, lines))
            case Lines.NAMED:
                pairs = [([line for line in lines if line.is_total], [line for line in lines if line.is_named])]
            case Lines.ONE:
                pairs = []
        for wholes, below in pairs:
            yield from _columns(down, wholes, below)

    def _sums_by_code(self, part: Part, lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
        leaf = 5 if part.economic else 7
        top = 3 if part.groups else leaf
        yield [line for line in lines if line.is_total], [line for line in lines if len(line.code) == top]
        if part.groups and any(len(line.code) == leaf for line in lines):  # some print the 类 alone
            for line in lines:
                length = len(line.code)
                if length in (3, 5) and length < leaf:
                    yield [line], [one for one in lines if len(one.code) == length + 2 and one.code[:length] == line.code]

    # ---------------------------------------------------------------------------- between tables

    def _linked(self, link: Link) -> Iterator[Equation]:
        if link.whole not in self.lines or any(key not in self.lines for key in link.parts):
            return
        for line in self.lines[link.whole]:
            if len(line.code) in link.levels and (line.code or line.is_total or line.part.lines is Lines.FIXED):
                for figure in line.figures:
                    parts = self._cover(figure.atoms, line.code, link.parts)
                    if parts and not (line.absent and all(one.line.absent for one in parts)):
                        yield Equation(link.rule, figure, parts, "between")

    def _cover(
        self, atoms: Atoms, code: str, keys: Sequence[str], within: Atoms | None = None
    ) -> tuple[Figure, ...] | None:
        """The figures of a code in some tables that make up the atoms together; only columns ``within`` count."""
        candidates: list[tuple[Atoms, list[Figure]]] = []
        for key in keys:
            lines = self._by_code[key].get(code, [])
            if lines and lines[0].part.lines is Lines.FIXED:
                candidates += [(figure.atoms, [figure]) for line in self.lines[key] for figure in line.figures]
            elif lines:
                columns = range(len(lines[0].figures))
                candidates += [(lines[0].figures[n].atoms, [line.figures[n] for line in lines]) for n in columns]
        allowed = [one for one in candidates if within is None or one[0] <= within]
        chosen = cover(atoms, [one[0] for one in allowed])
        return tuple(figure for n in chosen for figure in allowed[n][1]) if chosen else None

    def _all_spending(self) -> Iterator[Equation]:
        """B18: all expenditure is that of the budgets and what 收入总体情况表 has of other money."""
        if "unit_expenditure" not in self.lines or "unit_income" not in self.lines:
            return
        keys = [key for key in SPENT if key in self.lines]
        fiscal = of_sources(FISCAL_SOURCES)
        for line in self.lines["unit_expenditure"]:
            if line.code or line.is_total:
                yield from self._spending_of(line, keys, fiscal)

    def _spending_of(self, line: Line, keys: Sequence[str], fiscal: Atoms) -> Iterator[Equation]:
        whole = line.figures[0]
        other = self._cover(whole.atoms - fiscal, line.code, ["unit_income"], whole.atoms - fiscal) or ()
        fiscal_total = self._cover(whole.atoms & fiscal, line.code, keys)
        if not fiscal_total:
            return
        yield Equation("B18", whole, (*fiscal_total, *other), "between")
        nothing_else = not any(one.value for one in other) and whole.value == total(one.value for one in fiscal_total)
        for figure in line.figures[1:] if nothing_else else ():
            if spent := self._cover(figure.atoms & fiscal, line.code, keys):
                yield Equation("B18", figure, spent, "between")


def _closing_sums(part: Part, lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """小计 is the sum of the 类, and the total after it repeats it."""
    below = [line for line in lines if line.code]
    for n in range(len(part.totals)):
        closing = [line for line in lines if not line.code and line.closing == n]
        yield closing, below
        below = closing or below


def _columns(rule: str, wholes: Sequence[Line], below: Sequence[Line]) -> Iterator[Equation]:
    for line in wholes[:1]:
        for n, figure in enumerate(line.figures):
            parts = tuple(one.figures[n] for one in below)
            if not (line.absent and all(one.line.absent for one in parts)):
                yield Equation(rule, figure, parts, "down")


def _absent_fixed(table: Table, part: Part, number: int) -> Line:
    line = Line(table, part, "", part.fixed[number].label, number=number, absent=True)
    atoms = part.fixed[number].atoms
    line.figures = [Figure(line, n, one & atoms) for n, one in enumerate(part.atoms)]
    return line
