"""Places of amounts that are rounded together (contract, "Rounding")."""

from __future__ import annotations

from dataclasses import dataclass

Places = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are rounded together, and those whose rounded sum they take over where both are equal in 元."""

    places: Places
    depends_on: Places = ()


def members(place: str, *names: str) -> Places:
    """The places of members of one record."""
    return tuple(f"{place}.{name}" for name in names)
