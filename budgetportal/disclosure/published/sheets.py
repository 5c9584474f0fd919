"""The sheets of a workbook as this room takes them, and how their cells and labels are compared and named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from budgetportal.disclosure.cell_address import address

QUOTES = str.maketrans(dict.fromkeys("“”‘’\"'「」『』《》\u200b\ufeff", ""))
MARKS = re.compile(r"[、．.,，:：;；]")
TOTALS = {"总计", "小计", "项目支出合计"}  # names of one column in the forms of different years


class PlainSheet(Protocol):
    """A worksheet as text; ``filings.workbooks`` reads one. Rows and columns count from 0."""

    @property
    def name(self) -> str:
        """The name on its tab."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """Every cell as text, "" where it is empty."""
        ...

    @property
    def merged(self) -> Sequence[tuple[int, int, int, int]]:
        """First row, first column, last row, last column of each merged range."""
        ...


@dataclass(frozen=True, slots=True)
class At:
    """A cell of a sheet; as text it is the place of a finding: ``表6!D12``."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{address(self.row, self.column)}"


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """A text in one width, without white space and quotation marks."""
    return "".join(unicodedata.normalize("NFKC", text.translate(QUOTES)).split())


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """A label as labels are compared: without punctuation too."""
    return MARKS.sub("", squeezed(text))


@lru_cache(maxsize=4096)
def column_label(text: str) -> str:
    """A column's label, the names that the years' forms have for one column made one."""
    plain = label(text)
    return "合计" if plain in TOTALS else plain.replace("商品和服务", "商品服务")
