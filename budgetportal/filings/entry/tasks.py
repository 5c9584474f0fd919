"""The task list of a filing as pages show it: tabs, running totals, groups of tables, declarations of empty tables."""

from __future__ import annotations

import pghistory
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from budgetportal.filings.emptiness import Table
from budgetportal.filings.entry.declaring import Declaration
from budgetportal.filings.entry.desk import Desk
from budgetportal.filings.entry.kept_tally import tally_of
from budgetportal.filings.entry.tally import Tally
from budgetportal.filings.storage import load

HOME = "home"  # asks for the counts alone


def tasks_page(desk: Desk) -> HttpResponse:
    """What changes about a page while it stands open; or a declaration."""
    if desk.request.method == "POST":
        return _declared(desk)
    if desk.request.GET.get("page") == HOME:
        return _counts(desk)
    filing = load(desk.record)
    page = next((one for one in desk.pages.all if one.key == desk.request.GET.get("page")), desk.pages.facts)
    shown = {**desk.shared, "record": desk.record, "page": page, "filing": filing, "writable": desk.writable}
    return TemplateResponse(desk.request, "filings/tasks.html", shown | desk.tasks(page, filing))


def _counts(desk: Desk) -> HttpResponse:
    """The counts of a filing in one cell of a list that did not know them."""
    return TemplateResponse(
        desk.request, "filings/counts.html", {"tally": tally_of(desk.record), "record": desk.record}
    )


def _declared(desk: Desk) -> HttpResponse:
    tally = tally_of(desk.record)
    table = Table(desk.post.get("table", ""), desk.post.get("printed") == "1")
    name = _name_of(desk, tally, table)
    if name is None:
        raise Http404
    back = desk.post.get("action") == "take_back"
    with pghistory.context(user=desk.person.pk, url=desk.request.path):
        problems = Declaration(desk.record, table, taken_back=back).execute()
    for problem in problems:
        messages.error(desk.request, f"{name}：{problem}。")
    if not problems:
        messages.success(desk.request, f"{name}：{'已撤回空表声明' if back else '已声明为空表'}。")
    return redirect(f"{desk.address(desk.pages.facts)}#tasks")


def _name_of(desk: Desk, tally: Tally, table: Table) -> str | None:
    """How a person calls a table; None where the filing has none such."""
    if table.printed:
        return next((one.name for one in tally.tables if one.printed and one.key == table.key), None)
    return next((f"“{page.label}”" for page in desk.pages.tables if page.key == table.key), None)
