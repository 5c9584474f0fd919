"""The task list of a filing as values: how far each entry page and printed table is, and what is to do.

``counting`` counts it; ``kept_tally`` keeps the counts, for counting holds the filing against all checks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from budgetportal.disclosure.terms import Term
from budgetportal.filings.entry.faults import PageFault
from budgetportal.filings.entry.pages import NARRATIVE


class Status(Term):
    """How far a page or a printed table is."""

    NOT_STARTED = "not_started", "未开始"
    IN_PROGRESS = "in_progress", "填写中"
    FAULTY = "faulty", "有错误"
    DONE = "done", "已完成"
    EMPTY = "empty", "空表"


@dataclass(frozen=True, slots=True)
class PageTally:
    """One entry page."""

    key: str
    status: str
    rows: str = ""
    sum: str = ""
    errors: int = 0
    missing: int = 0
    warnings: int = 0

    @property
    def label(self) -> str:
        """The status in words."""
        return Status(self.status).label

    @property
    def is_empty(self) -> bool:
        """Whether it may be declared empty."""
        return self.status == Status.NOT_STARTED

    @property
    def note(self) -> str:
        """What is to do, in words."""
        said = ((self.errors, "处错误"), (self.missing, "处没有填"), (self.warnings, "个提醒"))
        return "，".join(f"{count} {words}" for count, words in said if count)


@dataclass(frozen=True, slots=True)
class TableTally:
    """One table that has to be filled or declared empty; ``printed``: of the published form."""

    key: str
    name: str
    status: str
    printed: bool
    feeds: Sequence[str] = ()
    own: bool = False  # declared itself, not by the entry tables that it is made of

    @property
    def label(self) -> str:
        """The status in words."""
        return "有数" if self.status == Status.DONE else Status(self.status).label

    @property
    def is_settled(self) -> bool:
        """Whether it counts."""
        return self.status in (Status.DONE, Status.EMPTY)


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole."""

    pages: tuple[PageTally, ...]
    tables: tuple[TableTally, ...]
    faults: tuple[PageFault, ...]  # the first of them
    errors: int
    missing: int
    warnings: int
    totals: Sequence[str] = ()  # income, expenditure, difference

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Tally:
        """The tally from its plain form."""
        parts = {"pages": PageTally, "tables": TableTally, "faults": PageFault}
        made = {name: tuple(made_of(**one) for one in raw[name]) for name, made_of in parts.items()}
        return cls(**{**raw, **made})

    @property
    def by_page(self) -> dict[str, PageTally]:
        """The pages by key."""
        return {page.key: page for page in self.pages}

    @property
    def settled(self) -> int:
        """How many tables are filled or declared empty."""
        return sum(table.is_settled for table in self.tables)

    @property
    def next_step(self) -> str:
        """What an accountant does next."""
        if self.errors:
            return "改正错误"
        if self.missing or self.settled < len(self.tables):
            return "继续填写"
        if self.by_page[NARRATIVE].status == Status.IN_PROGRESS:
            return "补全情况说明，然后送审"
        return "说明提醒，然后送审" if self.warnings else "可以送审"
