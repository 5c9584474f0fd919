"""What is typed is saved by itself, and survives a lost network, a closed window and an ended session."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from budgetportal.filings.models import CopyStep, FilingRecord
from tests.browser.desks import FIRST, STATUS, Desks, amounts, retype
from tests.browser.grids import saved
from tests.browser.visits import complaints_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_typed_text_is_saved_half_a_second_later(page: Page, record: FilingRecord) -> None:
    retype(page, FIRST, "200")
    saved(page)
    expect(page.locator(STATUS)).to_contain_text("已保存")
    assert page.locator(STATUS).get_attribute("role") == "status"
    assert amounts(record) == ["200.00", "269.32"]


def test_window_killed_a_second_later_loses_nothing(desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    page = desk.open()
    retype(page, FIRST, "12x")  # cannot be stored, and is kept all the same
    page.wait_for_timeout(1000)
    page.close(run_before_unload=False)
    again = desk.open()
    assert again.input_value(FIRST) == "12x"
    assert again.locator(".error-summary li").count() == 1
    assert amounts(record) == ["143.01", "269.32"]


def test_offline_edits_are_sent_once_when_the_network_is_back(desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    page = desk.open()
    desk.context.set_offline(True)
    for text in ("1", "2", "3"):
        retype(page, FIRST, text)
        page.wait_for_timeout(700)
    expect(page.locator(STATUS)).to_contain_text("未保存 – 网络中断")
    desk.context.set_offline(False)
    saved(page)
    assert amounts(record) == ["3.00", "269.32"]
    changes = [change for step in CopyStep.objects.all() for change in step.changes]
    assert changes[-1]["to"] in ("3", "3.00")
    assert len(changes) <= 2, changes


def test_offline_edits_survive_the_window(desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    page = desk.open()
    desk.context.set_offline(True)
    retype(page, FIRST, "77")
    page.wait_for_timeout(700)
    page.close(run_before_unload=False)
    desk.context.set_offline(False)
    again = desk.open()
    expect(again.locator(FIRST)).to_have_value("77.00")
    assert amounts(record) == ["77.00", "269.32"]


def test_answer_that_is_lost_does_not_double_a_row(page: Page, record: FilingRecord) -> None:
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # the server has it, the browser does not know
            route.abort()
        else:
            route.continue_()

    page.route("**/copy/**", lose)
    page.click("#income-2-function")
    page.keyboard.type("2080505")
    saved(page)
    assert len(lost) == 1
    page.wait_for_timeout(300)
    page.reload()
    codes = [page.input_value(f"#income-{n}-function") for n in range(4)]
    assert codes.count("2080505") == 1


def test_200_rapid_edits_and_a_save_by_hand(page: Page, record: FilingRecord) -> None:
    """No row twice, no conflict with oneself, never two requests at once."""
    flying, most, answers = 0, 0, []

    def count(route: Route) -> None:
        nonlocal flying, most
        if route.request.method != "POST":
            return route.continue_()
        flying += 1
        most = max(most, flying)
        response = route.fetch()
        answers.append(response.status)
        route.fulfill(response=response)
        flying -= 1
        return None

    page.route("**/copy/**", count)
    page.evaluate(
        """async () => {
            const cells = ["#income-0-amount", "#income-1-amount"].map((one) => document.querySelector(one));
            for (let n = 0; n < 200; n++) {
                const cell = cells[n % 2];
                cell.focus();
                cell.value = String(1000 + n);
                cell.dispatchEvent(new InputEvent("input", { bubbles: true }));
                await new Promise((done) => setTimeout(done, n % 40 === 39 ? 600 : 5));
            }
        }"""
    )
    page.keyboard.press("Control+S")
    saved(page)
    page.click("#entry button[value=save] >> nth=0")
    page.wait_for_selector(".messagelist .success")
    assert set(answers) == {200}
    assert most == 1
    assert amounts(record) == ["1198.00", "1199.00"]


# -------------------------------------------------------------------------------------------- what ends it


def test_closed_filing_says_so_and_keeps_the_text(
    page: Page,
    record: FilingRecord,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("budgetportal.filings.entry.batches.editable", lambda _record: False)
    retype(page, FIRST, "9")
    page.wait_for_selector(f"{STATUS}[data-state=closed]")
    assert "不能改" in page.inner_text(STATUS)
    assert "9" in json.dumps(page.evaluate("Object.values(localStorage)"))
    assert amounts(record)[0] == "143.01"


def test_ended_session_keeps_the_text_until_signed_in_again(desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    page = desk.open()
    page.wait_for_load_state("networkidle")  # an answer under way would bring the cookie back
    cookies = desk.context.cookies()
    desk.context.clear_cookies(name="session")
    retype(page, FIRST, "9")
    expect(page.locator(STATUS)).to_contain_text("登录已失效")
    desk.context.add_cookies(cookies)
    saved(page)
    assert amounts(record)[0] == "9.00"


def test_nothing_is_refused_by_the_content_security_policy(desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    page = desk.context.new_page()
    complaints = complaints_of(page)
    page.goto(desk.address("table/income/"))
    retype(page, FIRST, "9")
    saved(page)
    assert complaints == []
