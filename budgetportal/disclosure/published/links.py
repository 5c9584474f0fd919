"""The rules of checks.md on published tables: which sums they are, and which table repeats which."""

from __future__ import annotations

from dataclasses import dataclass

ACROSS = {  # rule of the sums in a line, and of those in a column, by the table's key
    "unit_summary.income": ("B2", "B2"),
    "unit_summary.spending": ("B3", "B3"),
    "unit_income": ("B4", "B5"),
    "unit_expenditure": ("B6", "B5"),
    "fiscal_summary.income": ("B7", "B7"),
    "fiscal_summary.spending": ("B7", "B7"),
    "general_expenditure": ("B6", "B5"),
    "general_basic": ("B8", "B8"),
    "general_projects": ("B9", "B9"),
    "projects": ("B9", "B9"),
    "fund_expenditure": ("B6", "B5"),
    "soe_expenditure": ("B6", "B5"),
    "official_expenses": ("B10", "B10"),
    "carry_over": ("B11", "B11"),
}
CLASS_ONLY = (0, 3)
EVERY = (0, 3, 5, 7)


@dataclass(frozen=True, slots=True)
class Link:
    """A rule between tables: figures of ``whole`` are sums of figures of ``parts`` with the same code."""

    rule: str
    whole: str
    parts: tuple[str, ...]
    levels: tuple[int, ...] = (0,)  # lengths of the codes that are compared


LINKS = (
    Link("B1", "unit_summary.spending", ("unit_summary.income",)),
    Link("B7", "fiscal_summary.spending", ("fiscal_summary.income",)),
    Link("B12", "unit_summary.income", ("unit_income",)),
    Link("B13", "unit_summary.spending", ("unit_expenditure",), CLASS_ONLY),
    Link("B13", "unit_income", ("unit_expenditure",), EVERY),
    Link("B14", "fiscal_summary.income", ("unit_summary.income",)),
    Link("B15", "fiscal_summary.spending", ("general_expenditure",), CLASS_ONLY),
    Link("B15", "fiscal_summary.spending", ("fund_expenditure",), CLASS_ONLY),
    Link("B15", "fiscal_summary.spending", ("soe_expenditure",), CLASS_ONLY),
    Link("B16", "general_expenditure", ("general_basic",)),
    Link("B17", "general_expenditure", ("general_projects",), EVERY),
    Link("B17", "unit_expenditure", ("projects",), EVERY),
    Link("B13", "general_expenditure", ("unit_income",), EVERY),
    Link("B13", "fund_expenditure", ("unit_income",), EVERY),
    Link("B13", "soe_expenditure", ("unit_income",), EVERY),
    Link("B21", "carry_over", ("unit_income",)),
)
SPENT = ("general_expenditure", "fund_expenditure", "soe_expenditure")
FUNCTIONAL = ("unit_income", "unit_expenditure", *SPENT, "general_projects", "projects")
