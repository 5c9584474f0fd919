"""Copying indicators into a table: as JSON for the grid, which takes them as one step; without a script as a page."""

from __future__ import annotations

import secrets
from typing import Any

import pghistory
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from budgetportal.disclosure.filing import Filing
from budgetportal.filings.entry import copies
from budgetportal.filings.entry.batches import merge
from budgetportal.filings.entry.changes import AddRow, Content
from budgetportal.filings.entry.content import shape_of
from budgetportal.filings.entry.desk import Desk, Form
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.entry.targets import LEVELS, Origin, TargetTable, origins, rows_of_levels, target_table
from budgetportal.filings.entry.wire import Batch
from budgetportal.filings.storage import load

NOTHING_CHOSEN = "没有选择从哪里复制；选一项再加入"


def indicators_page(desk: Desk, subject: Subject | None) -> HttpResponse:
    """What can be copied into the table of a page, or the rows of one choice."""
    filing = load(desk.record)
    table = target_table(filing, subject) if subject else None
    if subject is None or table is None:
        raise Http404
    offered = origins(desk.record, filing, subject)
    columns = shape_of(subject.nodes(filing), subject.place).grids[table.grid]
    chosen = (desk.post if desk.request.method == "POST" else desk.request.GET).get("from", "")
    rows = _rows(table, offered, chosen, columns)
    if desk.request.method == "POST" and rows:
        return _added(desk, subject, table, rows)
    if desk.request.method == "GET" and chosen and rows is None:
        raise Http404
    if _wants_json(desk.request):
        return JsonResponse({"rows": rows} if rows is not None else {"origins": [_told(one) for one in offered]})
    return _shown(desk, subject, filing, table, offered, refused=desk.request.method == "POST")


def _rows(
    table: TargetTable, offered: list[Origin], chosen: str, columns: frozenset[str]
) -> list[dict[str, str]] | None:
    if chosen == LEVELS and table.levels:
        return rows_of_levels(table.levels)
    return next((one.rows(columns) for one in offered if one.key == chosen), None)


def _wants_json(request: HttpRequest) -> bool:
    return request.method == "GET" and request.get_preferred_type(["text/html", "application/json"]) != "text/html"


def _told(one: Origin) -> dict[str, Any]:
    weight = "" if one.weight is None else f"{one.weight:f}"
    return {"key": one.key, "group": one.group, "name": one.name, "count": len(one.indicators), "weight": weight}


def _added(desk: Desk, subject: Subject, table: TargetTable, rows: list[dict[str, str]]) -> HttpResponse:
    """Add rows behind those that are there, as a change of the page's working copy."""
    opened = copies.opened(desk.record, subject, load(desk.record))
    changes = _changes(opened.content, table.grid, rows)
    with pghistory.context(user=desk.person.pk, url=desk.request.path):
        merged = merge(
            desk.record, subject, Batch(opened.revision, "", secrets.token_hex(8), list(changes)), desk.person
        )
    if merged.refusal:
        messages.error(desk.request, merged.refusal)
    else:
        messages.success(desk.request, f"已加入 {len(rows)} 行指标；核对指标值和分值。")
    return redirect(desk.subject_address(merged.opened.subject))


def _changes(content: Content, grid: str, rows: list[dict[str, str]]) -> list[AddRow]:
    there = content.grids.get(grid, [])
    after, found = there[-1].id if there else "", []
    for cells in rows:
        found.append(AddRow(grid, f"n-{secrets.token_hex(8)}", after, cells))
        after = found[-1].row
    return found


def _shown(
    desk: Desk, subject: Subject, filing: Filing, table: TargetTable, offered: list[Origin], *, refused: bool
) -> HttpResponse:
    groups: dict[str, list[Origin]] = {}
    for one in offered:
        groups.setdefault(one.group, []).append(one)
    form = Form([], "", status=400 if refused else 200)
    return desk.show(
        "filings/indicators.html",
        subject.page,
        form,
        filing,
        title="加入绩效指标",
        groups=groups.items(),
        levels=table.levels,
        back=desk.subject_address(subject),
        refused=NOTHING_CHOSEN if refused else "",
    )
