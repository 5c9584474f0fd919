"""A filing with every source of money in the form of each budget edition."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from budgetportal.disclosure.budget import BudgetFiling, OperatingUnits
from budgetportal.disclosure.filing import Profile, Staffing, Target, Unit
from budgetportal.disclosure.terms import Category, OfficialItem, Operator, Scope, Source
from tests.disclosure.examples import (
    OFFICE,
    PENSION,
    WORK,
    assets,
    basic,
    filing,
    income,
    indicator,
    official,
    performance,
    procurement,
    project,
    spent,
)
from tests.disclosure.full_filing import SPORT, compare, full_filing

BUREAU = "某区便民服务局"
REST = (Source.FISCAL_ACCOUNT, Source.OWN_SERVICE, Source.OWN_BUSINESS, Source.OWN_OTHER, Source.OWN_RESERVE)


def of_2020(**members: Any) -> BudgetFiling:
    """A filing in the form of 2020 with some members, the rest empty."""
    unit = Unit(code="650104-bmfw", name=BUREAU, scope=Scope.DEPARTMENT, region="650104")
    return filing(**{"edition": "xinjiang-budget-2020", "fiscal_year": 2020, "unit": unit, **members})


def full_2020() -> BudgetFiling:
    """Every source of the form, a project of each, comparisons, 0 beside amounts."""
    rest = tuple(enumerate(REST, 1))
    return of_2020(
        issued_on=date(2020, 2, 10),
        profile=Profile(
            duties=("1、受理申请。",),
            subordinate_units=0,
            staffing=Staffing(establishment=11, actual=10, in_post=10, in_post_change=2, retired=0, retired_change=0),
        ),
        income=(
            income("30.00", PENSION),
            income("150.00"),
            income("50.00", WORK),
            income("20.00", SPORT, Source.FUND),
            *(income(f"{n}.00", WORK, source) for n, source in rest),
            income("4.00", WORK, Source.CARRY_OWN),
        ),
        expenditure=(
            spent("150.00", Category.BASIC),
            spent("50.00", Category.PROJECT, WORK),
            spent("30.00", Category.BASIC, PENSION),
            spent("20.00", Category.PROJECT, SPORT, Source.FUND),
            *(spent(f"{n}.00", Category.PROJECT, WORK, source) for n, source in rest),
            spent("4.00", Category.BASIC, WORK, Source.CARRY_OWN),
        ),
        basic_by_economic=(basic("140.00"), basic("30.00", "30108"), basic("10.00", "30201", Category.PUBLIC)),
        projects=(
            project("体育设施", function=SPORT, source=Source.FUND, amounts={"310": "20.00"}),
            project(
                "窗口服务",
                amounts={"302": "49.52", "303": "0.48"},
                performance=performance(
                    "49.52",
                    "0.48",
                    indicators=(
                        indicator(target=Target(op=Operator.EQUAL, value="29", unit="万元")),
                        indicator(level3="排队时间", target=Target(op=Operator.AT_MOST, value="5", unit="分钟")),
                        indicator(level2="经济效益指标", level3=None, target=None),
                    ),
                ),
            ),
            *(project(f"项目{n}", source=source, amounts={"302": f"{n}.00"}) for n, source in rest),
        ),
        official_expenses=(official("1.50"), official("2.00", OfficialItem.VEHICLE_OPERATION)),
        comparisons=(
            compare("income.general", "0.00", "新成立的单位"),
            compare("income.own_service", "3.00", "业务减少"),
            compare("expenditure.basic", "200.00", "人员减少"),
            compare("general.basic", "0.00", "新成立的单位"),
            compare(f"general.function.{PENSION}", "10.00", "人员增加"),
            compare(f"general.function.{OFFICE}", "160.00", "压减经费"),
            compare("fund.total", "0.00", "新增项目"),
            compare(f"fund.function.{SPORT}", "0.00", purpose="体育设施维护"),
            compare("official.total", "3.00"),
            compare("official.overseas", "0.00", "没有安排"),
            compare("official.vehicle_operation", "1.00", "车辆增加"),
            compare("operating", "8.00", "窗口增加"),
            compare("purpose.general.201", purpose="日常运行"),
            compare("purpose.fund.229", purpose="体育设施"),
        ),
        operating_units=OperatingUnits(administrative=0, institutions=1),
        procurement=procurement("0.00", "0.00", "0.00"),
        assets=dataclasses.replace(assets(other_value="24.99"), as_of=date(2019, 12, 31)),
    )


def full_2023() -> BudgetFiling:
    """The filing with every source, filled in in the form of 2023."""
    whole = full_filing()
    return dataclasses.replace(
        whole,
        edition="xinjiang-budget-2023",
        fiscal_year=2023,
        wording={},
        assets=dataclasses.replace(whole.assets, as_of=date(2022, 12, 31)),
        operating_units=OperatingUnits(administrative=1, institutions=2),
    )


def full_2025() -> BudgetFiling:
    """The filing with every source, a year later."""
    return dataclasses.replace(full_filing(), edition="xinjiang-budget-2025", fiscal_year=2025)


FULL: Mapping[str, Callable[[], BudgetFiling]] = {
    "xinjiang-budget-2020": full_2020,
    "xinjiang-budget-2023": full_2023,
    "xinjiang-budget-2024": full_filing,
    "xinjiang-budget-2025": full_2025,
}
