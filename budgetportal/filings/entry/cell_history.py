"""Who changed a cell when, from what to what: from the events of what is stored, and from the drafts typed besides."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.http import Http404, JsonResponse
from django.utils import timezone

from budgetportal.filings.entry import copies
from budgetportal.filings.entry.content import CHECKED, addresses
from budgetportal.filings.entry.desk import Desk
from budgetportal.filings.entry.followed import Address, Followed, followed
from budgetportal.filings.entry.nodes import Cell, all_cells
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.models import CopyStep, FilingRecord
from budgetportal.filings.storage import load
from budgetportal.units.models import Person

MOST = 50
NOTHING = Value("", output_field=TextField())
SAME_ACT = datetime.timedelta(seconds=10)  # a step and the event that it led to, which a long save parts
UNKNOWN = "没有登记操作人"
TOUCHING = '$[*] ? (@.at == $at && @.row == $row && @.op != "move" && (@.op != "set" || @.cell == $cell))'


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of a cell."""

    when: datetime.datetime
    person: int | None
    before: str
    after: str
    act: str = "修改"
    stored: bool = True


def history_page(desk: Desk, subject: Subject | None) -> JsonResponse:
    """The newest changes of one cell of a page."""
    if subject is None:
        raise Http404
    wanted = Address(*(desk.request.GET.get(name, "") for name in ("at", "row", "cell")))
    filing = load(desk.record)
    opened = copies.opened(desk.record, subject, filing)
    cell = _cell(opened.nodes(filing), subject, wanted)
    stored = list(_events(followed(desk.record, filing, opened, wanted)))
    typed = [one for one in _steps(desk.record, subject, wanted) if not any(_same_act(one, act) for act in stored)]
    found = sorted([*stored, *typed], key=lambda one: one.when, reverse=True)
    names = Person.objects.in_bulk({one.person for one in found[:MOST] if one.person})
    return JsonResponse(
        {
            "where": cell.spoken or cell.label,
            "entries": [_told(one, cell, names) for one in found[:MOST]],
            "more": len(found) > MOST,
        }
    )


def _cell(nodes: list[Any], subject: Subject, wanted: Address) -> Cell:
    places = addresses(nodes, subject.place)
    key = (wanted.at, wanted.row, wanted.cell)
    found = next((cell for cell in all_cells(nodes) if places.get(cell.id) == key), None)
    if found is None or (wanted.at and not wanted.row):
        raise Http404
    return found


def _told(one: Entry, cell: Cell, names: dict[int, Person]) -> dict[str, Any]:
    person = names.get(one.person) if one.person else None
    return {
        "when": timezone.localtime(one.when).strftime("%Y-%m-%d %H:%M"),
        "who": person.get_full_name() if person else UNKNOWN,
        "from": cell.said(one.before),
        "to": cell.said(one.after),
        "act": one.act,
        "stored": one.stored,
    }


# --------------------------------------------------------------------------------------------- stored


def _events(cell: Followed) -> Iterator[Entry]:
    """The newest events in which the cell's value changed, each with the value before it."""
    if cell.events is None:
        return
    events = cell.model.pgh_event_models["insert"]._default_manager  # type: ignore[attr-defined]
    text = _as_text(cell)
    earlier = events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    rows = events.filter(cell.events).annotate(
        now=text, before=Coalesce(Subquery(earlier.annotate(now=text).values("now")[:1]), NOTHING)
    )
    gone = Q(pgh_label="delete")
    changed = (gone & ~Q(now="")) | (~gone & ~Q(now=F("before")))
    columns = ("pgh_created_at", "pgh_label", "now", "before", "pgh_context__metadata")
    for when, label, now, before, context in rows.filter(changed).order_by("-pgh_id").values_list(*columns)[: MOST + 1]:
        person = (context or {}).get("user")
        if label == "delete":
            yield Entry(when, person, now, "", "删除行")
        else:
            yield Entry(when, person, before, now, "新增" if label == "insert" else "修改")


def _as_text(cell: Followed) -> Any:
    if isinstance(cell.model._meta.get_field(cell.column), ArrayField):
        text: Any = Func(F(cell.column), Value("\n"), function="array_to_string", output_field=TextField())
    else:
        text = Cast(cell.column, TextField())
    return Coalesce(text, NOTHING, output_field=TextField())


# ---------------------------------------------------------------------------------------------- typed


def _steps(record: FilingRecord, subject: Subject, wanted: Address) -> Iterator[Entry]:
    """The newest steps of the working copy that touched the cell; what was brought in from storage is nobody's."""
    names = {"at": wanted.at, "row": wanted.row, "cell": wanted.cell}
    touching = Func(
        F("changes"),
        Value(TOUCHING),
        Value(names, output_field=JSONField()),
        function="jsonb_path_query_array",
        output_field=JSONField(),
    )
    steps = CopyStep.objects.filter(
        copy__filing=record, copy__page=subject.page.key, copy__row=subject.row, person__isnull=False
    )
    if not subject.row:
        steps = steps.filter(copy__token=subject.token)
    found = steps.annotate(touching=touching).exclude(touching=[]).order_by("-revision")
    for when, person, changes in found.values_list("created_at", "person", "touching")[: MOST + 1]:
        for change in changes:
            before, after = _texts(change, wanted.cell)
            if before != after:
                yield Entry(when, person, before, after, stored=False)


def _texts(change: dict[str, Any], cell: str) -> tuple[str, str]:
    if change["op"] == "set":
        return change["from"], change["to"]
    text = change["cells"].get(cell, "")
    return ("", text) if change["op"] == "add" else (text, "")


def _same_act(typed: Entry, stored: Entry) -> bool:
    """Whether a step is what led to an event."""
    near = abs(typed.when - stored.when) < SAME_ACT
    return near and typed.person == stored.person and _equal(typed.after, stored.after)


def _equal(one: str, other: str) -> bool:
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return {one, other} in ({CHECKED, "true"}, {"", "false"})
