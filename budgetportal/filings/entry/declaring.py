"""空表: declaring that a table has nothing in it, and taking that back; each one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from budgetportal.filings.editing import editable
from budgetportal.filings.emptiness import Table, empty_tables
from budgetportal.filings.entry.saving import CLOSED
from budgetportal.filings.models import EmptyTable, FilingRecord, WorkingCopy
from budgetportal.filings.storage import load, locked

NOT_EMPTY = "表中有内容，不是空表；先删去其中的行，再声明"
WAITING = "表中有没有存入的内容；存入或放弃之后再声明"


@dataclass(frozen=True, slots=True)
class Declaration:
    """One person's word on one table; `check` gives the reasons against it, `execute` does it or gives them."""

    record: FilingRecord
    table: Table
    taken_back: bool = False

    def check(self) -> list[str]:
        """Why it cannot be done; empty where it can."""
        if not editable(self.record):
            return [CLOSED]
        return [] if self.taken_back else self._contents()

    def execute(self) -> list[str]:
        """Do it while nobody changes the entries; done twice, it is done once."""
        with transaction.atomic():
            declaration = Declaration(locked(self.record), self.table, self.taken_back)
            if problems := declaration.check():
                return problems
            declaration._write()
        return []

    def _contents(self) -> list[str]:
        if self.table not in empty_tables(load(self.record)):
            return [NOT_EMPTY]
        drafts = WorkingCopy.objects.filter(filing=self.record, page=self.table.key, draft=True)
        return [WAITING] if not self.table.printed and drafts.exists() else []

    def _write(self) -> None:
        row: dict[str, Any] = {"filing": self.record, "table": self.table.key, "printed": self.table.printed}
        if self.taken_back:
            EmptyTable.objects.filter(**row).delete()
        else:
            EmptyTable.objects.get_or_create(**row)
