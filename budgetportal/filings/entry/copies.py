"""
The working copies of entry pages: opened, changed, merged, stored where they are sound, kept as drafts where not.

Every change holds the filing's row locked, so that the changes of one filing stand in line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.editing import editable
from budgetportal.filings.entry.changes import Change, Content
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.content import content_of, is_blank, name_rows, posted_content, settled
from budgetportal.filings.entry.differences import difference
from budgetportal.filings.entry.listed import row_keys
from budgetportal.filings.entry.merging import Conflict, apply
from budgetportal.filings.entry.pages import PAGES, Page
from budgetportal.filings.entry.saving import CLOSED, OVERTAKEN, Outcome, judged, put
from budgetportal.filings.entry.subject import Subject, known_rows, settled_subject, subject_in, subject_of
from budgetportal.filings.entry.wire import Batch
from budgetportal.filings.models import CopyStep, FilingRecord, WorkingCopy
from budgetportal.filings.models.working_copy import KEPT_STEPS
from budgetportal.filings.storage import load, locked
from budgetportal.units.models import Person

GONE = "这一行已被别人删除，内容没有存入；返回列表核对"
OTHERS_DRAFT = (
    "打开本页以后，别人改过这张表还没有存入的内容，列在“已存”处；"
    "这里显示的是刚才填写的内容，也没有丢失。核对后再保存，以这里的内容为准"
)


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


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a batch: the page afterwards, and why it is not stored, if it is not."""

    opened: Opened
    filing: Filing
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refusal: str = ""  # nothing was done, and why


def opened(record: FilingRecord, subject: Subject, filing: Filing) -> Opened:
    """The page as it stands; a copy that the stored entries have left behind is brought up to them."""
    copy, behind = _current(record, subject, filing)
    if behind is not None and copy.pk and editable(record):
        with transaction.atomic():
            held = locked(record)
            copy, changes = _current(held, subject, load(held))
            if changes is not None:
                _keep(copy, changes, None)
    return _opened(copy, subject)


def _opened(copy: WorkingCopy, subject: Subject) -> Opened:
    return Opened(subject, Content.of(copy.content), copy.revision, copy.draft, bool(copy.overtaken))


def _find(record: FilingRecord, subject: Subject) -> WorkingCopy | None:
    copies = WorkingCopy.objects.filter(filing=record, page=subject.page.key, row=subject.row)
    return copies.first() if subject.row else copies.filter(token=subject.token).first()


