"""Sections 一 to 四 of final accounts: all income and expenditure, then that of the appropriation."""

from __future__ import annotations

from budgetportal.disclosure.editions.final_narrative import (
    INCOME_SHARES,
    SAME,
    SPENDING_SHARES,
    against_budget,
    changed,
    initial,
    of,
)
from budgetportal.disclosure.editions.final_selections import FISCAL_SPENDING, received, spent
from budgetportal.disclosure.facts import INCOME, Selection
from budgetportal.disclosure.final_facts import CLOSING, DISTRIBUTED, NON_FISCAL_USED, OPENING
from budgetportal.disclosure.final_topics import FISCAL_INCOME
from budgetportal.disclosure.sentence_parts import prefixed
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Statement, Title

TOTALS: tuple[Statement, ...] = (
    Title(1, "一、收入支出决算总体情况说明"),
    Sentence(
        "total.income",
        "{year}年度收入总计{total}万元，其中：本年收入合计{income}万元，使用非财政拨款结余{used}万元，"
        "年初结转和结余{opening}万元。",
        {
            "total": of(received(), Selection(NON_FISCAL_USED), Selection(OPENING)),
            "income": of(received()),
            "used": of(Selection(NON_FISCAL_USED)),
            "opening": of(Selection(OPENING)),
        },
    ),
    Sentence(
        "total.expenditure",
        "{year}年度支出总计{total}万元，其中：本年支出合计{spent}万元，结余分配{distributed}万元，"
        "年末结转和结余{closing}万元。",
        {
            "total": of(spent(), Selection(DISTRIBUTED), Selection(CLOSING)),
            "spent": of(spent()),
            "distributed": of(Selection(DISTRIBUTED)),
            "closing": of(Selection(CLOSING)),
        },
    ),
    Sentence("total.change", "收入支出总体{change}。", {"change": changed("total", SAME)}, optional=("change",)),
    Title(1, "二、收入决算情况说明"),
    Sentence("income", "本年收入{total}万元，其中：{kinds}。", {"total": of(received()), "kinds": INCOME_SHARES}),
    Title(1, "三、支出决算情况说明"),
    Sentence("expenditure", "本年支出{total}万元，其中：{kinds}。", {"total": of(spent()), "kinds": SPENDING_SHARES}),
    Title(1, "四、财政拨款收入支出决算总体情况说明"),
    Sentence(
        "fiscal.total",
        "{year}年度财政拨款收入总计{total}万元，其中：年初财政拨款结转和结余{opening}万元，本年财政拨款收入{income}万元。"
        "财政拨款支出总计{out}万元，其中：年末财政拨款结转和结余{closing}万元，本年财政拨款支出{spent}万元。",
        {
            "total": of(Selection(INCOME, FISCAL_INCOME), Selection(OPENING, FISCAL_INCOME)),
            "opening": of(Selection(OPENING, FISCAL_INCOME)),
            "income": of(Selection(INCOME, FISCAL_INCOME)),
            "out": of(spent(FISCAL_SPENDING), Selection(CLOSING, FISCAL_INCOME)),
            "closing": of(Selection(CLOSING, FISCAL_INCOME)),
            "spent": of(spent(FISCAL_SPENDING)),
        },
    ),
    Sentence(
        "fiscal.change",
        "{change}{budget}",
        {
            "change": prefixed("财政拨款收入支出总体", changed("fiscal", SAME), "。"),
            "budget": prefixed(
                "与年初预算相比，",
                against_budget(
                    "fiscal",
                    "年初预算数",
                    initial("fiscal_total"),
                    of(Selection(INCOME, FISCAL_INCOME), Selection(OPENING, FISCAL_INCOME)),
                ),
                "。",
            ),
        },
    ),
)
