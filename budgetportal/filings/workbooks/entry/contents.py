"""What a filing has on each sheet of its entry workbook: rows of plain values, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.fields import Kind
from budgetportal.filings.entry.collect import KEY, VALUE
from budgetportal.filings.workbooks.entry.layout import Column, Shape, SheetLayout

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet (of a form its only one): plain values by the path of their column; its owner, from 0."""

    values: Plain
    owner: int = 0
    owner_name: str = ""


def lines_of(members: Plain, sheet: SheetLayout) -> list[Line]:
    """The rows of a sheet in entry order, from the plain members of a filing."""
    return list(_lines(members, sheet))


def _lines(members: Plain, sheet: SheetLayout) -> Iterator[Line]:
    if sheet.shape is Shape.FORM:
        yield Line({column.path: at(members, column.path) for column in sheet.columns})
    elif sheet.owner is None:
        yield from (_line(item, sheet) for item in _items(members, sheet))
    else:
        for n, owner in enumerate(at(members, sheet.owner_path) or ()):
            name = str(owner[sheet.owner.path])
            yield from (Line(_line(item, sheet).values, n, name) for item in _items(owner, sheet))


def _items(members: Plain, sheet: SheetLayout) -> Sequence[Any]:
    found = at(members, sheet.path)
    if found is None:
        return ()
    if sheet.shape is Shape.PAIRS:
        return [{KEY: key, VALUE: value} for key, value in found.items()]
    return [found] if sheet.once else list(found)


def _line(item: Any, sheet: SheetLayout) -> Line:
    if sheet.shape is Shape.LINES:
        return Line({"": item})
    return Line({column.path: at(item, column.path) for column in sheet.columns})


def at(members: Plain, path: str) -> Any:
    """The member at a path, None where it is left out."""
    found: Any = members
    for name in path.split("."):
        if found is None:
            return None
        found = found.get(name)
    return found


def totals(sheet: SheetLayout, lines: Sequence[Line]) -> dict[str, Decimal]:
    """The sums of a table's columns of amounts, by path."""
    return {column.path: _total(column, lines) for column in summed(sheet)}


def summed(sheet: SheetLayout) -> list[Column]:
    """The columns that have a sum."""
    if sheet.shape is not Shape.ROWS:
        return []
    return [column for column in sheet.columns if column.spec.kind is Kind.AMOUNT]


def _total(column: Column, lines: Sequence[Line]) -> Decimal:
    return total(Decimal(line.values[column.path]) for line in lines if line.values[column.path] is not None)
