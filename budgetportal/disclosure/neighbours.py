"""Which other disclosures of the same unit a filing is held against, besides last year's of its kind."""

from __future__ import annotations

from collections.abc import Mapping

from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.terms import DisclosureKind

Neighbour = tuple[DisclosureKind, int]  # its kind, and its fiscal year less the filing's own
HELD_AGAINST: Mapping[DisclosureKind, tuple[Neighbour, ...]] = {
    DisclosureKind.BUDGET: ((DisclosureKind.FINAL, -1),),
    DisclosureKind.FINAL: (
        (DisclosureKind.FINAL, 1),  # of a year that was published late, or is corrected
        (DisclosureKind.BUDGET, 1),
        (DisclosureKind.SELF_EVALUATION, 0),
    ),
    DisclosureKind.SELF_EVALUATION: ((DisclosureKind.FINAL, 0),),
}


def in_words(kind: DisclosureKind, year: int, filing: Filing) -> str:
    """A disclosure of the unit of a filing as messages name it: 2023 年部门决算."""
    scope = filing.unit.scope.label
    names = {DisclosureKind.BUDGET: f"{scope}预算", DisclosureKind.FINAL: f"{scope}决算"}
    return f"{year} 年{names.get(kind, kind.label)}"


def document(filing: Filing) -> str:
    """A filing as messages name it."""
    return in_words(kind_of(filing), filing.fiscal_year, filing)
