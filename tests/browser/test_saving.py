"""What is typed is saved by itself, survives a lost network and a closed window, and meets what others type openly."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, Request, Route, expect

from budgetportal.filings.models import CopyStep, FilingRecord, ProjectRecord
from budgetportal.filings.storage import load
from budgetportal.units.models import Membership, Person, Role
from tests.browser.accessibility import serious_findings
from tests.browser.grids import ready
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.test_storage import fetched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STATUS = "#saving"
FIRST, SECOND = "#income-0-amount", "#income-1-amount"


class Desk:
    """Somebody's browser, and the pages of the example's filing in it."""

    def __init__(self, browser: Browser, server: str, record: FilingRecord, username: str) -> None:  # noqa: F811
        self.server, self.record = server, record
        person = Person.objects.create_user(username, name=username)
        Membership.objects.create(person=person, unit=record.unit, role=Role.ACCOUNTANT)
        client = Client()
        client.force_login(person, BACKEND)
        self.context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
        session = client.cookies["session"].value
        self.context.add_cookies([{"name": "session", "value": session, "url": server}])

    def address(self, path: str) -> str:
        return f"{self.server}/admin/filings/filingrecord/{self.record.pk}/{path}"

    def open(self, path: str = "table/income/") -> Page:
        page = self.context.new_page()
        assert page.goto(self.address(path)).status == 200  # type: ignore[union-attr]
        ready(page)
        return page


@pytest.fixture
def desks(chromium: Browser, live_server: Any, record: FilingRecord) -> Any:  # noqa: F811
    """Return a maker of desks, closed at the end."""
    cache.clear()
    made: list[Desk] = []

    def make(username: str = "会计甲") -> Desk:
        made.append(Desk(chromium, live_server.url, record, username))
        return made[-1]

    yield make
    for desk in made:
        desk.context.close()


def retype(page: Page, cell: str, text: str) -> None:
    page.focus("form#entry button >> nth=0")  # a press on the cell in focus would put the caret into it
    page.click(cell)
    page.keyboard.type(text)


def saved(page: Page) -> None:
    page.wait_for_selector(f"{STATUS}[data-state=saved]")


def amounts(record: FilingRecord) -> list[str]:  # noqa: F811
    return [str(row.amount) for row in load(fetched(record)).income]


def posts(page: Page) -> list[Request]:
    found: list[Request] = []
    page.on("request", lambda request: found.append(request) if request.method == "POST" else None)
    return found


# ---------------------------------------------------------------------------------------------- by itself


def test_typed_text_is_saved_half_a_second_later(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
    page = desks().open()
    retype(page, FIRST, "200")
    saved(page)
    expect(page.locator(STATUS)).to_contain_text("已保存")
    assert page.locator(STATUS).get_attribute("role") == "status"
    assert amounts(record) == ["200.00", "269.32"]


def test_window_killed_a_second_later_loses_nothing(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
    desk = desks()
    page = desk.open()
    retype(page, FIRST, "12x")  # cannot be stored, and is kept all the same
    page.wait_for_timeout(1000)
    page.close(run_before_unload=False)
    again = desk.open()
    assert again.input_value(FIRST) == "12x"
    assert again.locator(".error-summary li").count() == 1
    assert amounts(record) == ["143.01", "269.32"]


def test_offline_edits_are_sent_once_when_the_network_is_back(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
) -> None:
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


def test_offline_edits_survive_the_window(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
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


def test_answer_that_is_lost_does_not_double_a_row(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
    page = desks().open()
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
    saved_or_draft(page)
    assert len(lost) == 1
    page.wait_for_timeout(300)
    page.reload()
    codes = [page.input_value(f"#income-{n}-function") for n in range(4)]
    assert codes.count("2080505") == 1


def saved_or_draft(page: Page) -> None:
    page.wait_for_selector(f"{STATUS}[data-state=saved]", timeout=15_000)


def test_200_rapid_edits_and_a_save_by_hand(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
    """No row twice, no conflict with oneself, never two requests at once."""
    page = desks().open()
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
    page.wait_for_selector(f"{STATUS}[data-state=saved]")
    page.click("#entry button[value=save] >> nth=0")
    page.wait_for_selector(".messagelist .success")
    assert set(answers) == {200}
    assert most == 1
    assert amounts(record) == ["1198.00", "1199.00"]


# --------------------------------------------------------------------------------------------- leaving


def test_ctrl_s_saves_inside_a_cell(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
    page = desks().open()
    page.evaluate("document.getElementById('entry').entry.saver.delay = 60_000")
    retype(page, FIRST, "5")
    page.keyboard.press("Control+S")
    saved(page)
    assert page.evaluate("document.activeElement.id") == FIRST[1:]
    assert amounts(record)[0] == "5.00"


def test_leaving_warns_only_while_something_is_unsaved(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
) -> None:
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


def test_save_button_shows_what_is_wrong(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
    page = desks().open()
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


def test_save_and_back_goes_back(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
    page = desks().open()
    retype(page, FIRST, "8")
    page.click("#entry button[value=save_back]")
    page.wait_for_url("**/change/")
    assert "已保存：收入" in page.inner_text(".messagelist")
    assert amounts(record)[0] == "8.00"


def test_new_project_gets_its_address_while_it_is_typed(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
) -> None:
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


# ------------------------------------------------------------------------------------------ two windows


def test_two_people_merge_different_cells_and_see_each_other(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
) -> None:
    one, two = desks("会计甲").open(), desks("会计乙").open()
    retype(one, FIRST, "10")
    saved(one)
    retype(two, SECOND, "20")
    saved(two)
    assert amounts(record) == ["10.00", "20.00"]
    expect(two.locator(FIRST)).to_have_value("10.00")
    one.evaluate("document.getElementById('entry').entry.saver.presence.ping()")
    expect(one.locator(SECOND)).to_have_value("20.00")
    expect(one.locator("#present")).to_contain_text("会计乙")


TYPE_AND_SAVE = """([cell, text]) => {
    const input = document.querySelector(cell);
    input.focus();
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    window.flight = document.getElementById("entry").entry.saver.flush();
}"""


@pytest.mark.parametrize("pairs", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_paired_saves_lose_nothing(desks: Callable[..., Desk], record: FilingRecord, pairs: int) -> None:  # noqa: F811
    """Two windows save at once, each its own cell of the same table."""
    one, two = desks("会计甲").open(), desks("会计乙").open()
    for n in range(pairs):
        one.evaluate(TYPE_AND_SAVE, [FIRST, f"{1000 + n}"])
        two.evaluate(TYPE_AND_SAVE, [SECOND, f"{2000 + n}"])
        assert [page.evaluate("() => window.flight") for page in (one, two)] == [True, True]
    assert amounts(record) == [f"{999 + pairs}.00", f"{1999 + pairs}.00"]
    typed = [change["to"] for step in CopyStep.objects.order_by("revision") for change in step.changes]
    assert sorted(typed, key=float) == [f"{base + n}.00" for base in (1000, 2000) for n in range(pairs)]
    assert one.locator(".conflict").count() == two.locator(".conflict").count() == 0


def test_same_cell_shows_both_values_and_takes_the_chosen_one(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
) -> None:
    one, two = desks("会计甲").open(), desks("会计乙").open()
    retype(one, FIRST, "10")
    saved(one)
    retype(two, FIRST, "20")
    two.wait_for_selector(f"{STATUS}[data-state=conflict]")
    box = two.locator(".conflict")
    expect(box).to_contain_text("您：20")
    expect(box).to_contain_text("10.00")
    expect(box).to_contain_text("会计甲")
    assert amounts(record)[0] == "10.00"
    assert serious_findings(two) == []
    box.get_by_role("button", name="用我的").focus()
    two.keyboard.press("Enter")
    saved(two)
    assert amounts(record)[0] == "20.00"
    expect(two.locator(".conflict")).to_have_count(0)
    retype(one, FIRST, "30")
    one.wait_for_selector(".conflict")
    one.get_by_role("button", name="用对方的").click()
    expect(one.locator(FIRST)).to_have_value("20.00")
    saved(one)
    assert amounts(record)[0] == "20.00"


def test_row_that_somebody_deleted_can_be_kept(desks: Callable[..., Desk], record: FilingRecord) -> None:  # noqa: F811
    one, two = desks("会计甲").open(), desks("会计乙").open()
    delete_row(one, 0)
    saved(one)
    assert amounts(record) == ["269.32"]
    retype(two, FIRST, "20")
    box = two.locator(".conflict")
    expect(box).to_contain_text("已删除这一行")
    box.get_by_role("button", name="用我的").click()
    saved(two)
    assert sorted(amounts(record)) == ["20.00", "269.32"]


def delete_row(page: Page, n: int) -> None:
    """As the page's own command does it."""
    page.evaluate(
        """(n) => {
            const { page } = document.getElementById("entry").entry;
            const grid = page.grids.get("income");
            const { id: row, cells } = grid.rows[n];
            page.apply([{ op: "delete", at: "income", row, after: grid.before(row), cells: { ...cells } }]);
        }""",
        n,
    )


