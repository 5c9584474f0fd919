"""The rows of a page whose rows have pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.entry.pages import Page
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.tables import LAYOUTS, Table


def rows_of(filing: Filing, page: Page) -> Sequence[Any]:
    """The rows of a page's table."""
    rows: Sequence[Any] = getattr(filing, page.key)
    return rows


def described(page: Page) -> type[Any]:
    """What a row of the page's table is."""
    if page.spec.record is None:
        raise TypeError(f"{page.key}: rows without their class")
    return page.spec.record


def name_of(row: Any) -> str:
    """The name of a row: its first member."""
    return str(getattr(row, next(iter(specs(type(row))))))


def row_keys(record: FilingRecord, page: Page) -> list[int]:
    """The primary keys of the rows in their order."""
    table: Table = next(table for table in LAYOUTS[record.kind].tables if table.path == (page.key,))
    found = table.model._default_manager.filter(filing=record).order_by("position", "pk")
    return list(found.values_list("pk", flat=True))


def place(page: Page, n: int) -> str:
    """The place of a row in the filing."""
    return f"{page.key}[{n}]"
