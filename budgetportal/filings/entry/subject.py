"""What a working copy is a copy of: an entry page, or one row of a page whose rows have pages of their own."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.fields import Spec, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.narration import Draft
from budgetportal.disclosure.narration.answers import answered
from budgetportal.filings.editing import filing_of_last_year
from budgetportal.filings.entry.builder import Builder
from budgetportal.filings.entry.changes import Content
from budgetportal.filings.entry.collect import Collected, collect
from budgetportal.filings.entry.content import post_of
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.listed import described, name_of, place, row_keys, rows_of
from budgetportal.filings.entry.narrative import cells_of, collected, texts_of
from budgetportal.filings.entry.pages import NARRATIVE, Page
from budgetportal.filings.entry.saving import stamp_of
from budgetportal.filings.models import FilingRecord, WorkingCopy

NEW = "new"
TOKEN = re.compile(r"new-[0-9a-f]{8,16}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Subject:
    """A page, or its ``n``-th row: that with the primary key ``row``, or a new one known by its ``token`` alone."""

    page: Page
    row: str = ""
    token: str = ""
    n: int | None = None

    @property
    def place(self) -> str:
        """The place in the filing below which its fields stand."""
        return "" if self.n is None else place(self.page, self.n)

    @property
    def is_new(self) -> bool:
        """Whether it is a row that is not stored yet; it is to stand before the row that is ``n``-th now."""
        return self.n is not None and not self.row

    @property
    def key(self) -> str:
        """How addresses name the row."""
        return self.row or self.token

    @property
    def wanted(self) -> Mapping[str, Spec]:
        """Its fields."""
        return self.page.wanted if self.n is None else specs(described(self.page))

    def raw(self, filing: Filing) -> Mapping[str, Any]:
        """What the filing has there, as plain members."""
        if self.n is None:
            return {name: value for name, value in plain(filing).items() if name in self.page.members}
        return {} if self.is_new else plain(rows_of(filing, self.page)[self.n])

    def collect(self, post: Mapping[str, str], unit: str) -> Collected:
        """What a posted form says of it; ``unit`` is that of the filing's amounts."""
        return collect(self.wanted, post, self.place, unit)

    def typed(self, content: Content, unit: str) -> Collected:
        """What a content says of it."""
        return self.collect(post_of(content, self.place), unit)

    def whole(self, filing: Filing, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        """The members of the page with this as their part."""
        if self.n is None:
            return raw
        rows = [plain(row) for row in rows_of(filing, self.page)]
        return {self.page.key: [*rows[: self.n], raw, *rows[self.n + (not self.is_new) :]]}

    def stamp(self, filing: Filing) -> str:
        """What is stored there, as a mark that changes with it."""
        return stamp_of(self.raw(filing))

    def nodes(self, filing: Filing, typed: Collected | None = None) -> list[Any]:
        """Its inputs with what is stored, or with what is typed."""
        raw = self.raw(filing) if typed is None else typed.raw
        return Builder(Context.of(filing), typed).members(self.wanted, raw, self.place)

    def label(self, filing: Filing) -> str:
        """Its name for a person."""
        if self.n is None:
            return self.page.label
        return f"{self.page.label}：{'新增' if self.is_new else name_of(rows_of(filing, self.page)[self.n])}"


@dataclass(frozen=True, slots=True)
class KnownRows:
    """The stored rows of a page by their keys, and which copy each of those was begun as that were begun here."""

    keys: Sequence[str]
    begun: Mapping[str, int]

    def place_of(self, copy: int) -> int:
        """Where a row that was begun as a copy is to stand: before the rows that were begun after it."""
        return next((n for n, key in enumerate(self.keys) if self.begun.get(key, 0) > copy), len(self.keys))


def known_rows(record: FilingRecord, page: Page) -> KnownRows:
    """The rows of a page whose rows have pages of their own; two queries."""
    copies = WorkingCopy.objects.filter(filing=record, page=page.key).exclude(token="").exclude(row="")
    return KnownRows([str(key) for key in row_keys(record, page)], dict(copies.values_list("row", "pk")))


@dataclass(frozen=True, slots=True)
class NarrativeSubject(Subject):
    """The narrative: the texts of several tables, each by its blank; ``last`` is last year's published filing."""

    last: Filing | None = None

    def draft(self, filing: Filing) -> Draft:
        """The narrative of a filing."""
        return Draft(filing, self.last)

    def raw(self, filing: Filing) -> Mapping[str, Any]:
        """The texts that there are, by the places of their blanks."""
        return texts_of(self.draft(filing))

    def collect(self, post: Mapping[str, str], unit: str) -> Collected:  # noqa: ARG002 - last year's are all 万元
        """The texts of a posted form; blanks that it does not show stay as they are."""
        return collected(post, self.page.members)

    def typed(self, content: Content, unit: str) -> Collected:
        """Every text of a content, empty ones among them."""
        return self.collect(content.fields, unit)

    def whole(self, filing: Filing, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        """The members of the page with the typed texts in them."""
        members = answered(self.draft(filing), raw)
        return {name: value for name, value in members.items() if name in self.page.members}

    def nodes(self, filing: Filing, typed: Collected | None = None) -> list[Any]:
        """An input for each blank, and for each paragraph that may be worded otherwise."""
        return cells_of(self.draft(filing), typed)


def subject_of(record: FilingRecord, page: Page, key: str = "") -> Subject | None:
    """The page, or the row of it that an address names; None where there is no such row."""
    if page.key == NARRATIVE:
        return None if key else NarrativeSubject(page, last=filing_of_last_year(record))
    if not page.is_list_of_pages:
        return None if key else Subject(page)
    if not TOKEN.fullmatch(key):
        keys = [str(found) for found in row_keys(record, page)]
        return Subject(page, row=key, n=keys.index(key)) if key in keys else None
    rows = known_rows(record, page)
    copy = WorkingCopy.objects.filter(filing=record, page=page.key, token=key).only("row", "token").first()
    return subject_in(rows, page, copy) if copy else Subject(page, token=key, n=len(rows.keys))


def subject_in(rows: KnownRows, page: Page, copy: WorkingCopy) -> Subject | None:
    """The row of a page that a working copy is of; None where it is gone."""
    if not copy.row:
        return Subject(page, token=copy.token, n=rows.place_of(copy.pk))
    return Subject(page, row=copy.row, n=rows.keys.index(copy.row)) if copy.row in rows.keys else None


def new_token() -> str:
    """A name for a row that is not stored yet."""
    return f"{NEW}-{secrets.token_hex(8)}"


def settled_subject(record: FilingRecord, subject: Subject) -> Subject:
    """The subject after it was stored: a new row has its primary key."""
    if subject.n is None or not subject.is_new:
        return subject
    return replace(subject, row=str(row_keys(record, subject.page)[subject.n]))
