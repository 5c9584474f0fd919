"""A filing with an entry changed, by its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from budgetportal.disclosure.checks.blame import Fix

STEP = re.compile(r"\[([^\[\]]+)\]|\.?([^.\[\]]+)")
Whole = TypeVar("Whole")


def mended(filing: Whole, fixes: Iterable[Fix]) -> Whole:
    """The filing as the fixes would have it."""
    for fix in fixes:
        filing = _changed(filing, _path(fix.place), fix.value)
    return filing


def _path(place: str) -> list[str]:
    return [row or member for row, member in STEP.findall(place)]


def _row(rows: tuple[Any, ...], step: str) -> int:
    """The number of a row that is named by its number, or by its topic."""
    if step.isdecimal():
        return int(step)
    return next(n for n, row in enumerate(rows) if row.topic == step and getattr(row, "against", None) is None)


def _changed(record: Any, path: list[str], value: Any) -> Any:
    """The record, row or mapping with the value at the end of the path."""
    if not path:
        return value
    step, *rest = path
    if isinstance(record, Mapping):
        return {**record, step: _changed(record[step], rest, value)}
    if isinstance(record, tuple):
        row = _row(record, step)
        return (*record[:row], _changed(record[row], rest, value), *record[row + 1 :])
    return replace(record, **{step: _changed(getattr(record, step), rest, value)})


def value_at(filing: Any, place: str) -> Any:
    """What stands at a place."""
    found = filing
    for step in _path(place):
        if isinstance(found, Mapping):
            found = found[step]
        else:
            found = found[_row(found, step)] if isinstance(found, tuple) else getattr(found, step)
    return found
