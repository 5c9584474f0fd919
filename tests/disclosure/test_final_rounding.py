"""Random final accounts and self-evaluations add up and balance by their printed strings, in 元 as in 万元."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal

import pytest

from budgetportal.disclosure.document import Table
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.final_accounts import Balance
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import AmountUnit, Category, FinalCategory, FinalSource, SpendingSource
from tests.disclosure.broken import with_one_figure_changed
from tests.disclosure.final_adding_up import final_complaints, report_complaints
from tests.disclosure.final_examples import (
    SPORT,
    amounts,
    balances,
    basic,
    evaluation,
    executed,
    final,
    full_final,
    full_report,
    funded,
    procurement,
    received,
    report,
    spent,
)
from tests.disclosure.final_strategies import random_final, random_report

UNITS = (AmountUnit.YUAN, AmountUnit.WAN)
FEW, MANY = range(150), range(1_000, 9_000)


def check(seed: int) -> None:
    rng, unit = random.Random(seed), UNITS[seed % 2]
    accounts, evaluation = random_final(rng, unit), random_report(rng, unit)
    assert problems(accounts) == problems(evaluation) == [], f"seed {seed}"
    named = all(row.function for row in accounts.income)
    assert final_complaints(compose(accounts), every_function=named, balanced=True) == [], f"seed {seed}"
    assert report_complaints(compose(evaluation)) == [], f"seed {seed}"


def test_hundreds_of_random_filings_add_up():
    for seed in FEW:
        check(seed)


@pytest.mark.slow
def test_thousands_of_random_filings_add_up():
    for seed in MANY:
        check(seed)


def test_the_examples_add_up():
    assert final_complaints(compose(full_final()), balanced=True) == []
    assert report_complaints(compose(full_report())) == []


class TestTheCheckItself:
    """It must see what does not add up: one figure of a sound document is changed by a hundredth."""

    @pytest.mark.parametrize("seed", [3, 8])
    def test_every_figure_of_every_table_is_watched(self, seed):
        document = compose(random_final(random.Random(seed), AmountUnit.YUAN))
        assert final_complaints(document, every_function=False) == []
        unwatched = [
            place
            for place, broken in with_one_figure_changed(document)
            if not final_complaints(broken, every_function=False)
        ]
        assert unwatched == []

    def test_a_side_that_does_not_balance_is_seen(self):
        whole = full_final()
        closing = amounts(Balance, "6.01", "2.00", "0.00", "7.50")
        broken = dataclasses.replace(whole, balances=balances(whole.balances.opening, closing))
        assert final_complaints(compose(broken)) == []
        assert len(final_complaints(compose(broken), balanced=True)) == 2

    def test_a_figure_of_a_report_is_watched(self):
        broken = dataclasses.replace(full_report(), budget=executed(basic_public="10.01"))
        assert len(report_complaints(compose(broken))) == 1


def in_wan(**members):
    """The filing in 万元 of one in 元."""
    return published(final(amount_unit=AmountUnit.YUAN, **members))


def shown(rows, name="amount"):
    return [str(getattr(row, name)) for row in rows]


class TestGroups:
    """Where rounding alone would part figures that are equal in 元 (contract, "Rounding")."""

    def test_income_is_what_its_function_spent(self):
        # 元: 150.00 three times is 0.045 万元, half up 0.05: 0.02, 0.02, 0.01
        rows = (spent("150.00"), spent("150.00", FinalCategory.PUBLIC), spent("150.00", function=SPORT))
        found = in_wan(expenditure=rows, income=(received("150.00", SPORT), received("300.00")))
        assert shown(found.expenditure) == ["0.02", "0.02", "0.01"]
        assert shown(found.income) == ["0.01", "0.04"]

    def test_income_without_a_function_balances_what_was_there_and_what_is_left(self):
        # 0.0149 + 1.0000 = 1.0075 + 0.0074: alone 0.01 + 1.00 is not 1.01 + 0.01
        found = in_wan(
            expenditure=(spent("10075.00"),), income=(received("10000.00", None),), balances=balances("149.00", "74.00")
        )
        closing, opening = found.balances.closing.fiscal_general, found.balances.opening.fiscal_general
        assert [str(opening), str(closing)] == ["0.01", "0.01"]
        assert found.income[0].amount + opening == found.expenditure[0].amount + closing == Decimal("1.02")

    def test_without_income_what_is_left_balances(self):
        # 2.0149 = 1.0074 + 1.0075: alone 2.01 is not 1.01 + 1.01
        found = in_wan(expenditure=(spent("10075.00"),), balances=balances("20149.00", "10074.00"))
        assert str(found.balances.opening.fiscal_general) == "2.01"
        assert str(found.balances.closing.fiscal_general) == "1.00"

    def test_without_anything_left_what_was_there_balances(self):
        found = in_wan(expenditure=(spent("10050.00"), spent("50.00", function=SPORT)), balances=balances("10100.00"))
        assert found.balances.opening.fiscal_general == sum(row.amount for row in found.expenditure)

    def test_budgets_that_balance_only_together_balance_together(self):
        found = in_wan(
            expenditure=(spent("10050.00"), spent("10050.00", FinalCategory.PROJECT, SPORT, SpendingSource.FUND)),
            income=(received("20100.00", None, FinalSource.OTHER),),
        )
        assert found.income[0].amount == sum(row.amount for row in found.expenditure) == Decimal("2.01")

    def test_basic_expenditure_by_economic_is_that_by_function(self):
        found = in_wan(
            expenditure=(spent("10040.00"), spent("10040.00", function=SPORT)),
            basic_by_economic=(basic("10030.00"), basic("10050.00", "30102")),
        )
        assert shown(found.basic_by_economic) == ["1.00", "1.01"]
        assert sum(row.amount for row in found.expenditure) == Decimal("2.01")

    def test_unsplit_expenditure_is_held_to_all_of_it(self):
        found = in_wan(
            expenditure=(spent("10050.00", FinalCategory.BASIC), spent("10050.00", FinalCategory.PUBLIC)),
            basic_by_economic=(basic("10050.00"), basic("10050.00", "30201", Category.PUBLIC)),
        )
        assert sum(row.amount for row in found.basic_by_economic) == Decimal("2.01")

    def test_contracts_are_all_of_procurement(self):
        bought = in_wan(procurement=procurement("10050.00", "10050.00", "0.00", "20100.00", "20100.00")).procurement
        assert bought.goods + bought.works == bought.sme == bought.micro == Decimal("2.01")

    def test_money_of_a_project_that_was_all_spent_stays_equal(self):
        money = ("20100.00", "20100.00", "20100.00", "10050.00", "10050.00", "10050.00")
        found = in_wan(self_evaluations=(evaluation(*money, "10050.00", "10050.00", "10050.00"),)).self_evaluations[0]
        assert [str(found.fiscal_spent), str(found.other_spent), str(found.spent)] == ["1.01", "1.00", "2.01"]
        assert found.initial == found.budget == found.spent

    def test_a_report_in_which_all_was_spent_says_100(self):
        # 20100.00 was planned and spent, of it 10050.00 on each; alone they would be 1.01 + 1.01
        half, whole = "10050.00", "20100.00"
        known = {"initial": whole, "initial_basic": half, "initial_project": half, "adjustment": "0.00", "final": whole}
        used = {"spent": whole, "basic_final": half, "basic_personnel": half, "basic_public": "0.00"}
        budget = executed(**known, **used, basic_spent=half, project_spent=half)
        projects = (funded("甲", "本级", "5025.00", "5025.00"), funded("乙", "本级", "5025.00", "5025.00"))
        found = published(report(amount_unit=AmountUnit.YUAN, budget=budget, projects=projects))
        assert str(found.budget.spent) == str(found.budget.final) == "2.01"
        assert found.budget.basic_spent + found.budget.project_spent == found.budget.spent
        assert found.budget.basic_final == found.budget.basic_spent == found.budget.basic_personnel
        assert sum(row.spent for row in found.projects) == found.budget.project_spent
        assert shown(found.projects, "budget") == shown(found.projects, "spent")

    def test_an_error_of_the_entry_stays_visible(self):
        found = in_wan(expenditure=(spent("10000.00"),), income=(received("10100.00"),))
        assert (shown(found.income), shown(found.expenditure)) == (["1.01"], ["1.00"])


def test_a_filing_in_wan_is_printed_as_it_was_entered():
    table = next(one for one in compose(full_final()).tables() if one.key == "final_expenditure")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0].cells][2:] == ["205.00", "115.00", "80.00", "0.00", "8.00", "2.00"]
