"""The hidden sheet of the lists that cells offer."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from budgetportal.filings.workbooks.entry.choices import Choices
from budgetportal.filings.workbooks.entry.layout import LISTS
from budgetportal.filings.workbooks.entry.styles import Styles


class Lists:
    """Writes each list once, a column a list."""

    def __init__(self, page: Worksheet, styles: Styles) -> None:
        self.page, self.styles = page, styles
        self.known: dict[tuple[str, ...], str] = {}
        page.hide()
        page.protect("")

    def rule(self, choices: Choices) -> dict[str, Any]:
        """The validation of a cell that offers a list."""
        return {
            "validate": "list",
            "source": f"='{LISTS}'!{self._range(choices)}",
            "error_type": "stop" if choices.strict else "warning",
            "error_title": "不在可选的内容里",
            "error_message": "从下拉列表中选择；按“取消”恢复原来的内容。"
            if choices.strict
            else "列表之外的内容，核对后再继续。",
        }

    def _range(self, choices: Choices) -> str:
        if choices.values not in self.known:
            column = len(self.known)
            self.page.write_string(0, column, choices.name, self.styles.head())
            self.page.write_column(1, column, choices.values)
            first = xl_rowcol_to_cell(1, column, row_abs=True, col_abs=True)
            last = xl_rowcol_to_cell(len(choices.values), column, row_abs=True, col_abs=True)
            self.known[choices.values] = f"{first}:{last}"
        return self.known[choices.values]
