"""结转和结余 of final accounts: what is known in total only is not printed as 0; rounding lets no side come short."""

from decimal import Decimal

import pytest

from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.final_accounts import Balance
from budgetportal.disclosure.terms import AmountUnit, FinalCategory, FinalSource, SpendingSource
from tests.disclosure.broken import with_cell
from tests.disclosure.examples import PENSION, WORK
from tests.disclosure.final_adding_up import final_complaints
from tests.disclosure.final_examples import SPORT, amounts, balances, final, received, spent
from tests.disclosure.shown import tables_of, texts

FUND_SPENT = spent("30.00", FinalCategory.PROJECT, SPORT, SpendingSource.FUND)


def rows_of(whole, key):
    return texts(tables_of(compose(whole))[f"final_{key}"])


def note_of(whole, key):
    return tables_of(compose(whole))[f"final_{key}"].note


class TestKnownInTotalOnly:
    def test_a_balance_stands_in_the_total_and_no_function_is_said_to_have_none(self):
        kept = amounts(Balance, "0.00", "2.00", "0.00", "0.00")
        whole = final(
            income=(received("30.00", SPORT, FinalSource.FISCAL_FUND),),
            expenditure=(FUND_SPENT,),
            balances=balances(kept, kept),
        )
        total, *below = rows_of(whole, "fund")
        assert total[2:] == ["2.00", "30.00", "30.00", "0.00", "30.00", "2.00"]
        assert [row[2:] for row in below] == [["", "30.00", "30.00", "0.00", "30.00", ""]] * 3
        assert note_of(whole, "fund").endswith("收入、支出及结转和结余情况。结转和结余只列合计数。")

    def test_without_balances_there_is_nothing_unknown(self):
        whole = final(income=(received("30.00", SPORT, FinalSource.FISCAL_FUND),), expenditure=(FUND_SPENT,))
        assert {(row[2], row[-1]) for row in rows_of(whole, "fund")} == {("0.00", "0.00")}
        assert note_of(whole, "fund").endswith("收入、支出及结转和结余情况。")

    def test_income_without_a_function_leaves_its_column_blank_below_the_total(self):
        whole = final(income=(received("5.00"), received("1.00", None, FinalSource.OTHER)))
        total, *below = rows_of(whole, "income")
        assert total[2:] == ["6.00", "5.00", "0.00", "0.00", "0.00", "0.00", "1.00"]
        assert [row[2:] for row in below] == [["5.00", "5.00", "0.00", "0.00", "0.00", "0.00", ""]] * 3

    def test_the_check_sees_a_blank_that_is_not_due(self):
        whole = final(income=(received("5.00"),), expenditure=(spent("5.00"),))
        document = compose(whole)
        assert final_complaints(document) == []
        table = tables_of(document)["final_expenditure"]
        assert final_complaints(with_cell(document, table, (1, 4), "")) != []


class TestAmountsTooSmallToTakeUpADifference:
    """A few 元 are 0.00 万元 and cannot give up 0.01: what is large enough takes up the difference in their place."""

    def in_yuan(self, **members):
        return final(amount_unit=AmountUnit.YUAN, **members)

    def test_a_little_interest_leaves_it_to_what_is_left(self):
        # 0.0031 + 1.0049 + 0.0049 = 1.0129 in 元; alone 0.00 + 1.00 + 0.00 is not 1.01
        whole = self.in_yuan(
            income=(received("31.00", None, FinalSource.OTHER),),
            balances=balances(
                amounts(Balance, "0.00", "0.00", "0.00", "10049.00"),
                amounts(Balance, "0.00", "0.00", "0.00", "10129.00"),
                non_fiscal_used="49.00",
            ),
        )
        assert final_complaints(compose(whole), every_function=False, balanced=True) == []
        last = rows_of(whole, "summary")[-1]
        assert last[1] == last[3] == "1.00"

    def test_a_small_balance_leaves_it_to_a_large_one(self):
        # 1.0040 twice is 2.01, so the general 1.01: more than the 1.00 there was, and the 0.0005 left cannot be -0.01
        whole = self.in_yuan(
            income=(received("10040.00", SPORT, FinalSource.FISCAL_FUND),),
            expenditure=(spent("10040.00"), spent("10040.00", FinalCategory.PROJECT, SPORT, SpendingSource.FUND)),
            balances=balances("10045.00", "5.00"),
        )
        assert final_complaints(compose(whole), balanced=True) == []
        assert rows_of(whole, "fiscal_summary")[-1][1] == "2.01"

    @pytest.mark.parametrize("rest", ["0.76", "31.25", "99.99", "100.00", "149.99", "850.00"])
    @pytest.mark.parametrize("kept", ["32.59", "50.66", "86.84", "69769.98"])
    def test_both_sides_are_equal_whatever_is_left_over(self, rest, kept):
        """What every function spent was received for it; a rest comes in and is left."""
        left = Decimal(rest) + Decimal(kept) * 2
        whole = self.in_yuan(
            income=(
                received("10626.89", WORK, FinalSource.SUBORDINATE),
                received("10049.99", PENSION, FinalSource.OTHER),
                received(rest, None, FinalSource.OTHER),
            ),
            expenditure=(
                spent("10626.89", FinalCategory.PROJECT, WORK, SpendingSource.OTHER),
                spent("10049.99", FinalCategory.PROJECT, PENSION, SpendingSource.OTHER),
            ),
            balances=balances(
                amounts(Balance, "0.00", "0.00", "0.00", kept),
                amounts(Balance, "0.00", "0.00", "0.00", str(left)),
                non_fiscal_used=kept,
            ),
        )
        assert final_complaints(compose(whole), every_function=False, balanced=True) == []
