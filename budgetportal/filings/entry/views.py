"""The pages on which a filing is entered: overview, one page an entry table, the narrative."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pghistory
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.soundness import problems
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.compared_cells import show_changes
from budgetportal.filings.entry.desk import Desk, Form
from budgetportal.filings.entry.drafts import discard
from budgetportal.filings.entry.forms import more_rows, opened_form, refused_form
from budgetportal.filings.entry.links import Links
from budgetportal.filings.entry.pages import FACTS, Page
from budgetportal.filings.entry.passages import Sheet
from budgetportal.filings.entry.posted_forms import save_form
from budgetportal.filings.entry.saving import Outcome, save
from budgetportal.filings.entry.subject import NarrativeSubject, Subject, subject_of
from budgetportal.filings.entry.topics import topics
from budgetportal.filings.storage import load

DISCARD = "discard"


def entry_page(desk: Desk, page: Page) -> HttpResponse:
    """One entry table, or the overview with the basic facts."""
    subject = subject_of(desk.record, page) or Subject(page)
    if desk.request.method != "POST":
        filing = load(desk.record)
        return _shown(desk, subject, filing, opened_form(desk, subject, filing))
    if desk.post.get("action") == DISCARD:
        return discarded(desk, subject)
    typed = subject.collect(desk.post, desk.record.amount_unit)
    desk.say_rounded(typed)
    if more := desk.post.get("more"):
        filing = load(desk.record)
        return _shown(desk, subject, filing, more_rows(desk, filing, page.wanted, typed, more))
    outcome = save_subject(desk, subject, typed)
    if outcome.problems:
        return _shown(desk, subject, outcome.filing, refused_form(desk, outcome, subject, typed))
    return desk.done(page, page.label)


def _shown(desk: Desk, subject: Subject, filing: Filing, form: Form) -> HttpResponse:
    page = subject.page
    if isinstance(subject, NarrativeSubject):
        return _narrated(desk, subject, filing, form)
    show_changes(form.nodes, desk.record, filing)
    if page.key == FACTS:
        return desk.show("filings/overview.html", page, form, filing, title=str(desk.record))
    offered = topics(filing) if page.key == "comparisons" else []
    return desk.show("filings/table.html", page, form, filing, topics=offered, **desk.targets(filing, Subject(page)))


def _narrated(desk: Desk, subject: NarrativeSubject, filing: Filing, form: Form) -> HttpResponse:
    """The sentences with their blanks; nothing but the reasons where the entries cannot be composed."""
    found = problems(filing)
    if found:
        return desk.show("filings/narrative.html", subject.page, form, filing, unsound=found)
    sheet = Sheet.of(subject.draft(filing), form.nodes, Links(desk.record, filing).address, writable=desk.writable)
    return desk.show("filings/narrative.html", subject.page, form, filing, sheet=sheet, raw=_raw_tables(desk))


def _raw_tables(desk: Desk) -> dict[str, str]:
    """The tables that the narrative fills in, where the kind has them: to paste into, or for what no sentence says."""
    return {page.key: desk.address(page) for page in desk.pages.tables if page.key in ("comparisons", "wording")}


def discarded(desk: Desk, subject: Subject) -> HttpResponse:
    """Give up the page's draft, and say so."""
    discard(desk.record, subject, desk.person)
    messages.success(desk.request, "已放弃没有存入的内容，现在显示的是已存入的内容。")
    return redirect(desk.subject_address(subject) if subject.row or not subject.token else desk.address(subject.page))


def save_typed(desk: Desk, page: Page, typed: Collected, raw: Mapping[str, Any]) -> Outcome:
    """Save what was typed, unless the form itself has faults."""
    if typed.problems:
        return Outcome(load(desk.record), typed.problems)
    with pghistory.context(user=desk.request.user.pk, url=desk.request.path):
        return save(desk.record, page.members, raw, desk.post.get("stamp", ""))


def save_subject(desk: Desk, subject: Subject, typed: Collected) -> Outcome:
    """Save what was typed on the page of a subject, or keep it as a draft."""
    with pghistory.context(user=desk.request.user.pk, url=desk.request.path):
        return save_form(desk.record, subject, typed, desk.post.get("stamp", ""), desk.person)