def test_nobody_meets_themselves_after_loading_the_page_again(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
) -> None:
    desk = desks()
    page = desk.open()
    page.wait_for_load_state("networkidle")
    page.reload()
    ready(page)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#present")).to_have_text("")
    other = desk.open()
    expect(other.locator("#present")).to_have_text("您自己（另一个窗口） 也打开了本页")


# ------------------------------------------------------------------------------------------- what ends it


def test_closed_filing_says_so_and_keeps_the_text(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = desks().open()
    monkeypatch.setattr("budgetportal.filings.entry.batches.editable", lambda _record: False)
    retype(page, FIRST, "9")
    page.wait_for_selector(f"{STATUS}[data-state=closed]")
    assert "不能改" in page.inner_text(STATUS)
    assert "9" in json.dumps(page.evaluate("Object.values(localStorage)"))
    assert amounts(record)[0] == "143.01"


def test_ended_session_keeps_the_text_until_signed_in_again(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
) -> None:
    desk = desks()
    page = desk.open()
    page.wait_for_load_state("networkidle")  # an answer under way would bring the cookie back
    cookies = desk.context.cookies()
    desk.context.clear_cookies(name="session")
    retype(page, FIRST, "9")
    expect(page.locator(STATUS)).to_contain_text("登录已失效")
    desk.context.add_cookies(cookies)
    page.wait_for_selector(f"{STATUS}[data-state=saved]", timeout=15_000)
    assert amounts(record)[0] == "9.00"


def test_nothing_is_refused_by_the_content_security_policy(
    desks: Callable[..., Desk],
    record: FilingRecord,  # noqa: F811
) -> None:
    complaints: list[str] = []
    desk = desks()
    page = desk.context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(desk.address("table/income/"))
    retype(page, FIRST, "9")
    saved(page)
    assert complaints == []
