"""Where tables stand in a workbook: found by their titles, with the unit, the unit of amounts and the year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from budgetportal.disclosure.published.forms import budget_editions, forms_of
from budgetportal.disclosure.published.sheets import PlainSheet, label, squeezed

MOST_BLOCKS = 100  # titles that are looked at
CONTINUED = re.compile(r"[(（]?续(表)?[)）]?(?=$|[一二三四五六七八九十\d])|[(（]续[)）]")
YEAR = re.compile(r"(20\d\d)\s*年")
ORGANIZATION = re.compile(
    r"^\s*(?:(?:编\s*制|填\s*报|公\s*开|预\s*算)\s*(?:单\s*位|部\s*门)|(?:单位|部门)名称)\s*[：:]\s*(.*?)"
    r"\s*(?:(?:金额)?单\s*位\s*[：:]\s*\S*元\s*)?$",
    re.DOTALL,
)
AMOUNT_UNIT = re.compile(r"单位[:](\S*元)$")
EMPTY = re.compile(r"[为是]空表")
NOTE = re.compile(r"^(备注|注|说明)[:：]|[为是]空表")
PAGE = re.compile(r"^(-+\d+-+|第\d+页(共\d+页)?)$")


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a sheet from a table's title to the next one's."""

    key: str
    sheet: PlainSheet
    first: int  # the row of the title; -1 where the sheet's name is the title
    end: int
    department: bool  # whether the title speaks of a 部门

    @property
    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows below the title that hold anything, with their numbers."""
        for n in range(self.first + 1, self.end):
            if any(cell.strip() for cell in self.sheet.rows[n]):
                yield n, self.sheet.rows[n]


def blocks_of(sheets: Iterable[PlainSheet]) -> list[Block]:
    """Every block of the sheets; a sheet without a title is one of the table that its name names."""
    return list(islice((block for sheet in sheets for block in _blocks(sheet)), MOST_BLOCKS))


def _blocks(sheet: PlainSheet) -> Iterator[Block]:
    titled = [(n, found) for n, row in enumerate(sheet.rows) if (found := _title_in(row))]
    named = title_of(sheet.name)
    if not titled and named:
        titled = [(-1, (named, sheet.name))]
    for (first, (key, text)), (end, _) in zip(titled, [*titled[1:], (len(sheet.rows), ("", ""))], strict=False):
        yield Block(key, sheet, first, end, "部门" in text.split("收")[0].split("支")[0][-4:])


def _title_in(row: Sequence[str]) -> tuple[str, str] | None:
    filled = [cell for cell in row if cell.strip()]
    if not filled or len(set(filled)) > 2:  # a number and a title
        return None
    return next(((key, cell) for cell in filled if (key := title_of(cell))), None)


def title_of(text: str) -> str | None:
    """The key of the table that a text is the title of."""
    plain = CONTINUED.sub("", label(text))
    if "空表" in plain or len(plain) > 80:
        return None
    return next((key for title, key in _titles().items() if plain.endswith(title)), None)


@cache
def _titles() -> Mapping[str, str]:
    """The titles of all editions without 单位 or 部门, the longest first: one may end like another."""
    found = {
        label(form.form.title).removeprefix("单位").removeprefix("部门"): key
        for edition in budget_editions()
        for key, form in forms_of(edition).items()
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def titles_named_in(text: str) -> set[str]:
    """The keys of the tables that a sentence names, a shorter title inside a longer one not counted."""
    plain, found = label(text), set()
    for title, key in _titles().items():
        if title in plain:
            found.add(key)
            plain = plain.replace(title, "")
    return found


def organization_in(row: Sequence[str]) -> str | None:
    """The unit's name in the line 编制单位：…; None where the row is no such line."""
    return next((found[1].strip() for cell in row if (found := ORGANIZATION.match(cell))), None)


def amount_unit_in(row: Sequence[str]) -> str | None:
    """万元 in 单位：万元; None where the row does not say."""
    return next((found[1] for cell in row if (found := AMOUNT_UNIT.search(squeezed(cell)))), None)


def is_page_number(row: Sequence[str]) -> bool:
    """Whether nothing but a page number stands in the row."""
    filled = [squeezed(cell) for cell in row if cell.strip()]
    return len(filled) == 1 and bool(PAGE.match(filled[0]))


def note_in(row: Sequence[str]) -> tuple[int, str] | None:
    """The column and text of the note that a row is; None where it is none."""
    filled = {cell.strip(): n for n, cell in reversed(list(enumerate(row))) if cell.strip()}
    if len(filled) != 1:
        return None
    text, column = next(iter(filled.items()))
    return (column, text) if NOTE.search(squeezed(text)) else None


def says_empty(text: str) -> bool:
    """Whether a note calls a table empty."""
    return bool(EMPTY.search(squeezed(text)))


def year_in(blocks: Iterable[Block]) -> int | None:
    """The year that the sheets' names, titles, organization lines and notes name most often."""
    found: Counter[int] = Counter()
    for block in blocks:
        title = block.sheet.rows[block.first] if block.first >= 0 else ()
        texts = [block.sheet.name, *title]
        for _, row in block.rows:
            note = note_in(row)
            texts += [note[1]] if note else list(row) if organization_in(row) is not None else []
        found.update({int(year) for text in texts for year in YEAR.findall(text)})
    return found.most_common(1)[0][0] if found else None
