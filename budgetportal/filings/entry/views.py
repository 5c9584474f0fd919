"""The pages on which a filing is entered: overview, one page an entry table, one page a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.entry.collect import Collected, collect
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.errors import SummaryLine, attach
from budgetportal.filings.entry.nodes import BLANK_ROWS, ORDER_SPEC, Builder, all_cells, all_grids
from budgetportal.filings.entry.overview import sums, table_lines
from budgetportal.filings.entry.pages import FACTS, PAGES, Page, Pages
from budgetportal.filings.entry.saving import Outcome, save, stamp
from budgetportal.filings.entry.topics import topics
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load

MORE_ROWS = 10
OK, CONFLICT = 200, 409


@dataclass
class Form:
    """What a page shows: its nodes, what is wrong, what it was opened with."""

    nodes: list[Any]
    stamp: str
    summary: list[SummaryLine] = field(default_factory=list)
    status: int = OK


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
    def post(self) -> Mapping[str, str]:
        """The typed fields."""
        return self.request.POST

    def address(self, page: Page, *rest: Any) -> str:
        """The address of a page of this filing."""
        if page.key == FACTS:
            return reverse("admin:filings_filingrecord_change", args=[self.record.pk])
        name = "admin:filings_filingrecord_row" if rest else "admin:filings_filingrecord_table"
        return reverse(name, args=[self.record.pk, page.key, *rest])

    def show(self, template: str, page: Page, form: Form, **context: Any) -> HttpResponse:
        """Answer with a page."""
        shown = {
            **self.shared,
            "record": self.record,
            "page": page,
            "pages": [(other, self.address(other)) for other in self.pages.all],
            "nodes": form.nodes,
            "summary": form.summary,
            "stamp": form.stamp,
            "writable": self.writable,
            "unwritable": not self.writable,
            "title": page.label,
            "opts": FilingRecord._meta,
            "is_nav_sidebar_enabled": False,
            **context,
        }
        return TemplateResponse(self.request, template, shown, status=form.status)

    def done(self, page: Page, label: str, *rest: Any) -> HttpResponse:
        """Say that it is saved, and go back to the page or to the overview."""
        messages.success(self.request, f"已保存：{label}。")
        if self.post.get("action") == "save_back":
            return redirect(self.address(self.pages.facts) if not rest else self.address(page))
        return redirect(self.address(page, *rest))


# --------------------------------------------------------------------------------------------- a page


def entry_page(desk: Desk, page: Page) -> HttpResponse:
    """One entry table, or the overview with the basic facts."""
    if desk.request.method != "POST":
        filing = load(desk.record)
        return _shown(desk, page, filing, stored_form(filing, page))
    typed = collect(page.wanted, desk.post)
    if more := desk.post.get("more"):
        filing = load(desk.record)
        return _shown(desk, page, filing, more_rows(desk, filing, page.wanted, typed, more))
    outcome = save_typed(desk, page, typed, typed.raw)
    if outcome.problems:
        return _shown(desk, page, outcome.filing, refused_form(desk, outcome, page, typed))
    return desk.done(page, page.label)


def _shown(desk: Desk, page: Page, filing: Filing, form: Form) -> HttpResponse:
    if page.key == FACTS:
        lines = [(line, desk.address(line.page)) for line in table_lines(filing, desk.pages.tables)]
        return desk.show("filings/overview.html", page, form, lines=lines, filing=filing, title=str(desk.record))
    offered = topics(filing) if page.key == "comparisons" else []
    return desk.show("filings/table.html", page, form, filing=filing, topics=offered)


def stored_form(filing: Filing, page: Page) -> Form:
    """The page with what is stored."""
    nodes = Builder(Context.of(filing)).members(page.wanted, plain(filing))
    _add_sums(nodes, filing)
    return Form(nodes, stamp(filing, page.members))


def refused_form(desk: Desk, outcome: Outcome, page: Page, typed: Collected) -> Form:
    """The page with what was typed, each problem at its cell, and what is stored where somebody else saved."""
    nodes = Builder(Context.of(outcome.filing), typed).members(page.wanted, typed.raw)
    return refused(desk, outcome, page, nodes, stored_form(outcome.filing, page).nodes)


def refused(desk: Desk, outcome: Outcome, page: Page, nodes: list[Any], stored: list[Any]) -> Form:
    """A page that was not saved: its nodes with their problems, beside them what is stored if that is why."""
    _add_sums(nodes, outcome.filing)
    if outcome.overtaken:
        _show_stored(nodes, stored)
    summary = attach(nodes, outcome.problems)
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


def _add_sums(nodes: list[Any], filing: Filing) -> None:
    """Put the sums of what is stored under the tables of amounts."""
    for grid in all_grids(nodes):
        rows = getattr(filing, grid.place, ())
        grid.sums = sums(rows) if isinstance(rows, tuple) else []


def _show_stored(nodes: list[Any], stored: list[Any]) -> None:
    values = {cell.place: cell.value for cell in all_cells(stored)}
    for cell in all_cells(nodes):
        there = values.get(cell.place, "")
        if there != cell.value and cell.spec.kind is not Kind.FLAG and cell.spec is not ORDER_SPEC:
            cell.stored = cell.in_words(there) or "（空）"
