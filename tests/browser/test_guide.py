"""The help beside the entry tables in a browser: open, read, accessible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import serious_findings
from tests.browser.grids import desk
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 390)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", ["table/expenditure/", "table/projects/new/", "table/assets/"])
def test_the_help_opens_beside_the_table(desk: Callable[..., Page], path: str):
    page = desk(path)
    help_of_table = page.locator("details.help")
    assert not help_of_table.locator("table").first.is_visible()
    help_of_table.locator("summary").focus()
    page.keyboard.press("Enter")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert help_of_table.locator("table").first.is_visible()
        assert serious_findings(page) == []
        assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("width", WIDTHS)
def test_the_guide_is_accessible(desk: Callable[..., Page], width: int):
    page = desk()
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("details.help summary").click()
    page.get_by_role("link", name="全部填报说明").click()
    page.wait_for_selector("h1:text('填报说明')")
    assert serious_findings(page) == []
    assert page.evaluate(OVERFLOW) <= 0
