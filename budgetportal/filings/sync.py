"""Bringing the rows of one table to what they are to be, with few statements whatever their number.

Rows that stay keep their ids, so that the history shows a changed cell as a change and an untouched row not at all.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db import connection
from psycopg import sql

from budgetportal.filings.tables import Table

Row = tuple[Any, ...]  # owner, position, then the table's columns
OWNER, POSITION, FIRST = 0, 1, 2


@dataclass
class Difference:
    """What there is to do: ids to delete, ids with a new position, ids with new values, rows to add."""

    deleted: list[int] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)
    changed: list[tuple[int, Row]] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)


def sync(table: Table, owners: Iterable[int], wanted: Sequence[Row]) -> None:
    """Make the rows of the owners be ``wanted``, inside the caller's transaction."""
    found = existing(table, owners)
    difference = compare(table, found, wanted)
    if difference.deleted:
        table.model._default_manager.filter(pk__in=difference.deleted).delete()
    if difference.moved:
        _update(table, ["position"], difference.moved)
    if difference.changed:
        rows = [(key, *row[POSITION:]) for key, row in difference.changed]
        write = _update_each if table.has_lists else _update
        write(table, ["position", *table.names], rows)
    if difference.added:
        _copy(table, difference.added)


def existing(table: Table, owners: Iterable[int]) -> list[tuple[int, Row]]:
    """The stored rows of the owners in entry order, each with its id."""
    rows = table.model._default_manager.filter(**{f"{table.owner}__in": list(owners)}).order_by("position", "pk")
    return [(row[0], row[1:]) for row in rows.values_list("pk", f"{table.owner}_id", "position", *table.names)]


def compare(table: Table, found: Sequence[tuple[int, Row]], wanted: Sequence[Row]) -> Difference:
    """
    Pair the rows that are equal, then those that share the table's key, then the rest in order.

    A row keeps its key or takes one that no stored row has, so that changes never collide on the way.
    """
    difference = Difference()
    chosen = [FIRST + table.names.index(name) for name in table.key]
    found, wanted = _pair(found, wanted, _hashable if table.has_lists else _content, difference, equal=True)
    if chosen:
        found, wanted = _pair(found, wanted, itemgetter(OWNER, *chosen), difference, equal=False)
    found, wanted = _pair(found, wanted, itemgetter(OWNER), difference, equal=False)
    difference.deleted = [key for key, _ in found]
    difference.added = list(wanted)
    return difference


def _content(row: Row) -> Hashable:
    return row[OWNER], row[FIRST:]


def _hashable(row: Row) -> Hashable:
    return row[OWNER], tuple(tuple(value) if isinstance(value, list) else value for value in row[FIRST:])


def _pair(
    found: Sequence[tuple[int, Row]], wanted: Sequence[Row], sign: Any, difference: Difference, *, equal: bool
) -> tuple[list[tuple[int, Row]], list[Row]]:
    """Pair rows of the same sign; return those that stay without a pair."""
    waiting: defaultdict[Hashable, deque[tuple[int, Row]]] = defaultdict(deque)
    for key, row in found:
        waiting[sign(row)].append((key, row))
    left = []
    for row in wanted:
        alike = waiting.get(sign(row))
        if not alike:
            left.append(row)
            continue
        key, old = alike.popleft()
        if not equal:
            difference.changed.append((key, row))
        elif old[POSITION] != row[POSITION]:
            difference.moved.append((key, row[POSITION]))
    return [pair for alike in waiting.values() for pair in alike], left


def _update(table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write columns of stored rows, each row its id and then the values, in one statement."""
    written = ["id", *names]
    fields: list[Any] = [table.model._meta.get_field(name) for name in written]
    types = [field.rel_db_type(connection) for field in fields]
    statement = sql.SQL(
        "UPDATE {table} SET {columns} FROM unnest({arrays}) AS typed({names}) WHERE {table}.id = typed.id"
    ).format(
        table=sql.Identifier(table.model._meta.db_table),
        columns=sql.SQL(", ").join(sql.SQL("{0} = typed.{0}").format(sql.Identifier(name)) for name in names),
        arrays=sql.SQL(", ").join(sql.SQL(f"%s::{kind}[]") for kind in types),
        names=sql.SQL(", ").join(map(sql.Identifier, written)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection), [list(column) for column in zip(*rows, strict=True)])


def _update_each(table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write columns that hold lists, which ``unnest`` would take apart; such a table has one row a filing."""
    for key, *values in rows:
        table.model._default_manager.filter(pk=key).update(**dict(zip(names, values, strict=True)))


def _copy(table: Table, rows: Iterable[Row]) -> None:
    names = [f"{table.owner}_id", "position", *table.names]
    statement = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(
        table=sql.Identifier(table.model._meta.db_table), columns=sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def numbered(owner: int, rows: Iterable[Iterable[Any]]) -> Iterator[Row]:
    """Rows of one owner in entry order, each with its place in that order."""
    for position, values in enumerate(rows):
        yield (owner, position, *values)
