"""The page of comparisons: last year's published figures locked, each change computed beside its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.amounts import Change
from budgetportal.disclosure.budget import TOPIC
from budgetportal.disclosure.change_words import in_words, is_steep
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FINAL_TOPIC, FinalAccounts
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import OfficialItem
from budgetportal.filings.editing import published_last_year
from budgetportal.filings.entry.nodes import Cell, GridRow, all_grids
from budgetportal.filings.models import FilingRecord

COMPARISONS = "comparisons"
OFFICIAL_EXPENSES = "official_expenses"
AMOUNT = re.compile(r"-?\d{1,16}\.\d{2}", re.ASCII)
SUBSTANCE = "；增长超过 10%，写明具体原因"


def show_changes(nodes: Iterable[Any], record: FilingRecord, filing: Filing) -> None:
    """Say the change beside each reason, and lock the figures that last year's public filing gives."""
    wanted = (COMPARISONS, OFFICIAL_EXPENSES) if isinstance(filing, FinalAccounts) else (COMPARISONS,)
    grid = next((grid for grid in all_grids(nodes) if grid.place in wanted), None)
    if grid is None:
        return
    last = published_last_year(record)
    scenes = Scene(published(filing)), Scene(published(last)) if last else None
    for row in (row for row in grid.rows if row.stored):
        if grid.place == COMPARISONS:
            _show(row, *scenes)
        elif scenes[1]:
            _show_item(row, scenes[1])


def _show(row: GridRow, this: Scene, last: Scene | None) -> None:
    cells = {cell.column: cell for cell in row.columns}
    topic = str(cells["topic"].value)
    if not _is_figure(topic, this) or ("against" in cells and cells["against"].value):
        return
    prior = str(cells["prior"].value)
    if last is not None and _is_given(topic, this):
        prior = last.figure(topic).text
        _lock(cells["prior"], prior)
    if AMOUNT.fullmatch(prior):
        change = Change(Decimal(this.figure(topic).text), Decimal(prior))
        cells["reason"].note = f"{in_words(change)}（万元）{SUBSTANCE if is_steep(change) else ''}"


def _show_item(row: GridRow, last: Scene) -> None:
    """An item of the official expenses of final accounts, which have last year's figure in their own table."""
    cells = {cell.column: cell for cell in row.columns}
    if cells["item"].value in set(OfficialItem):
        _lock(cells["prior"], last.figure(f"official.{cells['item'].value}").text)


def _lock(cell: Cell, figure: str) -> None:
    """Of the published figure; one typed otherwise stays open, so that the difference is seen and can be cured."""
    if cell.value in ("", figure):
        cell.locked, cell.note = True, f"上年公开数 {figure}，不用填写"
    else:
        cell.note = f"上年公开数是 {figure}，公开时以它为准；清空本格"


def _is_figure(topic: str, this: Scene) -> bool:
    """Whether a topic is a figure of the filing that is compared with last year's."""
    known = re.fullmatch(FINAL_TOPIC if isinstance(this.filing, FinalAccounts) else TOPIC, topic, re.ASCII)
    return bool(known) and not topic.startswith("purpose.")


def _is_given(topic: str, this: Scene) -> bool:
    """Whether last year's filing gives the figure; in final accounts “三公”经费 have it in their own table."""
    return not (isinstance(this.filing, FinalAccounts) and topic.startswith("official."))
