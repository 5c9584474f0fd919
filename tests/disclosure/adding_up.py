"""Whether a printed unit budget of 2024 adds up, judged from its printed strings alone.

Independent of the code that makes documents: it knows the form (contract, "The printed tables"; rules B1 to B33), reads
labels and figures as a reader would, and recomputes every sum, share and change. What does not add up is a complaint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from budgetportal.disclosure.document import Document, Heading, Paragraph

FIGURE = re.compile(r"-?\d+\.\d\d")
LEVELS = ("类", "款", "项")
ZERO = Decimal(0)
GENERAL, FUND, SOE = "一般公共预算", "政府性基金预算", "国有资本经营预算"
SPLIT = ("人员经费", "公用经费", "项目支出")
CODED = ("unit_income", "unit_expenditure", "general_expenditure", "general_basic", "general_projects",
         "fund_expenditure", "soe_expenditure")  # fmt: skip


@dataclass
class Sheet:
    """A table as printed: label paths and rows of strings."""

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

    @property
    def code_columns(self) -> list[int]:
        return [n for n, path in enumerate(self.columns) if path[-1] in LEVELS]

    @property
    def amount_columns(self) -> list[int]:
        texts = {*self.code_columns, *(n for n, path in enumerate(self.columns) if path[-1].endswith("名称"))}
        return [n for n in range(len(self.columns)) if n not in texts]

    def code(self, row: Sequence[str]) -> str:
        return "".join(row[n] for n in self.code_columns)

    @property
    def total(self) -> list[str]:
        """The row of totals; blanks where the table is empty."""
        found = [row for row in self.rows if not self.code(row)] if self.code_columns else self.rows[:1]
        return found[0] if found else [""] * len(self.columns)

    def coded(self, digits: int) -> list[list[str]]:
        return [row for row in self.rows if len(self.code(row)) == digits]

    def by_code(self, digits: int, *labels: str) -> dict[str, Decimal]:
        """Amounts by code, without those of 0."""
        found: dict[str, Decimal] = {}
        for row in self.coded(digits):
            found[self.code(row)] = found.get(self.code(row), ZERO) + self.amount(row, *labels)
        return without_zeros(found)


@dataclass
class Printed:
    """A document as printed: its tables by key, its narrative by section number."""

    sheets: dict[str, Sheet]
    sections: dict[str, list[str]]
    complaints: list[str] = field(default_factory=list)

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
    return Printed(sheets, dict(sections_of(document)))


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
        return [n for n, path in enumerate(sheet.columns) if path[-1] not in ("项目", "支出功能分类")]
    return sheet.amount_columns if sheet.code_columns else list(range(1, len(sheet.columns)))


def coded_tables_nest(printed: Printed) -> None:
    """总计 = Σ 类, 类 = Σ 款, 款 = Σ 项, in every column."""
    for sheet in (printed.sheets[key] for key in CODED):
        lengths = (0, 3, 5) if len(sheet.code_columns) == 3 else (0, 3)
        for n in sheet.amount_columns:
            for length, below in pairwise([*lengths, (0, 3, 5, 7)[len(lengths)]]):
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
    for sheet in (printed.sheets[key] for key in CODED):
        codes = [sheet.code(row) for row in sheet.rows]
        printed.expect(f"{sheet.key}: order of codes", codes, sorted(codes))
        if sheet.key != "general_projects":
            printed.expect(f"{sheet.key}: codes once", len(codes), len(set(codes)))
        parents = {code[:-2] for code in codes if len(code) > 3}
        printed.expect(f"{sheet.key}: parents", parents - set(codes), set())


def rows_add_across(printed: Printed) -> None:
    """合计 = 基本 + 项目, and the like."""
    across(printed, "unit_income", ("总计",), ["财政拨款(补助)小计", "财政专户（教育收费）", "单位资金", "财政拨款结转",
                                              "非财政拨款结转结余"])  # fmt: skip
    transfers = [f"上级{name}安排的转移支付" for name in (GENERAL, "政府性基金", SOE)]
    across(printed, "unit_income", ("财政拨款(补助)小计",), [GENERAL, FUND, SOE, *transfers])
    across(printed, "unit_expenditure", ("合计",), ["基本支出", "项目支出"])
    across(printed, "general_expenditure", ("合计",), ["基本支出", "项目支出"])
    across(printed, "general_basic", ("合计",), ["人员经费", "公用经费"])
    across(printed, "fund_expenditure", ("合计",), SPLIT)
    across(printed, "soe_expenditure", ("合计",), SPLIT)
    across(printed, "official_expenses", ("合计",), [GENERAL, "政府性基金", SOE])
    across(printed, "carry_over", ("总计",), [("财政拨款", "合计"), ("非财政拨款", "合计")])
    for head in ("财政拨款", "非财政拨款"):
        across(printed, "carry_over", (head, "合计"), [(head, label) for label in SPLIT])
    projects = printed.sheets["general_projects"]
    whole, *classes = projects.amount_columns
    for row in projects.rows:
        printed.expect(f"general_projects {row}", amount_of(row[whole]), sum(amount_of(row[n]) for n in classes))


def across(printed: Printed, key: str, whole: tuple[str, ...], parts: Sequence[str | tuple[str, ...]]) -> None:
    sheet = printed.sheets[key]
    named = [(part,) if isinstance(part, str) else part for part in parts]
    for row in sheet.rows:
        found = sum((sheet.amount(row, *part) for part in named), ZERO)
        printed.expect(f"{key} {whole} {row}", sheet.amount(row, *whole), found)


def summary_lists_add_up(printed: Printed) -> None:
    """一 = 1 + 2 + …, 1 = its “其中”; 收入总计 = 一 + 二 = 支出总计 = Σ 类."""
    for key, label, figure, classes, spent in (
        ("unit_summary", ("收入", "项目"), ("收入", "预算数"), ("支出", "支出功能分类"), ("支出", "预算数")),
        ("fiscal_summary", ("财政拨款收入", "项目"), ("财政拨款收入", "合计"), ("财政拨款支出", "支出功能分类"),
         ("财政拨款支出", "合计")),
    ):  # fmt: skip
        sheet = printed.sheets[key]
        lines = [(row[sheet.column(*label)], sheet.amount(row, *figure)) for row in sheet.rows[:-1]]
        levels = nested(lines)
        for parent, children in levels.items():
            if children:
                printed.expect(f"{key}: {parent}", parent[1], sum(amount for _, amount in children))
        top = sum((amount for name, amount in lines if name[1:2] == "、" and not name[0].isdigit()), ZERO)
        printed.expect(f"{key}: 收入总计", sheet.amount(sheet.rows[-1], *figure), top)
        printed.expect(f"{key}: 支出总计", sheet.amount(sheet.rows[-1], *spent), top)
        names = [row[sheet.column(*classes)] for row in sheet.rows[:-1]]
        printed.expect(f"{key}: classes", [name for name in names if name], sorted({name for name in names if name}))
        for n in range(sheet.column(*spent), len(sheet.columns)):
            listed = sum((amount_of(row[n]) for row in sheet.rows[:-1]), ZERO)
            printed.expect(f"{key}: column {sheet.columns[n]}", amount_of(sheet.rows[-1][n]), listed)
    fiscal = printed.sheets["fiscal_summary"]
    for row in fiscal.rows:
        parts = sum(fiscal.amount(row, "财政拨款支出", name) for name in (GENERAL, FUND, SOE))
        printed.expect(f"fiscal_summary {row}", fiscal.amount(row, "财政拨款支出", "合计"), parts)


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
    for n in range(1, len(sheet.columns)):
        found = {row[0].removeprefix("其中："): amount_of(row[n]) for row in sheet.rows}
        items = [found[name] for name in ("因公出国（境）费", "公务接待费", "公务用车购置及运行费（小计）")]
        printed.expect(f"official_expenses {sheet.columns[n]}", found["合计"], sum(items))
        vehicles = found["公务用车购置费"] + found["公务用车运行费"]
        printed.expect(f"official_expenses vehicles {sheet.columns[n]}", items[2], vehicles)


def carried_rows_add_up(printed: Printed) -> None:
    sheet = printed.sheets["carry_over"]
    for n in range(1, len(sheet.columns)):
        listed = sum((amount_of(row[n]) for row in sheet.rows[1:]), ZERO)
        printed.expect(f"carry_over {sheet.columns[n]}", amount_of(sheet.total[n]), listed)


def empty_tables_say_so(printed: Printed) -> None:
    """A note stands under a table just where no figure stands in it."""
    for sheet in printed.sheets.values():
        figures = [row[n] for row in sheet.rows for n in amount_columns_of(sheet) if row[n]]
        if sheet.key in ("fund_expenditure", "soe_expenditure", "official_expenses", "carry_over"):
            printed.expect(f"{sheet.key}: note of an empty table", bool(sheet.note), not figures)


# ------------------------------------------------------------------------------------------------ between tables


def totals_agree(printed: Printed) -> None:
    """T1 = T2 = T3, T4 = T5 + T8 + T9, T5 = T6 + T7, T11 = what is carried over (B12 to B17, B21)."""
    sheets = printed.sheets
    summary, income, spending = sheets["unit_summary"], sheets["unit_income"], sheets["unit_expenditure"]
    whole = summary.amount(summary.rows[-1], "收入", "预算数")
    printed.expect("T2 总计", income.amount(income.total, "总计"), whole)
    printed.expect("T3 总计", spending.amount(spending.total, "合计"), whole)
    printed.expect("T2 and T3 by code", income.by_code(7, "总计"), spending.by_code(7, "合计"))
    printed.expect("T1 and T3 by class", classes_of(summary, "支出", "预算数"), spending.by_code(3, "合计"))
    general, basic, projects = sheets["general_expenditure"], sheets["general_basic"], sheets["general_projects"]
    printed.expect("T5 基本 = T6", general.amount(general.total, "基本支出"), basic.amount(basic.total, "合计"))
    printed.expect("T5 项目 = T7", general.by_code(7, "项目支出"), projects.by_code(7, "项目支出合计"))
    appropriations_agree(printed)
    carried_agree(printed)


def classes_of(sheet: Sheet, *labels: str) -> dict[str, Decimal]:
    """The right list of a summary by 类 code."""
    names = next(n for n, path in enumerate(sheet.columns) if path[-1] == "支出功能分类")
    rows = [row for row in sheet.rows if re.match(r"\d{3} ", row[names])]
    return without_zeros({row[names][:3]: sheet.amount(row, *labels) for row in rows})


def appropriations_agree(printed: Printed) -> None:
    sheets, fiscal = printed.sheets, printed.sheets["fiscal_summary"]
    left = {row[0]: amount_of(row[1]) for row in fiscal.rows}
    income = sheets["unit_income"]
    for name, transfer, key in (
        (GENERAL, GENERAL, "general_expenditure"),
        (FUND, "政府性基金", "fund_expenditure"),
        (SOE, SOE, "soe_expenditure"),
    ):
        table = sheets[key]
        printed.expect(f"T4 {name} by class", classes_of(fiscal, "财政拨款支出", name), table.by_code(3, "合计"))
        received = income.amount(income.total, name) + income.amount(income.total, f"上级{transfer}安排的转移支付")
        printed.expect(f"T4 {name} received", left[name], received)
        printed.expect(f"T4 {name} spent", table.amount(table.total, "合计"), received)


def carried_agree(printed: Printed) -> None:
    carried, income = printed.sheets["carry_over"], printed.sheets["unit_income"]
    for head, column in (("财政拨款", "财政拨款结转"), ("非财政拨款", "非财政拨款结转结余")):
        printed.expect(f"T11 {head}", carried.amount(carried.total, head, "合计"), income.amount(income.total, column))
    summary = printed.sheets["unit_summary"]
    line = next(amount_of(row[1]) for row in summary.rows if row[0].startswith("二、"))
    printed.expect("T11 = T1 二", carried.amount(carried.total, "总计"), line)


def income_lines_agree(printed: Printed) -> None:
    """T1's lines are T2's columns (B12)."""
    summary, income = printed.sheets["unit_summary"], printed.sheets["unit_income"]
    lines = {re.sub(r"^(\d[.、]|其中：)", "", row[0]): amount_of(row[1]) for row in summary.rows[:17]}
    for line, column in (
        ("一般财力", GENERAL),
        ("上级一般公共预算安排转移支付", f"上级{GENERAL}安排的转移支付"),
        ("政府性基金收入", FUND),
        ("上级政府性基金安排转移支付", "上级政府性基金安排的转移支付"),
        ("国有资本经营收入", SOE),
        ("上级国有资本经营预算安排转移支付", f"上级{SOE}安排的转移支付"),
        ("财政专户核拨", "财政专户（教育收费）"),
        ("单位资金", "单位资金"),
    ):
        printed.expect(f"T1 {line}", lines[line], income.amount(income.total, column))


CHECKS = [
    cells_are_figures,
    coded_tables_nest,
    codes_are_in_order_and_have_parents,
    rows_add_across,
    summary_lists_add_up,
    official_items_add_up,
    carried_rows_add_up,
    empty_tables_say_so,
    totals_agree,
    income_lines_agree,
]
