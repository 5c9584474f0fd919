"""Workbooks damaged at random are read whole, or refused; no reader crashes, none hangs."""

import collections
import io
import random
import time
from datetime import date

import pytest
import xlsxwriter

from budgetportal.filings.workbooks import Unreadable, child, read_workbook
from tests.filings.books import pack, plain

SECONDS = 5
NORMAL, LONG = 40, 2_000
SOUP = [b"<", b">", b'"', b"&", b"\0", b"\xff", b"</c>", b"<c>", b'r="ZZZ9"', b"-1", b"99999999999", b"1e308", b"]]>"]


def base():
    """A workbook with what real ones have: texts, numbers, dates, formulas, merged cells, two sheets."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name in ("表一", "表二"):
            page = book.add_worksheet(name)
            page.merge_range("A1:E1", "收支总体情况表")
            for number in range(1, 40):
                page.write_row(number, 0, [f"20130{number:02}", f"项目 {number}", number / 100, number * 1000])
                page.write_formula(number, 4, f"=C{number + 1}+D{number + 1}", None, number / 100 + number * 1000)
            page.write_datetime("G1", date(2024, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
    return target.getvalue()


def bytes_changed(data, draw):
    changed = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 5, 20])):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def cut(data, draw):
    return data[: draw.randrange(len(data))]


def slice_removed(data, draw):
    at = draw.randrange(len(data))
    return data[:at] + data[at + draw.choice([1, 4, 50, 500]) :]


def slice_repeated(data, draw):
    at = draw.randrange(len(data))
    end = at + draw.choice([1, 4, 50, 500])
    return data[:end] + data[at:end] * draw.choice([1, 3, 30]) + data[end:]


def soup_added(data, draw):
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.choice(SOUP) + data[at:]


def number_changed(data, draw):
    digits = [at for at, byte in enumerate(data) if chr(byte).isdigit()]
    if not digits:
        return data
    at = draw.choice(digits)
    return data[:at] + draw.choice([b"", b"0", b"-", b"9" * 12, b"7"]) + data[at + 1 :]


OF_THE_PACKAGE = [bytes_changed, cut, slice_removed, slice_repeated]
OF_A_PART = [*OF_THE_PACKAGE, soup_added, number_changed]


def damaged(number, data, parts):
    """The damage with this number, and whether it is to the package: its checksums then tell of changed content."""
    draw = random.Random(number)
    if draw.random() < 0.4:
        return draw.choice(OF_THE_PACKAGE)(data, draw), True
    name = draw.choice(sorted(parts))
    return pack({**parts, name: draw.choice(OF_A_PART)(parts[name], draw)}), False


def fuzz(numbers, caplog):
    """Read damaged workbooks; how many were refused, and how many read."""
    data = base()
    whole, parts = read_workbook(data), child.unpack(data)
    outcomes = collections.Counter()
    for number in numbers:
        book, outside = damaged(number, data, parts)
        begun = time.monotonic()
        try:
            sheets = read_workbook(book)
        except Unreadable:
            outcomes["refused"] += 1
        else:
            assert sheets == whole if outside else all(map(sound, sheets)), number
            outcomes["read"] += 1
        assert time.monotonic() - begun < SECONDS, number
    assert not caplog.records, caplog.text  # no reader died or was ended
    return outcomes


def sound(sheet):
    cells = [text for row in sheet.rows for text in row]
    height, width = len(sheet.rows), len(sheet.rows[0]) if sheet.rows else 0
    return (
        all(len(row) == width for row in sheet.rows)
        and all(isinstance(text, str) for text in cells)
        and all(top <= bottom < height and left <= right < width for top, left, bottom, right in sheet.merged)
        and all(row < height and column < width for row, column in sheet.formulas)
    )


def test_damaged_workbooks_are_read_whole_or_refused(caplog):
    outcomes = fuzz(range(NORMAL), caplog)
    assert outcomes["refused"] > NORMAL / 2
    assert outcomes["read"] > 0


@pytest.mark.slow
def test_many_damaged_workbooks_are_read_whole_or_refused(caplog):
    outcomes = fuzz(range(NORMAL, NORMAL + LONG), caplog)
    print(dict(outcomes))
    assert sum(outcomes.values()) == LONG


def test_the_undamaged_workbook_is_read_whole():
    first, second = read_workbook(base())
    assert first.rows == second.rows
    assert len(first.rows) == 40
    assert first.rows[0][6] == "2024-01-02"
    assert first.merged == ((0, 0, 0, 4),)
    assert len(first.formulas) == 39
    assert sound(first)
    assert read_workbook(pack(plain()))
