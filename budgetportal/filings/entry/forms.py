"""The forms of entry pages: as a page stands, as it was refused, as it is with more empty rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.entry import copies
from budgetportal.filings.entry.builder import BLANK_ROWS, ORDER_SPEC, Builder
from budgetportal.filings.entry.collect import Collected
from budgetportal.filings.entry.context import Context
from budgetportal.filings.entry.desk import CONFLICT, OK, Desk, Form
from budgetportal.filings.entry.drafts import problems_of
from budgetportal.filings.entry.errors import attach
from budgetportal.filings.entry.links import Links
from budgetportal.filings.entry.nodes import all_cells, all_grids
from budgetportal.filings.entry.overview import against, sums
from budgetportal.filings.entry.pages import Page
from budgetportal.filings.entry.saving import Outcome, stamp
from budgetportal.filings.entry.subject import Subject

MORE_ROWS = 10


def opened_form(desk: Desk, subject: Subject, filing: Filing) -> Form:
    """The page as it stands: what is stored, or the draft with its problems at their cells."""
    opened = copies.opened(desk.record, subject, filing)
    nodes = opened.nodes(filing)
    _add_sums(nodes, filing)
    if opened.overtaken:
        _show_stored(nodes, subject.nodes(filing))
    summary = attach(nodes, problems_of(desk.record, opened, filing)) if opened.draft else []
    return Form(nodes, opened.stamp(filing), summary, copy=opened)


def refused_form(desk: Desk, outcome: Outcome, subject: Subject, typed: Collected) -> Form:
    """The page with what was typed, each problem at its cell, and what is there where somebody else saved."""
    opened = copies.opened(desk.record, subject, outcome.filing)
    nodes = subject.nodes(outcome.filing, typed)
    form = refused(desk, outcome, subject.page, nodes, opened.nodes(outcome.filing) if outcome.overtaken else [])
    return replace(form, stamp=opened.stamp(outcome.filing))


def refused(desk: Desk, outcome: Outcome, page: Page, nodes: list[Any], stored: list[Any]) -> Form:
    """A page that was not saved: its nodes with their problems, beside them what is stored if that is why."""
    _add_sums(nodes, outcome.filing)
    if outcome.overtaken:
        _show_stored(nodes, stored)
    summary = attach(nodes, outcome.problems, Links(desk.record, outcome.filing))
    opened = stamp(outcome.filing, page.members) if outcome.overtaken else desk.post.get("stamp", "")
    return Form(nodes, opened, summary, CONFLICT if outcome.overtaken else OK)


def more_rows(
    desk: Desk, filing: Filing, fields: Mapping[str, Spec], typed: Collected, grid: str, place: str = ""
) -> Form:
    """The page as typed, with more empty rows in one grid; nothing is judged or stored."""
    typed.blanks[grid] = typed.blanks.get(grid, BLANK_ROWS) + MORE_ROWS
    nodes = Builder(Context.of(filing), typed).members(fields, typed.raw, place)
    _add_sums(nodes, filing)
    return Form(nodes, desk.post.get("stamp", ""))


def _add_sums(nodes: list[Any], filing: Filing) -> None:
    """Put the sums of what is stored under the tables of amounts."""
    for grid in all_grids(nodes):
        rows = getattr(filing, grid.place, ())
        grid.sums = sums(rows) if isinstance(rows, tuple) else []
        grid.against = against(filing, grid.place)


def _show_stored(nodes: list[Any], stored: list[Any]) -> None:
    values = {cell.place: cell.value for cell in all_cells(stored)}
    for cell in all_cells(nodes):
        there = values.get(cell.place, "")
        if there != cell.value and cell.spec.kind is not Kind.FLAG and cell.spec is not ORDER_SPEC:
            cell.stored = cell.in_words(there) or "（空）"
