"""Last year's figure, where the unit has published it, is not typed: a page takes no other one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.last_year import typed_otherwise
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.editing import published_last_year
from budgetportal.filings.models import FilingRecord

Said: TypeAlias = tuple[Any, ...]  # of what a figure is, and the figure


def refused(record: FilingRecord, stored: Filing, typed: Filing) -> list[Problem]:
    """What is typed otherwise than published; a figure that came with a file stays until somebody clears it (B42)."""
    known = {said for _, said in _priors(stored)}
    fresh = {place for place, said in _priors(typed) if said not in known}
    last = published_last_year(record) if fresh else None
    return [
        Problem(place, f"上年数填的是 {printed(was)}，上年公开的是 {printed(figure)}；清空本格，公开时取上年公开数")
        for place, was, figure in typed_otherwise(typed, last)
        if place in fresh
    ]


def _priors(filing: Filing) -> Iterator[tuple[str, Said]]:
    for n, row in enumerate(getattr(filing, "comparisons", ())):
        if row.prior is not None:
            yield f"comparisons[{n}].prior", (row.topic, getattr(row, "against", None), row.prior)
    for n, row in enumerate(getattr(filing, "official_expenses", ())):
        if getattr(row, "prior", None) is not None:  # a budget has none there
            yield f"official_expenses[{n}].prior", (row.item, row.prior)
