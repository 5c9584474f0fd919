"""The pages on which a filing is entered: overview, one page an entry table, one page a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pghistory
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from budgetportal.classification.code_lists import TREES, address_of
from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.soundness import problems
from budgetportal.filings.entry import copies
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.compared_cells import show_changes
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.copies import Opened
from budgetportal.filings.entry.drafts import discard, problems_of
from budgetportal.filings.entry.errors import SummaryLine, attach
from budgetportal.filings.entry.kept_tally import tally_of
from budgetportal.filings.entry.links import Links
from budgetportal.filings.entry.nodes import BLANK_ROWS, ORDER_SPEC, Builder, all_cells, all_grids
from budgetportal.filings.entry.overview import against, sums
from budgetportal.filings.entry.pages import FACTS, PAGES, Page, Pages
from budgetportal.filings.entry.passages import Sheet
from budgetportal.filings.entry.posted_forms import save_form
from budgetportal.filings.entry.saving import Outcome, save, stamp
from budgetportal.filings.entry.shown_tasks import grouped, tables_with_feeds, tabs, totals_of
from budgetportal.filings.entry.subject import NarrativeSubject, Subject, subject_of
from budgetportal.filings.entry.targets import target_table
from budgetportal.filings.entry.topics import topics
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from budgetportal.units.models import Person

MORE_ROWS = 10
OK, CONFLICT = 200, 409
DISCARD = "discard"


@dataclass
class Form:
    """What a page shows: its nodes, what is wrong, what it was opened with."""

    nodes: list[Any]
    stamp: str
    summary: list[SummaryLine] = field(default_factory=list)
    status: int = OK
    copy: Opened | None = None  # the working copy that the page shows; none where it shows something else


@dataclass(frozen=True)
class Desk:
    """A filing on somebody's desk: the request, the record, whether they may write, the admin's own context."""

    request: HttpRequest
    record: FilingRecord
    writable: bool
    shared: Mapping[str, Any]

    @property
    def pages(self) -> Pages:
        """The entry pages of its kind."""
        return PAGES[self.record.kind]

    @property
    def person(self) -> Person:
        """Who sits there."""
        return self.request.user  # type: ignore[return-value]

    @property
    def post(self) -> Mapping[str, str]:
        """The typed fields."""
        return self.request.POST

    def address(self, page: Page, *rest: Any) -> str:
        """The address of a page of this filing."""
        if page.key == FACTS:
            return reverse("admin:filings_filingrecord_change", args=[self.record.pk])
        name = "admin:filings_filingrecord_row" if rest else "admin:filings_filingrecord_table"
        return reverse(name, args=[self.record.pk, page.key, *rest])

    def copy_of(self, form: Form) -> Mapping[str, Any] | None:
        """What the browser has to know in order to save the page's working copy."""
        if form.copy is None or not self.writable:
            return None
        subject = form.copy.subject
        return {
            "address": self.copy_address(subject),
            "revision": form.copy.revision,
            "draft": form.copy.draft,
            "prefix": subject.place,
            "back": self.address(self.pages.facts if subject.n is None else subject.page),
            "lists": [(tree, address_of(tree, self.record.fiscal_year)) for tree in TREES],
            "delay": settings.ENTRY_SAVE_DELAY,
            "ping": settings.ENTRY_PING_INTERVAL,
        }

    def subject_address(self, subject: Subject) -> str:
        """The address of a page, or of one row of it."""
        return self.address(subject.page, *([subject.key] if subject.key else []))

    def copy_address(self, subject: Subject) -> str:
        """Where the working copy of a page, or of one row, is read and written."""
        row = [subject.key] if subject.key else []
        name = "admin:filings_filingrecord_row_copy" if row else "admin:filings_filingrecord_copy"
        return reverse(name, args=[self.record.pk, subject.page.key, *row])

    def tasks(self, page: Page, filing: Filing) -> dict[str, Any]:
        """How far the filing is: tabs, totals, the task list."""
        tally = tally_of(self.record)
        listed = tabs(tally, self.pages, page, self.address)
        return {
            "tally": tally,
            "tabs": listed,
            "current_tab": next(tab for tab in listed if tab.page == page),
            "totals": totals_of(filing, page),
            "groups": grouped(listed, self.record.kind),
            "counted_tables": list(tables_with_feeds(tally, self.record.kind)),
            "tasks_address": reverse("admin:filings_filingrecord_tasks", args=[self.record.pk]),
        }

    def indicators_address(self, subject: Subject) -> str:
        """Where indicators to copy are got."""
        row = [subject.key] if subject.key else []
        name = "admin:filings_filingrecord_row_indicators" if row else "admin:filings_filingrecord_indicators"
        return reverse(name, args=[self.record.pk, subject.page.key, *row])

    def targets(self, filing: Filing, subject: Subject) -> Mapping[str, Any]:
        """What the page of a subject knows of its table of indicators."""
        table = target_table(filing, subject)
        return {"targets": table, "targets_address": self.indicators_address(subject)} if table else {}

    def show(self, template: str, page: Page, form: Form, filing: Filing, **context: Any) -> HttpResponse:
        """Answer with a page."""
        shown = {
            **self.shared,
            **self.tasks(page, filing),
            "filing": filing,
            "record": self.record,
            "page": page,
            "overview_address": self.address(self.pages.facts),
            "narrative": self.address(self.pages.narrative),
            "nodes": form.nodes,
            "summary": form.summary,
            "stamp": form.stamp,
            "copy": self.copy_of(form),
            "draft": form.copy is not None and form.copy.draft,
            "writable": self.writable,
            "unwritable": not self.writable,
            "title": page.label,
            "opts": FilingRecord._meta,
            "is_nav_sidebar_enabled": False,
            **context,
        }
        return TemplateResponse(self.request, template, shown, status=form.status)

    def say_saved(self, label: str) -> None:
        """Say on the next page that something is saved."""
        messages.success(self.request, f"已保存：{label}。")

    def done(self, page: Page, label: str, *rest: Any) -> HttpResponse:
        """Say that it is saved, and go back to the page or to the overview."""
        self.say_saved(label)
        if self.post.get("action") == "save_back":
            return redirect(self.address(self.pages.facts) if not rest else self.address(page))
        return redirect(self.address(page, *rest))


