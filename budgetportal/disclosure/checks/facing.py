"""Two disclosures of one unit, face to face: what is held against what, and what is said where they differ.

Which of the two is wrong nobody can tell from here, and the published one does not change silently: such a difference
is a warning that is mended or explained, never an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.checks.case import HALF_CENT, Case
from budgetportal.disclosure.checks.findings import Fault, differing
from budgetportal.disclosure.checks.rule import NothingToCheck
from budgetportal.disclosure.facts import Fact
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.neighbours import document, in_words
from budgetportal.disclosure.places import where
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import AmountUnit, DisclosureKind

WHAT_TO_DO = "核对两处：这里填错的改正，已公开的有误的先更正，口径不同、有过调整的写明原因"


@dataclass(frozen=True, slots=True)
class Side:
    """A figure (万元) of one of the two: its cell, its name in words, the other cells that it is made of."""

    place: str
    words: str
    amount: Decimal
    also: tuple[str, ...] = ()


def cell(place: str, amount: Decimal) -> Side:
    """A figure that stands in one cell."""
    return Side(place, f"“{where(place)}”", amount)


def sum_of(facts: Sequence[Fact], table: str, words: str) -> Side:
    """A sum of cells of a table; of none it stands at the table."""
    first, *rest = [fact.place for fact in facts] or [table]
    return Side(first, words, total(fact.amount for fact in facts), tuple(rest))


def published_other(case: Case, kind: DisclosureKind, years: int = 0) -> Scene:
    """The unit's published filing of a kind, so many years after the filing's own; nothing is checked without it."""
    own = case.entered
    found = case.other(kind, own.fiscal_year + years)
    if found is None:
        raise NothingToCheck(f"系统中没有本单位已公开的 {in_words(kind, own.fiscal_year + years, own)}")
    like_with_like(own, found.filing)
    return found


def lacking(filing: Filing, what: str) -> NothingToCheck:
    """What one of the two does not say."""
    return NothingToCheck(f"{document(filing)}没有{what}")


def like_with_like(own: Filing, other: Filing) -> None:
    """Figures of a department with those below it are no figures of the unit alone."""
    if other.unit.scope is not own.unit.scope:
        raise NothingToCheck(
            f"已公开的 {document(other)}的公开范围是“{other.unit.scope.label}”，"
            f"这份填报是“{own.unit.scope.label}”，不能比较"
        )


def slack(case: Case, terms: int = 1) -> Decimal:
    """How far two printed figures, one of them a sum of so many printed terms, are apart by rounding alone."""
    entered = [one for one in (case.entered, case.last, *case.others) if one]
    is_copy = terms <= 1 and all(one.amount_unit is AmountUnit.WAN for one in entered)
    return Decimal(0) if is_copy else HALF_CENT * (terms + 1)


def contradicting(own: Side, own_filing: Filing, other: Side, other_filing: Filing, tolerance: Decimal) -> Fault:
    """The filing's own figure, which is not the published one."""
    message = (
        f"{document(own_filing)}{own.words} {{found}} 万元，已公开的 {document(other_filing)}{other.words} "
        f"{{expected}} 万元，相差 {{difference}} 万元；{WHAT_TO_DO}"
    )
    return differing(own.place, message, other.amount, own.amount, tolerance, own.also)
