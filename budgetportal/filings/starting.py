"""从上年开始: a new filing that begins with last year's rows and names, its figures left to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from budgetportal.disclosure.carry_forward import carry_forward
from budgetportal.disclosure.editions import edition_for
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.soundness.common import YEARS
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings.editing import published_last_year
from budgetportal.filings.entry.adding import TAKEN
from budgetportal.filings.entry.drafts import begin_drafts
from budgetportal.filings.entry.pages import PAGES, Page
from budgetportal.filings.entry.subject import Subject, new_token
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, store
from budgetportal.units.access import has_role
from budgetportal.units.models import Person, Role


@dataclass(frozen=True, slots=True)
class Started:
    """The new filing, and what a person is told of it; without a filing the reasons why there is none."""

    record: FilingRecord | None
    notes: tuple[str, ...]


def sources(units: frozenset[int]) -> QuerySet[FilingRecord]:
    """The filings of units that have no successor yet, the newest first."""
    later = FilingRecord.objects.filter(
        unit=OuterRef("unit"), kind=OuterRef("kind"), fiscal_year=OuterRef("fiscal_year") + 1
    )
    found = FilingRecord.objects.filter(unit__in=units, fiscal_year__lt=YEARS[-1]).filter(~Exists(later))
    return found.select_related("unit").order_by(F("fiscal_year").desc(), "unit__code", "kind")


@dataclass(frozen=True, slots=True)
class StartFromLastYear:
    """One accountant begins the filing of the year after another one of the unit."""

    last: FilingRecord
    person: Person

    @property
    def year(self) -> int:
        """The new year."""
        return self.last.fiscal_year + 1

    @property
    def edition(self) -> Edition | None:
        """The form of the new year."""
        return edition_for(
            DisclosureKind(self.last.kind), self.year, self.last.unit.region, self.last.edition
        )

    def check(self) -> list[str]:
        """Why it cannot be done; empty where it can."""
        if not has_role(self.person, self.last.unit, Role.ACCOUNTANT):
            return ["新建填报须由该单位的填报人来做。"]
        return list(self._obstacles())

    def execute(self) -> Started:
        """Make the filing, its rows and its drafts, all or nothing."""
        if found := self.check():
            return Started(None, tuple(found))
        record = self._record()
        try:
            with transaction.atomic():
                record.save()
                return Started(record, tuple(self._fill(record)))
        except IntegrityError:  # somebody else made it in between
            return Started(None, (TAKEN.format(record) + "。",))

    def _record(self) -> FilingRecord:
        edition = self.edition
        return FilingRecord(
            unit=self.last.unit,
            fiscal_year=self.year,
            kind=self.last.kind,
            edition=edition.name if edition else "",
            amount_unit=load(self.last).amount_unit,
        )

    def _obstacles(self) -> Iterator[str]:
        year = self.year
        if year not in YEARS or self.edition is None:
            yield f"没有 {year} 年可用的表式。"
        same = FilingRecord.objects.filter(unit=self.last.unit, kind=self.last.kind, fiscal_year=year)
        if taken := same.first():
            yield TAKEN.format(taken) + "。"

    def _fill(self, record: FilingRecord) -> Iterator[str]:
        """Store what can be stored, keep the rest as drafts; what there is to say about it."""
        published = published_last_year(record)
        last: Filing = published or load(self.last)
        carried = carry_forward(load(record), last, published)
        unsound = problems(carried.filing)
        if not unsound:
            store(record, carried.filing)
            record.refresh_from_db()
        begin_drafts(record, load(record), _drafts(record.kind, carried.waiting), self.person)
        year = last.fiscal_year
        yield (
            f"已带入 {year} 年的科目、项目、绩效指标和文字；金额留空，逐页填入本年数后自动存入。"
            if carried.waiting
            else f"已带入 {year} 年的文字。"
        )
        yield (
            f"与上年比较的上年数取自 {year} 年已公开的填报，不能改动。"
            if published
            else f"{year} 年的填报还没有公开，上年数没有带入；公开后自动列入。"
        )
        yield from (f"上年的文字没有带入：{problem}。" for problem in unsound[:1])
        yield from (f"{sentence}。" for sentence in carried.gone)


def _drafts(kind: str, waiting: Mapping[str, Any]) -> Iterator[tuple[Subject, Mapping[str, Any]]]:
    """The pages that wait, each with what is typed there; of a page whose rows have pages, each row."""
    for name, raw in waiting.items():
        page: Page | None = PAGES[kind].table(name)
        if page is None:
            continue
        if page.is_list_of_pages:
            yield from ((Subject(page, token=new_token(), n=0), row) for row in raw)
        else:
            yield Subject(page), {name: raw}
