"""Rounding 元 to 万元 (contract, "Rounding"), by figures worked out by hand and by properties."""

import dataclasses
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetportal.disclosure import rounding
from budgetportal.disclosure.amounts import CENT, half_up, total
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.rounding import share_out
from budgetportal.disclosure.terms import AmountUnit, Category, EconomicClass, OfficialItem, Source
from tests.disclosure.examples import (
    OFFICE,
    PENSION,
    WORK,
    assets,
    basic,
    filing,
    in_yuan,
    income,
    official,
    performance,
    procurement,
    project,
    small_filing,
    spent,
    unit_performance,
)
from tests.disclosure.strategies import random_filing

P, G, B, X = Category.PERSONNEL, Category.PUBLIC, Category.BASIC, Category.PROJECT


def shared(amounts, whole):
    return [str(share) for share in share_out([Decimal(amount) for amount in amounts], Decimal(whole))]


def published(whole: BudgetFiling) -> Any:
    """The filing in 万元, with members that a test knows to be there."""
    return rounding.published(whole)


def amounts_of(rows):
    return [str(row.amount) for row in rows]


class TestSharingOut:
    def test_the_largest_remainders_get_the_missing_hundredths(self):
        # 元: 10040, 10060, 10050 are 1.0040, 1.0060, 1.0050: 3.015 in all, half up 3.02
        assert shared(["10040.00", "10060.00", "10050.00"], "3.02") == ["1.00", "1.01", "1.01"]

    def test_equal_remainders_go_to_the_earlier_row(self):
        assert shared(["10050.00", "20050.00", "30050.00"], "6.02") == ["1.01", "2.01", "3.00"]

    def test_nothing_is_missing(self):
        assert shared(["10000.00", "200.00"], "1.02") == ["1.00", "0.02"]

    def test_more_hundredths_than_rows_go_round_after_round(self):
        assert shared(["150.00", "140.00"], "0.05") == ["0.03", "0.02"]

    def test_taking_off_begins_with_the_smallest_remainder(self):
        assert shared(["190.00", "110.00", "150.00"], "0.02") == ["0.01", "0.00", "0.01"]

    def test_taking_off_equal_remainders_begins_with_the_later_row(self):
        assert shared(["150.00", "150.00", "150.00"], "0.02") == ["0.01", "0.01", "0.00"]

    def test_taking_off_goes_round_after_round_and_none_falls_below_0(self):
        assert shared(["510.00", "120.00", "530.00"], "0.06") == ["0.03", "0.00", "0.03"]

    def test_rows_of_0_take_no_part(self):
        assert shared(["0.00", "140.00", "0.00"], "0.03") == ["0.00", "0.03", "0.00"]

    def test_rows_of_0_cannot_take_up_what_is_missing(self):
        assert shared(["0.00", "0.00"], "0.01") == ["0.00", "0.00"]

    def test_a_whole_below_what_can_be_taken_off_leaves_the_rows_at_0(self):
        assert shared(["110.00", "130.00"], "-0.01") == ["0.00", "0.00"]

    def test_negative_rows_are_rounded_down_too(self):
        # -1.2345 down is -1.24 with a remainder of 0.0055, 2.0050 down is 2.00 with 0.0050
        assert shared(["-12345.00", "20050.00"], "0.77") == ["-1.23", "2.00"]

    def test_a_negative_row_may_fall_further(self):
        assert shared(["-150.00"], "-0.03") == ["-0.03"]

    def test_no_rows(self):
        assert shared([], "0.00") == []

    @given(st.lists(st.decimals(0, 10**7, places=2), max_size=40))
    def test_the_rows_add_up_to_their_own_sum_and_stay_within_a_hundredth(self, amounts):
        whole = half_up(total(amounts) / 10_000)
        shares = share_out(amounts, whole)
        assert total(shares) == whole
        for amount, share in zip(amounts, shares, strict=True):
            assert abs(share - amount / 10_000) < CENT
            assert share == 0 or amount != 0

    @given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=30))
    def test_negative_rows_add_up_too(self, amounts):
        whole = half_up(total(amounts) / 10_000)
        assert total(share_out(amounts, whole)) == whole

    @given(st.lists(st.decimals("0.01", 10**5, places=2), min_size=1, max_size=20), st.integers(0, 3000))
    def test_any_whole_is_reached_and_no_row_falls_below_0(self, amounts, hundredths):
        shares = share_out(amounts, hundredths * CENT)
        assert total(shares) == hundredths * CENT
        assert min(shares) >= 0

    @given(st.lists(st.decimals(0, 10**6, places=2), min_size=2, max_size=20), st.integers(-10, 10))
    def test_it_is_the_sharing_out_of_the_contract_step_by_step(self, amounts, off):
        whole = half_up(total(amounts) / 10_000) + off * CENT
        assert list(share_out(amounts, whole)) == step_by_step(amounts, whole)


