"""What the tests of the entry grids share: a signed-in page, and what its grids say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from budgetportal.filings.models import FilingRecord

STARTING = 5_000  # milliseconds until the script has made grids of the tables
ACTIVE = """() => {
    const here = document.activeElement;
    const row = here.closest("tbody tr");
    return [row ? row.sectionRowIndex : -1, here.dataset.cell ?? here.id];
}"""


@pytest.fixture
def desk(
    live_server: Any,
    record: FilingRecord,
    signed_in: Callable[..., Client],
    chromium_page: Page,
) -> Callable[..., Page]:
    """Return an opener of pages of the example's filing, signed in as its accountant; its script must not fail."""
    session = signed_in(record.unit).cookies["session"].value
    chromium_page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    chromium_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    failures: list[str] = []
    chromium_page.on("pageerror", lambda error: failures.append(str(error)))
    chromium_page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)

    def open_page(path: str = "") -> Page:
        address = f"{live_server.url}/admin/filings/filingrecord/{record.pk}/{path or 'change/'}"
        assert chromium_page.goto(address).status == 200  # type: ignore[union-attr]
        chromium_page.wait_for_selector("section.grid.live", timeout=STARTING)
        return chromium_page

    yield open_page
    assert failures == []


def active(page: Page) -> tuple[int, str]:
    """Row, from 0, and column of the cell in focus."""
    row, cell = page.evaluate(ACTIVE)
    return row, cell


def text(page: Page, grid: str, row: int, cell: str) -> str:
    """What a cell shows."""
    line = page.locator(f'section[data-grid="{grid}"] tbody tr >> nth={row}')
    return line.locator(f'[data-cell="{cell}"]').input_value()


def saved(page: Page) -> None:
    """Wait until all that was typed is saved."""
    page.wait_for_selector('#saving[data-state="saved"]')
