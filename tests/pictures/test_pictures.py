"""The pictures of docs/manual, each of the state that the text beside it speaks of."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from budgetportal.filings.models import ProjectRecord
from budgetportal.publishing import previews
from budgetportal.publishing.actions import review_of
from budgetportal.publishing.answers import AnswerFinding
from budgetportal.publishing.management.commands import setup_demo
from budgetportal.publishing.models import Preview
from budgetportal.units.models import Person, Role
from tests.browser.grids import paste, saved
from tests.filings.workbook_edits import edited
from tests.pictures.camera import Camera

pytestmark = [pytest.mark.pictures, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Camera]
FIRST_AMOUNT = 'section[data-grid="income"] tbody tr >> nth=0 >> [data-cell="amount"]'
SPARE_CODE = 'section[data-grid="income"] tbody tr[data-row=""] >> nth=0 >> [data-cell="function"]'
BLOCK = (
    "2080506\t一般公共预算（一般财力）\t84,650.00\n"
    "2101102\t一般公共预算（一般财力）\t74,300.00\n"
    "2210201\t一般公共预算（一般财力）\t12万5\n"
)
EDITS = (("收入", "E5", "1430164.40"), ("支出", "F5", "1430164.40"), ("主要职能", "B5", "（二）承担交易信息的发布。"))
FAULTS = (("收入", "B5", "20103"), ("收入", "E6", "12万5"), ("支出", "E7", ""), ("项目", "C5", "20103"))
INDICATORS = (  # one row each: levels, target, basis, last year's value, weight
    "产出指标\t数量指标\t组织交易场次\t≥ 不低于\t120\t场\t\t\t20\n"
    "产出指标\t质量指标\t交易系统正常运行率\t≥ 不低于\t99\t%\t\t\t20\n"
    "产出指标\t成本指标\t系统运行维护费\t≤ 不高于\t269.32\t万元\t\t\t20\n"
    "效益指标\t社会效益指标\t交易信息公开率\t＝ 等于\t100\t%\t\t\t20\n"
)


def fill(page: Page, cell: str, text: str) -> None:
    page.locator(cell).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def hand_in(page: Page, book: bytes, folder: Path) -> None:
    path = folder / "填好的工作簿.xlsx"
    path.write_bytes(book)
    page.set_input_files("#workbook", path)
    with page.expect_navigation():
        page.get_by_role("button", name="上传并核对").click()


def test_beginning(camera: Open):
    window = camera("")
    window.take("sign-in", window.open("/accounts/login/").locator(".card"), height=600)
    window = camera()
    window.take("home", window.open("/admin/").locator("#content-main"), height=760)
    window = camera(width=390)
    window.open("/admin/")
    window.take("home-narrow", height=844)
    window = camera("tianbao-fwzx")
    window.open("/admin/filings/filingrecord/from-last-year/")
    window.take("from-last-year", window.page.locator("#content-main"), height=500)


def test_tasks(camera: Open):
    window = camera()
    page = window.filing()
    page.set_viewport_size({"width": 1280, "height": 1000})
    window.take("tasks", height=1000)


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
    page.locator(SPARE_CODE).click()
    page.keyboard.type("xzyx")
    page.locator("#picker").wait_for()
    window.take("picker", page.locator('section[data-grid="income"]'), page.locator("#picker"), height=560)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".buttons.top >> text=按键说明").click()
    window.take("keys", page.locator("dialog.entry-help"))
    page.keyboard.press("Escape")
    fill(page, FIRST_AMOUNT, "=1430064.40+10000/3")
    page.keyboard.type("=3500*12*(5+1)")
    window.take("calculation", page.locator('section[data-grid="income"]'), height=380)
    for key in ("Escape", "Control+z", "Control+z", "ArrowDown"):
        page.keyboard.press(key)
    fill(page, FIRST_AMOUNT, "1430064.405")
    page.locator(".cell-error").first.wait_for()
    window.take("wrong-amount", page.locator('section[data-grid="income"]'), height=380)


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
    fill(page, FIRST_AMOUNT, "1340064.40")
    saved(page)
    page.locator("#findings .beside-finding", has_text="错误").first.wait_for()
    window.take("findings", page.locator("#content-main"), height=860)


def test_two_people(camera: Open, example):
    setup_demo.give_role("tianbao-2", "另一位填报人", Role.ACCOUNTANT, [example.unit])
    mine, theirs = camera(), camera("tianbao-2")
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
    blanks = page.locator("#narrative p:has(textarea, input)")
    blanks.first.scroll_into_view_if_needed()
    window.take("narrative", blanks.first, blanks.nth(3), height=700)


def test_targets(camera: Open):
    window = camera()
    project = ProjectRecord.objects.filter(filing=window.record).order_by("position").first()
    assert project
    page = window.filing(f"table/projects/{project.pk}/")
    page.wait_for_selector("#entry[data-names=ready]")
    grid = page.locator('section[data-grid="performance.indicators"], section[data-grid$=".performance.indicators"]')
    grid.scroll_into_view_if_needed()
    grid.locator("tbody tr >> nth=0 >> [data-cell]").first.click()
    paste(page, INDICATORS)
    window.take("targets", grid, height=425)


def test_history_of_a_cell(camera: Open):
    window = camera()
    page = window.filing("table/income/")
    for amount in ("1430064.50", "1430064.40"):
        fill(page, FIRST_AMOUNT, amount)
        page.keyboard.press("Control+s")
        saved(page)
    page.locator(FIRST_AMOUNT).click()
    page.keyboard.press("Alt+h")
    page.locator("dialog.cell-history tbody tr").first.wait_for()
    window.take("cell-history", page.locator("dialog.cell-history"))


def test_workbook(camera: Open, tmp_path):
    window = camera()
    page = window.filing("workbook/")
    window.take("workbook", page.locator("#content-main"), height=700)
    fetched = page.request.get(f"{window.url}/admin/filings/filingrecord/{window.record.pk}/workbook/file/").body()
    hand_in(page, edited(fetched, *FAULTS), tmp_path)
    window.take("workbook-faults", page.locator(".error-summary"), height=560)
    hand_in(page, edited(fetched, *EDITS), tmp_path)
    window.take("workbook-report", page.locator(".workbook-changes"), height=560)


def test_submitting(camera: Open):
    budget = dataclasses.replace(
        setup_demo.read_examples()["city-service-centre"], fiscal_year=2025, edition="xinjiang-budget-2025"
    )
    record, window = setup_demo.draft_of(budget), camera("tianbao-fwzx")
    accountant = Person.objects.get(username="tianbao-fwzx")
    for remark in review_of(record).unanswered:
        AnswerFinding(record, accountant, remark.key, "与上年公开数一致，按批复填写。").execute()
    page = window.open(f"/admin/publishing/{record.pk}/submit/")
    page.get_by_role("button", name="确认送审").wait_for()
    window.take("submit", page.locator("#content-main"), height=760)


def test_the_way_to_the_public(camera: Open):
    window = camera()
    page = window.filing()
    panel = page.locator("section.publishing-panel")
    panel.scroll_into_view_if_needed()
    window.take("publishing", panel, height=700)
    panel.get_by_role("button", name="预览公开文本").click()
    page.locator(".preview-files").wait_for()
    assert previews.run(Preview.objects.get().pk)
    page.get_by_role("link", name="打开 PDF").wait_for()  # the page asks by itself
    window.take("preview", page.locator("#content-main"), height=900)
