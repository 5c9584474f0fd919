"""Xinjiang, final accounts of a department (部门决算公开), the form of 2023: twelve sections and nine tables."""

from __future__ import annotations

from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.editions.edition import Edition, PartDeclaration
from budgetportal.disclosure.editions.final_forms import TABLES, TITLES
from budgetportal.disclosure.editions.final_glossary import GLOSSARY
from budgetportal.disclosure.editions.final_official import OFFICIAL_SECTION
from budgetportal.disclosure.editions.final_other_matters import NOTES, OTHER_MATTERS, PERFORMANCE
from budgetportal.disclosure.editions.final_overview import TOTALS
from budgetportal.disclosure.editions.final_profile import PROFILE
from budgetportal.disclosure.editions.final_spending import GENERAL_SECTION, fund_section
from budgetportal.disclosure.editions.xinjiang_charts import FINAL_CHARTS
from budgetportal.disclosure.statements import SIGNED_WHERE_DATED, Entered, Glossary, Printed
from budgetportal.disclosure.terms import DisclosureKind, FinalSource, SpendingSource

TABLE_NAMES = Entered(lambda _: [f"{numeral(n)}、《{title}》" for n, title in enumerate(TITLES, 1)])

XINJIANG_FINAL_2023 = Edition(
    name="xinjiang-final-2023",
    title="新疆维吾尔自治区部门决算公开（2023年表式）",
    kind=DisclosureKind.FINAL,
    document_title="{unit}{year}年度{scope}决算公开说明",
    parts=(
        PartDeclaration("第一部分 单位概况", PROFILE),
        PartDeclaration(
            "第二部分 {scope}决算情况说明",
            (
                *TOTALS,
                *GENERAL_SECTION,
                *OFFICIAL_SECTION,
                *fund_section("八", "政府性基金", FinalSource.FISCAL_FUND, SpendingSource.FUND),
                *fund_section("九", "国有资本经营", FinalSource.FISCAL_SOE, SpendingSource.SOE),
                *OTHER_MATTERS,
                *PERFORMANCE,
                *NOTES,
            ),
        ),
        PartDeclaration("第三部分 专业名词解释", (Glossary(GLOSSARY),)),
        PartDeclaration("第四部分 {scope}决算报表", (TABLE_NAMES, Printed(TABLES), SIGNED_WHERE_DATED)),
    ),
    charts=FINAL_CHARTS,
)
