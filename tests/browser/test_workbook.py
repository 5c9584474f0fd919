"""The workbook of a filing in Chromium: fetched, edited, handed in, confirmed; with keys and on a small screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from tests.browser.visits import hand_in, look
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.stored import fetched
from tests.filings.workbook_edits import edited
from tests.filings.workbook_reports import FAULTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/filings/filingrecord/"
EDITS = (
    ("收入", "E5", "143.02"),
    ("收入", "E4", "500"),
    ("项目", "AB5", "窗口人员和办事群众"),
    ("基本信息", "B7", ""),
    ("主要职能", "B6", "（三）承担培训。"),
    ("主要职能", "A6", "3"),
)


@pytest.fixture
def desk(
    live_server: Any,
    record: FilingRecord,  # noqa: F811
    signed_in: Callable[..., Client],  # noqa: F811
    chromium_page: Page,
) -> Callable[[str], Page]:
    """Return an opener of pages, signed in as the accountant of the example's unit."""
    session = signed_in(record.unit).cookies["session"].value
    chromium_page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])

    def open_page(path: str) -> Page:
        assert chromium_page.goto(f"{live_server.url}{LIST}{path}").status == 200  # type: ignore[union-attr]
        return chromium_page

    return open_page


def test_a_workbook_goes_out_and_in(
    desk: Callable[[str], Page],
    record: FilingRecord,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = desk(f"{record.pk}/change/")
    look(page, "overview", tmp_path)
    with page.expect_download() as download:
        page.click("text=下载工作簿（.xlsx）")
    assert download.value.suggested_filename == "2024年示例市服务中心单位预算填报工作簿.xlsx"
    book = Path(download.value.path()).read_bytes()
    page.click("text=上传工作簿")
    look(page, "upload", tmp_path)
    hand_in(page, edited(book, *(fault[:3] for fault in FAULTS)), tmp_path)
    page.wait_for_selector("table.located")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.title().startswith("错误：")
    assert page.locator("table.located tbody tr").count() == 30
    look(page, "faults", tmp_path)
    hand_in(page, edited(book, *EDITS), tmp_path)
    page.wait_for_selector(".workbook-changes")
    assert page.locator(".sheet-changes tbody tr").count() == 4
    look(page, "changes", tmp_path)
    page.focus(".workbook-confirm button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    stored: Any = load(fetched(record))
    assert str(stored.income[0].amount) == "143.02"
    assert stored.operating_expense is None
    assert stored.profile.duties[2] == "（三）承担培训。"


def test_a_workbook_makes_a_filing(
    desk: Callable[[str], Page],
    record: FilingRecord,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = desk("")
    page.screenshot(path=tmp_path / "list.png")
    page.click("text=从工作簿")
    look(page, "new", tmp_path)
    page.fill("#fiscal_year", "2025")
    page.select_option("#edition", "xinjiang-budget-2025")
    with page.expect_download() as download:
        page.click("text=下载空白工作簿")
    book = Path(download.value.path()).read_bytes()
    hand_in(page, edited(book, ("基本信息", "B6", "2025/2/20")), tmp_path)
    page.wait_for_selector(".workbook-changes")
    look(page, "new-changes", tmp_path)
    page.click(".workbook-confirm button")
    page.wait_for_selector(".messagelist .success")
    made = FilingRecord.objects.get(fiscal_year=2025)
    assert str(load(made).issued_on) == "2025-02-20"
