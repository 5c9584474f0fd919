"""Last year's figures come from last year's published filing."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.document import Paragraph
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.final_accounts import (
    FinalAccounts,
    FinalComparison,
    FinalExpenditureRow,
    FinalIncomeRow,
    FinalOfficialExpense,
)
from budgetportal.disclosure.last_year import with_last_year
from budgetportal.disclosure.terms import (
    Against,
    AmountUnit,
    Category,
    FinalCategory,
    FinalSource,
    OfficialItem,
    Source,
    SpendingSource,
)
from tests.disclosure.examples import OFFICE, PENSION, WORK, filing, in_yuan, income, official, spent

HOUSING = "2210201"  # 住房公积金


def last_year(**members: object) -> BudgetFiling:
    return dataclasses.replace(filing(**members), fiscal_year=2023)


def priors(found: BudgetFiling) -> dict[str, str]:
    return {row.topic: str(row.prior) for row in found.comparisons if row.prior is not None}


def paragraphs(found: BudgetFiling) -> list[str]:
    blocks = (block for part in compose(found).parts for block in part.blocks)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


class TestBudget:
    def test_without_a_published_year_nothing_changes(self):
        whole = filing(comparisons=(Comparison(topic="general.basic", prior=Decimal("1.00")),))
        assert with_last_year(whole, None) is whole

    def test_typed_figure_gives_way_to_the_published_one(self):
        typed = Comparison(topic="general.basic", prior=Decimal("99.99"), reason="人员增加")
        this = filing(expenditure=(spent("120.00"),), comparisons=(typed,))
        found = with_last_year(this, last_year(expenditure=(spent("100.00"),)))
        assert found.comparisons[0] == Comparison(topic="general.basic", prior=Decimal("100.00"), reason="人员增加")

    def test_topics_nobody_typed_are_compared_where_there_is_money_in_either_year(self):
        this = filing(income=(income("120.00"),), expenditure=(spent("120.00"),))
        last = last_year(
            income=(income("90.00"), income("10.00", source=Source.FUND)),
            expenditure=(spent("90.00"), spent("10.00", Category.PROJECT, WORK, Source.FUND)),
        )
        found = priors(with_last_year(this, last))
        assert found["income.general"] == "90.00"
        assert found["income.fund"] == "10.00"
        assert found["expenditure.project"] == "10.00"
        assert found[f"general.function.{OFFICE}"] == "90.00"
        assert found["fund.total"] == "10.00"
        assert found[f"fund.function.{WORK}"] == "10.00"
        assert "income.soe" not in found
        assert "general.project" not in found

    def test_vanished_function_is_compared_and_printed(self):
        this = filing(expenditure=(spent("120.00"),))
        last = last_year(expenditure=(spent("100.00"), spent("7.50", function=HOUSING)))
        found = with_last_year(this, last)
        assert priors(found)[f"general.function.{HOUSING}"] == "7.50"
        said = [text for text in paragraphs(found) if "住房公积金" in text]
        assert len(said) == 1
        assert "0.00万元，比上年预算减少7.50万元，下降100.00%" in said[0]

    def test_a_function_new_this_year_is_held_against_nothing(self):
        this = filing(expenditure=(spent("120.00"), spent("8.00", function=PENSION)))
        found = with_last_year(this, last_year(expenditure=(spent("100.00"),)))
        assert priors(found)[f"general.function.{PENSION}"] == "0.00"

    def test_official_expenses_are_always_compared(self):
        this = filing(official_expenses=(official("0.50"),))
        found = priors(with_last_year(this, last_year(official_expenses=(official("0.40"),))))
        assert found["official.total"] == "0.40"
        assert found["official.hospitality"] == "0.40"
        assert found["official.overseas"] == "0.00"

    def test_only_topics_that_the_edition_prints_are_added(self):
        this = filing(income=(income("5.00", source=Source.OWN_OTHER),))
        found = priors(with_last_year(this, last_year(income=(income("4.00", source=Source.OWN_OTHER),))))
        assert found["income.own"] == "4.00"
        assert "income.own_other" not in found

    def test_purposes_keep_what_was_typed(self):
        typed = Comparison(topic="purpose.general.201", purpose="办公")
        this = filing(expenditure=(spent("1.00"),), comparisons=(typed,))
        assert with_last_year(this, last_year(expenditure=(spent("2.00"),))).comparisons[0] == typed

    def test_figures_are_those_published_in_wan_whatever_the_unit_of_entry(self):
        this = in_yuan(expenditure=(spent("1200000.00"),))
        last = dataclasses.replace(in_yuan(expenditure=(spent("1000049.99"),)), fiscal_year=2023)
        assert priors(with_last_year(this, last))["general.basic"] == "100.00"
        assert with_last_year(this, last).expenditure == this.expenditure

    def test_again_it_gives_the_same(self):
        this = filing(expenditure=(spent("120.00"),), official_expenses=(official("0.50"),))
        last = last_year(expenditure=(spent("100.00"), spent("7.50", function=HOUSING)))
        once = with_last_year(this, last)
        assert with_last_year(once, last) == once


def final(year: int, **members: object) -> FinalAccounts:
    known = filing()
    return FinalAccounts(
        format=known.format,
        edition="xinjiang-final-2023",
        fiscal_year=year,
        unit=known.unit,
        amount_unit=AmountUnit.WAN,
        **members,  # type: ignore[arg-type]
    )


def final_spent(amount: str, function: str = OFFICE) -> FinalExpenditureRow:
    return FinalExpenditureRow(
        function=function, source=SpendingSource.GENERAL, category=FinalCategory.PROJECT, amount=Decimal(amount)
    )


def final_income(amount: str) -> FinalIncomeRow:
    return FinalIncomeRow(function=OFFICE, source=FinalSource.FISCAL_GENERAL, amount=Decimal(amount))


class TestFinalAccounts:
    def test_priors_come_from_the_year_before(self):
        last = final(2022, income=(final_income("90.00"),), expenditure=(final_spent("90.00", WORK),))
        against = FinalComparison(topic="general", against=Against.BUDGET, reason="追加")
        this = final(2023, income=(final_income("95.00"),), expenditure=(final_spent("95.00"),), comparisons=(against,))
        found = {(row.topic, row.against): row.prior for row in with_last_year(this, last).comparisons}
        assert found["general", Against.BUDGET] is None
        assert found["total", None] == found["fiscal", None] == found["general", None] == Decimal("90.00")
        assert found[f"general.function.{WORK}", None] == Decimal("90.00")
        assert found[f"general.function.{OFFICE}", None] == Decimal("0.00")

    def test_official_expenses_have_their_own_column(self):
        def row(final_amount: str, prior: str | None = None) -> FinalOfficialExpense:
            return FinalOfficialExpense(
                item=OfficialItem.HOSPITALITY,
                budget=Decimal("1.00"),
                final=Decimal(final_amount),
                prior=None if prior is None else Decimal(prior),
            )

        last = final(2022, official_expenses=(row("0.30"),))
        this = final(2023, official_expenses=(row("0.20", "9.99"),))
        assert with_last_year(this, last).official_expenses[0].prior == Decimal("0.30")

    def test_another_kind_is_no_last_year(self):
        this = final(2023, expenditure=(final_spent("95.00"),))
        assert with_last_year(this, last_year(expenditure=(spent("1.00"),))) is this
