"""Work in a grid is not lost: leaving warns, undo outlives a reload, 500 rows of 9 columns are saved; in Chromium."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from budgetportal.filings.models import CopyStep, FilingRecord
from budgetportal.filings.storage import load
from tests.browser.grids import active, desk, paste, ready, rows_of, said, saved, slowly_saved, text, typed
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.stored import fetched

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
INDICATORS = "unit_performance.indicators"


def type_amount(page: Page) -> None:
    typed(page, "5")


def paste_amounts(page: Page) -> None:
    paste(page, "1\r\n2\r\n")


def delete_row(page: Page) -> None:
    page.keyboard.press("Alt+Delete")


def reorder(page: Page) -> None:
    page.keyboard.press("Alt+ArrowDown")


def fill_down(page: Page) -> None:
    typed(page, "Shift+ArrowDown", "Control+d")


def undo(page: Page) -> None:
    typed(page, "5", "Enter", "Control+s")
    saved(page)
    page.keyboard.press("Control+z")


@pytest.mark.parametrize("change", [type_amount, paste_amounts, delete_row, reorder, fill_down, undo])
def test_leaving_with_unsaved_work_warns(desk: Open, change: Callable[[Page], None]) -> None:
    page = desk("table/expenditure/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    slowly_saved(page)
    page.focus("#expenditure-0-amount")
    page.keyboard.press("ArrowUp")  # a person is here
    change(page)
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    saved(page)  # who stays has it saved
    page.reload()
    ready(page)
    page.focus("#expenditure-0-amount")
    page.keyboard.press("ArrowDown")
    page.goto(page.url.replace("expenditure", "income"))
    assert asked == ["beforeunload"]


def test_undo_outlives_a_reload(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    typed(page, "100", "Enter", "Alt+Delete")
    saved(page)
    page.reload()
    ready(page)
    assert len(rows_of(page, "expenditure")) == 2
    page.focus("#expenditure-0-function")
    page.keyboard.press("Control+z")
    assert [row["amount"] for row in rows_of(page, "expenditure")] == ["100.00", "13.01", "269.32"]
    saved(page)
    page.reload()
    ready(page)
    page.focus("#expenditure-0-function")
    page.keyboard.press("Control+z")
    assert text(page, "expenditure", 0, "amount") == "130.00"
    saved(page)
    assert [str(row.amount) for row in load(fetched(record)).expenditure] == ["130.00", "13.01", "269.32"]
    page.keyboard.press("Control+y")
    assert text(page, "expenditure", 0, "amount") == "100.00"


def test_a_pasted_block_is_taken_back_after_a_reload(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-function")
    typed(page, "Control+End", "ArrowDown", "Home")
    paste(page, "2010301\t一般公共预算（一般财力）\t项目支出\t1\r\n2010302\t一般公共预算（一般财力）\t项目支出\t2\r\n")
    saved(page)
    page.reload()
    ready(page)
    assert len(rows_of(page, "expenditure")) == 5
    page.focus("#expenditure-0-function")
    page.keyboard.press("Control+z")
    assert len(rows_of(page, "expenditure")) == 3


def test_a_step_whose_text_is_something_else_now_stays(desk: Open) -> None:
    """What somebody else has changed since is not taken back with one's own step."""
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    typed(page, "100", "Enter")
    saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    ready(other)
    other.focus("#expenditure-0-amount")
    typed(other, "101", "Enter")
    saved(other)
    other.close()
    page.reload()
    ready(page)
    page.focus("#expenditure-0-amount")
    page.keyboard.press("Control+z")
    assert text(page, "expenditure", 0, "amount") == "101.00"
    assert said(page, "expenditure") == "这一步的内容后来已改成别的，没有撤消。"


def test_500_rows_of_9_columns_are_saved(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/unit_performance/")
    page.focus("#unit_performance-indicators-0-level1")
    typed(page, "Control+End", "ArrowDown", "Home")
    first = active(page)[0]
    cells = ("产出指标", "数量指标", "指标 {}", "≥", "{}", "个", "计划标准", "上年 {}", "1")
    lines = ["\t".join(cell.format(n) for cell in cells) for n in range(500)]
    posts: list[Any] = []
    page.on("requestfinished", lambda request: posts.append(request) if request.method == "POST" else None)
    began = time.monotonic()
    took = paste(page, "\r\n".join(lines))
    page.wait_for_selector('#saving[data-state="saved"]', timeout=120_000)
    whole = time.monotonic() - began
    print(f"500 x 9 cells: on the page in {took:.0f} ms, saved after {whole:.1f} s, {len(posts)} requests")
    stored = load(fetched(record)).unit_performance
    assert stored is not None
    found = stored.indicators[first:]
    assert len(found) == 500
    assert [(one.level3, one.target and one.target.value, one.prior, str(one.weight)) for one in found] == [
        (f"指标 {n}", str(n), f"上年 {n}", "1") for n in range(500)
    ]
    assert all(request.headers["content-type"] == "application/json" for request in posts)
    assert CopyStep.objects.count() == len(posts)
    page.reload()
    ready(page)
    assert len(rows_of(page, INDICATORS)) == first + 500
