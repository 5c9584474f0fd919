"""Taking in an entry workbook: recognised by its cover, read cell by cell, judged like every other entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.codec import plain, read_record
from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.filing import FORMAT as FILING_FORMAT
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.filing import Unit as UnitFacts
from budgetportal.disclosure.kinds import FILINGS, kind_of, kind_of_edition
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.soundness import MOST_PROBLEMS
from budgetportal.disclosure.typed_amounts import read_amount
from budgetportal.disclosure.values import quoted
from budgetportal.filings.entry.mending import mend
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.entry.saving import judged
from budgetportal.filings.workbooks.entry.cells import meant
from budgetportal.filings.workbooks.entry.contents import Plain, lines_of, totals
from budgetportal.filings.workbooks.entry.covers import (
    CONTENT_LABEL,
    FORMAT_LABEL,
    LAYOUT_LABEL,
    Cover,
    read_cover,
    stamp_of,
)
from budgetportal.filings.workbooks.entry.found import Reading, TypedTotal, members_of
from budgetportal.filings.workbooks.entry.layout import FORMAT, SheetLayout, cover, layout_of, mark_of
from budgetportal.filings.workbooks.entry.located import Located, located
from budgetportal.filings.workbooks.entry.reading import read_sheets
from budgetportal.filings.workbooks.reading import read_workbook
from budgetportal.filings.workbooks.sheet import Sheet, Unreadable

DOWNLOAD = "从填报的“工作簿”页重新下载，把内容填到新的工作簿里"
PUBLISHED = "目录"  # the first sheet of a workbook of published tables
SHOWN_FORMULAS = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """What a workbook comes to: the filing, or what is wrong; warnings keep nothing from being stored."""

    filing: Filing | None = None
    problems: Sequence[Located] = ()
    warnings: Sequence[Located] = ()
    base: str = ""  # the mark of the content that it was filled from


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook whose cover is known: of which unit, year and form it says it is; or why it is none."""

    sheets: Sequence[Sheet] = ()
    cover: Cover | None = None
    said: Filing | None = None  # without entries
    problems: Sequence[Located] = ()


def open_workbook(data: bytes, name: str = "") -> Opened:
    """Read a workbook, and tell by its cover whether it is an entry workbook of the present version."""
    try:
        sheets = read_workbook(data, name)
    except Unreadable as refusal:
        return Opened(problems=[Located(str(refusal))])
    found = read_cover(sheets)
    if found is None:
        return Opened(problems=[_unknown(sheets)])
    said, problems = _identity(found)
    return Opened(sheets, found, said, problems)


def take_workbook(data: bytes, name: str = "") -> Taken:
    """A workbook of whatever filing."""
    return taken(open_workbook(data, name))


def taken(opened: Opened, stored: Filing | None = None) -> Taken:
    """The filing of a workbook; of the filing that is ``stored``, where it is handed in for one."""
    if opened.said is None or opened.cover is None or opened.problems:
        return Taken(problems=opened.problems)
    wrong = list(_not_of(opened.said, stored, opened.cover)) if stored else []
    return Taken(problems=wrong) if wrong else _taken(opened.sheets, opened.cover, opened.said, stored)


def _unknown(sheets: Sequence[Sheet]) -> Located:
    if sheets and sheets[0].name == PUBLISHED:
        return Located(f"这是公开表的工作簿，不是填报工作簿；在“从已公开的表”上传它，或{DOWNLOAD}")
    return Located(f"不是本系统的填报工作簿（没有写明格式版本的“说明”页）；{DOWNLOAD}")


# --------------------------------------------------------------------------------------------- the cover


def _identity(found: Cover) -> tuple[Filing | None, list[Located]]:
    """The filing that the cover names, without entries, where it is of the present version."""
    version = found.texts.get(FORMAT_LABEL, "")
    if version != FORMAT:
        return None, [_at(found, FORMAT_LABEL, f"格式版本是{quoted(version)}，现在是“{FORMAT}”；{DOWNLOAD}")]
    record = FILINGS[kind_of_edition(found.texts.get("表式", ""))]
    raw, cells = _raw(found, record)
    filing, problems = read_record(record, raw)
    wrong = located(problems, cells)
    if filing is not None and found.texts.get(LAYOUT_LABEL) != _mark(filing):
        wrong.append(_at(found, LAYOUT_LABEL, f"表和列与现在的填报表不同，是旧的或别的表式的工作簿；{DOWNLOAD}"))
    return filing, wrong


def _mark(filing: Filing) -> str:
    return mark_of(layout_of(filing.edition, str(filing.amount_unit)))


def _raw(found: Cover, record: type[Filing]) -> tuple[dict[str, Any], dict[str, Any]]:
    raw: dict[str, Any] = {"format": FILING_FORMAT, "unit": {}}
    cells = {}
    for column in cover(specs(record)).columns:
        head, _, name = column.path.rpartition(".")
        text = meant(found.texts.get(column.head, ""), column.spec)
        if text:
            (raw[head] if head else raw)[name] = text
        if cell := found.cell(column.head):
            cells[column.path] = cell
    return raw, cells


def _at(found: Cover, label: str, message: str) -> Located:
    cell = found.cell(label)
    return Located.at(cell, message) if cell else Located(message)


