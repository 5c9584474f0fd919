"""The edition xinjiang-final-2023: sections and sentences of an own filing, and the published one against its seed."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from budgetportal.disclosure.codec import read_filing, write_filing
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import GlossaryEntry
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import Scope
from tests.disclosure.examples import WORK
from tests.disclosure.final_adding_up import final_complaints
from tests.disclosure.final_examples import (
    GONE,
    UNIT,
    assets,
    final,
    full_final,
)
from tests.disclosure.shown import fidelity_of, headings, published_document, said, tables_of

PUBLISHED = "final-2023-department"


@pytest.fixture(scope="module")
def document():
    return compose(full_final())


def test_the_full_filing_is_sound_adds_up_and_comes_back():
    assert problems(full_final()) == []
    assert final_complaints(compose(full_final())) == []
    assert read_filing(write_filing(full_final())) == (full_final(), [])


def test_parts_and_sections(document):
    assert document.title == f"{UNIT}2023年度部门决算公开说明"
    assert [part.title for part in document.parts] == [
        "第一部分 单位概况", "第二部分 部门决算情况说明", "第三部分 专业名词解释", "第四部分 部门决算报表",
    ]  # fmt: skip
    numbers = [text.partition("、")[0] for text in headings(document) if "、" in text[:3]]
    assert numbers == [*"一二", *"一二三四五六七八九十", "十一", "十二"]


SENTENCES = {
    "profile.staffing": [f"{UNIT}2023年度，实有人数11人，其中：在职人员10人，退休人员1人。"],
    "profile.organization": ["单位下属预算单位2个，下设2个处室，分别是：综合科、业务科。"],
    "total.income": [
        "2023年度收入总计221.50万元，其中：本年收入合计215.00万元，使用非财政拨款结余0.50万元，年初结转和结余6.00万元。"
    ],
    "total.expenditure": [
        "2023年度支出总计221.50万元，其中：本年支出合计205.00万元，结余分配1.00万元，年末结转和结余15.50万元。"
    ],
    "total.change": ["收入支出总体与上年相比，增加21.50万元，增长10.75%，主要原因是：窗口增加。"],
    "income": [
        "本年收入215.00万元，其中：财政拨款收入200.00万元，占93.02%；上级补助收入0.00万元，占0.00%；"
        "事业收入9.00万元，占4.19%；经营收入0.00万元，占0.00%；附属单位上缴收入0.00万元，占0.00%；"
        "其他收入6.00万元，占2.79%。"
    ],
    "expenditure": [
        "本年支出205.00万元，其中：基本支出115.00万元，占56.10%；项目支出80.00万元，占39.02%；"
        "上缴上级支出0.00万元，占0.00%；经营支出8.00万元，占3.90%；对附属单位补助支出2.00万元，占0.98%。"
    ],
    "fiscal.change": [
        "财政拨款收入支出总体与上年相比，增加0.00万元，增长0.00%。与年初预算相比，年初预算数160.00万元，"
        "决算数203.00万元，预决算差异率26.88%，主要原因是：年中追加。"
    ],
    "general.total": [
        "2023年度一般公共预算财政拨款支出165.00万元，占本年支出合计的80.49%。与上年相比，增加0.00万元，增长0.00%，"
        "主要原因是：人员调整。与年初预算相比，年初预算数150.00万元，决算数165.00万元，预决算差异率10.00%。"
    ],
    "general.class.208": ["2.社会保障和就业支出（类）20.00万元，占12.12%。"],
    f"general.function.{WORK}": [
        "1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）一般行政管理事务（项）：支出决算数为50.00万元，"
        "比上年决算增加50.00万元，增长100.00%，主要原因是：新设项目。"
    ],
    f"general.function.{GONE}": [
        "2.社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）：支出决算数为0.00万元，"
        "比上年决算减少1.20万元，下降100.00%，主要原因是：科目调整。"
    ],
    "general.function.2080505": [
        "4.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）："
        "支出决算数为20.00万元。"
    ],
    "basic": [
        "2023年度一般公共预算财政拨款基本支出115.00万元，其中：人员经费90.00万元，"
        "包括：基本工资、机关事业单位基本养老保险缴费。",
        "公用经费25.00万元，包括：办公费、办公设备购置。",
    ],
    "official.change": [
        "2023年度财政拨款“三公”经费支出6.50万元，比上年增加1.50万元，增长30.00%，主要原因是：购置车辆。"
        "其中：因公出国（境）费支出0.00万元，占0.00%，比上年增加0.00万元，增长0.00%；"
        "公务用车购置及运行维护费支出5.00万元，占76.92%，比上年增加1.00万元，增长25.00%；"
        "公务接待费支出1.50万元，占23.08%，比上年增加0.50万元，增长50.00%。"
    ],
    "official.hospitality": [
        "公务接待费1.50万元，开支内容包括来访人员的工作餐。单位全年安排的国内公务接待3批次，1人次，"
        "外事接待2批次，7人次。"
    ],
    "official.budget": [
        "与全年预算相比，财政拨款“三公”经费支出全年预算数5.50万元，决算数6.50万元，预决算差异率18.18%。"
        "其中：因公出国（境）费全年预算数0.00万元，决算数0.00万元，预决算差异率0.00%；"
        "公务用车购置费全年预算数0.00万元，决算数2.00万元；"
        "公务用车运行费全年预算数4.00万元，决算数3.00万元，预决算差异率-25.00%，主要原因是：从严控制；"
        "公务接待费全年预算数1.50万元，决算数1.50万元，预决算差异率0.00%。"
    ],
    "fund.total": [
        "2023年度政府性基金预算财政拨款收入总计32.00万元，其中：年初结转和结余2.00万元，本年收入30.00万元。"
        "政府性基金预算财政拨款支出总计32.00万元，其中：年末结转和结余2.00万元，本年支出30.00万元。"
    ],
    "fund.class.229": ["1.其他支出（类）30.00万元，占100.00%。"],
    "soe.none": [
        "我单位本年度无国有资本经营预算财政拨款收入、支出及结转和结余，国有资本经营预算财政拨款收入支出决算表为空表。"
    ],
    "operating": [
        f"2023年度{UNIT}（行政单位和参照公务员法管理事业单位）机关运行经费支出25.00万元，比上年增加5.00万元，增长25.00%，"
        "主要原因是：物价上涨。"
    ],
    "procurement": [
        "2023年度政府采购支出总额8.00万元，其中：政府采购货物支出3.00万元、政府采购工程支出0.00万元、"
        "政府采购服务支出5.00万元。",
        "授予中小企业合同金额6.00万元，占政府采购支出总额的75.00%，其中：授予小微企业合同金额2.00万元，"
        "占政府采购支出总额的25.00%。",
    ],
    "performance": [
        "根据预算绩效管理要求，我单位2023年整体绩效自评表1个，全年预算总额220.00万元，实际执行205.00万元；"
        "预算绩效评价项目1个，全年预算数50.00万元，全年执行数45.00万元。预算绩效管理取得的成效：窗口办事时限缩短。"
        "发现的问题及原因：指标偏粗。下一步改进措施：细化指标。具体项目自评情况附绩效自评表及自评报告。"
    ],
}


class TestSentences:
    @pytest.mark.parametrize("key", SENTENCES)
    def test_sentence(self, document, key):
        assert said(document, key) == SENTENCES[key]

    def test_assets(self, document):
        text = said(document, "assets")[0]
        assert text.startswith("截至2023年12月31日，固定资产原值80.00万元，房屋0.00平方米，价值0.00万元。")
        assert text.endswith("其他用车1辆，其他用车主要是：外勤；单价100万元（含）以上设备（不含车辆）0台（套）。")
        assert "其他用车1辆；单价" in said(compose(final(assets=assets(other_purpose=None))), "assets")[0]

    def test_the_form_of_a_unit_speaks_of_a_unit(self):
        whole = full_final()
        alone = compose(dataclasses.replace(whole, unit=dataclasses.replace(whole.unit, scope=Scope.UNIT)))
        assert alone.title == f"{UNIT}2023年度单位决算公开说明"
        assert alone.parts[1].title == "第二部分 单位决算情况说明"
        assert tables_of(alone)["final_income"].note == "注：本表反映单位本年度取得的各项收入情况。"

    def test_own_glossary_and_notes(self, document):
        assert "本部门（单位）无其他需说明事项。" in said(document)
        assert "一、财政拨款收入：指同级财政当年拨付的资金。" in said(document)
        own = compose(final(glossary=(GlossaryEntry(term="甲", definition="指乙。"),), other_notes="另有说明。"))
        assert {"一、甲：指乙。", "另有说明。"} <= set(said(own))
        assert not any("财政拨款收入：" in text for text in said(own))


class TestThePublishedFiling:
    """The shared filing against the text of the publication it was taken from."""

    @pytest.fixture
    def published(self, shared_folder):
        return published_document(shared_folder, PUBLISHED)

    def test_nearly_all_of_its_text(self, published, shared_folder, monkeypatch):
        report = fidelity_of(published, shared_folder, PUBLISHED, monkeypatch)
        assert report.coverage >= 0.98
        # its own errors: 573.75 and 7.19 are 580.94, which is 85.79 and 17.33 % more than the year before
        assert report.missing == {"580.93": 2, "85.78": 1, "17.32": 1}

    def test_it_is_sound_and_adds_up(self, shared_folder):
        filing, troubles = read_filing((shared_folder / f"filings/{PUBLISHED}.json").read_bytes())
        assert troubles == problems(filing) == []
        assert final_complaints(compose(filing), every_function=False, balanced=True) == []

    def test_figures_of_its_tables(self, published):
        tables = {
            block["key"]: block["rows"]
            for part in published["parts"]
            for block in part["blocks"]
            if block["type"] == "table"
        }
        assert tables["final_summary"][-1] == ["总计", "580.94", "总计", "580.94"]
        assert tables["final_general_expenditure"][0][2:] == ["573.75", "389.27", "184.48"]
        assert Decimal(tables["final_official_expenses"][0][6]) == Decimal("3.90")
