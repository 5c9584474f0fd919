"""Forms that are posted as a whole, without JavaScript: stored, or kept as the page's draft."""

from __future__ import annotations

from django.db import transaction

from budgetportal.disclosure.problems import Problem
from budgetportal.filings.editing import editable
from budgetportal.filings.entry.changes import Content
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.content import content_of, posted_content, settled
from budgetportal.filings.entry.copies import current_copy, opened_from, save_revision
from budgetportal.filings.entry.differences import difference
from budgetportal.filings.entry.saving import CLOSED, OVERTAKEN, Outcome, put
from budgetportal.filings.entry.subject import Subject, settled_subject
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.storage import load, locked
from budgetportal.units.models import Person

OTHERS_DRAFT = (
    "打开本页以后，别人改过这张表还没有存入的内容，列在“已存”处；"
    "这里显示的是刚才填写的内容，也没有丢失。核对后再保存，以这里的内容为准"
)


@transaction.atomic
def save_form(record: FilingRecord, subject: Subject, typed: Collected, stamp: str, person: Person) -> Outcome:
    """Store a posted form, or keep it as the page's draft; refused where it would undo somebody else's work."""
    held = locked(record)
    filing = load(held)
    if not editable(held):
        return Outcome(filing, [Problem("", CLOSED)])
    copy, behind = current_copy(held, subject, filing)
    if behind is not None and copy.pk:
        save_revision(copy, behind, None)
    if stamp != opened_from(copy, subject).stamp(filing):
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
    save_revision(copy, difference(old, new), person)
