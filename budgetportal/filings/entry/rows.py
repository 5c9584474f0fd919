"""The projects of a filing: the list with their order, and one page a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.fields import Spec, specs
from budgetportal.disclosure.filing import Filing, Project
from budgetportal.filings.entry.collect import Collected, collect, in_order
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.nodes import Builder
from budgetportal.filings.entry.overview import amounts_of, printed, sums
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.entry.saving import stamp
from budgetportal.filings.entry.views import Desk, Form, more_rows, refused, save_typed
from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load

PAGE = PAGES["projects"]
NEW = "new"


@dataclass(frozen=True)
class Line:
    """One project in the list."""

    number: int
    place: str
    project: Project
    sum: str
    function: str  # the name of its function
    address: str


def list_page(desk: Desk) -> HttpResponse:
    """The projects: put in order, deleted, opened, added."""
    filing = load(desk.record)
    form = Form([], stamp(filing, PAGE.members))
    if desk.request.method == "POST":
        typed = Collected()
        kept = in_order([plain(project) for project in filing.projects], desk.post, PAGE.key, typed)
        outcome = save_typed(desk, PAGE, typed, {PAGE.key: [row.values for row in kept]})
        if not outcome.problems:
            return desk.done(PAGE, PAGE.label)
        form, filing = refused(desk, outcome, PAGE, [], []), outcome.filing
    lines = list(_lines(desk, filing))
    return desk.show(
        "filings/projects.html",
        PAGE,
        form,
        filing=filing,
        lines=lines,
        sums=sums(filing.projects),
        added=desk.address(PAGE, NEW),
    )


def _lines(desk: Desk, filing: Filing) -> Sequence[Line]:
    context, function = Context.of(filing), specs(Project)["function"]
    return [
        Line(
            n + 1,
            place(n),
            project,
            printed(total(amounts_of(project))),
            context.name_of(function, project.function),
            desk.address(PAGE, key),
        )
        for n, (project, key) in enumerate(zip(filing.projects, _keys(desk.record), strict=True))
    ]


def _keys(record: FilingRecord) -> list[int]:
    """The primary keys of the projects in their order."""
    found = ProjectRecord.objects.filter(filing=record).order_by("position", "pk")
    return list(found.values_list("pk", flat=True))


# --------------------------------------------------------------------------------------- one project


def project_page(desk: Desk, key: str) -> HttpResponse:
    """One project, stored or new."""
    filing = load(desk.record)
    n = _index(desk.record, key)
    if desk.request.method != "POST":
        return _shown(desk, filing, n, _stored(filing, n))
    typed = collect(specs(Project), desk.post, place(n))
    if more := desk.post.get("more"):
        form = more_rows(desk, filing, specs(Project), typed, more, place(n))
        return _shown(desk, filing, n, form)
    rows = [plain(project) for project in filing.projects]
    outcome = save_typed(desk, PAGE, typed, {PAGE.key: [*rows[:n], typed.raw, *rows[n + 1 :]]})
    if outcome.problems:
        nodes = _nodes(outcome.filing, typed.raw, n, typed)
        return _shown(desk, outcome.filing, n, refused(desk, outcome, PAGE, nodes, _stored(outcome.filing, n).nodes))
    return desk.done(PAGE, outcome.filing.projects[n].name, _keys(desk.record)[n])


def place(n: int) -> str:
    """The place of a project in the filing."""
    return f"{PAGE.key}[{n}]"


def _index(record: FilingRecord, key: str) -> int:
    keys = _keys(record)
    if key == NEW:
        return len(keys)
    if not key.isascii() or not key.isdigit() or int(key) not in keys:
        raise Http404
    return keys.index(int(key))


def _nodes(filing: Filing, raw: dict[str, Any], n: int, typed: Collected | None = None) -> list[Any]:
    fields: dict[str, Spec] = specs(Project)
    return Builder(Context.of(filing), typed).members(fields, raw, place(n))


def _stored(filing: Filing, n: int) -> Form:
    raw = plain(filing.projects[n]) if n < len(filing.projects) else {}
    return Form(_nodes(filing, raw, n), stamp(filing, PAGE.members))


def _shown(desk: Desk, filing: Filing, n: int, form: Form) -> HttpResponse:
    known = n < len(filing.projects)
    title = filing.projects[n].name if known else "新项目"
    return desk.show("filings/table.html", PAGE, form, filing=filing, title=title, above=desk.address(PAGE))
