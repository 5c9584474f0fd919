"""The steps in which a working copy was typed: what others changed meanwhile, and who touched a cell last."""

from __future__ import annotations

from typing import Any

from budgetportal.filings.entry.copies import Opened, find_copy
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.models import CopyStep, FilingRecord


def changed_by_others(opened_page: Opened, record: FilingRecord, revision: int, client: str) -> list[Any] | None:
    """The changes since a revision that came from elsewhere; None where they are no longer known."""
    if revision == opened_page.revision:
        return []
    copy = find_copy(record, opened_page.subject)
    if copy is None or revision > copy.revision:
        return None
    steps = list(copy.steps.filter(revision__gt=revision))
    if len(steps) != copy.revision - revision:
        return None
    return [change for step in steps if not client or step.client != client for change in step.changes]


def last_step_on(record: FilingRecord, subject: Subject, at: str, row: str, cell: str) -> CopyStep | None:
    """The step that last touched a cell, or its row as a whole."""
    copy = find_copy(record, subject)
    for step in copy.steps.select_related("person").order_by("-revision") if copy else ():
        for change in step.changes:
            if (change["at"], change["row"]) == (at, row) and change.get("cell", cell) == cell:
                return step
    return None
