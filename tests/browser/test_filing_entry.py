"""The error summary of an entry page, in Chromium; the grid has tests of its own (test_grid_*.py)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import serious_findings
from tests.browser.grids import desk, ready
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_error_summary_takes_the_focus_and_leads_to_the_cells(desk: Callable[..., Page]) -> None:
    page = desk("table/expenditure/")
    page.fill("#expenditure-0-amount", "1.")
    page.fill("#expenditure-1-amount", "1.234")
    page.fill("#expenditure-2-function", "2010398")
    page.locator("#entry .buttons.top").get_by_role("button", name="保存").press("Enter")
    page.wait_for_selector(".error-summary")
    ready(page)
    assert page.title().startswith("错误：")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    targets = ["expenditure-0-amount", "expenditure-1-amount", "expenditure-2-function"]
    for n, target in enumerate(targets):
        page.locator(".error-summary a").nth(n).press("Enter")
        expect(page.locator(f"#{target}")).to_be_focused()
        assert page.locator(f"#{target}").get_attribute("aria-invalid") == "true"
    assert page.input_value("#expenditure-1-amount") == "1.234"
    assert serious_findings(page) == []
