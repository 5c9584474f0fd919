"""
A whole filing typed into the plain forms, without JavaScript, is the filing of the file: the same export, and the same
bytes in public. (With the grids: test_keys_only.py.)
"""

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from budgetportal.disclosure.codec import write_filing
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from budgetportal.publishing.models import REQUIRED, Artefact, Version
from budgetportal.publishing.state import State, of
from budgetportal.units.models import Unit
from tests.browser.visits import sign_in
from tests.disclosure.examples import small_filing
from tests.publishing import scenes
from tests.publishing.conftest import artefact_root

__all__ = ["artefact_root"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILING = small_filing()
CONTENT = write_filing(FILING)
FACTS = ("approval", "issued_on", "operating_expense", "other_notes")
TABLES = ("income", "expenditure", "basic_by_economic", "official_expenses", "comparisons", "glossary")
RECORDS = ("profile", "unit_performance", "procurement", "assets")
FIXED = {"format", "edition", "fiscal_year", "unit", "amount_unit"}  # chosen where a filing is begun


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def cells(node: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every cell below a member, by the name of its input; a list of texts is one input, a line each."""
    if isinstance(node, dict):
        for name, one in node.items():
            yield from cells(one, f"{place}.{name}")
    elif isinstance(node, list) and isinstance(node[0], dict):
        for n, one in enumerate(node):
            yield from cells(one, f"{place}[{n}]")
    else:
        yield place, "\n".join(node) if isinstance(node, list) else str(node)


def enter(page: Page, address: str, members: dict[str, Any]) -> None:
    """Type members of the filing into one page and save it."""
    assert page.goto(address).status == 200  # type: ignore[union-attr]
    for name, value in (cell for place, node in members.items() for cell in cells(node, place)):
        put(page, name, value)
    page.locator("#entry .buttons.top").get_by_role("button", name="保存").click()
    page.wait_for_selector(".messagelist .success")


def put(page: Page, name: str, value: str) -> None:
    field = page.locator(f'#entry [name="{name}"]')
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def begin(page: Page, server: str) -> str:
    """Begin the filing; the address below which its pages lie."""
    page.goto(f"{server}/admin/filings/filingrecord/add/")
    page.select_option("#edition", FILING.edition)
    page.fill("#fiscal_year", str(FILING.fiscal_year))
    page.select_option("#amount_unit", str(FILING.amount_unit))
    page.get_by_role("button", name="建立").click()
    page.wait_for_url("**/change/")
    return page.url.removesuffix("change/")


def type_filing(page: Page, server: str) -> None:
    members = json.loads(CONTENT)
    assert set(members) == {*FIXED, *TABLES, *RECORDS, "projects", *FACTS} - {"approval"}
    base = begin(page, server)
    enter(page, f"{base}change/", {name: members[name] for name in FACTS if name in members})
    for name in (*RECORDS, *TABLES):
        enter(page, f"{base}table/{name}/", {name: members[name]})
    for n, project in enumerate(members["projects"]):
        enter(page, f"{base}table/projects/new/", {f"projects[{n}]": project})


def declare_empty(page: Page, base: str) -> None:
    """Say of each public table that has no figures that it is an empty one."""
    page.goto(base)
    buttons = page.locator('tr[data-table] button:has-text("声明为空表")')
    for left in reversed(range(buttons.count())):
        buttons.first.click()
        expect(buttons).to_have_count(left)


def take_step(page: Page, record: FilingRecord, server: str, step: str) -> None:
    page.goto(f"{server}/admin/filings/filingrecord/{record.pk}/change/")
    page.get_by_role("link", name=step, exact=True).click()
    page.get_by_role("button", name=f"确认{step}").click()
    page.wait_for_url("**/publishing/**")


def published(record: FilingRecord) -> dict[str, bytes]:
    """What stands in public of a record, as it lies in the store."""
    assert of(record) is State.PUBLISHED
    return {one.name: one.path.read_bytes() for one in Artefact.objects.filter(version__record=record)}


def imported(people: SimpleNamespace, root: Path) -> dict[str, bytes]:
    """The artefacts of the same filing imported from its file; neither rows nor files stay."""
    with transaction.atomic():
        record, problems = create_from(FILING)
        assert record is not None, problems
        scenes.bring_to(State.PUBLISHED, record, people)
        found = published(record)
        transaction.set_rollback(True)
    shutil.rmtree(root)
    return found


def test_typed_filing_is_published_as_the_imported_one(
    live_server: Any,
    plain_page: Page,
    artefact_root: Path,
) -> None:
    facts = FILING.unit
    unit = Unit.objects.create(code=facts.code, name=facts.name, scope=facts.scope, region=facts.region)
    people = scenes.people(unit)
    wanted = imported(people, artefact_root)
    assert set(wanted) == set(REQUIRED)
    assert not FilingRecord.objects.exists()

    sign_in(plain_page, live_server, people.accountant)
    type_filing(plain_page, live_server.url)
    record = FilingRecord.objects.get()
    declare_empty(plain_page, f"{live_server.url}/admin/filings/filingrecord/{record.pk}/change/")
    assert load(record) == FILING
    take_step(plain_page, record, live_server.url, "送审")
    sign_in(plain_page, live_server, people.reviewer)
    take_step(plain_page, record, live_server.url, "批准并公开")
    scenes.render_all()

    exported = io.StringIO()
    call_command("export_filing", facts.code, "2024", "budget", stdout=exported)
    assert exported.getvalue().encode() == CONTENT
    assert Version.objects.get().content.encode() == CONTENT
    found = published(record)
    assert {name: found[name] == wanted[name] for name in wanted} == dict.fromkeys(wanted, True)
    assert found["pdf"].startswith(b"%PDF-")
