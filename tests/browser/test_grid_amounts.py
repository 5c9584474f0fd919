"""Amounts in a grid: as typed, as kept, in 元 or 万元, added up while they are typed; in Chromium."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from budgetportal.classification.codes import functional
from budgetportal.disclosure.budget import BudgetFiling, ExpenditureRow
from budgetportal.disclosure.terms import Category, Source
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, replace_members
from tests.browser.grids import desk, rows_of, saved, text, typed
from tests.disclosure.test_typed_amounts import cases
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.forms import fields_of
from tests.filings.stored import fetched

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
ROWS = 500
GOAL, BOUND = 100, 3_000  # milliseconds: what new sums are to take, and what this shared machine may
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
READ = """async ([address, cases]) => {
    const { readEntry } = await import(address);
    return cases.map(({ typed, unit, kind }) => readEntry(typed, kind ?? "amount", unit));
}"""
CHANGE = """() => {
    const cell = document.activeElement;
    const began = performance.now();
    cell.value = "1000.01";
    cell.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - began;
}"""


# ------------------------------------------------------------------------------------------- as typed


def test_the_browser_reads_every_case_as_the_server_does(desk: Open, live_server: Any) -> None:
    page = desk("table/expenditure/")
    address = f"{live_server.url}/static/filings/entry/entries.js"
    found = page.evaluate(READ, [address, cases()])
    wanted = [{key: case[key] for key in ("text", "problem", "rounding") if key in case} for case in cases()]
    assert found == wanted


def test_a_typed_amount_is_shown_as_it_is_kept(desk: Open) -> None:
    page = desk("table/expenditure/")
    for keys, kept, seen in (
        ("1,234.50", "1234.50", "1,234.50"),
        ("１２３４．５", "1234.50", "1,234.50"),
        ("¥12.3万元", "12.30", "12.30"),
        ("(12.3)", "-12.30", "-12.30"),
        ("—", "", ""),
        ("1,23,4", "1,23,4", "1,23,4"),
    ):
        page.focus("#expenditure-0-amount")
        typed(page, keys, "Enter")
        assert rows_of(page, "expenditure")[0]["amount"] == kept
        assert page.input_value("#expenditure-0-amount") == seen


def test_no_input_is_a_number_and_none_cuts_off_a_paste() -> None:
    markup = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    assert not re.search(r"""type\s*=\s*["']?number""", markup)
    assert "maxlength" not in markup


def test_the_pages_have_no_number_input_and_the_wheel_changes_nothing(desk: Open) -> None:
    page = desk("table/expenditure/")
    assert page.locator("input[type=number], [maxlength], [min], [step]").count() == 0
    page.focus("#expenditure-0-amount")
    page.hover("#expenditure-0-amount")
    for distance in (300, -300):
        page.mouse.wheel(0, distance)
    page.wait_for_timeout(100)
    assert page.input_value("#expenditure-0-amount") == "130.00"
    assert rows_of(page, "expenditure")[0]["amount"] == "130.00"


# ------------------------------------------------------------------------------------------- the unit


