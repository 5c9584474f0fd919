"""What the tests of the entry grids share: a signed-in page, and what its grids say."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from budgetportal.filings.models import FilingRecord

STARTING = 15_000  # milliseconds until the script has made grids of the tables
NAMED = re.compile(
    r"((Control|Shift|Alt|Meta)\+)*(Arrow\w+|Enter|Tab|Escape|Home|End|Page\w+|F2|Delete|Insert|Backspace|Space)|(Control|Meta)\+(Shift\+)?."
)
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
    complaints: list[str],
) -> Callable[..., Page]:
    """Return an opener of pages of the example's filing, signed in as its accountant; its script must not fail."""
    session = signed_in(record.unit).cookies["session"].value
    chromium_page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    chromium_page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open_page(path: str = "") -> Page:
        address = f"{live_server.url}/admin/filings/filingrecord/{record.pk}/{path or 'change/'}"
        assert chromium_page.goto(address).status == 200  # type: ignore[union-attr]
        ready(chromium_page)
        return chromium_page

    yield open_page
    come_to_rest(chromium_page)
    assert not complaints, complaints


def come_to_rest(page: Page) -> None:
    """Let no request meet the emptying of the database: what is not saved is given up, what is under way ends."""
    page.evaluate("document.getElementById('entry')?.entry?.saver.abandon()")
    page.goto("about:blank")


def ready(page: Page) -> None:
    """Wait until the page's script has started."""
    page.wait_for_selector("html[data-saving=ready]", state="attached", timeout=STARTING)


def slowly_saved(page: Page) -> None:
    """Put off saving, so that a test sees what is not saved yet."""
    page.evaluate("document.getElementById('entry').entry.saver.delay = 60_000")


def put_on_clipboard(page: Page, text: str, html: str = "") -> None:
    """As a spreadsheet leaves its cells there."""
    page.evaluate(
        """async ([text, html]) => {
            const parts = { "text/plain": new Blob([text], { type: "text/plain" }) };
            if (html) parts["text/html"] = new Blob([html], { type: "text/html" });
            await navigator.clipboard.write([new ClipboardItem(parts)]);
        }""",
        [text, html],
    )


def paste(page: Page, text: str, html: str = "") -> float:
    """
    Paste as Ctrl+V does, with exactly these texts; the milliseconds that it took until the page was laid out anew.

    The browser's own clipboard would clean the HTML before the page sees it, which Excel's would not be either.
    """
    took: float = page.evaluate(
        """([text, html]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            if (html) data.setData("text/html", html);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            const began = performance.now();
            document.activeElement.dispatchEvent(event);
            document.body.getBoundingClientRect();
            return performance.now() - began;
        }""",
        [text, html],
    )
    return took


def said(page: Page, grid: str) -> str:
    """What the grid says of its last act."""
    return page.locator(f'section[data-grid="{grid}"] .grid-said').inner_text()


def rows_of(page: Page, grid: str) -> list[dict[str, str]]:
    """The rows of a grid as the page holds them."""
    found: list[dict[str, str]] = page.evaluate(
        "(at) => document.getElementById('entry').entry.page.grids.get(at).rows.map((row) => row.cells)", grid
    )
    return found


def active(page: Page) -> tuple[int, str]:
    """Row, from 0, and column of the cell in focus."""
    row, cell = page.evaluate(ACTIVE)
    return row, cell


def typed(page: Page, *keys: str) -> None:
    """Press keys by their names, type what is none."""
    for key in keys:
        if NAMED.fullmatch(key):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)


def text(page: Page, grid: str, row: int, cell: str) -> str:
    """What a cell shows."""
    line = page.locator(f'section[data-grid="{grid}"] tbody tr >> nth={row}')
    return line.locator(f'[data-cell="{cell}"]').input_value()


def saved(page: Page) -> None:
    """Wait until all that was typed is saved."""
    page.wait_for_selector('#saving[data-state="saved"]')
