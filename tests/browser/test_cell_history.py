"""The history of the cell in focus: opened with a key or a button, read, closed, and back in the cell."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from budgetportal.filings.models import FilingRecord, IncomeRecord
from tests.browser.accessibility import serious_findings
from tests.browser.grids import active, desk, saved
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELL, PANEL = "#income-0-amount", "dialog.cell-history[open]"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_history_of_a_cell_is_a_key_away(
    desk: Callable[..., Page],
    record: FilingRecord,  # noqa: F811
    width: int,
) -> None:
    IncomeRecord.objects.filter(position=0).update(amount=Decimal("88.00"))  # by nobody who is known
    page = desk("table/income/")
    page.set_viewport_size({"width": width, "height": 800})
    page.focus(CELL)
    page.keyboard.type("1234.5")
    page.keyboard.press("Control+S")
    saved(page)
    page.focus(CELL)
    page.keyboard.press("Alt+h")
    panel = page.locator(PANEL)
    expect(panel.get_by_role("heading")).to_have_text("第 1 行 金额：历史")
    rows = panel.locator("tbody tr")
    expect(rows).to_have_count(3)
    assert [rows.nth(0).locator("td").nth(n).inner_text() for n in (2, 3, 4)] == ["88.00", "1,234.50", "修改"]
    assert rows.nth(1).locator("td").nth(1).inner_text() == "没有登记操作人"
    assert serious_findings(page) == []
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_have_count(0)
    assert active(page) == (0, "amount")


def test_the_page_stays_usable_beside_it_and_the_button_opens_it(desk: Callable[..., Page]) -> None:
    page = desk("table/income/")
    page.focus(CELL)
    page.get_by_role("button", name="本格历史").click()
    expect(page.locator(PANEL).get_by_role("heading")).to_have_text("第 1 行 金额：历史")
    page.focus("#income-1-source")
    page.keyboard.press("Alt+h")
    expect(page.locator(PANEL).get_by_role("heading")).to_have_text("第 2 行 资金来源：历史")


def test_a_row_not_yet_begun_says_so_and_the_switch_turns_the_key_off(desk: Callable[..., Page]) -> None:
    page = desk("table/income/")
    page.locator('tbody tr[data-row=""] [data-cell="amount"]').first.focus()
    page.keyboard.press("Alt+h")
    expect(page.locator(PANEL)).to_contain_text("还没有填写，没有历史")
    page.keyboard.press("Escape")
    page.evaluate("localStorage.setItem('entry-shortcuts', 'off')")
    page.keyboard.press("Alt+h")
    expect(page.locator(PANEL)).to_have_count(0)
