"""F18: what was left at the end of a year is what there is at the beginning of the next."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import Balance, FinalAccounts
from budgetportal.disclosure.terms import AmountUnit, Scope, Source
from tests.disclosure.examples import filing, income
from tests.disclosure.final_examples import amounts, balances, final


def accounts(opening: str = "3.00", closing: str = "5.00", year: int = 2023, **members: Any) -> FinalAccounts:
    return dataclasses.replace(final(balances=balances(opening, closing)), fiscal_year=year, **members)


def found(whole: Filing, number: str = "F18", **around: Any) -> list[Finding]:
    return [one for one in check(whole, **around) if one.rule == number]


def test_the_year_before():
    (one,) = found(accounts("3.01"), last=accounts("0.00", "3.00", 2022))
    assert (one.severity, one.place) == (Severity.WARNING, "balances.opening.fiscal_general")
    assert (one.expected, one.found, one.difference) == ("3.00", "3.01", "0.01")
    here, there = "“结转和结余 年初结转和结余 一般公共预算财政拨款”", "“结转和结余 年末结转和结余 一般公共预算财政拨款”"
    assert f"2023 年部门决算{here} 3.01 万元，已公开的 2022 年部门决算{there} 3.00 万元，相差 0.01 万元" in one.message
    assert found(accounts("3.00"), last=accounts("0.00", "3.00", 2022)) == []


def test_the_year_after():
    """Accounts that are published late, or corrected."""
    (one,) = found(accounts(closing="5.00"), others=(accounts("5.10", year=2024),))
    assert (one.severity, one.place) == (Severity.WARNING, "balances.closing.fiscal_general")
    assert (one.expected, one.found, one.difference) == ("5.10", "5.00", "-0.10")
    assert "2024 年部门决算“结转和结余 年初结转和结余" in one.message
    assert found(accounts(closing="5.00"), others=(accounts("5.00", year=2024),)) == []


def test_both_years():
    around = {"last": accounts("0.00", "2.00", 2022), "others": (accounts("6.00", year=2024),)}
    places = [one.place for one in found(accounts("3.00", "5.00"), **around)]
    assert places == ["balances.opening.fiscal_general", "balances.closing.fiscal_general"]


def test_each_kind_of_money_has_its_own_balance():
    moved = balances(amounts(Balance, "2.00", "1.00", "0.00", "0.00"))
    whole = dataclasses.replace(accounts(), balances=moved)
    places = [one.place for one in found(whole, last=accounts("0.00", "3.00", 2022))]
    assert places == ["balances.opening.fiscal_general", "balances.opening.fiscal_fund"]


def test_what_rounding_did_is_a_hint():
    """In 元 the same money may be rounded otherwise in another year's tables."""
    last = accounts("0.00", "3.00", 2022)
    whole = accounts("30050.00", "50000.00", amount_unit=AmountUnit.YUAN)
    assert [one.severity for one in found(whole, last=last)] == [Severity.HINT]
    far = accounts("30200.00", "50000.00", amount_unit=AmountUnit.YUAN)
    assert [one.severity for one in found(far, last=last)] == [Severity.WARNING]


def without_balances(year: int) -> FinalAccounts:
    return dataclasses.replace(final(), fiscal_year=year)


@pytest.mark.parametrize(
    ("whole", "last"),
    [(accounts(), None), (without_balances(2023), accounts(year=2022)), (accounts(), without_balances(2022))],
)
def test_without_another_year_nothing_is_checked(whole, last):
    (one,) = found(whole, last=last)
    assert one.severity is Severity.NOT_CHECKED
    assert "系统中没有本单位上年或下年已公开的决算" in one.message


def test_another_scope_is_not_compared():
    last = accounts("0.00", "9.00", 2022)
    alone = dataclasses.replace(last, unit=dataclasses.replace(last.unit, scope=Scope.UNIT))
    (one,) = found(accounts(), last=alone)
    assert one.severity is Severity.NOT_CHECKED
    assert "公开范围是“单位”" in one.message
    after = accounts("9.00", year=2024)
    assert [one.place for one in found(accounts(), last=alone, others=(after,))] == ["balances.closing.fiscal_general"]


class TestCarriedOn:
    """F18.1: the next budget's 上年结转 is no more than was left; what it leaves out is its affair."""

    @staticmethod
    def budget(amount: str, source: Source = Source.CARRY_GENERAL) -> BudgetFiling:
        whole = filing(income=(income("10.00"), income(amount, source=source)))
        return dataclasses.replace(whole, unit=final().unit, fiscal_year=2024)

    def test_a_budget_that_carries_more(self):
        (one,) = found(self.budget("5.01"), "F18.1", others=(accounts(),))
        assert (one.severity, one.place) == (Severity.HINT, "income[1].amount")
        assert (one.expected, one.found, one.difference) == ("5.00", "5.01", "0.01")
        assert "2024 年部门预算“收入”上年财政拨款结转：一般公共预算 5.01" in one.message
        assert "2023 年部门决算“结转和结余 年末结转和结余 一般公共预算财政拨款” 5.00" in one.message

    def test_accounts_that_left_less(self):
        (one,) = found(accounts(), "F18.1", others=(self.budget("5.01"),))
        assert (one.severity, one.place) == (Severity.HINT, "balances.closing.fiscal_general")

    @pytest.mark.parametrize("amount", ["5.00", "4.00"])
    def test_a_budget_that_carries_as_much_or_less(self, amount):
        assert found(self.budget(amount), "F18.1", others=(accounts(),)) == []
        assert found(accounts(), "F18.1", others=(self.budget(amount),)) == []

    def test_money_of_the_unit_in_two_sources(self):
        whole = self.budget("4.00", Source.CARRY_OWN)
        more = dataclasses.replace(whole, income=(*whole.income, income("3.00", source=Source.CARRY_FISCAL_ACCOUNT)))
        left = accounts(balances=balances("0.00", amounts(Balance, "0.00", "0.00", "0.00", "6.00")))
        (one,) = found(more, "F18.1", others=(left,))
        assert (one.found, one.also) == ("7.00", ("income[2].amount",))
        assert found(whole, "F18.1", others=(left,)) == []

    def test_without_the_other_disclosure(self):
        for whole, missing in ((self.budget("5.00"), "2023 年部门决算"), (accounts(), "2024 年部门预算")):
            (one,) = found(whole, "F18.1")
            assert one.severity is Severity.NOT_CHECKED
            assert f"系统中没有本单位已公开的 {missing}" in one.message
        (one,) = found(self.budget("5.00"), "F18.1", others=(without_balances(2023),))
        assert one.severity is Severity.NOT_CHECKED


def test_the_same_amount_is_written_with_its_decimals():
    (one,) = found(accounts("3"), last=accounts("0.00", "4.5", 2022))
    assert (one.expected, one.found) == ("4.50", "3.00")
    assert Decimal(one.difference or 0) == Decimal("-1.50")
