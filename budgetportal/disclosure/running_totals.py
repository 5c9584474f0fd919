"""Income and expenditure as they are entered, held against each other while somebody enters them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.facts import EXPENDITURE, INCOME
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.final_facts import CLOSING, DISTRIBUTED, NON_FISCAL_USED, OPENING
from budgetportal.disclosure.scene import facts_of

SIDES = {  # the tables of facts whose sum is 收入总计, and those of 支出总计 (B1, F1)
    BudgetFiling: ((INCOME,), (EXPENDITURE,)),
    FinalAccounts: ((INCOME, NON_FISCAL_USED, OPENING), (EXPENDITURE, DISTRIBUTED, CLOSING)),
}


@dataclass(frozen=True, slots=True)
class RunningTotals:
    """收入总计 and 支出总计 in the filing's own unit of amounts."""

    income: Decimal
    expenditure: Decimal
    elsewhere: Mapping[str, Decimal]  # what a side has besides the rows of the entry table of its name

    @property
    def difference(self) -> Decimal:
        """Income less expenditure."""
        return self.income - self.expenditure


def running_totals(filing: Filing) -> RunningTotals | None:
    """The totals of a filing as entered; None where it has no income and expenditure of its own."""
    sides = SIDES.get(type(filing))
    if sides is None:
        return None
    amounts = [(fact.table, fact.amount) for fact in facts_of(filing)]
    elsewhere = {name: _sum(amounts, tuple(rest)) for name, *rest in sides}
    income, expenditure = (_sum(amounts, tables) for tables in sides)
    return RunningTotals(income, expenditure, elsewhere)


def _sum(amounts: Iterable[tuple[str, Decimal]], tables: tuple[str, ...]) -> Decimal:
    return total(amount for table, amount in amounts if table in tables)
