"""Xinjiang, unit budget (单位预算公开), the form of 2024 carried forward to 2025.

No disclosure of 2025 was at hand, and nothing is known to have changed: the edition prints what the form of 2024
prints. Where a disclosure of 2025 shows another table, heading or sentence, it is declared here.
"""

from __future__ import annotations

from dataclasses import replace

from budgetportal.disclosure.editions.xinjiang_budget_2024 import XINJIANG_BUDGET_2024

XINJIANG_BUDGET_2025 = replace(
    XINJIANG_BUDGET_2024,
    name="xinjiang-budget-2025",
    title="新疆维吾尔自治区单位预算公开（2025年表式，沿用2024年）",
)
