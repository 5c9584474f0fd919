"""A filing from and into the database. What is stored was found sound before: the pure middle judges, this writes.

Both ways cost a number of statements that does not grow with the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from budgetportal.disclosure import filing as entries
from budgetportal.disclosure.filing import FORMAT, Filing
from budgetportal.disclosure.terms import Scope
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.sync import FIRST, Row, existing, numbered, sync
from budgetportal.filings.tables import PROJECT_TABLES, RECORD_COLUMNS, TABLES, Table, tables_of
from budgetportal.filings.values import flat, reader, record_of
from budgetportal.units.models import Unit

OF_RECORD = ("edition", "fiscal_year")  # members of a filing that identify its record
PERFORMANCE, INDICATORS = "unit_performance", "unit_performance_indicators"
ONCE = ("procurement", "assets")  # records that a filing has once, in tables of their own
APART = (PERFORMANCE, INDICATORS, "projects", *ONCE)

# ------------------------------------------------------------------------------------------------ loading


def load(record: FilingRecord) -> Filing:
    """The whole filing, one query a table. Whoever freezes it takes ``locked`` first, as every save does."""
    parts: dict[str, Any] = {path: _value(table, record) for path, table in TABLES.items() if path not in APART}
    parts |= {path: next(iter(_value(TABLES[path], record)), None) for path in ONCE}
    parts |= {PERFORMANCE: _unit_performance(record), "projects": _projects(record)}
    parts |= {"unit": unit_of(record.unit), "format": FORMAT}
    columns = {name: getattr(record, name) for name in (*OF_RECORD, *(column.name for column in RECORD_COLUMNS))}
    filing: Filing = record_of(Filing, columns, parts)
    return filing


def unit_of(unit: Unit) -> entries.Unit:
    """A unit's facts as a filing states them."""
    return entries.Unit(
        code=unit.code,
        name=unit.name,
        scope=Scope(unit.scope),
        region=unit.region,
        parent=unit.parent.code if unit.parent else None,
        authority=unit.authority or None,
        self_name=unit.self_name or None,
    )


def _value(table: Table, record: FilingRecord) -> Any:
    return _read(table, [row for _, row in existing(table, [record.pk])])


def _read(table: Table, rows: Iterable[Row]) -> Any:
    """The rows of one owner as a tuple of records, or as a mapping."""
    if table.record is None:
        key = reader(dict, table.columns)
        return {pair["key"]: pair["value"] for pair in (key(row[FIRST:]) for row in rows)}
    return tuple(map(reader(table.record, table.columns), (row[FIRST:] for row in rows)))


def _unit_performance(record: FilingRecord) -> entries.UnitPerformance | None:
    table = TABLES[PERFORMANCE]
    for _, row in existing(table, [record.pk]):
        values = dict(zip(table.names, row[FIRST:], strict=True))
        found: entries.UnitPerformance = record_of(
            entries.UnitPerformance, values, {"indicators": _value(TABLES[INDICATORS], record)}
        )
        return found
    return None


def _projects(record: FilingRecord) -> tuple[entries.Project, ...]:
    table = TABLES["projects"]
    found = existing(table, [record.pk])
    parts = {path: _by_project(part, [key for key, _ in found]) for path, part in PROJECT_TABLES.items()}
    return tuple(
        record_of(
            entries.Project,
            dict(zip(table.names, row[FIRST:], strict=True)),
            {path: _read(PROJECT_TABLES[path], rows[key]) for path, rows in parts.items()},
        )
        for key, row in found
    )


def _by_project(table: Table, projects: Iterable[int]) -> Mapping[int, list[Row]]:
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for _, row in existing(table, projects):
        rows[row[0]].append(row)
    return rows


# ------------------------------------------------------------------------------------------------ storing


def locked(record: FilingRecord) -> FilingRecord:
    """The record with its row locked until the transaction ends: all saves of one filing stand in line."""
    return FilingRecord.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=record.pk)


@transaction.atomic
def store(record: FilingRecord, filing: Filing) -> None:
    """Make the stored entries those of the filing."""
    held = locked(record)
    _store_columns(held, filing)
    for path in TABLES:
        _store_table(held, path, filing)
    record.revision = held.revision


@transaction.atomic
def replace_members(record: FilingRecord, filing: Filing, members: Iterable[str]) -> None:
    """Store some members of the filing and leave the others as they are stored."""
    held = locked(record)
    _store_columns(held, filing)
    for path in dict.fromkeys(path for member in members for path in tables_of(member)):
        _store_table(held, path, filing)
    record.revision = held.revision


def replace_member(record: FilingRecord, member: str, filing: Filing) -> None:
    """Store one member of the filing."""
    replace_members(record, filing, [member])


def _store_columns(held: FilingRecord, filing: Filing) -> None:
    """Write the record's own columns and raise its revision."""
    values = dict(zip([column.name for column in RECORD_COLUMNS], flat(filing, RECORD_COLUMNS), strict=True))
    values |= {name: getattr(filing, name) for name in OF_RECORD}
    held.revision += 1
    FilingRecord.objects.filter(pk=held.pk).update(**values, revision=held.revision, updated_at=timezone.now())


def _store_table(held: FilingRecord, path: str, filing: Filing) -> None:
    if path == "projects":
        _store_projects(held, filing.projects)
    else:
        sync(TABLES[path], [held.pk], list(numbered(held.pk, _rows(TABLES[path], _at(filing, path)))))


def _at(filing: Filing, path: str) -> Any:
    """The member that a table holds."""
    if path == INDICATORS:
        return filing.unit_performance.indicators if filing.unit_performance else ()
    if path == "profile_staffing_establishment_kinds":
        staffing = filing.profile.staffing if filing.profile else None
        return staffing.establishment_kinds if staffing else {}
    value = getattr(filing, path)
    if path in (PERFORMANCE, *ONCE):
        return () if value is None else (value,)
    return value


def _rows(table: Table, value: Any) -> Iterable[Iterable[Any]]:
    """The values of a list of records, or of a mapping, as the table's columns hold them."""
    if table.record is None:
        return ((str(key), item) for key, item in value.items())
    return (flat(row, table.columns) for row in value)


def _store_projects(held: FilingRecord, projects: tuple[entries.Project, ...]) -> None:
    table = TABLES["projects"]
    sync(table, [held.pk], list(numbered(held.pk, _rows(table, projects))))
    keys = [key for key, _ in existing(table, [held.pk])]
    for path, part in PROJECT_TABLES.items():
        members = (_part(project, path) for project in projects)
        rows = [row for key, value in zip(keys, members, strict=True) for row in numbered(key, _rows(part, value))]
        sync(part, keys, rows)


def _part(project: entries.Project, path: str) -> Any:
    if path == "amounts":
        return project.amounts
    return project.performance.indicators if project.performance else ()
