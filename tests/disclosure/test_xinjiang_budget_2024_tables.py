"""The edition xinjiang-budget-2024: exact cells of each of its eleven tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetportal.disclosure.editions import compose
from tests.disclosure.full_filing import UNIT, full_filing
from tests.disclosure.shown import (
    tables_of,
    texts,
)


@pytest.fixture(scope="module")
def tables():
    return tables_of(compose(full_filing()))


class TestTables:
    """Exact cells of each of the eleven tables."""

    def test_numbers_titles_and_heads(self, tables):
        printed = [(table.number, table.title) for table in tables.values() if table.number]
        assert printed == [
            ("表 1", "单位收支总体情况表"),
            ("表 2", "单位收入总体情况表"),
            ("表 3", "单位支出总体情况表"),
            ("表 4", "财政拨款收支预算总体情况表"),
            ("表 5", "一般公共预算支出情况表"),
            ("表 6", "一般公共预算基本支出情况表"),
            ("表 7", "一般公共预算项目支出情况表"),
            ("表 8", "政府性基金预算支出情况表"),
            ("表 9", "国有资本经营预算支出情况表"),
            ("表 10", "财政拨款“三公”经费支出情况表"),
            ("表 11", "上年结转结余情况明细表"),
        ]
        heads = {(table.organization, table.amount_unit) for table in tables.values() if table.number}
        assert heads == {(f"编制单位：{UNIT}", "万元")}
        unnumbered = [key for key, table in tables.items() if table.number and not table.numbered]
        assert unnumbered == ["unit_summary", "fiscal_summary"]

    def test_unit_summary(self, tables):
        rows = texts(tables["unit_summary"])
        assert [row[:2] for row in rows if row[0]] == [
            ["一、本年收入", "233.00"],
            ["1.一般公共预算拨款", "160.00"],
            ["其中：一般财力", "140.00"],
            ["上级一般公共预算安排转移支付", "20.00"],
            ["2.基金预算拨款", "45.00"],
            ["其中：政府性基金收入", "40.00"],
            ["上级政府性基金安排转移支付", "5.00"],
            ["3.国有资本经营预算拨款", "10.00"],
            ["其中：国有资本经营收入", "6.00"],
            ["上级国有资本经营预算安排转移支付", "4.00"],
            ["4.财政专户核拨", "3.00"],
            ["5.单位资金", "15.00"],
            ["其中：事业收入", "1.00"],
            ["上级补助收入", "2.00"],
            ["附属单位上缴收入", "3.00"],
            ["事业单位经营收入", "4.00"],
            ["其他收入", "5.00"],
            ["二、上年结转结余", "28.00"],
            ["1、财政拨款结转", "24.00"],
            ["其中：一般公共预算拨款", "7.00"],
            ["基金预算拨款", "8.00"],
            ["国有资本经营预算拨款", "9.00"],
            ["2、非财政拨款结转结余", "4.00"],
            ["其中：财政专户核拨", "1.50"],
            ["单位资金", "2.50"],
            ["收入总计", "261.00"],
        ]
        assert [row[2:] for row in rows if row[3]] == [
            ["201 一般公共服务支出", "179.00"],
            ["208 社会保障和就业支出", "10.00"],
            ["223 国有资本经营预算支出", "19.00"],
            ["229 其他支出", "53.00"],
            ["支出总计", "261.00"],
        ]

    def test_unit_income(self, tables):
        total, *_ = rows = texts(tables["unit_income"])
        figures = "261.00 215.00 140.00 20.00 40.00 5.00 6.00 4.00 3.00 15.00 24.00 4.00"
        assert total == ["", "", "", "总计", *figures.split()]
        transfer = ["201", "03", "02", "一般行政管理事务", "61.50", "50.00", "30.00", "20.00"]
        assert [*transfer, "", "", "", "", "3.00", "", "7.00", "1.50"] in rows
        assert [row[:3] for row in rows[1:5]] == [
            ["201", "", ""],
            ["201", "03", ""],
            ["201", "03", "01"],
            ["201", "03", "02"],
        ]

    def test_unit_expenditure(self, tables):
        rows = texts(tables["unit_expenditure"])
        assert rows[0] == ["", "", "", "总计", "261.00", "142.50", "118.50"]
        assert ["201", "03", "01", "行政运行", "117.50", "117.50", ""] in rows
        assert ["229", "60", "", "彩票公益金安排的支出", "53.00", "15.00", "38.00"] in rows

    def test_fiscal_summary_has_no_carried_money(self, tables):
        rows = texts(tables["fiscal_summary"])
        assert [row[:2] for row in rows if row[0]] == [
            ["一、财政拨款（补助）", "215.00"],
            ["一般公共预算", "160.00"],
            ["政府性基金预算", "45.00"],
            ["国有资本经营预算", "10.00"],
            ["收入总计", "215.00"],
        ]
        assert [row[2:] for row in rows if row[3]] == [
            ["201 一般公共服务支出", "150.00", "150.00", "", ""],
            ["208 社会保障和就业支出", "10.00", "10.00", "", ""],
            ["223 国有资本经营预算支出", "10.00", "", "", "10.00"],
            ["229 其他支出", "45.00", "", "45.00", ""],
            ["支出总计", "215.00", "160.00", "45.00", "10.00"],
        ]

    def test_general_expenditure(self, tables):
        assert texts(tables["general_expenditure"]) == [
            ["", "", "", "总计", "160.00", "110.00", "50.00"],
            ["201", "", "", "一般公共服务支出", "150.00", "100.00", "50.00"],
            ["201", "03", "", "政府办公厅（室）及相关机构事务", "150.00", "100.00", "50.00"],
            ["201", "03", "01", "行政运行", "100.00", "100.00", ""],
            ["201", "03", "02", "一般行政管理事务", "50.00", "", "50.00"],
            ["208", "", "", "社会保障和就业支出", "10.00", "10.00", ""],
            ["208", "05", "", "行政事业单位养老支出", "10.00", "10.00", ""],
            ["208", "05", "05", "机关事业单位基本养老保险缴费支出", "10.00", "10.00", ""],
        ]

    def test_general_basic_prints_the_name_of_a_row_of_0(self, tables):
        assert texts(tables["general_basic"]) == [
            ["", "", "总计", "110.00", "90.00", "20.00"],
            ["301", "", "工资福利支出", "90.00", "90.00", ""],
            ["301", "01", "基本工资", "80.00", "80.00", ""],
            ["301", "02", "津贴补贴", "", "", ""],
            ["301", "08", "机关事业单位基本养老保险缴费", "10.00", "10.00", ""],
            ["302", "", "商品和服务支出", "20.00", "", "20.00"],
            ["302", "01", "办公费", "20.00", "", "20.00"],
        ]

    def test_general_projects(self, tables):
        rows = texts(tables["general_projects"])
        assert rows[0] == ["", "", "", "总计", "", "50.00", "", "25.00", "20.00", "", "", "5.00", "", "", "", ""]
        assert [row[4:] for row in rows if row[4]] == [
            ["窗口服务", "30.00", "", "25.00", "", "", "", "5.00", "", "", "", ""],
            ["志愿者补贴", "20.00", "", "", "20.00", "", "", "", "", "", "", ""],
        ]

    def test_fund_and_soe_expenditure(self, tables):
        assert texts(tables["fund_expenditure"]) == [
            ["", "", "", "总计", "45.00", "10.00", "5.00", "30.00"],
            ["229", "", "", "其他支出", "45.00", "10.00", "5.00", "30.00"],
            ["229", "60", "", "彩票公益金安排的支出", "45.00", "10.00", "5.00", "30.00"],
            ["229", "60", "03", "用于体育事业的彩票公益金支出", "45.00", "10.00", "5.00", "30.00"],
        ]
        soe = texts(tables["soe_expenditure"])
        assert soe[0] == ["", "", "", "总计", "10.00", "", "", "10.00"]
        assert soe[-1] == ["223", "01", "05", "国有企业退休人员社会化管理补助支出", "10.00", "", "", "10.00"]

    def test_official_expenses(self, tables):
        assert texts(tables["official_expenses"]) == [
            ["合计", "6.00", "1.00", "2.00", "3.00"],
            ["因公出国（境）费", "", "", "", ""],
            ["公务接待费", "1.00", "1.00", "", ""],
            ["公务用车购置及运行费（小计）", "5.00", "", "2.00", "3.00"],
            ["其中：公务用车购置费", "2.00", "", "2.00", ""],
            ["公务用车运行费", "3.00", "", "", "3.00"],
        ]

    def test_carry_over_begins_with_what_is_basic(self, tables):
        assert texts(tables["carry_over"]) == [
            ["总计", "28.00", "24.00", "", "", "24.00", "4.00", "1.00", "1.50", "1.50"],
            ["基本支出", "2.50", "", "", "", "", "2.50", "1.00", "1.50", ""],
            ["结转窗口", "7.00", "7.00", "", "", "7.00", "", "", "", ""],
            ["结转体育", "8.00", "8.00", "", "", "8.00", "", "", "", ""],
            ["结转改制", "9.00", "9.00", "", "", "9.00", "", "", "", ""],
            ["结转培训", "1.50", "", "", "", "", "1.50", "", "", "1.50"],
        ]

    def test_no_table_with_money_has_a_note(self, tables):
        assert {key for key, table in tables.items() if table.note} == set()

    def test_a_cell_knows_the_entry_cells_it_is_made_of(self, tables):
        fund = tables["fund_expenditure"].rows[-1].cells
        assert fund[4].places == tuple(f"expenditure[{n}].amount" for n in (5, 6, 7, 8))
        assert fund[7].places == ("expenditure[7].amount", "expenditure[8].amount")
        assert fund[4].amount == Decimal("45.00")
        classes = tables["general_projects"].rows[-2].cells
        assert classes[7].places == ("projects[0].amounts.302",)
        carried = tables["carry_over"].rows[-1].cells
        assert carried[1].places == ("projects[10].amount",)
        assert tables["official_expenses"].rows[4].cells[3].places == ("official_expenses[1].amount",)
