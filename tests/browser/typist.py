"""Somebody with a keyboard and a clipboard and nothing else: walks through entry pages and fills them in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Page

from tests.browser.grids import put_on_clipboard, ready

FAR = 150  # times Tab on the way to something before it counts as not reachable
SMALL = 60  # cells up to which a table is typed
SHORT = 60  # characters up to which a text is typed
HERE = """() => {
    const one = document.activeElement;
    const section = one.closest("section.grid[data-grid]");
    return {
        name: one.name ?? "", tag: one.tagName, type: one.type ?? "", value: one.value ?? "", checked: !!one.checked,
        words: (one.textContent ?? "").trim(), grid: section?.dataset.grid ?? "", cell: one.dataset.cell ?? "",
        options: one.tagName === "SELECT" ? [...one.options].map((option) => option.value) : [],
        chosen: one.tagName === "SELECT" ? one.selectedIndex : 0, last: !!one.closest(".buttons:not(.top)"),
    };
}"""
COLUMNS = """() => {
    const cells = [...document.activeElement.closest("tr").querySelectorAll("[data-cell]")];
    const choices = ({ options }) => (options ? [...options].map(({ value, label }) => [value, label]) : null);
    return cells.map((one) => ({ cell: one.dataset.cell, choices: choices(one) }));
}"""
Here = dict[str, Any]
Row = Mapping[str, str]


class Typist:
    """A page under the keyboard; counts what is pressed and typed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = self.typed = self.pasted = 0

    @property
    def here(self) -> Here:
        """What has the focus."""
        found: Here = self.page.evaluate(HERE)
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.typed += len(text)

    def paste(self, text: str) -> None:
        """What was copied elsewhere, with Ctrl+V."""
        put_on_clipboard(self.page, text)
        self.press("Control+v")
        self.pasted += len(text)

    def tab_to(self, wanted: Callable[[Here], bool], key: str = "Tab") -> None:
        """Go on with Tab until something has the focus."""
        for _ in range(FAR):
            self.press(key)
            if wanted(self.here):
                return
        raise AssertionError(f"not reachable with {FAR} times {key}")

    def follow(self, words: str) -> None:
        """Follow a link, or press a button, by its words."""
        self.tab_to(lambda here: here["tag"] in ("A", "BUTTON") and here["words"] == words)
        with self.page.expect_navigation():
            self.press("Enter")

    def next_table(self) -> None:
        """By the page's own shortcut."""
        with self.page.expect_navigation():
            self.press("Alt+PageDown")

    def save(self) -> None:
        """Ctrl+S, until all of the page is stored."""
        self.press("Control+s")
        self.page.wait_for_selector('#saving[data-state="saved"]')
        assert "草稿" not in self.page.inner_text("#saving"), self.page.locator(".cell-error").all_inner_texts()

    # ------------------------------------------------------------------------------------- fields

    def enter(self, value: str) -> None:
        """Put a value into the field in focus."""
        here = self.here
        if here["tag"] == "SELECT":
            self.choose(here["options"].index(value) - here["chosen"])
        elif here["type"] == "checkbox":
            if here["checked"] != (value == "True"):
                self.press("Space")
        else:
            if here["value"]:
                self.press("Control+a")
            self.write(value)

    def choose(self, steps: int) -> None:
        self.press(*["ArrowDown" if steps > 0 else "ArrowUp"] * abs(steps))

    def write(self, text: str) -> None:
        """Short texts are typed, long ones and those of several lines come from elsewhere."""
        if len(text) > SHORT or "\n" in text:
            self.paste(text)
        else:
            self.type(text)

    def fill_page(self, values: Mapping[str, str], grids: Mapping[str, list[Row]]) -> None:
        """Walk through the form from its beginning to its end, and save it."""
        left, tables = dict(values), dict(grids)
        ready(self.page)
        self.tab_to(lambda here: bool(here["cell"] or here["name"] in left))
        while not self.here["last"]:
            here = self.here
            if here["cell"] and here["grid"] in tables:
                self.fill_table(tables.pop(here["grid"]))
            elif here["name"] in left and not here["cell"]:
                self.enter(left.pop(here["name"]))
            if self.here["cell"]:
                self.press("Escape", "Escape")
            self.press("Tab")
        assert not left, f"no way to {sorted(left)}"
        assert not tables, f"no way to {sorted(tables)}"
        self.save()

    # -------------------------------------------------------------------------------------- tables

    def fill_table(self, rows: list[Row]) -> None:
        """From the cell in focus, the table's first."""
        columns = self.page.evaluate(COLUMNS)
        assert {name for row in rows for name in row} <= {column["cell"] for column in columns}
        if len(rows) * len(columns) > SMALL:
            self.paste(_block(columns, rows))
            return
        for row in rows:
            self.fill_row(columns, row)

    def fill_row(self, columns: list[dict[str, Any]], row: Row) -> None:
        for n, column in enumerate(columns):
            self.fill_cell(column["choices"], row.get(column["cell"], ""))
            self.press("Tab" if n < len(columns) - 1 else "Enter")

    def fill_cell(self, choices: list[list[str]] | None, text: str) -> None:
        if not text:
            return
        if choices is not None:
            self.type(str([value for value, _ in choices if value].index(text) + 1))
        elif "\n" in text:
            self.press("F2")  # in the cell, where several lines stay together
            self.paste(text)
        else:
            self.write(text)


def _block(columns: list[dict[str, Any]], rows: list[Row]) -> str:
    """Rows as a spreadsheet copies them: choices by their names."""
    found = io.StringIO()
    writer = csv.writer(found, delimiter="\t", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_words(column["choices"], row.get(column["cell"], "")) for column in columns])
    return found.getvalue()


def _words(choices: list[list[str]] | None, text: str) -> str:
    return next((label for value, label in choices or () if value == text), text)
