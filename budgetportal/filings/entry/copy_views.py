"""The working copy of a page as JSON: changes come in, conflicts, problems and the changes of others go out."""

from __future__ import annotations

import json
from typing import Any

import pghistory
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from budgetportal.disclosure.filing import Filing
from budgetportal.filings.entry import batches, copies, presence, saving
from budgetportal.filings.entry.batches import Merged
from budgetportal.filings.entry.changes import DeleteRow
from budgetportal.filings.entry.content import addresses, shape_of
from budgetportal.filings.entry.copies import Opened
from budgetportal.filings.entry.copy_steps import changed_by_others, last_step_on
from budgetportal.filings.entry.desk import Desk
from budgetportal.filings.entry.errors import attach
from budgetportal.filings.entry.merging import Conflict
from budgetportal.filings.entry.overview import sums
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.entry.wire import MOST_BYTES, MOST_CHANGES, NAME, Batch, Unreadable, read_batch
from budgetportal.filings.models import CopyStep
from budgetportal.filings.storage import load

BAD, CLOSED, CONFLICT, GONE, TOO_LARGE = 400, 403, 409, 410, 413
CONFLICTING = "同一格别人已改成别的内容，没有存入；在有冲突的格旁边选择用哪一个"


def copy_page(desk: Desk, subject: Subject | None) -> JsonResponse:
    """Answer for a page's working copy."""
    if subject is None:
        return _refusal(GONE, batches.GONE)
    return _changed(desk, subject) if desk.request.method == "POST" else _looked_at(desk, subject)


def _looked_at(desk: Desk, subject: Subject) -> JsonResponse:
    """What others changed since a revision, who has the page open, whether anything of the filing was stored."""
    filing = load(desk.record)
    now = copies.opened(desk.record, subject, filing)
    client = desk.request.GET.get("client", "")
    window = desk.request.GET.get("window", client)  # stays the same when the page is loaded again
    present = (
        presence.note(desk.record, subject, desk.person, window) if desk.writable and NAME.fullmatch(window) else []
    )
    return JsonResponse(
        {
            **_since(desk, now, desk.request.GET.get("revision", ""), client),
            "present": present,
            "open": desk.writable,
            "filing": desk.record.revision,
            "token": get_token(desk.request),  # another one where somebody signed in again meanwhile
        }
    )


def _since(desk: Desk, now: Opened, revision: str, client: str) -> dict[str, Any]:
    known = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else now.revision
    changes = changed_by_others(now, desk.record, known, client)
    return {"revision": now.revision, "changes": changes or [], "reload": changes is None}


def _changed(desk: Desk, subject: Subject) -> JsonResponse:
    """Apply a batch of changes."""
    filing = load(desk.record)
    try:
        batch = _read(desk.request, subject, filing)
    except OverflowError as error:
        return _refusal(TOO_LARGE, str(error))
    except Unreadable as error:
        return _refusal(BAD, str(error))
    with pghistory.context(user=desk.person.pk, url=desk.request.path):
        merged = batches.merge(desk.record, subject, batch, desk.person)
    if merged.refusal:
        return _refused(merged)
    if merged.conflicts:
        return _conflicting(desk, merged, batch)
    return _saved(desk, merged, batch)


def _read(request: HttpRequest, subject: Subject, filing: Filing) -> Batch:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise OverflowError("一次改动超过 2 MB，没有存入；分几次粘贴")
    try:
        raw = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("内容不是 JSON；刷新本页后再填") from error
    if isinstance(raw, dict) and isinstance(raw.get("changes"), list) and len(raw["changes"]) > MOST_CHANGES:
        raise OverflowError(f"一次改动超过 {MOST_CHANGES} 处，没有存入；分几次粘贴")
    return read_batch(raw, shape_of(subject.nodes(filing), subject.place))


def _refusal(status: int, message: str, **more: Any) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)


def _refused(merged: Merged) -> JsonResponse:
    status = {saving.CLOSED: CLOSED, batches.GONE: GONE}.get(merged.refusal, CONFLICT)
    return _refusal(status, merged.refusal, revision=merged.opened.revision, conflicts=[], reload=status == CONFLICT)


def _saved(desk: Desk, merged: Merged, batch: Batch) -> JsonResponse:
    now, subject = merged.opened, merged.opened.subject
    if batch.manual and not now.draft:
        desk.say_saved(subject.page.label)
    others = changed_by_others(now, desk.record, batch.revision, batch.client)
    rows = getattr(merged.filing, subject.page.members[0], ())
    desk.record.refresh_from_db(fields=["revision"])
    return JsonResponse(
        {
            "revision": now.revision,
            "filing": desk.record.revision,
            "saved_at": timezone.localtime().strftime("%H:%M"),
            "stored": not now.draft,
            "problems": _problems(merged),
            "others": others or [],
            "reload": others is None,
            "sums": sums(rows) if isinstance(rows, tuple) else [],
            "stamp": now.stamp(merged.filing),
            "address": desk.subject_address(subject),
            "copy": desk.copy_address(subject),
        }
    )


def _problems(merged: Merged) -> list[dict[str, str]]:
    """The problems with the cells to which they belong, in the words of the page."""
    if not merged.problems:
        return []
    nodes = merged.opened.nodes(merged.filing)
    cells = addresses(nodes, merged.opened.subject.place)
    found = []
    for line in attach(nodes, merged.problems):
        at, row, cell = cells.get(line.target, ("", "", ""))
        found.append({"at": at, "row": row, "cell": cell, "where": line.where, "message": line.message})
    return found


def _conflicting(desk: Desk, merged: Merged, batch: Batch) -> JsonResponse:
    found = [_conflict(desk, merged.opened.subject, conflict) for conflict in merged.conflicts]
    others = changed_by_others(merged.opened, desk.record, batch.revision, batch.client)
    return _refusal(
        CONFLICT, CONFLICTING, revision=merged.opened.revision, conflicts=found, others=others or [], reload=False
    )


def _conflict(desk: Desk, subject: Subject, conflict: Conflict) -> dict[str, Any]:
    """Both sides of a conflict, and who made the other one when."""
    change, theirs = conflict.change, conflict.theirs
    deleting = isinstance(change, DeleteRow)
    cell = "" if isinstance(change, DeleteRow) else change.cell
    step: CopyStep | None = last_step_on(desk.record, subject, change.at, change.row, cell)
    return {
        "op": "delete" if deleting else "set",
        "at": change.at,
        "row": change.row,
        "cell": cell,
        "yours": "" if isinstance(change, DeleteRow) else change.after,
        "theirs": (theirs or {}).get(cell, ""),
        "gone": theirs is None,
        "cells": dict(theirs or {}),
        "by": step.person.get_full_name() if step and step.person else "",
        "when": timezone.localtime(step.created_at).strftime("%H:%M") if step else "",
    }