def step_by_step(amounts, whole):
    """The contract's words, one hundredth at a time."""
    rows = [amount // 100 * CENT for amount in amounts]
    most_first = sorted((n for n in range(len(rows)) if amounts[n]), key=lambda n: (-(amounts[n] % 100), n))
    while sum(rows) != whole:
        before = list(rows)
        for n in most_first if sum(rows) < whole else most_first[::-1]:
            if sum(rows) < whole:
                rows[n] += CENT
            elif sum(rows) > whole and rows[n] > 0:
                rows[n] -= CENT
        if rows == before:
            break
    return rows


class TestDependence:
    """Every row of the table of groups."""

    def test_expenditure_is_one_group(self):
        rows = published(in_yuan(expenditure=(spent("10040.00"), spent("10060.00", G), spent("10050.00", X, WORK))))
        assert amounts_of(rows.expenditure) == ["1.00", "1.01", "1.01"]

    def test_income_takes_over_the_expenditure_of_its_function_and_source(self):
        both = in_yuan(
            income=(income("10040.00"), income("20110.00", WORK)),
            expenditure=(spent("5020.00"), spent("5020.00", G), spent("20110.00", X, WORK)),
        )
        found = published(both)
        # 0.5020 + 0.5020 + 2.0110 is 3.015, so 3.02; down 0.50, 0.50, 2.01, so 0.01 to the first 0.5020
        assert amounts_of(found.expenditure) == ["0.51", "0.50", "2.01"]
        assert amounts_of(found.income) == ["1.01", "2.01"]

    def test_income_that_differs_in_yuan_keeps_its_own_sum(self):
        both = in_yuan(income=(income("10040.01"),), expenditure=(spent("5020.00"), spent("5070.00", G)))
        assert amounts_of(published(both).income) == ["1.00"]

    def test_income_of_another_source_is_another_group(self):
        both = in_yuan(
            income=(income("10040.00"), income("10060.00", source=Source.OWN_OTHER)),
            expenditure=(spent("10040.00"), spent("10060.00", B, source=Source.OWN_OTHER)),
        )
        assert amounts_of(published(both).income) == ["1.00", "1.01"]

    def test_basic_by_economic_takes_over_the_general_expenditure_of_its_category(self):
        both = in_yuan(
            expenditure=(
                spent("5050.00"),
                spent("5050.00", source=Source.GENERAL_TRANSFER),
                spent("3030.00", G),
                spent("7070.00", source=Source.CARRY_GENERAL),
            ),
            basic_by_economic=(basic("10100.00"), basic("3030.00", "30201", G)),
        )
        found = published(both)
        # 2.0200 in all; down 0.50, 0.50, 0.30, 0.70: 0.02 to the largest remainders, 0.0070 and 0.0050
        assert amounts_of(found.expenditure) == ["0.51", "0.50", "0.30", "0.71"]
        assert amounts_of(found.basic_by_economic) == ["1.01", "0.30"]

    def test_basic_by_economic_follows_what_was_rounded_before_it(self):
        both = in_yuan(
            expenditure=(spent("10040.00"), spent("10060.00", G)),
            basic_by_economic=(basic("5020.00"), basic("5020.00", "30102"), basic("10060.00", "30201", G)),
        )
        assert amounts_of(published(both).basic_by_economic) == ["0.50", "0.50", "1.01"]

    def test_basic_by_economic_is_one_group_where_a_general_row_is_not_split(self):
        both = in_yuan(
            expenditure=(spent("10040.00", B), spent("10060.00", G, WORK), spent("90000.00", X, WORK)),
            basic_by_economic=(basic("10055.00"), basic("10045.00", "30201", G)),
        )
        assert amounts_of(published(both).basic_by_economic) == ["1.01", "1.00"]

    def test_a_basic_row_of_another_source_does_not_join_the_categories(self):
        both = in_yuan(
            expenditure=(spent("10051.00"), spent("10051.00", G), spent("900.00", B, source=Source.OWN_OTHER)),
            basic_by_economic=(basic("10051.00"), basic("10051.00", "30201", G)),
        )
        found = published(both)
        assert amounts_of(found.expenditure) == ["1.01", "1.00", "0.09"]
        assert amounts_of(found.basic_by_economic) == ["1.01", "1.00"]

    def test_projects_share_their_function_and_source_in_entry_order_and_code_order(self):
        both = in_yuan(
            expenditure=(spent("30150.00", X, WORK), spent("10050.00")),
            projects=(
                project(amounts={"310": "10050.00", "302": "10050.00"}),
                project("大厅设备", amounts={"302": "10050.00"}),
            ),
        )
        first, second = published(both).projects
        # 4.0200 in all: 3.02 and 1.00; then 3.02 by three rows of 1.0050: the first two, codes before entries
        assert first.amounts == {
            EconomicClass.GOODS_AND_SERVICES: Decimal("1.01"),
            EconomicClass.CAPITAL: Decimal("1.01"),
        }
        assert second.amounts == {EconomicClass.GOODS_AND_SERVICES: Decimal("1.00")}

    def test_the_amount_of_a_project_counts_as_one(self):
        both = in_yuan(
            expenditure=(spent("20100.00", X, WORK, Source.FUND),),
            projects=(
                project("一", "10050.00", source=Source.FUND),
                project("二", "10050.00", source=Source.FUND),
            ),
        )
        assert [str(found.amount) for found in published(both).projects] == ["1.01", "1.00"]

    def test_projects_that_differ_in_yuan_keep_their_own_sum(self):
        both = in_yuan(expenditure=(spent("20100.00", X, WORK),), projects=(project(amounts={"302": "10049.99"}),))
        assert published(both).projects[0].amounts == {EconomicClass.GOODS_AND_SERVICES: Decimal("1.00")}

    def test_projects_do_not_depend_on_basic_expenditure(self):
        both = in_yuan(
            expenditure=(spent("10060.00", X, WORK), spent("10060.00", P, WORK)),
            projects=(project(amounts={"302": "10060.00"}),),
        )
        found = published(both)
        assert amounts_of(found.expenditure) == ["1.01", "1.00"]
        assert total(found.projects[0].amounts.values()) == Decimal("1.01")

    def test_performance_takes_over_the_amounts_of_its_project(self):
        entered = performance("5020.00", "5020.00", "10040.00")
        whole = in_yuan(
            expenditure=(spent("10040.00", X, WORK), spent("10010.00")),
            projects=(project(amounts={"302": "10040.00"}, performance=entered),),
        )
        found = published(whole).projects[0]
        assert found.amounts == {EconomicClass.GOODS_AND_SERVICES: Decimal("1.01")}  # 2.005 is 2.01
        goals = found.performance
        assert [str(goals.fiscal), str(goals.other), str(goals.total)] == ["0.51", "0.50", "1.01"]

    def test_performance_that_differs_in_yuan_keeps_its_own_sum(self):
        entered = performance("10040.00", "0.00", "10049.00")
        whole = in_yuan(
            expenditure=(spent("10060.00", X, WORK),),
            projects=(project(amounts={"302": "10060.00"}, performance=entered),),
        )
        goals = published(whole).projects[0].performance
        assert [str(goals.fiscal), str(goals.other), str(goals.total)] == ["1.00", "0.00", "1.00"]

    def test_the_total_of_performance_is_no_part_of_the_others(self):
        entered = performance("10040.00", "0.00", "10060.00")
        whole = in_yuan(projects=(project(amounts={"302": "10060.00"}, performance=entered),))
        goals = published(whole).projects[0].performance
        assert [str(goals.fiscal), str(goals.total)] == ["1.00", "1.01"]

    def test_unit_performance_takes_over_all_expenditure(self):
        whole = in_yuan(
            expenditure=(spent("10040.00"), spent("10020.00", X, WORK)),
            unit_performance=unit_performance("10040.00", "10020.00"),
        )
        funds = published(whole).unit_performance.funds
        assert [str(funds.superior), str(funds.local), str(funds.other)] == ["1.01", "1.00", "0.00"]

    def test_official_expenses_are_one_group(self):
        rows = (official("140.00"), official("140.00", OfficialItem.OVERSEAS), official("120.00", source=Source.FUND))
        assert amounts_of(published(in_yuan(official_expenses=rows)).official_expenses) == ["0.02", "0.01", "0.01"]

    def test_goods_works_and_services_are_one_group_and_what_is_reserved_alone(self):
        found = published(
            in_yuan(procurement=procurement("140.00", "140.00", "120.00", "149.00", "150.00"))
        ).procurement
        assert [str(found.goods), str(found.works), str(found.services)] == ["0.02", "0.01", "0.01"]
        assert [str(found.reserved_sme), str(found.reserved_micro)] == ["0.01", "0.02"]

    def test_the_value_of_vehicles_takes_over_the_kinds(self):
        kinds = {"general_vehicles_value": "140.00", "duty_vehicles_value": "140.00", "other_vehicles_value": "170.00"}
        found = published(in_yuan(assets=assets(vehicles_value="450.00", **kinds))).assets
        assert [str(found.general_vehicles_value), str(found.duty_vehicles_value)] == ["0.02", "0.01"]
        assert [str(found.other_vehicles_value), str(found.vehicles_value)] == ["0.02", "0.05"]

    def test_a_value_of_vehicles_that_differs_in_yuan_stays_visible(self):
        found = published(in_yuan(assets=assets(vehicles_value="500.00", general_vehicles_value="450.00"))).assets
        assert [str(found.general_vehicles_value), str(found.vehicles_value)] == ["0.05", "0.05"]
        found = published(in_yuan(assets=assets(vehicles_value="349.99", general_vehicles_value="450.00"))).assets
        assert [str(found.general_vehicles_value), str(found.vehicles_value)] == ["0.05", "0.03"]

    @pytest.mark.parametrize("name", ["house_value", "furniture_value", "other_value", "planned_vehicles_cost"])
    def test_every_other_amount_is_rounded_alone_half_up(self, name):
        found = published(in_yuan(assets=assets(**{name: "12350.00"}))).assets
        assert str(getattr(found, name)) == "1.24"

    def test_operating_expense_is_rounded_alone(self):
        assert str(published(in_yuan(operating_expense=Decimal("12349.99"))).operating_expense) == "1.23"

    def test_a_negative_amount_alone_is_rounded_away_from_zero_and_0_has_no_sign(self):
        assert str(published(in_yuan(operating_expense=Decimal("-12350.00"))).operating_expense) == "-1.24"
        assert str(published(in_yuan(operating_expense=Decimal("-49.00"))).operating_expense) == "0.00"


class TestWhatIsNotRounded:
    def test_a_filing_in_wan_comes_back_unchanged(self):
        whole = small_filing()
        assert published(whole) is whole

    def test_areas_weights_and_last_years_figures_stay(self):
        whole: Any = dataclasses.replace(small_filing(), amount_unit=AmountUnit.YUAN)
        found = published(whole)
        assert found.amount_unit is AmountUnit.WAN
        assert found.comparisons == whole.comparisons
        assert found.assets.house_area == Decimal("800.50")
        assert found.projects[0].performance.indicators == whole.projects[0].performance.indicators
        assert (found.profile, found.unit, found.wording) == (whole.profile, whole.unit, whole.wording)

    def test_an_empty_filing_stays_empty(self):
        assert published(in_yuan()) == filing()


def sums(rows, *names):
    found: dict[tuple, Decimal] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in names)
        found[key] = found.get(key, Decimal(0)) + row.amount
    return found


