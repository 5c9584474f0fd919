"""The edition xinjiang-budget-2023: what differs from the form of 2024, and the published filing against its seed."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from budgetportal.disclosure.editions import EDITIONS, compose
from budgetportal.disclosure.filing import Profile, Unit
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import Category, Scope, Source
from tests.disclosure.examples import assets, filing, income, indicator, performance, project, spent
from tests.disclosure.full_filing import SPORT, UNIT, compare
from tests.disclosure.full_filings import full_2023
from tests.disclosure.shown import (
    fidelity_of,
    figures_of,
    headings,
    heads,
    published_document,
    said,
    seed_figures,
    tables_of,
    texts,
)

EDITION = "xinjiang-budget-2023"
PUBLISHED = "budget-2023-unit"


def of_2023(**members):
    return filing(edition=EDITION, fiscal_year=2023, **members)


@pytest.fixture(scope="module")
def document():
    return compose(full_2023())


@pytest.fixture(scope="module")
def tables(document):
    return tables_of(document)


def test_basic_expenditure_of_any_source_may_stay_unsplit():
    whole = of_2023(
        income=tuple(income("1.00", SPORT, source) for source in Source if source is not Source.OWN_RESERVE),
        expenditure=tuple(
            spent("1.00", Category.BASIC, SPORT, source) for source in Source if source is not Source.OWN_RESERVE
        ),
    )
    assert list(problems(whole)) == []
    assert texts(tables_of(compose(whole))["fund_expenditure"])[0] == ["", "", "", "总计", "2.00", "2.00", ""]


class TestTables:
    """Ten tables, without a row of numbers, with the heads and totals of 2023."""

    def test_numbers_and_keys(self, tables):
        printed = [(table.number, key) for key, table in tables.items() if table.number]
        assert printed == [
            ("表 1", "unit_summary"),
            ("表 2", "unit_income"),
            ("表 3", "unit_expenditure"),
            ("表 4", "fiscal_summary"),
            ("表 5", "general_expenditure"),
            ("表 6", "general_basic"),
            ("表 7", "general_projects"),
            ("表 8", "fund_expenditure"),
            ("表 9", "soe_expenditure"),
            ("表 10", "official_expenses"),
        ]
        assert not any(table.numbered for table in tables.values())

    def test_heads(self, tables):
        assert heads(tables["unit_summary"])[2] == "支出/功能分类"
        assert heads(tables["general_expenditure"])[0] == "项目/功能分类科目编码/类"
        basic = ["合计", "人员经费", "公用经费"]
        assert heads(tables["general_basic"])[3:] == [f"一般公共预算基本支出/{n}" for n in ["总计", *basic[1:]]]
        projects = heads(tables["general_projects"])
        assert [projects[0], *projects[3:8]] == [
            "功能分类科目编码/类", "功能分类科目名称", "项目名称", "合计", "工资福利支出", "商品和服务支出",
        ]  # fmt: skip
        for key, head in (("fund_expenditure", "政府性基金预算支出"), ("soe_expenditure", "国有资本经营预算支出")):
            assert heads(tables[key])[4:] == [f"{head}/{name}" for name in ("合计", "基本支出", "项目支出")]
        assert heads(tables["official_expenses"])[0] == "三公支出内容"

    def test_totals(self, tables):
        names = {
            key: next(row.cells for row in table.rows if row.kind == "total")
            for key, table in tables.items()
            if table.number
        }
        assert [cells[3].text for key, cells in names.items() if key in ("unit_income", "unit_expenditure")] == [
            "合计",
            "总计",
        ]
        assert texts(tables["unit_summary"])[-1] == ["收入总计", "261.00", "本年支出总计", "261.00"]
        assert texts(tables["fiscal_summary"])[-1][:3] == ["收入总计", "215.00", "支出总计"]

    def test_the_left_list_of_the_summary(self, tables):
        lines = [row[:2] for row in texts(tables["unit_summary"])]
        assert ["其中：国有资本经营预算拨款", "6.00"] in lines
        assert ["1.财政拨款结转", "24.00"] in lines
        assert ["2.非财政拨款结转结余", "4.00"] in lines

    def test_unsplit_tables_of_funds_and_state_capital(self, tables):
        assert texts(tables["fund_expenditure"])[0] == ["", "", "", "总计", "45.00", "15.00", "30.00"]
        assert texts(tables["soe_expenditure"])[0] == ["", "", "", "总计", "10.00", "", "10.00"]

    def test_an_empty_table_says_so_in_a_remark(self):
        notes = {key: table.note for key, table in tables_of(compose(of_2023())).items() if table.number}
        assert notes["soe_expenditure"] == (
            "备注：没有使用国有资本经营预算拨款安排的支出，国有资本经营预算支出情况表为空表。"
        )
        assert all(note.startswith("备注：没有") and note.endswith("为空表。") for note in notes.values())


SENTENCES = {
    "profile.organization": [f"{UNIT}有下属预算单位2个，下设2个处室，分别是："],
    "profile.staffing": [f"{UNIT}编制数12，实有人数11人，其中：在职10人，减少1人；退休1人，增加2人。"],
    "overview.income": [
        "收入预算包括：一般公共预算160.00万元、政府性基金预算45.00万元、国有资本经营预算10.00万元、"
        "财政专户（教育收费）3.00万元、单位资金15.00万元、财政拨款结转结余24.00万元、非财政拨款结转结余4.00万元。"
    ],
    "overview.expenditure": [
        "支出预算包括：一般公共服务支出179.00万元、社会保障和就业支出10.00万元、国有资本经营预算支出19.00万元、"
        "其他支出53.00万元。"
    ],
    "income.general": ["一般公共预算140.00万元，占53.64%，比上年预算减少20.00万元，下降12.50%，主要原因是压减开支。"],
    "income.soe": ["国有资本经营预算6.00万元，占2.30%。"],
    "fiscal.total": ["2023年财政拨款收支总预算215.00万元。"],
    "fiscal.general": [
        "一般公共预算支出包括：一般公共服务支出150.00万元，主要是用于窗口运行；社会保障和就业支出10.00万元。"
    ],
    "general.project": ["项目支出50.00万元，比上年预算增加25.00万元，增长100.00%，主要原因是新增项目。"],
    "general.class.201": ["1.一般公共服务支出（类）150.00万元，占93.75%。"],
    "general.function.2080505": [
        "1.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）："
        "2023年预算数为10.00万元，比上年预算增加2.00万元，增长25.00%，主要原因是人员增加。"
    ],
    "basic.personnel": ["人员经费90.00万元，主要包括基本工资、机关事业单位基本养老保险缴费等。"],
    "fund.total": [
        f"{UNIT}2023年政府性基金支出预算支出45.00万元。与上年相比减少5.00万元，下降10.00%，主要原因是压减项目。其中："
    ],
    f"fund.function.{SPORT}": [
        "1.其他支出（类）彩票公益金安排的支出（款）用于体育事业的彩票公益金支出（项）：2023年预算数为45.00万元，"
        "比上年预算增加5.00万元，增长12.50%，主要是用于体育设施维护。"
    ],
    "soe.total": [f"{UNIT}2023年国有资本经营支出预算支出10.00万元。其中："],
    "official.amounts": [
        f"{UNIT}2023年财政拨款“三公”经费数为6.00万元，其中：因公出国（境）费0.00万元，公务接待费1.00万元，"
        "公务用车购置费2.00万元，公务用车运行费3.00万元。"
    ],
    "official.changes": [
        "2023年财政拨款“三公”经费比上年预算增加6.00万元，增长100.00%，其中：因公出国（境）费增加0.00万元，增长0.00%，"
        "主要原因是上年和本年都没有安排；公务接待费减少3.00万元，下降75.00%，主要原因是厉行节约。"
    ],
    "operating": [
        f"2023年，{UNIT}及下属1家行政单位和2家事业单位的机关运行经费财政拨款预算20.00万元，比上年预算增加4.00万元，"
        "增长25.00%，主要原因是窗口增加。"
    ],
    "procurement.reserved": [
        "2023年度本单位面向中小企业预留政府采购项目预算金额5.00万元，其中：面向小微企业预留政府采购项目预算金额4.00万元。"
    ],
    "assets.as_of": [f"截至2022年年底，{UNIT}及下属各预算单位占用使用国有资产总体情况为："],
    "assets.equipment": ["单位价值50万元以上大型设备0台（套），单位价值100万元以上大型设备0台（套）。"],
    "performance.counted": [
        "2023年，本年度预算绩效管理的财政拨款项目1个，涉及预算金额30.00万元；非财政拨款项目1个，涉及预算金额3.00万元。"
        "具体情况见下表（按项目分别填报）："
    ],
}


class TestSentences:
    """Exact sentences, where they differ from those of 2024 and at the seams."""

    @pytest.mark.parametrize("key", SENTENCES)
    def test_sentence(self, document, key):
        assert said(document, key) == SENTENCES[key]

    def test_eleven_sections(self, document):
        numbers = [text.partition("、")[0] for text in headings(document) if "、" in text[:3]]
        assert numbers == [*"一二", *"一二三四五六七八九", "十", "十一"]
        assert "十一、其他重要事项的情况说明" in headings(document)
        assert "（一）机关运行经费情况" in headings(document)

    def test_offices_are_listed(self, document):
        start = said(document).index(f"{UNIT}有下属预算单位2个，下设2个处室，分别是：")
        assert said(document)[start + 1 : start + 3] == ["1.综合科", "2.业务科"]

    def test_no_offices(self):
        alone = of_2023(profile=Profile(duties=("（一）受理。",), subordinate_units=0))
        assert said(compose(alone), "profile.organization") == [f"{UNIT}无下属预算单位，无下设处室。"]

    def test_without_units_below_both_kinds_are_0(self):
        whole = of_2023(comparisons=(compare("operating", "1.00"),))
        assert said(compose(whole), "operating") == [
            f"2023年，{UNIT}及下属0家行政单位和0家事业单位的机关运行经费财政拨款预算0.00万元，比上年预算减少1.00万元，"
            "下降100.00%。"
        ]

    def test_a_fund_that_is_only_compared_as_a_whole_leads_to_no_list(self):
        gone = of_2023(comparisons=(compare("fund.total", "4.00", "项目完成"),))
        assert said(compose(gone), "fund.total") == [
            f"{UNIT}2023年政府性基金支出预算支出0.00万元。与上年相比减少4.00万元，下降100.00%，主要原因是项目完成。"
        ]

    def test_a_day_that_is_no_year_end(self):
        held = dataclasses.replace(assets(), as_of=date(2022, 6, 30))
        assert said(compose(of_2023(assets=held)), "assets.as_of")[0].startswith("截至2022年6月30日，")


class TestTargets:
    """项目支出绩效目标表 in entry order, by the name that the unit calls itself."""

    @pytest.fixture(scope="class")
    @classmethod
    def forms(cls):
        goals = performance("5.00", indicators=(indicator(weight=Decimal(20)),))
        unit = Unit(code="1", name="某县便民服务中心", scope=Scope.UNIT, region="650121", self_name="服务中心")
        projects = (
            project("乙", amounts={"302": "5.00"}, performance=goals),
            project("甲", amounts={"302": "5.00"}, performance=goals),
        )
        whole = of_2023(unit=unit, projects=projects)
        return [block for part in compose(whole).parts for block in part.blocks if getattr(block, "lines", ())]

    def test_order_and_heads(self, forms):
        fields = [[(field.labels[-1], field.value.text) for line in form.lines for field in line] for form in forms]
        assert [dict(one)["项目名称"] for one in fields] == ["乙", "甲"]
        assert fields[0] == [
            ("预算单位", "服务中心"), ("项目名称", "乙"), ("项目负责人", ""), ("年度预算总额：", "5.00"),
            ("其中：财政拨款", "5.00"), ("其他资金：", "0.00"), ("项目总体目标", "完成全年服务"),
        ]  # fmt: skip
        assert {form.title for form in forms} == {"项目支出绩效目标表\n（2023年）"}


class TestThePublishedFiling:
    """The shared filing against the text of the publication it was taken from."""

    @pytest.fixture
    def published(self, shared_folder):
        return published_document(shared_folder, PUBLISHED)

    def test_every_figure_of_every_table_in_printed_order(self, published, shared_folder):
        found, wanted = figures_of(published), seed_figures(shared_folder, PUBLISHED, r"表 ?\d+")
        assert len(found) == 10
        # the publication adds 5.66 and 0.58 to 6.23 in 合计 of 303 对个人和家庭的补助
        at = wanted[5].index("6.23")
        assert [found[5][at], found[5][at + 1]] == ["6.24", "6.24"]
        wanted[5][at] = "6.24"
        assert found == wanted

    def test_nearly_all_of_its_text(self, published, shared_folder, monkeypatch):
        report = fidelity_of(published, shared_folder, PUBLISHED, monkeypatch)
        assert report.coverage >= 0.985
        # its own errors: 3.00 of 373.29 is 0.80 %, 39.79 of 362.29 is 10.98 %; and 02月 of the date
        assert sorted(report.missing) == ["0.81", "02", "10.99", "39.8", "6.23"]


def test_the_edition_takes_the_sources_of_2024():
    assert EDITIONS[EDITION].sources == EDITIONS["xinjiang-budget-2024"].sources
