"""
A page's nodes as the content of a working copy, and a content as the fields of a form.

A content names its places from the page on: on the page of the fourth project ``amounts.302``, not
``projects[3].amounts.302``, for the project may be the third tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from budgetportal.disclosure.codec import join
from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.terms import AmountUnit
from budgetportal.disclosure.typed_entries import FORMS
from budgetportal.filings.entry.changes import Cells, Content, Row
from budgetportal.filings.entry.collect import COUNT, Collected
from budgetportal.filings.entry.nodes import Cell, GridRow, Group, all_grids
from budgetportal.filings.entry.row_ids import unused, with_ids
from budgetportal.filings.entry.wire import Shape, storable

CHECKED = "on"


def content_of(nodes: Iterable[Any], place: str, known: Content | None = None) -> Content:
    """What a page shows as a content; rows equal to known ones keep their ids."""
    nodes, known = list(nodes), known or Content()
    grids = {}
    for grid in all_grids(nodes):
        at = inside(grid.place, place)
        rows = [_cells(row) for row in grid.rows if row.stored and not row.deleted]
        grids[at] = with_ids(rows, known.grids.get(at, ()))
    return Content({inside(cell.place, place): text_of(cell) for cell in _fields(nodes)}, grids)


def posted_content(nodes: Iterable[Any], place: str, typed: Collected, shown: Content) -> Content:
    """A posted form as a content: its rows by the ids that they had on the page as it was shown."""
    found = content_of(nodes, place)
    for at, rows in found.grids.items():
        ids = [row.id for row in shown.grids.get(at, []) if not row.blank]
        taken = set(ids)
        kept = [row.place for row in typed.grids.get(within(place, at), []) if not row.deleted]
        for row, n in zip(rows, kept, strict=True):
            row.id = ids[n] if n < len(ids) else unused(row.id, taken)
            taken.add(row.id)
    return found


def shape_of(nodes: Iterable[Any], place: str) -> Shape:
    """The fields and columns of a page; each of its grids has at least one row, be it empty."""
    nodes = list(nodes)
    fields = frozenset(inside(cell.place, place) for cell in _fields(nodes))
    grids = {inside(grid.place, place): frozenset(_cells(grid.rows[0])) for grid in all_grids(nodes)}
    return Shape(fields, grids, dict(_numbers(nodes, place)))


def _numbers(nodes: Iterable[Any], place: str) -> Iterator[tuple[tuple[str, str], tuple[Kind, str]]]:
    """Kind and unit of each field, and of each column of a grid, that is for numbers."""
    cells = [("", inside(cell.place, place), cell) for cell in _fields(nodes)]
    for grid in all_grids(nodes):
        cells += [(inside(grid.place, place), _name(cell), cell) for cell in grid.rows[0].columns]
    for at, name, cell in cells:
        if cell.spec.kind in FORMS:
            yield (at, name), (cell.spec.kind, AmountUnit.WAN if cell.spec.kind is Kind.WAN else cell.unit)


def settled(content: Content, stored: Content) -> Content:
    """A content after it was stored: its texts as stored, how they were typed beside them, empty rows as they are."""
    fields, typed = _settled(content.fields, content.typed, stored.fields)
    grids = {at: list(_settled_rows(rows, stored.grids.get(at, []))) for at, rows in content.grids.items()}
    return Content(fields, grids, typed)


def _settled(cells: Cells, typed: Cells, stored: Cells) -> tuple[Cells, Cells]:
    """The stored texts, and those typed in other words: by them a page that is still open names what it changes."""
    other = {name: cells[name] for name, text in stored.items() if name in cells and cells[name] != text}
    return dict(stored), {name: text for name, text in typed.items() if name in stored} | other


def _settled_rows(rows: Iterable[Row], stored: Iterable[Row]) -> Iterator[Row]:
    waiting = iter(stored)
    for row in rows:
        found = None if row.blank else next(waiting, None)
        if found is None:
            yield row
        else:
            yield Row(row.id, *_settled(row.cells, row.typed, found.cells))


def post_of(content: Content, place: str) -> dict[str, str]:
    """The content as the fields of a form, as a browser would send it."""
    post = {within(place, name): text for name, text in content.fields.items() if text}
    for at, rows in content.grids.items():
        post[within(place, at) + COUNT] = str(len(rows))
        for n, row in enumerate(rows):
            post |= {f"{within(place, at)}[{n}].{name}": text for name, text in row.cells.items() if text}
    return post


def name_rows(nodes: Iterable[Any], place: str, content: Content, typed: Collected | None = None) -> None:
    """Give the rows of a page's grids the ids that they have in its content; empty rows at the end have none."""
    for grid in all_grids(nodes):
        rows = content.grids.get(inside(grid.place, place), [])
        shown = typed.grids.get(grid.place) if typed else None
        ids = [row.id for row in rows] if shown is None else [rows[row.place].id for row in shown]
        for row, row_id in zip(grid.rows, ids, strict=False):
            row.key = row_id


def addresses(nodes: Iterable[Any], place: str) -> dict[str, tuple[str, str, str]]:
    """By the id of each input: grid, row and cell, as a change names them."""
    nodes = list(nodes)
    found = {cell.id: ("", "", inside(cell.place, place)) for cell in _fields(nodes)}
    for grid in all_grids(nodes):
        at = inside(grid.place, place)
        found |= {cell.id: (at, row.key, _name(cell)) for row in grid.rows for cell in row.columns}
    return found


def is_blank(content: Content) -> bool:
    """Whether nothing is typed: marks that are set from the start say nothing."""
    texts = (text for text in content.fields.values() if text != CHECKED)
    return not any(text.strip() for text in texts) and all(row.blank for rows in content.grids.values() for row in rows)


def text_of(cell: Cell) -> str:
    """What stands in an input; of a mark whether it is set."""
    if cell.spec.kind is Kind.FLAG:
        return "" if cell.value is False else CHECKED
    return storable(str(cell.value))


def inside(name: str, place: str) -> str:
    """A place of the filing as a place of the page."""
    return name.removeprefix(place).removeprefix(".") if place else name


def within(place: str, name: str) -> str:
    """A place of the page as a place of the filing."""
    return join(place, name)


def _fields(nodes: Iterable[Any]) -> Iterator[Cell]:
    for node in nodes:
        if isinstance(node, Cell):
            yield node
        elif isinstance(node, Group):
            yield from _fields(node.children)


def _cells(row: GridRow) -> Cells:
    return {_name(cell): text_of(cell) for cell in row.columns}


def _name(cell: Cell) -> str:
    """The column of a cell: what follows the row's number."""
    return cell.place.rpartition("].")[2]
