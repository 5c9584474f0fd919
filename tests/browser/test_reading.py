"""Entry pages that are only for reading: reached by keys, and the history of each cell, for reviewer and auditor."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from budgetportal.filings.models import IncomeRecord, ProjectRecord
from budgetportal.publishing.state import State
from tests.browser.accessibility import serious_findings
from tests.browser.visits import sign_in
from tests.disclosure.examples import small_filing
from tests.publishing import scenes
from tests.publishing.conftest import artefact_root, draft, people

__all__ = ["artefact_root", "draft", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELL, PANEL = "td:has(> #income-0-amount)", "dialog.cell-history[open]"
FIRST = small_filing().income[0].amount


@pytest.fixture
def reader(live_server, chromium_page, complaints, draft, people):
    """Return an opener of the filing's pages for a person who only reads them; nothing may be complained of."""

    def open_page(path, role="reviewer"):
        sign_in(chromium_page, live_server, getattr(people, role))
        address = f"{live_server.url}/admin/filings/filingrecord/{draft.pk}/{path}"
        assert chromium_page.goto(address).status == 200
        chromium_page.wait_for_selector("html[data-reading=ready]")
        return chromium_page

    yield open_page
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_the_history_of_a_cell_is_read_with_keys_alone(width, role, reader):
    IncomeRecord.objects.filter(position=0).update(amount=Decimal("88.00"))
    page = reader("table/income/", role)
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("section.grid td").first.focus()
    page.keyboard.press("End")
    expect(page.locator(CELL)).to_be_focused()
    assert page.locator(CELL).get_attribute("aria-label") == "第 1 行 金额 88.00"
    page.keyboard.press("Alt+h")
    panel = page.locator(PANEL)
    expect(panel.get_by_role("heading")).to_have_text("第 1 行 金额：历史")
    rows = panel.locator("tbody tr")
    expect(rows).to_have_count(2)
    assert rows.nth(0).locator("td").all_inner_texts()[2:] == [f"{FIRST:,.2f}", "88.00", "修改"]
    assert serious_findings(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_have_count(0)
    expect(page.locator(CELL)).to_be_focused()


def test_a_table_is_one_tab_stop_and_arrows_go_through_it(reader):
    page = reader("table/income/")
    assert page.locator("section.grid td[tabindex='0']").count() == 1
    page.locator("section.grid td").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("section.grid td").first).to_be_focused()
    page.keyboard.press("Control+End")
    last = len(small_filing().income) - 1
    expect(page.locator(f"td:has(> #income-{last}-amount)")).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('section.grid td')")
    assert page.locator("#entry :is(input:not([type=hidden]), select, textarea)").count() == 0


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.PUBLISHED])
def test_single_fields_and_pages_of_projects_have_it_in_every_state(state, reader, draft, people):
    scenes.bring_to(state, draft, people)
    page = reader("change/#issued_on", "auditor")
    expect(page.locator("#issued_on")).to_be_focused()
    page.keyboard.press("Alt+h")
    expect(page.locator(PANEL).get_by_role("heading")).to_have_text("落款日期：历史")
    project = ProjectRecord.objects.filter(filing=draft).order_by("position").first()
    page = reader(f"table/projects/{project.pk}/")
    page.locator("#projects-0-name").click()
    page.get_by_role("button", name="本格历史").click()
    expect(page.locator(f"{PANEL} tbody tr").first).to_contain_text(project.name)


def test_answers_in_the_sentences_have_it(reader, draft):
    page = reader("table/narrative/")
    answer = page.locator(".answer[data-place]").first
    answer.focus()
    page.keyboard.press("Alt+h")
    expect(page.locator(f"{PANEL} tbody tr").first).to_contain_text(answer.inner_text())
    assert serious_findings(page) == []


def test_the_accountant_reads_what_is_submitted(reader, draft, people):
    scenes.bring_to(State.SUBMITTED, draft, people)
    page = reader("table/income/", "accountant")
    page.locator(CELL).click()
    page.keyboard.press("Alt+h")
    expect(page.locator(f"{PANEL} tbody tr")).to_have_count(1)
