"""The checks (勾稽关系): a sound filing held against itself, against last year and against what people write.

One rule a function; all findings are collected. A rule whose figure is computed cannot be broken and is not written:
``docs/checks.md`` lists those with that reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from budgetportal.disclosure.checks import budget_other, budget_sums, changes, final_accounts, self_evaluation, texts
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Finding
from budgetportal.disclosure.checks.rule import Rule
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.terms import DisclosureKind

RULES: Mapping[DisclosureKind, tuple[Rule, ...]] = {
    DisclosureKind.BUDGET: (*budget_sums.RULES, *changes.RULES, *budget_other.RULES, *texts.RULES),
    DisclosureKind.FINAL: (*final_accounts.RULES, *changes.SHARED, budget_other.staffing, *texts.RULES),
    DisclosureKind.SELF_EVALUATION: (*self_evaluation.RULES, *texts.RULES),
}


def check(filing: Filing, last: Filing | None = None, sensitive_words: tuple[str, ...] = ()) -> list[Finding]:
    """Every finding of a sound filing, in the order of the rules; ``last`` is last year's published filing."""
    case = Case(filing, last, sensitive_words)
    return [finding for rule in RULES[kind_of(filing)] for finding in rule.findings(case)]
