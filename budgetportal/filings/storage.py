"""A filing from and into the database. What is stored was found sound before: the pure middle judges, this writes.

Both ways cost a number of statements that does not grow with the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from budgetportal.disclosure.filing import FORMAT, Filing
from budgetportal.disclosure.filing import Unit as UnitFacts
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.terms import Scope
from budgetportal.filings.emptiness import clear_filled
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.sync import FIRST, OWNER, Row, existing, numbered, sync
from budgetportal.filings.tables import LAYOUTS, Layout, Table
from budgetportal.filings.values import flat, reader, record_of
from budgetportal.units.models import Unit

OF_RECORD = ("edition", "fiscal_year")  # members of a filing that identify its record

# ------------------------------------------------------------------------------------------------ loading


def load(record: FilingRecord) -> Filing:
    """The whole filing, one query a table. Whoever freezes it takes ``locked`` first, as every save does."""
    layout = LAYOUTS[record.kind]
    members = {name: getattr(record, name) for name in (*OF_RECORD, *(column.name for column in layout.columns))}
    parts: dict[str, Any] = {"unit": unit_of(record.unit), "format": FORMAT}
    for table in sorted(layout.tables, key=lambda one: one.once):  # a record once only may hold lists
        rows = existing(table, [record.pk])
        if table.path:
            parts[table.name] = _once(table, rows, parts) if table.once else _read(table, rows)
        else:
            members |= next((_values(table, row) for _, row in rows), {})
    filing: Filing = record_of(layout.filing, members, parts)
    return filing


def unit_of(unit: Unit) -> UnitFacts:
    """A unit's facts as a filing states them."""
    return UnitFacts(
        code=unit.code,
        name=unit.name,
        scope=Scope(unit.scope),
        region=unit.region,
        parent=unit.parent.code if unit.parent else None,
        authority=unit.authority or None,
        self_name=unit.self_name or None,
    )


def _values(table: Table, row: Row) -> dict[str, Any]:
    return dict(zip(table.names, row[FIRST:], strict=True))


def _once(table: Table, rows: Iterable[tuple[int, Row]], parts: dict[str, Any]) -> Any:
    """The record of a member that a filing has once, with its lists; None where it is left out."""
    inside = f"{table.name}_"
    own = {name.removeprefix(inside): parts.pop(name) for name in list(parts) if name.startswith(inside)}
    return next((record_of(_described(table), _values(table, row), own) for _, row in rows), None)


def _read(table: Table, rows: Sequence[tuple[int, Row]]) -> Any:
    """The rows of one owner as a tuple of records, or as a mapping."""
    if table.record is None:
        pairs = map(reader(dict, table.columns), (row[FIRST:] for _, row in rows))
        return {pair["key"]: pair["value"] for pair in pairs}
    if not table.parts:
        return tuple(map(reader(table.record, table.columns), (row[FIRST:] for _, row in rows)))
    under = {part.name: _by_owner(part, [key for key, _ in rows]) for part in table.parts}
    return tuple(
        record_of(
            table.record, _values(table, row), {part.name: _read(part, under[part.name][key]) for part in table.parts}
        )
        for key, row in rows
    )


def _described(table: Table) -> type[Any]:
    if table.record is None:
        raise TypeError(f"{table.name}: a record without its class")
    return table.record


def _by_owner(table: Table, owners: Iterable[int]) -> Mapping[int, list[tuple[int, Row]]]:
    rows: defaultdict[int, list[tuple[int, Row]]] = defaultdict(list)
    for key, row in existing(table, owners):
        rows[row[OWNER]].append((key, row))
    return rows


# ------------------------------------------------------------------------------------------------ storing


def locked(record: FilingRecord) -> FilingRecord:
    """The record with its row locked until the transaction ends: all saves of one filing stand in line."""
    return FilingRecord.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=record.pk)


@transaction.atomic
def store(record: FilingRecord, filing: Filing) -> None:
    """Make the stored entries those of the filing."""
    held, layout = locked(record), LAYOUTS[kind_of(filing)]
    _store(held, filing, layout, layout.tables)
    record.revision = held.revision


@transaction.atomic
def replace_members(record: FilingRecord, filing: Filing, members: Iterable[str]) -> None:
    """Store some members of the filing and leave the others as they are stored."""
    held, layout = locked(record), LAYOUTS[kind_of(filing)]
    _store(held, filing, layout, dict.fromkeys(table for member in members for table in layout.holding(member)))
    record.revision = held.revision


def replace_member(record: FilingRecord, member: str, filing: Filing) -> None:
    """Store one member of the filing."""
    replace_members(record, filing, [member])


def _store(held: FilingRecord, filing: Filing, layout: Layout, tables: Iterable[Table]) -> None:
    """Write the record's own columns, raise its revision, and bring tables to what they are to be."""
    values = dict(zip([column.name for column in layout.columns], flat(filing, layout.columns), strict=True))
    values |= {name: getattr(filing, name) for name in OF_RECORD}
    held.revision += 1
    FilingRecord.objects.filter(pk=held.pk).update(**values, revision=held.revision, updated_at=timezone.now())
    for table in tables:
        _store_table(table, [held.pk], [filing])
    clear_filled(held, filing)


def _store_table(table: Table, keys: Sequence[int], owners: Sequence[Any]) -> None:
    """Bring one table to what its owners, records with their ids, have at its path; then the lists under its rows."""
    members = [list(_items(table, owner)) for owner in owners]
    wanted = [row for key, items in zip(keys, members, strict=True) for row in numbered(key, _rows(table, items))]
    sync(table, keys, wanted)
    if table.parts:
        rows: dict[int, list[int]] = {key: [] for key in keys}
        for key, row in existing(table, keys):
            rows[row[OWNER]].append(key)
        below = [item for items in members for item in items]
        for part in table.parts:
            _store_table(part, [key for found in rows.values() for key in found], below)


def _items(table: Table, owner: Any) -> Iterator[Any]:
    """What an owner has at the table's path: its records, or the pairs of a mapping."""
    value = owner
    for name in table.path:
        value = None if value is None else getattr(value, name)
    if value is None:
        return
    if table.once:
        yield value
    else:
        yield from value.items() if table.record is None else value


def _rows(table: Table, items: Iterable[Any]) -> Iterable[Iterable[Any]]:
    """The values of records, or of the pairs of a mapping, as the table's columns hold them."""
    if table.record is None:
        return ((str(key), value) for key, value in items)
    return (flat(item, table.columns) for item in items)
