"""Documents of random filings add up in every table, between tables and in the narrative, by their printed strings."""

import dataclasses
import random
import time

import pytest

from budgetportal.disclosure.document import Document, Part, Table
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.terms import AmountUnit
from tests.disclosure.examples import EDITION, small_filing
from tests.disclosure.narrated import complaints
from tests.disclosure.strategies import random_filing

FEW_SECONDS = 15  # of the normal suite
UNITS = (AmountUnit.YUAN, AmountUnit.WAN)


def document_of(filing):
    return EDITIONS[EDITION].build(published(filing))


def check_seeds(seeds, seconds):
    """How many filings were held against themselves before the time was over."""
    end = time.monotonic() + seconds
    for checked, seed in enumerate(seeds):
        if time.monotonic() > end:
            return checked
        whole = random_filing(random.Random(seed), UNITS[seed % 2])
        assert complaints(document_of(whole)) == [], f"seed {seed}"
    return len(seeds)


def test_the_small_filing_adds_up():
    assert complaints(document_of(small_filing())) == []


def test_hundreds_of_random_filings_add_up():
    assert check_seeds(range(400), FEW_SECONDS) >= 50


@pytest.mark.slow
def test_thousands_of_random_filings_add_up():
    assert check_seeds(range(1_000, 6_000), 3_600) == 5_000


class TestTheCheckItself:
    """It must see what does not add up: one figure of a sound document is changed by a hundredth."""

    @pytest.fixture(scope="class")
    @classmethod
    def document(cls):
        return document_of(random_filing(random.Random(11), AmountUnit.YUAN))

    def test_every_figure_of_every_table_is_watched(self, document):
        assert complaints(document) == []
        unwatched = [place for place, broken in with_one_figure_changed(document) if not complaints(broken)]
        assert unwatched == []

    def test_a_figure_of_a_paragraph_is_watched(self, document):
        broken = replace_text(document, "预算管理。收支总预算", "预算管理。收支总预算1")
        assert len(complaints(broken)) == 1


def with_one_figure_changed(document: Document):
    for table in document.tables():
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row.cells):
                if cell.amount is not None:
                    last = cell.text[-1]
                    text = cell.text[:-1] + ("1" if last != "1" else "2")
                    yield (table.key, r, c), with_cell(document, table, (r, c), text)


def with_cell(document, table, at, text):
    r, c = at
    cells = list(table.rows[r].cells)
    cells[c] = dataclasses.replace(cells[c], text=text)
    rows = list(table.rows)
    rows[r] = dataclasses.replace(rows[r], cells=tuple(cells))
    return with_blocks(
        document, lambda block: dataclasses.replace(table, rows=tuple(rows)) if block is table else block
    )


def replace_text(document, old, new):
    def change(block):
        if isinstance(block, Table) or old not in getattr(block, "text", ""):
            return block
        return dataclasses.replace(block, text=block.text.replace(old, new))

    return with_blocks(document, change)


def with_blocks(document, change):
    parts = tuple(Part(part.title, tuple(change(block) for block in part.blocks)) for part in document.parts)
    return dataclasses.replace(document, parts=parts)
