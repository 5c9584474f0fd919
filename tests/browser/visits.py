"""A page in Chromium for somebody who is signed in, and what the browser complains of there."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

from budgetportal.units.models import Person
from tests.browser.accessibility import serious_findings


def sign_in(page: Page, live_server: Any, person: Person) -> None:
    """Give the browser a session of this person and of nobody else."""
    client = Client()
    client.force_login(person)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])


@pytest.fixture
def complaints(chromium_page: Page) -> list[str]:
    """List what the browser complains of: refused styles and scripts, errors."""
    return complaints_of(chromium_page)


def complaints_of(page: Page) -> list[str]:
    """A list that grows with what the browser complains of on a page."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if is_failure(message) else None)
    return found


def is_failure(message: ConsoleMessage) -> bool:
    """Whether the console complains; the browser asks for an icon by itself."""
    return message.type == "error" and not message.location["url"].endswith("/favicon.ico")


def look(page: Page, name: str, folder: Path) -> None:
    """Look at the page on a wide and on a small screen: nothing serious for axe, nothing beside the page."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        assert serious_findings(page) == [], (name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    page.set_viewport_size({"width": 1280, "height": 900})


def hand_in(page: Page, book: bytes, folder: Path) -> None:
    """Choose a workbook and press the button, which Tab reaches."""
    path = folder / "工作簿.xlsx"
    path.write_bytes(book)
    page.set_input_files("#workbook", path)
    page.focus("#workbook")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
