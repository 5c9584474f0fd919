"""The sections of Xinjiang's unit budgets on what is appropriated: 财政拨款, 一般公共预算, 政府性基金, 国有资本经营."""

from __future__ import annotations

from collections.abc import Sequence

from budgetportal.disclosure.editions.xinjiang_forms import Budget
from budgetportal.disclosure.editions.xinjiang_narrative import (
    Words,
    appropriations,
    class_shares,
    classes,
    economic_names,
    empty_sentence,
    function_changes,
    functions,
    has,
    purposes,
    section,
)
from budgetportal.disclosure.editions.xinjiang_tables import PERSONNEL, PROJECT, PUBLIC, spending
from budgetportal.disclosure.facts import BASIC, Selection
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import ChangeStyle, amount, prefixed
from budgetportal.disclosure.sentences import Sentence, compared_sentence
from budgetportal.disclosure.statements import Choice, Condition, Each, Statement, Title
from budgetportal.disclosure.tables import Form, income
from budgetportal.disclosure.terms import (
    BASIC_CATEGORIES,
    FISCAL_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    SOE_SOURCES,
    Category,
)


def only_general(scene: Scene) -> bool:
    """Whether every appropriation is the general budget's."""
    others = income(FUND_SOURCES | SOE_SOURCES)
    return not scene.facts.total(others) and bool(scene.facts.total(income(GENERAL_SOURCES)))


def fiscal_section(
    subject: str, statements: Sequence[Statement], lead: str = "{unit}{year}年"
) -> tuple[Statement, ...]:
    """财政拨款收支预算情况的总体说明: the total, then where the appropriation comes from and goes to."""
    whole = amount(income(FISCAL_SOURCES))
    return (
        section("四", subject),
        Sentence("fiscal.total", f"{lead}财政拨款收支总预算{{total}}万元。", {"total": whole}),
        *statements,
    )


def nothing_but_general(others: str) -> Sentence:
    """收入全部为一般公共预算拨款，无…: where every appropriation is the general budget's."""
    return Sentence("fiscal.only_general", f"收入全部为一般公共预算拨款，无{others}。", when=only_general)


APPROPRIATED = Sentence("fiscal.income", "收入预算包括：{kinds}。", {"kinds": appropriations()}, optional=("kinds",))


def budget_purposes(words: Words, budget: Budget, name: str = "") -> Sentence:
    """``一般公共预算支出包括：…，主要用于…；….`` of one budget."""
    listed = purposes(budget.topic, words.use)
    head = name or f"{budget.name}支出"
    return Sentence(f"fiscal.{budget.topic}", f"{head}包括：{{listed}}。", {"listed": listed}, optional=("listed",))


def general_change(words: Words, topic: str, name: str, categories: frozenset[Category]) -> Statement:
    """基本支出 or 项目支出 of the general budget, with its change."""
    selection = spending(GENERAL_SOURCES, categories)
    absent = f"{name}未安排。"
    return compared_sentence(topic, name, words.change, selection=selection, absent=absent, pause=words.pause)


def general_size(words: Words) -> tuple[Statement, ...]:
    """当年拨款规模: the total, 基本支出 and 项目支出."""
    total = amount(spending(GENERAL_SOURCES))
    return (
        Sentence("general.total", "{unit}{year}年一般公共预算拨款合计{total}万元，其中：", {"total": total}),
        general_change(words, "general.basic", "基本支出", BASIC_CATEGORIES),
        general_change(words, "general.project", "项目支出", PROJECT),
    )


def spends(budget: Budget) -> Condition:
    """Whether a budget has money this year, or one of its 项 is compared."""
    money, listed = has(spending(budget.sources)), functions(budget.topic)
    return lambda scene: money(scene) or bool(list(listed(scene)))


def general_section(
    words: Words, budget: Budget, form: Form, size: Sequence[Statement], items: Each
) -> tuple[Statement, ...]:
    """一般公共预算当年拨款情况说明: 规模变化, 结构, 具体使用."""
    return (
        section("五", "一般公共预算当年拨款情况说明"),
        Choice(
            spends(budget),
            (
                Title(2, "（一）一般公共预算当年拨款规模变化情况"),
                *size,
                Title(2, "（二）一般公共预算当年拨款结构情况"),
                Each(classes(budget.topic), class_shares(budget.topic, words.mark)),
                Title(2, "（三）一般公共预算当年拨款具体使用情况"),
                items,
            ),
            (empty_sentence("general.none", form),),
        ),
    )


def general_items(words: Words, budget: Budget) -> Each:
    """Each 项 of the general budget with its change and cause."""
    changes = function_changes(budget.topic, words.mark, words.change, words.pause)
    return Each(functions(budget.topic), changes)


def basic_section(lead: str = "主要包括：", tail: str = "", *, figures: bool = False) -> tuple[Statement, ...]:
    """一般公共预算基本支出情况说明: 人员经费 and 公用经费 with the 款 that they consist of."""

    def kind(key: str, name: str, categories: frozenset[Category]) -> Statement:
        names = prefixed(f"，{lead}", economic_names(categories, figures=figures), tail)
        total = amount(Selection(BASIC, categories=categories))
        return Sentence(f"basic.{key}", f"{name}{{total}}万元{{names}}。", {"total": total, "names": names})

    return (
        section("六", "一般公共预算基本支出情况说明"),
        Sentence(
            "basic.total",
            "{unit}{year}年一般公共预算基本支出{total}万元，其中：",
            {"total": amount(Selection(BASIC))},
        ),
        kind("personnel", "人员经费", PERSONNEL),
        kind("public", "公用经费", PUBLIC),
    )


def budget_items(words: Words, budget: Budget) -> Each:
    """Each 项 of 政府性基金 or 国有资本经营 with its change and purpose."""
    return Each(functions(budget.topic), function_changes(budget.topic, words.mark, words.change, "，", use=words.use))


def budget_total(words: Words, budget: Budget) -> tuple[Statement, ...]:
    """``…2024年政府性基金预算支出8.00万元，比上年预算增加…，主要原因是…。``"""
    head = f"{{unit}}{{year}}年{budget.name}支出"
    return (compared_sentence(f"{budget.topic}.total", head, words.change),)


def budget_total_before_items(words: Words, budget: Budget) -> tuple[Statement, ...]:
    """``…政府性基金支出预算支出8.00万元。与上年相比增加…，主要原因是…。其中：``, as the earlier forms have it."""
    style = ChangeStyle("与上年相比", rate=words.change.rate)

    def total(closing: str) -> Statement:
        head = f"{{unit}}{{year}}年{budget.name.removesuffix('预算')}支出预算支出"
        return compared_sentence(f"{budget.topic}.total", head, style, opening="。", closing=closing)

    listed = functions(budget.topic)
    return (Choice(lambda scene: bool(list(listed(scene))), (total("。其中："),), (total("。"),)),)


def budget_section(
    number: str, words: Words, budget: Budget, form: Form, total: Sequence[Statement]
) -> tuple[Statement, ...]:
    """政府性基金 or 国有资本经营: its total with its change, then each 项 with its purpose."""
    return (
        section(number, f"{budget.name}拨款情况说明"),
        Choice(
            has(spending(budget.sources), f"{budget.topic}.total"),
            (*total, budget_items(words, budget)),
            (empty_sentence(f"{budget.topic}.none", form),),
        ),
    )
