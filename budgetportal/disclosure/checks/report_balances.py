"""The balances of a self-evaluation (S1, S3, S9): what stands in each."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.checks.blame import Balance, Entry, Fix, explain, gaps_of
from budgetportal.disclosure.self_evaluation import SelfEvaluation

WHOLE: Balance = ("S1",)  # 全年 = 年初 + 调整
INITIAL, BASIC, SPENT = ("S3", "initial"), ("S3", "basic_final"), ("S3", "spent")
PLANNED: Balance = ("S3.2",)
PROJECTS: Balance = ("S9",)
MEMBERS: dict[str, dict[Balance, int]] = {  # of equal suspects the first
    "final": {WHOLE: 1, PLANNED: 1},
    "initial": {WHOLE: -1, INITIAL: 1},
    "adjustment": {WHOLE: -1},
    "basic_final": {BASIC: 1, PLANNED: -1},
    "spent": {SPENT: 1},
    "project_spent": {SPENT: -1, PROJECTS: -1},
    "initial_basic": {INITIAL: -1},
    "initial_project": {INITIAL: -1},
    "basic_personnel": {BASIC: -1},
    "basic_public": {BASIC: -1},
    "basic_spent": {SPENT: -1},
}


def report_fixes(filing: SelfEvaluation) -> list[Fix]:
    """What would put the open balances right, one for each slip."""
    entries = list(entries_of(filing))
    gaps = dict(sorted(gaps_of(entries).items()))
    return explain(gaps, entries, ()) if gaps else []


def entries_of(filing: SelfEvaluation) -> Iterator[Entry]:
    """Every amount that stands in a balance; where no project is entered, theirs are none."""
    if filing.budget is None:
        return
    without = set() if filing.projects else {PROJECTS, PLANNED}
    for name, terms in MEMBERS.items():
        kept = {balance: sign for balance, sign in terms.items() if balance not in without}
        yield Entry(f"budget.{name}", getattr(filing.budget, name), kept)
    for n, one in enumerate(filing.projects):
        yield Entry(f"projects[{n}].budget", one.budget, {PLANNED: -1})
        yield Entry(f"projects[{n}].spent", one.spent, {PROJECTS: 1})
