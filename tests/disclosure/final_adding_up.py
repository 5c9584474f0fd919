"""Whether printed final accounts and self-evaluations add up, judged from their printed strings alone.

Independent of the code that makes documents: it reads labels and figures as a reader would (rules F1 to F15, S1 to
S3) and recomputes every sum, share, change and rate. What does not add up is a complaint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from budgetportal.disclosure.document import Document, Form, Paragraph, Table
from tests.disclosure.adding_up import FIGURE, ZERO, amount_of, half_up, without_zeros

F = r"(-?\d+\.\d\d)"
CODED = ("income", "expenditure", "general_expenditure", "fund", "soe")
SPENT = {  # the columns of expenditure, of which every row has a function
    "income": (),
    "expenditure": range(2, 8),
    "general_expenditure": range(2, 5),
    "fund": range(4, 7),
    "soe": range(4, 7),
}
CHANGED = rf"(增加|减少){F}万元，(增长|下降){F}%"
CHANGE = re.compile(rf"{F}万元(?:，占{F}%)?，比上年(?:决算)?{CHANGED}")
WHOLE_CHANGES = (  # the figure that is compared stands further off
    rf"收入总计{F}万元，其中：本年收入.*\n.*\n收入支出总体与上年相比，{CHANGED}",
    rf"财政拨款收入总计{F}万元，其中：年初财政.*\n财政拨款收入支出总体与上年相比，{CHANGED}",
    rf"一般公共预算财政拨款支出{F}万元(?:，占本年支出合计的{F}%)?。与上年相比，{CHANGED}",
)
AGAINST = re.compile(rf"预算数{F}万元，决算数{F}万元(?:，预决算差异率{F}%)?")


@dataclass
class Pages:
    """A document as printed: rows of strings by table, the narrative, the performance forms."""

    tables: dict[str, list[list[str]]]
    text: str
    forms: list[list[tuple[tuple[str, ...], str]]]
    complaints: list[str] = field(default_factory=list)

    def expect(self, what: str, found: Any, wanted: Any) -> None:
        if found != wanted:
            self.complaints.append(f"{what}: {found} is not {wanted}")

    def rows(self, key: str) -> list[list[str]]:
        return self.tables[f"final_{key}"]

    def total(self, key: str) -> list[Decimal]:
        """The amounts of 合计 of a table by code; zeros where it is empty."""
        return [amount_of(cell) for row in self.rows(key)[:1] for cell in row[2:]] or [ZERO] * 7

    def line(self, key: str, label: str, column: int) -> list[Decimal]:
        """The amounts beside a label of the left list, in column 0, or of the right one, in column 2."""
        row = next(row for row in self.rows(key) if row[column] == label)
        return [amount_of(cell) for cell in (row[3:] if column else row[1:2])]

    def said(self, pattern: str) -> list[Decimal]:
        found = re.search(pattern.replace("#", F), self.text)
        return [Decimal(one) for one in found.groups()] if found else []


def pages_of(document: Document) -> Pages:
    blocks = [block for part in document.parts for block in part.blocks]
    tables = {
        block.key: [[cell.text for cell in row.cells] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    }
    forms = [
        [(one.labels, one.value.text) for line in block.lines for one in line]
        for block in blocks
        if isinstance(block, Form)
    ]
    text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    return Pages(tables, text, forms)


# ------------------------------------------------------------------------------------------------ tables


def coded_tables_nest(pages: Pages) -> None:
    """合计 = Σ 类 = Σ 款 = Σ 项; income without a function, and balances, stand in 合计 alone (F2, F3)."""
    for key in CODED:
        rows = pages.rows(key)
        codes = [row[0] for row in rows]
        pages.expect(f"{key}: order", codes, sorted(codes))
        for short, long in pairwise((3, 5, 7)):
            for n in range(2, len(rows[0]) if rows else 0):
                upper = {row[0]: amount_of(row[n]) for row in rows if len(row[0]) == short}
                pages.expect(f"{key} column {n}, {short} digits", without_zeros(upper), sums(rows, long, short, n))
        for n in SPENT[key] if rows else ():
            listed = sum((amount_of(row[n]) for row in rows[1:] if len(row[0]) == 3), ZERO)
            pages.expect(f"{key} column {n}: 合计", amount_of(rows[0][n]), listed)


def income_by_function_adds_up(pages: Pages, *, every_function: bool) -> None:
    rows = pages.rows("income")
    for n in range(2, len(rows[0]) if rows and every_function else 0):
        listed = sum((amount_of(row[n]) for row in rows if len(row[0]) == 3), ZERO)
        pages.expect(f"income column {n}: 合计", amount_of(rows[0][n]), listed)


def sums(rows: Sequence[Sequence[str]], digits: int, length: int, column: int) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        if len(row[0]) == digits:
            found[row[0][:length]] = found.get(row[0][:length], ZERO) + amount_of(row[column])
    return without_zeros(found)


def rows_add_across(pages: Pages) -> None:
    for key, whole in (("income", 2), ("expenditure", 2), ("general_expenditure", 2), ("fund", 4), ("soe", 4)):
        for row in pages.rows(key):
            parts = row[whole + 1 : -1] if whole == 4 else row[whole + 1 :]
            pages.expect(f"{key} {row}", amount_of(row[whole]), sum(map(amount_of, parts), ZERO))
    for row in (row for row in pages.rows("fiscal_summary") if row[3]):
        pages.expect(f"fiscal_summary {row}", amount_of(row[3]), sum(map(amount_of, row[4:]), ZERO))
    official = [amount_of(cell) for cell in pages.rows("official_expenses")[0]]
    for whole, abroad, cars, bought, kept, guests in (official[:6], official[6:]):
        pages.expect("official_expenses", [whole, cars], [abroad + cars + guests, bought + kept])


def summaries_add_up(pages: Pages) -> None:
    """总计 = 本年 + 年初 (+ 使用), = 本年 + 年末 (+ 分配), = Σ of the list above (F1, F4)."""
    for key, opening, closing in (
        ("summary", "年初结转和结余", "年末结转和结余"),
        ("fiscal_summary", "年初财政拨款结转和结余", "年末财政拨款结转和结余"),
    ):
        rows = pages.rows(key)
        end = next(n for n, row in enumerate(rows) if row[0] == "本年收入合计")
        pages.expect(f"{key}: 收入", pages.line(key, "本年收入合计", 0)[0], column_sum(rows[:end], 1))
        left = pages.line(key, "本年收入合计", 0)[0] + pages.line(key, opening, 0)[0]
        extra_left, extra_right = ZERO, [ZERO] * 4
        if key == "summary":
            extra_left = pages.line(key, "使用非财政拨款结余", 0)[0]
            extra_right = pages.line(key, "结余分配", 2)
        pages.expect(f"{key}: 总计", pages.line(key, "总计", 0)[0], left + extra_left)
        for n in range(3, len(rows[0])):
            spent = amount_of(rows[end][n])
            pages.expect(f"{key} column {n}: 支出", spent, column_sum(rows[:end], n))
            after = pages.line(key, closing, 2)[n - 3]
            pages.expect(f"{key} column {n}: 总计", amount_of(rows[-1][n]), spent + after + extra_right[n - 3])
    rows = pages.rows("fiscal_summary")
    opening_row = next(n for n, row in enumerate(rows) if row[0] == "年初财政拨款结转和结余")
    pages.expect("fiscal_summary: 年初", amount_of(rows[opening_row][1]), column_sum(rows[opening_row + 1 : -1], 1))


def column_sum(rows: Sequence[Sequence[str]], column: int) -> Decimal:
    return sum((amount_of(row[column]) for row in rows), ZERO)


def tables_agree(pages: Pages) -> None:
    """F2, F3 = F1; F4 = F5 + F8 + F9; F6 = 基本支出 of F5."""
    income, expenditure, general = pages.total("income"), pages.total("expenditure"), pages.total("general_expenditure")
    pages.expect("F2 = F1", income[0], pages.line("summary", "本年收入合计", 0)[0])
    pages.expect("F3 = F1", expenditure[0], pages.line("summary", "本年支出合计", 2)[0])
    pages.expect("F4 = F2", pages.line("fiscal_summary", "本年收入合计", 0)[0], income[1])
    funds, soe = pages.total("fund"), pages.total("soe")
    pages.expect("F4 by budget", pages.line("fiscal_summary", "本年支出合计", 2)[1:], [general[0], funds[2], soe[2]])
    rows = pages.rows("general_basic")
    if rows:
        lists = [[(row[n], amount_of(row[n + 2])) for row in rows if row[n]] for n in (0, 3, 6)]
        personnel, *others = [sum((amount for code, amount in one if len(code) == 5), ZERO) for one in lists]
        people, public = amount_of(rows[-1][2]), amount_of(rows[-1][8])
        if any(row[2] for row in rows[:-1]):  # the amounts are at hand
            pages.expect("F6", [people, public], [personnel, sum(others)])
        pages.expect("F6 = F5", people + public, general[1])
        for codes in lists:
            classes = without_zeros({code: amount for code, amount in codes if len(code) == 3})
            pages.expect("F6 类", classes, sums([[code, str(amount)] for code, amount in codes], 5, 3, 1))


def cells_are_figures(pages: Pages) -> None:
    """Every cell is a figure; blank, below 合计, only where some money of the column stands in 合计 alone."""
    for key in CODED:
        rows = pages.rows(key)
        for n in range(2, len(rows[0]) if rows else 0):
            listed = column_sum([row for row in rows if len(row[0]) == 3], n)
            in_total = amount_of(rows[0][n]) != listed
            stray = [row for row in rows if not (FIGURE.fullmatch(row[n]) or (in_total and row[0] and not row[n]))]
            pages.expect(f"{key} column {n}: no figures", stray, [])


# ------------------------------------------------------------------------------------------------ narrative


def totals_are_told(pages: Pages) -> None:
    """Sections 一 to 六, 八, 九 say what tables 1 to 9 say (F10)."""
    whole = {side: pages.line("summary", "总计", n)[0] for side, n in (("收入", 0), ("支出", 2))}
    for side, amount in whole.items():
        pages.expect(f"一 {side}", pages.said(f"年度{side}总计#万元"), [amount])
    pages.expect("二", pages.said("本年收入#万元，其中：财政"), pages.total("income")[:1])
    pages.expect("三", pages.said("本年支出#万元，其中：基本"), pages.total("expenditure")[:1])
    for side, n in (("收入", 0), ("支出", 2)):
        told = pages.said(f"财政拨款{side}总计#万元，其中：[年初末]+财政")
        pages.expect(f"四 {side}", told, pages.line("fiscal_summary", "总计", n)[:1])
    general = pages.total("general_expenditure")
    pages.expect("五", pages.said("年度一般公共预算财政拨款支出#万元"), general[:1])
    pages.expect("六", pages.said("年度一般公共预算财政拨款基本支出#万元"), general[1:2])
    for key, name in (("fund", "政府性基金"), ("soe", "国有资本经营")):
        told = pages.said(f"{name}预算财政拨款收入总计#万元，其中：年初结转和结余#万元，本年收入#万元")
        opening, income, spent, _, _, closing = pages.total(key)[:6]
        pages.expect(f"{key} 收入", told or [ZERO] * 3, [opening + income, opening, income])
        told = pages.said(f"{name}预算财政拨款支出总计#万元，其中：年末结转和结余#万元，本年支出#万元")
        pages.expect(f"{key} 支出", told or [ZERO] * 3, [spent + closing, closing, spent])


def shares_are_told(pages: Pages) -> None:
    """Every share is part ÷ whole of printed amounts, two decimals, half up."""
    for line in pages.text.split("\n"):
        for lead in ("本年收入", "本年支出", "“三公”经费支出"):
            found = re.search(rf"{lead}{F}万元.*?其中：(.*)", line)
            for part, share in re.findall(rf"{F}万元，占{F}%", found[2]) if found else ():
                pages.expect(f"{lead} {part}", share, half_up(Decimal(part) * 100 / Decimal(found[1])))
    classes = re.findall(rf"^\d+\.[^：\n]*?（类）{F}万元，占{F}%", pages.text, re.MULTILINE)
    wholes = [pages.total("general_expenditure")[0], pages.total("fund")[2], pages.total("soe")[2]]
    for part, share in classes:
        rates = [half_up(Decimal(part) * 100 / whole) for whole in wholes if whole]
        pages.expect(f"类 {part}", share in rates, True)


def changes_are_told(pages: Pages) -> None:
    """|this − last| ÷ last; from 0 it is 100.00, and 0.00 where both are 0."""
    found = CHANGE.findall(pages.text)
    for pattern in WHOLE_CHANGES:
        found += [tuple(one) for one in re.findall(pattern, pages.text)]
    for this, *_, more, by, higher, rate in found:
        what = f"{this} {more}{by} {higher}{rate}"
        pages.expect(f"{what}: words", higher, "增长" if more == "增加" else "下降")
        last = Decimal(this) + (Decimal(by) if more == "减少" else -Decimal(by))
        from_nothing = "100.00" if Decimal(by) else "0.00"
        pages.expect(what, rate, half_up(abs(Decimal(by) * 100 / last)) if last else from_nothing)


def differences_are_told(pages: Pages) -> None:
    """预决算差异率 = (决算 − 预算) ÷ 预算, signed; none of a budget of 0 unless nothing was spent (F11)."""
    for budget, final, rate in AGAINST.findall(pages.text):
        planned, done = Decimal(budget), Decimal(final)
        wanted = half_up((done - planned) * 100 / planned) if planned else "" if done else "0.00"
        pages.expect(f"差异率 {budget} {final}", rate, wanted)


def procurement_is_told(pages: Pages) -> None:
    found = pages.said(
        "政府采购支出总额#万元，其中：政府采购货物支出#万元、政府采购工程支出#万元、政府采购服务支出#万元"
    )
    if found:
        pages.expect("采购", found[0], sum(found[1:]))


def evaluations_add_up(pages: Pages) -> None:
    """年度资金总额 = 当年财政拨款 + 其他资金; 执行率 = 执行 ÷ 全年预算 (F17)."""
    for form in pages.forms:
        money = {labels[1:]: Decimal(text) for labels, text in form if FIGURE.fullmatch(text) and len(labels) == 3}
        for stage in ("年初预算数", "全年预算数", "全年执行数"):
            whole, fiscal, other = (money[one, stage] for one in ("年度资金总额", "其中：当年财政拨款", "其他资金"))
            pages.expect(f"自评表 {stage}", whole, fiscal + other)
        rate = next(text for labels, text in form if labels[-1] == "执行率")
        budget, spent = money["年度资金总额", "全年预算数"], money["年度资金总额", "全年执行数"]
        pages.expect("自评表 执行率", rate, f"{half_up(spent * 100 / budget)}%" if budget else "")


FINAL_CHECKS = (
    cells_are_figures,
    coded_tables_nest,
    rows_add_across,
    summaries_add_up,
    tables_agree,
    totals_are_told,
    shares_are_told,
    changes_are_told,
    differences_are_told,
    procurement_is_told,
    evaluations_add_up,
)


def final_complaints(document: Document, *, every_function: bool = True, balanced: bool = False) -> list[str]:
    """Everything in printed final accounts that does not add up; ``balanced``: also where both sides must be equal."""
    pages = pages_of(document)
    for check in FINAL_CHECKS:
        check(pages)
    income_by_function_adds_up(pages, every_function=every_function)
    if balanced:
        for key in ("summary", "fiscal_summary"):
            pages.expect(f"{key} balances", pages.line(key, "总计", 0)[0], pages.line(key, "总计", 2)[0])
        for key in ("fund", "soe"):
            opening, income, spent, _, _, closing = pages.total(key)[:6]
            pages.expect(f"{key} balances", opening + income, spent + closing)
    return pages.complaints


# ------------------------------------------------------------------------------------------------ self-evaluation


def report_complaints(document: Document) -> list[str]:
    """Everything in a printed self-evaluation that does not add up."""
    pages = pages_of(document)
    for what, pattern in (
        ("年初", "年初预算数为#万元，其中：基本支出年初预算数为#万元、项目支出年初预算数为#万元"),
        ("支出", "全年预算支出金额共计#万元，其中：基本支出为#万元[^；]*；项目支出#万元"),
        ("基本支出", "基本支出全年预算总额#万元，其中：人员经费#万元，公用经费#万元"),
    ):
        found = pages.said(pattern)
        pages.expect(what, found[0], sum(found[1:]))
    first, by, last = pages.said("年初批复预算数#万元，年中调[增减]数#万元，调[增减]后全年预算数#万元") or [ZERO] * 3
    pages.expect("调整", first + by, last)
    for what, pattern, divide in (
        ("调整率", "年初批复预算数#万元，年中调[增减]数#万元.*?预算调整率#%", lambda whole, part: abs(part) / whole),
        ("执行率", "全年预算数为#万元，全年实际支出资金#万元，预算执行率为#%", lambda whole, part: part / whole),
        ("基本支出执行率", "预算总额#万元.*?实际支出#万元，基本支出预算执行率#%", lambda whole, part: part / whole),
    ):
        found = pages.said(pattern)
        if found:
            whole, part, rate = found
            pages.expect(what, rate, Decimal(half_up(divide(whole, part) * 100)))
    pages.complaints.extend(projects_of(pages))
    return pages.complaints


def projects_of(pages: Pages) -> Iterator[str]:
    """项目总金额 = Σ levels = Σ projects; 执行金额 = 项目支出."""
    whole = pages.said("项目总金额为#万元，执行金额为#万元")
    levels = re.findall(
        rf"：共计\d+个项目，预算金额为{F}万元，执行金额为{F}万元：分别为(.*)。$", pages.text, re.MULTILINE
    )
    for budget, spent, names in levels:
        each = re.findall(rf"预算金额为{F}万元，执行金额为{F}万元", names)
        if [Decimal(budget), Decimal(spent)] != [sum(map(Decimal, column)) for column in zip(*each, strict=True)]:
            yield f"projects of {budget}, {spent}: {each}"
    if whole != [sum((Decimal(level[n]) for level in levels), ZERO) for n in (0, 1)]:
        yield f"projects: {whole} is not the sum of {levels}"
    if levels and whole[1:] != pages.said("全年预算支出金额.*项目支出#万元"):
        yield f"执行金额 {whole[1:]} is not 项目支出"
