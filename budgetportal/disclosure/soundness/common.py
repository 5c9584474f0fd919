"""What the rules of soundness of every kind are made of, and those that all kinds share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from budgetportal.classification.codes import Classification, CodeProblem, explain, problem_of
from budgetportal.disclosure import scores
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.filing import BasicRow, Filing, Target
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.terms import Category, Operator, Term

YEARS = range(2018, 2101)  # the classification begins in 2018
CLASS, TYPE, ITEM = "类", "款", "项"  # levels of a classification
BASIC_ROW_CATEGORIES = (Category.PERSONNEL, Category.PUBLIC)
CODE_RULES = {CodeProblem.UNKNOWN: "K1", CodeProblem.WRONG_LEVEL: "K2", CodeProblem.OTHER_YEARS: "K3"}
CodeCell = tuple[str, str, str, tuple[Classification, ...]]  # place, code, level, where it may be in force


@dataclass(frozen=True, slots=True)
class KindRules:
    """What makes a filing of one kind unsound; each function takes a filing of that kind.

    ``unique`` names, for an entry table, the members that two rows must not share; ``codes`` yields every cell that
    holds a code.
    """

    unique: Mapping[str, tuple[str, ...]]
    codes: Callable[[Any], Iterator[CodeCell]]
    rules: tuple[Callable[[Any], Iterator[Problem]], ...] = ()
    edition_rules: tuple[Callable[[Any, Edition], Iterator[Problem]], ...] = ()


def words(value: str) -> str:
    """A term or text as messages quote it."""
    return f"“{value.label if isinstance(value, Term) else value}”"


def edition_of(filing: Filing) -> Edition | None:
    """The edition of a filing, None where there is none of that name and kind."""
    found = EDITIONS.get(filing.edition)
    return found if found and found.kind is kind_of(filing) else None


def unknown_edition(filing: Filing) -> Iterator[Problem]:
    """No edition of that name is known."""
    known = "、".join(f"{edition.name}（{edition.title}）" for edition in EDITIONS.values())
    yield Problem("edition", f"没有名为“{filing.edition}”的表式；改为其中之一：{known}")


def fiscal_year(filing: Filing) -> Iterator[Problem]:
    """The year is one that has a classification."""
    if filing.fiscal_year not in YEARS:
        first, last = YEARS[0], YEARS[-1]
        yield Problem("fiscal_year", f"“预算年度”填的是 {filing.fiscal_year}，应在 {first} 至 {last} 年之间；核对年度")


def parent(filing: Filing) -> Iterator[Problem]:
    """A unit is not above itself."""
    if filing.unit.parent == filing.unit.code:
        message = f"上级单位编码与本单位编码相同（{filing.unit.code}）；改为上级单位的编码，没有上级的留空"
        yield Problem("unit.parent", message)


def duplicates(filing: Filing, unique: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """No two rows of an entry table say the same."""
    for table, names in unique.items():
        rows: Sequence[Any] = getattr(filing, table)
        first: dict[tuple[Any, ...], int] = {}
        for n, row in enumerate(rows):
            key = tuple(getattr(row, name) for name in names)
            if first.setdefault(key, n) != n:
                yield _duplicate(table, names, row, n, first[key])


def _duplicate(table: str, names: tuple[str, ...], row: Any, n: int, first: int) -> Problem:
    known = specs(type(row))
    same = "，".join(f"{known[name].label} {words(getattr(row, name) or '')}" for name in names)
    message = f"第 {n + 1} 行与第 {first + 1} 行重复（{same}）；合并为一行，或改正其中一行"
    return Problem(f"{table}[{n}].{names[0]}", message)


def codes_in_force(filing: Filing, codes: Callable[[Any], Iterator[CodeCell]]) -> Iterator[Problem]:
    """Every code is one of the year's classification, at its level."""
    if filing.fiscal_year not in YEARS:
        return
    for place, code, level, classifications in codes(filing):
        sentences = [explain(classification, code, level) for classification in classifications]
        wrong = problem_of(classifications[0], code, level)
        if wrong and all(sentences):
            yield Problem(place, str(sentences[0]), CODE_RULES[wrong])


def basic_row_categories(rows: Sequence[BasicRow]) -> Iterator[Problem]:
    """Basic expenditure by economic 款 knows 人员经费 and 公用经费 only."""
    for n, row in enumerate(rows):
        if row.category not in BASIC_ROW_CATEGORIES:
            message = f"“经费类别”填的是{words(row.category)}，这张表只分人员经费和公用经费；改为 personnel 或 public"
            yield Problem(f"basic_by_economic[{n}].category", message)


def indicator_levels(place: str, indicators: Sequence[Any]) -> Iterator[Problem]:
    """An indicator's levels are filled in from the first on, and values belong to the third."""
    for n, indicator in enumerate(indicators):
        row = f"{place}.indicators[{n}]"
        if indicator.level3 and not indicator.level2:
            yield Problem(f"{row}.level2", f"三级指标“{indicator.level3}”没有二级指标；补上二级指标")
        if indicator.target and not indicator.level3:
            message = f"填了指标值“{indicator.target.value}”而没有三级指标；补上三级指标，或删去指标值"
            yield Problem(f"{row}.level3", message)


def numeric_targets(place: str, indicator: object, *names: str) -> Iterator[Problem]:
    """A value that is held against a number is one, for completion is computed from it (contract, "Scores")."""
    for name in names:
        value: Target | None = getattr(indicator, name)
        if value is not None and value.op is not Operator.TEXT and scores.number(value) is None:
            message = f"指标值“{value.value}”不是数字，不能计算完成率；改为数字，或把比较关系改为“文字描述”"
            yield Problem(f"{place}.{name}.value", message)
