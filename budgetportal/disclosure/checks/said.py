"""The texts of a filing: what people wrote, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from budgetportal.disclosure.codec import join
from budgetportal.disclosure.fields import Kind, specs

FREE = frozenset({Kind.TEXT, Kind.NAME, Kind.LINES, Kind.TEXTS})


@dataclass(frozen=True, slots=True)
class Said:
    """A text that a person wrote, and where."""

    place: str
    text: str


def texts_of(record: Any) -> dict[str, list[str]]:
    """Every free text of a filing, once, with its places: most texts of a large filing are said many times."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for said in texts(record):
        found[said.text].append(said.place)
    return found


def texts(record: Any, place: str = "") -> Iterator[Said]:
    """Every free text of a filing, in entry order."""
    for name, kind in _members(type(record)):
        value = getattr(record, name)
        if value is None:
            continue
        at = join(place, name)
        if isinstance(value, str):
            yield Said(at, value)
        elif kind is Kind.RECORD:
            yield from texts(value, at)
        elif kind is Kind.ROWS:
            for n, row in enumerate(value):
                yield from texts(row, f"{at}[{n}]")
        elif kind is Kind.LINES:
            yield from (Said(f"{at}[{n}]", line) for n, line in enumerate(value))
        else:
            yield from (Said(join(at, key), text) for key, text in value.items())


_MEMBERS: dict[type[Any], tuple[tuple[str, Kind], ...]] = {}


def _members(record: type[Any]) -> tuple[tuple[str, Kind], ...]:
    """The members of a record that are, or hold, free texts."""
    if record not in _MEMBERS:
        _MEMBERS[record] = tuple(
            (name, spec.kind)
            for name, spec in specs(record).items()
            if spec.kind in FREE or (spec.record is not None and _members(spec.record))
        )
    return _MEMBERS[record]
