"""The pictures of docs/manual, each of the state that the text beside it speaks of."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from budgetportal.filings.models import ProjectRecord
from budgetportal.publishing import previews
from budgetportal.publishing.models import Preview
from tests.browser.grids import paste, saved
from tests.pictures.camera import Camera

pytestmark = [pytest.mark.pictures, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Camera]
FIRST_AMOUNT = 'section[data-grid="income"] tbody tr >> nth=0 >> [data-cell="amount"]'
SPARE_CODE = 'section[data-grid="income"] tbody tr[data-row=""] >> nth=0 >> [data-cell="function"]'
BLOCK = "2080506\t一般公共预算拨款\t84,650.00\n2101102\t一般公共预算拨款\t74,300.00\n2210201\t一般公共预算拨款\t12万5\n"


def fill(page: Page, cell: str, text: str) -> None:
    page.locator(cell).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_beginning(camera: Open):
    window = camera("")
    window.take("sign-in", window.open("/accounts/login/").locator("#main"), height=600)
    window = camera()
    window.take("home", window.open("/admin/").locator("#content"), height=760)
    window = camera(width=390)
    window.open("/admin/")
    window.take("home-narrow", height=844)
    window = camera("tianbao-fwzx")
    window.open("/admin/filings/filingrecord/from-last-year/")
    window.take("from-last-year", window.page.locator("#content"), height=500)


def test_tasks(camera: Open):
    window = camera()
    page = window.filing()
    window.take("tasks", page.locator("nav.tables"), page.locator("#content-main"), height=860)


def test_the_grid(camera: Open):
    window = camera()
    page = window.filing("table/income/")
    page.wait_for_selector("#entry[data-names=ready]")
    page.locator(FIRST_AMOUNT).click()
    window.take("grid", page.locator("#content-main"), height=860)
    page.locator(SPARE_CODE).click()
    paste(page, BLOCK)
    window.take("paste", page.locator('section[data-grid="income"]'), height=640)
    page.keyboard.press("Control+z")
    fill(page, FIRST_AMOUNT, "1430064.405")
    page.locator(".cell-error").first.wait_for()
    window.take("wrong-amount", page.locator('section[data-grid="income"]'), height=380)
    page.keyboard.press("Control+z")
    page.locator(SPARE_CODE).click()
    page.keyboard.type("xzyx")
    page.locator("#picker").wait_for()
    window.take("picker", page.locator('section[data-grid="income"]'), page.locator("#picker"), height=560)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".buttons.top >> text=按键说明").click()
    window.take("keys", page.locator("dialog.entry-help"))


def test_the_grid_on_a_telephone(camera: Open):
    window = camera(width=390)
    window.filing("table/income/").locator("section.grid").scroll_into_view_if_needed()
    window.take("grid-narrow", window.page.locator("#entry"), height=700)


def test_the_help(camera: Open):
    window = camera()
    page = window.filing("table/income/")
    page.locator("details.help summary").click()
    window.take("help", page.locator("details.help"), height=620)


def test_findings(camera: Open):
    window = camera()
    page = window.filing("table/income/")
    fill(page, FIRST_AMOUNT, "1430064.04")
    saved(page)
    page.locator("#findings .beside-finding", has_text="B13").first.wait_for()
    window.take("findings", page.locator("#content-main"), height=860)


def test_two_people(camera: Open, example):
    mine, theirs = camera(), camera("tianbao-jyzx")
    page, other = mine.filing("table/income/"), theirs.filing("table/income/")
    page.evaluate("document.getElementById('entry').entry.saver.delay = 600_000")
    fill(page, FIRST_AMOUNT, "1430064.50")
    fill(other, FIRST_AMOUNT, "1430064.60")
    saved(other)
    page.keyboard.press("Control+s")
    page.locator('#saving[data-state="conflict"]').wait_for()
    mine.take("conflict", page.locator("#entry .buttons.top"), page.locator('section[data-grid="income"]'), height=420)


def test_narrative(camera: Open):
    window = camera()
    page = window.filing("table/narrative/")
    window.take("narrative", page.locator("#entry"), height=860)


def test_targets(camera: Open):
    window = camera()
    project = ProjectRecord.objects.filter(filing=window.record).order_by("position").first()
    assert project
    page = window.filing(f"table/projects/{project.pk}/")
    page.wait_for_selector("#entry[data-names=ready]")
    grid = page.locator('section[data-grid="performance.indicators"], section[data-grid$=".performance.indicators"]')
    grid.scroll_into_view_if_needed()
    window.take("targets", grid, height=760)


def test_workbook(camera: Open):
    window = camera()
    window.take("workbook", window.filing("workbook/").locator("#content-main"), height=700)


def test_the_way_to_the_public(camera: Open):
    window = camera()
    page = window.filing()
    panel = page.locator("section.publishing-panel")
    panel.scroll_into_view_if_needed()
    window.take("publishing", panel, height=700)
    panel.get_by_role("button", name="预览公开文本").click()
    page.locator(".preview-files").wait_for()
    assert previews.run(Preview.objects.get().pk)
    window.publishing("preview/")
    window.take("preview", page.locator("#content"), height=900)