# --------------------------------------------------------------------------------------------- a page


def entry_page(desk: Desk, page: Page) -> HttpResponse:
    """One entry table, or the overview with the basic facts."""
    subject = subject_of(desk.record, page) or Subject(page)
    if desk.request.method != "POST":
        filing = load(desk.record)
        return _shown(desk, subject, filing, opened_form(desk, subject, filing))
    if desk.post.get("action") == DISCARD:
        return discarded(desk, subject)
    typed = subject.collect(desk.post, desk.record.amount_unit)
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


def opened_form(desk: Desk, subject: Subject, filing: Filing) -> Form:
    """The page as it stands: what is stored, or the draft with its problems at their cells."""
    opened = copies.opened(desk.record, subject, filing)
    nodes = opened.nodes(filing)
    _add_sums(nodes, filing)
    if opened.overtaken:
        _show_stored(nodes, subject.nodes(filing))
    summary = attach(nodes, problems_of(opened, filing)) if opened.draft else []
    return Form(nodes, opened.stamp(filing), summary, copy=opened)


def refused_form(desk: Desk, outcome: Outcome, subject: Subject, typed: Collected) -> Form:
    """The page with what was typed, each problem at its cell, and what is there where somebody else saved."""
    opened = copies.opened(desk.record, subject, outcome.filing)
    nodes = subject.nodes(outcome.filing, typed)
    form = refused(desk, outcome, subject.page, nodes, opened.nodes(outcome.filing) if outcome.overtaken else [])
    return replace(form, stamp=opened.stamp(outcome.filing))


def discarded(desk: Desk, subject: Subject) -> HttpResponse:
    """Give up the page's draft, and say so."""
    discard(desk.record, subject, desk.person)
    messages.success(desk.request, "已放弃没有存入的内容，现在显示的是已存入的内容。")
    return redirect(desk.subject_address(subject) if subject.row or not subject.token else desk.address(subject.page))


def refused(desk: Desk, outcome: Outcome, page: Page, nodes: list[Any], stored: list[Any]) -> Form:
    """A page that was not saved: its nodes with their problems, beside them what is stored if that is why."""
    _add_sums(nodes, outcome.filing)
    if outcome.overtaken:
        _show_stored(nodes, stored)
    summary = attach(nodes, outcome.problems, Links(desk.record, outcome.filing))
    opened = stamp(outcome.filing, page.members) if outcome.overtaken else desk.post.get("stamp", "")
    return Form(nodes, opened, summary, CONFLICT if outcome.overtaken else OK)


def more_rows(
    desk: Desk, filing: Filing, fields: Mapping[str, Spec], typed: Collected, grid: str, place: str = ""
) -> Form:
    """The page as typed, with more empty rows in one grid; nothing is judged or stored."""
    typed.blanks[grid] = typed.blanks.get(grid, BLANK_ROWS) + MORE_ROWS
    nodes = Builder(Context.of(filing), typed).members(fields, typed.raw, place)
    _add_sums(nodes, filing)
    return Form(nodes, desk.post.get("stamp", ""))


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


def _add_sums(nodes: list[Any], filing: Filing) -> None:
    """Put the sums of what is stored under the tables of amounts."""
    for grid in all_grids(nodes):
        rows = getattr(filing, grid.place, ())
        grid.sums = sums(rows) if isinstance(rows, tuple) else []
        grid.against = against(filing, grid.place)


def _show_stored(nodes: list[Any], stored: list[Any]) -> None:
    values = {cell.place: cell.value for cell in all_cells(stored)}
    for cell in all_cells(nodes):
        there = values.get(cell.place, "")
        if there != cell.value and cell.spec.kind is not Kind.FLAG and cell.spec is not ORDER_SPEC:
            cell.stored = cell.in_words(there) or "（空）"
