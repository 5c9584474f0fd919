"""The task list, the tabs and the totals in Chromium: they follow what is entered, without loading the page anew."""

import dataclasses
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from budgetportal.filings import storage
from budgetportal.filings.entry.drafts import unstored
from budgetportal.filings.models import EmptyTable, FilingRecord, WorkingCopy
from budgetportal.publishing.state import State, of
from tests.browser.accessibility import serious_findings
from tests.browser.visits import sign_in
from tests.disclosure.examples import official, small_filing
from tests.publishing import scenes
from tests.publishing.conftest import artefact_root, draft, people

__all__ = ["artefact_root", "draft", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAIT = 20_000  # milliseconds: what follows a save may take its time on a busy machine
HERE = "() => { window.here = true }"  # gone when the page is loaded anew


@pytest.fixture
def desk(live_server, chromium_page, complaints, draft, people):
    """Return an opener of the filing's pages, signed in as its accountant; nothing may be complained of."""
    sign_in(chromium_page, live_server, people.accountant)

    def open_page(path="change/", record=draft):
        answer = chromium_page.goto(f"{live_server.url}/admin/filings/filingrecord/{record.pk}/{path}")
        assert answer.status == 200
        chromium_page.evaluate(HERE)
        return chromium_page

    yield open_page
    assert complaints == []


def status(page, key):
    return page.locator(f'.tasks tr[data-page="{key}"] .status')


def store(record, **members):
    storage.store(record, dataclasses.replace(small_filing(), **members))


def with_faulty_ninth_table(record):
    """B36: the vehicles of 国有资产, the ninth table, are more than their kinds add up to."""
    whole = small_filing()
    store(record, assets=dataclasses.replace(whole.assets, vehicles=3))


# A2.19


@pytest.mark.parametrize("width", [1280, 390])
def test_error_in_the_ninth_table_marks_its_tab_and_the_summary_opens_it(width, desk, draft):
    with_faulty_ninth_table(draft)
    page = desk()
    page.set_viewport_size({"width": width, "height": 800})
    tab = page.locator('nav.tables a[data-page="assets"]')
    assert tab.locator(".count").inner_text().startswith("1")
    assert [page.locator("nav.tables .count").count(), page.locator("nav.tables a").count()] == [1, 13]
    page.locator(".tasks .error-summary a").first.press("Enter")
    page.wait_for_url("**/table/assets/#assets-vehicles")
    assert page.evaluate("document.activeElement.id || location.hash") in ("assets-vehicles", "#assets-vehicles")
    current = page.locator("nav.tables a[aria-current]")
    assert current.get_attribute("data-page") == "assets"
    box = current.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_findings(page) == []


def test_tab_loses_its_count_when_the_error_is_cured(desk, draft):
    with_faulty_ninth_table(draft)
    page = desk("table/assets/")
    page.wait_for_selector("html[data-saving=ready]")
    page.fill("#assets-vehicles", "0")
    page.locator('nav.tables a[data-page="assets"] .count').wait_for(state="detached", timeout=WAIT)
    page.fill("#assets-vehicles", "x")
    page.locator('nav.tables a[data-page="assets"] .count').wait_for(timeout=WAIT)
    assert page.evaluate("window.here")


# A2.20


def test_submission_opens_with_the_eleventh_table_without_loading_the_page(desk, draft):
    EmptyTable.objects.all().delete()
    page = desk()
    submit = page.get_by_role("link", name="送审", exact=True)
    assert "8 / 11" in page.locator(".tasks .progress").inner_text()
    assert submit.count() == 0
    assert "还有 3 张表没有数，也没有声明为空表" in page.locator(".publishing-later").inner_text()
    assert serious_findings(page) == []
    for done in (9, 10, 11):
        page.locator('tr[data-table] button:has-text("声明为空表")').first.press("Enter")
        page.get_by_text(f"{done} / 11", exact=True).first.wait_for(timeout=WAIT)
    submit.wait_for(timeout=WAIT)
    assert "已声明为空表" in page.locator("#tasks-said").inner_text()
    page.locator('tr[data-table] button:has-text("撤回空表")').first.press("Enter")
    submit.wait_for(state="detached", timeout=WAIT)
    assert page.evaluate("window.here")
    assert of(draft) is State.DRAFT


def test_entry_table_is_declared_and_filled(desk, draft):
    store(draft, official_expenses=())
    page = desk()
    assert status(page, "official_expenses").inner_text() == "未开始"
    page.locator("#declare-official_expenses").click()
    page.locator('.tasks tr[data-page="official_expenses"] .status[data-status="empty"]').wait_for(timeout=WAIT)
    storage.replace_member(
        draft, "official_expenses", dataclasses.replace(small_filing(), official_expenses=(official("1.00"),))
    )
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as on the way back from the table
    page.locator('.tasks tr[data-page="official_expenses"] .status[data-status="done"]').wait_for(timeout=WAIT)
    assert page.evaluate("window.here")


def test_status_follows_what_somebody_else_saves(desk, draft):
    page = desk()
    assert status(page, "income").inner_text() == "已完成"
    store(draft, income=small_filing().income[:-1])
    page.locator('.tasks .status[data-status="faulty"]').first.wait_for(timeout=40_000)
    page.locator("nav.tables .count").first.wait_for()
    assert page.evaluate("window.here")


def test_without_script_a_table_is_declared_by_its_button(live_server, chromium, draft, people):
    store(draft, official_expenses=())
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, people.accountant)
    page.goto(f"{live_server.url}/admin/filings/filingrecord/{draft.pk}/table/official_expenses/")
    page.get_by_role("button", name="声明为空表").click()
    page.get_by_text("已声明为空表").first.wait_for()
    assert status(page, "official_expenses").inner_text() == "空表"
    context.close()


