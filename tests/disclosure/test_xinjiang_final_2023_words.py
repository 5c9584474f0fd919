"""The edition xinjiang-final-2023: what it leaves out where there is nothing, and how it speaks of changes."""

from __future__ import annotations

import dataclasses

import pytest

from budgetportal.classification.codes import functional
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Profile, Staffing
from budgetportal.disclosure.final_accounts import InitialBudget
from budgetportal.disclosure.terms import FinalCategory, OfficialItem, Operator, SpendingSource
from tests.disclosure.final_examples import (
    DETAILS,
    SPORT,
    UNIT,
    amounts,
    compare,
    counts,
    evaluated,
    evaluation,
    final,
    official,
    procurement,
    spent,
    target,
)
from tests.disclosure.likeness import text_of
from tests.disclosure.shown import said, tables_of, texts


class TestWhatIsLeftOut:
    """A sentence without what it is made of is left out; none breaks off."""

    def test_nothing_entered(self):
        text = text_of(compose(final()))
        assert not any(mark in text for mark in ("，，", "，。", "；。", "。。", "：。", "None", "{"))
        for key in ("profile.staffing", "profile.organization", "total.change", "fiscal.change", "procurement",
                    "assets", "performance", "official.details", "official.overseas"):  # fmt: skip
            assert said(compose(final()), key) == []

    def test_without_money_there_are_no_shares(self):
        assert said(compose(final()), "general.total") == ["2023年度一般公共预算财政拨款支出0.00万元。"]
        assert "占" not in "".join(said(compose(final()), "income") + said(compose(final()), "official.change"))

    def test_a_profile_without_numbers_says_nothing_of_them(self):
        bare = compose(final(profile=Profile(staffing=Staffing(actual=5))))
        assert said(bare, "profile.staffing") == [f"{UNIT}2023年度，实有人数5人。"]
        assert said(bare, "profile.organization") == ["单位无下设处室。"]
        none = compose(final(profile=Profile(subordinate_units=0)))
        assert said(none, "profile.organization") == ["单位无下属预算单位，无下设处室。"]
        assert "profile.organization" not in {
            getattr(block, "key", None)
            for block in compose(final(profile=Profile(organization="本局是政府工作部门。"))).parts[0].blocks
        }

    def test_counts_without_details(self):
        assert said(compose(final(official_counts=counts())), "official.vehicle") == []
        assert said(compose(final(official_details=DETAILS)), "official.details") == []

    def test_receptions_of_foreigners(self):
        def told(**members):
            whole = final(official_counts=counts(**members), official_details=DETAILS)
            return said(compose(whole), "official.hospitality")[0].partition("国内公务接待1批次，1人次")[2]

        assert told() == "。"
        assert told(foreign_receptions=0, foreign_receptions_people=0) == "，外事接待0批次，0人次。"
        assert told(foreign_receptions=2) == "，外事接待2批次。"

    def test_nothing_bought_has_no_shares(self):
        text = said(compose(final(procurement=procurement("0.00", "0.00", "0.00", "0.00", "0.00"))), "procurement")[1]
        assert text == "授予中小企业合同金额0.00万元，其中：授予小微企业合同金额0.00万元。"


class TestChanges:
    @pytest.mark.parametrize(
        ("prior", "change"),
        [
            ("0.00", "增加10.00万元，增长100.00%"),
            ("10.00", "增加0.00万元，增长0.00%"),
            ("16.00", "减少6.00万元，下降37.50%"),
            (None, ""),
        ],
    )
    def test_operating_expenses(self, prior, change):
        whole = final(expenditure=(spent("10.00", FinalCategory.PUBLIC),), comparisons=(compare("operating", prior),))
        ending = f"，比上年{change}。" if change else "。"
        assert said(compose(whole), "operating")[0].endswith(f"机关运行经费支出10.00万元{ending}")

    def test_from_nothing_to_nothing(self):
        whole = final(comparisons=(compare("operating", "0.00", "均未安排"),))
        assert said(compose(whole), "operating")[0].endswith(
            "支出0.00万元，比上年增加0.00万元，增长0.00%，主要原因是：均未安排。"
        )

    def test_a_total_is_compared_only_where_every_item_is(self):
        rows = (
            official(OfficialItem.OVERSEAS, "0.00", "1.00"),
            official(OfficialItem.HOSPITALITY, "0.00", "1.00", "2.00"),
        )
        text = said(compose(final(official_expenses=rows)), "official.change")[0]
        assert text.startswith("2023年度财政拨款“三公”经费支出2.00万元。其中：因公出国（境）费支出1.00万元，占50.00%；")
        assert text.endswith("公务接待费支出1.00万元，占50.00%，比上年减少1.00万元，下降50.00%。")

    @pytest.mark.parametrize(
        ("budget", "words_"),
        [("4.00", "，预决算差异率25.00%。"), ("8.00", "，预决算差异率-37.50%。"), ("0.00", "。")],
    )
    def test_difference_from_the_initial_budget(self, budget, words_):
        whole = final(expenditure=(spent("5.00"),), initial_budget=amounts(InitialBudget, "0.00", budget))
        expected = f"年初预算数{budget}万元，决算数5.00万元{words_}"
        assert said(compose(whole), "general.total")[0].endswith(expected)

    def test_a_function_that_the_years_classification_no_longer_has(self):
        year, code = next(
            (year, one.code)
            for year in range(2019, 2027)
            for one in functional(year - 1).codes("项")
            if functional(year).find(one.code) is None
        )
        whole = dataclasses.replace(final(comparisons=(compare(f"general.function.{code}", "1.00"),)), fiscal_year=year)
        text = said(compose(whole), f"general.function.{code}")[0]
        assert (
            f"（款）{functional(year - 1).find(code).name}（项）：支出决算数为0.00万元，比上年决算减少1.00万元" in text
        )


def test_no_fund_but_another_source():
    whole = final(expenditure=(spent("5.00", FinalCategory.PROJECT, SPORT, SpendingSource.SOE),))
    assert said(compose(whole), "soe.class.229") == ["1.其他支出（类）5.00万元，占100.00%。"]
    assert said(compose(whole), "fund.total") == []


def test_operators_of_targets_are_printed():
    rows = tuple(evaluated(target("1", op, "个"), target("1", Operator.EQUAL, "个")) for op in tuple(Operator)[:5])
    table = tables_of(compose(final(self_evaluations=(evaluation(*["1.00"] * 9, indicators=rows),))))
    assert [row[3][0] for row in texts(table["evaluation_indicators"])[:-1]] == list("≥≤=><")
