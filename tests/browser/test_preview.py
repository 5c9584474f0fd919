"""Preview and publication in Chromium: one click, how far it is, a closed tab, a failure and another try."""

import time
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from playwright.sync_api import expect

from budgetportal.publishing import making, previews
from budgetportal.publishing.leases import MOST_ATTEMPTS
from budgetportal.publishing.models import Preview
from budgetportal.publishing.state import State
from tests.browser.accessibility import serious_findings
from tests.browser.visits import sign_in
from tests.publishing import scenes
from tests.publishing.conftest import artefact_root, draft, people

__all__ = ["artefact_root", "draft", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOON = 2  # seconds within which a page that is opened again says how far the work is; measured, asserted with room


def test_the_preview_in_one_click(live_server, chromium_page, complaints, draft, people):
    page = chromium_page
    sign_in(page, live_server, people.accountant)
    page.goto(f"{live_server.url}/admin/filings/filingrecord/{draft.pk}/change/")
    page.get_by_role("button", name="预览公开文本").press("Enter")
    page.get_by_text("PDF 排队中，已生成 0/1").wait_for()
    assert page.locator("article.disclosure").is_visible()
    assert serious_findings(page) == []
    address = page.url
    page.goto("about:blank")  # the tab is closed

    start = time.monotonic()
    page.goto(address)
    page.get_by_text("PDF 排队中").wait_for()
    assert time.monotonic() - start < 5 * SOON
    assert previews.run(Preview.objects.get().pk)
    opened = page.get_by_role("link", name="打开 PDF")  # the page asks by itself
    opened.wait_for(timeout=10_000)
    expect(page.get_by_text("已生成 1/1")).to_be_visible()
    answer = page.request.get(live_server.url + opened.get_attribute("href"))
    assert answer.body().startswith(b"%PDF-")
    assert "no-store" in answer.headers["cache-control"]
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_its_screen(width, live_server, chromium_page, complaints, draft, people):
    chromium_page.set_viewport_size({"width": width, "height": 900})
    sign_in(chromium_page, live_server, people.accountant)
    chromium_page.goto(f"{live_server.url}/admin/publishing/{draft.pk}/preview/")
    chromium_page.get_by_role("button", name="生成 PDF").wait_for()
    assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_findings(chromium_page) == []
    assert complaints == []


def test_a_failed_preview_says_why_and_is_tried_again_with_one_click(
    live_server, chromium_page, draft, people, monkeypatch
):
    def full(version):
        raise MemoryError

    page = chromium_page
    previews.order(draft, people.accountant)
    with monkeypatch.context() as patch:
        patch.setattr(making, "unsigned_pdf", full)
        for _ in range(MOST_ATTEMPTS):
            previews.run(Preview.objects.get().pk)
    sign_in(page, live_server, people.accountant)
    page.goto(f"{live_server.url}/admin/publishing/{draft.pk}/preview/")
    page.get_by_text("PDF：内存不足，没有生成完。").wait_for()
    assert serious_findings(page) == []
    page.get_by_role("button", name="重试").click()
    page.get_by_text("PDF 排队中").wait_for()
    page.get_by_role("button", name="取消").click()
    page.get_by_role("button", name="生成 PDF").wait_for()
    assert not Preview.objects.exists()


def test_what_is_running_says_so(live_server, chromium_page, draft, people):
    previews.order(draft, people.accountant)
    Preview.objects.update(attempts=1, lease_until=Now() + timedelta(seconds=60))
    sign_in(chromium_page, live_server, people.reviewer)
    chromium_page.goto(f"{live_server.url}/admin/publishing/{draft.pk}/preview/")
    chromium_page.get_by_text("PDF 生成中，已生成 0/1，已用").wait_for()
    chromium_page.get_by_role("button", name="取消").click()
    chromium_page.get_by_role("button", name="生成 PDF").wait_for()  # at once, whatever the worker is at
    assert not Preview.objects.exists()


def test_a_failed_publication_names_the_artefact_and_is_tried_again_with_one_click(
    live_server, chromium_page, draft, people
):
    page = chromium_page
    scenes.bring_to(State.FAILED, draft, people)
    sign_in(page, live_server, people.reviewer)
    page.goto(f"{live_server.url}/admin/publishing/{draft.pk}/")
    page.get_by_text("PDF：字体缺失").wait_for()
    page.get_by_role("button", name="重试").click()
    page.get_by_text("已生成 0/6，已用").wait_for()
    address = page.url
    page.goto("about:blank")
    scenes.render_all()
    page.goto(address)
    page.get_by_text("已公开", exact=True).first.wait_for()
