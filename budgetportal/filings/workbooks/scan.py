"""The XML of sheets, held against the limits and looked through for what must not pass, before it is read into rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from budgetportal.filings.workbooks import limits
from budgetportal.filings.workbooks.amounts import Amounts
from budgetportal.filings.workbooks.formulas import check_formula
from budgetportal.filings.workbooks.outline import Outline
from budgetportal.filings.workbooks.package import DAMAGED
from budgetportal.filings.workbooks.sheet import Unreadable, place
from budgetportal.filings.workbooks.xml import Part

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
WHOLE = re.compile(r"[0-9]{1,9}")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
CALCULATE = "用 Excel 或 WPS 打开工作簿，重新计算并保存后再选择"


@dataclass(slots=True)
class Scanned:
    """What a sheet is known to hold before it is read."""

    name: str
    formulas: set[tuple[int, int]] = field(default_factory=set)
    negatives: set[tuple[int, int]] = field(default_factory=set)


def scan(outline: Outline) -> list[Scanned]:
    """Look through the sheets of a workbook; refuse what is too large, or holds what cannot be read for sure."""
    strings = _Strings()
    if outline.strings is not None:
        strings.read(outline.parts[outline.strings])
    amounts = Amounts()
    found = []
    for name, part in outline.sheets:
        sheet = _Sheet(Scanned(name), strings.lengths, amounts, to_calculate=outline.to_calculate)
        sheet.read(outline.parts[part])
        amounts.add_area(sheet.last_row + 1, sheet.last_column + 1)
        found.append(sheet.scanned)
    return found


class _Strings(Part):
    """The lengths of the shared strings (共享字符串), to which cells refer by number."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if name == "si":
            self.lengths.append(0)

    def said(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


@dataclass
class _Cell:
    row: int
    column: int
    kind: str
    formula: str | None = None
    value: str | None = None
    text: int = 0


class _Sheet(Part):
    def __init__(self, scanned: Scanned, strings: Sequence[int], amounts: Amounts, *, to_calculate: bool) -> None:
        self.scanned, self.strings, self.amounts, self.to_calculate = scanned, strings, amounts, to_calculate
        self.row = self.column = -1
        self.last_row = self.last_column = -1
        self.cell: _Cell | None = None
        self.within = ""
        self.rule = ""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._begin_row(attributes)
        elif name == "c":
            self._begin_cell(attributes)
        elif self.cell is not None and name in ("f", "v", "t"):
            self.within = name
            if name == "f":
                self.cell.formula = ""
            elif name == "v":
                self.cell.value = ""
        elif name.startswith("formula"):
            self.within, self.rule = "formula", ""

    def said(self, text: str) -> None:
        if self.within == "formula":
            self.rule += text
        elif self.cell is None:
            return
        elif self.within == "f":
            self.cell.formula = (self.cell.formula or "") + text
        elif self.within == "v":
            self.cell.value = (self.cell.value or "") + text
        elif self.within == "t":
            self.cell.text += len(text)

    def closed(self, name: str) -> None:
        if name == "c" and self.cell is not None:
            self._end_cell(self.cell)
            self.cell = None
        elif name.startswith("formula"):
            check_formula(self.rule, f"工作表“{self.scanned.name}”的条件格式或数据验证")
        self.within = ""

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", str(self.row + 2))
        if WHOLE.fullmatch(number) is None or int(number) <= self.row + 1:
            raise self._disordered()
        self.row, self.column = int(number) - 1, -1

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self.amounts.add_cell()
        row, column = self._position(attributes.get("r"))
        if self.cell is not None or row != self.row or column <= self.column:
            raise self._disordered()
        self.column = column
        self.cell = _Cell(row, column, attributes.get("t", "n"))

    def _position(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return self.row, self.column + 1
        match = REFERENCE.fullmatch(reference)
        if match is None:
            raise Unreadable(DAMAGED)
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(match[2]) - 1, column - 1

    def _disordered(self) -> Unreadable:
        return Unreadable(
            f"工作表“{self.scanned.name}”第 {self.row + 1} 行附近的行号或单元格重复、次序颠倒，"
            "不知道以哪一个为准；用 Excel 或 WPS 打开后另存为 .xlsx，再重新选择"
        )

    def _end_cell(self, cell: _Cell) -> None:
        where = place(self.scanned.name, cell.row, cell.column)
        if cell.formula is not None:
            self._check_formula(cell, where)
        value = (cell.value or "").strip()
        if not value and not cell.text:
            return
        self._check_reach(cell, where)
        if cell.kind == "e":
            raise Unreadable(f"{where}是错误值 {value[:20]}；改正公式，填写数值后再选择")
        if cell.kind == "n":
            self._check_number(cell, cell.value or "", where)
        self.amounts.add_text(self._characters(cell, value), where)

    def _check_formula(self, cell: _Cell, where: str) -> None:
        """Nobody knows what a formula gives that no program has calculated: neither nothing nor 0."""
        check_formula(cell.formula or "", f"{where}的公式")
        untold = not (cell.value or "").strip() and cell.kind != "str"
        if untold or (self.to_calculate and cell.value == "0"):  # 0 is what stands there until it is calculated
            raise Unreadable(f"{where}是公式，文件里没有它的计算结果；{CALCULATE}")
        self.scanned.formulas.add((cell.row, cell.column))

    def _check_reach(self, cell: _Cell, where: str) -> None:
        if cell.row >= limits.ROWS or cell.column >= limits.COLUMNS:
            raise Unreadable(
                f"{where}离表格太远（最多 {limits.ROWS:,} 行、{limits.COLUMNS} 列）；"
                "删除它，或删除中间的空行空列后再选择"
            )
        self.last_row = max(self.last_row, cell.row)
        self.last_column = max(self.last_column, cell.column)

    def _check_number(self, cell: _Cell, value: str, where: str) -> None:
        if NUMBER.fullmatch(value) is None or abs(float(value)) == float("inf"):
            raise Unreadable(f"{where}存的不是数（{value[:20]}）；重新填写后再选择")
        if value.startswith("-"):
            self.scanned.negatives.add((cell.row, cell.column))

    def _characters(self, cell: _Cell, value: str) -> int:
        if cell.kind != "s":
            return len(value) + cell.text
        if WHOLE.fullmatch(value) is None or int(value) >= len(self.strings):
            raise Unreadable(DAMAGED)
        return self.strings[int(value)]
