"""Which amounts of final accounts are rounded together (contract, "Rounding", the table of groups).

Where that table speaks of a budget, its rule for dependent groups is applied to the sums that rules F1 to F17 hold
final accounts to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

from budgetportal.disclosure.amounts import CENT, YUAN_PER_WAN, total
from budgetportal.disclosure.facts import EXPENDITURE, INCOME, Fact
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.final_facts import CLOSING, DISTRIBUTED, NON_FISCAL_USED, OPENING, facts_of
from budgetportal.disclosure.groups import Group, Places, alone, basic_by_economic, members
from budgetportal.disclosure.terms import BASIC_SPENDING, FinalSource, SpendingSource, Term

PAID_AS: dict[Term | None, SpendingSource] = {  # any other money is SpendingSource.OTHER
    FinalSource.FISCAL_GENERAL: SpendingSource.GENERAL,
    FinalSource.FISCAL_FUND: SpendingSource.FUND,
    FinalSource.FISCAL_SOE: SpendingSource.SOE,
}
SIDES = {  # where the facts of a table stand in an account
    INCOME: "income",
    EXPENDITURE: "spent",
    OPENING: "before",
    NON_FISCAL_USED: "before",
    CLOSING: "left",
    DISTRIBUTED: "left",
}


def groups(filing: FinalAccounts) -> Iterator[Group]:
    """What a group depends on is rounded before it."""
    yield Group(tuple(f"expenditure[{n}].amount" for n in range(len(filing.expenditure))))
    yield from _income(filing)
    general = _general_spending(filing)
    basic = {category: places for category, places in general.items() if category in BASIC_SPENDING}
    yield from basic_by_economic([row.category for row in filing.basic_by_economic], basic)
    yield from _initial_budget(filing, tuple(chain(*general.values())))
    for name in ("final", "budget"):
        yield Group(tuple(f"official_expenses[{n}].{name}" for n in range(len(filing.official_expenses))))
    bought = members("procurement", "goods", "works", "services")
    yield from (Group(bought), alone("procurement.sme", bought), alone("procurement.micro", ("procurement.sme",)))
    yield from _evaluations(filing)


def _general_spending(filing: FinalAccounts) -> dict[Term, list[str]]:
    """The places of the general budget's expenditure by category."""
    found: defaultdict[Term, list[str]] = defaultdict(list)
    for n, row in enumerate(filing.expenditure):
        if row.source is SpendingSource.GENERAL:
            found[row.category].append(f"expenditure[{n}].amount")
    return found


def _initial_budget(filing: FinalAccounts, general: Places) -> Iterator[Group]:
    """年初预算数 that was spent exactly is what was spent: its 预决算差异率 is 0.00%."""
    if filing.initial_budget:
        yield alone("initial_budget.general_total", general)
        yield alone("initial_budget.fiscal_total", ("initial_budget.general_total",))


def _evaluations(filing: FinalAccounts) -> Iterator[Group]:
    """Money that was all spent, or not changed, stays equal; 当年财政拨款 and 其他资金 make up each total (F17)."""
    places = [f"self_evaluations[{n}]" for n in range(len(filing.self_evaluations))]
    for place in places:
        yield alone(f"{place}.spent")
        yield alone(f"{place}.budget", (f"{place}.spent",))
        yield alone(f"{place}.initial", (f"{place}.budget",))
        for stage in ("spent", "budget", "initial"):
            yield Group(members(place, f"fiscal_{stage}", f"other_{stage}"), (f"{place}.{stage}",))
    for stage in ("spent", "budget"):
        yield alone(f"performance_summary.projects_{stage}", tuple(f"{place}.{stage}" for place in places))


# ------------------------------------------------------------------------------------------------ income


@dataclass(slots=True)
class Account:
    """The money of one budget (元): either side of 收入 + 年初 = 支出 + 年末 (F1, F8, F9)."""

    income: list[Fact] = field(default_factory=list)
    spent: list[Fact] = field(default_factory=list)
    before: list[Fact] = field(default_factory=list)  # what there was besides income
    left: list[Fact] = field(default_factory=list)

    @property
    def balances(self) -> bool:
        """Whether both sides are equal."""
        return _yuan(*self.income, *self.before) == _yuan(*self.spent, *self.left)

    def can_take_up(self, facts: Sequence[Fact]) -> bool:
        """Whether they stay above 0 whatever rounding leaves them: it moves no amount of the account by 0.01 万元."""
        amounts = len(self.income) + len(self.spent) + len(self.before) + len(self.left)
        return any(fact.amount < 0 for fact in facts) or _yuan(*facts) >= amounts * CENT * YUAN_PER_WAN

    def add(self, other: Account) -> None:
        """Take in the money of another budget."""
        for name in set(SIDES.values()):
            getattr(self, name).extend(getattr(other, name))


def _income(filing: FinalAccounts) -> Iterator[Group]:
    """Income by function as it was spent; the rest of it makes each budget balance, or all of them together."""
    accounts = _accounts(facts_of(filing))
    whole = Account()
    for account in accounts:
        whole.add(account)
    yield from (alone(fact.place) for fact in (*whole.before, *whole.left))
    together = whole.balances and not all(account.balances for account in accounts)
    for account in [whole] if together else accounts:
        yield from _of_account(account)


def _accounts(facts: Iterable[Fact]) -> list[Account]:
    """The account of each budget."""
    accounts = {source: Account() for source in SpendingSource}
    for fact in facts:
        if fact.table in SIDES:
            paid_as = fact.source if fact.table == EXPENDITURE else PAID_AS.get(fact.source)
            account = accounts[SpendingSource(paid_as or SpendingSource.OTHER)]
            getattr(account, SIDES[fact.table]).append(fact)
    return list(accounts.values())


def _of_account(account: Account) -> Iterator[Group]:
    """First each function whose income was spent exactly, then what makes the account balance."""
    spending = _by_function(account.spent)
    settled: list[Fact] = []
    for function, rows in _by_function(account.income).items():
        spent = spending.get(function, [])
        if function and spent and _yuan(*rows) == _yuan(*spent):
            settled += rows
            yield Group(_places(rows), _places(spent))
    taken = set(_places(settled))
    rest = [fact for fact in account.income if fact.place not in taken]
    balances = [[fact] for fact in (*account.left, *account.before) if fact.amount]
    able = filter(account.can_take_up, (rest, *balances))
    taking = next(able, None) or max([rest, *balances], key=lambda facts: _yuan(*facts))
    if taking == rest or not account.balances:
        yield Group(_places(rest), _places(account.spent, account.left), _places(account.before, settled))
    else:
        yield Group(_places(rest))
        yield _balancing(account, taking[0])


def _balancing(account: Account, balance: Fact) -> Group:
    """What is left, or what there was, as the other side of the account has it, less the rest of its own side."""
    own, other = (account.spent, account.left), (account.income, account.before)
    if balance not in account.left:
        own, other = other, own
    return alone(balance.place, _places(*other), less=_places(fact for fact in chain(*own) if fact != balance))


def _by_function(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.code].append(fact)
    return found


def _yuan(*facts: Fact) -> Decimal:
    return total(fact.amount for fact in facts)


def _places(*lists: Iterable[Fact]) -> Places:
    return tuple(fact.place for facts in lists for fact in facts)
