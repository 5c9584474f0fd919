"""What an amount is the amount of, as a set of atoms: two cells with the same atoms are copies of one figure.

An atom is a source with 人员经费, 公用经费 or one economic class of the projects; in the “三公” table a source with an
item. A column of income covers every use of its sources, so income and expenditure are compared by the same atoms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.facts import BASIC, INCOME, OFFICIAL, PROJECTS, Selection
from budgetportal.disclosure.terms import GENERAL_SOURCES, Category, EconomicClass, OfficialItem, Term

Atoms = frozenset[tuple[str, str]]
BASIC_PARTS = (Category.PERSONNEL.value, Category.PUBLIC.value)
PROJECT_PARTS = tuple(one.value for one in EconomicClass)


def atoms_of(selection: Selection, edition: Edition) -> Atoms:
    """The atoms of a selection of facts."""
    allowed: frozenset[Term] = frozenset(edition.sources)
    if selection.table == OFFICIAL:
        allowed &= frozenset(edition.official_sources)
    elif selection.table == BASIC:
        allowed &= frozenset(GENERAL_SOURCES)
    sources = allowed if selection.sources is None else allowed & selection.sources
    return frozenset((source.value, part) for source in sources for part in _parts(selection))


def of_sources(sources: Iterable[Term]) -> Atoms:
    """Every use of some sources."""
    return frozenset((source.value, part) for source in sources for part in (*BASIC_PARTS, *PROJECT_PARTS))


def _parts(selection: Selection) -> Sequence[str]:
    if selection.table == OFFICIAL:
        return [item.value for item in selection.items or OfficialItem]
    if selection.table == PROJECTS:
        return [item.value for item in selection.items] if selection.items else PROJECT_PARTS
    if selection.table == BASIC:
        return _categories(selection) or BASIC_PARTS
    if selection.table == INCOME:
        return (*BASIC_PARTS, *PROJECT_PARTS)
    return _categories(selection) or (*BASIC_PARTS, *PROJECT_PARTS)


def _categories(selection: Selection) -> list[str]:
    chosen = selection.categories or frozenset()
    basic = [part for part in BASIC_PARTS if part in chosen]
    return basic + (list(PROJECT_PARTS) if Category.PROJECT in chosen else [])


def cover(whole: Atoms, parts: Sequence[Atoms]) -> list[int] | None:
    """Which of the parts make up the whole, the largest first, of equal ones the last; None where they cannot."""
    left, chosen = set(whole), []
    for n in sorted(range(len(parts)), key=lambda n: (-len(parts[n]), -n)):
        if parts[n] and parts[n] <= left:
            left -= parts[n]
            chosen.append(n)
    return sorted(chosen) if chosen and not left else None


def partitions(every: Sequence[Atoms]) -> list[tuple[int, list[int]]]:
    """Each of the sets that is the sum of the largest ones below it, with those; of equal sets the later is the sum."""
    found = []
    for n, whole in enumerate(every):
        below = [m for m, one in enumerate(every) if one and (one < whole or (one == whole and m < n))]
        largest = [m for m in below if not any(_is_below(every, m, other) for other in below if other != m)]
        chosen = cover(whole, [every[m] for m in largest])
        if chosen:
            found.append((n, [largest[m] for m in chosen]))
    return found


def _is_below(every: Sequence[Atoms], one: int, other: int) -> bool:
    return every[one] < every[other] or (every[one] == every[other] and one < other)
