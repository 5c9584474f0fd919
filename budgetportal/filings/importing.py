"""Filing files into the database: everything is judged first, then all of it is stored, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from django.db import transaction

from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.filing import Unit as UnitFacts
from budgetportal.disclosure.intake import take
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.values import quoted
from budgetportal.filings.editing import editable
from budgetportal.filings.emptiness import Table, declare_all
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import locked, store, unit_of
from budgetportal.filings.workbooks.entry.taking import take_workbook
from budgetportal.units.models import Unit

XLSX = ".xlsx"
LARGEST = 50_000_000  # bytes of a file; a larger one is refused before it is read


def read_file(path: Path, warn: Callable[[str], object] = str) -> tuple[Filing | None, list[Problem]]:
    """The filing in a file, .json or .xlsx by its ending, or None and what is wrong with it."""
    if not path.is_file():
        return None, [Problem("", "没有这个文件；核对路径")]
    if path.stat().st_size > LARGEST:
        return None, [
            Problem("", f"文件有 {path.stat().st_size / 1e6:.0f} MB，最大 {LARGEST // 10**6} MB；检查是否选错了文件")
        ]
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem("", f"文件读不出来（{error.strerror}）；检查读取权限")]
    return _in_workbook(data, path.name, warn) if path.suffix.lower() == XLSX else take(data)


def _in_workbook(data: bytes, name: str, warn: Callable[[str], object]) -> tuple[Filing | None, list[Problem]]:
    """The filing of an entry workbook; its problems name their cells themselves."""
    found = take_workbook(data, name)
    for warning in found.warnings:
        warn(str(warning))
    return found.filing, [Problem("", str(problem)) for problem in found.problems]


def create_all(filings: Mapping[str, Filing], *, replace: bool) -> dict[str, list[Problem]]:
    """Store filings by name of their file, in this order; the problems of each, nothing stored if there is one."""
    found: dict[str, list[Problem]] = {}
    with transaction.atomic():
        for name, filing in filings.items():
            _, problems = create_from(filing, replace=replace)
            if problems:
                found[name] = problems
        transaction.set_rollback(bool(found))
    return found


@transaction.atomic
def create_from(
    filing: Filing, *, replace: bool = False, told: Collection[Table] | None = None
) -> tuple[FilingRecord | None, list[Problem]]:
    """
    Store a sound filing as a draft, its unit with it where the unit is new; the record, or None and why not.

    The entries of an existing draft give way only where ``replace`` says so. A file is whole, what it leaves out is
    empty; where it is not, ``told`` are the tables of which it says so.
    """
    unit, problems = _unit(filing.unit)
    if unit is None or problems:
        return None, problems
    kind = kind_of(filing)
    record, created = FilingRecord.objects.get_or_create(
        unit=unit,
        fiscal_year=filing.fiscal_year,
        kind=kind,
        defaults={"edition": filing.edition, "amount_unit": filing.amount_unit},
    )
    problems = [] if created else list(_kept(locked(record), replace=replace))
    if problems:
        return None, problems
    store(record, filing)
    declare_all(record, filing, told)
    return record, []


def _kept(record: FilingRecord, *, replace: bool) -> Iterator[Problem]:
    """Why the entries of an existing filing stay as they are."""
    if not editable(record):
        yield Problem("", f"“{record}”已经送审或公开，内容不再改变；退回后再导入")
    elif not replace:
        yield Problem("", f"“{record}”已有填报，没有改动；要用文件替换其全部内容，加上 --replace 再导入")


# -------------------------------------------------------------------------------------------------- units


def _unit(facts: UnitFacts) -> tuple[Unit | None, list[Problem]]:
    """The unit of these facts, made where its code is new; None and why where it cannot be."""
    unit = Unit.objects.select_related("parent").filter(code=facts.code).first()
    if unit is not None:
        return unit, list(_differences(facts, unit_of(unit)))
    parent = Unit.objects.filter(code=facts.parent).first() if facts.parent else None
    if facts.parent and parent is None:
        message = f"系统中没有编码为 {quoted(facts.parent)} 的上级单位；先由系统管理员录入上级单位，或先导入它的填报"
        return None, [Problem("unit.parent", message)]
    return Unit.objects.create(
        code=facts.code,
        name=facts.name,
        scope=facts.scope,
        region=facts.region,
        parent=parent,
        authority=facts.authority or "",
        self_name=facts.self_name or "",
    ), []


def _differences(typed: UnitFacts, known: UnitFacts) -> Iterable[Problem]:
    for name, spec in specs(UnitFacts).items():
        here, there = getattr(typed, name), getattr(known, name)
        if here != there:
            yield Problem(
                f"unit.{name}",
                f"文件中“{spec.label}”{_said(here)}，系统中{_said(there)}；"
                "核对单位编码是否写错，单位资料有变的由系统管理员先改",
            )


def _said(value: str | None) -> str:
    return "没有填" if value is None else f"是{quoted(value)}"
