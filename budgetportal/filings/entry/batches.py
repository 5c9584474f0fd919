"""
A batch of changes from a browser: merged into the page's copy, stored where the page is sound, else kept as a draft.

It holds the filing's row locked, so that the changes of one filing stand in line.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db import transaction

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.editing import editable
from budgetportal.filings.entry.changes import Content
from budgetportal.filings.entry.content import content_of, is_blank, settled
from budgetportal.filings.entry.copies import Opened, current_copy, opened_from, save_revision
from budgetportal.filings.entry.drafts import problems_of
from budgetportal.filings.entry.merging import Conflict, apply
from budgetportal.filings.entry.saving import CLOSED, OVERTAKEN, put
from budgetportal.filings.entry.subject import Subject, settled_subject, subject_of
from budgetportal.filings.entry.wire import Batch
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.storage import load, locked
from budgetportal.units.models import Person

GONE = "这一行已被别人删除，内容没有存入；返回列表核对"


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a batch: the page afterwards, and why it is not stored, if it is not."""

    opened: Opened
    filing: Filing
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refusal: str = ""  # nothing was done, and why


@transaction.atomic
def merge(record: FilingRecord, known: Subject, batch: Batch, person: Person) -> Merged:
    """Apply a batch to the page's copy; store the page if it can be stored, else keep it as a draft."""
    held = locked(record)
    filing = load(held)
    subject = subject_of(held, known.page, known.key)
    if subject is None:
        return Merged(Opened(known, Content(), 0), filing, refusal=GONE)
    copy, behind = current_copy(held, subject, filing)
    if not editable(held):
        return Merged(opened_from(copy, subject), filing, refusal=CLOSED)
    if behind is not None and copy.pk:
        save_revision(copy, behind, None)
    if copy.pk and batch.batch and copy.steps.filter(batch=batch.batch).exists():
        return _again(copy, subject, filing)
    if copy.overtaken > batch.revision:
        return Merged(opened_from(copy, subject), filing, refusal=OVERTAKEN)
    return _changed(held, filing, copy, subject, batch, person)


def _again(copy: WorkingCopy, subject: Subject, filing: Filing) -> Merged:
    """The answer where there is nothing to do: with the problems of the draft, if it is one."""
    now = opened_from(copy, subject)
    return Merged(now, filing, problems_of(copy.filing, now, filing) if now.draft else [])


def _changed(
    held: FilingRecord, filing: Filing, copy: WorkingCopy, subject: Subject, batch: Batch, person: Person
) -> Merged:
    """The page with the changes of a batch, saved as the copy's next revision; nothing where one meets another's."""
    applied = apply(Content.of(copy.content), batch.changes)
    if applied.conflicts:
        return Merged(opened_from(copy, subject), filing, conflicts=applied.conflicts)
    confirmed = batch.manual and copy.draft  # a draft that waits for nothing but somebody's word
    if not applied.done and not copy.overtaken and not confirmed:
        return _again(copy, subject, filing)
    copy.overtaken = 0
    merged = _stored(held, filing, copy, subject, applied.content)
    copy.content = merged.opened.content.plain()
    save_revision(copy, applied.done, person, batch)
    return replace(merged, opened=opened_from(copy, merged.opened.subject))


def _stored(held: FilingRecord, filing: Filing, copy: WorkingCopy, subject: Subject, content: Content) -> Merged:
    """Store a content if it is sound; the copy says whether it was."""
    now = Opened(subject, content, copy.revision, draft=True)
    if subject.is_new and is_blank(content):
        copy.draft = False
        return Merged(now, filing)
    after, problems = _put(held, filing, now)
    copy.draft = bool(problems)
    if not problems:
        subject = settled_subject(held, subject)
        copy.row, copy.stamp = subject.row, subject.stamp(after)
        content = settled(content, content_of(subject.nodes(after), subject.place))
    return Merged(Opened(subject, content, copy.revision), after, problems)


def _put(held: FilingRecord, filing: Filing, now: Opened) -> tuple[Filing, list[Problem]]:
    """The filing as it is stored afterwards, and what kept the page from being stored."""
    typed = now.typed(filing)
    if typed.problems:
        return filing, typed.problems
    outcome = put(held, filing, now.subject.page.members, now.subject.whole(filing, typed.raw))
    return (filing if outcome.problems else load(held)), outcome.problems
