"""Whether a printed unit budget adds up, judged from its printed strings alone.

Independent of the code that makes documents: it knows the forms (contract, "The printed tables"; B1 to B33), reads
labels and figures as a reader would, and recomputes every sum, share and change. What does not add up is a complaint.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

from budgetportal.disclosure.document import Document, Heading, Paragraph

FIGURE = re.compile(r"-?\d+\.\d\d")
LEVELS = ("类", "款", "项")
ZERO = Decimal(0)
GENERAL, FUND, SOE = "一般公共预算", "政府性基金预算", "国有资本经营预算"
CODED = ("unit_income", "unit_expenditure", "general_expenditure", "general_basic", "general_projects", "projects",
         "fund_expenditure", "soe_expenditure")  # fmt: skip
CLASS_HEADS = ("支出功能分类", "功能分类")  # over the 类 of the two lists side by side
SUBTOTAL = "财政拨款(补助)小计"


@dataclass(frozen=True)
class Reading:
    """How the form of one edition is to be read where the forms differ."""

    total_last: bool = False
    entry_order: tuple[str, ...] = ()  # tables whose rows stand as they were entered
    soe_income: str = "国有资本经营收入"  # the line of 单位收支总体情况表
    official: str = "十"  # the numbers of sections
    fund: str = "八"
    other: str = "十二"


FORM_2024 = Reading()
READINGS = {
    "xinjiang-budget-2020": Reading(
        total_last=True, entry_order=("unit_income", "projects"), official="八", fund="九", other="十"
    ),
    "xinjiang-budget-2023": Reading(soe_income="国有资本经营预算拨款", other="十一"),
    "xinjiang-budget-2024": FORM_2024,
    "xinjiang-budget-2025": FORM_2024,
}


@dataclass
class Sheet:
    """A table as printed: label paths and rows of strings, which do not change."""

    key: str
    columns: list[tuple[str, ...]]
    rows: list[list[str]]
    note: str | None

    def column(self, *labels: str) -> int:
        """The one column whose path has all the labels, the last of them last."""
        wanted = set(labels)
        found = [n for n, path in enumerate(self.columns) if wanted <= set(path) and path[-1] == labels[-1]]
        if len(found) != 1:
            raise LookupError(f"{self.key}: {len(found)} columns named {labels} in {self.columns}")
        return found[0]

    def amount(self, row: Sequence[str], *labels: str) -> Decimal:
        return amount_of(row[self.column(*labels)])

    @cached_property
    def code_columns(self) -> list[int]:
        return [n for n, path in enumerate(self.columns) if path[-1] in LEVELS]

    @cached_property
    def amount_columns(self) -> list[int]:
        names = (n for n, path in enumerate(self.columns) if path[-1].endswith("名称") or path == ("科目",))
        texts = {*self.code_columns, *names}
        return [n for n in range(len(self.columns)) if n not in texts]

    def whole(self, row: Sequence[str]) -> Decimal:
        """The first amount of a row by code, which is the whole in every form (总计, 合计, 小计)."""
        return amount_of(row[self.amount_columns[0]])

    @property
    def whole_label(self) -> str:
        return self.columns[self.amount_columns[0]][-1]

    def code(self, row: Sequence[str]) -> str:
        return "".join(row[n] for n in self.code_columns)

    @cached_property
    def total(self) -> list[str]:
        """The row of totals; blanks where the table is empty."""
        found = [row for row in self.rows if not self.code(row)] if self.code_columns else self.rows[:1]
        return found[0] if found else [""] * len(self.columns)

    def coded(self, digits: int) -> list[list[str]]:
        return self._rows_by_digits[digits]

    @cached_property
    def _rows_by_digits(self) -> Mapping[int, list[list[str]]]:
        found: defaultdict[int, list[list[str]]] = defaultdict(list)
        for row in self.rows:
            found[len(self.code(row))].append(row)
        return found

    def by_code(self, digits: int, *labels: str) -> dict[str, Decimal]:
        """Amounts by code, without those of 0; the whole where no column is named."""
        found: dict[str, Decimal] = {}
        for row in self.coded(digits):
            amount = self.amount(row, *labels) if labels else self.whole(row)
            found[self.code(row)] = found.get(self.code(row), ZERO) + amount
        return without_zeros(found)

    @cached_property
    def classes(self) -> int:
        """The column of the 类 in one of the two lists side by side."""
        return next(n for n, path in enumerate(self.columns) if path[-1] in CLASS_HEADS)

    def by_class(self, column: int) -> dict[str, Decimal]:
        """The right list by 类 code, without those of 0."""
        rows = [row for row in self.rows if re.match(r"\d{3} ", row[self.classes])]
        return without_zeros({row[self.classes][:3]: amount_of(row[column]) for row in rows})


@dataclass
class Printed:
    """A document as printed: its tables by key, its narrative by section number."""

    sheets: dict[str, Sheet]
    sections: dict[str, list[str]]
    reading: Reading
    complaints: list[str] = field(default_factory=list)

    @property
    def coded(self) -> list[Sheet]:
        return [self.sheets[key] for key in CODED if key in self.sheets]

    @property
    def projects(self) -> Sheet:
        return next(self.sheets[key] for key in ("general_projects", "projects") if key in self.sheets)

    @property
    def budgets(self) -> list[str]:
        """The budgets that 财政拨款收支预算总体情况表 has a column of."""
        return [path[-1] for path in self.sheets["fiscal_summary"].columns if path[-1] in (GENERAL, FUND, SOE)]

    def expect(self, what: str, found: Any, wanted: Any) -> None:
        if found != wanted:
            self.complaints.append(f"{what}: {found} is not {wanted}")


def printed_of(document: Document) -> Printed:
    """Strings only: nothing of the amounts that the cells carry."""
    sheets = {
        table.key: Sheet(
            table.key,
            [column.path for column in table.columns],
            [[cell.text for cell in row.cells] for row in table.rows],
            table.note,
        )
        for table in document.tables()
        if table.number
    }
    return Printed(sheets, dict(sections_of(document)), READINGS[document.edition])


def sections_of(document: Document) -> Iterator[tuple[str, list[str]]]:
    """The paragraphs under each numbered heading of 单位预算情况说明."""
    blocks = next(part.blocks for part in document.parts if "情况说明" in part.title)
    heads = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    for start, end in pairwise([*heads, len(blocks)]):
        inside = [block for block in blocks[start:end] if isinstance(block, (Heading, Paragraph))]
        yield inside[0].text.partition("、")[0], [block.text for block in inside[1:]]


def amount_of(text: str) -> Decimal:
    return Decimal(text) if text else ZERO


def without_zeros(amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {key: amount for key, amount in amounts.items() if amount}


def half_up(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


# ------------------------------------------------------------------------------------------------ in a table


def cells_are_figures(printed: Printed) -> None:
    """Two decimals, no separators, and blank instead of 0.00."""
    for sheet in printed.sheets.values():
        columns = amount_columns_of(sheet)
        for row in sheet.rows:
            for text in (row[n] for n in columns):
                if text and not (FIGURE.fullmatch(text) and Decimal(text)):
                    printed.complaints.append(f"{sheet.key}: “{text}” is no figure of a table in {row}")


def amount_columns_of(sheet: Sheet) -> list[int]:
    if sheet.key in ("unit_summary", "fiscal_summary"):
        return [n for n, path in enumerate(sheet.columns) if path[-1] not in ("项目", *CLASS_HEADS)]
    if sheet.code_columns:
        return sheet.amount_columns
    return list(range(int(not has_one_row(sheet)), len(sheet.columns)))


def has_one_row(sheet: Sheet) -> bool:
    """Whether the official expenses stand side by side."""
    return sheet.columns[0] == ("合计",)


def coded_tables_nest(printed: Printed) -> None:
    """总计 = Σ 类, 类 = Σ 款, 款 = Σ 项, in every column; a form without 类 and 款 rows: 合计 = Σ 项."""
    for sheet in printed.coded:
        lengths = (0, 3, 5, 7) if len(sheet.code_columns) == 3 else (0, 3, 5)
        lengths = (0, 7) if sheet.key == "projects" else lengths
        for n in sheet.amount_columns:
            for length, below in pairwise(lengths):
                sums = sums_by(sheet, below, length, n)
                upper = [sheet.total] if length == 0 else sheet.coded(length)
                found = without_zeros({sheet.code(row): amount_of(row[n]) for row in upper})
                printed.expect(f"{sheet.key}, column {sheet.columns[n]}, {length} digits", found, sums)


def sums_by(sheet: Sheet, digits: int, length: int, column: int) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in sheet.coded(digits):
        code = sheet.code(row)[:length]
        sums[code] = sums.get(code, ZERO) + amount_of(row[column])
    return without_zeros(sums)


def codes_are_in_order_and_have_parents(printed: Printed) -> None:
    for sheet in printed.coded:
        codes = [sheet.code(row) for row in sheet.rows]
        if codes:
            printed.expect(f"{sheet.key}: place of the total", codes.pop(-1 if printed.reading.total_last else 0), "")
        if sheet.key not in printed.reading.entry_order:
            printed.expect(f"{sheet.key}: order of codes", codes, sorted(codes))
        if sheet.key != printed.projects.key:
            printed.expect(f"{sheet.key}: codes once", len(codes), len(set(codes)))
        if sheet.key != "projects":
            stray = [code for above, code in pairwise(codes) if len(code) > 3 and not above.startswith(code[:-2])]
            printed.expect(f"{sheet.key}: rows that do not stand under their parents", stray, [])


def rows_add_across(printed: Printed) -> None:
    """The whole of every row is the sum of the other columns; 财政拨款小计 of those under the same head."""
    for sheet in printed.coded:
        first, *others = sheet.amount_columns
        fiscal = [n for n in others if len(sheet.columns[n]) == 2 and sheet.key == "unit_income"]
        for row in sheet.rows:
            if fiscal:
                subtotal = sheet.column(SUBTOTAL)
                sums_to(printed, sheet, row, subtotal, [n for n in fiscal if n != subtotal])
                sums_to(printed, sheet, row, first, [subtotal, *(n for n in others if n not in fiscal)])
            else:
                sums_to(printed, sheet, row, first, others)
    official, carried = printed.sheets["official_expenses"], printed.sheets.get("carry_over")
    for row in [] if has_one_row(official) else official.rows:
        sums_to(printed, official, row, 1, range(2, len(official.columns)))
    for row in carried.rows if carried else []:
        for head in ("财政拨款", "非财政拨款"):
            whole, *parts = [n for n, path in enumerate(carried.columns) if path[0] == head]
            sums_to(printed, carried, row, whole, parts)
        heads = [carried.column(head, "合计") for head in ("财政拨款", "非财政拨款")]
        sums_to(printed, carried, row, carried.column("总计"), heads)


def sums_to(printed: Printed, sheet: Sheet, row: Sequence[str], whole: int, parts: Iterable[int]) -> None:
    found = sum((amount_of(row[n]) for n in parts), ZERO)
    printed.expect(f"{sheet.key} {sheet.columns[whole]} {row}", amount_of(row[whole]), found)


def summary_lists_add_up(printed: Printed) -> None:
    """一 = 1 + 2 + …, 1 = its “其中”; 收入总计 = 一 + 二 = 支出总计 = Σ 类."""
    for sheet in (printed.sheets["unit_summary"], printed.sheets["fiscal_summary"]):
        income_lines_add_up(printed, sheet)
        names = [row[sheet.classes] for row in sheet.rows if re.match(r"\d{3} ", row[sheet.classes])]
        printed.expect(f"{sheet.key}: classes", names, sorted(set(names)))
        for n in range(sheet.classes + 1, len(sheet.columns)):
            listed = sum(sheet.by_class(n).values(), ZERO)
            printed.expect(f"{sheet.key}: column {sheet.columns[n]}", amount_of(sheet.rows[-1][n]), listed)
            if sheet.rows[-3][0] == "小计":
                printed.expect(f"{sheet.key}: subtotal", amount_of(sheet.rows[-3][n]), listed)
        whole, spent = amount_of(sheet.rows[-1][1]), amount_of(sheet.rows[-1][sheet.classes + 1])
        printed.expect(f"{sheet.key}: 支出总计", spent, whole)
    fiscal = printed.sheets["fiscal_summary"]
    for row in fiscal.rows:
        whole = fiscal.classes + 1
        sums_to(printed, fiscal, row, whole, range(whole + 1, len(fiscal.columns)))


def income_lines_add_up(printed: Printed, sheet: Sheet) -> None:
    """The left list: every line over the lines under it, the total over those of the first level."""
    *rows, last = sheet.rows
    lines = [(row[0], amount_of(row[1])) for row in rows if row[0]]
    if printed.reading.total_last:
        income_lines_of_2020_add_up(printed, sheet, lines, amount_of(last[1]))
        return
    for parent, children in nested(lines).items():
        if children:
            printed.expect(f"{sheet.key}: {parent}", parent[1], sum(amount for _, amount in children))
    top = sum((amount for name, amount in lines if re.match(r"[一二三]、", name)), ZERO)
    printed.expect(f"{sheet.key}: 收入总计", amount_of(last[1]), top)


def income_lines_of_2020_add_up(
    printed: Printed, sheet: Sheet, lines: Sequence[tuple[str, Decimal]], whole: Decimal
) -> None:
    """财政拨款（补助） = its two budgets; 小计 = it and the other sources; 总计 = 小计 + 上年结余."""
    (_, fiscal), (_, general), (_, fund), *others = lines
    printed.expect(f"{sheet.key}: 财政拨款", fiscal, general + fund)
    listed = [amount for name, amount in others if name != "小计" and "上年结余" not in name]
    if others:
        printed.expect(f"{sheet.key}: 小计", dict(others)["小计"], fiscal + sum(listed, ZERO))
    left = sum((amount for name, amount in others if "上年结余" in name), ZERO)
    printed.expect(f"{sheet.key}: 收入总计", whole, fiscal + sum(listed, ZERO) + left)


def nested(lines: Sequence[tuple[str, Decimal]]) -> dict[tuple[str, Decimal, int], list[tuple[str, Decimal]]]:
    """Each line of a list with its direct children: 一、 over 1. over the others."""
    found: dict[tuple[str, Decimal, int], list[tuple[str, Decimal]]] = {}
    open_at: dict[int, tuple[str, Decimal, int]] = {}
    for n, (name, amount) in enumerate(line for line in lines if line[0]):
        level = 0 if re.match(r"[一二三]、", name) else 1 if re.match(r"\d[.、]", name) else 2
        above = next((open_at[upper] for upper in range(level - 1, -1, -1) if upper in open_at), None)
        if above:
            found[above].append((name, amount))
        open_at = {upper: line for upper, line in open_at.items() if upper < level} | {level: (name, amount, n)}
        found[name, amount, n] = []
    return found


def official_items_add_up(printed: Printed) -> None:
    sheet = printed.sheets["official_expenses"]
    if has_one_row(sheet):
        for row in sheet.rows:
            sums_to(printed, sheet, row, 0, (1, 2, 5))
            sums_to(printed, sheet, row, 2, (3, 4))
        return
    for n in range(1, len(sheet.columns)):
        found = {row[0].removeprefix("其中："): amount_of(row[n]) for row in sheet.rows}
        items = [found[name] for name in ("因公出国（境）费", "公务接待费", "公务用车购置及运行费（小计）")]
        printed.expect(f"official_expenses {sheet.columns[n]}", found["合计"], sum(items))
        vehicles = found["公务用车购置费"] + found["公务用车运行费"]
        printed.expect(f"official_expenses vehicles {sheet.columns[n]}", items[2], vehicles)


def carried_rows_add_up(printed: Printed) -> None:
    sheet = printed.sheets.get("carry_over")
    for n in range(1, len(sheet.columns) if sheet else 0):
        listed = sum((amount_of(row[n]) for row in sheet.rows[1:]), ZERO)
        printed.expect(f"carry_over {sheet.columns[n]}", amount_of(sheet.total[n]), listed)


def empty_tables_say_so(printed: Printed) -> None:
    """A note on an empty table stands under a table just where no figure stands in it."""
    for sheet in printed.sheets.values():
        figures = [row[n] for row in sheet.rows for n in amount_columns_of(sheet) if row[n]]
        printed.expect(f"{sheet.key}: note of an empty table", (sheet.note or "").endswith("为空表。"), not figures)


CHECKS = [
    cells_are_figures,
    coded_tables_nest,
    codes_are_in_order_and_have_parents,
    rows_add_across,
    summary_lists_add_up,
    official_items_add_up,
    carried_rows_add_up,
    empty_tables_say_so,
]
