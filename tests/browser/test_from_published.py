"""Published tables in Chromium: handed in, found wrong at their cell, made a filing; on a wide and a small screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from budgetportal.units.models import Unit
from tests.browser.visits import hand_in, look
from tests.disclosure.published_examples import DEPARTMENT_2020
from tests.filings.books import with_parts
from tests.filings.conftest import person_of, signed_in  # noqa: F401  (fixtures)
from tests.filings.published_books import demo, published_book, read_tables, unit_of_demo
from tests.filings.workbook_edits import edited

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = "/admin/filings/filingrecord/add/published/"
BASIC = "表6 一般公共预算基本支出情况表"


@pytest.fixture
def unit(transactional_db: None) -> Unit:
    return unit_of_demo()


@pytest.fixture
def page(live_server: Any, unit: Unit, signed_in: Callable[..., Client], chromium_page: Page) -> Page:  # noqa: F811
    session = signed_in(unit).cookies["session"].value
    chromium_page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    return chromium_page


def test_published_tables_become_a_filing(page: Page, live_server: Any, unit: Unit, tmp_path: Path) -> None:
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto(f"{live_server.url}/admin/")
    page.click("a.button:has-text('从已公开的表')")
    page.wait_for_selector("#workbook", timeout=10_000)
    assert HERE in page.url  # with the unit that is the only one there
    assert page.locator("#unit").input_value() == str(unit.pk)
    look(page, "empty", tmp_path)
    hand_in(page, edited(published_book(demo()), (BASIC, "D9", "147.83")), tmp_path)
    assert page.evaluate("document.activeElement.className").endswith("error-summary")
    assert page.title().startswith("错误：")
    cells = page.locator(".published-error tbody tr > *").all_inner_texts()
    assert cells[1:3] == [BASIC, "D9"]
    assert cells[4:] == ["147.83", "147.38", "0.45"]
    assert page.locator("form.workbook-confirm").count() == 0
    look(page, "wrong", tmp_path)
    hand_in(page, with_parts(xl__media__image1=bytes(9_000_000)), tmp_path)
    assert "倍以上" in page.locator(".error-summary").inner_text()
    look(page, "hostile", tmp_path)
    assert not FilingRecord.objects.exists()
    hand_in(page, published_book(demo()), tmp_path)
    assert "2 个项目" in page.locator(".published-remaining").inner_text()
    look(page, "sound", tmp_path)
    page.focus(".workbook-confirm button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    record = FilingRecord.objects.get()
    assert page.url.endswith(f"/{record.pk}/change/")
    assert "还要补填" in page.locator(".messagelist").inner_text()
    look(page, "overview", tmp_path)
    assert read_tables(load(record)) == read_tables(demo())  # type: ignore[arg-type]
    assert refused == []


def test_hints_on_a_small_screen(page: Page, live_server: Any, tmp_path: Path) -> None:
    page.goto(f"{live_server.url}{HERE}")
    hand_in(page, published_book(DEPARTMENT_2020), tmp_path)
    assert page.locator(".published-hint").count() == 1
    look(page, "hints", tmp_path)
