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

ALL = (
    XINJIANG_BUDGET_2020,
    XINJIANG_BUDGET_2023,
    XINJIANG_BUDGET_2024,
    XINJIANG_BUDGET_2025,
    XINJIANG_FINAL_2023,
    XINJIANG_SELF_EVALUATION_2023,
)
EDITIONS: Mapping[str, Edition] = {edition.name: edition for edition in ALL}


def compose(filing: Filing) -> Document:
    """The document of a sound filing: rounded to 万元 once, then printed by its edition."""
    return EDITIONS[filing.edition].build(published(filing))
