"""From a place in a filing to the place of the input in which it is typed: a whole table stands for its first cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from budgetportal.disclosure.codec import join
from budgetportal.disclosure.fields import Kind, Spec, specs

NAME = re.compile(r"\.?([^.\[\]]+)")
ROW = re.compile(r"\[(\d+)\]")
BY_ROWS = frozenset({Kind.COUNTS, Kind.TEXTS})  # mappings that a page shows as rows of key and value


def input_of(filing: Any, place: str) -> str:
    """The place of the input for a place; "" where the filing has no such member."""
    return _member(type(filing), filing, place, "")


def _member(record: type[Any], value: Any, rest: str, at: str) -> str:
    """Follow one name; where none is left, the first member."""
    step = NAME.match(rest)
    name = step[1] if step else next(iter(specs(record)))
    spec = specs(record).get(name)
    if spec is None:
        return ""
    return _inside(spec, getattr(value, name, None), rest[step.end() :] if step else "", join(at, name))


def _inside(spec: Spec, value: Any, rest: str, at: str) -> str:
    if spec.kind is Kind.RECORD and spec.record:
        return _member(spec.record, value, rest, at)
    if spec.kind is Kind.ROWS and spec.record:
        step = ROW.match(rest)
        n = int(step[1]) if step else 0
        row = value[n] if value and n < len(value) else None
        return _member(spec.record, row, rest[step.end() :] if step else "", f"{at}[{n}]")
    if spec.kind in BY_ROWS:
        return f"{at}[{_number(value or {}, rest.removeprefix('.'))}].value"
    if spec.kind is Kind.AMOUNTS and not rest:
        return join(at, next(str(term) for term in spec.choices or ()))
    return at if spec.kind is Kind.LINES else at + rest


def _number(pairs: Mapping[str, Any], key: str) -> int:
    """The row of a key; the first row where it is not there."""
    return list(pairs).index(key) if key in pairs else 0
