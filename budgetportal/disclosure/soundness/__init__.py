"""Soundness: what makes a filing impossible to store or to print.

Not the cross-checks of the figures (勾稽关系), which hold a sound filing against itself. A rule is a function that
yields problems; all of them are collected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from budgetportal.classification.codes import Classification, economic, explain, functional, note
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.filing import Filing, Indicator, Project
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.terms import Category, Source, Term

YEARS = range(2018, 2101)  # the classification begins in 2018
MOST_PROBLEMS = 200  # more is a wrong file, and nobody reads them
CLASS, TYPE, ITEM = "类", "款", "项"  # levels of a classification
BASIC_ROW_CATEGORIES = (Category.PERSONNEL, Category.PUBLIC)
UNIQUE: Mapping[str, tuple[str, ...]] = {  # entry table -> the members that two rows must not share
    "glossary": ("term",),
    "income": ("function", "source"),
    "expenditure": ("function", "source", "category"),
    "basic_by_economic": ("economic", "category"),
    "projects": ("name", "function", "source"),
    "official_expenses": ("item", "source"),
    "comparisons": ("topic",),
}
CodeCell = tuple[str, str, str, tuple[Classification, ...]]  # place, code, level, where it may be in force


def problems(filing: Filing) -> list[Problem]:
    """Everything that keeps the filing from being stored or printed, in the order of the contract's members."""
    edition = EDITIONS.get(filing.edition)
    found = chain.from_iterable(rule(filing) for rule in RULES)
    if edition is None:
        found = chain(_unknown_edition(filing), found)
    else:
        found = chain(found, chain.from_iterable(rule(filing, edition) for rule in EDITION_RULES))
    listed = list(islice(found, MOST_PROBLEMS + 1))
    if len(listed) > MOST_PROBLEMS:
        listed[MOST_PROBLEMS:] = [Problem("", f"问题太多，只列出前 {MOST_PROBLEMS} 处；检查是否选错了文件或年度")]
    return listed


def notes(filing: Filing) -> list[Problem]:
    """What is worth a look and keeps nothing from being published: a code that no official text backs."""
    found: dict[str, Problem] = {}
    for place, code, _, classifications in _codes(filing):
        sentence = note(classifications[0], code)
        if sentence and code not in found:
            found[code] = Problem(place, sentence)
    return list(found.values())


# -------------------------------------------------------------------------------- rules of every edition


def _unknown_edition(filing: Filing) -> Iterator[Problem]:
    known = "、".join(f"{edition.name}（{edition.title}）" for edition in EDITIONS.values())
    yield Problem("edition", f"没有名为“{filing.edition}”的表式；改为其中之一：{known}")


def _fiscal_year(filing: Filing) -> Iterator[Problem]:
    if filing.fiscal_year not in YEARS:
        first, last = YEARS[0], YEARS[-1]
        yield Problem("fiscal_year", f"“预算年度”填的是 {filing.fiscal_year}，应在 {first} 至 {last} 年之间；核对年度")


def _parent(filing: Filing) -> Iterator[Problem]:
    if filing.unit.parent == filing.unit.code:
        message = f"上级单位编码与本单位编码相同（{filing.unit.code}）；改为上级单位的编码，没有上级的留空"
        yield Problem("unit.parent", message)


def _duplicates(filing: Filing) -> Iterator[Problem]:
    for table, names in UNIQUE.items():
        rows: Sequence[Any] = getattr(filing, table)
        first: dict[tuple[Any, ...], int] = {}
        for n, row in enumerate(rows):
            key = tuple(getattr(row, name) for name in names)
            if first.setdefault(key, n) != n:
                yield _duplicate(table, names, row, n, first[key])


def _duplicate(table: str, names: tuple[str, ...], row: Any, n: int, first: int) -> Problem:
    known = specs(type(row))
    same = "，".join(f"{known[name].label} {_words(getattr(row, name))}" for name in names)
    message = f"第 {n + 1} 行与第 {first + 1} 行重复（{same}）；合并为一行，或改正其中一行"
    return Problem(f"{table}[{n}].{names[0]}", message)


def _words(value: str) -> str:
    return f"“{value.label if isinstance(value, Term) else value}”"


def _codes_in_force(filing: Filing) -> Iterator[Problem]:
    if filing.fiscal_year not in YEARS:
        return
    for place, code, level, classifications in _codes(filing):
        sentences = [explain(classification, code, level) for classification in classifications]
        if all(sentences):
            yield Problem(place, str(sentences[0]))


