"""Soundness: what makes a filing impossible to store or to print.

Not the cross-checks of the figures (勾稽关系), which hold a sound filing against itself. A rule is a function that
yields problems; all of them are collected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from budgetportal.classification.codes import note
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.soundness import common
from budgetportal.disclosure.soundness.budget import BUDGET_RULES
from budgetportal.disclosure.soundness.common import KindRules
from budgetportal.disclosure.soundness.final_accounts import FINAL_RULES
from budgetportal.disclosure.soundness.self_evaluation import EVALUATION_RULES
from budgetportal.disclosure.terms import DisclosureKind

MOST_PROBLEMS = 200  # more is a wrong file, and nobody reads them
RULES: Mapping[DisclosureKind, KindRules] = {
    DisclosureKind.BUDGET: BUDGET_RULES,
    DisclosureKind.FINAL: FINAL_RULES,
    DisclosureKind.SELF_EVALUATION: EVALUATION_RULES,
}


def problems(filing: Filing) -> list[Problem]:
    """Everything that keeps the filing from being stored or printed, in the order of the contract's members."""
    listed = list(islice(_problems(filing, RULES[kind_of(filing)]), MOST_PROBLEMS + 1))
    if len(listed) > MOST_PROBLEMS:
        listed[MOST_PROBLEMS:] = [Problem("", f"问题太多，只列出前 {MOST_PROBLEMS} 处；检查是否选错了文件或年度")]
    return listed


def _problems(filing: Filing, kind: KindRules) -> Iterator[Problem]:
    edition = common.edition_of(filing)
    if edition is None:
        yield from common.unknown_edition(filing)
    yield from common.fiscal_year(filing)
    yield from common.parent(filing)
    yield from common.duplicates(filing, kind.unique)
    yield from common.codes_in_force(filing, kind.codes)
    yield from chain.from_iterable(rule(filing) for rule in kind.rules)
    if edition is not None:
        yield from chain.from_iterable(rule(filing, edition) for rule in kind.edition_rules)


def notes(filing: Filing) -> list[Problem]:
    """What is worth a look and keeps nothing from being published: a code that no official text backs."""
    found: dict[str, Problem] = {}
    for place, code, _, classifications in RULES[kind_of(filing)].codes(filing):
        sentence = note(classifications[0], code)
        if sentence and code not in found:
            found[code] = Problem(place, sentence)
    return list(found.values())
