"""The section of Xinjiang's unit budgets on what is carried over (上年结转结余)."""

from __future__ import annotations

from budgetportal.disclosure.editions.xinjiang_narrative import empty_sentence, has, section
from budgetportal.disclosure.editions.xinjiang_tables import spending
from budgetportal.disclosure.sentence_parts import amount
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Choice, Statement
from budgetportal.disclosure.tables import Form
from budgetportal.disclosure.terms import CARRY_FISCAL_SOURCES, CARRY_OTHER_SOURCES, CARRY_SOURCES


def carry_over_section(number: str, form: Form) -> tuple[Statement, ...]:
    """上年结转结余预算情况说明: the total and its two kinds."""
    return (
        section(number, "上年结转结余预算情况说明"),
        Choice(
            has(spending(CARRY_SOURCES)),
            (
                Sentence(
                    "carry_over.total",
                    "{unit}{year}年上年结转结余预算安排的支出{total}万元，其中：财政拨款结转{fiscal}万元，"
                    "非财政拨款结转结余{other}万元。",
                    {
                        "total": amount(spending(CARRY_SOURCES)),
                        "fiscal": amount(spending(CARRY_FISCAL_SOURCES)),
                        "other": amount(spending(CARRY_OTHER_SOURCES)),
                    },
                ),
            ),
            (empty_sentence("carry_over.none", form),),
        ),
    )
