"""The edition xinjiang-self-evaluation-2023: six parts and a table, and the published filing against its seed."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from budgetportal.disclosure.codec import read_filing, write_filing
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Profile, Staffing
from budgetportal.disclosure.self_evaluation import Commentary
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import Operator
from tests.disclosure.final_adding_up import report_complaints
from tests.disclosure.final_examples import (
    UNIT,
    executed,
    full_report,
    funded,
    overall,
    report,
    target,
    words,
)
from tests.disclosure.likeness import text_of
from tests.disclosure.shown import fidelity_of, headings, published_document, said, tables_of, texts

PUBLISHED = "self-evaluation-2023-department"
NAME = "窗口数量"


@pytest.fixture(scope="module")
def document():
    return compose(full_report())


def told(row):
    """The paragraph of one indicator."""
    return said(compose(report(indicators=(row,))), "indicators.1")[0]


def rows_of(whole):
    return texts(tables_of(compose(whole))["evaluation_indicators"])


def test_the_full_filing_is_sound_adds_up_and_comes_back():
    assert problems(full_report()) == []
    assert report_complaints(compose(full_report())) == []
    assert read_filing(write_filing(full_report())) == (full_report(), [])


def test_parts(document):
    assert document.title == f"{UNIT}2023年度部门整体支出绩效自评报告"
    assert [part.title for part in document.parts] == [
        "一、基本概况", "二、部门单位整体支出管理及使用情况", "三、部门单位整体支出绩效分析", "四、评价结论",
        "五、存在的主要问题及原因分析", "六、改进措施和建议", "附件",
    ]  # fmt: skip
    assert "（二）指标二：" in headings(document)


SENTENCES = {
    "profile.staffing": [f"{UNIT}机关行政编制12名，其中：行政编制4名，事业编制8名。实有人员11人。"],
    "budget.initial": [
        "我单位年初预算数为100.00万元，其中：基本支出年初预算数为60.00万元、项目支出年初预算数为40.00万元。"
    ],
    "budget.adjustment": [
        "我单位年初批复预算数100.00万元，年中调减数-10.00万元，调减后全年预算数90.00万元，预算调整率10.00%。"
    ],
    "budget.execution": ["全年预算数为90.00万元，全年实际支出资金81.00万元，预算执行率为90.00%。"],
    "budget.use": [
        "我单位2023年全年预算支出金额共计81.00万元，其中：基本支出为50.00万元，主要用于工资和办公；"
        "项目支出31.00万元，主要用于窗口设备。"
    ],
    "basic.execution": [
        "2023年本单位基本支出全年预算总额55.00万元，其中：人员经费45.00万元，公用经费10.00万元。"
        "实际支出50.00万元，基本支出预算执行率90.91%。"
    ],
    "projects.total": ["2023年本单位共有3个项目，项目总金额为37.00万元，执行金额为31.00万元。其中："],
    "projects.level.1": [
        "（1）本级财力项目：共计2个项目，预算金额为25.00万元，执行金额为22.00万元：分别为窗口设备，"
        "预算金额为20.00万元，执行金额为18.00万元，达到窗口稳定运行；宣传，预算金额为5.00万元，"
        "执行金额为4.00万元，达到群众知晓。"
    ],
    "projects.level.2": [
        "（2）上级专项项目：共计1个项目，预算金额为12.00万元，执行金额为9.00万元：分别为热线，"
        "预算金额为12.00万元，执行金额为9.00万元。"
    ],
    "analysis.execution": ["我单位2023年全年预算金额为90.00万元，执行金额为81.00万元，执行率为90.00%，得9分。"],
    "indicators.1": [
        "窗口数量：该指标预期指标值为大于等于20个，本次评价窗口数量20个，与计划一致，该指标完成率为100%。"
        "该指标权重分值为30分，自评得分30分。"
    ],
    "indicators.2": [
        "预算经费：该指标预期指标值为小于等于100.00万元，年中监控实际完成值为40.00万元，预算调减10万元，"
        "本次评价预算经费81.00万元，该指标完成率为90%，偏差原因：年中调减，改进措施：细化预算。"
        "该指标权重分值为20分，自评得分18.5分。"
    ],
    "indicators.3": [
        "办件数量：该指标预期指标值为大于等于50万件，本次评价办件数量30万件，该指标完成率为60%，偏差较大。"
        "该指标权重分值为20分，自评得分12分。"
    ],
    "indicators.4": ["服务态度：该指标预期指标值为良好，本次评价服务态度良好。该指标权重分值为20分，自评得分20分。"],
    "conclusion": ["2023年度部门整体支出绩效自评综合得分89.5分，评价结果为“良”。"],
}


@pytest.mark.parametrize("key", SENTENCES)
def test_sentence(document, key):
    assert said(document, key) == SENTENCES[key]


def test_entered_texts_stand_in_their_place_and_lists_are_numbered(document):
    listed = said(document)
    assert listed[0] == "管理服务窗口。"
    assert listed.index("安排有依据。") == listed.index(SENTENCES["budget.initial"][0]) + 1
    assert {"1.指标偏粗。", "2.培训不足。", "1.细化指标。", "1.统一指标库。", "缩短办事时限。"} <= set(listed)


class TestBudget:
    @pytest.mark.parametrize(
        ("adjustment", "final", "words_"),
        [
            ("5.00", "105.00", "年中调增数5.00万元，调增后全年预算数105.00万元，预算调整率5.00%。"),
            ("0.00", "100.00", "年中未调整，全年预算数100.00万元，预算调整率0.00%。"),
        ],
    )
    def test_adjustment(self, adjustment, final, words_):
        whole = report(budget=executed(adjustment=adjustment, final=final))
        assert said(compose(whole), "budget.adjustment") == [f"我单位年初批复预算数100.00万元，{words_}"]

    def test_a_budget_of_nothing_has_no_rates(self):
        zeros = dict.fromkeys((field.name for field in dataclasses.fields(executed())), "0.00")
        document = compose(report(budget=executed(**zeros), execution_weight=Decimal(10)))
        assert "率" not in "".join(
            text for key in ("budget.adjustment", "budget.execution", "basic.execution") for text in said(document, key)
        ).replace("执行率100", "")
        assert said(document, "analysis.execution") == ["我单位2023年全年预算金额为0.00万元，执行金额为0.00万元。"]

    def test_nothing_spent_scores_nothing(self):
        budget = executed(spent="0.00", basic_spent="0.00", project_spent="0.00")
        document = compose(report(budget=budget, execution_weight=Decimal(10)))
        assert said(document, "analysis.execution")[0].endswith("执行金额为0.00万元，执行率为0.00%，得0分。")

    def test_more_than_all_spent_scores_no_more_than_the_weight(self):
        document = compose(report(budget=executed(spent="108.00"), execution_weight=Decimal(10)))
        assert said(document, "analysis.execution")[0].endswith("执行率为120.00%，得10分。")

    def test_without_a_weight_there_is_no_score(self):
        assert said(compose(report(budget=executed())), "analysis.execution")[0].endswith("执行率为90.00%。")

    def test_uses_that_are_not_told(self):
        told_use = said(compose(report(budget=executed(), commentary=Commentary(project_use="设备"))), "budget.use")
        assert told_use[0].endswith("其中：基本支出为50.00万元；项目支出31.00万元，主要用于设备。")


class TestIndicators:
    @pytest.mark.parametrize(
        ("adjusted", "words_"),
        [
            (target("25", unit="个"), "指标值调增5个，"),
            (target("12.5", unit="个"), "指标值调减7.5个，"),
            (target("20", unit="个"), ""),
            (words("全部开放"), "调整后指标值为全部开放，"),
        ],
    )
    def test_adjusted_targets(self, adjusted, words_):
        row = overall(NAME, target("20", unit="个"), target("25", Operator.EQUAL, "个"), adjusted=adjusted)
        assert f"大于等于20个，{words_}本次评价" in told(row)

    def test_completion_is_held_against_the_adjusted_target(self):
        row = overall(NAME, target("20"), target("15"), "8", adjusted=target("30"))
        assert told(row).endswith("该指标完成率为50%。该指标权重分值为8分，自评得分4分。")

    def test_a_target_of_nothing_has_no_completion(self):
        row = overall(NAME, target("0", Operator.EQUAL), target("0", Operator.EQUAL))
        assert told(row) == f"{NAME}：该指标预期指标值为等于0，本次评价{NAME}0。该指标权重分值为10分。"

    def test_more_than_the_target_is_told_and_scores_the_weight(self):
        row = overall(NAME, target("40", Operator.MORE, "件"), target("72.3", Operator.EQUAL, "件"), "15")
        assert told(row).endswith("该指标完成率为180.75%。该指标权重分值为15分，自评得分15分。")
        assert "预期指标值为大于40件" in told(row)

    def test_an_improvement_alone(self):
        row = overall(NAME, target("4"), target("4"), improvement="继续保持")
        assert "该指标完成率为100%，改进措施：继续保持。" in told(row)

    def test_words_without_a_typed_score_have_none_and_so_has_the_whole(self):
        row = overall(NAME, words("良好"), words("良好"))
        assert told(row).endswith("该指标权重分值为10分。")
        assert said(compose(report(indicators=(row,))), "conclusion") == []
        assert [line[6:8] for line in rows_of(report(indicators=(row,)))] == [["10", ""], ["10", ""]]


class TestTheTable:
    def test_rows(self, document):
        assert texts(tables_of(document)["evaluation_indicators"]) == [
            ["预算执行率", "", "", "", "", "90.00%", "10", "9.00", ""],
            ["窗口数量", "≥20个", "", "", "=20个", "100.00%", "30", "30.00", ""],
            ["预算经费", "≤100.00万元", "≤90.00万元", "=40.00万元", "=81.00万元", "90.00%", "20", "18.50",
             "偏差原因：年中调减，改进措施：细化预算"],
            ["办件数量", "≥50万件", "", "", "=30万件", "60.00%", "20", "12.00", "偏差较大"],
            ["服务态度", "良好", "", "", "良好", "", "20", "20.00", ""],
            ["总分", "", "", "", "", "", "100", "89.50", ""],
        ]  # fmt: skip

    def test_without_a_weight_of_the_execution(self):
        row = overall(NAME, target("4"), target("4"))
        assert [line[0] for line in rows_of(report(indicators=(row,), budget=executed()))] == [NAME, "总分"]

    def test_without_indicators_there_is_none(self):
        document = compose(report(budget=executed(), execution_weight=Decimal(10)))
        assert list(document.tables()) == []
        assert said(document, "conclusion") == []

    @pytest.mark.parametrize(
        ("score", "grade"),
        [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.9", "中"), ("60", "中"), ("59.5", "差")],
    )
    def test_grades(self, score, grade):
        row = overall(NAME, target("4"), target("4"), "100", score=score)
        expected = f"综合得分{score}分，评价结果为“{grade}”。"
        assert said(compose(report(indicators=(row,))), "conclusion")[0].endswith(expected)


class TestWhatIsLeftOut:
    def test_nothing_entered(self):
        document = compose(report())
        assert not any(mark in text_of(document) for mark in ("，，", "，。", "；。", "。。", "None", "{"))
        assert said(document) == []

    def test_a_budget_without_projects(self):
        text = said(compose(report(budget=executed())), "projects.total")
        assert text == ["2023年本单位共有0个项目，项目总金额为0.00万元，执行金额为0.00万元。"]

    @pytest.mark.parametrize(
        ("staffing", "words_"),
        [
            (Staffing(actual=9), "实有人员9人。"),
            (Staffing(establishment=9), "机关行政编制9名。"),
            (Staffing(establishment_kinds={"事业编制": 9}), "事业编制9名。"),
        ],
    )
    def test_staff(self, staffing, words_):
        document = compose(report(profile=Profile(staffing=staffing)))
        assert said(document, "profile.staffing") == [UNIT + words_]

    def test_a_report_without_a_date_is_not_signed(self):
        undated = dataclasses.replace(full_report(), issued_on=None)
        assert "2024年4月15日" in text_of(compose(full_report()))
        assert text_of(compose(undated)).count(f"\n{UNIT}\n") == 0

    def test_projects_of_one_level(self):
        whole = report(projects=(funded("甲", "本级财力项目", "1.00", "1.00"),))
        assert said(compose(whole), "projects.level.1") == [
            "（1）本级财力项目：共计1个项目，预算金额为1.00万元，执行金额为1.00万元：分别为甲，"
            "预算金额为1.00万元，执行金额为1.00万元。"
        ]


class TestThePublishedFiling:
    """The shared filing against the text of the publication it was taken from."""

    @pytest.fixture
    def published(self, shared_folder):
        return published_document(shared_folder, PUBLISHED)

    def test_all_of_its_text(self, published, shared_folder, monkeypatch):
        result = fidelity_of(published, shared_folder, PUBLISHED, monkeypatch)
        assert result.coverage >= 0.99
        assert not result.missing

    def test_it_is_sound_and_adds_up(self, shared_folder):
        filing, troubles = read_filing((shared_folder / f"filings/{PUBLISHED}.json").read_bytes())
        assert troubles == problems(filing) == []
        assert report_complaints(compose(filing)) == []
