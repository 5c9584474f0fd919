"""Two people at one page: different cells merge, the same cell is shown with both values, each sees the other."""

import pytest
from playwright.sync_api import Page, expect

from budgetportal.filings.models import CopyStep, FilingRecord
from tests.browser.accessibility import serious_findings
from tests.browser.desks import FIRST, SECOND, STATUS, Desks, Windows, amounts, retype
from tests.browser.grids import ready, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_people_merge_different_cells_and_see_each_other(windows: Windows, record: FilingRecord) -> None:
    one, two = windows
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
def test_paired_saves_lose_nothing(windows: Windows, record: FilingRecord, pairs: int) -> None:
    """Two windows save at once, each its own cell of the same table."""
    one, two = windows
    for n in range(pairs):
        one.evaluate(TYPE_AND_SAVE, [FIRST, f"{1000 + n}"])
        two.evaluate(TYPE_AND_SAVE, [SECOND, f"{2000 + n}"])
        assert [page.evaluate("() => window.flight") for page in (one, two)] == [True, True]
    assert amounts(record) == [f"{999 + pairs}.00", f"{1999 + pairs}.00"]
    typed = [change["to"] for step in CopyStep.objects.order_by("revision") for change in step.changes]
    assert sorted(typed, key=float) == [f"{base + n}.00" for base in (1000, 2000) for n in range(pairs)]
    assert one.locator(".conflict").count() == two.locator(".conflict").count() == 0


def test_same_cell_shows_both_values_and_takes_the_chosen_one(windows: Windows, record: FilingRecord) -> None:
    one, two = windows
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


def test_row_that_somebody_deleted_can_be_kept(windows: Windows, record: FilingRecord) -> None:
    one, two = windows
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


def test_nobody_meets_themselves_after_loading_the_page_again(desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    page = desk.open()
    page.wait_for_load_state("networkidle")
    page.reload()
    ready(page)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#present")).to_have_text("")
    other = desk.open()
    expect(other.locator("#present")).to_have_text("您自己（另一个窗口） 也打开了本页")
