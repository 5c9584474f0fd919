"""Workbooks that are refused: hostile, damaged, or of another type than their name says."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgetportal.filings.workbooks import Unreadable, read_workbook
from tests.filings.books import pack, plain
from tests.filings.hostile import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 2  # until a hostile workbook is refused
MEGABYTES = 200  # that its reading may take


def refusal(data, name=""):
    with pytest.raises(Unreadable) as caught:
        read_workbook(data, name)
    return str(caught.value)


@pytest.mark.parametrize("book", HOSTILE, ids=lambda book: book.label)
def test_a_hostile_workbook_is_refused_with_its_reason(book, caplog):
    data = book.make()
    begun = time.monotonic()
    said = refusal(data, "预算表.xlsx")
    assert time.monotonic() - begun < SECONDS
    assert book.reason in said
    assert "；" in said  # and what to do
    assert not caplog.records  # the process that reads has ended in order


def test_there_are_at_least_forty_kinds():
    assert len({book.label for book in HOSTILE}) == len(HOSTILE) >= 40


def test_the_workbook_that_they_are_made_of_is_good():
    (sheet,) = read_workbook(pack(plain()), "预算表.xlsx")
    assert sheet.rows == (("合计", "6.23"),)


MEASURE = """
import pathlib, resource, sys
from budgetportal.filings.workbooks import Unreadable, read_workbook
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    try:
        read_workbook(path.read_bytes())
    except Unreadable:
        pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_refusing_takes_little_memory(tmp_path):
    """In a process of its own: what a process is said to have used includes what its parent had when it began."""
    large = [data for data in (book.make() for book in HOSTILE) if len(data) > len(pack(plain())) + 1000]
    for number, data in enumerate(large):
        (tmp_path / f"{number:03}.xlsx").write_bytes(data)
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(run.stdout) / 1024 < MEGABYTES
