"""Sound filings, one for each edition, whose published tables have much to go wrong in."""

from __future__ import annotations

from dataclasses import replace

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.terms import Category, OfficialItem, Scope, Source
from tests.disclosure.examples import OFFICE, PENSION, WORK, basic, filing, income, official, project, spent
from tests.disclosure.full_filing import full_filing

LAND = "2120899"
BASIC = (
    basic("61.07", "30101"),
    basic("9.61", "30103"),
    basic("10.33", "30108"),
    basic("0.00", "30213", Category.PUBLIC),
    basic("7.45", "30201", Category.PUBLIC),
    basic("1.30", "30211", Category.PUBLIC),
    basic("2.14", "30302"),
)
GENERAL = (
    income("81.57"),
    income("31.02", WORK),
    income("10.33", PENSION),
)
SPENT = (
    spent("81.57", Category.BASIC),
    spent("31.02", Category.PROJECT, WORK),
    spent("10.33", Category.BASIC, PENSION),
)
PROJECTS = (
    project("窗口服务", amounts={"302": "17.30", "310": "2.41"}),
    project("系统维护", amounts={"302": "11.31"}),
)

DEPARTMENT_2020 = filing(
    edition="xinjiang-budget-2020",
    fiscal_year=2020,
    unit=replace(full_filing().unit, scope=Scope.DEPARTMENT),
    income=(*GENERAL, income("12.06", LAND, Source.FUND), income("3.19", source=Source.OWN_SERVICE),
            income("1.28", WORK, Source.CARRY_OWN)),
    expenditure=(*SPENT, spent("12.06", Category.PROJECT, LAND, Source.FUND),
                 spent("3.19", Category.BASIC, OFFICE, Source.OWN_SERVICE),
                 spent("1.28", Category.PROJECT, WORK, Source.CARRY_OWN)),
    basic_by_economic=(basic("70.68", "30101"), basic("10.33", "30108"), *BASIC[3:]),
    projects=(*PROJECTS, project("道路养护", function=LAND, source=Source.FUND, amounts={"309": "12.06"}),
              project("结转培训", source=Source.CARRY_OWN, amounts={"302": "1.28"})),
    official_expenses=(official("1.05", OfficialItem.HOSPITALITY), official("3.40", OfficialItem.VEHICLE_OPERATION)),
)  # fmt: skip
UNIT_2023 = filing(
    edition="xinjiang-budget-2023",
    fiscal_year=2023,
    income=(*GENERAL, income("12.06", LAND, Source.FUND), income("3.19", source=Source.OWN_SERVICE),
            income("4.03", WORK, Source.CARRY_GENERAL)),
    expenditure=(*SPENT, spent("12.06", Category.PROJECT, LAND, Source.FUND),
                 spent("3.19", Category.BASIC, OFFICE, Source.OWN_SERVICE),
                 spent("4.03", Category.PROJECT, WORK, Source.CARRY_GENERAL)),
    basic_by_economic=BASIC,
    projects=(*PROJECTS, project("道路养护", "12.06", function=LAND, source=Source.FUND),
              project("结转窗口", "4.03", source=Source.CARRY_GENERAL)),
    official_expenses=(official("1.05", OfficialItem.HOSPITALITY),
                       official("3.40", OfficialItem.VEHICLE_OPERATION, Source.FUND)),
)  # fmt: skip
SOUND: dict[str, BudgetFiling] = {
    "xinjiang-budget-2020": DEPARTMENT_2020,
    "xinjiang-budget-2023": UNIT_2023,
    "xinjiang-budget-2024": full_filing(),
    "xinjiang-budget-2025": replace(full_filing(), edition="xinjiang-budget-2025", fiscal_year=2025),
}
