"""Entry tables whose rows have pages of their own: the list with its order, and one page a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.budget import Project
from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import ProjectEvaluation
from budgetportal.filings.entry.collect import DELETE, ORDER, Collected, collect, in_order, order_problems
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.desk import Desk, Form
from budgetportal.filings.entry.drafts import unstored
from budgetportal.filings.entry.errors import SummaryLine
from budgetportal.filings.entry.forms import more_rows, opened_form, refused, refused_form
from budgetportal.filings.entry.listed import described, name_of, place, row_keys, rows_of
from budgetportal.filings.entry.overview import amounts_of, printed, sums
from budgetportal.filings.entry.pages import Page
from budgetportal.filings.entry.saving import stamp
from budgetportal.filings.entry.subject import NEW, TOKEN, Subject, new_token, settled_subject, subject_of
from budgetportal.filings.entry.views import DISCARD, discarded, save_subject, save_typed
from budgetportal.filings.storage import load


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
    order: str  # its 序号 as typed
    deleted: bool = False
    error: str = ""


def list_page(desk: Desk, page: Page) -> HttpResponse:
    """The rows: put in order, deleted, opened, added."""
    filing = load(desk.record)
    form = Form([], stamp(filing, page.members))
    errors: dict[int, str] = {}
    if desk.request.method == "POST":
        typed = Collected()
        kept = in_order([plain(row) for row in rows_of(filing, page)], desk.post, page.key, typed)
        outcome = save_typed(desk, page, typed, {page.key: [row.values for row in kept]})
        if not outcome.problems:
            return desk.done(page, page.label)
        form, filing = refused(desk, outcome, page, [], []), outcome.filing
        errors = order_problems(kept)
        form.summary = [_to_its_order(line, errors) for line in form.summary]
    return desk.show(
        "filings/rows.html",
        page,
        form,
        filing,
        name_label=next(iter(specs(described(page)).values())).label,
        columns=COLUMNS[described(page)],
        lines=_lines(desk, page, filing, errors),
        sums=sums(rows_of(filing, page)),
        added=desk.address(page, NEW),
        drafts=list(_drafts(desk, page, filing)),
    )


def _to_its_order(line: SummaryLine, errors: Mapping[int, str]) -> SummaryLine:
    """The line of the summary with the way to the 序号 that it is about, which stands on this page."""
    n = next((n for n, message in errors.items() if message == line.message), None)
    return line if n is None else SummaryLine(f"第 {n + 1} 行 序号", line.message, f"order-{n + 1}")


def _lines(desk: Desk, page: Page, filing: Filing, errors: Mapping[int, str]) -> Sequence[Line]:
    context = Context.of(filing)
    rows = zip(rows_of(filing, page), row_keys(desk.record, page), strict=True)
    return [
        Line(
            n + 1,
            place(page, n),
            name_of(row),
            [(column, column.text(context, row)) for column in COLUMNS[described(page)]],
            desk.address(page, key),
            desk.post.get(place(page, n) + ORDER, str(n + 1)),
            place(page, n) + DELETE in desk.post,
            errors.get(n, ""),
        )
        for n, (row, key) in enumerate(rows)
    ]


def _drafts(desk: Desk, page: Page, filing: Filing) -> Iterator[tuple[str, str]]:
    """What waits to be stored: name and address of each row."""
    for subject, copy in unstored(desk.record):
        if subject.page == page:
            typed = next(iter(copy.content["fields"].values()), "").strip()
            yield typed or subject.label(filing), desk.subject_address(subject)


# -------------------------------------------------------------------------------------------- one row


def row_page(desk: Desk, page: Page, key: str) -> HttpResponse:
    """One row, stored or new."""
    filing = load(desk.record)
    subject = subject_of(desk.record, page, new_token() if key == NEW else key)
    if subject is None:
        raise Http404
    if TOKEN.fullmatch(key) and subject.row:
        return redirect(desk.address(page, subject.row))
    if desk.request.method != "POST":
        return _shown(desk, subject, filing, opened_form(desk, subject, filing))
    if desk.post.get("action") == DISCARD:
        return discarded(desk, subject)
    typed = collect(subject.wanted, desk.post, subject.place, desk.record.amount_unit)
    desk.say_rounded(typed)
    if more := desk.post.get("more"):
        form = more_rows(desk, filing, subject.wanted, typed, more, subject.place)
        return _shown(desk, subject, filing, form)
    outcome = save_subject(desk, subject, typed)
    if outcome.problems:
        return _shown(desk, subject, outcome.filing, refused_form(desk, outcome, subject, typed))
    settled = settled_subject(desk.record, subject)
    return desk.done(page, name_of(rows_of(outcome.filing, page)[settled.n or 0]), settled.row)


def _shown(desk: Desk, subject: Subject, filing: Filing, form: Form) -> HttpResponse:
    rows = rows_of(filing, subject.page)
    title = f"新{subject.page.label}" if subject.is_new else name_of(rows[subject.n or 0])
    return desk.show(
        "filings/table.html",
        subject.page,
        form,
        filing,
        title=title,
        above=desk.address(subject.page),
        action=desk.subject_address(subject),
        **desk.targets(filing, subject),
    )
