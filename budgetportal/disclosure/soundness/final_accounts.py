"""What makes final accounts unsound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from budgetportal.classification.codes import economic, functional
from budgetportal.disclosure.editions.final_selections import BASIC_LISTS
from budgetportal.disclosure.final_accounts import EvaluatedIndicator, FinalAccounts
from budgetportal.disclosure.final_topics import OFFICIAL_TOPICS
from budgetportal.disclosure.places import topic_in_words
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.soundness.common import (
    ITEM,
    TYPE,
    CodeCell,
    KindRules,
    basic_row_categories,
    indicator_levels,
    numeric_targets,
    words,
)
from budgetportal.disclosure.terms import BASIC_SPENDING, FinalCategory, SpendingSource

APPROPRIATED = BASIC_SPENDING | {FinalCategory.PROJECT}
LISTED = frozenset(code for listed in BASIC_LISTS for code in listed)
AGAINST_BUDGET = frozenset({"fiscal", "general", *OFFICIAL_TOPICS})  # 年初预算, of “三公”经费 全年预算
UNIQUE: Mapping[str, tuple[str, ...]] = {
    "glossary": ("term",),
    "income": ("function", "source"),
    "expenditure": ("function", "source", "category"),
    "basic_by_economic": ("economic", "category"),
    "official_expenses": ("item",),
    "comparisons": ("topic", "against"),
    "self_evaluations": ("project",),
}


def codes(filing: FinalAccounts) -> Iterator[CodeCell]:
    """Every cell that holds a code. A topic may name a function of last year that is gone (contract)."""
    this = (functional(filing.fiscal_year),)
    both = (*this, functional(filing.fiscal_year - 1))
    economics = (economic(filing.fiscal_year),)
    for table in ("income", "expenditure"):
        for n, row in enumerate(getattr(filing, table)):
            if row.function is not None:
                yield f"{table}[{n}].function", row.function, ITEM, this
    for n, basic in enumerate(filing.basic_by_economic):
        yield f"basic_by_economic[{n}].economic", basic.economic, TYPE, economics
    for member in ("personnel", "public"):
        for n, code in enumerate(getattr(filing.basic_items, member, ())):
            yield f"basic_items.{member}[{n}]", code, TYPE, economics
    for n, comparison in enumerate(filing.comparisons):
        code = comparison.topic.rpartition(".")[2]
        if code.isdecimal():
            yield f"comparisons[{n}].topic", code, ITEM, both


def _basic_row_categories(filing: FinalAccounts) -> Iterator[Problem]:
    return basic_row_categories(filing.basic_by_economic)


def _amounts_or_names(filing: FinalAccounts) -> Iterator[Problem]:
    """The 款 of basic expenditure are entered with their amounts, or by name only."""
    if filing.basic_items and filing.basic_by_economic:
        message = (
            "既填了“基本支出经济分类”的金额，又填了“基本支出经济分类科目（只有名称）”；有金额的，删去只有名称的科目"
        )
        yield Problem("basic_items", message)


def _unsplit_basic(filing: FinalAccounts) -> Iterator[Problem]:
    """人员经费 and 公用经费 are printed apart: by function or by 款 they must be told apart."""
    if filing.basic_by_economic:
        return
    for n, row in enumerate(filing.expenditure):
        if row.source is SpendingSource.GENERAL and row.category is FinalCategory.BASIC:
            message = (
                "一般公共预算的基本支出在决算表中分人员经费和公用经费；把这一行拆成 personnel（人员经费）和 "
                "public（公用经费）两行，或者先填“基本支出经济分类”"
            )
            yield Problem(f"expenditure[{n}].category", message)


def _appropriated(filing: FinalAccounts) -> Iterator[Problem]:
    """An appropriation is spent as 基本支出 or 项目支出: its tables have no other column."""
    for n, row in enumerate(filing.expenditure):
        if row.source is not SpendingSource.OTHER and row.category not in APPROPRIATED:
            message = (
                f"{words(row.source)}的支出只有基本支出和项目支出，不列{words(row.category)}；"
                "改正支出类别，或把资金来源改为“其他资金”"
            )
            yield Problem(f"expenditure[{n}].category", message)


def _listed_economics(filing: FinalAccounts) -> Iterator[Problem]:
    """Every 款 of basic expenditure has a place in 一般公共预算财政拨款基本支出决算表."""
    for place, code, level, _ in codes(filing):
        if level == TYPE and code[:3] not in LISTED:
            known = "、".join(sorted(LISTED))
            yield Problem(place, f"基本支出决算表没有 {code[:3]} 类，只列 {known}；改正科目编码 {code}")


def _against(filing: FinalAccounts) -> Iterator[Problem]:
    """What is held against the budget is one of the figures that the form holds against it, and has no last year."""
    for n, row in enumerate(filing.comparisons):
        if row.against is None:
            continue
        if row.topic not in AGAINST_BUDGET:
            message = f"“{topic_in_words(row.topic)}”只与上年比较，表中没有它与预算的比较；清空“比较对象”，或删去这一行"
            yield Problem(f"comparisons[{n}].against", message)
        if row.prior is not None:
            message = "与预算比较的一行不填上年决算数；删去上年数，或清空“比较对象”"
            yield Problem(f"comparisons[{n}].prior", message)


def _evaluations(filing: FinalAccounts) -> Iterator[Problem]:
    for n, evaluation in enumerate(filing.self_evaluations):
        place = f"self_evaluations[{n}]"
        yield from indicator_levels(place, evaluation.indicators)
        for m, indicator in enumerate(evaluation.indicators):
            yield from _evaluated(f"{place}.indicators[{m}]", indicator)


def _evaluated(row: str, indicator: EvaluatedIndicator) -> Iterator[Problem]:
    """What was reached is held against a target, by number or in words."""
    if indicator.actual and not indicator.target:
        message = f"填了实际完成值“{indicator.actual.value}”而没有年度指标值；补上年度指标值，或删去实际完成值"
        yield Problem(f"{row}.target", message)
    yield from numeric_targets(row, indicator, "target", "actual")


FINAL_RULES = KindRules(
    unique=UNIQUE,
    codes=codes,
    rules=(
        _basic_row_categories,
        _amounts_or_names,
        _unsplit_basic,
        _appropriated,
        _listed_economics,
        _against,
        _evaluations,
    ),
)
