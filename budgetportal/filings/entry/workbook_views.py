"""The entry workbook of a filing as pages: download, upload with a report, confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pghistory
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.filings.editing import editable
from budgetportal.filings.entry.adding import AddForm
from budgetportal.filings.entry.desk import Desk
from budgetportal.filings.entry.saving import CLOSED
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, locked
from budgetportal.filings.uploading import (
    Report,
    as_new,
    blank,
    confirm,
    confirm_new,
    drafts_of,
    report_on,
    target_of,
)
from budgetportal.filings.workbooks import Unreadable
from budgetportal.filings.workbooks.entry.located import Located
from budgetportal.filings.workbooks.entry.taking import Opened, open_workbook
from budgetportal.filings.workbooks.entry.writing import TooLarge, entry_workbook
from budgetportal.filings.workbooks.names import FORBIDDEN, check_size

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE, TOKEN = "workbook", "token"
CONFIRM, BLANK = "confirm", "blank"
NO_FILE = "没有选择文件；选择工作簿（.xlsx）再上传"
NOT_YOURS = "工作簿的单位编码是“{}”，不在您可填报的单位中；核对是否选错了文件"
IMPORTED = "已导入工作簿的全部内容。"
DRAFTS = "以下填报表有没有存入的内容：{}。打开时显示没有存入的内容，导入的内容列在“已存”处；核对后保存或放弃。"


def workbook_page(desk: Desk) -> HttpResponse:
    """Where the workbook of a filing is fetched and handed in."""
    if desk.request.method != "POST":
        return _page(desk, None)
    if not desk.writable:
        return _page(desk, Report([Located(CLOSED)], [], []))
    if desk.post.get("action") == CONFIRM:
        return _confirmed(desk)
    return _page(desk, report_on(_opened(desk.request), load(desk.record), desk.person, desk.record))


def workbook_file(desk: Desk) -> HttpResponse:
    """The workbook of a filing as it is stored."""
    if desk.request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    with transaction.atomic():
        filing = load(locked(desk.record))
    try:
        return _attachment(filing)
    except TooLarge as refusal:
        return _page(desk, Report([Located(str(refusal))], [], []))


def _attachment(filing: Filing) -> HttpResponse:
    name = f"{filing.fiscal_year}年{filing.unit.name}{kind_of(filing).label}填报工作簿.xlsx"
    plain = "".join("_" if sign in FORBIDDEN or not sign.isprintable() else sign for sign in name)
    headers = {"Content-Disposition": content_disposition_header(True, plain) or "", "Cache-Control": "no-store"}
    return HttpResponse(entry_workbook(filing), content_type=XLSX, headers=headers)


def uploaded(request: HttpRequest) -> tuple[bytes, str]:
    """The uploaded workbook and its name; a file that is too large is not read."""
    file = request.FILES.get(FILE)
    if file is None:
        raise Unreadable(NO_FILE)
    check_size(file.size or 0)
    return file.read(), file.name or ""


def _opened(request: HttpRequest) -> Opened:
    try:
        return open_workbook(*uploaded(request))
    except Unreadable as refusal:
        return Opened(problems=[Located(str(refusal))])


def _confirmed(desk: Desk) -> HttpResponse:
    with pghistory.context(user=desk.request.user.pk, url=desk.request.path):
        done = confirm(desk.record, desk.post.get(TOKEN, ""), desk.person)
    if done.refusal:
        return _page(desk, Report([Located(done.refusal)], [], []))
    return _imported(desk.request, desk.record)


def _imported(request: HttpRequest, record: FilingRecord) -> HttpResponse:
    messages.success(request, IMPORTED)
    if drafts := drafts_of(record):
        messages.warning(request, DRAFTS.format("、".join(drafts)))
    return redirect("admin:filings_filingrecord_change", record.pk)


def _page(desk: Desk, report: Report | None) -> HttpResponse:
    context = {
        **desk.shared,
        "record": desk.record,
        "writable": desk.writable,
        "overview": desk.address(desk.pages.facts),
        "file_address": reverse("admin:filings_filingrecord_workbook_file", args=[desk.record.pk]),
        "action": desk.request.path,
        "report": report,
        "drafts": drafts_of(desk.record),
        "title": "工作簿",
    }
    return answer(desk.request, "filings/workbook.html", context)


def answer(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page of the filings without the admin's side bar."""
    shown = {**context, "opts": FilingRecord._meta, "is_nav_sidebar_enabled": False}
    return TemplateResponse(request, template, shown)


# --------------------------------------------------------------------------------------------- a new filing


def from_workbook_page(request: HttpRequest, units: Any, shared: Mapping[str, Any]) -> HttpResponse:
    """Where a workbook makes its filing, if that is not there yet; and where an empty workbook is fetched."""
    action = request.POST.get("action") if request.method == "POST" else None
    form = AddForm(units, request.POST if action == BLANK else None)
    if action == BLANK and form.is_valid():
        return _attachment(_blank(form.cleaned_data))
    report, record = None, None
    if action == CONFIRM:
        with pghistory.context(user=request.user.pk, url=request.path):
            done = confirm_new(units, request.POST.get(TOKEN, ""), request.user)  # type: ignore[arg-type]
        if done.record is not None and not done.refusal:
            return _imported(request, done.record)
        report = Report([Located(done.refusal)], [], [])
    elif request.method == "POST" and action != BLANK:
        report, record = _new_report(request, units)
    own = reverse("admin:filings_filingrecord_workbook", args=[record.pk]) if record else request.path
    context = {**shared, "form": form, "report": report, "action": own, "record": record, "title": "从工作簿新建"}
    return answer(request, "filings/from_workbook.html", context)


def _blank(chosen: Mapping[str, Any]) -> Filing:
    kind = EDITIONS[chosen["edition"]].kind
    return blank(chosen["unit"], chosen["fiscal_year"], chosen["edition"], kind, chosen["amount_unit"])


def _new_report(request: HttpRequest, units: Any) -> tuple[Report, FilingRecord | None]:
    """The report, and the filing that it is about where there is one."""
    opened = _opened(request)
    if opened.said is None or opened.problems:
        return Report(list(opened.problems), [], []), None
    unit, record = target_of(opened.said, units.select_related("parent"))
    if unit is None:
        return Report([Located(NOT_YOURS.format(opened.said.unit.code[:64]))], [], []), None
    person: Any = request.user
    if record is None:
        return report_on(opened, as_new(opened.said, unit), person, None), None
    if not editable(record):
        return Report([Located(f"“{record}”：{CLOSED}")], [], []), record
    return report_on(opened, load(record), person, record), record
