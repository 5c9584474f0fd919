"""The page as a person sees it, in Chromium."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from budgetportal.disclosure.document import Document, Paragraph
from budgetportal.rendering import html
from tests.rendering import sample

pytestmark = pytest.mark.browser
CONTRAST = """() => [...document.querySelectorAll('h1, h2, h3, p, a, th, td, dt, dd, li')].map(element => {
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let behind = element;
  const ground = e => numbers(getComputedStyle(e).backgroundColor);
  while (behind.parentElement && ground(behind)[3] === 0) behind = behind.parentElement;
  const [a, b] = [light(numbers(getComputedStyle(element).color)), light(ground(behind))].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
})"""


@pytest.fixture
def shown(chromium_page: Page, tmp_path: Path) -> Page:
    return show(chromium_page, sample.document(), tmp_path)


def show(page: Page, document: Document, folder: Path) -> Page:
    path = folder / "page.html"
    path.write_bytes(html.page(document, sample.STAMP))
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_only_wide_tables_scroll_sideways_never_the_page(shown: Page, width: int) -> None:
    shown.set_viewport_size({"width": width, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_name_stays_in_view_while_the_figures_slide(shown: Page) -> None:
    shown.set_viewport_size({"width": 390, "height": 800})
    frame = shown.get_by_role("region", name="单位收入总体情况表")
    frame.evaluate("element => element.scrollLeft = 500")
    name = frame.get_by_role("rowheader", name="事业运行")
    frame_left = frame.bounding_box()["x"]  # type: ignore[index]
    assert abs(name.bounding_box()["x"] - frame_left) < 3  # type: ignore[index]
    title = frame.get_by_role("heading").bounding_box()
    assert title
    assert title["x"] >= frame_left - 1
    assert title["x"] + title["width"] <= 390


def test_a_keyboard_reaches_and_scrolls_a_wide_table(shown: Page) -> None:
    shown.set_viewport_size({"width": 390, "height": 800})
    frame = shown.get_by_role("region", name="单位收入总体情况表")
    frame.focus()
    shown.keyboard.press("ArrowRight")
    shown.wait_for_function("element => element.scrollLeft > 0", arg=frame.element_handle())


def test_amounts_are_right_aligned_in_figures_of_one_width(shown: Page) -> None:
    style = "element => [getComputedStyle(element).textAlign, getComputedStyle(element).fontVariantNumeric]"
    assert shown.locator("td.amount").first.evaluate(style) == ["right", "tabular-nums"]


def test_every_text_stands_out_from_its_ground(shown: Page) -> None:
    assert min(shown.evaluate(CONTRAST)) >= 4.5


def test_hostile_text_runs_nothing(chromium_page: Page, document_of: Callable[..., Document], tmp_path: Path) -> None:
    hostile = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>" + "x" * 500
    page = show(chromium_page, document_of(Paragraph(hostile)), tmp_path)
    assert page.title() == sample.document().title
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
