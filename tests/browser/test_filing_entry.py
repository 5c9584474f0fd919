"""An accountant enters a table with the keyboard alone, in Chromium."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load
from tests.browser.accessibility import serious_findings
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.test_storage import fetched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DIALOGS = "() => { window.bubbles = 0; document.addEventListener('invalid', () => window.bubbles++, true) }"


@pytest.fixture
def desk(
    live_server: Any,
    record: FilingRecord,  # noqa: F811
    signed_in: Callable[..., Client],  # noqa: F811
    chromium_page: Page,
) -> Callable[..., Page]:
    """Return an opener of pages of the example's filing, signed in as its accountant."""
    session = signed_in(record.unit).cookies["session"].value
    chromium_page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])

    def open_page(path: str = "") -> Page:
        address = f"{live_server.url}/admin/filings/filingrecord/{record.pk}/{path or 'change/'}"
        assert chromium_page.goto(address).status == 200  # type: ignore[union-attr]
        return chromium_page

    return open_page


def type_row(page: Page, function: str, amount: str) -> None:
    """Type one income row of the first source from its first cell on, and go to the next row's first cell."""
    page.keyboard.type(function)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type(amount)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # 序号; an empty row has nothing to delete


def test_table_is_typed_with_the_keyboard(desk: Callable[..., Page], record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/income/")
    page.focus("#income-2-function")
    type_row(page, "2080505", "16.93")
    type_row(page, "2080502", "0.84")
    page.keyboard.press("Shift+Tab")  # back into a field of the row before: Enter there saves
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    stored = load(fetched(record)).income
    assert [(row.function, row.source, str(row.amount)) for row in stored[2:]] == [
        ("2080505", "general", "16.93"),
        ("2080502", "general", "0.84"),
    ]
    assert page.locator("#income-3-function-note").inner_text() != ""


def test_error_summary_takes_the_focus_and_leads_to_the_cells(desk: Callable[..., Page]) -> None:
    page = desk("table/expenditure/")
    page.evaluate(DIALOGS)
    page.fill("#expenditure-0-amount", "1.")
    page.fill("#expenditure-1-amount", "1.234")
    page.fill("#expenditure-2-function", "2010398")
    assert page.locator(".cell-error").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary")
    assert page.title().startswith("错误：")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    targets = ["expenditure-0-amount", "expenditure-1-amount", "expenditure-2-function"]
    for n, target in enumerate(targets):
        page.locator(".error-summary a").nth(n).press("Enter")
        assert page.evaluate("document.activeElement.id") == target
        assert page.locator(f"#{target}").get_attribute("aria-invalid") == "true"
    assert page.input_value("#expenditure-1-amount") == "1.234"
    assert serious_findings(page) == []


def test_wheel_leaves_a_focused_amount_alone(desk: Callable[..., Page]) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    page.hover("#expenditure-0-amount")
    page.mouse.wheel(0, 300)
    assert page.input_value("#expenditure-0-amount") == "130.00"


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_keep_within_the_screen(
    desk: Callable[..., Page],
    record: FilingRecord,  # noqa: F811
    width: int,
) -> None:
    complaints: list[str] = []
    project = ProjectRecord.objects.get().pk
    page = desk()
    page.set_viewport_size({"width": width, "height": 900})
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    tables = ("profile", "income", "projects", "comparisons", "unit_performance", "assets", "wording")
    for path in ("", *(f"table/{key}/" for key in tables), f"table/projects/{project}/"):
        page = desk(path)
        assert serious_findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert complaints == []
