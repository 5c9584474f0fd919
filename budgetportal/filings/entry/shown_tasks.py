"""The parts of a filing's pages that say how far it is: tabs, the bar of totals, the groups of the task list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.running_totals import running_totals
from budgetportal.filings.entry.groups import GROUPS, OPTIONAL
from budgetportal.filings.entry.overview import printed as for_the_eye
from budgetportal.filings.entry.pages import PAGES, Page, Pages
from budgetportal.filings.entry.tally import PageTally, Status, TableTally, Tally

SIDES = ("income", "expenditure")
AddressOf = Callable[[Page], str]


@dataclass(frozen=True, slots=True)
class Tab:
    """One page in the bar of tabs and in the task list."""

    page: Page
    address: str
    tally: PageTally

    @property
    def optional(self) -> bool:
        """Whether it may be left out without a word."""
        return self.page.key in OPTIONAL


@dataclass(frozen=True, slots=True)
class Totals:
    """The bar of totals; ``side`` is the one that the open page enters, ``rest`` what that has from elsewhere."""

    income: str
    expenditure: str
    difference: str
    unit: str
    balanced: bool
    side: str = ""
    rest: str = ""


def tabs(tally: Tally, pages: Pages, opened: Page, address_of: AddressOf) -> list[Tab]:
    """The pages with their addresses and how far they are; a raw table only while it stands open."""
    known = tally.by_page
    return [Tab(page, address_of(page), known[page.key]) for page in pages.all if not page.is_raw or page == opened]


def grouped(listed: list[Tab], kind: str) -> list[tuple[str, list[Tab]]]:
    """The tabs under the headings of the task list."""
    known = {tab.page.key: tab for tab in listed}
    return [(title, [known[key] for key in keys]) for title, keys in GROUPS[kind]]


def totals_of(filing: Filing, page: Page) -> Totals | None:
    """The running totals of a filing while one of its pages stands open."""
    found = running_totals(filing)
    if found is None:
        return None
    side = page.key if page.key in SIDES else ""
    return Totals(
        income=for_the_eye(found.income),
        expenditure=for_the_eye(found.expenditure),
        difference=for_the_eye(found.difference),
        unit=str(filing.amount_unit),
        balanced=found.difference == Decimal(0),
        side=side,
        rest=printed(found.elsewhere[side]) if side else "",
    )


def tables_with_feeds(tally: Tally, kind: str) -> Iterator[tuple[TableTally, list[Page], bool]]:
    """The tables that count, each with the entry pages that it is made of, and whether to offer to declare it empty.

    Where all of those are empty they are what is declared; while one is being filled in it is too early.
    """
    pages, known = PAGES[kind], tally.by_page
    for table in tally.tables:
        feeds = [page for key in table.feeds if (page := pages.table(key))]
        statuses = {known[page.key].status for page in feeds}
        filled = bool(statuses & {Status.DONE, Status.FAULTY}) and Status.IN_PROGRESS not in statuses
        yield table, feeds, table.printed and filled and not table.is_settled