def test_the_other_unit_is_a_view_only(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/expenditure/")
    cell = page.locator("#expenditure-0-amount")
    toggle = page.get_by_role("button", name="换算为元查看")
    expect(cell).to_have_accessible_name("第 1 行 金额（万元）")
    toggle.click()
    expect(cell).to_have_accessible_name("第 1 行 金额（元）")
    expect(cell).to_have_value("1,300,000.00")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(page.locator("section.grid caption").first).to_contain_text("金额单位：元")
    expect(page.locator("tfoot output")).to_have_text("4,123,300.00")
    page.focus("#expenditure-0-amount")
    typed(page, "5", "Delete", "Enter")  # to be read, not to be changed
    expect(cell).to_have_value("1,300,000.00")
    spare = page.locator('[data-grid="expenditure"] tr[data-row=""] [data-cell="amount"]').first
    expect(spare).to_have_accessible_name(re.compile("（元）$"))
    toggle.click()
    expect(cell).to_have_value("130.00")
    expect(cell).to_have_accessible_name("第 1 行 金额（万元）")
    assert page.evaluate("document.getElementById('entry').entry.saver.unsaved") is False
    assert [str(row.amount) for row in load(fetched(record)).expenditure] == ["130.00", "13.01", "269.32"]
    page.focus("#expenditure-0-amount")
    typed(page, "130.01", "Enter")
    saved(page)
    assert str(load(fetched(record)).expenditure[0].amount) == "130.01"


def test_names_of_amounts_say_their_unit(desk: Open) -> None:
    for path in ("profile", "unit_performance", "procurement", "assets"):
        page = desk(f"table/{path}/")
        for cell in page.locator("[data-unit]:not([data-fixed]):visible").all():
            expect(cell).to_have_accessible_name(re.compile("（万元）"))


# --------------------------------------------------------------------------------------------- totals


@pytest.fixture
def long_table(record: FilingRecord, example: BudgetFiling) -> tuple[ExpenditureRow, ...]:  # noqa: F811
    """Return the 500 rows that the filing's expenditure now has."""
    codes = [code.code for code in functional(2024).codes("项")[:: 1362 // ROWS]][:ROWS]
    rows = tuple(
        ExpenditureRow(
            function=code, source=Source.GENERAL, category=Category.PROJECT, amount=Decimal(n + 1).scaleb(-2)
        )
        for n, code in enumerate(codes)
    )
    replace_members(record, replace(example, expenditure=rows), ("expenditure",))
    return rows


def test_every_sum_above_a_changed_row_is_right_at_once(desk: Open, long_table: tuple[ExpenditureRow, ...]) -> None:
    page = desk("table/expenditure/")
    row = 321
    page.focus(f"#expenditure-{row}-amount")
    took = page.evaluate(CHANGE)
    amounts = [one.amount for one in long_table]
    amounts[row] = Decimal("1000.01")
    wanted: Counter[str] = Counter()
    for one, amount in zip(long_table, amounts, strict=True):
        wanted[f"{one.function[:3]} 类"] += amount  # type: ignore[assignment]
        wanted[f"{one.function[:5]} 款"] += amount  # type: ignore[assignment]
    shown = page.locator("details.codes table tbody tr").evaluate_all(
        "rows => rows.map((row) => [row.cells[0].textContent, row.cells[1].textContent])"
    )
    assert dict(shown) == {name: f"{amount:,.2f}" for name, amount in wanted.items()}
    whole = f"{sum(amounts):,.2f}"
    assert page.inner_text("tfoot output") == whole
    assert page.locator("table.sums").first.locator("td").first.inner_text() == whole
    print(f"sums of {ROWS} rows anew in {took:.1f} ms (goal {GOAL})")
    assert took < BOUND
    heard = page.locator("section.grid .for-the-ear")
    assert heard.get_attribute("role") == "status"
    code = long_table[row].function
    expect(heard).to_contain_text(f"金额合计 {whole} 万元")
    for name in (f"{code[:3]} 类", f"{code[:5]} 款"):
        expect(heard).to_contain_text(f"{name} {wanted[name]:,.2f}")
    assert page.locator("tfoot :is(input, select, textarea)").count() == 0


def test_income_and_expenditure_are_held_against_each_other(desk: Open) -> None:
    page = desk("table/income/")
    sums = page.locator("table.sums").first
    expect(sums).to_contain_text("支出合计412.33")
    expect(sums).to_contain_text("与支出合计相差0.00")
    page.focus("#income-0-amount")
    typed(page, "144.01")
    expect(sums).to_contain_text("与支出合计相差1.00")
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    typed(page, "100")
    expect(page.locator("table.sums").first).to_contain_text("收入合计")


def test_who_asks_is_told_the_sums(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.evaluate("document.addEventListener('sums', ({ detail }) => (window.told = detail))")
    page.focus("#expenditure-0-amount")
    typed(page, "100")
    told = page.evaluate("window.told")
    assert (told["at"], told["label"], told["unit"], told["total"]) == ("expenditure", "支出", "万元", "382.33")
    assert {"cell": "category", "value": "personnel", "amount": "100.00"} in told["groups"]
    assert page.evaluate("document.getElementById('entry').entry.desk.sums") == [told]


def test_forged_totals_are_ignored(record: FilingRecord, signed_in: Callable[..., Client]) -> None:  # noqa: F811
    client = signed_in(record.unit)
    address = f"/admin/filings/filingrecord/{record.pk}/table/expenditure/"
    forged = {"expenditure#total": "9.99", "sum": "9.99", "total": "9.99", "expenditure[0].total": "9.99"}
    fields = fields_of(client.get(address).content)
    assert client.post(address, {**fields, **forged}).status_code == 302
    body = {"revision": 0, "client": "a", "batch": "b", "changes": [], "sums": [["合计", "9.99"]], "total": "9.99"}
    copy = f"/admin/filings/filingrecord/{record.pk}/copy/expenditure/"
    answer = client.post(copy, body, content_type="application/json").json()
    assert answer["sums"][0] == ["合计", "412.33"]
    assert sum(row.amount for row in load(fetched(record)).expenditure) == Decimal("412.33")
    cell = {"op": "set", "at": "expenditure", "row": "r0", "cell": "total", "from": "", "to": "9.99"}
    assert client.post(copy, {**body, "changes": [cell]}, content_type="application/json").status_code == 400


def test_sums_follow_what_others_type_and_undo(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    typed(page, "1000", "Enter")
    assert page.inner_text("tfoot output") == "1,282.33"
    page.keyboard.press("Control+z")
    assert page.inner_text("tfoot output") == "412.33"
    assert text(page, "expenditure", 0, "amount") == "130.00"
