"""What is wrong on the entry pages of a filing, page by page: in drafts, in what is stored, by the checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from budgetportal.disclosure import soundness
from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.places import where
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.editing import open_findings
from budgetportal.filings.entry.changes import Content
from budgetportal.filings.entry.collect import collect
from budgetportal.filings.entry.content import post_of
from budgetportal.filings.entry.copies import Opened
from budgetportal.filings.entry.drafts import problems_of
from budgetportal.filings.entry.links import Links, page_of
from budgetportal.filings.entry.listed import place, rows_of
from budgetportal.filings.entry.nodes import identifier
from budgetportal.filings.entry.pages import FACTS, Page
from budgetportal.filings.entry.saving import judged
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.models import FilingRecord, WorkingCopy

ERROR, MISSING, WARNING = "error", "missing", "warning"
UNSAID = Problem("", "内容还没有存入；打开这一页，保存或放弃", missing=True)  # of a draft without any problem
Draft = tuple[Subject, WorkingCopy]


@dataclass(frozen=True, slots=True)
class PageFault:
    """One thing to do on a page: its kind, where in words, what, and the address of the cell."""

    page: str
    kind: str
    where: str
    message: str
    address: str


def faults_of(record: FilingRecord, filing: Filing, drafts: Sequence[Draft]) -> list[PageFault]:
    """Everything in the order: drafts, what is stored, findings."""
    unsound = soundness.problems(filing)
    links = Links(record, filing)
    found = [*_drafts(record, filing, drafts), *(_stored(links, problem) for problem in unsound)]
    return found if unsound else [*found, *_findings(links, record, filing)]


def _stored(links: Links, problem: Problem) -> PageFault:
    page = page_of(links.record, problem.place)
    address = links.address(problem.place)
    return PageFault(page.key if page else FACTS, ERROR, where(problem.place), problem.message, address)


def _findings(links: Links, record: FilingRecord, filing: Filing) -> Iterator[PageFault]:
    for finding in open_findings(record, filing):
        page = page_of(record, finding.place)
        kind = ERROR if finding.severity is Severity.ERROR else WARNING
        message = f"{finding.rule} {finding.message}"
        address = links.address(finding.place) or links.facts
        yield PageFault(page.key if page else FACTS, kind, where(finding.place), message, address)


# ---------------------------------------------------------------------------------------------- drafts


def _drafts(record: FilingRecord, filing: Filing, drafts: Sequence[Draft]) -> Iterator[PageFault]:
    """What keeps the drafts from being stored; the rows of one table are judged together."""
    for page in dict.fromkeys(subject.page for subject, _ in drafts):
        here = [draft for draft in drafts if draft[0].page == page]
        yield from _of_rows(record, filing, page, here) if page.is_list_of_pages else _of_page(record, filing, *here[0])


def _of_page(record: FilingRecord, filing: Filing, subject: Subject, copy: WorkingCopy) -> Iterator[PageFault]:
    opened = Opened(subject, Content.of(copy.content), copy.revision, draft=True)
    for problem in problems_of(record, opened, filing) or [UNSAID]:
        yield _of_draft(record, subject, problem, problem.place)


def _of_rows(record: FilingRecord, filing: Filing, page: Page, drafts: Sequence[Draft]) -> Iterator[PageFault]:
    rows = [plain(row) for row in rows_of(filing, page)]
    owners: dict[str, Subject] = {}
    found: list[Problem] = []
    for subject, copy in drafts:
        n = len(rows) if subject.is_new else subject.n or 0
        at = place(page, n)
        typed = collect(subject.wanted, post_of(Content.of(copy.content), at), at, str(filing.amount_unit))
        rows[n : n + 1] = [typed.raw]
        owners[at] = subject
        found += typed.problems
    found += judged(filing, page.members, {page.key: rows})[1]
    yield from _by_owner(record, owners, found)


def _by_owner(record: FilingRecord, owners: dict[str, Subject], found: Iterable[Problem]) -> Iterator[PageFault]:
    said = set()
    for problem in found:
        at, closing, rest = problem.place.partition("]")
        subject = owners.get(at + closing)
        if subject is not None:
            said.add(at + closing)
            yield _of_draft(record, subject, problem, subject.place + rest)
    for at, subject in owners.items():
        if at not in said:
            yield _of_draft(record, subject, UNSAID, subject.place)


def _of_draft(record: FilingRecord, subject: Subject, problem: Problem, cell: str) -> PageFault:
    kind = MISSING if problem.missing else ERROR
    address = f"{_address(record, subject)}#{identifier(cell)}"
    return PageFault(subject.page.key, kind, where(problem.place), problem.message, address)


def _address(record: FilingRecord, subject: Subject) -> str:
    if subject.page.key == FACTS:
        return reverse("admin:filings_filingrecord_change", args=[record.pk])
    row = [subject.key] if subject.key else []
    name = "admin:filings_filingrecord_row" if row else "admin:filings_filingrecord_table"
    return reverse(name, args=[record.pk, subject.page.key, *row])
