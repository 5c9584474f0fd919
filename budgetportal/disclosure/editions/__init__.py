"""The editions (表式) that the portal knows, by name."""

from __future__ import annotations

from collections.abc import Mapping

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.editions.xinjiang_budget_2024 import XINJIANG_BUDGET_2024
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.rounding import published

EDITIONS: Mapping[str, Edition] = {edition.name: edition for edition in (XINJIANG_BUDGET_2024,)}


def compose(filing: Filing) -> Document:
    """The document of a sound filing: rounded to 万元 once, then printed by its edition."""
    return EDITIONS[filing.edition].build(published(filing))
