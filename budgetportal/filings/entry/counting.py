"""The counting of a filing's tasks: what stands on each entry page and printed table, and what is to do there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budgetportal.disclosure import soundness
from budgetportal.disclosure.completeness import printed_tables
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.narration import Draft
from budgetportal.disclosure.running_totals import running_totals
from budgetportal.filings.editing import filing_of_last_year
from budgetportal.filings.emptiness import Table, declared, page_is_empty, settled
from budgetportal.filings.entry.drafts import unstored
from budgetportal.filings.entry.faults import ERROR, MISSING, WARNING, PageFault, faults_of
from budgetportal.filings.entry.listed import rows_of
from budgetportal.filings.entry.overview import printed, table_lines
from budgetportal.filings.entry.pages import FACTS, NARRATIVE, PAGES, Page
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.entry.tally import PageTally, Status, TableTally, Tally
from budgetportal.filings.models import FilingRecord, WorkingCopy

MOST_FAULTS = 50  # that are listed; all are counted


def count(record: FilingRecord, filing: Filing) -> Tally:
    """Count the tasks of a filing as it is stored; no warnings while figures are missing that they would compare."""
    said, drafts = declared(record), unstored(record)
    faults = faults_of(record, filing, drafts)
    if _of_kind(faults, MISSING):
        faults = [fault for fault in faults if fault.kind != WARNING]
    tables = () if soundness.problems(filing) else tuple(_tables(filing, said))
    totals = running_totals(filing)
    return Tally(
        pages=(
            *_pages(filing, said, faults, _typed_rows(filing, drafts)),
            _narrative(filing, faults, _blanks(record, filing) if tables else 0),
        ),
        tables=tables,
        faults=tuple(fault for fault in faults if fault.kind == ERROR)[:MOST_FAULTS],
        errors=_of_kind(faults, ERROR),
        missing=_of_kind(faults, MISSING) + _undated(filing),
        warnings=_of_kind(faults, WARNING),
        totals=(
            [printed(amount) for amount in (totals.income, totals.expenditure, totals.difference)] if totals else []
        ),
    )


def _undated(filing: Filing) -> int:
    """1 where the date of the signature is missing, without which nothing is submitted."""
    return int(filing.issued_on is None)


def _of_kind(faults: Sequence[PageFault], kind: str) -> int:
    return sum(fault.kind == kind for fault in faults)


def _typed_rows(filing: Filing, drafts: Sequence[tuple[Subject, WorkingCopy]]) -> dict[str, int]:
    """The rows of the pages with drafts, those that wait to be stored among them."""
    found: dict[str, int] = {}
    for subject, copy in drafts:
        key = subject.page.key
        if subject.page.is_list_of_pages:
            found[key] = found.get(key, len(rows_of(filing, subject.page))) + subject.is_new
        else:
            found[key] = len(copy.content.get("grids", {}).get(key, ()))
    return found


def _pages(
    filing: Filing, said: frozenset[Table], faults: Sequence[PageFault], typed: Mapping[str, int]
) -> list[PageTally]:
    pages = PAGES[kind_of(filing)]
    lines = {line.page.key: line for line in table_lines(filing, pages.tables)}
    found = []
    for page in pages.own:
        counts = _counts(faults, page.key)
        line = lines.get(page.key)
        status = _status(filing, page, said, *counts[:2])
        rows = line.rows if line else ""
        if page.key in typed:
            rows = f"草稿 {typed[page.key]} 行" if typed[page.key] else "草稿"
        errors, missing, warnings = counts
        missing += _undated(filing) if page.key == FACTS else 0
        found.append(PageTally(page.key, status, rows, line.sum if line else "", errors, missing, warnings))
    return found


def _counts(faults: Sequence[PageFault], page: str) -> list[int]:
    here = [fault for fault in faults if fault.page == page]
    return [_of_kind(here, kind) for kind in (ERROR, MISSING, WARNING)]


def _blanks(record: FilingRecord, filing: Filing) -> int:
    """How many blanks of the sentences wait to be filled in."""
    return len(Draft(filing, filing_of_last_year(record)).narrative().missing)


def _narrative(filing: Filing, faults: Sequence[PageFault], blanks: int) -> PageTally:
    """The page of the sentences: under way as long as one of them has a blank."""
    errors, missing, warnings = _counts(faults, NARRATIVE)
    status = _status_of_sentences(filing, errors, missing + blanks)
    return PageTally(NARRATIVE, status, f"{blanks} 处待填" if blanks else "", "", errors, missing, warnings)


def _status_of_sentences(filing: Filing, errors: int, missing: int) -> str:
    if errors:
        return Status.FAULTY
    if page_is_empty(filing, PAGES[kind_of(filing)].narrative):
        return Status.NOT_STARTED
    return Status.IN_PROGRESS if missing else Status.DONE


def _status(filing: Filing, page: Page, said: frozenset[Table], errors: int, missing: int) -> str:
    if errors:
        return Status.FAULTY
    if missing:
        return Status.IN_PROGRESS
    if page.key == FACTS:
        return _status_of_facts(filing)
    if not page_is_empty(filing, page):
        return Status.DONE
    return Status.EMPTY if Table(page.key) in said else Status.NOT_STARTED


def _status_of_facts(filing: Filing) -> str:
    """The page with the two dates: of the approval, from which the 20 days run, and of the signature."""
    dates = [filing.approval and filing.approval.date, filing.issued_on]
    if all(dates):
        return Status.DONE
    return Status.IN_PROGRESS if any(dates) else Status.NOT_STARTED


def _tables(filing: Filing, said: frozenset[Table]) -> list[TableTally]:
    if found := printed_tables(filing):
        return [
            TableTally(
                table.key,
                table.name,
                Status.DONE if table.filled else Status.EMPTY if settled(table, said) else Status.NOT_STARTED,
                True,
                list(table.feeds),  # as JSON gives it back
                Table(table.key, printed=True) in said,
            )
            for table in found
        ]
    pages = PAGES[kind_of(filing)].tables
    return [TableTally(page.key, page.label, _status(filing, page, said, 0, 0), False, [page.key]) for page in pages]
