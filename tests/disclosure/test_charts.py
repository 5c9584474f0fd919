"""Charts show the figures of the tables, bar by bar."""

from __future__ import annotations

from decimal import Decimal

from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.charts import MOST_CLASSES
from budgetportal.disclosure.document import Chart
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.terms import Category, Source
from tests.disclosure.examples import PENSION, WORK, filing, income, official, small_filing, spent


def charts(whole: BudgetFiling) -> dict[str, Chart]:
    return {chart.key: chart for chart in compose(whole).charts}


def bars(chart: Chart) -> list[tuple[str, str]]:
    return [(bar.label, bar.text) for bar in chart.bars]


def test_without_money_there_is_no_chart():
    assert charts(filing()) == {}
    assert charts(filing(income=(income("0.00"),))) == {}


def test_income_by_source_leaves_out_what_has_none():
    found = charts(filing(income=(income("5.00"), income("2.50", WORK), income("1.00", source=Source.OWN_OTHER))))
    assert bars(found["chart_income"]) == [("一般公共预算", "7.50"), ("单位资金", "1.00")]
    assert found["chart_income"].bars[0].places == ("income[0].amount", "income[1].amount")
    assert "一般公共预算7.50万元" in found["chart_income"].description


def test_expenditure_by_class_the_largest_first():
    found = charts(filing(expenditure=(spent("1.00"), spent("3.00", function=PENSION), spent("1.50", function=WORK))))
    assert bars(found["chart_functions"]) == [("社会保障和就业支出", "3.00"), ("一般公共服务支出", "2.50")]


def test_smaller_classes_are_one_bar_with_their_sum():
    codes = [
        "2010301",
        "2040201",
        "2050201",
        "2060401",
        "2070101",
        "2080501",
        "2100101",
        "2110101",
        "2120101",
        "2130101",
    ]
    rows = tuple(spent(f"{n + 1}.00", function=code) for n, code in enumerate(codes))
    found = charts(filing(expenditure=rows))["chart_functions"]
    assert len(found.bars) == MOST_CLASSES
    assert bars(found)[-1] == ("其余3类合计", "6.00")
    assert sum(bar.amount for bar in found.bars) == sum(row.amount for row in rows)
    assert len(found.bars[-1].places) == 3


def test_basic_and_project_expenditure_with_a_negative_one():
    rows = (spent("4.00"), spent("-1.25", Category.PROJECT, WORK))
    assert bars(charts(filing(expenditure=rows))["chart_categories"]) == [("基本支出", "4.00"), ("项目支出", "-1.25")]


def test_official_expenses_over_the_years():
    known = (Comparison(topic="official.total", prior=Decimal("0.70")),)
    both = charts(filing(official_expenses=(official("0.50"),), comparisons=known))
    assert bars(both["chart_official"]) == [("2023年", "0.70"), ("2024年", "0.50")]
    one = charts(filing(official_expenses=(official("0.50"),)))
    assert bars(one["chart_official"]) == [("2024年", "0.50")]


def test_figures_are_those_of_the_tables():
    document = compose(small_filing())
    whole = {table.key: table for table in document.tables()}["unit_summary"].rows[-1].cells[1].amount
    assert sum(bar.amount for bar in document.charts[0].bars) == whole
