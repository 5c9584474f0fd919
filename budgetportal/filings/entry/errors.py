"""Problems at their cells and in the summary on top, in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from budgetportal.disclosure.places import where
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.entry.collect import ORDER
from budgetportal.filings.entry.links import Links
from budgetportal.filings.entry.nodes import Cell, all_cells


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the summary: where, what to do, and the cell to go to."""

    where: str
    message: str
    target: str = ""  # the id of the cell on this page
    address: str = ""  # of the cell on another page

    @property
    def href(self) -> str:
        """Where the line leads, "" where there is no cell."""
        return f"#{self.target}" if self.target else self.address


def attach(nodes: Iterable[Any], problems: Sequence[Problem], links: Links | None = None) -> list[SummaryLine]:
    """Put each problem at its cell; the lines of the summary, in the order of the page, those of other pages first."""
    cells = list(all_cells(nodes))
    order = {cell.place: n for n, cell in enumerate(cells)}
    exact = {place: cell for cell in cells for place in (cell.alias, cell.place) if place}
    lines = []
    for problem in problems:
        cell = exact.get(problem.place) or _near(problem.place, cells)
        if cell is not None:
            cell.errors.append(problem.message)
        address = links.address(problem.place) if links and cell is None and problem.place else ""
        line = SummaryLine(_where(problem), problem.message, cell.id if cell else "", address)
        lines.append((order[cell.place] if cell else -1, line))
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]


def _near(place: str, cells: Sequence[Cell]) -> Cell | None:
    """The cell that a place lies in, or the first cell that lies in the place."""
    if not place:
        return None
    around = [cell for cell in cells if place.startswith((f"{cell.place}[", f"{cell.place}."))]
    inside = (cell for cell in cells if cell.place.startswith((f"{place}.", f"{place}[")))
    return max(around, key=lambda cell: len(cell.place)) if around else next(inside, None)


def _where(problem: Problem) -> str:
    """The place in words."""
    if problem.place.endswith(ORDER):
        return f"{where(problem.place.removesuffix(ORDER))} 序号"
    return where(problem.place)
