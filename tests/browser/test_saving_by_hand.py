"""Saving by hand, leaving a page, and a new row that gets its address."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load
from tests.browser.desks import FIRST, SECOND, Desks, amounts, retype
from tests.browser.grids import ready, saved, slowly_saved
from tests.filings.stored import fetched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_ctrl_s_saves_inside_a_cell(page: Page, record: FilingRecord) -> None:
    slowly_saved(page)
    retype(page, FIRST, "5")
    page.keyboard.press("Control+S")
    saved(page)
    assert page.evaluate("document.activeElement.id") == FIRST[1:]
    assert amounts(record)[0] == "5.00"


def test_leaving_warns_only_while_something_is_unsaved(desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    page = desk.open()
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    desk.context.set_offline(True)
    retype(page, FIRST, "6")
    page.wait_for_timeout(700)
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    desk.context.set_offline(False)
    saved(page)
    page.goto(desk.address("table/expenditure/"))
    assert asked == ["beforeunload"]
    assert amounts(record)[0] == "6.00"


def test_save_button_shows_what_is_wrong(page: Page, record: FilingRecord) -> None:
    retype(page, FIRST, "1.234")
    page.click("#entry button[value=save] >> nth=0")
    page.wait_for_selector(".error-summary")
    assert page.title().startswith("错误：")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.locator(FIRST).get_attribute("aria-invalid") == "true"
    retype(page, FIRST, "1.23")
    saved(page)
    page.focus(SECOND)
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.locator(".cell-error")).to_have_count(0)
    assert not page.title().startswith("错误：")
    assert amounts(record)[0] == "1.23"


def test_save_and_back_goes_back(page: Page, record: FilingRecord) -> None:
    retype(page, FIRST, "8")
    page.click("#entry button[value=save_back]")
    page.wait_for_url("**/change/")
    assert "已保存：收入" in page.inner_text(".messagelist")
    assert amounts(record)[0] == "8.00"


def test_new_project_gets_its_address_while_it_is_typed(desks: Desks, record: FilingRecord) -> None:
    page = desks().open("table/projects/new/")
    page.fill("#projects-1-name", "业务培训")
    saved(page)
    token = page.url
    assert "/projects/new-" in token
    page.reload()
    assert page.input_value("#projects-1-name") == "业务培训"
    ready(page)
    page.fill("#projects-1-function", "2050803")
    page.select_option("#projects-1-source", "general")
    page.fill("#projects-1-amounts-302", "3.5")
    page.wait_for_url(lambda url: "new-" not in url)
    assert page.url.endswith(f"/projects/{ProjectRecord.objects.get(name='业务培训').pk}/")
    page.fill("#projects-1-name", "培训")
    page.keyboard.press("Control+S")
    page.wait_for_timeout(200)
    saved(page)
    assert [one.name for one in load(fetched(record)).projects][1:] == ["培训"]
