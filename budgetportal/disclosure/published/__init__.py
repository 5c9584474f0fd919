"""Published tables (公开表) read back: checked by checks.md, and turned into a filing where they are sound.

``read_published`` is the one door, for the command and for the workplace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Unit
from budgetportal.disclosure.published.book import Book, check_book, read_book
from budgetportal.disclosure.published.recovery import Recovery
from budgetportal.disclosure.published.returned import differences
from budgetportal.disclosure.published.sheets import PlainSheet
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import Scope

__all__ = ["PlainSheet", "PublishedReading", "read_published"]

NO_CODE = "000000"
NEEDED = ("unit_income", "unit_expenditure", "general_expenditure", "general_basic")


@dataclass(frozen=True)
class PublishedReading:
    """What was found, and the filing where nothing found is an error."""

    findings: tuple[Finding, ...]
    filing: BudgetFiling | None = None
    edition: str = ""
    fiscal_year: int = 0
    organization: str = ""
    tables: tuple[str, ...] = ()  # that were recognised, by key


def read_published(
    sheets: Iterable[PlainSheet], unit: Unit | Mapping[str, str] = MappingProxyType({}), fiscal_year: int | None = None
) -> PublishedReading:
    """The published tables on these sheets.

    ``unit`` (whole, or some of its members) and ``fiscal_year`` stand in place of what the sheets say.
    """
    book = read_book(sheets, fiscal_year)
    if book is None:
        said = "工作簿里没有认出预算公开表；每张表的标题和表头要与表式一致，如“表 1 单位收支总体情况表”"
        return PublishedReading((Finding("E0", Severity.ERROR, "", said),))
    findings = check_book(book)
    filing = None
    if not any(finding.severity is Severity.ERROR for finding in findings):
        filing, more = _filing(book, unit)
        findings += more
    tables = tuple(book.tables)
    return PublishedReading(tuple(findings), filing, book.edition, book.fiscal_year, book.organization, tables)


def _filing(book: Book, unit: Unit | Mapping[str, str]) -> tuple[BudgetFiling | None, list[Finding]]:
    """The filing of a sound book, with what had to be chosen; None where too little is there."""
    lacking = [key for key in NEEDED if key not in book.tables]
    if lacking:
        return None, [Finding("P4", Severity.NOT_CHECKED, "", "缺少公开表，不能转为填报；补齐各表后重新检查")]
    recovery = Recovery(book)
    filing = recovery.filing(unit if isinstance(unit, Unit) else _named(_unit(book), unit))
    unsound = problems(filing)
    if unsound:
        said = "不能转为填报：" + "；".join(map(str, unsound[:5]))
        return None, [Finding("P4", Severity.NOT_CHECKED, "", said)]
    return filing, [*_choices(recovery), *_differences(book, filing), *_unnamed(filing.unit)]


def _unit(book: Book) -> Unit:
    department = any(table.department for table in book.tables.values())
    scope = Scope.DEPARTMENT if department else Scope.UNIT
    return Unit(code=NO_CODE, name=book.organization or "单位名称未写明", scope=scope, region=NO_CODE)


def _named(unit: Unit, members: Mapping[str, str]) -> Unit:
    """The unit with some of its names in place of what the tables say."""
    known = {name: members.get(name, getattr(unit, name)) for name in ("code", "name", "region")}
    return replace(unit, **known)


def _choices(recovery: Recovery) -> Iterator[Finding]:
    for choice in recovery.choices:
        said = f"公开表没有列出{choice}，有几种填法都符合各表，已取最简单的一种；转入后按实际改正"
        yield Finding("P1", Severity.HINT, "", said)


def _differences(book: Book, filing: BudgetFiling) -> Iterator[Finding]:
    for said in differences(book, compose(filing).tables()):
        yield Finding("P2", Severity.HINT, "", said)


def _unnamed(unit: Unit) -> Iterator[Finding]:
    names = {"单位编码": unit.code, "行政区划代码": unit.region}
    lacking = [name for name, code in names.items() if code == NO_CODE]
    if lacking:
        said = f"公开表没有{'和'.join(lacking)}，填报中写为 {NO_CODE}；转入前改为实际编码"
        yield Finding("P3", Severity.HINT, "", said)
