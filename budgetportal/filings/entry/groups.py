"""The entry pages of a filing under headings, for its task list."""

from __future__ import annotations

from collections.abc import Mapping

from budgetportal.disclosure.terms import DisclosureKind

OPTIONAL = frozenset({"glossary", "wording"})  # without them the form's own words are printed

GROUPS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    DisclosureKind.BUDGET: (
        ("基本信息和概况", ("facts", "profile")),
        ("收支数据", ("income", "expenditure", "basic_by_economic", "projects", "official_expenses")),
        ("情况说明", ("narrative", "comparisons", "procurement", "assets")),
        ("绩效目标和名词解释", ("unit_performance", "glossary")),
    ),
    DisclosureKind.FINAL: (
        ("基本信息和概况", ("facts", "profile")),
        (
            "收支数据",
            (
                "income", "expenditure", "basic_by_economic", "basic_items", "balances",
                "official_expenses", "official_counts", "official_details",
            ),
        ),
        ("情况说明", ("narrative", "comparisons", "procurement", "assets")),
        ("绩效和名词解释", ("performance_summary", "self_evaluations", "glossary")),
    ),
    DisclosureKind.SELF_EVALUATION: (
        ("基本信息和概况", ("facts", "profile", "key_work")),
        ("资金和指标", ("budget", "projects", "indicators")),
        ("评价意见", ("narrative", "commentary", "problems", "measures", "suggestions")),
        ("名词解释", ("glossary",)),
    ),
}  # fmt: skip
