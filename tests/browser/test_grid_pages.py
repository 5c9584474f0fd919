"""Every entry page with its grid live: accessible, within screen and security policy; and without a script."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load
from tests.browser.accessibility import serious_findings
from tests.browser.grids import come_to_rest, desk, ready, saved, typed
from tests.filings.complete import complete_filing
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.stored import fetched

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COVERED = """() => {  // how much of the active cell other cells cover
    const cell = document.activeElement.closest("td");
    const box = cell.getBoundingClientRect();
    const points = [[4, 4], [box.width - 4, box.height / 2], [box.width / 2, box.height - 4]];
    const frame = cell.closest(".scroll").getBoundingClientRect();
    return points.filter(([x, y]) => {
        const [left, top] = [box.left + x, box.top + y];
        if (left > frame.right || top > frame.bottom) return false;
        const there = document.elementFromPoint(left, top);
        return there && there.closest("td, th") !== cell;
    }).length;
}"""
CONTRAST = """([one, other]) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const light = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
        const [r, g, b] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
}"""


def paths(kind: str) -> Iterator[str]:
    """The addresses of all entry pages of a kind below the filing, lists of pages included."""
    yield "change/"
    yield from (f"table/{page.key}/" for page in PAGES[kind].tables)


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_keep_within_the_screen(desk: Open, record: FilingRecord, width: int) -> None:  # noqa: F811
    page = desk()
    page.set_viewport_size({"width": width, "height": 900})
    address = page.url.removesuffix("change/")
    rows = f"table/projects/{ProjectRecord.objects.get().pk}/"
    for path in (*paths("budget"), rows):
        assert page.goto(address + path).status == 200  # type: ignore[union-attr]
        if path != "table/projects/":
            ready(page)
        if page.locator("section.grid").count():
            page.locator("section.grid tbody [data-cell]").first.focus()
            typed(page, "Shift+ArrowRight", "Shift+ArrowDown")  # a selection is judged, too
        assert serious_findings(page) == [], path
        assert page.evaluate(OVERFLOW) <= 0, path
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")  # colours pass over into each other
        assert serious_findings(page, "color-contrast") == [], path
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("kind", ["final", "self_evaluation"])
def test_pages_of_other_kinds_are_accessible(
    kind: Any,
    chromium_page: Page,
    live_server: Any,
    signed_in: Callable[..., Client],  # noqa: F811
) -> None:
    record, problems = create_from(complete_filing(kind))  # noqa: F811
    assert record is not None, problems
    session = signed_in(record.unit).cookies["session"].value
    chromium_page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    for path in paths(kind):
        address = f"{live_server.url}/admin/filings/filingrecord/{record.pk}/{path}"
        assert chromium_page.goto(address).status == 200  # type: ignore[union-attr]
        if chromium_page.locator("form[data-copy]").count():
            ready(chromium_page)
        assert serious_findings(chromium_page) == [], path
    come_to_rest(chromium_page)


@pytest.mark.parametrize("width", [1280, 640, 390])
def test_heads_stay_in_view_and_cover_no_active_cell(desk: Open, width: int) -> None:
    """At 640 px a page is as at 1280 px with a zoom of 200 %."""
    page = desk("table/unit_performance/")
    page.set_viewport_size({"width": width, "height": 450 if width == 640 else 844})
    page.focus("#unit_performance-indicators-0-level1")
    number = page.locator("section.grid tbody th.number").first
    code = page.locator("section.grid tbody td").first
    head = page.locator("section.grid thead th").nth(1)
    left = (number.bounding_box()["x"], code.bounding_box()["x"])  # type: ignore[index]
    for key in (*["ArrowRight"] * 10, *["ArrowDown"] * 4, *["ArrowLeft"] * 9, "End", "Control+Home", "PageDown", "End"):
        page.keyboard.press(key)
        assert page.evaluate(COVERED) == 0, key
    assert page.locator("section.grid .scroll").evaluate("(one) => one.scrollLeft") > 0 or width > 1200
    assert (number.bounding_box()["x"], code.bounding_box()["x"]) == left  # type: ignore[index]
    assert left[1] >= left[0] + number.bounding_box()["width"] - 1  # type: ignore[index]
    frame = page.locator("section.grid .scroll").bounding_box()
    assert frame is not None
    assert head.bounding_box()["y"] >= frame["y"] - 1  # type: ignore[index]
    assert left[1] + code.bounding_box()["width"] < frame["x"] + 0.7 * frame["width"], "there is room to type beside"  # type: ignore[index]
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_and_selection_are_seen(desk: Open, scheme: Any) -> None:
    page = desk("table/expenditure/")
    page.emulate_media(color_scheme=scheme)
    page.focus("#expenditure-0-amount")
    page.keyboard.press("Shift+ArrowDown")
    style = "(one, part) => getComputedStyle(one)[part]"
    cells = page.locator("section.grid td.chosen")
    ring = cells.first.evaluate(style, "outlineColor")
    line = cells.nth(1).evaluate(style, "boxShadow").split(" 0px")[0]
    page_colour = page.locator("body").evaluate(style, "backgroundColor")
    assert cells.first.evaluate(style, "outlineStyle") == "solid"
    for mark, ground in (
        (ring, page_colour),
        (line, page_colour),
        (line, cells.nth(1).evaluate(style, "backgroundColor")),
    ):
        assert page.evaluate(CONTRAST, [mark, ground]) >= 3, (mark, ground)
    words = page.locator("#expenditure-1-amount").evaluate(style, "color")
    assert page.evaluate(CONTRAST, [words, cells.nth(1).evaluate(style, "backgroundColor")]) >= 4.5


def test_a_finger_on_a_narrow_screen_is_enough(chromium: Browser, desk: Open, record: FilingRecord) -> None:  # noqa: F811
    address, cookies = desk("table/expenditure/").url, desk("table/expenditure/").context.cookies()
    context = chromium.new_context(
        locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    ready(page)
    page.tap("#expenditure-0-amount")
    page.keyboard.type("131")
    page.tap("#expenditure-1-amount")
    for name in ("下移", "上移", "插入行", "删除行"):
        button = page.get_by_role("button", name=name)
        assert button.bounding_box()["height"] >= 24  # type: ignore[index]
        button.tap()
    page.get_by_role("button", name="撤消").tap()
    page.get_by_role("button", name="重做").tap()
    saved(page)
    assert [str(row.amount) for row in load(fetched(record)).expenditure] == ["131.00", "13.01", "269.32"]
    come_to_rest(page)
    context.close()


def test_without_a_script_the_page_is_a_form(chromium: Browser, desk: Open, record: FilingRecord) -> None:  # noqa: F811
    address, cookies = desk("table/expenditure/").url, desk("table/expenditure/").context.cookies()
    context = chromium.new_context(locale="zh-CN", java_script_enabled=False)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.fill("#expenditure-0-amount", "1,234.50")
    page.fill("#expenditure-3-function", "2010301")
    page.select_option("#expenditure-3-source", "general")
    page.select_option("#expenditure-3-category", "project")
    page.fill("#expenditure-3-amount", "￥5")
    page.check("[name='expenditure[1]#delete']")
    page.fill("[name='expenditure[2]#order']", "1")
    page.get_by_role("button", name="保存", exact=True).first.click()
    assert page.locator(".messagelist .success").inner_text() == "已保存：支出。"
    stored = load(fetched(record)).expenditure
    assert [(row.function, str(row.amount)) for row in stored] == [
        ("2010399", "269.32"),
        ("2010350", "1234.50"),
        ("2010301", "5.00"),
    ]
    page.get_by_role("button", name="再加 10 行").click()
    assert page.locator("section.grid tbody tr").count() >= 13
    context.close()


def test_the_printed_page_has_the_table_and_no_tools(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.emulate_media(media="print")
    assert page.locator(".tools:visible, .buttons:visible, nav.tables:visible").count() == 0
    assert page.locator("section.grid tbody tr:visible").count() >= 3
    assert page.locator("section.grid .scroll").evaluate("(one) => getComputedStyle(one).overflow") == "visible"
