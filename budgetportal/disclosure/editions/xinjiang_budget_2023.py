"""Xinjiang, unit budget (单位预算公开), the form of 2023: ten tables, eleven sections, performance tables."""

from __future__ import annotations

from budgetportal.disclosure.editions.edition import Edition, PartDeclaration
from budgetportal.disclosure.editions.xinjiang_budgets import (
    APPROPRIATED,
    basic_section,
    budget_purposes,
    budget_section,
    budget_total_before_items,
    fiscal_section,
    general_items,
    general_section,
    general_size,
    nothing_but_general,
)
from budgetportal.disclosure.editions.xinjiang_charts import BUDGET_CHARTS
from budgetportal.disclosure.editions.xinjiang_forms import (
    FUND,
    GENERAL,
    SOE,
    TableStyle,
    budget_expenditure,
    fiscal_summary,
    general_basic,
    general_projects,
    official_expenses,
    unit_expenditure,
    unit_income,
    unit_summary,
)
from budgetportal.disclosure.editions.xinjiang_glossary import GLOSSARY_2023
from budgetportal.disclosure.editions.xinjiang_narrative import INCOME_KINDS, Words, income_kinds, spending_classes
from budgetportal.disclosure.editions.xinjiang_official import OfficialWords, official_section
from budgetportal.disclosure.editions.xinjiang_other_matters import (
    RESERVED_EARLIER,
    AssetWords,
    assets,
    operating,
    other_notes,
    procurement,
    units_covered,
)
from budgetportal.disclosure.editions.xinjiang_overview import (
    expenditure_section,
    income_section,
    overview_section,
    unit_income_lines,
)
from budgetportal.disclosure.editions.xinjiang_profile import OFFICES_LISTED, profile
from budgetportal.disclosure.editions.xinjiang_projects import project_section
from budgetportal.disclosure.editions.xinjiang_tables import income_lines
from budgetportal.disclosure.editions.xinjiang_targets import PROJECT_COLUMNS, targets_section
from budgetportal.disclosure.performance import ProjectTargets
from budgetportal.disclosure.statements import Glossary, Printed, Signed, Statement, Title
from budgetportal.disclosure.terms import CARRY_FISCAL_SOURCES, GENERAL_SOURCES, DisclosureKind, OfficialItem, Source

STYLE = TableStyle(
    numbered=False,
    remark="备注：{nothing}，{title}为空表。",
    code_head="项目",
    class_head="功能分类",
    project_codes="功能分类科目编码",
    project_total="合计",
    goods="商品和服务支出",
    official_head="三公支出内容",
)
WORDS = Words(mark=".", use="主要是用于", pause="，")
KINDS = (*INCOME_KINDS[:-2], ("财政拨款结转结余", CARRY_FISCAL_SOURCES), INCOME_KINDS[-1])
OFFICIAL = OfficialWords(
    amounts="财政拨款“三公”经费数",
    changes="财政拨款“三公”经费",
    order=(
        OfficialItem.OVERSEAS,
        OfficialItem.HOSPITALITY,
        OfficialItem.VEHICLE_PURCHASE,
        OfficialItem.VEHICLE_OPERATION,
    ),
)
ASSETS = AssetWords(
    owner="{unit}及下属各预算单位", year_end="年年底", opening="占用使用国有资产总体情况为：", counter="台（套）"
)

GENERAL_EXPENDITURE = budget_expenditure(STYLE, 5, GENERAL)
GENERAL_PROJECTS = general_projects(STYLE)
FUND_EXPENDITURE = budget_expenditure(STYLE, 8, FUND)
SOE_EXPENDITURE = budget_expenditure(STYLE, 9, SOE)
TABLES = (
    unit_summary(STYLE, income_lines("国有资本经营预算拨款", "."), "本年支出总计"),
    unit_income(STYLE, total="合计"),
    unit_expenditure(STYLE),
    fiscal_summary(STYLE),
    GENERAL_EXPENDITURE,
    general_basic(STYLE, "总计"),
    GENERAL_PROJECTS,
    FUND_EXPENDITURE,
    SOE_EXPENDITURE,
    official_expenses(STYLE),
)

NARRATIVE: tuple[Statement, ...] = (
    *overview_section("收支预算情况的总体说明", income_kinds(KINDS, figures=True), spending_classes(figures=True)),
    *income_section(unit_income_lines(WORDS)),
    *expenditure_section(WORDS),
    *fiscal_section(
        "财政拨款收支预算情况总体说明",
        (
            nothing_but_general("政府性基金预算拨款和国有资本经营预算"),
            APPROPRIATED,
            budget_purposes(WORDS, GENERAL),
            budget_purposes(WORDS, FUND),
            budget_purposes(WORDS, SOE),
        ),
        lead="{year}年",
    ),
    *general_section(WORDS, GENERAL, GENERAL_EXPENDITURE.form, general_size(WORDS), general_items(WORDS, GENERAL)),
    *basic_section("主要包括", "等"),
    *project_section("一般公共预算项目支出情况说明", GENERAL_PROJECTS.form, GENERAL_SOURCES),
    *budget_section("八", WORDS, FUND, FUND_EXPENDITURE.form, budget_total_before_items(WORDS, FUND)),
    *budget_section("九", WORDS, SOE, SOE_EXPENDITURE.form, budget_total_before_items(WORDS, SOE)),
    *official_section("十", WORDS, OFFICIAL),
    Title(1, "十一、其他重要事项的情况说明"),
    *operating("机关运行经费情况", "{year}年，{unit}{covered}的机关运行经费财政拨款预算", WORDS, covered=units_covered),
    *procurement(RESERVED_EARLIER),
    *assets(ASSETS),
    *targets_section(
        "{year}年，本年度预算绩效管理的财政拨款项目{fiscal}个，涉及预算金额{fiscal_amount}万元；非财政拨款项目{other}个，"
        "涉及预算金额{other_amount}万元。{tables}",
        ProjectTargets(
            "项目支出绩效目标表\n（{year}年）",
            PROJECT_COLUMNS,
            labels=("年度预算总额：", "其中：财政拨款", "其他资金："),
        ),
    ),
    *other_notes(),
)

XINJIANG_BUDGET_2023 = Edition(
    name="xinjiang-budget-2023",
    title="新疆维吾尔自治区单位预算公开（2023年表式）",
    kind=DisclosureKind.BUDGET,
    sources=frozenset(Source) - {Source.OWN_RESERVE},
    document_title="{unit}{year}年单位预算公开",
    parts=(
        PartDeclaration("第一部分 {unit}概况", profile(OFFICES_LISTED)),
        PartDeclaration("第二部分 {year}年单位预算公开表", (Printed(TABLES),)),
        PartDeclaration("第三部分 {year}年单位预算情况说明", NARRATIVE),
        PartDeclaration("第四部分 名词解释", (Glossary(GLOSSARY_2023), Signed())),
    ),
    charts=BUDGET_CHARTS,
)
