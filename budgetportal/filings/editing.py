"""Where a filing stands in the workflow, and whether it may still be changed. The workflow is a room above this one."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from budgetportal.disclosure.checks.findings import Finding
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.models import FilingRecord

STATE = "budgetportal.publishing.state"  # named, not imported: publishing stands on filings, not the other way round
FINDINGS = "budgetportal.publishing.findings"
VERSIONS = "budgetportal.publishing.versions"


@cache
def _workflow(name: str, module: str = STATE) -> Any:
    return import_string(f"{module}.{name}") if find_spec(module) else None


def editable(record: FilingRecord) -> bool:
    """Whether the workflow leaves the filing open for changes."""
    found = _workflow("editable")
    return found is None or bool(found(record))


def with_state(records: QuerySet[FilingRecord]) -> QuerySet[Any]:
    """The records annotated with ``state`` in the same query."""
    found = _workflow("annotated")
    return records if found is None else found(records)


def states() -> list[tuple[str, str]]:
    """The states of the workflow with their Chinese names."""
    found = _workflow("State")
    return [] if found is None else list(found.choices)


def filing_of_last_year(record: FilingRecord) -> Filing | None:
    """The unit's public filing of the same kind of the year before, None where there is none."""
    found = _workflow("filing_of_last_year", VERSIONS)
    return None if found is None else found(record)


def state_name(record: FilingRecord) -> str:
    """The name of the state of a record that ``with_state`` annotated."""
    return dict(states()).get(getattr(record, "state", ""), "填报中")


def open_findings(record: FilingRecord, filing: Filing) -> list[Finding]:
    """What the checks find in a sound filing and nobody has cured or answered."""
    found = _workflow("open_findings", FINDINGS)
    return [] if found is None else list(found(record, filing))


def with_review_mark(records: QuerySet[FilingRecord]) -> QuerySet[Any]:
    """The records annotated with ``review_mark``: it changes with what findings depend on besides the entries."""
    found = _workflow("marked", FINDINGS)
    return records if found is None else found(records)


def published_last_year(record: FilingRecord) -> Filing | None:
    """The unit's public filing of the same kind of the year before."""
    found = _workflow("filing_of_last_year", VERSIONS)
    return None if found is None else found(record)
