"""The checks (勾稽关系): a sound filing held against itself, its unit's other disclosures and what people write.

One rule a function; all findings are collected. A rule whose figure is computed cannot be broken and is not written:
``docs/checks.md`` lists those with that reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from budgetportal.disclosure.checks import (
    allocation,
    budget_other_matters,
    budget_sums,
    changes,
    classified,
    final_differences,
    final_evaluated,
    final_other_matters,
    final_sums,
    last_year_sums,
    opening,
    own_name,
    own_words,
    personal_data,
    report_and_accounts,
    scoring,
    self_evaluation,
    staffing,
    subsidies,
    target_tables,
    targets,
    texts,
)
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Finding
from budgetportal.disclosure.checks.rule import Rule
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.terms import DisclosureKind

TEXTS = (*texts.RULES, *personal_data.RULES, *own_name.RULES)
RULES: Mapping[DisclosureKind, tuple[Rule, ...]] = {
    DisclosureKind.BUDGET: (
        *budget_sums.RULES,
        *last_year_sums.RULES,
        *changes.RULES,
        *budget_other_matters.RULES,
        *staffing.RULES,
        *target_tables.RULES,
        *allocation.RULES,
        *subsidies.RULES,
        *opening.BUDGET_RULES,
        *targets.RULES,
        *classified.RULES,
        *TEXTS,
        *own_words.RULES,
        *own_name.BUDGET_RULES,
    ),
    DisclosureKind.FINAL: (
        *final_sums.RULES,
        *final_differences.RULES,
        *final_other_matters.RULES,
        *final_evaluated.RULES,
        *scoring.RULES,
        *opening.RULES,
        *report_and_accounts.ACCOUNTS_RULES,
        *last_year_sums.SHARED,
        *changes.RULES,
        staffing.staffing,
        *targets.SHARED,
        *classified.RULES,
        *TEXTS,
    ),
    DisclosureKind.SELF_EVALUATION: (
        *self_evaluation.RULES,
        *report_and_accounts.REPORT_RULES,
        *scoring.RULES,
        staffing.establishment_kinds,
        *targets.SHARED,
        *TEXTS,
    ),
}


def check(
    filing: Filing,
    last: Filing | None = None,
    sensitive_words: tuple[str, ...] = (),
    unprintable: Callable[[str], Iterable[str]] | None = None,
    others: tuple[Filing, ...] = (),
) -> list[Finding]:
    """Every finding of a sound filing, in the order of the rules.

    ``last`` is last year's published filing; ``unprintable`` names the characters of a text that the fonts lack;
    ``others`` are the unit's published filings of other kinds and years that this one is held against.
    """
    case = Case(filing, last, sensitive_words, unprintable, others=others)
    return [finding for rule in RULES[kind_of(filing)] for finding in rule.findings(case)]
