"""Rules on the sums of last year's figures (B40)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.checks.blame import Fix
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity, differing
from budgetportal.disclosure.checks.prior_balances import balances, priors_of
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.places import BUDGETS

WORDS = (
    "{}的上年数合计 {{found}} 万元，{}的上年数 {{expected}} 万元，相差 {{difference}} 万元；"
    "核对各项的上年数，漏列的补上"
)
ALL = {"all": "全部收入"}


@rule("B40", Severity.ERROR, "各科目的上年数合计等于上年总数", "checks.md B40")
def functions_of_last_year(case: Case) -> Iterator[Fault]:
    """Σ of last year's 项 of each budget = last year's 基本支出 + 项目支出, or total."""
    _checked(case, "B40", "有科目或合计没有填写上年数")
    for fix in case.told("B40"):
        name = BUDGETS[fix.lead[1]]
        yield _fault(case, fix, f"{name}各科目", f"{name}支出合计")


@rule("B40.1", Severity.ERROR, "“三公”经费各项的上年数合计等于上年总数", "checks.md B32、B40")
def official_of_last_year(case: Case) -> Iterator[Fault]:
    """Σ of last year's items of the official expenses = last year's total."""
    _checked(case, "B40.1", "“三公”经费的上年数没有填全")
    for fix in case.told("B40.1"):
        yield _fault(case, fix, "“三公”经费各项", "“三公”经费合计")


@rule("B40.2", Severity.ERROR, "各来源收入的上年数合计等于支出的上年数", "checks.md B40、B14")
def income_of_last_year(case: Case) -> Iterator[Fault]:
    """Last year's income of each budget, and of all, = last year's expenditure."""
    _checked(case, "B40.2", "有收入来源或支出没有填写上年数")
    for fix in case.told("B40.2"):
        name = ALL.get(fix.lead[1]) or f"{BUDGETS[fix.lead[1]]}收入"
        yield _fault(case, fix, name, name.replace("收入", "支出"))


@rule("B40.3", Severity.WARNING, "各科目的上年数合计等于一般公共预算的上年数", "checks.md B40")
def functions_of_last_income(case: Case) -> Iterator[Fault]:
    """Where the form does not compare 项目支出 of the general budget, Σ of its 项 is held against its income."""
    known = priors_of(case.scene)
    functions = [topic for topic in known if topic.startswith("general.function.")]
    if not functions or "income.general" not in known or "general.project" in known:
        raise NothingToCheck("基本支出和项目支出的上年数已经与各科目核对，或没有填写")
    parts = total(known[topic] for topic in functions)
    whole = known["income.general"] + known.get("income.general_transfer", total(()))
    if abs(parts - whole) > case.slack(len(functions)):
        message = WORDS.format("一般公共预算各科目", "一般公共预算收入")
        yield differing("comparisons[income.general].prior", message, whole, parts)


def _checked(case: Case, number: str, missing: str) -> None:
    if not any(balance[0] == number for balance in balances(case.scene, priors_of(case.scene))):
        raise NothingToCheck(missing)


def _fault(case: Case, fix: Fix, of_parts: str, of_whole: str) -> Fault:
    known = priors_of(case.scene)
    parts, whole = balances(case.scene, known)[fix.lead]
    expected, found = (total(known[topic] for topic in topics) for topics in (whole, parts))
    return differing(fix.place, WORDS.format(of_parts, of_whole), expected, found, case.slack(len(parts)))


SHARED = (functions_of_last_year,)  # with final accounts
RULES = (functions_of_last_year, official_of_last_year, income_of_last_year, functions_of_last_income)