def _current(record: FilingRecord, subject: Subject, filing: Filing) -> tuple[WorkingCopy, list[Change] | None]:
    """The copy held against what is stored: with the changes that brought it there, None where nothing had happened."""
    stamp = subject.stamp(filing)
    copy = _find(record, subject) or WorkingCopy(
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


def _keep(copy: WorkingCopy, changes: Sequence[Change], person: Person | None, batch: Batch | None = None) -> None:
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


# ------------------------------------------------------------------------------------------- a batch


@transaction.atomic
def merge(record: FilingRecord, known: Subject, batch: Batch, person: Person) -> Merged:
    """Apply a batch to the page's copy; store the page if it can be stored, else keep it as a draft."""
    held = locked(record)
    filing = load(held)
    subject = subject_of(held, known.page, known.key)
    if subject is None:
        return Merged(Opened(known, Content(), 0), filing, refusal=GONE)
    copy, behind = _current(held, subject, filing)
    if not editable(held):
        return Merged(_opened(copy, subject), filing, refusal=CLOSED)
    if behind is not None and copy.pk:
        _keep(copy, behind, None)
    if copy.pk and batch.batch and copy.steps.filter(batch=batch.batch).exists():
        return _again(copy, subject, filing)
    if copy.overtaken > batch.revision:
        return Merged(_opened(copy, subject), filing, refusal=OVERTAKEN)
    applied = apply(Content.of(copy.content), batch.changes)
    if applied.conflicts:
        return Merged(_opened(copy, subject), filing, conflicts=applied.conflicts)
    confirmed = batch.manual and copy.draft  # a draft that waits for nothing but somebody's word
    if not applied.done and not copy.overtaken and not confirmed:
        return _again(copy, subject, filing)
    copy.overtaken = 0
    merged, copy.content = _stored(held, filing, copy, subject, applied.content)
    _keep(copy, applied.done, person, batch)
    return Merged(_opened(copy, merged.opened.subject), merged.filing, merged.problems)


def _again(copy: WorkingCopy, subject: Subject, filing: Filing) -> Merged:
    """The answer where there is nothing to do: with the problems of the draft, if it is one."""
    now = _opened(copy, subject)
    return Merged(now, filing, problems_of(now, filing) if now.draft else [])


def _stored(
    held: FilingRecord, filing: Filing, copy: WorkingCopy, subject: Subject, content: Content
) -> tuple[Merged, Any]:
    """Store a content if it is sound; the copy says whether it was."""
    now = Opened(subject, content, copy.revision, draft=True)
    if subject.is_new and is_blank(content):
        copy.draft = False
        return Merged(now, filing), content.plain()
    after, problems = _judged(held, filing, now)
    copy.draft = bool(problems)
    if not problems:
        subject = settled_subject(held, subject)
        copy.row, copy.stamp = subject.row, subject.stamp(after)
        content = settled(content, content_of(subject.nodes(after), subject.place))
    return Merged(Opened(subject, content, copy.revision), after, problems), content.plain()


def _judged(held: FilingRecord | None, filing: Filing, now: Opened) -> tuple[Filing, list[Problem]]:
    """What keeps a content from being stored; where nothing does and a record is held, the filing as it is stored."""
    typed = now.typed(filing)
    if typed.problems:
        return filing, typed.problems
    members, raw = now.subject.page.members, now.subject.whole(filing, typed.raw)
    if held is None:
        return filing, judged(filing, members, raw)[1]
    outcome = put(held, filing, members, raw)
    return (filing if outcome.problems else load(held)), outcome.problems


def problems_of(draft: Opened, filing: Filing) -> list[Problem]:
    """What keeps a draft from being stored."""
    return _judged(None, filing, draft)[1]


# ------------------------------------------------------------------------------- forms without JavaScript


@transaction.atomic
def save_form(record: FilingRecord, subject: Subject, typed: Collected, stamp: str, person: Person) -> Outcome:
    """Store a posted form, or keep it as the page's draft; refused where it would undo somebody else's work."""
    held = locked(record)
    filing = load(held)
    if not editable(held):
        return Outcome(filing, [Problem("", CLOSED)])
    copy, behind = _current(held, subject, filing)
    if behind is not None and copy.pk:
        _keep(copy, behind, None)
    if stamp != _opened(copy, subject).stamp(filing):
        others = stamp.partition(".")[0] == subject.stamp(filing)
        return Outcome(filing, [Problem("", OTHERS_DRAFT if others else OVERTAKEN)], overtaken=True)
    outcome = Outcome(filing, typed.problems)
    if not typed.problems:
        outcome = put(held, filing, subject.page.members, subject.whole(filing, typed.raw))
    if outcome.problems or copy.pk:
        _replace(held, copy, subject, typed, outcome, person)
    return outcome


def _replace(
    held: FilingRecord, copy: WorkingCopy, subject: Subject, typed: Collected, outcome: Outcome, person: Person
) -> None:
    """Make the copy what was posted, or what was stored of that."""
    old = Content.of(copy.content)
    new = posted_content(subject.nodes(outcome.filing, typed), subject.place, typed, old)
    copy.draft, copy.overtaken = bool(outcome.problems), 0
    if not outcome.problems:
        subject, filing = settled_subject(held, subject), load(held)
        copy.row, copy.stamp = subject.row, subject.stamp(filing)
        new = settled(new, content_of(subject.nodes(filing), subject.place))
    copy.content = new.plain()
    _keep(copy, difference(old, new), person)


@transaction.atomic
def discard(record: FilingRecord, subject: Subject, person: Person) -> None:
    """Give up a draft: the page is what is stored again, and a new row that never was is gone."""
    held = locked(record)
    copy = _find(held, subject)
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
    _keep(copy, difference(old, stored), person)


# ------------------------------------------------------------------------------------------- looking at


def changed_by_others(opened_page: Opened, record: FilingRecord, revision: int, client: str) -> list[Any] | None:
    """The changes since a revision that came from elsewhere; None where they are no longer known."""
    if revision == opened_page.revision:
        return []
    copy = _find(record, opened_page.subject)
    if copy is None or revision > copy.revision:
        return None
    steps = list(copy.steps.filter(revision__gt=revision))
    if len(steps) != copy.revision - revision:
        return None
    return [change for step in steps if not client or step.client != client for change in step.changes]


def last_step_on(record: FilingRecord, subject: Subject, at: str, row: str, cell: str) -> CopyStep | None:
    """The step that last touched a cell, or its row as a whole."""
    copy = _find(record, subject)
    for step in copy.steps.select_related("person").order_by("-revision") if copy else ():
        for change in step.changes:
            if (change["at"], change["row"]) == (at, row) and change.get("cell", cell) == cell:
                return step
    return None


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
