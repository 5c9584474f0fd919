"""The charts of Xinjiang's unit budgets and final accounts."""

from __future__ import annotations

from budgetportal.disclosure.charts import ChartDeclaration, ClassBars, SelectedBars, YearBars
from budgetportal.disclosure.editions.final_selections import INCOME_KINDS, only, spent
from budgetportal.disclosure.editions.xinjiang_narrative import INCOME_KINDS as BUDGET_INCOME
from budgetportal.disclosure.editions.xinjiang_tables import PROJECT, spending
from budgetportal.disclosure.facts import INCOME, Selection
from budgetportal.disclosure.tables import income
from budgetportal.disclosure.terms import BASIC_CATEGORIES, BASIC_SPENDING, FinalCategory, Source

OFFICIAL = YearBars("chart_official", "财政拨款“三公”经费", "official.total")
BUDGET_CHARTS: tuple[ChartDeclaration, ...] = (
    SelectedBars(
        "chart_income",
        "{year}年收入预算（按来源）",
        "资金来源",
        (
            *((label, income(sources)) for label, sources in BUDGET_INCOME),
            ("用事业基金弥补收支差额", income(Source.OWN_RESERVE)),
        ),
    ),
    ClassBars("chart_functions", "{year}年支出预算（按功能分类）", spending()),
    SelectedBars(
        "chart_categories",
        "{year}年基本支出与项目支出预算",
        "支出类别",
        (("基本支出", spending(None, BASIC_CATEGORIES)), ("项目支出", spending(None, PROJECT))),
    ),
    OFFICIAL,
)
FINAL_CHARTS: tuple[ChartDeclaration, ...] = (
    SelectedBars(
        "chart_income",
        "{year}年度收入决算（按来源）",
        "收入来源",
        tuple((label, Selection(INCOME, sources)) for label, sources in INCOME_KINDS),
    ),
    ClassBars("chart_functions", "{year}年度支出决算（按功能分类）", spent()),
    SelectedBars(
        "chart_categories",
        "{year}年度基本支出与项目支出决算",
        "支出类别",
        (("基本支出", spent(None, BASIC_SPENDING)), ("项目支出", spent(None, only(FinalCategory.PROJECT)))),
    ),
    OFFICIAL,
)
