"""How the figures of final accounts and self-evaluations hang together, for those that random ones are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.final_accounts import Balances, FinalExpenditureRow, ProjectEvaluation
from budgetportal.disclosure.self_evaluation import ExecutedBudget
from budgetportal.disclosure.terms import SpendingSource
from tests.disclosure.final_examples import evaluation, executed

YEAR = 2023
ZERO = Decimal("0.00")
BALANCE_OF = {
    SpendingSource.GENERAL: "fiscal_general",
    SpendingSource.FUND: "fiscal_fund",
    SpendingSource.SOE: "fiscal_soe",
    SpendingSource.OTHER: "other",
}


def gained(balances: Balances, source: SpendingSource) -> Decimal:
    """What a budget received beyond what it spent: its balance changed by as much."""
    name = BALANCE_OF[source]
    more: Decimal = getattr(balances.closing, name) - getattr(balances.opening, name)
    if source is SpendingSource.OTHER:
        more += balances.distributed - balances.non_fiscal_used
    return more


def spent_by_function(rows: Iterable[FinalExpenditureRow], source: SpendingSource) -> defaultdict[str, Decimal]:
    """What a budget spent on each function."""
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in rows:
        if row.source is source:
            sums[row.function] += row.amount
    return sums


def evaluation_in_stages(stages: Sequence[Sequence[Decimal]], **members: Any) -> ProjectEvaluation:
    """A project's table: at each of three stages the whole and its two parts."""
    ordered = [stages[stage][kind] for kind in range(3) for stage in range(3)]
    return evaluation(*map(str, ordered), **members)


def executed_budget(
    *,
    initial_basic: Decimal,
    adjustment: Decimal,
    final: Decimal,
    personnel: Decimal,
    public: Decimal,
    basic_spent: Decimal,
    project_spent: Decimal,
) -> ExecutedBudget:
    """The budget of a self-evaluation; its sums follow from these."""
    initial = final - adjustment
    known = {
        "initial": initial,
        "initial_basic": initial_basic,
        "initial_project": initial - initial_basic,
        "adjustment": adjustment,
        "final": final,
        "spent": basic_spent + project_spent,
        "basic_final": personnel + public,
        "basic_personnel": personnel,
        "basic_public": public,
        "basic_spent": basic_spent,
        "project_spent": project_spent,
    }
    budget: ExecutedBudget = executed(**{name: str(value) for name, value in known.items()})
    return budget
