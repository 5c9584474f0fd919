"""The first three sections of Xinjiang's unit budgets: 收支预算总体, 收入预算, 支出预算."""

from __future__ import annotations

from collections.abc import Iterable

from budgetportal.disclosure.editions.xinjiang_narrative import Words, section
from budgetportal.disclosure.editions.xinjiang_tables import PROJECT, spending
from budgetportal.disclosure.sentence_parts import Part, amount
from budgetportal.disclosure.sentences import Sentence, compared_sentence
from budgetportal.disclosure.statements import Statement
from budgetportal.disclosure.tables import income, together
from budgetportal.disclosure.terms import (
    BASIC_CATEGORIES,
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    OWN_SOURCES,
    Source,
)


def overview_section(subject: str, kinds: Part, classes: Part, scope: str = "单位") -> tuple[Statement, ...]:
    """收支预算情况总体说明; ``kinds`` and ``classes`` list what income and expenditure consist of."""
    return (
        section("一", subject),
        Sentence(
            "overview.total",
            f"按照全口径预算的原则，{{unit}}{{year}}年所有收入和支出均纳入{scope}预算管理。收支总预算{{total}}万元。",
            {"total": amount(income())},
        ),
        Sentence("overview.income", "收入预算包括：{kinds}。", {"kinds": kinds}, optional=("kinds",)),
        Sentence("overview.expenditure", "支出预算包括：{kinds}。", {"kinds": classes}, optional=("kinds",)),
    )


def income_change(
    words: Words,
    topic: str,
    name: str,
    sources: frozenset[Source],
    *,
    planned: bool = False,
    closing: str = "。",
) -> Statement:
    """One source of income: amount, share, change and cause; a ``planned`` one without money is 未安排."""
    absent = f"{name}未安排{closing}" if planned else None
    return compared_sentence(
        f"income.{topic}",
        name,
        words.change,
        selection=income(sources),
        whole=income(),
        absent=absent,
        closing=closing,
    )


def unit_income_lines(words: Words) -> tuple[Statement, ...]:
    """The sources of a unit's income; those of the appropriation are mentioned also where there is no money."""
    transfers = "上级{}安排的转移支付资金"
    return (
        income_change(words, "general", "一般公共预算", together(Source.GENERAL), planned=True),
        income_change(
            words,
            "general_transfer",
            transfers.format("一般公共预算"),
            together(Source.GENERAL_TRANSFER),
            planned=True,
        ),
        income_change(words, "fund", "政府性基金预算", together(Source.FUND), planned=True),
        income_change(
            words, "fund_transfer", transfers.format("政府性基金"), together(Source.FUND_TRANSFER), planned=True
        ),
        income_change(words, "soe", "国有资本经营预算", together(Source.SOE), planned=True),
        income_change(
            words, "soe_transfer", transfers.format("国有资本经营预算"), together(Source.SOE_TRANSFER), planned=True
        ),
        income_change(words, "fiscal_account", "财政专户（教育收费）", together(Source.FISCAL_ACCOUNT)),
        income_change(words, "own", "单位资金", OWN_SOURCES),
        income_change(words, "carry_fiscal", "财政拨款结转", CARRY_FISCAL_SOURCES),
        income_change(words, "carry_other", "非财政拨款结转结余", CARRY_OTHER_SOURCES),
    )


def income_section(lines: Iterable[Statement], head: str = "{unit}单位收入预算") -> tuple[Statement, ...]:
    """收入预算情况说明: the total, then one sentence a source."""
    return (
        section("二", "收入预算情况说明"),
        Sentence("income.total", f"{head}{{total}}万元，其中：", {"total": amount(income())}),
        *lines,
    )


def expenditure_section(words: Words, head: str = "{unit}{year}年支出预算") -> tuple[Statement, ...]:
    """支出预算情况说明: 基本支出 and 项目支出 with share, change and cause."""
    kinds = (("basic", "基本支出", BASIC_CATEGORIES), ("project", "项目支出", PROJECT))
    changes = (
        compared_sentence(
            f"expenditure.{topic}",
            name,
            words.change,
            selection=spending(None, categories),
            whole=spending(),
            absent=f"{name}未安排。",
        )
        for topic, name, categories in kinds
    )
    return (
        section("三", "支出预算情况说明"),
        Sentence("expenditure.total", f"{head}{{total}}万元，其中：", {"total": amount(spending())}),
        *changes,
    )
