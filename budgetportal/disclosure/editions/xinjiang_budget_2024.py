"""Xinjiang, unit budget (单位预算公开), the form of 2024: eleven tables, twelve sections, performance tables."""

from __future__ import annotations

from collections.abc import Sequence

from budgetportal.disclosure.budget import Project
from budgetportal.disclosure.editions.edition import Edition, PartDeclaration
from budgetportal.disclosure.editions.xinjiang_budgets import (
    APPROPRIATED,
    basic_section,
    budget_purposes,
    budget_section,
    budget_total,
    fiscal_section,
    general_items,
    general_section,
    general_size,
    nothing_but_general,
)
from budgetportal.disclosure.editions.xinjiang_carry_over import carry_over_section
from budgetportal.disclosure.editions.xinjiang_charts import BUDGET_CHARTS
from budgetportal.disclosure.editions.xinjiang_forms import (
    FUND,
    GENERAL,
    SOE,
    TableStyle,
    budget_expenditure,
    carry_over,
    fiscal_summary,
    general_basic,
    general_projects,
    official_expenses,
    unit_expenditure,
    unit_income,
    unit_summary,
)
from budgetportal.disclosure.editions.xinjiang_glossary import GLOSSARY_2024
from budgetportal.disclosure.editions.xinjiang_narrative import Words, income_kinds, spending_classes
from budgetportal.disclosure.editions.xinjiang_official import OfficialWords, official_section
from budgetportal.disclosure.editions.xinjiang_other_matters import (
    RESERVED_2024,
    AssetWords,
    assets,
    operating,
    other_notes,
    procurement,
)
from budgetportal.disclosure.editions.xinjiang_overview import (
    expenditure_section,
    income_section,
    overview_section,
    unit_income_lines,
)
from budgetportal.disclosure.editions.xinjiang_profile import OFFICES_IN_LINE, profile
from budgetportal.disclosure.editions.xinjiang_projects import project_section
from budgetportal.disclosure.editions.xinjiang_tables import income_lines
from budgetportal.disclosure.editions.xinjiang_targets import PROJECT_COLUMNS, UNIT_COLUMNS, targets_section
from budgetportal.disclosure.performance import ProjectTargets, UnitTargets
from budgetportal.disclosure.statements import Glossary, Printed, Signed, Statement, Title
from budgetportal.disclosure.terms import (
    CARRY_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    SOE_SOURCES,
    DisclosureKind,
    Source,
)

STYLE = TableStyle()
WORDS = Words()

GENERAL_EXPENDITURE = budget_expenditure(STYLE, 5, GENERAL)
GENERAL_PROJECTS = general_projects(STYLE)
FUND_EXPENDITURE = budget_expenditure(STYLE, 8, FUND, split=True)
SOE_EXPENDITURE = budget_expenditure(STYLE, 9, SOE, split=True)
CARRY_OVER = carry_over(STYLE)
TABLES = (
    unit_summary(STYLE, income_lines("国有资本经营收入", "、")),
    unit_income(STYLE),
    unit_expenditure(STYLE),
    fiscal_summary(STYLE),
    GENERAL_EXPENDITURE,
    general_basic(STYLE),
    GENERAL_PROJECTS,
    FUND_EXPENDITURE,
    SOE_EXPENDITURE,
    official_expenses(STYLE),
    CARRY_OVER,
)


def by_name(projects: Sequence[Project]) -> Sequence[Project]:
    """The form of 2024 lists the targets of the projects by name."""
    return sorted(projects, key=lambda project: project.name)


NARRATIVE: tuple[Statement, ...] = (
    *overview_section("收支预算情况总体说明", income_kinds(figures=False), spending_classes(figures=False)),
    *income_section(unit_income_lines(WORDS)),
    *expenditure_section(WORDS),
    *fiscal_section(
        "财政拨款收支预算情况的总体说明",
        (
            nothing_but_general("政府性基金预算拨款和国有资本经营预算"),
            APPROPRIATED,
            budget_purposes(WORDS, GENERAL),
            budget_purposes(WORDS, FUND),
            budget_purposes(WORDS, SOE),
        ),
    ),
    *general_section(WORDS, GENERAL, GENERAL_EXPENDITURE.form, general_size(WORDS), general_items(WORDS, GENERAL)),
    *basic_section(),
    *project_section("一般公共预算项目支出情况说明", GENERAL_PROJECTS.form, GENERAL_SOURCES),
    *budget_section("八", WORDS, FUND, FUND_EXPENDITURE.form, budget_total(WORDS, FUND)),
    *budget_section("九", WORDS, SOE, SOE_EXPENDITURE.form, budget_total(WORDS, SOE)),
    *official_section("十", WORDS, OfficialWords()),
    *carry_over_section("十一", CARRY_OVER.form),
    Title(1, "十二、其他重要事项的情况说明"),
    *operating("单位运行经费情况", "{unit}{year}年的机关运行经费财政拨款预算", WORDS),
    *procurement(RESERVED_2024),
    *assets(AssetWords()),
    *targets_section(
        "{year}年，本单位预算绩效管理整体预算绩效目标{units}个，涉及金额{funds}万元；当年财政拨款项目{fiscal}个，"
        "涉及预算金额{fiscal_amount}万元；当年非财政拨款项目{other}个，涉及预算金额{other_amount}万元。{tables}",
        UnitTargets("单位整体绩效目标表\n（{year}年）", UNIT_COLUMNS),
        ProjectTargets("项目支出绩效目标表\n（{year}年）", PROJECT_COLUMNS, by_name),
    ),
    *other_notes(),
)

XINJIANG_BUDGET_2024 = Edition(
    name="xinjiang-budget-2024",
    title="新疆维吾尔自治区单位预算公开（2024年表式）",
    kind=DisclosureKind.BUDGET,
    sources=frozenset(Source) - {Source.OWN_RESERVE},
    split_sources=FUND_SOURCES | SOE_SOURCES | CARRY_SOURCES,
    document_title="{unit}{year}年单位预算公开",
    parts=(
        PartDeclaration("第一部分 {year}年{unit}单位概况", profile(OFFICES_IN_LINE)),
        PartDeclaration("第二部分 {year}年单位预算公开表", (Printed(TABLES),)),
        PartDeclaration("第三部分 {year}年单位预算情况说明", NARRATIVE),
        PartDeclaration("第四部分 名词解释", (Glossary(GLOSSARY_2024), Signed())),
    ),
    charts=BUDGET_CHARTS,
)
