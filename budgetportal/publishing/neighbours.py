"""The unit's public filings that one of its filings is held against (``disclosure/neighbours.py`` says which)."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.neighbours import HELD_AGAINST
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.making import filing_of
from budgetportal.publishing.models import Version
from budgetportal.publishing.versions import current


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Last year's public filing of the same kind, None where there is none; and those of other kinds and years."""

    last: Filing | None
    others: tuple[Filing, ...]


def neighbours(record: FilingRecord) -> Neighbours:
    """Return what a filing of the record is held against; one query."""
    kind, year = DisclosureKind(record.kind), record.fiscal_year
    shown = current(Version.objects.filter(_near(kind, year), unit=record.unit_id))
    found = {(kind_of(filing), filing.fiscal_year): filing for filing in map(filing_of, shown)}
    return Neighbours(found.pop((kind, year - 1), None), tuple(found.values()))


def mark() -> Case:
    """Return the keys of each record's neighbours as one text: it changes whenever one of them is published anew."""
    nothing = Value("", TextField())
    by_kind = [When(kind=kind, then=Coalesce(Subquery(_keys(kind)), nothing)) for kind in DisclosureKind]
    return Case(*by_kind, default=nothing)


def _keys(kind: DisclosureKind) -> QuerySet[Any]:
    near = Version.objects.filter(_near(kind, OuterRef("fiscal_year")), unit=OuterRef("unit"))
    key = StringAgg(Cast("pk", TextField()), ",", order_by="pk")
    return current(near).order_by().values("unit").annotate(keys=key).values("keys")


def _near(kind: DisclosureKind, year: Any) -> Q:
    """Return the versions of these kinds and years; the year may be a column."""
    wanted = [(kind, -1), *HELD_AGAINST[kind]]
    return reduce(or_, (Q(kind=other, fiscal_year=year + years) for other, years in wanted))
