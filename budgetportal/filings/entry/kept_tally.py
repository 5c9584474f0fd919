"""
The counts of filings, kept in the database under a mark of everything that they depend on.

A count is made anew only when its mark has changed; a list reads the counts of all its filings in its own query. They
are for showing; the workflow counts for itself.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from budgetportal.filings.editing import with_review_mark
from budgetportal.filings.entry.counting import count
from budgetportal.filings.entry.tally import Tally
from budgetportal.filings.models import EmptyTable, FilingRecord, KeptTally, WorkingCopy
from budgetportal.filings.storage import load

FORMAT = 2  # raised when what is counted or kept changes


def marked(records: QuerySet[FilingRecord]) -> QuerySet[Any]:
    """The records with what their mark is made of, and the count that is kept of each; in the same query."""
    drafts = WorkingCopy.objects.filter(filing=OuterRef("pk"), draft=True).order_by().values("filing")
    said = EmptyTable.objects.filter(filing=OuterRef("pk")).order_by().values("filing")
    return (
        with_review_mark(records)
        .select_related("unit__parent", "kept_tally")
        .annotate(
            mark_drafts=Subquery(drafts.annotate(n=Count("pk")).values("n")),
            mark_drafted=Subquery(drafts.annotate(last=Max("updated_at")).values("last")),
            mark_declared=Subquery(said.annotate(n=Count("pk")).values("n")),
            mark_declared_last=Subquery(said.annotate(last=Max("pk")).values("last")),
        )
    )


def mark_of(record: Any) -> str:
    """What a count depends on; with the day, so that a count of an earlier release does not stay."""
    drafted = record.mark_drafted.timestamp() if record.mark_drafted else ""
    parts = (
        FORMAT, timezone.localdate(), record.edition, record.revision, record.mark_drafts, drafted,
        record.mark_declared, record.mark_declared_last, getattr(record, "review_mark", ""),
    )  # fmt: skip
    return "|".join(map(str, parts))


def kept(record: Any) -> Tally | None:
    """The kept count of a record that ``marked`` gave; None where it is not that of the filing as it is now."""
    found: KeptTally | None = getattr(record, "kept_tally", None)
    return Tally.of(found.content) if found is not None and found.mark == mark_of(record) else None


def counted(record: Any) -> Tally:
    """The count of a record that ``marked`` gave, made and kept where it has changed.

    The entries are read after the mark: what somebody saves in between is counted again the next time.
    """
    if found := kept(record):
        return found
    made = count(record, load(record))
    row = KeptTally(filing=record, mark=mark_of(record), content=asdict(made))
    KeptTally.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["filing"], update_fields=["mark", "content"]
    )
    return made


def tally_of(record: FilingRecord) -> Tally:
    """The count of one filing as it is now."""
    return counted(marked(FilingRecord.objects.filter(pk=record.pk)).get())
