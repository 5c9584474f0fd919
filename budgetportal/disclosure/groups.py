"""Places of amounts that are rounded together (contract, "Rounding")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from budgetportal.disclosure.terms import Category, Term

Places = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are rounded together, and those whose rounded sum they take over where both are equal in 元.

    ``less`` are taken off that sum: income is expenditure and what is left, less what there was.
    """

    places: Places
    depends_on: Places = ()
    less: Places = ()


def alone(place: str, depends_on: Places = (), less: Places = ()) -> Group:
    """One place, which is the sum of others where it is so in 元."""
    return Group((place,), depends_on, less)


def basic_by_economic(categories: Iterable[Term], spent: Mapping[Term, Sequence[str]]) -> Iterator[Group]:
    """``basic_by_economic`` by category, each held to the general expenditure ``spent`` on it.

    One group altogether where a general row does not say which category it is. ``categories`` are those of the rows.
    """
    grouped: defaultdict[Term, list[str]] = defaultdict(list)
    for n, category in enumerate(categories):
        grouped[category].append(f"basic_by_economic[{n}].amount")
    if Category.BASIC in spent:
        yield Group(tuple(chain(*grouped.values())), tuple(chain(*spent.values())))
    else:
        for category, places in grouped.items():
            yield Group(tuple(places), tuple(spent.get(category, ())))


def members(place: str, *names: str) -> Places:
    """The places of members of one record."""
    return tuple(f"{place}.{name}" for name in names)