def _codes(filing: Filing) -> Iterator[CodeCell]:
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


def _basic_row_categories(filing: Filing) -> Iterator[Problem]:
    for n, row in enumerate(filing.basic_by_economic):
        if row.category not in BASIC_ROW_CATEGORIES:
            message = f"“经费类别”填的是{_words(row.category)}，这张表只分人员经费和公用经费；改为 personnel 或 public"
            yield Problem(f"basic_by_economic[{n}].category", message)


def _indicators(filing: Filing) -> Iterator[Problem]:
    for n, project in enumerate(filing.projects):
        if project.performance:
            yield from _indicator_levels(f"projects[{n}].performance", project.performance.indicators)
    if filing.unit_performance:
        yield from _indicator_levels("unit_performance", filing.unit_performance.indicators)


def _indicator_levels(place: str, indicators: Sequence[Indicator]) -> Iterator[Problem]:
    for n, indicator in enumerate(indicators):
        row = f"{place}.indicators[{n}]"
        if indicator.level3 and not indicator.level2:
            yield Problem(f"{row}.level2", f"三级指标“{indicator.level3}”没有二级指标；补上二级指标")
        if indicator.target and not indicator.level3:
            message = f"填了指标值“{indicator.target.value}”而没有三级指标；补上三级指标，或删去指标值"
            yield Problem(f"{row}.level3", message)


# ---------------------------------------------------------------------------------- rules of the edition


def _sources(filing: Filing, edition: Edition) -> Iterator[Problem]:
    for table in ("income", "expenditure", "projects"):
        for n, row in enumerate(getattr(filing, table)):
            if row.source not in edition.sources:
                yield Problem(f"{table}[{n}].source", _wrong_source(row.source, edition, edition.sources))


def _official_sources(filing: Filing, edition: Edition) -> Iterator[Problem]:
    allowed = edition.official_sources & edition.sources
    for n, row in enumerate(filing.official_expenses):
        if row.source not in allowed:
            yield Problem(f"official_expenses[{n}].source", _wrong_source(row.source, edition, allowed))


def _wrong_source(source: Source, edition: Edition, allowed: frozenset[Source]) -> str:
    choices = "、".join(f"{term.value}（{term.label}）" for term in Source if term in allowed)
    return f"《{edition.title}》这张表没有资金来源{_words(source)}；可填：{choices}"


def _split_categories(filing: Filing, edition: Edition) -> Iterator[Problem]:
    for n, row in enumerate(filing.expenditure):
        if row.category is Category.BASIC and row.source in edition.split_sources:
            message = (
                f"{_words(row.source)}的基本支出在公开表中分人员经费和公用经费；"
                "把这一行拆成 personnel（人员经费）和 public（公用经费）两行"
            )
            yield Problem(f"expenditure[{n}].category", message)


def _project_amounts(filing: Filing, edition: Edition) -> Iterator[Problem]:
    for n, project in enumerate(filing.projects):
        yield from _amounts_of_project(f"projects[{n}]", project, edition)


def _amounts_of_project(place: str, project: Project, edition: Edition) -> Iterator[Problem]:
    if project.amounts and project.amount is not None:
        yield Problem(f"{place}.amount", "既填了按经济分类的金额，又填了不分类的金额；只留一种")
    elif not project.amounts and project.source in edition.classed_sources:
        yield Problem(f"{place}.amounts", f"{_words(project.source)}的项目在项目支出表中按经济分类列示；按类填写金额")
    elif not project.amounts and project.amount is None:
        yield Problem(f"{place}.amount", "项目没有金额；填写不分经济分类的金额，或按类填写")


def _wording(filing: Filing, edition: Edition) -> Iterator[Problem]:
    for key in filing.wording:
        if not edition.takes_wording(key):
            known = "、".join(edition.wording_keys)
            yield Problem(f"wording.{key}", f"《{edition.title}》没有键为“{key}”的段落；可用的键：{known}")


RULES: tuple[Callable[[Filing], Iterator[Problem]], ...] = (
    _fiscal_year,
    _parent,
    _duplicates,
    _codes_in_force,
    _basic_row_categories,
    _indicators,
)
EDITION_RULES: tuple[Callable[[Filing, Edition], Iterator[Problem]], ...] = (
    _sources,
    _split_categories,
    _project_amounts,
    _official_sources,
    _wording,
)
