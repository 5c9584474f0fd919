"""The way to the public in Chromium: submit, approve, watch, read; axe finds nothing serious."""

import pytest

from budgetportal.publishing.state import State, of
from tests.browser.accessibility import serious_findings
from tests.browser.visits import sign_in
from tests.publishing import scenes
from tests.publishing.conftest import artefact_root, draft, people

__all__ = ["artefact_root", "draft", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_way_to_the_public(live_server, chromium_page, complaints, draft, people):
    page, filing = chromium_page, f"{live_server.url}/admin/filings/filingrecord/{draft.pk}/change/"
    sign_in(page, live_server, people.accountant)
    page.goto(filing)
    page.get_by_role("link", name="送审", exact=True).click()
    assert serious_findings(page) == []
    page.get_by_role("button", name="确认送审").press("Enter")
    page.get_by_text("待审核").wait_for()

    sign_in(page, live_server, people.reviewer)
    page.goto(filing)
    page.get_by_role("link", name="批准并公开").click()
    page.get_by_role("button", name="确认批准并公开").click()
    page.get_by_text("已生成 0/6").wait_for()
    assert serious_findings(page) == []

    scenes.render_all()
    page.get_by_text("已公开", exact=True).wait_for(timeout=5_000)  # the page asks by itself
    page.get_by_role("link", name="网页").click()
    page.get_by_role("navigation", name="下载").get_by_role("link", name="PDF").wait_for()
    assert serious_findings(page) == []
    assert complaints == []
    assert of(draft) is State.PUBLISHED


@pytest.mark.parametrize("state", State)
def test_every_state_fits_its_screen(state, live_server, chromium_page, complaints, draft, people):
    scenes.bring_to(state, draft, people)
    sign_in(chromium_page, live_server, people.reviewer)
    chromium_page.goto(f"{live_server.url}/admin/publishing/{draft.pk}/")
    assert chromium_page.get_by_text(state.label, exact=True).count() >= 1
    for width in (1280, 390):
        chromium_page.set_viewport_size({"width": width, "height": 800})
        assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious_findings(chromium_page) == []
    assert complaints == []


def test_without_script_the_page_is_loaded_anew_by_its_link(live_server, chromium, draft, people):
    scenes.bring_to(State.GENERATING, draft, people)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, people.reviewer)
    page.goto(f"{live_server.url}/admin/publishing/{draft.pk}/")
    scenes.render_all()
    page.get_by_role("link", name="刷新进度").click()
    page.get_by_text("已公开", exact=True).wait_for()
    context.close()
