"""What an entry page knows besides the fields: the year's codes, the edition's sources, the unit of amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from budgetportal.classification.codes import Classification, Evidence, economic, functional
from budgetportal.disclosure.budget import TOPIC
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FINAL_TOPIC
from budgetportal.disclosure.places import topic_in_words
from budgetportal.disclosure.soundness.common import BASIC_ROW_CATEGORIES
from budgetportal.disclosure.terms import Category, Source, Term


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of the cells of one filing."""

    fiscal_year: int
    edition: str
    amount_unit: str

    @classmethod
    def of(cls, filing: Filing) -> Context:
        """The context of a filing's pages."""
        return cls(filing.fiscal_year, filing.edition, str(filing.amount_unit))

    def choices(self, spec: Spec, place: str) -> Sequence[Term]:
        """What may be chosen in a cell: of the sources those that the edition has there."""
        if spec.choices is None or spec.kind is not Kind.CHOICE:
            return ()
        edition = EDITIONS.get(self.edition)
        if spec.choices is Source and edition is not None:
            allowed = edition.official_sources if place.startswith("official_expenses") else edition.sources
            return [term for term in Source if term in allowed]
        if spec.choices is Category and place.startswith("basic_by_economic"):
            return BASIC_ROW_CATEGORIES
        return list(spec.choices)

    def note_of(self, spec: Spec, code: Any) -> str:
        """What stands beside a code: its name, and whether no text backs it."""
        name = self.name_of(spec, code)
        tree = self._tree(spec.kind)
        found = tree.find(str(code)) if name and tree else None
        return f"{name}（未核实）" if found and found.evidence is Evidence.UNVERIFIED else name

    def _tree(self, kind: Kind) -> Classification | None:
        if kind not in (Kind.FUNCTION, Kind.ECONOMIC):
            return None
        return functional(self.fiscal_year) if kind is Kind.FUNCTION else economic(self.fiscal_year)

    def name_of(self, spec: Spec, code: Any) -> str:
        """The name of a code in the filing's year, or of a topic."""
        if not code:
            return ""
        if spec.kind is Kind.PATTERN and spec.pattern in (TOPIC, FINAL_TOPIC):
            return _topic_name(str(code))
        tree = self._tree(spec.kind)
        found = tree.find(str(code)) if tree else None
        return found.name if found else ""


def _topic_name(topic: str) -> str:
    words = topic_in_words(topic)
    return "" if words == topic else words
