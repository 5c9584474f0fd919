"""填报说明: the help to every table of a filing on one page."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse

from budgetportal.disclosure.checks.subjects import explained
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings.entry.desk import Desk
from budgetportal.filings.entry.guide import table_help
from budgetportal.filings.models import FilingRecord


def guide_page(desk: Desk) -> HttpResponse:
    """Show the help to every table; the rules on texts once, for they concern nearly all."""
    if desk.request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    helps = [(table_help(page, desk.record), desk.address(page)) for page in desk.pages.all]
    shown = {
        **desk.shared,
        "record": desk.record,
        "tables": [(replace(one, text_rules=()), address) for one, address in helps],
        "text_rules": [one for one in explained(DisclosureKind(desk.record.kind)) if one.is_on_texts],
        "title": "填报说明",
        "opts": FilingRecord._meta,
        "is_nav_sidebar_enabled": False,
    }
    return TemplateResponse(desk.request, "filings/guide.html", shown)
