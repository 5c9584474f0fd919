"""What makes a unit budget unsound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from budgetportal.classification.codes import economic, functional
from budgetportal.disclosure.budget import BudgetFiling, Project
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.soundness.common import (
    CLASS,
    ITEM,
    TYPE,
    CodeCell,
    KindRules,
    basic_row_categories,
    indicator_levels,
    words,
)
from budgetportal.disclosure.terms import Category, Source

UNIQUE: Mapping[str, tuple[str, ...]] = {  # entry table -> the members that two rows must not share
    "glossary": ("term",),
    "income": ("function", "source"),
    "expenditure": ("function", "source", "category"),
    "basic_by_economic": ("economic", "category"),
    "projects": ("name", "function", "source"),
    "official_expenses": ("item", "source"),
    "comparisons": ("topic",),
}


def codes(filing: BudgetFiling) -> Iterator[CodeCell]:
    """Every cell that holds a code. A topic may name a function of last year that is gone (contract)."""
    this = functional(filing.fiscal_year)
    both = (this, functional(filing.fiscal_year - 1))
    for table in ("income", "expenditure", "projects"):
        for n, row in enumerate(getattr(filing, table)):
            yield f"{table}[{n}].function", row.function, ITEM, (this,)
    for n, basic in enumerate(filing.basic_by_economic):
        yield f"basic_by_economic[{n}].economic", basic.economic, TYPE, (economic(filing.fiscal_year),)
    for n, comparison in enumerate(filing.comparisons):
        head, _, code = comparison.topic.rpartition(".")
        if code.isdecimal():
            yield f"comparisons[{n}].topic", code, CLASS if head.startswith("purpose.") else ITEM, both


def _basic_row_categories(filing: BudgetFiling) -> Iterator[Problem]:
    return basic_row_categories(filing.basic_by_economic)


def _indicators(filing: BudgetFiling) -> Iterator[Problem]:
    for n, project in enumerate(filing.projects):
        if project.performance:
            yield from indicator_levels(f"projects[{n}].performance", project.performance.indicators)
    if filing.unit_performance:
        yield from indicator_levels("unit_performance", filing.unit_performance.indicators)


# ---------------------------------------------------------------------------------- rules of the edition


def _sources(filing: BudgetFiling, edition: Edition) -> Iterator[Problem]:
    for table in ("income", "expenditure", "projects"):
        for n, row in enumerate(getattr(filing, table)):
            if row.source not in edition.sources:
                yield Problem(f"{table}[{n}].source", _wrong_source(row.source, edition, edition.sources))


def _official_sources(filing: BudgetFiling, edition: Edition) -> Iterator[Problem]:
    allowed = edition.official_sources & edition.sources
    for n, row in enumerate(filing.official_expenses):
        if row.source not in allowed:
            yield Problem(f"official_expenses[{n}].source", _wrong_source(row.source, edition, allowed))


def _wrong_source(source: Source, edition: Edition, allowed: frozenset[Source]) -> str:
    choices = "、".join(f"{term.value}（{term.label}）" for term in Source if term in allowed)
    return f"《{edition.title}》这张表没有资金来源{words(source)}；可填：{choices}"


def _split_categories(filing: BudgetFiling, edition: Edition) -> Iterator[Problem]:
    for n, row in enumerate(filing.expenditure):
        if row.category is Category.BASIC and row.source in edition.split_sources:
            message = (
                f"{words(row.source)}的基本支出在公开表中分人员经费和公用经费；"
                "把这一行拆成 personnel（人员经费）和 public（公用经费）两行"
            )
            yield Problem(f"expenditure[{n}].category", message)


def _project_amounts(filing: BudgetFiling, edition: Edition) -> Iterator[Problem]:
    for n, project in enumerate(filing.projects):
        yield from _amounts_of_project(f"projects[{n}]", project, edition)


def _amounts_of_project(place: str, project: Project, edition: Edition) -> Iterator[Problem]:
    if project.amounts and project.amount is not None:
        yield Problem(f"{place}.amount", "既填了按经济分类的金额，又填了不分类的金额；只留一种")
    elif not project.amounts and project.source in edition.classed_sources:
        message = f"{words(project.source)}的项目在项目支出表中按经济分类列示；按类填写金额"
        yield Problem(f"{place}.amounts", message, missing=project.amount is None)
    elif not project.amounts and project.amount is None:
        yield Problem(f"{place}.amount", "项目没有金额；填写不分经济分类的金额，或按类填写", missing=True)


def _wording(filing: BudgetFiling, edition: Edition) -> Iterator[Problem]:
    for key in filing.wording:
        if not edition.takes_wording(key):
            known = "、".join(edition.wording_keys)
            yield Problem(f"wording.{key}", f"《{edition.title}》没有键为“{key}”的段落；可用的键：{known}")


BUDGET_RULES = KindRules(
    unique=UNIQUE,
    codes=codes,
    rules=(_basic_row_categories, _indicators),
    edition_rules=(_sources, _split_categories, _project_amounts, _official_sources, _wording),
)
