"""A table with seven faults: seven lines on top, each leads to its cell, and all that was typed is still there."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from budgetportal.filings.models import FilingRecord, ProjectRecord
from tests.browser.accessibility import serious_findings
from tests.browser.visits import sign_in
from tests.filings.conftest import example, record  # noqa: F401  (fixtures)
from tests.publishing import scenes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOD = {
    "expenditure-0-amount": "1234.50",
    "expenditure-3-function": "2080505",
    "expenditure-3-amount": "16.93",
    "expenditure-4-amount": "7.00",
}
FAULTS = {
    "expenditure-0-function": "2010398",  # no such code
    "expenditure-1-amount": "1.234",  # a third decimal
    "expenditure-2-function": "20103",  # a 款 where a 项 is wanted
    "expenditure-2-amount": "一百",  # no number
    "expenditure-4-function": "行政运行",  # a name
    "expenditure-5-function": "2010301",  # without its amount
    "expenditure-6-amount": "5.00",  # without its code
}
CHOSEN = [
    (f"expenditure-{n}-{name}", value)
    for n in range(2, 7)
    for name, value in (("source", "general"), ("category", "project"))
]
LINES = "#error-summary li a"


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def scripted(request) -> bool:
    """Whether the browser runs scripts."""
    return request.param


@pytest.fixture
def page(scripted: bool, chromium: Browser, live_server: Any, record: FilingRecord) -> Iterator[Page]:  # noqa: F811
    """The accountant's browser, with and without script."""
    context = chromium.new_context(locale="zh-CN", java_script_enabled=scripted)
    found = context.new_page()
    sign_in(found, live_server, scenes.people(record.unit).accountant)
    yield found
    context.close()


def fill(page: Page, values: dict[str, str]) -> None:
    for name, value in CHOSEN:
        page.select_option(f"#{name}", value)
    for name, value in values.items():
        page.fill(f"#{name}", value)


def plain(text: str) -> str:
    return text.replace(",", "")


def test_seven_faults_are_seven_links_to_their_cells(
    page: Page,
    scripted: bool,
    live_server: Any,
    record: FilingRecord,  # noqa: F811
) -> None:
    address = f"{live_server.url}/admin/filings/filingrecord/{record.pk}/table/expenditure/#expenditure-1-amount"
    page.goto(address)
    expect(page.locator("section.grid.live")).to_have_count(int(scripted))
    fill(page, GOOD | FAULTS)
    page.get_by_role("button", name="保存", exact=True).first.click()
    expect(page.locator("#error-summary h2")).to_have_text("有问题需要处理")
    assert page.title().startswith("错误：")
    expect(page.locator("#error-summary")).to_be_focused()
    links = page.locator(LINES)
    assert [target(link) for link in links.all()] == list_of_targets()
    for link in links.all():
        link.press("Enter")
        cell = page.locator(f"#{target(link)}")
        expect(cell).to_be_focused()
        assert cell.get_attribute("aria-invalid") == "true"
        message = page.locator(f"#{described_by(cell, '-error')}").inner_text()
        where = link.locator(".where").inner_text()
        assert link.inner_text().removeprefix(where) == message
    for name, value in (GOOD | FAULTS).items():
        assert plain(page.input_value(f"#{name}")) == value, name
    if scripted:  # axe itself is a script
        assert serious_findings(page) == []


def target(link: Any) -> str:
    return link.get_attribute("href").removeprefix("#")


def list_of_targets() -> list[str]:
    """The cells at fault in the order of the page: of a row without its amount the empty cell."""
    said = {"expenditure-5-function": "expenditure-5-amount", "expenditure-6-amount": "expenditure-6-function"}
    return [said.get(name, name) for name in FAULTS]


def described_by(cell: Any, ending: str) -> str:
    return next(one for one in cell.get_attribute("aria-describedby").split() if one.endswith(ending))


def test_the_order_of_rows_with_pages_keeps_what_was_typed(
    page: Page,
    live_server: Any,
    record: FilingRecord,  # noqa: F811
) -> None:
    assert ProjectRecord.objects.filter(filing=record).count() == 1
    page.goto(f"{live_server.url}/admin/filings/filingrecord/{record.pk}/table/projects/")
    page.fill("#order-1", "第一")
    page.get_by_role("button", name="保存", exact=True).first.click()
    page.locator(LINES).press("Enter")
    expect(page.locator("#order-1")).to_be_focused()
    assert page.input_value("#order-1") == "第一"
    assert page.locator("#order-1").get_attribute("aria-invalid") == "true"
    assert page.locator(LINES).inner_text().endswith(page.locator("#order-1-error").inner_text())
