"""The merged header of a table on a sheet, matched with the columns that an edition declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetportal.disclosure.document import Column, ColumnKind
from budgetportal.disclosure.published.blocks import Block, amount_unit_in, organization_in
from budgetportal.disclosure.published.forms import TableForm
from budgetportal.disclosure.published.sheets import column_label, label

DEEPEST = 6  # rows of a header
SAME, LIKE, LEAF, WHOLE_CODE = 3.0, 2.5, 2.0, 1.0  # how well a column matches
EXACT = 0.25  # more where the label is this form's own
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """A header as found: the sheet's column for each declared one (-1: none), the first row of data, how well."""

    columns: tuple[int, ...]
    first: int
    score: float
    missing: tuple[Column, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every column that is needed was found."""
        return not self.missing


def match(block: Block, form: TableForm) -> Matched:
    """The best match over the rows that may be the header."""
    start = _start(block)
    found = [_match(block, form, start, start + depth) for depth in range(1, DEEPEST + 1)]
    return max(found, key=lambda one: (-len(one.missing), one.score, -one.first))


def _start(block: Block) -> int:
    """The row after 编制单位 and 单位：万元, or after the title."""
    rows = list(block.rows)
    start = rows[0][0] if rows else block.first + 1
    for n, row in rows[:4]:
        if organization_in(row) is not None or amount_unit_in(row):
            start = n + 1
    return next((n for n, _ in rows if n >= start), start)


def _match(block: Block, form: TableForm, first: int, end: int) -> Matched:
    paths = paths_of(block, first, min(end, block.end))
    columns, score = _aligned(form.columns, paths)
    missing = tuple(column for n, column in enumerate(form.columns) if columns[n] < 0 and _is_needed(columns, column))
    return Matched(tuple(columns), end, score, missing)


def _is_needed(columns: Sequence[int], column: Column) -> bool:
    """A code may stand whole in one column."""
    return column.kind is not ColumnKind.CODE or columns[0] < 0


def paths_of(block: Block, first: int, end: int) -> list[Path]:
    """The labels of each column from the top down, once each."""
    rows = block.sheet.rows[first:end]
    width = max(map(len, rows), default=0)
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    inside = [one for one in block.sheet.merged if first <= one[0] and one[2] < end]
    for top, left, bottom, right in inside:
        for n in range(top - first, bottom - first + 1):
            grid[n][left : right + 1] = [grid[top - first][left]] * (right - left + 1)
    if not inside:
        _inherit(grid)
    return [_path([row[column] for row in grid]) for column in range(width)]


def _inherit(grid: list[list[str]]) -> None:
    """Where nothing is merged, a label reaches to the right over the cells that have one below."""
    for above, below in pairwise(grid):
        for n in range(1, len(above)):
            if not above[n].strip() and below[n].strip():
                above[n] = above[n - 1]


def _path(labels: Sequence[str]) -> Path:
    filled = [text for text in labels if text.strip()]
    return tuple(text for n, text in enumerate(filled) if not n or label(text) != label(filled[n - 1]))


def _aligned(declared: Sequence[Column], paths: Sequence[Path]) -> tuple[list[int], float]:
    """The best match of columns that keeps their order."""
    height, width = len(declared), len(paths)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    found = [(path, _compared(path)) for path in paths]
    scores = [[_score(column, wanted, *one) for one in found] for column, wanted in _wanted(declared)]
    for n in range(height - 1, -1, -1):
        for m in range(width - 1, -1, -1):
            taken = best[n + 1][m + 1] + scores[n][m] if scores[n][m] else 0.0
            best[n][m] = max(best[n + 1][m], best[n][m + 1], taken)
    columns, n, m = [-1] * height, 0, 0
    while n < height and m < width:
        if scores[n][m] and best[n][m] == best[n + 1][m + 1] + scores[n][m]:
            columns[n] = m
            n, m = n + 1, m + 1
        elif best[n][m] == best[n][m + 1]:
            m += 1
        else:
            n += 1
    return columns, best[0][0]


def _score(column: Column, wanted: Path, path: Path, found: Path) -> float:
    """How well a declared column matches a found one; ``wanted`` and ``found`` are their labels as compared."""
    if not found:
        return 0.0
    if wanted[-1] != found[-1]:
        is_whole_code = column.kind is ColumnKind.CODE and column.path[-1] == "类" and found[-1].endswith("编码")
        return WHOLE_CODE if is_whole_code else 0.0
    own = {label(text) for text in path}
    exact = EXACT * sum(label(text) in own for text in column.path)
    if wanted == found:
        return SAME + exact
    return (LIKE if wanted[0] == found[0] else LEAF) + exact


def _wanted(declared: Sequence[Column]) -> list[tuple[Column, Path]]:
    return [(column, _compared(column.path)) for column in declared]


def _compared(path: Path) -> Path:
    return tuple(column_label(text) for text in path)
