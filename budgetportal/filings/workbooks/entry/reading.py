"""The sheets of an entry workbook as the fields of a form (place by text), each place with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.values import quoted
from budgetportal.filings.entry.collect import COUNT, KEY
from budgetportal.filings.entry.collect import VALUE as TYPED
from budgetportal.filings.entry.context import Context
from budgetportal.filings.workbooks.entry.cells import NO, YES, bare, meant
from budgetportal.filings.workbooks.entry.choices import name_head
from budgetportal.filings.workbooks.entry.contents import summed
from budgetportal.filings.workbooks.entry.found import Reading, TypedTotal
from budgetportal.filings.workbooks.entry.heads import Heads, find_heads
from budgetportal.filings.workbooks.entry.layout import (
    HINT,
    ITEM,
    LISTS,
    NUMBER,
    VALUE,
    Column,
    Shape,
    SheetLayout,
    layout_of,
)
from budgetportal.filings.workbooks.entry.located import CellAt, Located
from budgetportal.filings.workbooks.entry.owners import Owners
from budgetportal.filings.workbooks.entry.wording import TOTAL
from budgetportal.filings.workbooks.sheet import Sheet

TOTALS = {bare(text) for text in (TOTAL, "总计")}
CHECKED = "on"


def read_sheets(sheets: Sequence[Sheet], base: Filing) -> Reading:
    """Everything that the sheets of a filing's workbook say; what is not there and what is too much is told."""
    layout, context = layout_of(base.edition, str(base.amount_unit)), Context.of(base)
    found = Reading()
    by_name = {bare(sheet.name): sheet for sheet in sheets}
    owning = {one.owner_path for one in layout}
    for one in layout[1:]:
        sheet = by_name.get(bare(one.name))
        if sheet is None:
            message = f"缺少工作表“{one.name}”；工作表不能删除或改名，从重新下载的工作簿补上"
            found.problems.append(Located(message))
        else:
            _Reader(sheet, one, found, context, owns=one.path in owning).read()
    known = {bare(one.name) for one in layout} | {bare(LISTS)}
    for sheet in sheets:
        if bare(sheet.name) not in known and sheet.rows:
            found.warnings.append(Located("不是填报表，没有读", sheet.name))
    return found


