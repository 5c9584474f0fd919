"""Codes are found by number, name and initials, named as they are typed, and the list keeps out of the grid's way."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from tests.browser.accessibility import serious_findings
from tests.browser.grids import active, desk, saved, slowly_saved, text
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.stored import fetched

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPTIONS = "#picker:not([hidden]) [role=option]"
FIND = """async ([text, copies]) => {
    const { Codebook } = await import("/static/filings/entry/codebook.js");
    const list = await (await fetch(document.querySelector("#entry").dataset.functional)).json();
    const another = (_, n) => [String(9000000 + n), "行政运行补充", "xh z y xh b c", 2, []];
    const more = Array.from({ length: copies }, another);
    const book = new Codebook({ ...list, codes: [...list.codes, ...more] });
    const times = [];
    let hits = [];
    for (let n = 0; n < 20; n++) {
        const begun = performance.now();
        hits = book.find(text, new Set());
        times.push(performance.now() - begun);
    }
    return { size: list.codes.length + more.length, hits: hits.map((one) => one.value), slowest: Math.max(...times) };
}"""


@pytest.fixture
def picking(desk: Callable[..., Page]) -> Callable[..., Page]:
    """Return an opener of entry pages that know their codes, and save nothing by themselves."""

    def open_page(path: str) -> Page:
        page = desk(path)
        page.wait_for_selector("#entry[data-names=ready]")
        slowly_saved(page)
        return page

    return open_page


def spare(page: Page, grid: str = "expenditure", cell: str = "function") -> int:
    """Put the focus on a cell of the first spare row; the row's number, from 0."""
    row = page.locator(f'section[data-grid="{grid}"] tbody tr[data-row=""]').first
    row.locator(f'[data-cell="{cell}"]').focus()
    return active(page)[0]


def note(page: Page, row: int, cell: str = "function") -> str:
    """The name that stands in a cell, "" where none is shown."""
    place = page.locator(f'section.grid tbody tr >> nth={row} >> td:has([data-cell="{cell}"]) .note:not([hidden])')
    return place.inner_text() if place.count() else ""


def test_code_initials_and_name_find_the_code_first(picking: Callable[..., Page]) -> None:
    page = picking("table/expenditure/")
    for typed in ("2010301", "xzyx", "行政运行", "２０１０３０１", "XZYX"):
        spare(page)
        page.keyboard.insert_text(typed)
        first = page.locator(OPTIONS).first
        expect(first).to_contain_text("2010301 行政运行")
        expect(first).to_contain_text("政府办公厅（室）及相关机构事务")
        assert first.get_attribute("aria-selected") == "true"
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator(OPTIONS)).to_have_count(0)


def test_two_thousand_codes_are_searched_at_once(picking: Callable[..., Page], capsys: Any) -> None:
    page = picking("table/expenditure/")
    for typed in ("2010301", "xzyx", "行政运行", "x", "2"):
        found = page.evaluate(FIND, [typed, 800])
        assert found["size"] >= 2000
        assert len(typed) == 1 or found["hits"][0] == "2010301"
        with capsys.disabled():
            print(f"\n{typed}: {found['slowest']:.1f} ms for the slowest of 20 in {found['size']} codes", end="")
        assert found["slowest"] < 200


