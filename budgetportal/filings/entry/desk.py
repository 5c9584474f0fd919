"""What the entry pages of a filing share: their addresses, the task list beside them, how they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from budgetportal.classification.code_lists import TREES, address_of
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.places import where
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.copies import Opened
from budgetportal.filings.entry.errors import SummaryLine
from budgetportal.filings.entry.kept_tally import tally_of
from budgetportal.filings.entry.pages import FACTS, PAGES, Page, Pages
from budgetportal.filings.entry.shown_tasks import grouped, tables_with_feeds, tabs, totals_of
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.entry.targets import target_table
from budgetportal.filings.models import FilingRecord
from budgetportal.units.models import Person

OK, CONFLICT = 200, 409
SAID_ROUNDED = 5  # cells


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
            "filing": self.record.revision,
            "draft": form.copy.draft,
            "prefix": subject.place,
            "back": self.address(self.pages.facts if subject.n is None else subject.page),
            "lists": [(tree, address_of(tree, self.record.fiscal_year)) for tree in TREES],
            "delay": settings.ENTRY_SAVE_DELAY,
            "ping": settings.ENTRY_PING_INTERVAL,
        }

    def history_of(self, form: Form) -> Mapping[str, str] | None:
        """What the browser has to know in order to show the history of a cell on a page that is only for reading."""
        if form.copy is None or self.writable:
            return None
        subject = form.copy.subject
        return {"address": self._address_of("cell_history", subject), "prefix": subject.place}

    def subject_address(self, subject: Subject) -> str:
        """The address of a page, or of one row of it."""
        return self.address(subject.page, *([subject.key] if subject.key else []))

    def copy_address(self, subject: Subject) -> str:
        """Where the working copy of a page, or of one row, is read and written."""
        return self._address_of("copy", subject)

    def _address_of(self, what: str, subject: Subject) -> str:
        """Where something is answered for a page, or for one row of it."""
        row = [subject.key] if subject.key else []
        name = f"admin:filings_filingrecord_{'row_' if row else ''}{what}"
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
        return self._address_of("indicators", subject)

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
            "history": self.history_of(form),
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

    def say_rounded(self, typed: Collected) -> None:
        """Say where a calculation was rounded."""
        for place, sentence in typed.rounded[:SAID_ROUNDED]:
            messages.info(self.request, f"{where(place)}：{sentence}。")
        if len(typed.rounded) > SAID_ROUNDED:
            messages.info(self.request, f"共有 {len(typed.rounded)} 格的得数四舍五入，这里列出前 {SAID_ROUNDED} 格。")

    def done(self, page: Page, label: str, *rest: Any) -> HttpResponse:
        """Say that it is saved, and go back to the page or to the overview."""
        self.say_saved(label)
        if self.post.get("action") == "save_back":
            return redirect(self.address(self.pages.facts) if not rest else self.address(page))
        return redirect(self.address(page, *rest))
