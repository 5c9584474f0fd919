"""The findings beside the entry pages in Chromium: what the published originals got wrong, and the way to its cells."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from budgetportal.disclosure.codec import read_filing
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.models import Answer
from tests.browser.accessibility import serious_findings
from tests.browser.visits import sign_in
from tests.publishing import scenes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINE = "#findings .beside-finding"
REASON = "离退休人员公用经费标准提高，人数没有变化。"


@pytest.fixture
def import_seed(shared_folder) -> Callable[[str], FilingRecord]:
    """Return a maker of the filings of published originals."""

    def make(name: str) -> FilingRecord:
        filing, problems = read_filing((shared_folder / "filings" / f"{name}.json").read_bytes())
        assert filing is not None, problems
        return scenes.draft(filing)

    return make


@pytest.fixture
def opened(live_server: Any, chromium_page: Page, complaints) -> Callable[..., Page]:
    """Return an opener of a filing's pages for its accountant; nothing may complain."""

    def open_page(record: FilingRecord, path: str = "change/") -> Page:
        if not chromium_page.context.cookies():
            sign_in(chromium_page, live_server, scenes.people(record.unit).accountant)
        chromium_page.goto(f"{live_server.url}/admin/filings/filingrecord/{record.pk}/{path}")
        return chromium_page

    yield open_page
    assert complaints == []


def line(page: Page, rule: str) -> Any:
    return page.locator(LINE).filter(has=page.locator(".beside-rule", has_text=rule)).first


def in_focus(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def test_a_reason_against_the_direction_is_shown_with_both_figures_and_leads_to_its_cells(import_seed, opened):
    """D6: 0.84 after 0.42, "未增加". From another table, then from its own; warnings can be explained, errors not."""
    record = import_seed("budget-2024-unit")
    page = opened(record, "table/income/")
    found = line(page, "B41")
    for figure in ("0.84 万元", "0.42 万元", "未增加"):
        expect(found).to_contain_text(figure)
    found.locator(".beside-where a").click()
    page.wait_for_url("**/table/*/#comparisons-*-reason")  # where the reason is written, in its sentence
    expect(page.locator("[id^=comparisons-][id$=-reason]:focus")).to_have_count(1)
    assert "未增加" in page.locator(":focus").input_value()

    found = line(page, "B41")  # now in the section of this page
    expect(page.locator("#findings section").first).to_contain_text("B41")
    found.locator(".beside-also a").first.click()
    expect(page.locator("[id^=comparisons-][id$=-prior]:focus")).to_have_value("0.42")
    assert line(page, "B36").locator("textarea").count() == 0  # an error


def test_the_count_of_projects_against_their_tables(import_seed, opened):
    """D8: two projects of the general budget, four 绩效目标表."""
    page = opened(import_seed("budget-2023-unit"))
    expect(line(page, "B38.7")).to_contain_text("绩效目标表 4 张（一般公共预算 2 张")
    expect(line(page, "B38.7")).to_contain_text("项目支出情况表列 2 个项目")


def test_it_follows_each_save_without_a_reload_and_without_the_focus(import_seed, opened):
    record = import_seed("budget-2024-unit")
    page = opened(record, "table/income/")
    page.wait_for_selector("section.grid.live")
    page.evaluate("window.stays = true")
    was = page.input_value("#income-0-amount")
    assert line(page, "B13").count() == 0
    page.fill("#income-0-amount", "1.00")
    expect(line(page, "B13")).to_contain_text("收入表")
    expect(page.locator("#findings-count")).to_contain_text("2 个错误")  # with the equipment
    assert in_focus(page) == "income-0-amount"
    links = line(page, "B13").locator("a")
    assert links.first.get_attribute("href").endswith("#income-0-amount")
    assert "/table/expenditure/#expenditure-" in links.nth(1).get_attribute("href")
    page.fill("#income-0-amount", was.replace(",", ""))
    expect(line(page, "B13")).to_have_count(0)
    assert page.evaluate("window.stays") is True


def test_a_draft_is_said_not_to_be_part_of_it(import_seed, opened):
    page = opened(import_seed("budget-2024-unit"), "table/income/")
    page.wait_for_selector("section.grid.live")
    page.fill("#income-0-amount", "一百")
    expect(page.locator(".beside-draft")).to_contain_text("“收入”有没有存入的内容")


def test_a_warning_is_explained_in_place_while_what_is_typed_there_stays(import_seed, opened):
    record = import_seed("budget-2024-unit")
    page = opened(record, "table/income/")
    page.wait_for_selector("section.grid.live")
    key = line(page, "B41").locator("textarea").get_attribute("id")
    found = page.locator(LINE).filter(has=page.locator(f"#{key}"))
    found.locator("summary", has_text="说明原因").click()
    found.locator("textarea").fill(REASON)
    with page.expect_response("**/findings/beside/**"):
        page.fill("#income-0-amount", "1.00")  # saved, and the findings fetched anew
    expect(line(page, "B13")).to_be_visible()
    assert found.locator("textarea").input_value() == REASON
    found.get_by_role("button", name="写入说明").press("Enter")
    expect(found).to_contain_text("已说明")
    expect(found.locator(".beside-answer")).to_contain_text(REASON)
    assert found.locator("textarea").input_value() == ""
    assert Answer.objects.get(record=record).explanation == REASON
    assert page.evaluate("document.getElementById('findings').contains(document.activeElement)")


def test_without_script_the_panel_and_its_answers_work_too(import_seed, live_server, chromium):
    record = import_seed("budget-2024-unit")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, scenes.people(record.unit).accountant)
    address = f"{live_server.url}/admin/filings/filingrecord/{record.pk}/table/income/"
    page.goto(address)
    found = line(page, "B41")
    found.locator("summary", has_text="说明原因").click()
    found.locator("textarea").fill(REASON)
    found.get_by_role("button", name="写入说明").click()
    assert page.url == address
    expect(line(page, "B41")).to_contain_text(REASON)
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_it_stands_beside_the_form_or_under_it_and_folds_away(width, import_seed, opened):
    record = import_seed("budget-2024-unit")
    page = opened(record, "table/comparisons/")
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_selector("section.grid.live")
    form, aside = page.locator("#entry").bounding_box(), page.locator("#findings").bounding_box()
    assert aside["x"] >= form["x"] + form["width"] if width > 1000 else aside["y"] >= form["y"] + form["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_findings(page) == []
    page.locator("#findings > details > summary").press("Enter")
    expect(page.locator("#findings-list")).to_be_hidden()
    assert serious_findings(page) == []
    page.reload()
    expect(page.locator("#findings-list")).to_be_hidden()
    page.evaluate("localStorage.clear()")
