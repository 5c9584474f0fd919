"""What must hold between the figures of the tables, as equations with the numbers of checks.md (B1 to B21).

In a table the equations follow from what columns and lines show; between tables, from a list of which table repeats
which. A line that a table lacks stands there as absent, with blank figures, so that its lack can be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from budgetportal.classification.codes import Classification
from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.published.atoms import Atoms, cover, of_sources
from budgetportal.disclosure.published.equation import Equation
from budgetportal.disclosure.published.forms import Lines, Part
from budgetportal.disclosure.published.identities import by_code
from budgetportal.disclosure.published.lines import Figure, Line, Table
from budgetportal.disclosure.published.links import ACROSS, FUNCTIONAL, LINKS, SPENT, Link
from budgetportal.disclosure.scene import name_of
from budgetportal.disclosure.terms import FISCAL_SOURCES


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
            below = _right_below(lines)
            for line in lines:
                if len(line.code) in (3, 5) and len(line.code) < leaf:
                    yield [line], below.get(line.code, [])

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


def _right_below(lines: Iterable[Line]) -> Mapping[str, list[Line]]:
    """The lines right below each code."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if len(line.code) > 3:
            found.setdefault(line.code[:-2], []).append(line)
    return found


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
