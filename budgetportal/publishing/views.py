"""The workflow in the browser: each step is looked over on a page of its own before it is taken."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.actions import ACTIONS, Action, Refused, review_of
from budgetportal.publishing.answers import AnswerFinding
from budgetportal.publishing.findings_page import Beside, FindingsPage
from budgetportal.publishing.overlook import summary
from budgetportal.publishing.panel import Panel, progress
from budgetportal.publishing.state import editable, of
from budgetportal.units.access import reach_in, reached_units
from budgetportal.units.models import Person, Role

ENTRY_PAGES = "/admin/filings/filingrecord/"  # where an answer given beside an entry page leads back to
ACTION_BY_NAME = {action.name.value: action for action in ACTIONS}


def record_for(request: HttpRequest, key: int) -> FilingRecord:
    """Return the record, if the person has any role in its unit; for others it does not exist."""
    units = reached_units(reach_in(request), Role.values)
    records = FilingRecord.objects.select_related("unit__parent").filter(unit__in=units)
    return get_object_or_404(records, pk=key)


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in; these addresses answer nobody else."""
    return cast("Person", request.user)


def context_of(request: HttpRequest, record: FilingRecord, **more: Any) -> dict[str, Any]:
    """What every page of the workflow shows."""
    return {**admin.site.each_context(request), "is_nav_sidebar_enabled": False, "record": record, **more}


@require_safe
def overview(request: HttpRequest, record: int) -> HttpResponse:
    """Show the panel on a page of its own."""
    found = record_for(request, record)
    return render(request, "publishing/overview.html", context_of(request, found, title=f"{found}：审核与公开"))


@require_safe
def status(request: HttpRequest, record: int) -> JsonResponse:
    """Return state and progress, for a page that waits."""
    found = record_for(request, record)
    return JsonResponse(progress(found, of(found)).as_json())


@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, record: int) -> HttpResponse:
    """Show what the checks find, and take the answer to one of them."""
    step = _answer(request, record)
    if request.method != "POST":
        return _findings(request, step)
    if problems := _answered(step):
        return _findings(request, step, problems, status=409)
    messages.success(request, "已写明原因。")
    back = request.POST.get("back", "")
    leads_back = back.startswith(ENTRY_PAGES)
    return HttpResponseRedirect(back if leads_back else reverse("publishing:findings", args=[record]))


@require_http_methods(["GET", "HEAD", "POST"])
def beside(request: HttpRequest, record: int) -> HttpResponse:
    """Return the findings as they stand beside an entry page, and take the answer to one of them."""
    step = _answer(request, record)
    problems = _answered(step) if request.method == "POST" else []
    page = FindingsPage.of(step.record, writable=step.permitted() and editable(step.record))
    context = {
        "record": step.record,
        "beside": Beside(page, request.GET.get("page", "")),
        "step": step,
        "answer_problems": problems,
    }
    return render(request, "publishing/beside_list.html", context, status=409 if problems else 200)


def _answer(request: HttpRequest, record: int) -> AnswerFinding:
    found, sent = record_for(request, record), request.POST
    step = AnswerFinding(found, person_of(request), sent.get("key", ""), sent.get("explanation", ""))
    if request.method == "POST" and (not step.permitted() or "\0" in step.explanation):
        raise Http404
    return step


def _answered(step: AnswerFinding) -> list[str]:
    """Write the answer; why not, where it is refused."""
    try:
        step.execute()
    except Refused as refused:
        return refused.problems
    return []


def _findings(
    request: HttpRequest, step: AnswerFinding, problems: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    page = FindingsPage.of(step.record, writable=step.permitted() and editable(step.record))
    context = context_of(
        request, step.record, title=f"{step.record}：检查结果", page=page, step=step, answer_problems=problems
    )
    return render(request, "publishing/findings.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, record: int, action: str) -> HttpResponse:
    """Show what the step would do and ask; take it when that page is sent."""
    if action not in ACTION_BY_NAME:
        raise Http404
    comment = request.POST.get("comment", "")
    if "\0" in comment:
        raise BadRequest
    step = ACTION_BY_NAME[action](record_for(request, record), person_of(request), comment)
    if not step.permitted():
        raise Http404
    if request.method == "POST":
        try:
            step.execute()
        except Refused:
            return _confirmation(request, step, comment_problems=list(step.comment_problems()), status=409)
        messages.success(request, f"已{step.name.label}：{step.record}。")
        return HttpResponseRedirect(Panel(step.record, person_of(request), reach_in(request)).address)
    return _confirmation(request, step)


def _confirmation(
    request: HttpRequest, step: Action, comment_problems: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    problems = step.obstacles() or list(step.content_problems())
    context = context_of(
        request,
        step.record,
        title=f"{step.name.label}：{step.record}",
        step=step,
        problems=problems,
        comment_problems=comment_problems,
        summary=[] if problems else summary(storage.load(step.record)),
        answered=review_of(step.record).answered if step.checks_content and not problems else [],
        panel=Panel(step.record, person_of(request), reach_in(request)),
    )
    return render(request, "publishing/confirm.html", context, status=status)
