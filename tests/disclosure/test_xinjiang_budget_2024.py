"""The edition xinjiang-budget-2024: sentences and forms of an own filing, and the published one against its seed."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.document import Form, Paragraph, Signature, Table
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Unit
from budgetportal.disclosure.terms import Scope
from budgetportal.rendering.json import to_json
from tests.disclosure.full_filing import SOE_OTHER, SPORT, UNIT, full_filing
from tests.disclosure.shown import (
    fidelity_of,
    figures_of,
    headings,
    published_document,
    said,
    seed_figures,
)

PUBLISHED = "budget-2024-unit"


@pytest.fixture(scope="module")
def document():
    return compose(full_filing())


SENTENCES = {
    "profile.organization": [f"{UNIT}有下属预算单位2个，下设2个处室，分别是：综合科、业务科。"],
    "profile.staffing": [f"{UNIT}编制数12，实有人数11人，其中：在职10人，减少1人；退休1人，增加2人。"],
    "overview.total": [f"按照全口径预算的原则，{UNIT}2024年所有收入和支出均纳入单位预算管理。收支总预算261.00万元。"],
    "overview.income": [
        "收入预算包括：一般公共预算、政府性基金预算、国有资本经营预算、财政专户（教育收费）、单位资金、"
        "财政拨款结转、非财政拨款结转结余。"
    ],
    "overview.expenditure": ["支出预算包括：一般公共服务支出、社会保障和就业支出、国有资本经营预算支出、其他支出。"],
    "income.total": [f"{UNIT}单位收入预算261.00万元，其中："],
    "income.general": ["一般公共预算140.00万元，占53.64%，比上年预算减少20.00万元，下降12.50%，主要原因是压减开支。"],
    "income.general_transfer": ["上级一般公共预算安排的转移支付资金20.00万元，占7.66%。"],
    "income.fund": ["政府性基金预算40.00万元，另行说明。", "第二段说明。"],
    "income.fund_transfer": ["上级政府性基金安排的转移支付资金5.00万元，占1.92%。"],
    "income.soe": ["国有资本经营预算6.00万元，占2.30%。"],
    "income.soe_transfer": ["上级国有资本经营预算安排的转移支付资金4.00万元，占1.53%。"],
    "income.fiscal_account": ["财政专户（教育收费）3.00万元，占1.15%。"],
    "income.own": ["单位资金15.00万元，占5.75%，比上年预算增加5.00万元，增长50.00%，主要原因是经营增加。"],
    "income.carry_fiscal": ["财政拨款结转24.00万元，占9.20%。"],
    "income.carry_other": ["非财政拨款结转结余4.00万元，占1.53%。"],
    "expenditure.basic": ["基本支出142.50万元，占54.60%。"],
    "expenditure.project": ["项目支出118.50万元，占45.40%。"],
    "fiscal.total": [f"{UNIT}2024年财政拨款收支总预算215.00万元。"],
    "fiscal.only_general": [],
    "fiscal.income": [
        "收入预算包括：一般公共预算拨款160.00万元，政府性基金预算拨款45.00万元，国有资本经营预算拨款10.00万元。"
    ],
    "fiscal.general": [
        "一般公共预算支出包括：一般公共服务支出150.00万元，主要用于窗口运行；社会保障和就业支出10.00万元。"
    ],
    "fiscal.fund": ["政府性基金预算支出包括：其他支出45.00万元，主要用于体育设施。"],
    "fiscal.soe": ["国有资本经营预算支出包括：国有资本经营预算支出10.00万元。"],
    "general.total": [f"{UNIT}2024年一般公共预算拨款合计160.00万元，其中："],
    "general.basic": ["基本支出110.00万元，比上年预算增加0.00万元，增长0.00%。"],
    "general.project": ["项目支出50.00万元，比上年预算增加25.00万元，增长100.00%。主要原因是新增项目。"],
    "general.class.201": ["1、一般公共服务支出（类）150.00万元，占93.75%。"],
    "general.class.208": ["2、社会保障和就业支出（类）10.00万元，占6.25%。"],
    "general.function.2080505": [
        "1、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）："
        "2024年预算数为10.00万元，比上年预算增加2.00万元，增长25.00%。主要原因是人员增加。"
    ],
    "general.function.2080501": [
        "2、社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）："
        "2024年预算数为0.00万元，比上年预算减少3.00万元，下降100.00%。主要原因是退休人员转出。"
    ],
    "general.function.2010301": [
        "3、一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）：2024年预算数为100.00万元。"
    ],
    "basic.personnel": ["人员经费90.00万元，主要包括：基本工资、机关事业单位基本养老保险缴费。"],
    "basic.public": ["公用经费20.00万元，主要包括：办公费。"],
    "fund.total": [
        f"{UNIT}2024年政府性基金预算支出45.00万元，比上年预算减少5.00万元，下降10.00%，主要原因是压减项目。"
    ],
    f"fund.function.{SPORT}": [
        "1、其他支出（类）彩票公益金安排的支出（款）用于体育事业的彩票公益金支出（项）：2024年预算数为45.00万元，"
        "比上年预算增加5.00万元，增长12.50%，主要用于体育设施维护。"
    ],
    "soe.total": [f"{UNIT}2024年国有资本经营预算支出10.00万元。"],
    f"soe.function.{SOE_OTHER}": [
        "1、国有资本经营预算支出（类）解决历史遗留问题及改革成本支出（款）国有企业退休人员社会化管理补助支出（项）："
        "2024年预算数为10.00万元。"
    ],
    "official.amounts": [
        f"{UNIT}2024年财政拨款“三公”经费预算数为6.00万元，其中：因公出国（境）费0.00万元，公务用车购置费2.00万元，"
        "公务用车运行费3.00万元，公务接待费1.00万元。"
    ],
    "official.changes": [
        "2024年财政拨款“三公”经费预算比上年预算增加6.00万元，增长100.00%，其中：因公出国（境）费增加0.00万元，"
        "增长0.00%，主要原因是上年和本年都没有安排；公务接待费减少3.00万元，下降75.00%，主要原因是厉行节约。"
    ],
    "carry_over.total": [
        f"{UNIT}2024年上年结转结余预算安排的支出28.00万元，其中：财政拨款结转24.00万元，非财政拨款结转结余4.00万元。"
    ],
    "operating": [
        f"{UNIT}2024年的机关运行经费财政拨款预算20.00万元，比上年预算增加4.00万元，增长25.00%。主要原因是窗口增加。"
    ],
    "procurement.total": [
        f"2024年，{UNIT}政府采购预算6.00万元，其中：政府采购货物预算3.00万元，政府采购工程预算1.00万元，"
        "政府采购服务预算2.00万元。"
    ],
    "assets.as_of": [f"截至2023年底，{UNIT}占用使用国有资产总体情况为"],
    "assets.planned": [
        "2024年单位预算安排购置车辆经费18.00万元，安排购置50万元以上大型设备0台，单位价值100万元以上大型设备0台。"
    ],
    "performance.counted": [
        "2024年，本单位预算绩效管理整体预算绩效目标1个，涉及金额218.00万元；当年财政拨款项目1个，涉及预算金额"
        "30.00万元；当年非财政拨款项目1个，涉及预算金额3.00万元。具体情况见下表（按项目分别填报）："
    ],
}


class TestSentences:
    """Exact sentences."""

    @pytest.mark.parametrize("key", SENTENCES)
    def test_sentence(self, document, key):
        assert said(document, key) == SENTENCES[key]

    def test_a_subsidy_says_its_particulars(self, document):
        every = said(document)
        start = every.index("资金来源：本级财政")
        assert every[start - 1 : start + 7] == [
            "预算安排规模：20.00万元",
            "资金来源：本级财政",
            "补贴人数：20人",
            "补贴标准：每人每月100元",
            "补贴范围：窗口志愿者",
            "补贴方式：按月发放",
            "发放程序：申请、审核、公示、发放",
            "受益人群和社会效益：稳定志愿者队伍",
        ]
        named = [text for text in headings(document) if "项目名称" in text]
        assert named == ["（一）项目名称：窗口服务", "（二）项目名称：志愿者补贴"]

    def test_own_wording_is_marked_and_knows_its_figures(self, document):
        blocks = [block for part in document.parts for block in part.blocks if isinstance(block, Paragraph)]
        replaced = [block for block in blocks if block.replaced]
        assert {block.key for block in replaced} == {"income.fund"}
        assert len(replaced) == 2
        assert all("income[4].amount" in block.places for block in replaced)

    def test_other_notes_and_duties_keep_their_paragraphs(self, document):
        every = said(document)
        assert every[:2] == ["（一）受理申请。", "（二）管理窗口。"]
        assert every[every.index("第一段。") + 1] == "第二段。"

    def test_the_document_ends_with_unit_and_day(self, document):
        assert [block.text for block in document.parts[-1].blocks if isinstance(block, Signature)] == [
            UNIT,
            "2024年3月1日",
        ]

    def test_the_titles(self, document):
        assert document.title == f"{UNIT}2024年单位预算公开"
        assert [part.title for part in document.parts] == [
            f"第一部分 2024年{UNIT}单位概况",
            "第二部分 2024年单位预算公开表",
            "第三部分 2024年单位预算情况说明",
            "第四部分 名词解释",
        ]
        sections = [text for text in headings(document) if re.match(r"[一二三四五六七八九十]+、", text)][2:]
        assert [text.partition("、")[0] for text in sections] == [numeral(n) for n in range(1, 13)]
        assert sections[2] == f"三、关于{UNIT}2024年支出预算情况说明"

    def test_another_scope_prints_the_same_form(self):
        whole = full_filing()
        unit = Unit(code="650100-fwzx", name="某市服务局", scope=Scope.DEPARTMENT, region="650100")
        printed = compose(dataclasses.replace(whole, unit=unit))
        assert printed.title == "某市服务局2024年单位预算公开"
        assert said(printed, "fiscal.total") == ["某市服务局2024年财政拨款收支总预算215.00万元。"]
        assert UNIT not in to_json(printed).decode()

    def test_a_level_of_indicators_that_repeats_is_blank_and_goes_on(self, document):
        table = [block for block in document.parts[2].blocks if isinstance(block, Table) and block.rows][-1]
        assert [(cell.text, cell.continues) for cell in (row.cells[0] for row in table.rows)] == [
            ("产出指标", ""),
            ("", "产出指标"),
            ("", "产出指标"),
        ]
        assert [(cell.text, cell.continues) for cell in (row.cells[1] for row in table.rows)] == [
            ("数量指标", ""),
            ("", "数量指标"),
            ("质量指标", ""),
        ]

    def test_the_forms_of_performance(self, document):
        forms = [block for block in document.parts[2].blocks if isinstance(block, Form)]
        titles = ["单位整体绩效目标表\n（2024年）", *["项目支出绩效目标表\n（2024年）"] * 2]
        assert [form.title for form in forms] == titles
        assert [form.lines[1][0].value.text for form in forms[1:]] == ["培训", "窗口服务"]  # by name

    def test_the_json_of_a_form_names_a_shared_label_once(self, document):
        blocks = [block for part in json.loads(to_json(document))["parts"] for block in part["blocks"]]
        form = next(block for block in blocks if block.get("key") == "unit_performance")
        assert form["rows"][3:] == [
            ["年度预算（万元）", "资金来源", "资金总额（万元）", ""],
            ["", "财政资金（万元）", "上级安排", "29.00"],
            ["", "", "本级安排", "186.00"],
            ["", "其他资金（万元）", "其他", "3.00"],
        ]


@pytest.fixture
def published(shared_folder):
    return published_document(shared_folder, PUBLISHED)


class TestThePublishedFiling:
    """The shared filing against the text of the publication it was taken from."""

    def test_every_figure_of_every_table_in_printed_order(self, published, shared_folder):
        found = figures_of(published)
        assert len(found) == 11
        assert found == seed_figures(shared_folder, PUBLISHED, r"表 ?\d+")
        assert sum(map(len, found)) == 136

    def test_nearly_all_of_its_text(self, published, shared_folder, monkeypatch):
        report = fidelity_of(published, shared_folder, PUBLISHED, monkeypatch)
        assert report.coverage >= 0.997
        # a phone number that is left out, and two values that the publication breaks in narrow cells
        assert sorted(report.missing) == ["229.4", "4184345", "9"]