# totals


@pytest.mark.parametrize("width", [1280, 390])
def test_totals_are_in_view_and_follow_the_typing(width, desk, draft):
    page = desk("table/expenditure/")
    page.set_viewport_size({"width": width, "height": 700})
    page.wait_for_selector("html[data-saving=ready]")

    def totals():
        return [
            page.locator(f'.balance [data-total="{name}"]').inner_text()
            for name in ("income", "expenditure", "difference")
        ]

    assert totals() == ["225.00", "225.00", "0.00"]
    cell = page.locator("#expenditure-0-amount")
    cell.click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.type("1120.50")
    page.keyboard.press("Enter")
    page.locator(".balance.unbalanced").wait_for()
    assert totals() == ["225.00", "1,225.50", "-1,000.50"]
    box = page.locator(".balance").bounding_box()
    assert box["y"] + box["height"] <= 700 + 1
    page.wait_for_selector('#saving[data-state="saved"]')
    page.locator('nav.tables a[data-page="expenditure"] .count').wait_for(timeout=WAIT)
    assert totals() == ["225.00", "1,225.50", "-1,000.50"]
    page = desk("table/profile/")
    assert totals() == ["225.00", "1,225.50", "-1,000.50"]


def test_other_side_is_the_one_that_another_window_stores(desk, draft, settings):
    settings.ENTRY_PING_INTERVAL = 300
    page = desk("table/expenditure/")
    page.wait_for_selector("html[data-saving=ready]")
    other = page.context.new_page()
    other.goto(page.url.replace("/expenditure/", "/income/"))
    other.wait_for_selector("html[data-saving=ready]")

    def total(of, name):
        return of.locator(f'.balance [data-total="{name}"]')

    def type_amount(into, side, amount):
        into.bring_to_front()
        into.locator(f"#{side}-0-amount").click()
        into.keyboard.press("F2")
        into.keyboard.press("Control+a")
        into.keyboard.type(amount)
        into.keyboard.press("Enter")

    before = Decimal(total(page, "income").inner_text())
    first = small_filing().income[0].amount
    type_amount(other, "income", str(first + 1000))
    page.bring_to_front()
    raised = f"{before + 1000:,.2f}"
    expect(total(page, "income")).to_have_text(raised, timeout=WAIT)
    expect(total(page, "difference")).to_have_text("1,000.00")
    sums = page.locator("table.sums").first
    expect(sums).to_contain_text(f"收入合计{raised}")
    expect(sums).to_contain_text("与收入合计相差-1,000.00")
    spent = small_filing().expenditure[0].amount
    type_amount(page, "expenditure", str(spent + 1000))
    expect(total(page, "difference")).to_have_text("0.00")
    expect(total(other, "expenditure")).to_have_text(raised, timeout=WAIT)
    expect(total(other, "difference")).to_have_text("0.00")
    assert page.evaluate("window.here")


def test_a_page_without_inputs_follows_what_is_stored(desk, draft):
    page = desk("table/projects/")
    expect(page.locator('.balance [data-total="difference"]')).to_have_text("0.00")
    store(draft, income=small_filing().income[:-1])
    expect(page.locator(".balance.unbalanced")).to_be_visible(timeout=40_000)
    assert page.evaluate("window.here")


# A2.15


def test_a_new_year_begins_on_the_first_page(live_server, desk, chromium_page, draft, people):
    scenes.bring_to(State.PUBLISHED, draft, people)
    page = chromium_page
    page.goto(f"{live_server.url}/admin/")
    assert serious_findings(page) == []
    page.get_by_role("link", name="从上年开始").press("Enter")
    assert serious_findings(page) == []
    page.get_by_role("button", name="新建 2025 年").press("Enter")
    page.wait_for_url("**/change/")
    record = FilingRecord.objects.get(fiscal_year=2025)
    assert status(page, "income").inner_text() == "填写中"
    page.locator('.tasks tr[data-page="official_expenses"] a').click()
    page.wait_for_selector("html[data-saving=ready]")
    assert page.input_value("#official_expenses-0-amount") == ""
    page.locator("#official_expenses-0-amount").click()
    page.keyboard.type("1.50")
    page.keyboard.press("Enter")
    page.locator('nav.tables a[data-page="official_expenses"][data-status="done"]').wait_for(timeout=WAIT)
    assert WorkingCopy.objects.filter(filing=record, page="official_expenses", draft=True).count() == 0
    page = desk("table/comparisons/", record)
    locked = page.locator('input[data-cell="prior"][readonly]')
    assert locked.count() > 5
    assert "上年公开数" in page.locator(".note:has-text('上年公开数')").first.inner_text()
    assert len(unstored(record)) == 5


@pytest.mark.parametrize("role", ["accountant", "reviewer", "publisher", "bureau", "auditor", "stranger"])
def test_first_page_of_every_role(role, live_server, chromium_page, complaints, draft, people):
    sign_in(chromium_page, live_server, getattr(people, role))
    chromium_page.goto(f"{live_server.url}/admin/")
    for width in (1280, 390):
        chromium_page.set_viewport_size({"width": width, "height": 800})
        assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious_findings(chromium_page) == []
    assert complaints == []
