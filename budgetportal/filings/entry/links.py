"""From a place in a filing to the entry cell where it is mended."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.urls import reverse

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.narration.topics import topic_key
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings.entry.inputs import input_of
from budgetportal.filings.entry.listed import row_keys
from budgetportal.filings.entry.nodes import identifier
from budgetportal.filings.entry.pages import FACTS, NARRATIVE, PAGES, Page
from budgetportal.filings.models import FilingRecord

SENTENCES = ("comparisons[", "wording.")  # entered on the page of the narrative
OFFICIAL = "comparisons[official."
TOPIC = re.compile(r"^comparisons\[([^\[\]]+)\]")
NUMBERED = re.compile(r"^comparisons\[(\d+)\]")
ROW = re.compile(r"\w+\[(\d+)\]")


def page_of(record: FilingRecord, place: str) -> Page | None:
    """The entry page of a place in the filing; None where no page has it."""
    pages = PAGES[record.kind]
    if place.startswith(SENTENCES) and not _is_in_no_sentence(record, place):
        return pages.narrative
    member = re.split(r"[.\[]", place, maxsplit=1)[0]
    return next((page for page in pages.all if member in page.members), None)


def _is_in_no_sentence(record: FilingRecord, place: str) -> bool:
    """Whether it is last year's figure of the official expenses: in final accounts it is typed in the table alone."""
    return record.kind == DisclosureKind.FINAL and place.startswith(OFFICIAL) and place.endswith(".prior")


class Links:
    """The addresses of the entry cells of one filing; the rows with pages of their own cost one query a table."""

    def __init__(self, record: FilingRecord, filing: Filing) -> None:
        self.record = record
        self.filing = filing
        self._keys = cache(row_keys)

    def address(self, place: str) -> str:
        """The address of a place (``expenditure[3].amount``), "" where no entry page has it."""
        page = page_of(self.record, place)
        if page is None:
            return ""
        if page.key == NARRATIVE:
            return self._in_narrative(place)
        place = TOPIC.sub(self._row_of_topic, place)
        listed = page.is_list_of_pages and place == page.key  # a list of links, where nothing is typed
        found = "" if listed else input_of(self.filing, place)
        return self._page(page, place) + (f"#{identifier(found)}" if found else "")

    @property
    def facts(self) -> str:
        """The address of the overview with the basic facts."""
        return reverse("admin:filings_filingrecord_change", args=[self.record.pk])

    def _page(self, page: Page, place: str) -> str:
        if page.key == FACTS:
            return self.facts
        row = ROW.match(place) if page.is_list_of_pages else None
        keys = self._keys(self.record, page) if row else []
        if row and int(row[1]) < len(keys):
            return reverse("admin:filings_filingrecord_row", args=[self.record.pk, page.key, keys[int(row[1])]])
        return reverse("admin:filings_filingrecord_table", args=[self.record.pk, page.key])

    def _row_of_topic(self, match: re.Match[str]) -> str:
        """The row of a compared figure by its number; a topic that nobody entered stands for the first row."""
        keys = [topic_key(row) for row in getattr(self.filing, "comparisons", ())]
        return f"comparisons[{keys.index(match[1]) if match[1] in keys else 0}]"

    def _in_narrative(self, place: str) -> str:
        """The blank of a compared figure, or the paragraph in the unit's own words, in its sentence."""
        page = reverse("admin:filings_filingrecord_table", args=[self.record.pk, NARRATIVE])
        return f"{page}#{identifier(NUMBERED.sub(self._topic_of_row, place))}"

    def _topic_of_row(self, match: re.Match[str]) -> str:
        rows: Any = getattr(self.filing, "comparisons", ())
        found = topic_key(rows[int(match[1])]) if int(match[1]) < len(rows) else match[1]
        return f"comparisons[{found}]"
