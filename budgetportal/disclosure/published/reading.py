"""A table read from its blocks: rows of text into lines with codes, names and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.classification.codes import Classification
from budgetportal.disclosure.amounts import half_up
from budgetportal.disclosure.document import STAR
from budgetportal.disclosure.published.blocks import (
    Block,
    amount_unit_in,
    is_page_number,
    note_in,
    organization_in,
)
from budgetportal.disclosure.published.forms import Lines, Part, TableForm
from budgetportal.disclosure.published.headers import Matched
from budgetportal.disclosure.published.lines import Figure, Line, Table
from budgetportal.disclosure.published.matching import aligned
from budgetportal.disclosure.published.sheets import At, column_label, label, squeezed
from budgetportal.disclosure.typed_amounts import read_amount

MOST_ROWS = 1_000  # of a table; the largest unit has a few hundred
PLAIN = re.compile(r"-?\d{1,16}\.\d+", re.ASCII)
CLASS = re.compile(r"^(\d{3})(?!\d)(.*)$", re.DOTALL)
NUMBERED = re.compile(r"^([一二三四五六七八九十]+[、.．]|\d+[、.．])")


@dataclass(frozen=True, slots=True)
class Raw:
    """A row of a sheet under a table's columns."""

    block: Block
    number: int
    cells: Sequence[str]
    columns: tuple[int, ...]

    def at(self, column: int) -> At:
        """The cell of a declared column."""
        return At(self.block.sheet.name, self.number, max(self.columns[column], 0))

    def text(self, column: int | None) -> str:
        """The text under a declared column, "" where the sheet has none."""
        place = -1 if column is None else self.columns[column]
        return self.cells[place].strip() if 0 <= place < len(self.cells) else ""

    def reaching(self, column: int | None) -> str:
        """The same, where a cell merged over rows stands in each of them."""
        found = self.text(column)
        if found or column is None or self.columns[column] < 0:
            return found
        place = self.columns[column]
        for top, left, bottom, right in self.block.sheet.merged:
            if top < self.number <= bottom and left <= place <= right:
                return self.block.sheet.rows[top][left].strip()
        return ""


def read(blocks: Sequence[tuple[Block, Matched]], form: TableForm, classes: Classification) -> Table:
    """The table that stands in these blocks; the second one continues the first."""
    first = blocks[0][0]
    table = Table(form, At(first.sheet.name, max(first.first, 0), 0), department=first.department)
    raws: list[Raw] = []
    for block, matched in blocks:
        _head(table, block, matched)
        raws += _body(table, block, matched)
    if len(raws) > MOST_ROWS:
        table.problems.append((table.at, f"有 {len(raws):,} 行，最多 {MOST_ROWS:,} 行；检查是否选错了文件"))
        raws = raws[:MOST_ROWS]
    for part in form.parts:
        table.lines[part.key] = list(_lines(table, part, raws, classes))
    return table


def _head(table: Table, block: Block, matched: Matched) -> None:
    for n, row in block.rows:
        if n < matched.first:
            table.organization = table.organization or organization_in(row) or ""
            table.amount_unit = amount_unit_in(row) or table.amount_unit


def _body(table: Table, block: Block, matched: Matched) -> Iterator[Raw]:
    heads = {tuple(map(squeezed, row)) for n, row in block.rows if n < matched.first}
    for n, row in block.rows:
        if n < matched.first or tuple(map(squeezed, row)) in heads:
            continue
        note = note_in(row)
        if note:
            table.notes.append((At(block.sheet.name, n, note[0]), note[1]))
        elif not (is_page_number(row) or any(STAR in cell for cell in row)):
            yield Raw(block, n, row, matched.columns)


def _lines(table: Table, part: Part, raws: Sequence[Raw], classes: Classification) -> Iterator[Line]:
    match part.lines:
        case Lines.CODED:
            return _coded(table, part, raws)
        case Lines.CLASSES:
            return _classed(table, part, raws, classes)
        case Lines.FIXED:
            return _fixed(table, part, raws)
        case Lines.NAMED:
            return _named(table, part, raws)
        case Lines.ONE:
            return (_line(table, part, raw, "", "") for raw in raws[:1])


# ------------------------------------------------------------------------------------------- by code


def _coded(table: Table, part: Part, raws: Sequence[Raw]) -> Iterator[Line]:
    last = ("", "")
    for raw in raws:
        texts = [raw.reaching(column) for column in (*part.codes, part.name, part.project)]
        code, name = _code(raw, part, last[0]), raw.reaching(part.name)
        if not code and any(column_label(text) == "合计" for text in texts):
            yield _line(table, part, raw, "", next(text for text in texts if text), closing=0)
            continue
        if not code and not name and raw.text(part.project):
            code, name = last
        if not code and not _amounts_in(raw, part) and not name:
            continue
        line = _line(table, part, raw, code, name)
        line.code_cells = tuple(raw.at(column) for column in part.codes if raw.columns[column] >= 0)
        line.project = raw.text(part.project)
        last = (code, name)
        yield line


