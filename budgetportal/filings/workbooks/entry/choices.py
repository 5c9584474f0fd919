"""What may be chosen in a cell: offered as a list in the workbook, from a hidden sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgetportal.classification.codes import Classification, economic, functional
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.soundness.common import YEARS
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.topics import topics
from budgetportal.filings.workbooks.entry.cells import NO, YES
from budgetportal.filings.workbooks.entry.layout import Column, Shape, SheetLayout

TOPIC, KEY = "topic", "key"  # the fields of a compared figure, and of a replaced paragraph


@dataclass(frozen=True, slots=True)
class Choices:
    """The list of a column; other values may be typed where it is not strict."""

    name: str
    values: tuple[str, ...]
    strict: bool = True


def choices_of(filing: Filing, sheet: SheetLayout, column: Column) -> Choices | None:
    """The list of one column of a filing's workbook, None where anything may be typed."""
    kind = column.spec.kind
    if kind is Kind.FLAG:
        return Choices(column.head, (YES, NO))
    if kind is Kind.CHOICE:
        terms = Context.of(filing).choices(column.spec, sheet.path)
        return Choices(column.head, tuple(term.label for term in terms))
    if kind in (Kind.FUNCTION, Kind.ECONOMIC):
        return _codes(filing.fiscal_year, kind)
    if column.path == TOPIC:
        return Choices(column.head, _both(topics(filing)), strict=False)
    if sheet.shape is Shape.PAIRS and sheet.path == "wording":
        return _wording(filing, column)
    return None


def name_head(sheet: SheetLayout, column: Column) -> str:
    """The head of the column that says what a code means; "" where there is none."""
    if sheet.shape is not Shape.ROWS:
        return ""
    if column.spec.kind in (Kind.FUNCTION, Kind.ECONOMIC):
        return "科目名称"
    return "事项名称" if column.path == TOPIC else ""


def _codes(year: int, kind: Kind) -> Choices | None:
    if year not in YEARS:
        return None
    if kind is Kind.FUNCTION:
        return Choices(f"{year} 年支出功能分类科目", _both(_named(functional(year), "项")))
    return Choices(f"{year} 年部门预算支出经济分类科目", _both(_named(economic(year), "款")))


def _named(tree: Classification, level: str) -> list[tuple[str, str]]:
    return [(code.code, code.name) for code in tree.codes(level)]


def _both(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Codes with their names, to choose from; then the codes alone, so that a typed one is found too."""
    return (*(f"{code} {name}" for code, name in pairs), *(code for code, _ in pairs))


def _wording(filing: Filing, column: Column) -> Choices | None:
    edition = EDITIONS.get(filing.edition)
    if column.path != KEY or edition is None:
        return None
    return Choices("可替换的段落", tuple(_literal(edition.wording_keys)), strict=False)


def _literal(keys: Iterable[str]) -> list[str]:
    """The keys that stand for one paragraph."""
    return [key for key in keys if "*" not in key]
