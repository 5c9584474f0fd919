"""The editions (表式) that the portal knows, by name."""

from __future__ import annotations

from collections.abc import Mapping

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.editions.xinjiang_budget_2020 import XINJIANG_BUDGET_2020
from budgetportal.disclosure.editions.xinjiang_budget_2023 import XINJIANG_BUDGET_2023
from budgetportal.disclosure.editions.xinjiang_budget_2024 import XINJIANG_BUDGET_2024
from budgetportal.disclosure.editions.xinjiang_budget_2025 import XINJIANG_BUDGET_2025
from budgetportal.disclosure.editions.xinjiang_final_2023 import XINJIANG_FINAL_2023
from budgetportal.disclosure.editions.xinjiang_self_evaluation_2023 import XINJIANG_SELF_EVALUATION_2023
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.terms import DisclosureKind

ALL = (
    XINJIANG_BUDGET_2020,
    XINJIANG_BUDGET_2023,
    XINJIANG_BUDGET_2024,
    XINJIANG_BUDGET_2025,
    XINJIANG_FINAL_2023,
    XINJIANG_SELF_EVALUATION_2023,
)
EDITIONS: Mapping[str, Edition] = {edition.name: edition for edition in ALL}

PROVINCES = {"65": "xinjiang"}  # the first digits of a region's code, and how the names of its forms begin


def compose(filing: Filing) -> Document:
    """The document of a sound filing: rounded to 万元 once, then printed by its edition."""
    return EDITIONS[filing.edition].build(published(filing))


def edition_for(kind: DisclosureKind, year: int, region: str, like: str = "") -> Edition | None:
    """
    The form of a year: the newest of the kind that is not newer than it, else the oldest.

    Of the family of the form ``like`` (last year's), else of the region's province, else of any.
    """
    of_kind = sorted((one for one in ALL if one.kind is kind), key=year_of)
    family = like.rpartition("-")[0]
    alike = [one for one in of_kind if one.name.rpartition("-")[0] == family]
    local = [one for one in of_kind if one.name.partition("-")[0] == PROVINCES.get(region[:2])]
    chosen = alike or local or of_kind
    return next((one for one in reversed(chosen) if year_of(one) <= year), next(iter(chosen), None))


def year_of(edition: Edition) -> int:
    """The year from which a form is in use, which its name ends with."""
    return int(edition.name.rpartition("-")[2])
