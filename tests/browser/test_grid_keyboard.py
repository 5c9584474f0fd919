"""The tables of an entry page under the keyboard, in Chromium: no mouse, no lost key."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from tests.browser.grids import active, desk, saved, text
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.test_storage import fetched

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_table_is_filled_with_keys_alone(desk: Callable[..., Page], record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-function")
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    first = int(active(page)[0])
    for n in range(30):
        for key in ("2010301", "Tab", "1", "Tab", "1", "Tab", f"{n + 1}.50", "Enter"):
            page.keyboard.press(key) if len(key) > 1 and key.isalpha() else page.keyboard.type(key)
    assert active(page) == (first + 30, "function")
    saved(page)
    stored = load(fetched(record)).expenditure[first:]
    assert [(row.function, str(row.source), str(row.amount)) for row in stored] == [
        ("2010301", "general", f"{n + 1}.50") for n in range(30)
    ]
    assert text(page, "expenditure", first + 29, "amount") == "30.50"
