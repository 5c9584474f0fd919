"""Browsers of several people, and the pages of the example's filing in them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page

from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from budgetportal.units.models import Membership, Person, Role
from tests.browser.grids import ready
from tests.filings.stored import fetched

STATUS = "#saving"
FIRST, SECOND = "#income-0-amount", "#income-1-amount"


class Desk:
    """Somebody's browser, and the pages of the example's filing in it."""

    def __init__(self, browser: Browser, server: str, record: FilingRecord, username: str) -> None:
        self.server, self.record = server, record
        person = Person.objects.create_user(username, name=username)
        Membership.objects.create(person=person, unit=record.unit, role=Role.ACCOUNTANT)
        client = Client()
        client.force_login(person)
        self.context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
        session = client.cookies["session"].value
        self.context.add_cookies([{"name": "session", "value": session, "url": server}])

    def address(self, path: str) -> str:
        return f"{self.server}/admin/filings/filingrecord/{self.record.pk}/{path}"

    def open(self, path: str = "table/income/") -> Page:
        page = self.context.new_page()
        assert page.goto(self.address(path)).status == 200  # type: ignore[union-attr]
        ready(page)
        return page


Desks = Callable[..., Desk]
Windows = tuple[Page, Page]


@pytest.fixture
def desks(chromium: Browser, live_server: Any, record: FilingRecord) -> Iterator[Desks]:
    """Return a maker of desks, closed at the end."""
    cache.clear()
    made: list[Desk] = []

    def make(username: str = "会计甲") -> Desk:
        made.append(Desk(chromium, live_server.url, record, username))
        return made[-1]

    yield make
    for desk in made:
        desk.context.close()


@pytest.fixture
def page(desks: Desks) -> Page:
    """Open the income at one desk."""
    return desks().open()


@pytest.fixture
def windows(desks: Desks) -> Windows:
    """Open the income at the desks of two people."""
    return desks("会计甲").open(), desks("会计乙").open()


def retype(page: Page, cell: str, text: str) -> None:
    """Type another text over that of a cell."""
    page.focus("form#entry button >> nth=0")  # a press on the cell in focus would put the caret into it
    page.click(cell)
    page.keyboard.type(text)


def amounts(record: FilingRecord) -> list[str]:
    """The stored amounts of the income."""
    return [str(row.amount) for row in load(fetched(record)).income]
