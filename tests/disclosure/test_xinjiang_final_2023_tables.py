"""The edition xinjiang-final-2023: cells of its tables and of the tables of evaluated projects."""

from __future__ import annotations

import pytest

from budgetportal.disclosure.document import ColumnKind, Form
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.final_accounts import Balance, BasicItems
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import FinalCategory, FinalSource
from tests.disclosure.examples import WORK
from tests.disclosure.final_examples import (
    SPORT,
    amounts,
    balances,
    basic,
    evaluated,
    evaluation,
    final,
    full_final,
    received,
    spent,
    target,
    words,
)
from tests.disclosure.shown import heads, said, tables_of, texts

NOTE = "注：本表反映部门本年度"


@pytest.fixture(scope="module")
def document():
    return compose(full_final())


@pytest.fixture(scope="module")
def tables(document):
    return {key.removeprefix("final_"): table for key, table in tables_of(document).items()}


def table_of(filing, key):
    return tables_of(compose(filing))[f"final_{key}"]


def line(table, label):
    """The cells of a row from its label on."""
    return next(row[row.index(label) :] for row in texts(table) if label in row)


class TestTables:
    def test_numbers_and_titles(self, document, tables):
        numbered = [(table.number, key) for key, table in tables.items() if table.number]
        keys = ("summary", "income", "expenditure", "fiscal_summary", "general_expenditure", "general_basic",
                "official_expenses", "fund", "soe")  # fmt: skip
        assert numbered == [(f"公开{n:02}表", key) for n, key in enumerate(keys, 1)]
        listed = [text for text in said(document) if text.endswith("表》")]
        assert listed[0] == "一、《收入支出决算总表》"
        assert [text.partition("、《")[2].removesuffix("》") for text in listed] == [tables[key].title for key in keys]

    def test_every_table_has_its_note(self, tables):
        notes = {key: table.note for key, table in tables.items() if table.number}
        assert all(note.startswith(NOTE) for note in notes.values())
        assert notes["income"] == f"{NOTE}取得的各项收入情况。"
        assert [key for key, note in notes.items() if note.endswith("为空表。")] == ["soe"]

    def test_summary(self, tables):
        rows = texts(tables["summary"])
        assert rows[0] == ["一、一般公共预算财政拨款收入", "170.00", "一、一般公共服务支出", "155.00"]
        assert rows[7][:2] == ["八、其他收入", "6.00"]
        assert rows[-4:] == [
            ["本年收入合计", "215.00", "本年支出合计", "205.00"],
            ["使用非财政拨款结余", "0.50", "结余分配", "1.00"],
            ["年初结转和结余", "6.00", "年末结转和结余", "15.50"],
            ["总计", "221.50", "总计", "221.50"],
        ]
        classes = [row[2] for row in rows[:-4]]
        assert [classes[7], classes[-1]] == ["八、社会保障和就业支出", "三十、抗疫特别国债安排的支出"]

    def test_income(self, tables):
        columns = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
        assert heads(tables["income"])[2:] == ["本年收入合计", *columns]
        assert texts(tables["income"])[0] == ["", "合计", "215.00", "200.00", "0.00", "9.00", "0.00", "0.00", "6.00"]
        assert line(tables["income"], WORK)[2:5] == ["65.00", "50.00", "0.00"]
        assert [row[0] for row in texts(tables["income"])][1:4] == ["201", "20103", "2010301"]

    def test_expenditure(self, tables):
        columns = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
        assert heads(tables["expenditure"])[2:] == ["本年支出合计", *columns]
        assert line(tables["expenditure"], WORK)[2:] == ["60.00", "0.00", "50.00", "0.00", "8.00", "2.00"]

    def test_fiscal_summary(self, tables):
        rows = texts(tables["fiscal_summary"])
        assert rows[-6:] == [
            ["本年收入合计", "200.00", "本年支出合计", "195.00", "165.00", "30.00", "0.00"],
            ["年初财政拨款结转和结余", "3.00", "年末财政拨款结转和结余", "8.00", "6.00", "2.00", "0.00"],
            ["一般公共预算财政拨款", "1.00", "", "", "", "", ""],
            ["政府性基金预算财政拨款", "2.00", "", "", "", "", ""],
            ["国有资本经营预算财政拨款", "0.00", "", "", "", "", ""],
            ["总计", "203.00", "总计", "203.00", "171.00", "32.00", "0.00"],
        ]

    def test_general_expenditure(self, tables):
        assert heads(tables["general_expenditure"])[2:] == ["本年支出/合计", "本年支出/基本支出", "本年支出/项目支出"]
        assert texts(tables["general_expenditure"])[0] == ["", "合计", "165.00", "115.00", "50.00"]

    def test_general_basic(self, tables):
        assert texts(tables["general_basic"]) == [
            ["301", "工资福利支出", "90.00", "302", "商品和服务支出", "24.00", "310", "资本性支出", "1.00"],
            ["30101", "基本工资", "70.00", "30201", "办公费", "24.00", "31002", "办公设备购置", "1.00"],
            ["30102", "津贴补贴", "0.00", *[""] * 6],
            ["30108", "机关事业单位基本养老保险缴费", "20.00", *[""] * 6],
            ["", "人员经费合计", "90.00", "", "", "", "", "公用经费合计", "25.00"],
        ]

    def test_official_expenses(self, tables):
        assert texts(tables["official_expenses"]) == [
            ["5.50", "0.00", "4.00", "0.00", "4.00", "1.50", "6.50", "0.00", "5.00", "2.00", "3.00", "1.50"]
        ]
        assert heads(tables["official_expenses"])[3] == "预算数/公务用车购置及运行维护费/公务用车购置费"

    def test_fund(self, tables):
        assert heads(tables["fund"])[2:] == [
            "年初结转和结余", "本年收入", "本年支出/合计", "本年支出/基本支出", "本年支出/项目支出", "年末结转和结余",
        ]  # fmt: skip
        assert texts(tables["fund"])[0][1:] == ["合计", "2.00", "30.00", "30.00", "0.00", "30.00", "2.00"]
        assert line(tables["fund"], SPORT)[2:] == ["", "30.00", "30.00", "0.00", "30.00", ""]  # known in total only
        assert tables["fund"].note.endswith("情况。结转和结余只列合计数。")

    def test_an_empty_table_is_its_header_and_its_note(self, tables):
        assert tables["soe"].rows == ()
        assert tables["soe"].note == (
            f"{NOTE}国有资本经营预算财政拨款收入、支出及结转和结余情况。"
            "本年度没有数据，国有资本经营预算财政拨款收入支出决算表为空表。"
        )

    def test_nothing_entered(self):
        notes = [table.note for table in compose(final()).tables() if table.number]
        assert len(notes) == 9
        assert all(note.endswith("为空表。") for note in notes)

    def test_a_balance_alone_makes_a_fund_table(self):
        opening = closing = amounts(Balance, "0.00", "4.00", "0.00", "0.00")
        whole = final(balances=balances(opening, closing))
        assert texts(table_of(whole, "fund")) == [["", "合计", "4.00", "0.00", "0.00", "0.00", "0.00", "4.00"]]
        assert "其中：年末结转和结余4.00万元，本年支出0.00万元" in said(compose(whole), "fund.total")[0]

    def test_income_without_a_function_stands_in_the_total_row_only(self):
        whole = final(income=(received("5.00", None), received("1.00", None, FinalSource.FISCAL_FUND)))
        income = table_of(whole, "income")
        assert texts(income) == [["", "合计", "6.00", "6.00", *["0.00"] * 5]]
        assert income.note.endswith("情况。收入未按功能分类科目填报，只列合计数。")
        assert table_of(whole, "fund").note.endswith("收入未按功能分类科目填报，只列合计数。")

    def test_income_of_which_some_has_no_function(self):
        income = table_of(final(income=(received("5.00"), received("1.00", None))), "income")
        assert [row[2] for row in texts(income)] == ["6.00", "5.00", "5.00", "5.00"]
        assert income.note.endswith("情况。部分收入未按功能分类科目填报，只列入合计数。")

    def test_items_by_name_have_no_amounts_but_totals(self):
        items = BasicItems(personnel=("30101", "30302"), public=("30201",))
        whole = final(expenditure=(spent("7.00"), spent("2.00", FinalCategory.PUBLIC)), basic_items=items)
        table = table_of(whole, "general_basic")
        assert texts(table) == [
            ["301", "工资福利支出", "", "302", "商品和服务支出", "", "", "", ""],
            ["30101", "基本工资", "", "30201", "办公费", "", "", "", ""],
            ["303", "对个人和家庭的补助", "", "", "", "", "", "", ""],
            ["30302", "退休费", "", "", "", "", "", "", ""],
            ["", "人员经费合计", "7.00", "", "", "", "", "公用经费合计", "2.00"],
        ]
        assert table.note.endswith("基本支出未按经济分类科目填报金额，只列科目名称和合计数。")
        assert "人员经费7.00万元，包括：基本工资、退休费。" in said(compose(whole), "basic")[0]

    def test_unsplit_expenditure_is_split_as_its_economic_items_say(self):
        whole = final(
            expenditure=(spent("9.00", FinalCategory.BASIC),),
            basic_by_economic=(basic("7.00"), basic("2.00", "30201", FinalCategory.PUBLIC)),
        )
        assert texts(table_of(whole, "general_basic"))[-1][2::3] == ["7.00", "", "2.00"]
        assert said(compose(whole), "basic") == [
            "2023年度一般公共预算财政拨款基本支出9.00万元，其中：人员经费7.00万元，包括：基本工资。",
            "公用经费2.00万元，包括：办公费。",
        ]
        assert "机关运行经费支出2.00万元。" in said(compose(whole), "operating")[0]

    def test_negative_amounts_are_taken_off(self):
        rows = (spent("7.00"), spent("-2.50", FinalCategory.PUBLIC), spent("1.00", FinalCategory.PROJECT, WORK))
        assert texts(table_of(final(expenditure=rows), "expenditure"))[0][2:5] == ["5.50", "4.50", "1.00"]