class _Reader:
    """One sheet as it is read."""

    def __init__(self, sheet: Sheet, layout: SheetLayout, found: Reading, context: Context, *, owns: bool) -> None:
        self.sheet, self.layout, self.found, self.context, self.owns = sheet, layout, found, context, owns
        self.heads = Heads()

    def read(self) -> None:
        """Find the heads, take what stands under them."""
        wanted, optional = self._wanted()
        self.heads = find_heads(self.sheet, wanted, optional)
        self.found.problems += self.heads.problems
        if self.heads.row < 0 or any(head not in self.heads.columns for head in wanted):
            return
        self._form() if self.layout.shape is Shape.FORM else self._rows()

    def _wanted(self) -> tuple[list[str], list[str]]:
        """The heads that must be there, and those that may."""
        if self.layout.shape is Shape.FORM:
            return [ITEM, VALUE], [HINT]
        heads = [column.head for column in self.layout.columns]
        names = [name for column in self.layout.columns if (name := name_head(self.layout, column))]
        owner = self.layout.owner
        return heads, [*names, *([NUMBER] if owner is None else [self.layout.owner_number, owner.head])]

    def _text(self, row: int, head: str) -> str:
        column = self.heads.columns.get(head)
        return "" if column is None else self.sheet.rows[row][column]

    def _cell(self, row: int, head: str) -> CellAt:
        return CellAt(self.sheet.name, row, self.heads.columns.get(head, 0))

    def _wrong(self, row: int, head: str, message: str) -> None:
        self.found.problems.append(Located.at(self._cell(row, head), message))

    def _take(self, place: str, column: Column, row: int, head: str) -> None:
        """One cell that is filled in."""
        cell, text = self._cell(row, head), self._text(row, head)
        self.found.cells[place] = cell
        if (row, cell.column) in self.sheet.formulas:
            self.found.formulas.append(cell)
        if column.spec.kind is Kind.FLAG:
            if text.strip() not in ("", YES, NO):
                self._wrong(row, head, f"“{column.head}”填的是 {quoted(text.strip())}，只能填“{YES}”或“{NO}”")
            if text.strip() != NO:
                self.found.post[place] = CHECKED
        else:
            self.found.post[place] = typed = meant(text, column.spec)
            if column.spec.kind is Kind.CHOICE and typed not in {str(term) for term in column.spec.choices or ()}:
                self.found.words[place] = self._choose(column, text)

    def _choose(self, column: Column, text: str) -> str:
        """What may be chosen, in the words of the workbook: the codec would name the codes."""
        offered = self.context.choices(column.spec, self.layout.path)
        listed = "、".join(term.label for term in offered)
        said = f"填的是 {quoted(text.strip())}，不在可选的内容里" if text.strip() else "没有填"
        return f"“{column.head}”{said}；从下拉列表中选：{listed}"

    # ------------------------------------------------------------------------------------------- a form

    def _form(self) -> None:
        known = {bare(column.head): column for column in self.layout.columns}
        rows: dict[str, int] = {}
        for row in range(self.heads.row + 1, len(self.sheet.rows)):
            label = bare(self._text(row, ITEM))
            if label not in known:
                if self._text(row, VALUE).strip():
                    message = (
                        f"没有“{self._text(row, ITEM).strip()[:40]}”这一项，它的内容不会导入；改正名称，或删去这一行"
                    )
                    self._wrong(row, ITEM, message)
            elif label in rows:
                self._wrong(row, ITEM, f"“{known[label].head}”写了两行，不知道以哪一行为准；删去一行")
            else:
                rows[label] = row
        for label, column in known.items():
            if label in rows:
                self._take(column.path, column, rows[label], VALUE)
            else:
                self.found.problems.append(Located(f"缺少“{column.head}”一行；从重新下载的工作簿补上", self.sheet.name))

    # ------------------------------------------------------------------------------------------ a table

    def _rows(self) -> None:
        rows = list(self._filled())
        if self.layout.shape is Shape.LINES:
            self._lines(rows)
        elif self.layout.owner is None:
            self._own(rows)
        else:
            self._owned(rows)

    def _filled(self) -> Iterator[int]:
        """The rows with something in them; totals are noted."""
        for row in range(self.heads.row + 1, len(self.sheet.rows)):
            if self._is_total(row):
                self._note_totals(row)
            elif any(self._text(row, column.head).strip() for column in self.layout.columns):
                yield row

    def _is_total(self, row: int) -> bool:
        """Whether a row of a table with sums says 合计 where its number or its code would stand."""
        if not summed(self.layout):
            return False
        if bare(self._text(row, NUMBER if self.layout.owner is None else self.layout.owner_number)) in TOTALS:
            return True
        first = self.layout.columns[0]
        return first.spec.kind in (Kind.FUNCTION, Kind.ECONOMIC) and bare(self._text(row, first.head)) in TOTALS

    def _note_totals(self, row: int) -> None:
        for column in summed(self.layout):
            if text := self._text(row, column.head).strip():
                self.found.totals.append(TypedTotal(self.layout, column, text, self._cell(row, column.head)))

    def _lines(self, rows: Sequence[int]) -> None:
        (column,) = self.layout.columns
        self.found.lines[self.layout.path] = [self._text(row, column.head) for row in rows]
        for n, row in enumerate(rows):
            self.found.cells[f"{self.layout.path}[{n}]"] = self._cell(row, column.head)

    def _own(self, rows: Sequence[int]) -> None:
        """The rows of a table of its own, or the pairs of a mapping."""
        path = self.layout.path
        self.found.post[path + COUNT] = str(len(rows))
        for n, row in enumerate(rows):
            self._row(f"{path}[{n}]", row)
            if self.layout.shape is Shape.PAIRS:
                self._pair(f"{path}[{n}]", path)
        if self.owns:
            name = self.layout.columns[0].head
            named = ((self._text(row, NUMBER), self._text(row, name), self._cell(row, NUMBER)) for row in rows)
            self.found.owners[path] = Owners.of(self.sheet.name, named)
            self.found.problems += self.found.owners[path].problems

    def _pair(self, place: str, path: str) -> None:
        """A pair goes by its key too; what is wrong then is the number, or the key of a text."""
        wrong = KEY if self.layout.columns[-1].spec.kind is Kind.TEXT else TYPED
        self.found.cells.setdefault(f"{path}.{self.found.post[f'{place}.{KEY}']}", self.found.cells[f"{place}.{wrong}"])

    def _row(self, place: str, row: int) -> None:
        for column in self.layout.columns:
            self._take(f"{place}.{column.path}", column, row, column.head)

    def _owned(self, rows: Sequence[int]) -> None:
        """The rows under the rows of another table, in their order below each."""
        owners = self.found.owners.get(self.layout.owner_path)
        if owners is None:  # their sheet could not be read, which is told
            return
        count: dict[int, int] = {}
        for row in rows:
            owner = self._owner(owners, row)
            if owner is None:
                continue
            n = count.get(owner, 0)
            count[owner] = n + 1
            place = f"{self.layout.owner_path}[{owner}].{self.layout.path}"
            if not self.layout.once:
                self._row(f"{place}[{n}]", row)
            elif n == 0:
                self._row(place, row)
            else:
                self._wrong(row, self.layout.owner_number, "这个项目已有一行；合并为一行，或改正项目序号")
        if not self.layout.once:
            for owner, n in count.items():
                self.found.post[f"{self.layout.owner_path}[{owner}].{self.layout.path}{COUNT}"] = str(n)

    def _owner(self, owners: Owners, row: int) -> int | None:
        number, name = self.layout.owner_number, self.layout.owner.head if self.layout.owner else ""
        answer = owners.find(self._text(row, number), self._text(row, name))
        if answer.problem:
            self._wrong(row, number if self._text(row, number).strip() else name, answer.problem)
        if answer.warning and answer.warning not in {known.message for known in self.found.warnings}:
            self.found.warnings.append(Located.at(self._cell(row, name), answer.warning))
        return answer.row
