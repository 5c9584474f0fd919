"""Published tables handed in: what is found in them, and the filing that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pghistory
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from budgetportal.filings.entry.adding import PublishedForm
from budgetportal.filings.entry.workbook_views import CONFIRM, TOKEN, answer, uploaded
from budgetportal.filings.from_published import Checked, check, made_message, refused
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.uploading import Confirmed, confirm_new
from budgetportal.filings.workbooks import Unreadable

MADE = "已按公开表建立填报。"


def from_published_page(request: HttpRequest, units: Any, shared: Mapping[str, Any]) -> HttpResponse:
    """Where published tables are checked; ``units`` are those for which the person may make a filing, None if none."""
    checking = request.method == "POST" and request.POST.get("action") != CONFIRM
    form = None if units is None else PublishedForm(units, request.POST if checking else None, _asked(request))
    if checking:
        return _page(request, shared, form, _checked(request, form))
    if request.method != "POST":
        return _page(request, shared, form, None)
    done = _confirmed(request, units)
    if done.record is None or done.refusal:
        return _page(request, shared, form, refused(done.refusal))
    return _made(request, done.record)


def _asked(request: HttpRequest) -> str:
    return request.GET.get("unit", "")


def _checked(request: HttpRequest, form: PublishedForm | None) -> Checked | None:
    if form is not None and not form.is_valid():
        return None
    chosen = form.cleaned_data if form else {}
    try:
        data, name = uploaded(request)
    except Unreadable as refusal:
        return refused(str(refusal))
    return check(data, name, chosen.get("unit"), chosen.get("fiscal_year"), request.user)  # type: ignore[arg-type]


def _confirmed(request: HttpRequest, units: Any) -> Confirmed:
    with pghistory.context(user=request.user.pk, url=request.path):
        return confirm_new(units or (), request.POST.get(TOKEN, ""), request.user)  # type: ignore[arg-type]


def _made(request: HttpRequest, record: FilingRecord) -> HttpResponse:
    messages.success(request, MADE)
    messages.warning(request, made_message(record))
    return redirect("admin:filings_filingrecord_change", record.pk)


def _page(
    request: HttpRequest, shared: Mapping[str, Any], form: PublishedForm | None, checked: Checked | None
) -> HttpResponse:
    record = checked.record if checked else None
    own = reverse("admin:filings_filingrecord_workbook", args=[record.pk]) if record else request.path
    context = {
        **shared,
        "form": form,
        "checked": checked,
        "report": checked.report if checked else None,
        "record": record,
        "action": own,
        "title": "从已公开的表新建" if form else "检查已公开的表",
    }
    return answer(request, "filings/from_published.html", context)
