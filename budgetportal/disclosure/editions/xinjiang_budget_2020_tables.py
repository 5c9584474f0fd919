"""The nine tables of the form of 2020, and the sources of money that they and its sentences know."""

from __future__ import annotations

from dataclasses import replace

from budgetportal.disclosure.document import Column, ColumnKind
from budgetportal.disclosure.editions.xinjiang_forms import (
    FUND,
    GENERAL,
    TableStyle,
    budget_expenditure,
    chinese_number,
    fiscal_summary,
    general_basic,
    unit_expenditure,
    unit_income,
    unit_summary,
)
from budgetportal.disclosure.editions.xinjiang_tables import LEVELS, name_column, project_columns
from budgetportal.disclosure.facts import OFFICIAL, Selection
from budgetportal.disclosure.listed_tables import OneRowTable
from budgetportal.disclosure.tables import Amount, CodedTable, Line, codes, income
from budgetportal.disclosure.terms import FISCAL_SOURCES, GENERAL_SOURCES, OfficialItem, Source

SOURCES = (  # a source, its name in sentences, its name in 部门收入总体情况表
    (Source.GENERAL, "一般公共预算", "一般公共预算拨款"),
    (Source.FUND, "政府性基金预算", "政府性基金预算拨款"),
    (Source.FISCAL_ACCOUNT, "财政专户管理资金", "财政专户管理资金"),
    (Source.OWN_SERVICE, "事业收入", "事业收入"),
    (Source.OWN_BUSINESS, "事业单位经营收入", "事业单位经营收入"),
    (Source.OWN_OTHER, "其他收入", "其他收入"),
    (Source.OWN_RESERVE, "用事业基金弥补收支差额", "用事业基金弥补收支差额"),
    (Source.CARRY_OWN, "单位上年结余", "单位上年结余（不包括国库集中支付额度结余）"),
)
EVERY_SOURCE = frozenset(source for source, *_ in SOURCES)

STYLE = TableStyle(
    scope="部门",
    number=chinese_number,
    numbered=False,
    organization="编制部门",
    note="备注：无内容应公开空表并说明情况。",
    remark="备注：未安排{what}，此表为空表。",
    total="合计",
    total_last=True,
    code_head="项目",
    class_head="功能分类",
)
OF_UNIT = replace(STYLE, organization="编制单位")
VEHICLES = "公务用车购置及运行费"


def official_column(path: tuple[str, ...], *items: OfficialItem) -> Amount:
    """A column of 一般公共预算“三公”经费支出情况表; every item where none is named."""
    return Amount(path, Selection(OFFICIAL, GENERAL_SOURCES, items=frozenset(items) or None))


UNIT_SUMMARY = replace(
    unit_summary(
        STYLE,
        (
            Line("财政拨款（补助）", income(FISCAL_SOURCES)),
            Line("一般公共预算", income(Source.GENERAL), 1),
            Line("政府性基金预算", income(Source.FUND), 1),
            Line("教育收费（财政专户）", income(Source.FISCAL_ACCOUNT)),
            *(Line(name, income(source)) for source, name, _ in SOURCES[3:-1]),
        ),
        "支出合计",
    ),
    subtotal=(Line("小计", income(EVERY_SOURCE - {Source.CARRY_OWN})), "小计"),
    after=(Line(SOURCES[-1][2], income(Source.CARRY_OWN)),),
    unlisted=frozenset({"209", "223", "234"}),
)
UNIT_INCOME = replace(
    unit_income(
        replace(STYLE, organization="填报部门"),
        (Amount(("总计",), income()), *(Amount((label,), income(source)) for source, _, label in SOURCES)),
        STYLE.total,
    ),
    entry_order=True,
)
FISCAL_SUMMARY = replace(
    fiscal_summary(
        STYLE,
        (
            Line("财政拨款（补助）", income(FISCAL_SOURCES)),
            Line("一般公共预算", income(Source.GENERAL), 1),
            Line("政府性基金预算", income(Source.FUND), 1),
        ),
        soe=False,
    ),
    unlisted=UNIT_SUMMARY.unlisted,
)
GENERAL_EXPENDITURE = budget_expenditure(STYLE, 5, GENERAL, total="小计")
PROJECTS = CodedTable(
    STYLE.form("projects", 7, "项目支出情况表", ("没有安排项目支出", "项目支出"), wide=True),
    codes("科目编码", levels=LEVELS, width=0.7),
    name_column("科目", width=4.0),
    project_columns("项目支出合计", EVERY_SOURCE),
    STYLE.total,
    project=Column(("项目名称",), ColumnKind.TEXT, 4.0),
    total_last=True,
    groups=False,
)
OFFICIAL_EXPENSES = OneRowTable(
    OF_UNIT.form("official_expenses", 8, "一般公共预算“三公”经费支出情况表", ("没有安排“三公”经费支出", "“三公”经费")),
    (
        official_column(("合计",)),
        official_column(("因公出国（境）费",), OfficialItem.OVERSEAS),
        official_column((VEHICLES, "小计"), OfficialItem.VEHICLE_PURCHASE, OfficialItem.VEHICLE_OPERATION),
        official_column((VEHICLES, "公务用车购置费"), OfficialItem.VEHICLE_PURCHASE),
        official_column((VEHICLES, "公务用车运行费"), OfficialItem.VEHICLE_OPERATION),
        official_column(("公务接待费",), OfficialItem.HOSPITALITY),
    ),
)
FUND_EXPENDITURE = budget_expenditure(OF_UNIT, 9, FUND, total="小计")
TABLES = (
    UNIT_SUMMARY,
    UNIT_INCOME,
    unit_expenditure(STYLE),
    FISCAL_SUMMARY,
    GENERAL_EXPENDITURE,
    general_basic(STYLE, "小计"),
    PROJECTS,
    OFFICIAL_EXPENSES,
    FUND_EXPENDITURE,
)
