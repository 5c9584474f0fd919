"""Entry workbooks with anything anywhere: never a crash, never half a filing, every problem in words with its cell."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import read_filing, write_filing
from budgetportal.disclosure.soundness import problems
from budgetportal.filings.workbooks import Sheet
from budgetportal.filings.workbooks.entry.covers import read_cover
from budgetportal.filings.workbooks.entry.differences import differences
from budgetportal.filings.workbooks.entry.taking import Opened, open_workbook, taken
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from tests.filings.workbook_edits import grids_of

DEMO = Path(__file__).parents[2] / "budgetportal/publishing/demo"
ODD = (
    "", " ", "0", "-1", "1e9", "1,5", "９９", "合计", "总计", "序号", "项目", "内容", "是", "否", "=1", "#REF!", "TRUE",
    "2024-01-01", "2024年1月1日", "2010350", "2010350 事业运行", "99999999999999999999", "一" * 21_000, "甲\n乙",
    "\u2028", "general", "一般公共预算（一般财力）", "≥ 不低于", "<b>", "_x0041_", "收入", "金额（万元）", "[0]", ".",
    "a.b[3].c",
)  # fmt: skip
Grid = list[list[str]]


def damage(rng: random.Random, sheets: list[tuple[str, Grid]]) -> None:
    """One thing that people or programs do to a workbook."""
    at = rng.randrange(1, len(sheets))
    name, rows = sheets[at]
    row = rng.randrange(len(rows)) if rows else 0
    match rng.randrange(9):
        case 0 | 1 | 2 if rows and rows[row]:
            rows[row][rng.randrange(len(rows[row]))] = rng.choice(ODD)
        case 3 if rows:
            rows.insert(rng.randrange(len(rows) + 1), list(rows[row]))
        case 4 if rows:
            del rows[row]
        case 5 if rows and rows[0]:
            column = rng.randrange(len(rows[0]))
            for line in rows:
                del line[column]
        case 6:
            rng.shuffle(rows)
        case 7:
            sheets[at] = (rng.choice(("", name, "收入", "别的表")), rows)
        case 8:
            del sheets[at]


def damaged(data: bytes, seed: int) -> list[Sheet]:
    rng = random.Random(seed)
    sheets = list(grids_of(data).items())
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        damage(rng, sheets)
    return [Sheet(name, tuple(map(tuple, rows)), (), frozenset()) for name, rows in sheets]


FEW, MANY = range(40), pytest.param(range(40, 400), marks=pytest.mark.slow)


@pytest.mark.parametrize("seeds", [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize("path", sorted(DEMO.glob("*.json")), ids=lambda path: path.stem)
def test_damaged_workbooks_are_read_as_a_whole_or_refused_with_reasons(path: Path, seeds: range) -> None:
    filing, _ = read_filing(path.read_bytes())
    assert filing is not None
    data = entry_workbook(filing)
    whole = open_workbook(data)
    refused = 0
    for seed in seeds:
        sheets = damaged(data, seed)
        found = taken(Opened(sheets, read_cover(sheets), whole.said), filing)
        assert (found.filing is None) == bool(found.problems), seed
        for problem in found.problems:
            assert problem.message
            assert problem.row < 0 or (problem.sheet and problem.address)
            assert not any(word in problem.message for word in ("Traceback", "None", "KeyError"))
        if found.filing is None:
            refused += 1
        else:
            assert problems(found.filing) == []
            assert read_filing(write_filing(found.filing))[0] == found.filing
            differences(filing, found.filing)
    assert refused > len(seeds) / 4


@pytest.mark.parametrize("seeds", [FEW, MANY], ids=["few", "many"])
def test_what_differs_tells_the_new_filing(example: BudgetFiling, seeds: range) -> None:
    """A workbook that differs is never told to be the same, whatever was changed."""
    data = entry_workbook(example)
    whole = open_workbook(data)
    for seed in seeds:
        sheets = damaged(data, seed)
        found = taken(Opened(sheets, read_cover(sheets), whole.said), example)
        if found.filing is not None:
            assert bool(differences(example, found.filing)) == (found.filing != example), seed