def test_a_name_is_chosen_with_enter_and_the_grid_goes_on(
    picking: Callable[..., Page],
    record: FilingRecord,  # noqa: F811
) -> None:
    page = picking("table/expenditure/")
    row = spare(page)
    page.keyboard.type("xzyx")
    page.wait_for_selector(OPTIONS)
    page.keyboard.press("Tab")  # takes the first, and goes right as Tab does
    assert active(page) == (row, "source")
    assert text(page, "expenditure", row, "function") == "2010301"
    assert note(page, row) == "行政运行"
    assert page.locator(OPTIONS).count() == 0
    for key in ("1", "Tab", "1", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    assert active(page) == (row + 1, "function")
    page.keyboard.type("住房公积金")
    page.keyboard.press("Enter")  # takes it, and goes down as Enter does
    assert active(page) == (row + 2, "function")
    assert text(page, "expenditure", row + 1, "function") == "2210201"
    for key in ("ArrowUp", "Tab", "1", "Tab", "1", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("6")
    page.keyboard.press("Control+S")
    saved(page)
    stored = load(fetched(record)).expenditure[row:]
    assert [(one.function, str(one.amount)) for one in stored] == [("2010301", "5.00"), ("2210201", "6.00")]


def test_arrows_point_escape_closes_and_a_second_escape_restores(picking: Callable[..., Page]) -> None:
    page = picking("table/expenditure/")
    cell = "#expenditure-0-function"
    page.focus(cell)
    before = page.input_value(cell)
    page.keyboard.type("行政")
    expect(page.locator(cell)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    pointed = page.get_attribute(cell, "aria-activedescendant")
    assert pointed == "picker-1"
    assert page.get_attribute(f"#{pointed}", "aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.get_attribute(cell, "aria-activedescendant") == "picker-0"
    assert active(page) == (0, "function")
    page.keyboard.press("Escape")
    assert page.get_attribute(cell, "aria-expanded") == "false"
    assert page.input_value(cell) == "行政"
    page.keyboard.press("Escape")
    assert page.input_value(cell) == before
    page.keyboard.press("ArrowDown")  # the list is closed: the grid's own key again
    assert active(page) == (1, "function")


def test_half_a_number_is_never_completed_unasked(picking: Callable[..., Page]) -> None:
    page = picking("table/expenditure/")
    row = spare(page)
    page.keyboard.type("20103")
    page.wait_for_selector(OPTIONS)
    page.keyboard.press("Enter")
    assert text(page, "expenditure", row, "function") == "20103"
    assert active(page) == (row + 1, "function")


def test_only_codes_of_the_year_and_level_are_offered(picking: Callable[..., Page]) -> None:
    page = picking("table/basic_by_economic/")
    spare(page, "basic_by_economic", "economic")
    page.keyboard.type("301")
    page.wait_for_selector(OPTIONS)
    values = page.locator(f"{OPTIONS} .value").all_inner_texts()
    assert values
    assert all(len(value.strip()) == 5 and value.startswith("301") for value in values)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+A")
    page.keyboard.type("50101")  # 政府预算经济分类 is no 款 of a unit
    assert page.locator(OPTIONS).count() == 0


def test_pasted_codes_are_named_at_once_and_doubtful_ones_marked(picking: Callable[..., Page]) -> None:
    page = picking("table/expenditure/")
    row = spare(page)
    unverified = page.evaluate(
        "async () => (await (await fetch(document.querySelector('#entry').dataset.functional)).json())"
        ".codes.find((code) => code[3] === 2).slice(0, 2)"
    )
    page.evaluate("(text) => navigator.clipboard.writeText(text)", f"2010301\n{unverified[0]}\n2999998")
    page.keyboard.press("Control+V")
    assert note(page, row) == "行政运行"
    assert note(page, row + 1) == f"{unverified[1]}（未核实）"
    assert note(page, row + 2) == "不在 2024 年科目表中"
    page.keyboard.press("Control+Z")
    assert note(page, row) == ""


def test_what_an_input_method_composes_is_left_alone(picking: Callable[..., Page]) -> None:
    page = picking("table/expenditure/")
    row = spare(page)
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "xing'zheng", "selectionStart": 10, "selectionEnd": 10})
    assert page.locator(OPTIONS).count() == 0
    session.send("Input.insertText", {"text": "行政运行"})
    expect(page.locator(OPTIONS).first).to_contain_text("2010301 行政运行")
    assert active(page) == (row, "function")


def test_the_mouse_chooses_and_the_focus_stays(picking: Callable[..., Page]) -> None:
    page = picking("table/expenditure/")
    row = spare(page)
    page.keyboard.type("zfgjj")
    page.locator(OPTIONS).first.click()
    assert text(page, "expenditure", row, "function") == "2210201"
    assert note(page, row) == "住房公积金"
    assert active(page) == (row, "function")


def test_outside_a_grid_enter_chooses_and_sends_nothing(picking: Callable[..., Page], record: FilingRecord) -> None:  # noqa: F811
    page = picking("table/projects/new/")
    cell = page.locator("[name$='].function']")
    cell.focus()
    page.keyboard.press("F4")
    expect(page.locator(OPTIONS).first).to_be_visible()
    page.keyboard.type("xzyx")
    page.keyboard.press("Enter")
    assert cell.input_value() == "2010301"
    assert page.locator(".field.function .note").inner_text() == "行政运行"


@pytest.mark.parametrize("width", [1280, 390])
def test_open_list_is_accessible_and_in_view(picking: Callable[..., Page], width: int) -> None:
    page = picking("table/expenditure/")
    page.set_viewport_size({"width": width, "height": 800})
    spare(page)
    page.keyboard.type("行政")
    page.wait_for_selector(OPTIONS)
    box = page.locator("#picker").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert serious_findings(page) == []
