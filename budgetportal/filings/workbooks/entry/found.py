"""What the sheets of an entry workbook say, as the fields of a form; and the plain members that this comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.problems import Problem
from budgetportal.filings.entry.collect import collect
from budgetportal.filings.workbooks.entry.layout import Column, SheetLayout
from budgetportal.filings.workbooks.entry.located import CellAt, Located
from budgetportal.filings.workbooks.entry.owners import Owners


@dataclass(frozen=True, slots=True)
class TypedTotal:
    """A total that stands on a sheet: only held against the sum of the rows."""

    layout: SheetLayout
    column: Column
    text: str
    cell: CellAt


@dataclass
class Reading:
    """What the sheets say."""

    post: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)  # lists of texts, by path
    cells: dict[str, CellAt] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # what to say of a place that cannot be read
    totals: list[TypedTotal] = field(default_factory=list)
    formulas: list[CellAt] = field(default_factory=list)
    problems: list[Located] = field(default_factory=list)
    warnings: list[Located] = field(default_factory=list)
    owners: dict[str, Owners] = field(default_factory=dict)


def members_of(found: Reading, filing: type[Filing], amount_unit: str) -> tuple[dict[str, Any], list[Problem]]:
    """The plain members that the sheets say, and what is wrong with their form."""
    collected = collect(specs(filing), found.post, unit=amount_unit, calculates=False)
    for path, texts in found.lines.items():
        if texts:
            _set(collected.raw, path, texts)
    return collected.raw, collected.problems


def _set(members: dict[str, Any], path: str, value: Any) -> None:
    *above, name = path.split(".")
    for step in above:
        members = members.setdefault(step, {})
    members[name] = value
