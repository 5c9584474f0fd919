"""空表: which tables of a filing have nothing in them, and of which of those somebody has said so.

A table is an entry table or a table of the published form. Saying that an entry table is empty says it of every printed
table that is made of it alone; a printed table that draws on entries with other figures is spoken of itself
(an empty 政府性基金 table beside a filled 支出).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from budgetportal.disclosure.completeness import PrintedTable, printed_tables
from budgetportal.disclosure.fields import is_empty
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.filings.entry.pages import PAGES, Page
from budgetportal.filings.models import EmptyTable, FilingRecord


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its key; ``printed``: of the published form."""

    key: str
    printed: bool = False


def page_is_empty(filing: Filing, page: Page) -> bool:
    """Whether nothing is stored on an entry page."""
    return all(is_empty(getattr(filing, member)) for member in page.members)


def empty_tables(filing: Filing) -> Iterator[Table]:
    """The tables of a sound filing in which nothing stands."""
    yield from (Table(page.key) for page in PAGES[kind_of(filing)].tables if page_is_empty(filing, page))
    yield from (Table(table.key, printed=True) for table in printed_tables(filing) if not table.filled)


def declared(record: FilingRecord) -> frozenset[Table]:
    """The tables that somebody has declared empty."""
    rows = EmptyTable.objects.filter(filing=record).values_list("table", "printed")
    return frozenset(Table(key, printed) for key, printed in rows)


def declare_all(record: FilingRecord, filing: Filing, told: Collection[Table] | None = None) -> None:
    """
    Declare every empty table of a filing that came whole, in place of what was declared before.

    Of a filing that did not come whole, those that were ``told``.
    """
    EmptyTable.objects.filter(filing=record).delete()
    EmptyTable.objects.bulk_create(
        EmptyTable(filing=record, table=table.key, printed=table.printed)
        for table in empty_tables(filing)
        if told is None or table in told
    )


def clear_filled(record: FilingRecord, filing: Filing) -> None:
    """Take the declarations back of tables in which something stands now."""
    if said := declared(record):
        for table in said - set(empty_tables(filing)):
            EmptyTable.objects.filter(filing=record, table=table.key, printed=table.printed).delete()


def settled(table: PrintedTable, said: frozenset[Table]) -> bool:
    """Whether a printed table has figures, or it or all that it is made of is declared empty."""
    return (
        table.filled
        or Table(table.key, printed=True) in said
        or (bool(table.feeds) and all(Table(key) in said for key in table.feeds))
    )


def unsettled(filing: Filing, said: frozenset[Table]) -> list[str]:
    """The names of the tables of the form that are neither filled nor declared empty.

    A form without tables of accounts (绩效自评) wants that of each of its entry tables.
    """
    if tables := printed_tables(filing):
        return [table.name for table in tables if not settled(table, said)]
    pages = PAGES[kind_of(filing)].tables
    return [f"“{page.label}”" for page in pages if page_is_empty(filing, page) and Table(page.key) not in said]
