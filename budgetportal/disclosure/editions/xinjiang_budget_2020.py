"""Xinjiang, budget of a department (部门预算公开), the form of 2020: nine tables, ten sections, tables of targets."""

from __future__ import annotations

from dataclasses import replace

from budgetportal.disclosure.amounts import Numbers, bare_whole, bare_zero
from budgetportal.disclosure.editions.edition import Edition, PartDeclaration
from budgetportal.disclosure.editions.xinjiang_budget_2020_tables import (
    EVERY_SOURCE,
    FUND_EXPENDITURE,
    GENERAL_EXPENDITURE,
    PROJECTS,
    SOURCES,
    TABLES,
)
from budgetportal.disclosure.editions.xinjiang_budgets import (
    APPROPRIATED,
    basic_section,
    budget_purposes,
    budget_section,
    budget_total_before_items,
    fiscal_section,
    general_section,
    nothing_but_general,
    only_general,
)
from budgetportal.disclosure.editions.xinjiang_charts import BUDGET_CHARTS
from budgetportal.disclosure.editions.xinjiang_forms import FUND, GENERAL
from budgetportal.disclosure.editions.xinjiang_glossary import GLOSSARY_2020
from budgetportal.disclosure.editions.xinjiang_narrative import (
    Words,
    function_changes,
    functions,
    income_kinds,
    spending_classes,
)
from budgetportal.disclosure.editions.xinjiang_official import OfficialWords, official_section
from budgetportal.disclosure.editions.xinjiang_other_matters import (
    RESERVED_EARLIER,
    AssetWords,
    assets,
    operating,
    other_notes,
    procurement,
    units_covered_if_any,
)
from budgetportal.disclosure.editions.xinjiang_overview import (
    expenditure_section,
    income_change,
    income_section,
    overview_section,
)
from budgetportal.disclosure.editions.xinjiang_profile import OFFICES_LISTED, StaffWords, profile
from budgetportal.disclosure.editions.xinjiang_projects import project_section
from budgetportal.disclosure.editions.xinjiang_targets import targets_section
from budgetportal.disclosure.indicator_levels import PROJECT_LEVELS_2020
from budgetportal.disclosure.performance import IndicatorColumn, ProjectTargets, bare_target_text, level
from budgetportal.disclosure.sentence_parts import ChangeStyle
from budgetportal.disclosure.sentences import compared_sentence
from budgetportal.disclosure.statements import Choice, Each, Glossary, Printed, Signed, Statement, Title
from budgetportal.disclosure.tables import together
from budgetportal.disclosure.terms import (
    DisclosureKind,
    OfficialItem,
    Source,
)

BEFORE = ChangeStyle("比上年", rate=False)
WORDS = Words(change=BEFORE, mark=".")
EXECUTED = replace(BEFORE, lead="比上年执行数")
KINDS = tuple((name, together(source)) for source, name, _ in SOURCES)
TARGET_COLUMNS = (
    level(1, "一级指标", 1.6),
    level(2, "二级指标", 1.6),
    level(3, "三级指标", 4.0, merged=False),
    IndicatorColumn("指标值（包含数字及文字描述）", bare_target_text, 2.4),
)

NARRATIVE: tuple[Statement, ...] = (
    *overview_section(
        "收支预算情况的总体说明", income_kinds(KINDS, figures=True), spending_classes(figures=True), scope="部门"
    ),
    *income_section(
        (
            income_change(WORDS, Source.GENERAL, *KINDS[0], planned=True, closing="；"),
            income_change(WORDS, Source.FUND, *KINDS[1], planned=True),
            *(income_change(WORDS, source, name, together(source)) for source, name, _ in SOURCES[2:]),
        ),
        "{unit}收入预算",
    ),
    *expenditure_section(WORDS, "{unit}单位{year}年支出预算"),
    *fiscal_section(
        "财政拨款收支预算情况的总体说明",
        (
            Choice(
                only_general,
                (nothing_but_general("政府性基金预算拨款"), budget_purposes(WORDS, GENERAL, "支出预算")),
                (APPROPRIATED, budget_purposes(WORDS, GENERAL), budget_purposes(WORDS, FUND)),
            ),
        ),
        lead="{year}年",
    ),
    *general_section(
        WORDS,
        GENERAL,
        GENERAL_EXPENDITURE.form,
        (compared_sentence("general.basic", "{unit}{year}年一般公共预算拨款基本支出", EXECUTED, pause=WORDS.pause),),
        Each(
            functions(GENERAL.topic),
            function_changes(GENERAL.topic, WORDS.mark, EXECUTED, "，", because="主要原因是："),
        ),
    ),
    *basic_section(figures=True),
    *project_section("项目支出情况说明", PROJECTS.form, EVERY_SOURCE, bare_whole),
    *official_section(
        "八",
        WORDS,
        OfficialWords(
            subject="一般公共预算“三公”经费预算情况说明",
            amounts="“三公”经费财政拨款预算数",
            changes="“三公”经费财政拨款预算",
            names={OfficialItem.VEHICLE_PURCHASE: "公务用车购置"},
        ),
    ),
    *budget_section("九", WORDS, FUND, FUND_EXPENDITURE.form, budget_total_before_items(WORDS, FUND)),
    Title(1, "十、其他重要事项的情况说明"),
    *operating(
        "机关运行经费情况",
        "{year}年，{unit}{covered}的机关运行经费财政拨款预算",
        replace(WORDS, change=replace(BEFORE, lead="比上年预算")),
        covered=units_covered_if_any,
    ),
    *procurement(RESERVED_EARLIER, buyer="{unit}及下属单位"),
    *assets(AssetWords(owner="{unit}及下属各预算单位", counter="台（套）", scope="部门")),
    *targets_section(
        "{year}年度，本年度实行绩效管理的项目{projects}个，涉及预算金额{amount}万元。{tables}",
        ProjectTargets(
            "项目支出绩效目标表",
            TARGET_COLUMNS,
            labels=("年度资金总额：", "其中：财政拨款", "其他资金"),
            money=bare_whole,
            leader=False,
        ),
    ),
    *other_notes("无"),
)

XINJIANG_BUDGET_2020 = Edition(
    name="xinjiang-budget-2020",
    title="新疆维吾尔自治区部门预算公开（2020年表式）",
    kind=DisclosureKind.BUDGET,
    sources=EVERY_SOURCE,
    classed_sources=EVERY_SOURCE,
    official_sources=frozenset({Source.GENERAL}),
    project_levels=PROJECT_LEVELS_2020,
    weighted=False,
    numbers=Numbers(amount=bare_zero, share=bare_whole),
    document_title="{unit}{year}年部门预算公开",
    parts=(
        PartDeclaration("第一部分 {unit}概况", profile(OFFICES_LISTED, StaffWords("单位", "人"))),
        PartDeclaration("第二部分 {year}年部门预算公开表", (Printed(TABLES),)),
        PartDeclaration("第三部分 {year}年部门预算情况说明", NARRATIVE),
        PartDeclaration("第四部分 名词解释", (Glossary(GLOSSARY_2020), Signed())),
    ),
    charts=BUDGET_CHARTS,
)
