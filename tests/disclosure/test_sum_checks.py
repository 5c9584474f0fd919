"""Rules on sums: two tables that disagree are told at the cell that is wrong; near misses are not."""

from __future__ import annotations

import dataclasses

from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.terms import Category, Source
from tests.disclosure.examples import (
    PENSION,
    WORK,
    basic,
    filing,
    in_yuan,
    income,
    official,
    project,
    spent,
)
from tests.disclosure.findings import fires, found, not_checked, silent

OTHER = "2010399"  # 其他政府办公厅（室）及相关机构事务支出


class TestSums:
    def test_income_and_expenditure(self):
        whole = filing(income=(income("10.00"),), expenditure=(spent("10.01"),))
        one = fires(whole, "B13", "income[0].amount")
        assert (one.expected, one.found, one.difference) == ("10.01", "10.00", "-0.01")
        assert all(figure in one.message for figure in ("10.00", "10.01", "0.01"))
        silent(whole, "B1")  # which would say the same again
        more = filing(income=(income("10.00"),), expenditure=(spent("10.01"), spent("2.00", function=WORK)))
        one = fires(more, "B1", "expenditure")
        assert (one.expected, one.found, one.difference) == ("10.00", "12.01", "2.01")
        silent(filing(income=(income("10.00"),), expenditure=(spent("4.00"), spent("6.00", Category.PUBLIC))), "B1")
        not_checked(filing(income=(income("10.00"),)), "B1")

    def test_each_function_and_source(self):
        rows = (spent("4.00"), spent("6.00", Category.PROJECT, WORK))
        whole = filing(income=(income("6.00"), income("4.00", WORK)), expenditure=rows)
        assert [one.place for one in found(whole, "B13")] == ["income[0].amount", "income[1].amount"]
        silent(dataclasses.replace(whole, income=(income("4.00"), income("6.00", WORK))), "B13")
        moved = dataclasses.replace(whole, income=(income("4.00"), income("6.00", WORK, Source.FUND)))
        one = fires(moved, "B13", "expenditure[1].source")  # the same money under two sources
        assert (one.expected, one.found) == ("fund", "general")

    def test_the_same_money_under_two_codes(self):
        rows = (spent("4.00"), spent("9.90", Category.PROJECT, WORK))
        whole = filing(income=(income("4.00"), income("9.90", OTHER)), expenditure=rows)
        one = fires(whole, "B13", "income[1].function")
        assert (one.expected, one.found) == (WORK, OTHER)
        assert f"9.90 万元列在 {OTHER}" in one.message
        listed = (project(amounts={"302": "9.90"}, function=OTHER),)  # which says that the expenditure is wrong
        fires(dataclasses.replace(whole, projects=listed), "B13", "expenditure[1].function")
        silent(dataclasses.replace(whole, projects=listed), "B17")

    def test_a_sum_that_only_one_row_explains(self):
        rows = (spent("4.00"), spent("6.00", Category.PROJECT, WORK))
        listed = (project(amounts={"302": "5.00"}),)
        whole = filing(income=(income("4.00"), income("5.00", WORK)), expenditure=rows, projects=listed)
        one = fires(whole, "B13", "expenditure[1].amount")  # income and project agree against it
        assert "应改支出表" in one.message
        silent(whole, "B17")

    def test_a_row_in_the_wrong_category(self):
        rows = (spent("4.00"), spent("6.00"))
        whole = filing(
            income=(income("10.00"),),
            expenditure=(rows[0], dataclasses.replace(rows[1], function=WORK)),
            basic_by_economic=(basic("4.00"), basic("6.00", "30201", Category.PUBLIC)),
        )
        one = fires(whole, "B16", "expenditure[1].category")
        assert (one.expected, one.found) == ("公用经费", "人员经费")

    def test_amounts_are_compared_as_published(self):
        whole = in_yuan(income=(income("100000.00"),), expenditure=(spent("100049.00"),))
        silent(whole, "B1")

    def test_basic_expenditure_and_its_economic_rows(self):
        rows = (spent("10.00"), spent("2.00", Category.PUBLIC))
        economic = (basic("10.00"), basic("2.01", "30201", Category.PUBLIC))
        one = fires(filing(expenditure=rows, basic_by_economic=economic), "B16", "basic_by_economic[1].amount")
        assert "公用经费" in one.message
        undivided = (spent("12.01", Category.BASIC),)
        silent(filing(expenditure=undivided, basic_by_economic=economic), "B16")

    def test_economic_class_of_the_other_category(self):
        fires(filing(basic_by_economic=(basic("1.00", "30201"),)), "B8", "basic_by_economic[0].category")
        fires(
            filing(basic_by_economic=(basic("1.00", "30301", Category.PUBLIC),)), "B8", "basic_by_economic[0].category"
        )
        silent(filing(basic_by_economic=(basic("1.00"), basic("1.00", "30201", Category.PUBLIC))), "B8")

    def test_projects_of_each_function(self):
        rows = (spent("5.00", Category.PROJECT, WORK),)
        one = fires(
            filing(expenditure=rows, projects=(project(amounts={"302": "4.99"}),)), "B17", "projects[0].amounts.302"
        )
        assert one.difference == "-0.01"
        parts = (project(amounts={"302": "4.00"}), project("二", amounts={"310": "1.00"}))
        silent(filing(expenditure=rows, projects=parts), "B17")
        fund = filing(expenditure=(spent("5.00", Category.PROJECT, WORK, Source.FUND),))
        silent(fund, "B17")  # no table lists the projects of a fund

    def test_official_expenses_cover_their_part_of_basic_expenditure(self):
        economic = (basic("0.51", "30217", Category.PUBLIC),)
        whole = filing(basic_by_economic=economic, official_expenses=(official("0.50"),))
        fires(whole, "B19", "basic_by_economic[0].amount")
        silent(dataclasses.replace(whole, official_expenses=(official("0.51"),)), "B19")

    def test_social_security_booked_twice(self):
        rows = (spent("2.00", function=PENSION),)
        other = (basic("2.01", "30108"), basic("-0.01"))  # all of them add up
        one = fires(filing(expenditure=rows, basic_by_economic=other), "B20", "basic_by_economic[0].amount")
        assert one.severity is Severity.HINT
        silent(filing(expenditure=rows, basic_by_economic=(basic("2.00", "30108"),)), "B20")

    def test_running_costs_are_no_project(self):
        fires(filing(expenditure=(spent("1.00", Category.PROJECT),)), "B23", "expenditure[0].function")
        silent(filing(expenditure=(spent("1.00"), spent("1.00", Category.PROJECT, WORK))), "B23")
