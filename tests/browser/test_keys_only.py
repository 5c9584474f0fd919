"""A whole filing through the keyboard: begun, filled in and saved without a mouse, and exported as its very file."""

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from budgetportal.disclosure.codec import read_filing, write_filing
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord
from budgetportal.units.models import Role, Unit
from tests.browser.typist import Row, Typist
from tests.browser.visits import sign_in
from tests.filings.conftest import EXAMPLE, person_of

__all__ = ["person_of"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NO_MOUSE = """() => {
    for (const type of ["mousedown", "pointerdown", "touchstart", "wheel"])
        addEventListener(type, () => sessionStorage.setItem("mouse", type), true);
}"""
BOOK = PAGES["budget"]


def split(node: Any, place: str, values: dict[str, str], grids: dict[str, list[Row]]) -> None:
    """The members below a place as single fields and as tables, by their places."""
    if isinstance(node, dict) and place.endswith(("establishment_kinds", "wording")):
        grids[place] = [{"key": key, "value": str(value)} for key, value in node.items()]
    elif isinstance(node, dict):
        for name, one in node.items():
            split(one, f"{place}.{name}", values, grids)
    elif isinstance(node, list) and isinstance(node[0], dict):
        grids[place] = [dict(flat(row)) for row in node]
    else:
        values[place] = "\n".join(node) if isinstance(node, list) else str(node)


def flat(row: dict[str, Any], inside: str = "") -> list[tuple[str, str]]:
    found = []
    for name, value in row.items():
        found += flat(value, f"{inside}{name}.") if isinstance(value, dict) else [(inside + name, str(value))]
    return found


def fill(typist: Typist, members: dict[str, Any]) -> None:
    """The page that is open."""
    values: dict[str, str] = {}
    grids: dict[str, list[Row]] = {}
    for place, node in members.items():
        split(node, place, values, grids)
    if values or grids:
        typist.fill_page(values, grids)


def begin(typist: Typist, facts: dict[str, Any]) -> None:
    """A new filing, from the list of filings."""
    typist.tab_to(lambda here: here["tag"] == "A" and here["words"].startswith("增加"))
    with typist.page.expect_navigation():
        typist.press("Enter")
    typist.tab_to(lambda here: here["name"] == "fiscal_year")
    typist.enter(str(facts["fiscal_year"]))
    typist.tab_to(lambda here: here["name"] == "edition")
    typist.enter(facts["edition"])
    typist.tab_to(lambda here: here["name"] == "amount_unit")
    typist.enter(facts["amount_unit"])
    typist.follow("建立")


def fill_projects(typist: Typist, projects: list[dict[str, Any]]) -> None:
    """Each project on a page of its own, from the list and back to it."""
    for n, project in enumerate(projects):
        typist.follow("新增项目")
        fill(typist, {f"projects[{n}]": project})
        typist.follow("项目")


def fill_filing(typist: Typist, content: dict[str, Any]) -> None:
    begin(typist, content)
    fill(typist, {name: content[name] for name in BOOK.facts.members if name in content})
    for page in BOOK.tables:
        if page.key == "official_expenses":
            typist.follow(page.label)  # from the list of projects, which has no script
        else:
            typist.next_table()
        if page.is_raw:
            typist.follow(f"“{page.label}”表")  # from the narrative
        if page.key == "projects":
            fill_projects(typist, content.get("projects", []))
        elif page.key in content:
            fill(typist, {page.key: content[page.key]})


def exported(unit: str, year: int) -> bytes:
    out = io.StringIO()
    call_command("export_filing", unit, str(year), "budget", stdout=out)
    return out.getvalue().encode()


def through_the_keyboard(path: Path, page: Page, live_server: Any, person_of: Any) -> Typist:
    """Fill in the filing of a file; it must be exported as that file."""
    content = path.read_bytes()
    facts = json.loads(content)
    record, problems = create_from(read_filing(content)[0])  # for the unit alone  # type: ignore[arg-type]
    assert record is not None, problems
    record.delete()
    unit = Unit.objects.get(code=facts["unit"]["code"])
    sign_in(page, live_server, person_of(unit, Role.ACCOUNTANT))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(f"({NO_MOUSE})()")
    page.goto(f"{live_server.url}/admin/filings/filingrecord/")
    typist, began = Typist(page), time.monotonic()
    fill_filing(typist, facts)
    print(
        f"{path.name}: {typist.pressed} keys pressed, {typist.typed} letters typed, {typist.pasted} pasted, "
        f"{time.monotonic() - began:.0f} s"
    )
    assert page.evaluate("sessionStorage.getItem('mouse')") is None
    assert FilingRecord.objects.count() == 1
    found = exported(unit.code, facts["fiscal_year"])
    assert found == content
    return typist


def test_the_example_is_filled_in_with_keys_only(
    chromium_page: Page,
    live_server: Any,
    person_of: Any,
    tmp_path: Path,
) -> None:
    filing, problems = read_filing(EXAMPLE.read_bytes())
    assert filing is not None, problems
    path = tmp_path / "example.json"
    path.write_bytes(write_filing(filing))
    through_the_keyboard(path, chromium_page, live_server, person_of)


def test_a_published_filing_is_filled_in_with_keys_only(
    chromium_page: Page,
    live_server: Any,
    person_of: Any,
    shared_folder: Path,
) -> None:
    path = shared_folder / "filings" / "budget-2024-unit.json"
    typist = through_the_keyboard(path, chromium_page, live_server, person_of)
    assert typist.pressed + typist.typed < 20_000
