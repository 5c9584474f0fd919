"""Calculations typed into cells, in Chromium: while they are typed as after F2, figures afterwards."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, replace_members
from tests.browser.accessibility import serious_findings
from tests.browser.grids import active, desk, paste, ready, rows_of, said, saved, slowly_saved, text, typed
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.test_storage import fetched

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
ROUNDED = "=3333*12/10000 = 3.9996，四舍五入为 4.00"
AMOUNT = "#expenditure-0-amount"
CARET = "document.activeElement.selectionStart"
TOTAL = "tfoot output"


def amounts(page: Page) -> list[str]:
    return [row["amount"] for row in rows_of(page, "expenditure")]


def test_leaving_the_cell_puts_the_result_there(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/expenditure/")
    for n, leave in enumerate(("Enter", "Tab", "Shift+Tab", "Shift+Enter"), 3):
        page.focus("#expenditure-1-amount")
        typed(page, f"=1,000.5*2+({n}-1)", leave)
        assert page.input_value("#expenditure-1-amount") == f"2,00{n}.00"
        assert amounts(page) == ["130.00", f"200{n}.00", "269.32"]
    saved(page)
    assert [str(row.amount) for row in load(fetched(record)).expenditure] == ["130.00", "2006.00", "269.32"]


def test_a_click_elsewhere_puts_the_result_there(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "＝１２．３＋４．５")
    page.locator("h1").click()
    assert page.input_value(AMOUNT) == "16.80"


def test_arrows_stay_in_the_text_while_it_is_typed(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-1-amount")
    typed(page, "=12+3", "ArrowLeft", "ArrowLeft", "4")
    assert active(page) == (1, "amount")
    assert page.input_value("#expenditure-1-amount") == "=124+3"
    typed(page, "Home")
    assert page.evaluate(CARET) == 0
    typed(page, "End", "ArrowUp", "ArrowDown", "Backspace", "6")
    assert active(page) == (1, "amount")
    typed(page, "Enter")
    assert active(page) == (2, "amount")
    assert amounts(page)[1] == "130.00"  # 124 + 6
    typed(page, "7", "ArrowUp")  # a plain number is left by an arrow, as ever
    assert active(page) == (1, "amount")


def test_undo_brings_back_what_was_typed_and_then_what_was_there(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "=12.3+4.5", "Enter", "Control+z")
    assert active(page) == (0, "amount")
    assert page.input_value(AMOUNT) == "=12.3+4.5"
    saved(page)  # the server has done it meanwhile
    typed(page, "F2", "Backspace", "6", "Enter")
    assert page.input_value(AMOUNT) == "16.90"
    for wanted in ("=12.3+4.6", "=12.3+4.5", "130.00"):
        typed(page, "Control+z")
        assert page.input_value(AMOUNT) == wanted
    for wanted in ("=12.3+4.5", "=12.3+4.6", "16.90"):
        typed(page, "Control+y")
        assert page.input_value(AMOUNT) == wanted
    saved(page)
    assert page.locator(".conflict").count() == 0
    assert str(load(fetched(record)).expenditure[0].amount) == "16.90"


def test_escape_gives_back_the_figure(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "=12.3+4.5", "Escape", "ArrowDown")
    assert amounts(page)[0] == "130.00"
    assert page.inner_text(TOTAL) == "412.33"


def test_rounding_is_said_in_the_line_of_the_grid(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "=3333*12/10000", "Enter")
    assert said(page, "expenditure") == f"第 1 行 金额：{ROUNDED}"
    line = page.locator('section[data-grid="expenditure"] .grid-said')
    assert line.get_attribute("role") == "status"
    typed(page, "=1+1", "Enter")
    assert amounts(page)[:2] == ["4.00", "2.00"]


def test_totals_follow_when_the_cell_is_left(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "=100*2")
    assert page.inner_text(TOTAL) == "412.33"
    typed(page, "Enter")
    assert page.inner_text(TOTAL) == "482.33"
    typed(page, "ArrowUp", "=100/0")
    assert page.inner_text(TOTAL) == "482.33"
    typed(page, "Enter")
    assert page.inner_text(TOTAL) == "282.33"  # nothing is counted that is no amount


def test_what_cannot_be_done_says_why_and_stays(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "=(12+3*2", "Enter")
    assert page.input_value(AMOUNT) == "=(12+3*2"
    wanted = "“金额”填的是 “=(12+3*2”，算式里的“(”没有对应的“)”；补上“)”，或删去“(”"
    assert said(page, "expenditure") == f"第 1 行：{wanted}"
    expect(page.locator(f"{AMOUNT}-error")).to_have_text(wanted)  # the server says the same
    assert page.locator(AMOUNT).get_attribute("aria-invalid") == "true"
    assert serious_findings(page) == []
    typed(page, "ArrowUp", "F2", ")", "Enter")
    assert amounts(page)[0] == "18.00"
    expect(page.locator(f"{AMOUNT}-error")).to_have_count(0)


def test_nothing_is_lost_while_a_calculation_is_half_typed(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "=3500*12")
    saved(page)
    assert str(load(fetched(record)).expenditure[0].amount) == "42000.00"
    typed(page, "*5/")
    saved(page)
    typed(page, "10000", "Enter")
    saved(page)
    assert page.locator(".conflict").count() == 0
    assert str(load(fetched(record)).expenditure[0].amount) == "21.00"
    page.reload()
    ready(page)
    assert amounts(page)[0] == "21.00"


def test_a_spare_row_begins_with_a_calculation(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-2-amount")
    typed(page, "ArrowDown")
    assert active(page) == (3, "amount")
    typed(page, "=6*7", "Enter")
    assert amounts(page)[3] == "42.00"
    typed(page, "Control+z")
    assert text(page, "expenditure", 3, "amount") == "=6*7"
    typed(page, "ArrowDown")
    assert amounts(page)[3] == "42.00"


def test_filling_down_copies_the_result(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "=12.3+4.5", "Enter", "Control+z", "Shift+ArrowDown", "Control+d")
    assert amounts(page)[1] == "16.80"


def test_a_pasted_block_is_calculated_with_its_report_and_one_undo(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    before = amounts(page)
    paste(page, "=12.3+4.5\r\n=3333*12/10000\r\n=1/0\r\n")
    assert amounts(page) == ["16.80", "4.00", "269.32"]
    assert said(page, "expenditure") == (
        "已粘贴 2 格，1 格没有粘贴：第 3 行 金额“=1/0”算式除以了 0，没有得数；改正除数。"
        f"1 格四舍五入：第 2 行 金额：{ROUNDED}。"
    )
    typed(page, "Control+z")
    assert amounts(page) == before


def test_in_text_an_equals_sign_is_a_sign(desk: Open) -> None:
    page = desk("table/glossary/")
    page.focus("#glossary-0-term")
    typed(page, "=1+2", "ArrowRight")
    assert active(page)[1] != "term"
    assert rows_of(page, "glossary")[0]["term"] == "=1+2"


def test_weights_and_counts_in_a_grid(desk: Open) -> None:
    page = desk("table/unit_performance/")
    weight = "#unit_performance-indicators-0-weight"
    page.focus(weight)
    typed(page, "=90-77.5", "ArrowLeft", "ArrowLeft", "Enter")
    assert page.input_value(weight) == "12.5"
    page = desk("table/profile/")
    cell = page.locator('[data-grid="profile.staffing.establishment_kinds"] [data-cell="value"]').first
    cell.focus()
    typed(page, "=7/2", "Enter")
    expect(cell).to_have_value("4")
    assert said(page, "profile.staffing.establishment_kinds") == "第 1 行 人数：=7/2 = 3.5，四舍五入为 4"


# ------------------------------------------------------------------------------------- outside the grids


def test_a_field_outside_the_grids_calculates_too(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/procurement/")
    field = page.locator("#procurement-goods")
    field.focus()
    page.keyboard.press("Control+a")
    typed(page, "=3333*12/10000", "Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value("4.00")
    line = page.locator("#procurement-goods-rounding")
    expect(line).to_have_text(ROUNDED)
    assert line.get_attribute("role") == "status"
    assert serious_findings(page) == []
    typed(page, "Control+z")
    expect(field).to_have_value("=3333*12/10000")
    typed(page, "End", "*100", "Tab")
    expect(field).to_have_value("399.96")
    expect(line).to_have_text("")
    saved(page)
    stored = load(fetched(record)).procurement
    assert stored is not None
    assert str(stored.goods) == "399.96"


def test_a_count_outside_the_grids(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/profile/")
    field = page.locator("#profile-staffing-retired")
    field.focus()
    page.keyboard.press("Control+a")
    typed(page, "=12+3", "Tab")
    expect(field).to_have_value("15")
    saved(page)
    assert load(fetched(record)).profile.staffing.retired == 15  # type: ignore[union-attr]


def test_last_years_figure_in_a_sentence(desk: Open) -> None:
    page = desk("table/narrative/")
    slowly_saved(page)
    prior = page.locator('#narrative input[name$=".prior"]').first
    prior.focus()
    page.keyboard.press("Control+a")
    typed(page, "=3333*12/10000", "Tab")
    expect(prior).to_have_value("4.00")
    expect(page.locator("#narrative .rounding:not(:empty)")).to_have_text(ROUNDED)
    page.evaluate("document.getElementById('entry').entry.saver.delay = 10")
    page.evaluate("document.getElementById('entry').entry.saver.flush()")
    saved(page)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#narrative .rounding:not(:empty)")).to_have_text(ROUNDED)  # it outlives the new sentences


def test_in_yuan_it_is_the_same_and_a_unit_is_refused(
    desk: Open,
    record: FilingRecord,  # noqa: F811
    example: BudgetFiling,  # noqa: F811
) -> None:
    FilingRecord.objects.filter(pk=record.pk).update(amount_unit="元")
    replace_members(record, replace(example, expenditure=example.expenditure), ("expenditure",))
    page = desk("table/expenditure/")
    page.focus(AMOUNT)
    typed(page, "=3500*12*5", "Enter", "ArrowUp", "=3万元*2", "Enter")
    assert said(page, "expenditure").endswith("算式里写了单位“万元”；只写数字，按本格的单位算")
    typed(page, "ArrowUp", "=3500*12*5", "Enter")
    assert amounts(page)[0] == "210000.00"
