"""A whole workbook: which edition it is, its tables, and everything that is found in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from budgetportal.classification.codes import economic, functional
from budgetportal.disclosure.amounts import YUAN_PER_WAN, half_up
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.published import rules
from budgetportal.disclosure.published.blocks import Block, blocks_of, year_in
from budgetportal.disclosure.published.diagnosis import Diagnosis
from budgetportal.disclosure.published.forms import budget_editions, forms_of, year_of
from budgetportal.disclosure.published.headers import Matched, match
from budgetportal.disclosure.published.identities import Identities
from budgetportal.disclosure.published.lines import Table
from budgetportal.disclosure.published.links import ACROSS, LINKS, SPENT
from budgetportal.disclosure.published.reading import read
from budgetportal.disclosure.published.relations import Relations
from budgetportal.disclosure.published.sheets import At, PlainSheet
from budgetportal.disclosure.published.wording import Wording, in_order
from budgetportal.disclosure.terms import AmountUnit

MOST_FINDINGS = 200
Found = dict[str, list[tuple[Block, Matched]]]  # the blocks of each table with their headers


@dataclass(frozen=True)
class Book:
    """The tables of a workbook as one edition has them; ``findings`` is what reading them found."""

    edition: str
    fiscal_year: int
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def amount_unit(self) -> AmountUnit:
        """The unit that all tables are in."""
        units = {table.amount_unit for table in self.tables.values()}
        return AmountUnit.YUAN if units == {AmountUnit.YUAN.value} else AmountUnit.WAN

    @property
    def organization(self) -> str:
        """The unit's name under the titles."""
        return next((table.organization for table in self.tables.values() if table.organization), "")


def read_book(sheets: Iterable[PlainSheet], fiscal_year: int | None = None) -> Book | None:
    """The workbook in the edition that fits it best; None where it has no table that any edition knows."""
    blocks = blocks_of(sheets)
    year = fiscal_year or year_in(blocks)
    found_in = {edition: _matched(edition, blocks) for edition in budget_editions()}
    edition = max(found_in, key=lambda one: _fit(one, found_in[one], blocks, year))
    year, matched = year or year_of(edition), found_in[edition]
    tables = {key: read(found, forms_of(edition)[key], functional(year)) for key, found in matched.items() if found}
    if not tables:
        return None
    problems = [*_unreadable(edition, blocks, matched), *_problems(tables)]
    return Book(edition, year, tables, tuple(problems + list(_one_unit(tables))))


def _fit(edition: str, matched: Found, blocks: Sequence[Block], year: int | None) -> tuple[int, float, bool, int]:
    """How well an edition fits: its tables, its headers, its year; of those alike the latest before the year."""
    known = {block.key for block in blocks}
    alien = len(known - set(forms_of(edition)))
    whole = {key: found for key, found in matched.items() if found}
    score = sum(max(one.score for _, one in found) for found in whole.values())
    missing = len(set(forms_of(edition)) - set(whole))
    named = year_of(edition)
    return (len(whole) - alien - missing, score, named == year, named if year and named <= year else -named)


def _matched(edition: str, blocks: Sequence[Block]) -> Found:
    """The blocks of each table with their headers; a second block continues a table, its header may be missing."""
    found: Found = {key: [] for key in forms_of(edition)}
    for block in blocks:
        form = forms_of(edition).get(block.key)
        header = match(block, form) if form else None
        if header and header.is_whole:
            found[block.key].append((block, header))
    return found


def _unreadable(edition: str, blocks: Sequence[Block], matched: Found) -> Iterator[Finding]:
    for block in blocks:
        form = forms_of(edition).get(block.key)
        if form and not matched[block.key] and len(list(block.rows)) > 1:
            lacking = "、".join("".join(column.path[-1:]) for column in match(block, form).missing[:5])
            said = f"{form.name}：表头没有认出（缺少“{lacking}”等列），这张表没有检查；按表式改正表头"
            place = At(block.sheet.name, max(block.first, 0), 0)
            yield Finding("E0", Severity.NOT_CHECKED, str(place), said)


def _problems(tables: Mapping[str, Table]) -> Iterator[Finding]:
    for table in tables.values():
        for at, said in table.problems:
            yield Finding("E0", Severity.ERROR, str(at), f"{table.form.name}：{said}")


def _one_unit(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Where some tables are in 元 and others in 万元, all are made 万元, each figure half up."""
    units = {table.amount_unit for table in tables.values()}
    for table in tables.values():
        if table.amount_unit not in (AmountUnit.WAN.value, AmountUnit.YUAN.value):
            said = f"{table.form.name}的金额单位是“{table.amount_unit}”；改为万元或元"
            yield Finding("E0", Severity.ERROR, str(table.at), said)
        elif table.amount_unit == AmountUnit.YUAN.value and len(units) > 1:
            said = f"{table.form.name}以元为单位，其他表以万元为单位，已换算为万元比较；统一为万元"
            yield Finding("E0", Severity.HINT, str(table.at), said)
            _to_wan(table)


def _to_wan(table: Table) -> None:
    table.amount_unit = AmountUnit.WAN.value
    for figure in (figure for line in table.every_line() for figure in line.figures):
        if figure.amount is not None:
            figure.amount = half_up(figure.amount / YUAN_PER_WAN)


# ------------------------------------------------------------------------------------------- checking


def check_book(book: Book) -> list[Finding]:
    """Everything that is found in a workbook; its figures keep the right amounts where one cell was to blame."""
    functions, economics = functional(book.fiscal_year), economic(book.fiscal_year)
    found = list(book.findings)
    found += Identities(book.tables, functions, economics).findings()
    relations = Relations(book.tables, functions, economics)
    diagnosis = Diagnosis(relations.equations())
    blames = diagnosis.blames()
    wording = Wording(diagnosis.printed, relations.lines)
    found += [wording.finding(blame) for blame in blames]
    found += rules.findings(book.tables)
    return _most(in_order([*found, *_not_checked(book)]))


def _most(findings: list[Finding]) -> list[Finding]:
    """As many as somebody reads."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    said = f"检查结果有 {len(findings):,} 条，只列出前 {MOST_FINDINGS} 条；改正后重新检查"
    return [*findings[:MOST_FINDINGS], Finding("E0", findings[0].severity, "", said)]


def _not_checked(book: Book) -> Iterator[Finding]:
    """Each rule that lacks a table."""
    forms = forms_of(book.edition)
    needed: dict[str, set[str]] = {}
    for key, numbers in ACROSS.items():
        for rule in numbers:
            needed.setdefault(rule, set()).add(key.split(".")[0])
    for link in LINKS:
        keys = {key.split(".")[0] for key in (link.whole, *link.parts)}
        if keys <= set(forms):
            needed.setdefault(link.rule, set()).update(keys)
    needed["B18"] = {"unit_income", "unit_expenditure", *SPENT}
    needed["B19"] = needed["B20"] = {"general_basic", "official_expenses", "general_expenditure"}
    for rule in sorted(needed, key=lambda number: int(number[1:])):
        lacking = [forms[key].name for key in forms if key in needed[rule] and key not in book.tables]
        if lacking:
            whole = "没有检查" if len(lacking) == len(needed[rule]) else "没有检查完"
            said = f"{rule} {whole}：没有{'、'.join(lacking)}；补上后重新检查"
            yield Finding(rule, Severity.NOT_CHECKED, "", said)
