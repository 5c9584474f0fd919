"""The ids by which changes name the rows of a grid, wherever those move. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from budgetportal.filings.entry.changes import Cells, Row


def with_ids(rows: Iterable[Cells], known: Sequence[Row] = ()) -> list[Row]:
    """
    Rows with their ids: equal rows keep the one they are known by, others are called by what stands in them.

    So a row has the same id wherever it moves, and none that another row had on a page opened earlier.
    """
    waiting: dict[str, list[str]] = {}
    for row in known:
        waiting.setdefault(_digest(row.cells), []).append(row.id)
    found, taken = [], {row.id for row in known}
    for cells in rows:
        digest = _digest(cells)
        row_id = waiting[digest].pop(0) if waiting.get(digest) else unused(digest, taken)
        taken.add(row_id)
        found.append(Row(row_id, dict(cells)))
    return found


def _digest(cells: Cells) -> str:
    text = json.dumps(sorted((name, text) for name, text in cells.items() if text), ensure_ascii=False)
    return "r" + hashlib.sha256(text.encode()).hexdigest()[:12]


def unused(name: str, taken: set[str]) -> str:
    """The name, or with a number if it is taken."""
    n = 0
    while (found := f"{name}-{n}" if n else name) in taken:
        n += 1
    return found
