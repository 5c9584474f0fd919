"""Which stored cell an entry cell is: its table, its column, and by what its events are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.narration import Draft
from budgetportal.disclosure.narration.answers import COMPARED, COMPARISONS, WORDING
from budgetportal.filings.entry.changes import Row
from budgetportal.filings.entry.content import content_of
from budgetportal.filings.entry.copies import Opened
from budgetportal.filings.entry.subject import NarrativeSubject
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.sync import FIRST, existing
from budgetportal.filings.tables import KEY, LAYOUTS, VALUE, Table

WORDED = ("wording",)
ROW_TEXT = re.compile(r"(?P<table>\w+)\[(?P<n>\d+)\]\.(?P<member>[\w.]+)")


@dataclass(frozen=True, slots=True)
class Followed:
    """A column of a table of events, and which events are of the row; none where nothing was ever stored."""

    model: type[models.Model]
    column: str
    events: Q | None


@dataclass(frozen=True, slots=True)
class Address:
    """How a change names a cell: the grid, the row by its id, the column; a plain field has its name alone."""

    at: str
    row: str
    cell: str

    @property
    def column(self) -> str:
        """The column in the database."""
        return self.cell.replace(".", "_")


def followed(record: FilingRecord, filing: Filing, opened: Opened, address: Address) -> Followed:
    """The stored cell that an entry cell is."""
    subject = opened.subject
    tables = LAYOUTS[record.kind].tables
    if subject.n is not None:
        table = next(table for table in tables if table.path == (subject.page.key,))
        return _of_row(table, int(subject.row) if subject.row else None, filing, opened, address)
    if address.at:
        table = next(table for table in tables if ".".join(table.path) == address.at)
        return _of_grid(table, record.pk, filing, opened, address)
    if isinstance(subject, NarrativeSubject):
        return _of_sentence(record, subject.draft(filing), address) or _of_facts(record, tables, address)
    return _of_facts(record, tables, address)


def _of_row(table: Table, pk: int | None, filing: Filing, opened: Opened, address: Address) -> Followed:
    """A cell on the page of one row: of the row itself, of a mapping or of a grid under it."""
    head, _, key = address.cell.rpartition(".")
    for part in table.parts:
        if ".".join(part.path) == address.at:
            return _of_grid(part, pk, filing, opened, address)
        if part.record is None and ".".join(part.path) == head:
            return Followed(part.model, VALUE, None if pk is None else Q(**{f"{part.owner}_id": pk, KEY: key}))
    return Followed(table.model, address.column, None if pk is None else Q(pgh_obj_id=pk))


def _of_sentence(record: FilingRecord, draft: Draft, address: Address) -> Followed | None:
    """A blank of the narrative that a row has, or a paragraph's own wording; None where it is a plain field."""
    tables = {table.path: table for table in LAYOUTS[record.kind].tables}
    if address.cell.startswith(WORDING):
        key = address.cell.removeprefix(WORDING)
        return Followed(tables[WORDED].model, VALUE, Q(filing_id=record.pk, **{KEY: key}))
    if match := COMPARED.fullmatch(address.cell):
        table = tables[COMPARISONS,]
        if match["topic"] in draft.rows:
            return _of_stored_row(table, record.pk, draft.rows[match["topic"]], match["member"])
        topic, _, _ = match["topic"].partition(":")  # the row is gone, or was never there
        return Followed(table.model, match["member"], Q(filing_id=record.pk, topic=topic))
    blank = draft.blanks.get(address.cell)
    if blank is None or not (row := ROW_TEXT.fullmatch(blank.path)):
        return None
    return _of_stored_row(tables[row["table"],], record.pk, int(row["n"]), row["member"].replace(".", "_"))


def _of_facts(record: FilingRecord, tables: Iterable[Table], address: Address) -> Followed:
    """A plain field: of a record that the filing has once, or of the filing's own record."""
    path = tuple(address.cell.split("."))
    for table in sorted((one for one in tables if one.once), key=lambda one: -len(one.path)):
        column = "_".join(path[len(table.path) :])
        if path[: len(table.path)] == table.path and column in table.names:
            return Followed(table.model, column, Q(filing_id=record.pk))
    return Followed(FilingRecord, address.column, Q(pgh_obj_id=record.pk))


def _of_grid(table: Table, owner: int | None, filing: Filing, opened: Opened, address: Address) -> Followed:
    """
    A cell of a table of rows.

    A stored row keeps its primary key; one that was deleted and came again is known by what no two rows share.
    """
    return _of_stored_row(table, owner, _place(table, filing, opened, address), address.column)


def _of_stored_row(table: Table, owner: int | None, n: int | None, column: str) -> Followed:
    rows = existing(table, [] if owner is None else [owner])
    if n is None or n >= len(rows):
        return Followed(table.model, column, None)
    pk, values = rows[n]
    events = Q(pgh_obj_id=pk)
    if table.key:
        shared = {name: values[FIRST + table.names.index(name)] for name in table.key}
        events |= Q(**{f"{table.owner}_id": owner}, **shared)
    return Followed(table.model, column, events)


def _place(table: Table, filing: Filing, opened: Opened, address: Address) -> int | None:
    """Which of the stored rows a row of the page is, or will be when the draft can be stored."""
    typed = [row for row in opened.content.grids.get(address.at, []) if not row.blank]
    stored = content_of(opened.subject.nodes(filing), opened.subject.place, opened.content).grids.get(address.at, [])
    ids = [row.id for row in stored]
    if address.row in ids:
        return ids.index(address.row)
    left = [row for row in stored if row.id not in {one.id for one in typed}]
    new = [row for row in typed if row.id not in ids]
    pairs = _paired(new, left, table.key)
    return next((ids.index(old.id) for row, old in pairs if row.id == address.row), None)


def _paired(new: Sequence[Row], left: list[Row], key: Sequence[str]) -> list[tuple[Row, Row]]:
    """Rows that share the table's key, then the rest in order: as they are paired when they are stored."""

    def sign(row: Row) -> Any:
        return [row.cells.get(name, "") for name in key]

    pairs, rest, waiting = [], [], list(left)
    for row in new:
        alike = next((old for old in waiting if key and sign(old) == sign(row)), None)
        if alike is None:
            rest.append(row)
        else:
            waiting.remove(alike)
            pairs.append((row, alike))
    return [*pairs, *zip(rest, waiting, strict=False)]