def _not_of(said: Filing, stored: Filing, found: Cover) -> Iterator[Located]:
    """Why a workbook is not of the filing that it was handed in for."""
    pairs = (
        ("单位编码", said.unit.code, stored.unit.code),
        ("预算年度", str(said.fiscal_year), str(stored.fiscal_year)),
        ("种类", kind_of(said).label, kind_of(stored).label),
        ("表式", said.edition, stored.edition),
        ("金额单位", str(said.amount_unit), str(stored.amount_unit)),
    )
    for label, there, here in pairs:
        if there != here:
            message = f"“{label}”是{quoted(there)}，这份填报是{quoted(here)}；核对是否选错了文件"
            yield _at(found, label, message)


# ----------------------------------------------------------------------------------------------- the rows


def _taken(sheets: Sequence[Sheet], found: Cover, said: Filing, stored: Filing | None) -> Taken:
    base = stored or said
    layout = layout_of(base.edition, str(base.amount_unit))
    reading = read_sheets(sheets, base)
    raw, faults = members_of(reading, type(base), str(base.amount_unit))
    filing, problems = _judged(base, raw)
    wrong = [*reading.problems, *located(_in_words([*faults, *problems], reading), reading.cells)]
    warnings = [*reading.warnings, *_formulas(reading), *(_unit_facts(said, stored, found) if stored else ())]
    if wrong or filing is None:
        return Taken(problems=_first(_in_order(wrong, layout)), warnings=warnings)
    warnings += _totals(reading.totals, filing, stored)
    return Taken(filing, warnings=_in_order(warnings, layout), base=found.texts.get(CONTENT_LABEL, ""))


def _in_words(problems: Sequence[Problem], reading: Reading) -> list[Problem]:
    """The problems in the words of the workbook, where these differ."""
    return [replace(problem, message=reading.words.get(problem.place, problem.message)) for problem in problems]


def _judged(base: Filing, raw: Mapping[str, Any]) -> tuple[Filing | None, list[Problem]]:
    """The filing with these members, and everything that keeps it from being stored, unread tables apart."""
    members = tuple(name for page in PAGES[kind_of(base)].own for name in page.members)
    bare = empty(base)
    filing, found = judged(bare, members, raw)
    unread = {_member(problem) for problem in found if mend(type(base), raw, [problem]) is None}
    if filing is None and unread:
        rest = {name: value for name, value in raw.items() if name not in unread}
        found += [problem for problem in judged(bare, members, rest)[1] if problem not in found]
    return (None if found else filing), found


def empty(base: Filing) -> Filing:
    """A filing of the same unit, year and form without entries."""
    return type(base)(
        format=base.format,
        edition=base.edition,
        fiscal_year=base.fiscal_year,
        unit=base.unit,
        amount_unit=base.amount_unit,
    )


def _member(problem: Problem) -> str:
    return problem.place.partition(".")[0].partition("[")[0]


def _in_order(found: Sequence[Located], layout: Sequence[SheetLayout]) -> list[Located]:
    """As a person goes through the workbook: sheet by sheet, row by row; each said once."""
    order = {sheet.name: n for n, sheet in enumerate(layout)}
    return sorted(dict.fromkeys(found), key=lambda one: (order.get(one.sheet, -1), one.row, one.column))


def _first(found: list[Located]) -> list[Located]:
    """As many as a person reads."""
    if len(found) <= MOST_PROBLEMS:
        return found
    more = Located(f"共有 {len(found)} 处问题，只列出前 {MOST_PROBLEMS} 处；检查是否选错了文件，或改好后再上传")
    return [*found[:MOST_PROBLEMS], more]


# ---------------------------------------------------------------------------------------------- warnings


def _formulas(reading: Reading) -> Iterator[Located]:
    by_sheet: dict[str, list[str]] = {}
    for cell in reading.formulas:
        by_sheet.setdefault(cell.sheet, []).append(cell.address)
    for sheet, cells in by_sheet.items():
        more = f" 等 {len(cells)} 格" if len(cells) > SHOWN_FORMULAS else ""
        listed = "、".join(cells[:SHOWN_FORMULAS])
        yield Located(f"{listed}{more}是公式，按保存时的计算结果导入", sheet)


def _unit_facts(said: Filing, stored: Filing, found: Cover) -> Iterator[Located]:
    for name, spec in specs(UnitFacts).items():
        there, here = getattr(said.unit, name), getattr(stored.unit, name)
        if there != here:
            message = f"“{spec.label}”与系统中的（{here or '空'}）不同，没有导入；单位资料由系统管理员修改"
            yield _at(found, spec.label, message)


def _totals(typed: Sequence[TypedTotal], filing: Filing, stored: Filing | None) -> Iterator[Located]:
    """Totals on the sheets that are neither the sum of the rows nor what stood there when they were stored."""
    new, old = plain(filing), plain(stored) if stored else None
    for one in typed:
        now, before = (_sum(members, one) for members in (new, old))
        read = read_amount(one.text, str(filing.amount_unit)).text
        if read not in (now, before):
            message = f"合计行的“{one.column.head}”写的是 {one.text}，各行相加是 {now}；合计没有导入，核对各行"
            yield Located.at(one.cell, message)


def _sum(members: Plain | None, one: TypedTotal) -> str:
    """The sum of the rows where a total stands, "" where there are no rows."""
    return "" if members is None else printed(totals(one.layout, lines_of(members, one.layout))[one.column.path])


def is_behind(taken: Taken, stored: Filing) -> bool:
    """Whether what is stored has changed since the workbook was downloaded."""
    return bool(taken.base) and taken.base != stamp_of(stored)
