"""The row of heads of a sheet, found by its texts: columns may stand in any order, rows above it are not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgetportal.filings.workbooks.entry.cells import bare
from budgetportal.filings.workbooks.entry.located import CellAt, Located
from budgetportal.filings.workbooks.sheet import Sheet

SEARCHED = 20  # rows from the top


@dataclass
class Heads:
    """The row of the heads, the columns by head, and what is wrong with them."""

    row: int = -1
    columns: dict[str, int] = field(default_factory=dict)
    problems: list[Located] = field(default_factory=list)


def find_heads(sheet: Sheet, wanted: Sequence[str], optional: Iterable[str] = ()) -> Heads:
    """The heads of a sheet; a wanted one that is missing and one that is not known are problems."""
    known = {bare(head): head for head in (*optional, *wanted)}
    row = _best(sheet, known)
    if row < 0:
        message = f"找不到表头（{'、'.join(wanted)}）；重新下载工作簿，把内容填到原来的列里"
        return Heads(problems=[Located(message, sheet.name)])
    heads = Heads(row)
    for column, text in enumerate(sheet.rows[row]):
        _take(heads, sheet, column, text, known)
    missing = [head for head in wanted if head not in heads.columns]
    heads.problems += [Located(f"缺少“{head}”一列；从重新下载的工作簿补上这一列", sheet.name) for head in missing]
    return heads


def _best(sheet: Sheet, known: Iterable[str]) -> int:
    """The row with most heads in it, -1 where none has any."""
    counts = [len({bare(text) for text in row} & set(known)) for row in sheet.rows[:SEARCHED]]
    return counts.index(max(counts)) if any(counts) else -1


def _take(heads: Heads, sheet: Sheet, column: int, text: str, known: dict[str, str]) -> None:
    here = CellAt(sheet.name, heads.row, column)
    head = known.get(bare(text))
    if head is None:
        if text.strip():
            message = f"没有“{text.strip()[:40]}”这一列，它的内容不会导入；改正表头，或删去这一列"
            heads.problems.append(Located.at(here, message))
        else:
            heads.problems += _without_head(sheet, heads.row, column)
    elif head in heads.columns:
        heads.problems.append(Located.at(here, f"“{head}”有两列，不知道以哪一列为准；删去一列"))
    else:
        heads.columns[head] = column


def _without_head(sheet: Sheet, row: int, column: int) -> list[Located]:
    """What is typed in a column without a head, where it would be lost: the first cell of it."""
    for n in range(row + 1, len(sheet.rows)):
        if sheet.rows[n][column].strip():
            message = "这一列没有表头，它的内容不会导入；移到有表头的列里，或删去"
            return [Located.at(CellAt(sheet.name, n, column), message)]
    return []
