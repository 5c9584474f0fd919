"""A small filing with figures that can be followed by hand, and its parts."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.budget import (
    Assets,
    BudgetFiling,
    Comparison,
    ExpenditureRow,
    IncomeRow,
    Indicator,
    OfficialExpense,
    Performance,
    PerformanceFunds,
    Procurement,
    Project,
    UnitPerformance,
)
from budgetportal.disclosure.filing import BasicRow, GlossaryEntry, Profile, Staffing, Target, Unit
from budgetportal.disclosure.terms import AmountUnit, Category, EconomicClass, OfficialItem, Operator, Scope, Source

EDITION = "xinjiang-budget-2024"
OFFICE, WORK, PENSION = "2010301", "2010302", "2080505"  # 行政运行, 一般行政管理事务, 养老保险缴费支出


def income(amount: str, function: str = OFFICE, source: Source = Source.GENERAL) -> IncomeRow:
    return IncomeRow(function=function, source=source, amount=Decimal(amount))


def spent(
    amount: str, category: Category = Category.PERSONNEL, function: str = OFFICE, source: Source = Source.GENERAL
) -> ExpenditureRow:
    return ExpenditureRow(function=function, source=source, category=category, amount=Decimal(amount))


def basic(amount: str, economic: str = "30101", category: Category = Category.PERSONNEL) -> BasicRow:
    return BasicRow(economic=economic, category=category, amount=Decimal(amount))


def official(
    amount: str, item: OfficialItem = OfficialItem.HOSPITALITY, source: Source = Source.GENERAL
) -> OfficialExpense:
    return OfficialExpense(item=item, source=source, amount=Decimal(amount))


def project(name: str = "窗口服务保障", amount: str | None = None, **members: Any) -> Project:
    details: dict[str, Any] = {"function": WORK, "source": Source.GENERAL, **members}
    if "amounts" in details:
        details["amounts"] = {EconomicClass(code): Decimal(value) for code, value in details["amounts"].items()}
    return Project(name=name, amount=None if amount is None else Decimal(amount), **details)


def performance(fiscal: str, other: str = "0.00", total: str | None = None, **members: Any) -> Performance:
    whole = None if total is None else Decimal(total)
    return Performance(fiscal=Decimal(fiscal), other=Decimal(other), total=whole, goal="完成全年服务", **members)


def indicator(**members: Any) -> Indicator:
    described: dict[str, Any] = {
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "服务窗口数量",
        "target": Target(op=Operator.AT_LEAST, value="12", unit="个"),
        **members,
    }
    return Indicator(**described)


def unit_performance(superior: str, local: str, other: str = "0.00", **members: Any) -> UnitPerformance:
    funds = PerformanceFunds(superior=Decimal(superior), local=Decimal(local), other=Decimal(other))
    return UnitPerformance(duties_and_plan="办好政务服务", funds=funds, **members)


def procurement(goods: str, works: str, services: str, sme: str = "0.00", micro: str = "0.00") -> Procurement:
    return Procurement(
        goods=Decimal(goods),
        works=Decimal(works),
        services=Decimal(services),
        reserved_sme=Decimal(sme),
        reserved_micro=Decimal(micro),
    )


def assets(**members: Any) -> Assets:
    """State assets, none unless they are named; amounts as text."""
    values = dict.fromkeys(("house_area", "house_value", "vehicles_value", "furniture_value", "other_value"), "0.00")
    values |= {f"{kind}_vehicles_value": "0.00" for kind in ("general", "duty", "other")}
    counts = ("vehicles", "general_vehicles", "duty_vehicles", "other_vehicles", "equipment_500k", "equipment_1m")
    numbers = dict.fromkeys((*counts, "planned_equipment_500k", "planned_equipment_1m"), 0)
    typed: dict[str, Any] = {
        name: Decimal(value) for name, value in (values | members).items() if isinstance(value, str)
    }
    counted: dict[str, Any] = {name: value for name, value in members.items() if isinstance(value, int)}
    described: dict[str, Any] = numbers | counted | typed
    return Assets(as_of=date(2023, 12, 31), **described)


def filing(**members: Any) -> BudgetFiling:
    """A filing with nothing in it but what every filing needs, and the members given."""
    described: dict[str, Any] = {
        "format": "budget-filing/1",
        "edition": EDITION,
        "fiscal_year": 2024,
        "unit": Unit(code="650100-fwzx", name="某市便民服务中心", scope=Scope.UNIT, region="650100"),
        "amount_unit": AmountUnit.WAN,
        **members,
    }
    return BudgetFiling(**described)


def in_yuan(**members: Any) -> BudgetFiling:
    return filing(amount_unit=AmountUnit.YUAN, **members)


def small_filing() -> BudgetFiling:
    """A sound filing in 万元 that uses every entry table."""
    return filing(
        issued_on=date(2024, 2, 22),
        profile=Profile(
            duties=("（一）受理和转办便民服务事项。", "（二）管理服务窗口。"),
            offices=("综合科",),
            subordinate_units=0,
            staffing=Staffing(establishment=12, actual=11, in_post=10, in_post_change=-1, retired=1, retired_change=1),
        ),
        glossary=(GlossaryEntry(term="基本支出", definition="保障日常运转的支出。"),),
        other_notes="无其他事项。",
        income=(
            income("150.00"),
            income("50.00", WORK),
            income("20.00", PENSION),
            income("5.00", source=Source.OWN_OTHER),
        ),
        expenditure=(
            spent("120.00"),
            spent("30.00", Category.PUBLIC),
            spent("50.00", Category.PROJECT, WORK),
            spent("20.00", function=PENSION),
            spent("5.00", Category.BASIC, source=Source.OWN_OTHER),
        ),
        basic_by_economic=(
            basic("120.00"),
            basic("20.00", "30108"),
            basic("30.00", "30201", Category.PUBLIC),
        ),
        projects=(
            project(
                amounts={"302": "40.00", "310": "10.00"},
                policy_basis="按照年度服务计划设立",
                performance=performance("50.00", indicators=(indicator(weight=Decimal("90.00")),)),
            ),
        ),
        official_expenses=(official("1.20"),),
        comparisons=(
            Comparison(topic="income.general", prior=Decimal("200.00"), reason="增加窗口"),
            Comparison(topic="purpose.general.201", purpose="窗口运行"),
        ),
        unit_performance=unit_performance("0.00", "220.00", "5.00", indicators=(indicator(),)),
        operating_expense=Decimal("30.00"),
        procurement=procurement("3.00", "0.00", "2.00", "5.00", "4.00"),
        assets=assets(house_area="800.50", furniture_value="12.34"),
    )


def with_row(whole: BudgetFiling, table: str, row: Any) -> BudgetFiling:
    """The filing with one more row in an entry table."""
    members: dict[str, Any] = {table: (*getattr(whole, table), row)}
    return dataclasses.replace(whole, **members)
