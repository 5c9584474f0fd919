"""From a place in a filing to the entry cell where it is mended."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.urls import reverse

from budgetportal.disclosure.filing import Filing
from budgetportal.filings.entry.inputs import input_of
from budgetportal.filings.entry.listed import row_keys
from budgetportal.filings.entry.nodes import identifier
from budgetportal.filings.entry.pages import FACTS, PAGES, Page
from budgetportal.filings.models import FilingRecord

TOPIC = re.compile(r"(comparisons)\[([^\[\]]+)\]")
ROW = re.compile(r"\w+\[(\d+)\]")


class Links:
    """The addresses of the entry cells of one filing; the rows with pages of their own cost one query a table."""

    def __init__(self, record: FilingRecord, filing: Filing) -> None:
        self.record = record
        self.filing = filing
        self._keys = cache(row_keys)

    def address(self, place: str) -> str:
        """The address of a place (``expenditure[3].amount``), "" where no entry page has it."""
        place = TOPIC.sub(self._row_of_topic, place)
        member = re.split(r"[.\[]", place, maxsplit=1)[0]
        page = next((page for page in PAGES[self.record.kind].all if member in page.members), None)
        if page is None:
            return ""
        listed = page.is_list_of_pages and place == member  # a list of links, where nothing is typed
        found = "" if listed else input_of(self.filing, place)
        return self._page(page, place) + (f"#{identifier(found)}" if found else "")

    def _page(self, page: Page, place: str) -> str:
        if page.key == FACTS:
            return reverse("admin:filings_filingrecord_change", args=[self.record.pk])
        row = ROW.match(place) if page.is_list_of_pages else None
        keys = self._keys(self.record, page) if row else []
        if row and int(row[1]) < len(keys):
            return reverse("admin:filings_filingrecord_row", args=[self.record.pk, page.key, keys[int(row[1])]])
        return reverse("admin:filings_filingrecord_table", args=[self.record.pk, page.key])

    def _row_of_topic(self, match: re.Match[str]) -> str:
        """The row of a compared figure by its number; a topic that nobody entered stands for the first row."""
        rows: Any = getattr(self.filing, match[1], ())
        topic, _, against = match[2].partition(":")
        found = (
            n for n, row in enumerate(rows) if row.topic == topic and (getattr(row, "against", None) or "") == against
        )
        return f"{match[1]}[{next(found, 0)}]"