class TestEvaluations:
    """项目支出绩效自评表."""

    @pytest.fixture(scope="class")
    @classmethod
    def form(cls, document):
        return next(block for part in document.parts for block in part.blocks if isinstance(block, Form))

    def test_money_and_execution(self, form):
        fields = {one.labels[-2:]: one.value.text for line in form.lines for one in line}
        assert form.title == "项目支出绩效自评表\n（2023年度）"
        assert fields["年度资金总额", "全年预算数"] == "50.00"
        assert fields["其中：当年财政拨款", "全年执行数"] == "43.00"
        assert fields["其他资金", "年初预算数"] == "0.00"
        assert [fields["预算执行", name] for name in ("分值", "执行率", "得分")] == ["10", "90.00%", "9.00分"]
        assert fields["实施单位",] == ""
        kinds = {one.labels[-1]: one.kind for line in form.lines for one in line}
        assert kinds["全年执行数"] is ColumnKind.AMOUNT

    def test_scores(self, tables):
        rows = [row[3:] for row in texts(tables["evaluation_indicators"])]
        assert rows == [
            ["=20个", "=20个", "10", "10.00", ""],
            ["≥60条", "=45条", "30", "22.50", "人手不足"],
            ["及时", "达到预期", "10", "9.50", ""],  # typed
            ["有效", "达到预期", "40", "", ""],  # words without a typed score
            ["", "", "100", "51.00分", ""],
        ]
        assert texts(tables["evaluation_indicators"])[-1][0] == "总分"

    def test_a_typed_score_stands_against_the_computed_one(self):
        rows = (evaluated(target("4"), target("398"), "5", score="0.00"), evaluated(target("4"), target("398"), "5"))
        one = evaluation(*["1.00"] * 9, indicators=rows)
        scores = [row[6] for row in texts(tables_of(compose(final(self_evaluations=(one,))))["evaluation_indicators"])]
        assert scores == ["0.00", "5.00", "15.00分"]

    def test_nothing_budgeted_has_no_rate_and_no_score(self):
        one = evaluation(*["0.00"] * 9, indicators=(evaluated(target("0"), target("1"), None),))
        document = compose(final(self_evaluations=(one,)))
        form = next(block for part in document.parts for block in part.blocks if isinstance(block, Form))
        fields = {one.labels[-1]: one.value.text for line in form.lines for one in line}
        assert (fields["执行率"], fields["得分"]) == ("", "")
        assert texts(tables_of(document)["evaluation_indicators"])[-1][5:7] == ["10", "0.00分"]

    def test_rows_that_end_early(self):
        rows = (
            evaluated(None, None, None, level2=None, level3=None),
            evaluated(words("是"), words("是"), level1="效益"),
        )
        one = evaluation(*["0.00"] * 9, indicators=rows)
        whole = final(self_evaluations=(one,))
        assert problems(whole) == []
        assert texts(tables_of(compose(whole))["evaluation_indicators"])[0] == ["产出指标", *[""] * 7]

    def test_one_for_each_project(self):
        many = final(self_evaluations=(evaluation(*["1.00"] * 9), evaluation(*["2.00"] * 9, project="另一个")))
        forms = [block for part in compose(many).parts for block in part.blocks if isinstance(block, Form)]
        assert [form.lines[0][0].value.text for form in forms] == ["窗口服务保障", "另一个"]
