"""A filing in the database, read anew, and many rows to put into it."""

from decimal import Decimal

from budgetportal.disclosure.budget import ExpenditureRow
from budgetportal.disclosure.terms import Category, Source
from budgetportal.filings.models import FilingRecord


def fetched(record: FilingRecord) -> FilingRecord:
    return FilingRecord.objects.select_related("unit__parent").get(pk=record.pk)


def many_rows(count: int) -> tuple[ExpenditureRow, ...]:
    codes = [f"20{n:05d}" for n in range(count)]
    return tuple(
        ExpenditureRow(function=code, source=Source.GENERAL, category=Category.PROJECT, amount=Decimal("1.00"))
        for code in codes
    )
