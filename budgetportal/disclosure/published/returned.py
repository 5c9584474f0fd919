"""The tables that a recovered filing prints, held against those it was read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import printed
from budgetportal.disclosure.document import Table as PrintedTable
from budgetportal.disclosure.published.book import Book, read_book
from budgetportal.disclosure.published.lines import Line

MOST = 3  # differences that are told
Key = tuple[str, str, str, int, int]


@dataclass(frozen=True)
class MadeSheet:
    """A printed table as a sheet, without merged cells."""

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[tuple[int, int, int, int]] = ()


def sheet_of(table: PrintedTable) -> MadeSheet:
    """A table as plainly as a sheet can have it: title, unit, header, rows, note."""
    depth = max(len(column.path) for column in table.columns)
    heads = [[column.path[n] if n < len(column.path) else "" for column in table.columns] for n in range(depth)]
    rows = [
        [f"{table.number or ''} {table.title}".strip()],
        [table.organization or "", f"单位：{table.amount_unit}"],
        *heads,
        *([list(table.numbering)] if table.numbering else []),
        *[[cell.text for cell in row.cells] for row in table.rows],
        *([[table.note]] if table.note else []),
    ]
    width = len(table.columns) + 1
    return MadeSheet(table.number or table.key, [row + [""] * (width - len(row)) for row in rows])


def differences(book: Book, tables: Iterable[PrintedTable]) -> Iterator[str]:
    """Where the filing's own tables have another amount than those that were read."""
    made = read_book([sheet_of(table) for table in tables if table.key in book.tables], book.fiscal_year)
    if made is None:
        return
    ours, theirs = _amounts(book), _amounts(made)
    differing = [key for key in {**ours, **theirs} if ours[key] != theirs[key]]
    for key in differing[:MOST]:
        part, code, name, number, column = key
        form = book.tables[part.split(".")[0]].form
        line = name or (f"第 {number + 1} 项" if number >= 0 else code)
        yield (
            f"{form.name}“{line}”第 {column + 1} 个金额：公开表 {printed(ours[key])}，按转入的填报重新生成为 "
            f"{printed(theirs[key])}；转入后核对"
        )


def _amounts(book: Book) -> defaultdict[Key, Decimal]:
    """Every amount by table, line and column."""
    found: defaultdict[Key, Decimal] = defaultdict(Decimal)
    for table in book.tables.values():
        for line in table.every_line():
            for figure in line.figures:
                found[_key(line, figure.column)] += figure.value
    return found


def _key(line: Line, column: int) -> Key:
    named = line.name if line.is_named else line.project
    return line.part.key, line.code or "合计", named, line.number, column
