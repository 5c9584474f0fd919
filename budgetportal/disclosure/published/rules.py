"""Rules on read tables that are no sums: B8 (classes), B19, B20, B22 and the advice of B23."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO, printed, total
from budgetportal.disclosure.checks.economic import (
    BOOKED_ALIKE,
    OFFICIAL_ECONOMIC,
    PERSONNEL_CLASSES,
    PUBLIC_CLASSES,
)
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.published.atoms import BASIC_PARTS, PROJECT_PARTS
from budgetportal.disclosure.published.blocks import says_empty, titles_named_in
from budgetportal.disclosure.published.lines import Figure, Line, Table

Tables = Mapping[str, Table]
BASIC_TABLE, OFFICIAL_TABLE = "general_basic", "official_expenses"
RUNNING = ("行政运行", "事业运行")


def findings(tables: Tables) -> Iterator[Finding]:
    """What these rules find, in their order."""
    yield from _economic_classes(tables)
    yield from _official_covers_basic(tables)
    yield from _booked_alike(tables)
    for table in tables.values():
        yield from _empty(table)
    yield from _running_costs(tables)


def _lines(tables: Tables, key: str) -> list[Line]:
    return tables[key].every_line() if key in tables else []


def _figure(line: Line, *parts: str) -> Figure | None:
    """The line's figure that shows nothing but these uses of money."""
    found = [one for one in line.figures if one.atoms and {use for _, use in one.atoms} == set(parts)]
    return found[0] if found else None


def _economic_classes(tables: Tables) -> Iterator[Finding]:
    """B8: 301 and 303 are 人员经费, 302 and 310 公用经费; told at the 款, or at a 类 without any."""
    lines = _lines(tables, BASIC_TABLE)
    for line in lines:
        wrong = BASIC_PARTS[1] if line.code.startswith(PERSONNEL_CLASSES) else BASIC_PARTS[0]
        figure = _figure(line, wrong)
        has_own = any(one.code != line.code and one.code.startswith(line.code) for one in lines)
        if line.code.startswith((*PERSONNEL_CLASSES, *PUBLIC_CLASSES)) and figure and figure.value and not has_own:
            right = "人员经费" if line.code.startswith(PERSONNEL_CLASSES) else "公用经费"
            said = (
                f"{line.table.form.name}{line.words}列在“{line.table.column_name(figure)}”，这一类属于{right}；"
                f"把 {printed(figure.value)} 移到“{right}”列"
            )
            yield Finding("B8", Severity.ERROR, str(figure.at), said, right, line.table.column_name(figure))


def _official_covers_basic(tables: Tables) -> Iterator[Finding]:
    """B19: 30212, 30217 and 30231 are part of the “三公” expenses."""
    if OFFICIAL_TABLE not in tables:
        return
    shown = [figure for line in _lines(tables, OFFICIAL_TABLE) for figure in line.figures]
    for line in _lines(tables, BASIC_TABLE):
        item = OFFICIAL_ECONOMIC.get(line.code)
        figures = [one for one in shown if item and {use for _, use in one.atoms} == {item.value}]
        whole = max(figures, key=lambda one: len(one.atoms), default=None)
        paid = line.figures[0]
        if item and paid.value > (whole.value if whole else ZERO):
            most = whole.value if whole else ZERO
            said = (
                f"{line.table.form.name}{line.words} {printed(paid.value)}，大于{tables[OFFICIAL_TABLE].form.name}的"
                f"{item.label} {printed(most)}，相差 {printed(paid.value - most)} "
                f"{line.table.amount_unit}；核对“三公”经费表"
            )
            place = str(whole.at if whole and whole.at else paid.at)
            gap = printed(most - paid.value)
            yield Finding("B19", Severity.ERROR, place, said, printed(paid.value), printed(most), gap)


def _booked_alike(tables: Tables) -> Iterator[Finding]:
    """B20: the same money by economic 款 and by function; advice, for booking differs by place."""
    spent = {line.code: line for line in _lines(tables, "general_expenditure")}
    for line in _lines(tables, BASIC_TABLE):
        other = spent.get(BOOKED_ALIKE.get(line.code, "-"))
        basic = _figure(other, *BASIC_PARTS) if other else None
        amount = line.figures[0]
        if other and basic and amount.value and basic.value and amount.value != basic.value:
            gap = printed(amount.value - basic.value)
            said = (
                f"{line.table.form.name}{line.words} {printed(amount.value)}，{other.table.form.name}{other.words}"
                f"基本支出 {printed(basic.value)}，相差 {gap.removeprefix('-')} {line.table.amount_unit}"
                "；核对是否同一笔钱"
            )
            yield Finding("B20", Severity.HINT, str(amount.at), said, printed(basic.value), printed(amount.value), gap)


def _empty(table: Table) -> Iterator[Finding]:
    """B22: a table without amounts says so, one with amounts does not, and it names itself."""
    whole = total(abs(figure.value) for line in table.every_line() for figure in line.figures)
    calling = [(at, text) for at, text in table.notes if says_empty(text)]
    name = table.form.name
    if not whole and not calling:
        said = f"{name}没有数字，也没有写明是空表；在表下写明原因和“{table.form.form.title}为空表”"
        yield Finding("B22", Severity.WARNING, str(table.at), said)
    for at, text in calling:
        named = titles_named_in(text)
        if whole:
            said = f"{name}有数字（合计 {printed(_total_of(table))}），下面却写“{text}”；删去这句话，或核对表中的数字"
            yield Finding("B22", Severity.ERROR, str(at), said)
        elif named and table.form.key not in named:
            yield Finding("B22", Severity.ERROR, str(at), f"{name}下面写的是另一张表：“{text}”；改为本表的名称")


def _total_of(table: Table) -> Decimal:
    totals = [line.figures[0].value for line in table.every_line() if line.is_total]
    return totals[-1] if totals else ZERO


def _running_costs(tables: Tables) -> Iterator[Finding]:
    """B23, advice: 行政运行 and 事业运行 carry 基本支出 only."""
    for line in _lines(tables, "unit_expenditure"):
        figure = _figure(line, *PROJECT_PARTS)
        if line.name in RUNNING and figure and figure.value:
            said = (
                f"{line.table.form.name}{line.words}列有项目支出 {printed(figure.value)} {line.table.amount_unit}；"
                "这一科目一般只列基本支出，核对科目"
            )
            yield Finding("B23", Severity.HINT, str(figure.at), said, None, printed(figure.value))
