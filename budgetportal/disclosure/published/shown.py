"""What the read tables show: lines and amounts by table, code and use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO
from budgetportal.disclosure.published.atoms import Atoms
from budgetportal.disclosure.published.book import Book
from budgetportal.disclosure.published.lines import Line
from budgetportal.disclosure.terms import CARRY_FISCAL_SOURCES, CARRY_OTHER_SOURCES, Source

LEAF, LEAF_ECONOMIC = 7, 5  # digits of a 项 and of an economic 款
CARRIED = (CARRY_FISCAL_SOURCES, CARRY_OTHER_SOURCES)  # the two halves of 上年结转结余情况明细表


class Shown:
    """Looks amounts up in the tables of a book."""

    def __init__(self, book: Book) -> None:
        self._tables = book.tables

    def lines(self, key: str, length: int | None = None) -> list[Line]:
        """The lines of a part of a table; with ``length`` only those whose code has so many digits."""
        table = self._tables.get(key.split(".")[0])
        lines = table.lines.get(key, []) if table else []
        return [line for line in lines if length is None or len(line.code) == length]

    def amounts(self, key: str, parts: Iterable[str]) -> dict[str, Decimal]:
        """By code, what a table shows for some uses of money."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        wanted = set(parts)
        for line in self.lines(key, LEAF):
            for figure in line.figures:
                if figure.atoms and uses_of(figure.atoms) == wanted:
                    found[line.code] += figure.value
        return found

    def carried(self, sources: frozenset[Source], parts: Iterable[str]) -> Decimal | None:
        """A total of 上年结转结余情况明细表; None where there is no such table."""
        if "carry_over" not in self._tables:
            return None
        wanted = {(source.value, part) for source in sources for part in parts}
        totals = (figure for line in self.lines("carry_over") if line.is_total for figure in line.figures)
        return next((figure.value for figure in totals if figure.atoms == wanted), ZERO)

    def income_of(self, source: Source) -> Decimal:
        """What 收支总体情况表 shows of one source."""
        figures = (figure for line in self.lines("unit_summary.income") for figure in line.figures)
        return next((figure.value for figure in figures if sources_of(figure.atoms) == {source}), ZERO)


def sources_of(atoms: Atoms) -> frozenset[Source]:
    """The sources of some atoms."""
    return frozenset(Source(source) for source, _ in atoms)


def uses_of(atoms: Atoms) -> set[str]:
    """The uses of some atoms."""
    return {use for _, use in atoms}