def _code(raw: Raw, part: Part, last: str) -> str:
    """201 | 3 | 50 and 2010350 alike are 2010350; a level left out above is the last line's."""
    texts = [squeezed(raw.reaching(column)) for column in part.codes]
    if not any(texts) or not all(text.isdecimal() for text in texts if text):
        return ""
    if len(texts[0]) > 3:
        return texts[0]
    deepest = max(n for n, text in enumerate(texts) if text)
    above = (last[:3], last[3:5], last[5:7])
    return "".join((text or above[n]).zfill(2 if n else 3) for n, text in enumerate(texts[: deepest + 1]))


def _classed(table: Table, part: Part, raws: Sequence[Raw], classes: Classification) -> Iterator[Line]:
    totals = [label(text) for text in part.totals]
    _without_label(table, part, raws)
    for raw in raws:
        text = raw.text(part.name)
        if not text:
            continue
        coded = CLASS.match(text)
        if label(text) in totals:
            yield _line(table, part, raw, "", text, closing=totals.index(label(text)))
        elif coded:
            yield _class_line(table, part, raw, coded[1], coded[2].strip())
        else:
            plain = label(NUMBERED.sub("", text))
            found = next((one for one in classes.classes() if label(one.name) == plain), None)
            if found or _amounts_in(raw, part):
                yield _class_line(table, part, raw, found.code if found else "", NUMBERED.sub("", text))


def _class_line(table: Table, part: Part, raw: Raw, code: str, name: str) -> Line:
    line = _line(table, part, raw, code, name)
    line.code_cells = (raw.at(part.name or 0),)
    return line


# ------------------------------------------------------------------------------- fixed and named lines


def _fixed(table: Table, part: Part, raws: Sequence[Raw]) -> Iterator[Line]:
    rows = [raw for raw in raws if raw.text(part.name)]
    _without_label(table, part, raws)
    wanted = [label(line.label) for line in part.fixed]
    for raw, number in zip(rows, aligned(wanted, [label(raw.text(part.name)) for raw in rows]), strict=True):
        if number >= 0:
            yield _line(table, part, raw, "", raw.text(part.name), number=number)
        elif _amounts_in(raw, part):
            said = f"“{raw.text(part.name)}”不是这张表表式中的项目；按表式改正名称"
            table.problems.append((raw.at(part.name or 0), said))


def _without_label(table: Table, part: Part, raws: Sequence[Raw]) -> None:
    """Amounts that stand beside nothing."""
    for raw in raws:
        for column in part.amounts if not raw.text(part.name) else ():
            if raw.text(column):
                said = f"{raw.text(column)} 旁边没有项目名称；补上名称，或删去这个数字"
                table.problems.append((raw.at(column), said))


def _named(table: Table, part: Part, raws: Sequence[Raw]) -> Iterator[Line]:
    for raw in raws:
        text = raw.text(part.name)
        if text or _amounts_in(raw, part):
            yield _line(table, part, raw, "", text, closing=0 if column_label(text) == "合计" else -1)


# ------------------------------------------------------------------------------------------- amounts


def _amounts_in(raw: Raw, part: Part) -> bool:
    return any(raw.text(column) for column in part.amounts)


def _line(table: Table, part: Part, raw: Raw, code: str, name: str, closing: int = -1, number: int = -1) -> Line:
    line = Line(table, part, code, name, printed=code, closing=closing, number=number)
    line.name_at = None if part.name is None else raw.at(part.name)
    atoms = part.fixed[number].atoms if number >= 0 else None
    for n, column in enumerate(part.amounts):
        amount, problem = amount_of(raw.text(column), table.amount_unit)
        if problem:
            table.problems.append((raw.at(column), f"“{raw.text(column)}”{problem}"))
        shown = part.atoms[n] if atoms is None else part.atoms[n] & atoms
        line.figures.append(Figure(line, n, shown, amount, not raw.text(column), raw.at(column)))
    return line


def amount_of(text: str, unit: str) -> tuple[Decimal | None, str]:
    """The amount of a cell as it is shown, two decimals; None with the reason where it cannot be read."""
    if PLAIN.fullmatch(text):
        return half_up(Decimal(text)), ""
    read = read_amount(text, unit)
    return (None, read.problem) if read.problem else (Decimal(read.text or "0.00"), "")
