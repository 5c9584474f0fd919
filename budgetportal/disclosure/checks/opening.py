"""结转和结余 from one year into the next: what was left at the end is what there is at the beginning (F18)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.checks import facing
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.facing import Side, cell, sum_of
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import INCOME, Selection
from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.final_accounts import Balance, FinalAccounts
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import DisclosureKind, Source, Term

NONE_AROUND = "系统中没有本单位上年或下年已公开的决算，或没有填结转和结余"
OPENING, CLOSING = ("opening", "closing"), ("closing", "opening")  # of this year's accounts, and of the other year's
CARRIED: dict[str, frozenset[Term]] = {  # of a balance: the sources of next year's budget that it becomes
    "fiscal_general": frozenset({Source.CARRY_GENERAL}),
    "fiscal_fund": frozenset({Source.CARRY_FUND}),
    "fiscal_soe": frozenset({Source.CARRY_SOE}),
    "other": frozenset({Source.CARRY_FISCAL_ACCOUNT, Source.CARRY_OWN}),
}


@rule("F18", Severity.WARNING, "年初结转和结余等于上年决算的年末结转和结余", "checks.md F18")
def consecutive_years(case: Case) -> Iterator[Fault]:
    """年初 of each source = 年末 of last year's published accounts; 年末 = 年初 of next year's, where there are any."""
    now, last, following = case.mended.final, _last(case), _following(case)
    around = [one for one in (last, following) if one and one.balances]
    if now.balances is None or not around:
        raise NothingToCheck(NONE_AROUND)
    alike = [one for one in around if one.unit.scope is now.unit.scope]
    if not alike:
        facing.like_with_like(now, around[0])
    for other in alike:
        yield from _apart(case, OPENING if other is last else CLOSING, other)


def _last(case: Case) -> FinalAccounts | None:
    last = published(case.last) if case.last else None
    return last if isinstance(last, FinalAccounts) else None


def _following(case: Case) -> FinalAccounts | None:
    found = case.other(DisclosureKind.FINAL, case.entered.fiscal_year + 1)
    return found.final if found else None


def _apart(case: Case, ends: tuple[str, str], other: FinalAccounts) -> Iterator[Fault]:
    """The balances of one end of the year that are not those of the other year's other end."""
    for name in specs(Balance):
        own, theirs = (_balance(one, end, name) for one, end in zip((case.mended.final, other), ends, strict=True))
        if own.amount != theirs.amount:
            yield facing.contradicting(own, case.entered, theirs, other, facing.slack(case))


def _balance(filing: FinalAccounts, end: str, name: str) -> Side:
    amount = getattr(getattr(filing.balances, end), name)
    return cell(f"balances.{end}.{name}", amount)


@rule("F18.1", Severity.HINT, "预算的上年结转不大于上年决算的年末结转和结余", "checks.md F18、B21")
def carried_on(case: Case) -> Iterator[Fault]:
    """A budget carries on no more of each money than last year's accounts left; it may leave some of it out."""
    is_budget = kind_of(case.entered) is DisclosureKind.BUDGET
    other = facing.published_other(case, *((DisclosureKind.FINAL, -1) if is_budget else (DisclosureKind.BUDGET, 1)))
    budget, accounts = (case.mended, other) if is_budget else (other, case.mended)
    if accounts.final.balances is None:
        raise facing.lacking(accounts.filing, "填“结转和结余”")
    for name, sources in CARRIED.items():
        carried, left = _carried(budget, sources), _balance(accounts.final, "closing", name)
        if carried.amount > left.amount:
            sides = (carried, left) if is_budget else (left, carried)
            yield facing.contradicting(sides[0], case.entered, sides[1], other.filing, facing.slack(case))


def _carried(budget: Scene, sources: frozenset[Term]) -> Side:
    """What a budget has of a kind of 上年结转, in its income."""
    words = f"“收入”{'、'.join(source.label for source in Source if source in sources)}"
    return sum_of(budget.facts.select(Selection(INCOME, sources)), "income", words)


RULES = (consecutive_years, carried_on)
BUDGET_RULES = (carried_on,)