@pytest.mark.parametrize("seed", range(60))
def test_tables_that_agree_in_yuan_agree_in_wan(seed):
    whole = random_filing(random.Random(seed), AmountUnit.YUAN)
    found = published(whole)
    assert sums(found.income, "function", "source") == sums(found.expenditure, "function", "source")
    general = [row for row in found.expenditure if row.source in (Source.GENERAL, Source.GENERAL_TRANSFER)]
    spent_basic = [row for row in general if row.category is not X]
    assert total(row.amount for row in found.basic_by_economic) == total(row.amount for row in spent_basic)
    if not any(row.category is B for row in general):
        assert sums(found.basic_by_economic, "category") == sums(spent_basic, "category")
    projects: dict[tuple, Decimal] = {}
    for one in found.projects:
        money = total(one.amounts.values()) + (one.amount or 0)
        projects[one.function, one.source] = projects.get((one.function, one.source), 0) + money
        if one.performance:
            assert one.performance.fiscal + one.performance.other == money
    assert projects == sums([row for row in found.expenditure if row.category is X], "function", "source")
    exact = total(row.amount for row in whole.expenditure) / 10_000
    assert total(row.amount for row in found.expenditure) == half_up(exact)


def test_a_group_of_equal_codes_from_two_functions_stays_apart():
    both = in_yuan(
        income=(income("10050.00", OFFICE), income("10050.00", PENSION)),
        expenditure=(spent("10050.00", function=PENSION), spent("10050.00", function=OFFICE)),
    )
    found = published(both)
    assert amounts_of(found.expenditure) == ["1.01", "1.00"]
    assert amounts_of(found.income) == ["1.00", "1.01"]
