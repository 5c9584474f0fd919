"""The drafts of a filing: what is typed on its pages and waits to be stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.editing import editable
from budgetportal.filings.entry.changes import Content
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.content import content_of
from budgetportal.filings.entry.copies import Opened, find_copy, save_revision
from budgetportal.filings.entry.differences import difference
from budgetportal.filings.entry.listed import row_keys
from budgetportal.filings.entry.pages import PAGES, Page
from budgetportal.filings.entry.saving import judged_for
from budgetportal.filings.entry.subject import Subject, known_rows, subject_in, subject_of
from budgetportal.filings.models import CopyStep, FilingRecord, WorkingCopy
from budgetportal.filings.storage import load, locked
from budgetportal.units.models import Person


def unstored(record: FilingRecord) -> list[tuple[Subject, WorkingCopy]]:
    """The drafts of a filing with their subjects, in the order of its pages."""
    drafts = list(WorkingCopy.objects.filter(filing=record, draft=True).order_by("pk"))
    return [pair for page in PAGES[record.kind].all for pair in _drafts_of(record, page, drafts)]


def _drafts_of(record: FilingRecord, page: Page, drafts: list[WorkingCopy]) -> Iterator[tuple[Subject, WorkingCopy]]:
    here = [copy for copy in drafts if copy.page == page.key]
    rows = known_rows(record, page) if here and page.is_list_of_pages else None
    for copy in here:
        subject = subject_of(record, page) if rows is None else subject_in(rows, page, copy)
        if subject is not None:
            yield subject, copy


def draft_pages(record: FilingRecord) -> list[Page]:
    """The pages of a filing with content that waits to be stored; a query, and one more a table of rows with pages."""
    drafts = set(WorkingCopy.objects.filter(filing=record, draft=True).values_list("page", "row"))
    return [
        page for page in PAGES[record.kind].all if _waits(record, page, {row for key, row in drafts if key == page.key})
    ]


def _waits(record: FilingRecord, page: Page, rows: set[str]) -> bool:
    """Whether one of the drafts is of the page, of a new row or of a row that is still there."""
    if "" in rows or not rows:
        return bool(rows)
    return bool(rows & {str(key) for key in row_keys(record, page)})


def unstored_pages(record: FilingRecord) -> list[str]:
    """The names of the pages of a filing whose content waits to be stored."""
    drafts = unstored(record)
    filing = load(record) if drafts else None
    return [] if filing is None else [subject.label(filing) for subject, _ in drafts]


def problems_of(record: FilingRecord, draft: Opened, filing: Filing) -> list[Problem]:
    """What keeps a draft from being stored."""
    typed = draft.typed(filing)
    if typed.problems:
        return typed.problems
    subject = draft.subject
    return judged_for(record, filing, subject.page.members, subject.whole(filing, typed.raw))[1]


def begin_drafts(
    record: FilingRecord, filing: Filing, typed: Iterable[tuple[Subject, Mapping[str, Any]]], person: Person
) -> None:
    """Keep typed members, which cannot be stored yet, as the drafts of pages that nobody has opened."""
    made = [_begun(record, filing, subject, raw, person) for subject, raw in typed]
    copies = WorkingCopy.objects.bulk_create(made)
    CopyStep.objects.bulk_create(CopyStep(filing=record, copy=copy, revision=1, person=person) for copy in copies)


def _begun(
    record: FilingRecord, filing: Filing, subject: Subject, raw: Mapping[str, Any], person: Person
) -> WorkingCopy:
    content = content_of(subject.nodes(filing, Collected(dict(raw))), subject.place)
    return WorkingCopy(
        filing=record,
        page=subject.page.key,
        row=subject.row,
        token=subject.token,
        content=content.plain(),
        stamp=subject.stamp(filing),
        revision=1,
        draft=True,
        person=person,
    )


@transaction.atomic
def discard(record: FilingRecord, subject: Subject, person: Person) -> None:
    """Give up a draft: the page is what is stored again, and a new row that never was is gone."""
    held = locked(record)
    copy = find_copy(held, subject)
    if copy is None or not editable(held):
        return
    if subject.is_new:
        copy.delete()
        return
    filing = load(held)
    old = Content.of(copy.content)
    stored = content_of(subject.nodes(filing), subject.place, old)
    copy.content, copy.stamp = stored.plain(), subject.stamp(filing)
    copy.draft, copy.overtaken = False, 0
    save_revision(copy, difference(old, stored), person)
