"""Where the pages of a filing are."""

from typing import Any

from django.urls import reverse

from budgetportal.filings.models import FilingRecord


def overview(record: FilingRecord) -> str:
    return reverse("admin:filings_filingrecord_change", args=[record.pk])


def table(record: FilingRecord, key: str) -> str:
    return reverse("admin:filings_filingrecord_table", args=[record.pk, key])


def project(record: FilingRecord, key: Any) -> str:
    return reverse("admin:filings_filingrecord_row", args=[record.pk, "projects", key])


def workbook(record: FilingRecord, tail: str = "") -> str:
    return reverse(f"admin:filings_filingrecord_workbook{tail}", args=[record.pk])
