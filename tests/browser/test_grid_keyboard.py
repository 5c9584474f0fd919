"""The tables of an entry page under the keyboard, in Chromium: no mouse, no lost key."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from tests.browser.grids import active, desk, ready, rows_of, said, saved, text, typed
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.stored import fetched

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
COUNT_MOUSE = """() => {
    window.mouse = 0;
    for (const type of ["mousedown", "mouseup", "click", "wheel", "touchstart"])
        document.addEventListener(type, () => window.mouse++, true);
}"""
INDICATORS = "unit_performance.indicators"
COLUMNS = ("level1", "level2", "level3", "target.op", "target.value", "target.unit")


def test_a_table_of_30_rows_and_6_columns_is_filled_with_keys_alone(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/unit_performance/")
    page.evaluate(COUNT_MOUSE)
    page.focus("#unit_performance-indicators-0-level1")
    typed(page, "Control+End", "ArrowDown", "Home")
    first = active(page)[0]
    for n in range(30):
        typed(page, "产出指标", "Tab", "数量指标", "Tab", f"指标{n}", "Tab", "1", "Tab", f"{n}", "Tab", "个", "Enter")
    assert active(page) == (first + 30, "level1")
    found = [[row.get(column, "") for column in COLUMNS] for row in rows_of(page, INDICATORS)[first:]]
    assert found == [["产出指标", "数量指标", f"指标{n}", ">=", str(n), "个"] for n in range(30)]
    saved(page)
    stored = load(fetched(record)).unit_performance
    assert stored is not None
    assert [one.level3 for one in stored.indicators[first:]] == [f"指标{n}" for n in range(30)]
    assert page.evaluate("window.mouse") == 0


def test_moves_stop_at_the_edges(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-function")
    last = page.locator('section[data-grid="expenditure"] .scroll tbody tr').count() - 1
    moves = [
        ("ArrowUp", (0, "function")), ("ArrowLeft", (0, "function")), ("ArrowRight", (0, "source")),
        ("ArrowDown", (1, "source")), ("End", (1, "amount")), ("ArrowRight", (1, "amount")), ("Home", (1, "function")),
        ("Control+End", (2, "amount")), ("Control+Home", (0, "function")), ("Enter", (1, "function")),
        ("Shift+Enter", (0, "function")), ("Shift+Enter", (0, "function")),
        ("PageDown", (last - 1, "function")), ("PageDown", (last, "function")),
        ("ArrowDown", (last, "function")), ("Enter", (last, "function")),
        ("PageUp", (1, "function")), ("PageUp", (0, "function")),
        ("Tab", (0, "source")), ("Tab", (0, "category")), ("Shift+Tab", (0, "source")), ("Enter", (1, "function")),
        ("Control+ArrowRight", (1, "amount")), ("Control+ArrowDown", (2, "amount")),
        ("Control+ArrowLeft", (2, "function")), ("Control+ArrowUp", (0, "function")),
    ]  # fmt: skip
    for key, wanted in moves:
        page.keyboard.press(key)
        assert active(page) == wanted, key


def test_the_grid_is_one_tab_stop(desk: Open) -> None:
    page = desk("table/expenditure/")
    assert page.locator('section.grid tbody [tabindex="0"]').count() == 1
    page.focus("#expenditure-1-amount")
    page.keyboard.press("Tab")  # at the row's end: out of the grid
    assert active(page)[0] == -1
    page.keyboard.press("Shift+Tab")  # and back to the cell that was left
    assert active(page) == (1, "amount")
    typed(page, "ArrowLeft", "Escape", "Tab")  # Esc lets Tab leave from any cell
    assert active(page)[0] == -1
    assert page.locator('section.grid tbody [tabindex="0"]').count() == 1


def test_f2_edits_and_esc_restores(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    typed(page, "F2", "Backspace", "5", "ArrowLeft", "ArrowLeft", "9")
    assert page.input_value("#expenditure-0-amount") == "130.905"
    page.keyboard.press("Escape")
    assert (active(page), page.input_value("#expenditure-0-amount")) == ((0, "amount"), "130.00")
    typed(page, "77", "Escape")
    assert page.input_value("#expenditure-0-amount") == "130.00"
    typed(page, "77", "ArrowDown", "ArrowUp")
    assert page.input_value("#expenditure-0-amount") == "77.00"


def test_the_first_key_on_a_cell_replaces_its_text(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    page.keyboard.type("8")
    assert page.input_value("#expenditure-0-amount") == "8"
    typed(page, "Enter", "Delete")
    assert page.input_value("#expenditure-1-amount") == ""


def test_input_methods_keep_their_keys(desk: Open) -> None:
    """Enter and arrows while a word is composed are the input method's; the first key of the word is not lost."""
    page = desk("table/comparisons/")
    page.focus("#comparisons-0-reason")
    session = page.context.new_cdp_session(page)
    for part in ("x", "xin", "新增"):
        session.send("Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)})
        for key in ("Enter", "ArrowDown", "ArrowRight", "Escape"):
            press_as_input_method(session, key)
            assert active(page) == (0, "reason"), key
    assert page.input_value("#comparisons-0-reason") == "新增"
    session.send("Input.insertText", {"text": "新增人员"})
    assert page.input_value("#comparisons-0-reason") == "新增人员"
    page.keyboard.press("Enter")
    assert active(page) == (1, "reason")
    assert rows_of(page, "comparisons")[0]["reason"] == "新增人员"


def press_as_input_method(session, key: str) -> None:  # type: ignore[no-untyped-def]
    """A key as Windows sends it while an input method composes: code 229."""
    event = {"key": key, "code": key, "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})


def test_a_choice_is_taken_by_its_number(desk: Open) -> None:
    page = desk("table/income/")
    page.focus("#income-0-source")
    page.keyboard.type("12")
    values = page.locator("#income-0-source option").evaluate_all("all => all.map((one) => one.value).filter(Boolean)")
    assert page.input_value("#income-0-source") == values[11]
    typed(page, "Enter", "3")
    assert page.input_value("#income-1-source") == values[2]
    typed(page, "F2", "ArrowDown")
    assert (active(page), page.input_value("#income-1-source")) == ((1, "source"), values[3])


def test_nothing_is_judged_while_it_is_typed(desk: Open) -> None:
    page = desk("table/expenditure/")
    assert page.locator("form#entry").get_attribute("novalidate") is not None
    page.evaluate("document.addEventListener('invalid', () => (window.bubble = true), true)")
    page.focus("#expenditure-0-amount")
    page.keyboard.type("1.")
    page.wait_for_selector('#saving[data-state="saved"]')  # the server has judged it
    assert page.locator(".cell-error").count() == 0
    assert said(page, "expenditure") == ""
    page.keyboard.press("Enter")
    expect(page.locator("#expenditure-0-amount-error")).to_contain_text("“金额”填的是 “1.”")
    assert page.locator("#expenditure-0-amount").get_attribute("aria-invalid") == "true"
    assert "第 1 行" in said(page, "expenditure")
    assert page.evaluate("window.bubble") is None


def test_rows_come_go_and_move_with_keys(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    page.keyboard.press("Alt+ArrowDown")
    assert [row["amount"] for row in rows_of(page, "expenditure")] == ["13.01", "130.00", "269.32"]
    assert active(page) == (1, "amount")
    page.keyboard.press("Alt+Insert")
    assert [row.get("amount", "") for row in rows_of(page, "expenditure")] == ["13.01", "", "130.00", "269.32"]
    page.keyboard.press("Alt+Delete")
    page.keyboard.press("Alt+ArrowUp")
    assert [row["amount"] for row in rows_of(page, "expenditure")] == ["130.00", "13.01", "269.32"]
    page.keyboard.press("Alt+Delete")
    assert said(page, "expenditure") == "已删除 1 行，Ctrl+Z 撤消。"
    saved(page)
    assert [str(row.amount) for row in load(fetched(record)).expenditure] == ["13.01", "269.32"]
    labels = page.locator('[data-cell="amount"]').evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert labels == [f"第 {n + 1} 行 金额（万元）" for n in range(len(labels))]


def test_fill_down_takes_the_first_selected_row(desk: Open) -> None:
    page = desk("table/income/")
    page.focus("#income-0-function")
    typed(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    assert [list(row.values()) for row in rows_of(page, "income")] == [["2010350", "general", "143.01"]] * 3
    page.keyboard.press("Control+z")
    assert [row["function"] for row in rows_of(page, "income")] == ["2010350", "2010399"]
    typed(page, "Control+Home", "ArrowDown", "ArrowRight", "ArrowRight", "Control+d")
    assert text(page, "income", 1, "amount") == "143.01"


# ------------------------------------------------------------------------------------------ shortcuts


def test_undo_and_redo_go_step_by_step(desk: Open) -> None:
    page = desk("table/expenditure/")
    page.focus("#expenditure-0-amount")
    typed(page, "100", "Enter", "200", "Enter")
    page.keyboard.press("Control+z")
    assert (text(page, "expenditure", 0, "amount"), text(page, "expenditure", 1, "amount")) == ("100.00", "13.01")
    page.keyboard.press("Control+z")
    assert text(page, "expenditure", 0, "amount") == "130.00"
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+Shift+z")
    assert (text(page, "expenditure", 0, "amount"), text(page, "expenditure", 1, "amount")) == ("100.00", "200.00")
    saved(page)


def test_ctrl_s_saves_in_a_cell_and_opens_no_dialog(desk: Open, record: FilingRecord) -> None:  # noqa: F811
    page = desk("table/expenditure/")
    page.evaluate("addEventListener('keydown', (event) => event.key === 's' && (window.kept = event.defaultPrevented))")
    page.evaluate("document.getElementById('entry').entry.saver.delay = 60_000")
    page.focus("#expenditure-0-amount")
    typed(page, "131", "Control+s")
    saved(page)
    assert page.evaluate("window.kept") is True
    assert active(page) == (0, "amount")
    assert str(load(fetched(record)).expenditure[0].amount) == "131.00"


def test_single_letters_are_text_in_a_cell(desk: Open) -> None:
    page = desk("table/comparisons/")
    address = page.url
    for key in ("c", "f", "[", "s", "n", "/", "?"):  # the last opens the list of keys
        page.focus("#comparisons-0-reason")
        page.keyboard.type(key)
        assert page.input_value("#comparisons-0-reason") == key
        page.locator("section.grid tbody th.number").first.evaluate("(head) => { head.tabIndex = -1; head.focus(); }")
        page.keyboard.press(key)
        page.wait_for_timeout(100)
        assert page.url == address


def test_the_list_of_shortcuts_opens_and_can_switch_them_off(desk: Open) -> None:
    page = desk("table/expenditure/")
    dialog = page.locator("dialog.entry-help")
    page.focus("#expenditure-0-amount")
    page.keyboard.press("Control+/")
    expect(dialog).to_be_visible()
    for keys in ("Ctrl+S", "Ctrl+Z / Ctrl+Y", "Ctrl+D", "F2"):
        expect(dialog).to_contain_text(keys)
    page.keyboard.press("Escape")
    assert active(page) == (0, "amount")
    page.get_by_role("button", name="按键说明").focus()
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    page.get_by_role("checkbox", name="使用快捷键").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.reload()
    ready(page)
    page.focus("#expenditure-0-amount")
    typed(page, "5", "Control+Home", "Control+d", "Alt+Delete", "Control+/")
    assert len(rows_of(page, "expenditure")) == 3
    assert dialog.count() == 0
    page.get_by_role("button", name="按键说明").focus()
    page.keyboard.press("?")
    assert dialog.count() == 0
    page.get_by_role("button", name="按键说明").press("Enter")  # the way back
    expect(dialog).to_be_visible()
