"""What the sheets of a workbook come to, held against the limits."""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.filings.workbooks import limits
from budgetportal.filings.workbooks.sheet import Unreadable

SHRINK = "；删除不需要的工作表和空行空列后再选择"


@dataclass(slots=True)
class Amounts:
    """What the sheets of a workbook come to, all together."""

    cells: int = 0
    characters: int = 0
    area: int = 0

    def add_cell(self) -> None:
        """One cell more, with or without a value."""
        self.cells += 1
        if self.cells > limits.CELLS:
            raise Unreadable(f"工作簿的单元格超过 {limits.CELLS:,} 个（含设有格式的空单元格）{SHRINK}")

    def add_text(self, characters: int, where: str) -> None:
        """The text of a cell."""
        self.characters += characters
        if characters > limits.CELL_TEXT:
            raise Unreadable(f"{where}的文字超过 {limits.CELL_TEXT:,} 个字；分开填写后再选择")
        if self.characters > limits.TEXT:
            raise Unreadable(f"工作簿的文字超过 {limits.TEXT // 10_000} 万字{SHRINK}")

    def add_area(self, rows: int, columns: int) -> None:
        """The rectangle that the values of a sheet span."""
        self.area += rows * columns
        if self.area > limits.AREA:
            raise Unreadable(f"工作表的数值分布得太散（行数乘列数超过 {limits.AREA // 10_000} 万）{SHRINK}")
