"""Entry tables whose rows have pages of their own: the list with its order, and one page a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.budget import Project
from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.fields import Spec, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import ProjectEvaluation
from budgetportal.filings.entry.collect import Collected, collect, in_order
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.nodes import Builder
from budgetportal.filings.entry.overview import amounts_of, printed, sums
from budgetportal.filings.entry.pages import Page
from budgetportal.filings.entry.saving import stamp
from budgetportal.filings.entry.views import Desk, Form, more_rows, refused, save_typed
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from budgetportal.filings.tables import LAYOUTS, Table

NEW = "new"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: its head, and what it says of a row."""

    label: str
    text: Callable[[Context, Any], str]
    amount: bool = False


def _function(context: Context, project: Project) -> str:
    return f"{project.function} {context.name_of(specs(Project)['function'], project.function)}"


def _indicators(_: Context, goals: Any) -> str:
    return f"{len(goals.indicators)} 行" if goals else "未填"


COLUMNS: Mapping[type[Any], tuple[ListColumn, ...]] = {
    Project: (
        ListColumn("功能分类科目", _function),
        ListColumn("资金来源", lambda _, project: str(project.source.label)),
        ListColumn("金额", lambda _, project: printed(total(amounts_of(project))), amount=True),
        ListColumn("绩效指标", lambda context, project: _indicators(context, project.performance)),
    ),
    ProjectEvaluation: (
        ListColumn("全年预算数", lambda _, one: printed(one.budget), amount=True),
        ListColumn("全年执行数", lambda _, one: printed(one.spent), amount=True),
        ListColumn("绩效指标", _indicators),
    ),
}


@dataclass(frozen=True)
class Line:
    """One row in the list."""

    number: int
    place: str
    name: str
    cells: list[tuple[ListColumn, str]]
    address: str


def list_page(desk: Desk, page: Page) -> HttpResponse:
    """The rows: put in order, deleted, opened, added."""
    filing = load(desk.record)
    form = Form([], stamp(filing, page.members))
    if desk.request.method == "POST":
        typed = Collected()
        kept = in_order([plain(row) for row in rows_of(filing, page)], desk.post, page.key, typed)
        outcome = save_typed(desk, page, typed, {page.key: [row.values for row in kept]})
        if not outcome.problems:
            return desk.done(page, page.label)
        form, filing = refused(desk, outcome, page, [], []), outcome.filing
    return desk.show(
        "filings/rows.html",
        page,
        form,
        filing=filing,
        name_label=next(iter(specs(described(page)).values())).label,
        columns=COLUMNS[described(page)],
        lines=list(_lines(desk, page, filing)),
        sums=sums(rows_of(filing, page)),
        added=desk.address(page, NEW),
    )


def rows_of(filing: Filing, page: Page) -> Sequence[Any]:
    """The rows of a page's table."""
    rows: Sequence[Any] = getattr(filing, page.key)
    return rows


def described(page: Page) -> type[Any]:
    """What a row of the page's table is."""
    if page.spec.record is None:
        raise TypeError(f"{page.key}: rows without their class")
    return page.spec.record


def name_of(row: Any) -> str:
    """The name of a row: its first member."""
    return str(getattr(row, next(iter(specs(type(row))))))


def _lines(desk: Desk, page: Page, filing: Filing) -> Sequence[Line]:
    context = Context.of(filing)
    rows = zip(rows_of(filing, page), row_keys(desk.record, page), strict=True)
    return [
        Line(
            n + 1,
            place(page, n),
            name_of(row),
            [(column, column.text(context, row)) for column in COLUMNS[described(page)]],
            desk.address(page, key),
        )
        for n, (row, key) in enumerate(rows)
    ]


def row_keys(record: FilingRecord, page: Page) -> list[int]:
    """The primary keys of the rows in their order."""
    table: Table = next(table for table in LAYOUTS[record.kind].tables if table.path == (page.key,))
    found = table.model._default_manager.filter(filing=record).order_by("position", "pk")
    return list(found.values_list("pk", flat=True))


# -------------------------------------------------------------------------------------------- one row


def row_page(desk: Desk, page: Page, key: str) -> HttpResponse:
    """One row, stored or new."""
    filing = load(desk.record)
    n = _index(desk.record, page, key)
    if desk.request.method != "POST":
        return _shown(desk, page, filing, n, _stored(page, filing, n))
    typed = collect(specs(described(page)), desk.post, place(page, n))
    if more := desk.post.get("more"):
        form = more_rows(desk, filing, specs(described(page)), typed, more, place(page, n))
        return _shown(desk, page, filing, n, form)
    rows = [plain(row) for row in rows_of(filing, page)]
    outcome = save_typed(desk, page, typed, {page.key: [*rows[:n], typed.raw, *rows[n + 1 :]]})
    if outcome.problems:
        nodes = _nodes(page, outcome.filing, typed.raw, n, typed)
        stored = _stored(page, outcome.filing, n).nodes
        return _shown(desk, page, outcome.filing, n, refused(desk, outcome, page, nodes, stored))
    return desk.done(page, name_of(rows_of(outcome.filing, page)[n]), row_keys(desk.record, page)[n])


def place(page: Page, n: int) -> str:
    """The place of a row in the filing."""
    return f"{page.key}[{n}]"


def _index(record: FilingRecord, page: Page, key: str) -> int:
    keys = row_keys(record, page)
    if key == NEW:
        return len(keys)
    if not key.isascii() or not key.isdigit() or int(key) not in keys:
        raise Http404
    return keys.index(int(key))


def _nodes(page: Page, filing: Filing, raw: dict[str, Any], n: int, typed: Collected | None = None) -> list[Any]:
    fields: dict[str, Spec] = specs(described(page))
    return Builder(Context.of(filing), typed).members(fields, raw, place(page, n))


def _stored(page: Page, filing: Filing, n: int) -> Form:
    rows = rows_of(filing, page)
    raw = plain(rows[n]) if n < len(rows) else {}
    return Form(_nodes(page, filing, raw, n), stamp(filing, page.members))


def _shown(desk: Desk, page: Page, filing: Filing, n: int, form: Form) -> HttpResponse:
    rows = rows_of(filing, page)
    title = name_of(rows[n]) if n < len(rows) else f"新{page.label}"
    return desk.show("filings/table.html", page, form, filing=filing, title=title, above=desk.address(page))
