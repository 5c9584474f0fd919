"""Values between records of the pure middle and the columns of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.filings.columns import TEXTUAL, Column


def flat(record: Any, columns: Iterable[Column]) -> list[Any]:
    """A record's values as its columns hold them."""
    return [stored(_at(record, column.path), column.spec) for column in columns]


def _at(record: Any, path: tuple[str, ...]) -> Any:
    if len(path) == 1:
        return getattr(record, path[0])
    for name in path:
        record = None if record is None else getattr(record, name)
    return record


def stored(value: Any, spec: Spec) -> Any:
    """One value as its column holds it: an empty text for a text left out, a number kept as typed as text."""
    if spec.kind is Kind.LINES:
        return list(value or ())
    if value is None:
        return "" if spec.kind in TEXTUAL else True if spec.kind is Kind.FLAG else None
    if spec.kind is Kind.DECIMAL:
        return format(value, "f")
    return value.value if isinstance(value, Enum) else value


def typed(value: Any, spec: Spec) -> Any:
    """The value that a column holds, None where nothing is entered."""
    if value is None or value == "":
        return None
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        return spec.choices(value)
    if spec.kind is Kind.DECIMAL:
        return Decimal(value)
    return tuple(value) if spec.kind is Kind.LINES else value


def record_of(record: type[Any], row: Mapping[str, Any], parts: Mapping[str, Any] | None = None) -> Any:
    """A record from its columns and its parts from tables of their own, both by path."""
    return _record(record, row, parts or {}, "")


def _record(record: type[Any], row: Mapping[str, Any], parts: Mapping[str, Any], prefix: str) -> Any:
    members = {}
    for name, spec in specs(record).items():
        path = prefix + name
        if path in parts:
            members[name] = parts[path]
        elif spec.kind is Kind.RECORD and spec.record is not None:
            members[name] = _record(spec.record, row, parts, f"{path}_")
        else:
            members[name] = typed(row.get(path), spec)
    entered = {name: value for name, value in members.items() if value not in (None, (), {})}
    if prefix and not entered:
        return None
    return record(**entered)


def reader(record: type[Any], columns: Iterable[Column]) -> Callable[[tuple[Any, ...]], Any]:
    """A fast reader of rows; nested records only where the record has any."""
    known = tuple(columns)
    names = [column.name for column in known]
    if any(len(column.path) > 1 for column in known):
        return lambda row: record_of(record, dict(zip(names, row, strict=True)))
    return _plain_reader(record, known)


def _plain_reader(record: type[Any], columns: Iterable[Column]) -> Callable[[tuple[Any, ...]], Any]:
    plain = [(column.name, column.spec) for column in columns]

    def read(row: tuple[Any, ...]) -> Any:
        values = ((name, typed(value, spec)) for (name, spec), value in zip(plain, row, strict=True))
        return record(**{name: value for name, value in values if value is not None})

    return read
