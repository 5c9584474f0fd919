"""Rules on the other matters: operating expense, procurement, assets, staff, performance targets."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.filing import Profile, Staffing
from budgetportal.disclosure.terms import Category, OfficialItem
from tests.disclosure.examples import (
    assets,
    basic,
    filing,
    indicator,
    official,
    performance,
    procurement,
    project,
    spent,
    unit_performance,
)
from tests.disclosure.findings import fires, not_checked, silent


class TestOtherMatters:
    def test_operating_expense(self):
        rows = (basic("3.00", "30201", Category.PUBLIC),)
        fires(filing(basic_by_economic=rows, operating_expense=Decimal("3.01")), "B34", "operating_expense")
        silent(filing(basic_by_economic=rows, operating_expense=Decimal("3.00")), "B34")
        not_checked(filing(basic_by_economic=rows), "B34")

    def test_procurement(self):
        bought = procurement("1.00", "0.00", "1.00", sme="2.01", micro="1.00")
        fires(filing(procurement=bought), "B35", "procurement.reserved_sme")
        bought = procurement("1.00", "0.00", "1.00", sme="1.00", micro="1.01")
        fires(filing(procurement=bought), "B35", "procurement.reserved_micro")
        silent(filing(procurement=procurement("1.00", "0.00", "1.00", sme="2.00", micro="2.00")), "B35")

    def test_assets(self):
        fires(filing(assets=assets(vehicles=2, general_vehicles=1)), "B36", "assets.vehicles")
        fires(filing(assets=assets(vehicles_value="1.00", duty_vehicles_value="1.01")), "B36", "assets.vehicles_value")
        fires(filing(assets=assets(equipment_1m=1)), "B36", "assets.equipment_1m")
        fires(
            filing(assets=assets(planned_equipment_1m=2, planned_equipment_500k=1)),
            "B36",
            "assets.planned_equipment_1m",
        )
        silent(filing(assets=assets(vehicles=2, other_vehicles=2, equipment_1m=1, equipment_500k=1)), "B36")

    def test_planned_vehicles(self):
        bought = (official("18.00", OfficialItem.VEHICLE_PURCHASE),)
        whole = filing(assets=assets(planned_vehicles_cost="18.01"), official_expenses=bought)
        fires(whole, "B36.1", "assets.planned_vehicles_cost")
        silent(dataclasses.replace(whole, assets=assets(planned_vehicles_cost="18.00")), "B36.1")

    def test_staff(self):
        def profile(**members: int) -> Profile:
            return Profile(staffing=Staffing(**members))

        fires(filing(profile=profile(actual=12, in_post=10, retired=1)), "B37", "profile.staffing.actual")
        silent(filing(profile=profile(actual=11, in_post=10, retired=1)), "B37")
        fires(filing(profile=profile(establishment=9, in_post=10)), "B37.1", "profile.staffing.in_post")
        silent(filing(profile=profile(establishment=10, in_post=10)), "B37.1")

    def test_targets(self):
        def whole(**goals: Any) -> BudgetFiling:
            return filing(projects=(project(amounts={"302": "5.00"}, performance=performance(**goals)),))

        fires(whole(fiscal="4.99"), "B38", "projects[0].performance.fiscal")
        fires(whole(fiscal="5.00", total="5.01"), "B38", "projects[0].performance.total")
        silent(whole(fiscal="4.00", other="1.00"), "B38")

    @pytest.mark.parametrize(("weights", "right"), [(("50", "40"), True), (("50", "50"), True), (("50", "39"), False)])
    def test_weights(self, weights: tuple[str, ...], right: bool):
        indicators = tuple(indicator(weight=Decimal(weight)) for weight in weights)
        goals = performance("5.00", indicators=indicators)
        whole = filing(projects=(project(amounts={"302": "5.00"}, performance=goals),))
        if right:
            silent(whole, "B38.1")
        else:
            fires(whole, "B38.1", "projects[0].performance.indicators[0].weight")

    def test_funds_of_the_whole_unit(self):
        rows = (spent("5.00"),)
        fires(
            filing(expenditure=rows, unit_performance=unit_performance("0.00", "4.99")),
            "B38.2",
            "unit_performance.funds",
        )
        silent(filing(expenditure=rows, unit_performance=unit_performance("1.00", "4.00")), "B38.2")

    def test_projects_without_targets(self):
        fires(filing(projects=(project(amounts={"302": "5.00"}),)), "B38.3", "projects[0].performance")
        silent(filing(projects=(project(amounts={"302": "5.00"}, performance=performance("5.00")),)), "B38.3")
