"""
The working copies of entry pages: found, held against what is stored, saved revision by revision.

Every change holds the filing's row locked, so that the changes of one filing stand in line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from budgetportal.disclosure.filing import Filing
from budgetportal.filings.editing import editable
from budgetportal.filings.entry.changes import Change, Content
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.content import content_of, name_rows
from budgetportal.filings.entry.differences import difference
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.entry.wire import Batch
from budgetportal.filings.models import CopyStep, FilingRecord, WorkingCopy
from budgetportal.filings.models.working_copy import KEPT_STEPS
from budgetportal.filings.storage import load, locked
from budgetportal.units.models import Person


@dataclass(frozen=True, slots=True)
class Opened:
    """A page as it stands: its content, the revision of its copy, and whether it waits to be stored."""

    subject: Subject
    content: Content
    revision: int
    draft: bool = False
    overtaken: bool = False  # what is stored has changed since the draft was typed

    def stamp(self, filing: Filing) -> str:
        """What a form without JavaScript was opened with."""
        return self.subject.stamp(filing) + (f".{self.revision}" if self.draft else "")

    def typed(self, filing: Filing) -> Collected:
        """The content as it is read from a form."""
        return self.subject.typed(self.content, str(filing.amount_unit))

    def nodes(self, filing: Filing) -> list[Any]:
        """The inputs of the page, its rows by their ids."""
        typed = self.typed(filing) if self.draft else None
        nodes = self.subject.nodes(filing, typed)
        name_rows(nodes, self.subject.place, self.content, typed)
        return nodes


def opened(record: FilingRecord, subject: Subject, filing: Filing) -> Opened:
    """The page as it stands; a copy that the stored entries have left behind is brought up to them."""
    copy, behind = current_copy(record, subject, filing)
    if behind is not None and copy.pk and editable(record):
        with transaction.atomic():
            held = locked(record)
            copy, changes = current_copy(held, subject, load(held))
            if changes is not None:
                save_revision(copy, changes, None)
    return opened_from(copy, subject)


def opened_from(copy: WorkingCopy, subject: Subject) -> Opened:
    """The page as its copy has it."""
    return Opened(subject, Content.of(copy.content), copy.revision, copy.draft, bool(copy.overtaken))


def find_copy(record: FilingRecord, subject: Subject) -> WorkingCopy | None:
    """The copy of a page or of a row, if anybody has opened it for changes."""
    copies = WorkingCopy.objects.filter(filing=record, page=subject.page.key, row=subject.row)
    return copies.first() if subject.row else copies.filter(token=subject.token).first()


def current_copy(record: FilingRecord, subject: Subject, filing: Filing) -> tuple[WorkingCopy, list[Change] | None]:
    """The copy held against what is stored: with the changes that brought it there, None where nothing had happened."""
    stamp = subject.stamp(filing)
    copy = find_copy(record, subject) or WorkingCopy(
        filing=record, page=subject.page.key, row=subject.row, token=subject.token
    )
    if copy.pk and copy.stamp == stamp:
        return copy, None
    copy.stamp = stamp
    if copy.draft:
        copy.overtaken = copy.revision + 1
        return copy, []
    known = Content.of(copy.content)
    stored = content_of(subject.nodes(filing), subject.place, known)
    copy.content = stored.plain()
    return copy, difference(known, stored)


def save_revision(
    copy: WorkingCopy, changes: Sequence[Change], person: Person | None, batch: Batch | None = None
) -> None:
    """Save the copy as its next revision, and the step that led there."""
    copy.revision += 1
    copy.person = person or copy.person
    copy.save()
    CopyStep.objects.create(
        filing_id=copy.filing_id,
        copy=copy,
        revision=copy.revision,
        batch=batch.batch if batch else "",
        client=batch.client if batch else "",
        changes=[change.wire() for change in changes],
        person=person,
    )
    copy.steps.filter(revision__lte=copy.revision - KEPT_STEPS).delete()
