"""The page on which a filing is begun from last year's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pghistory
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from budgetportal.filings.models import FilingRecord
from budgetportal.filings.starting import StartFromLastYear, sources

MOST_OFFERED = 50


def starting_page(request: HttpRequest, units: frozenset[int], shared: Mapping[str, Any]) -> HttpResponse:
    """Offer the filings that have no successor; begin one from the one that is chosen."""
    found = sources(units)
    if request.method == "POST":
        return _started(request, _chosen(found, request.POST.get("source", "")))
    steps = [StartFromLastYear(record, request.user) for record in found[:MOST_OFFERED]]  # type: ignore[arg-type]
    context = {**shared, "title": "从上年开始", "steps": steps, "is_nav_sidebar_enabled": False}
    return TemplateResponse(request, "filings/from_last_year.html", context)


def _chosen(found: Any, key: str) -> FilingRecord:
    record: FilingRecord | None = found.filter(pk=key).first() if key.isascii() and key.isdigit() else None
    if record is None:
        raise Http404
    return record


def _started(request: HttpRequest, last: FilingRecord) -> HttpResponse:
    with pghistory.context(user=request.user.pk, url=request.path):
        started = StartFromLastYear(last, request.user).execute()  # type: ignore[arg-type]
    say = messages.info if started.record else messages.error
    for note in started.notes:
        say(request, note)
    if started.record is None:
        return redirect("admin:filings_filingrecord_from_last_year")
    return redirect("admin:filings_filingrecord_change", started.record.pk)
