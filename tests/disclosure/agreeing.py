"""Whether the printed tables of a unit budget agree with one another, judged from their strings alone."""

from __future__ import annotations

import re
from decimal import Decimal

from tests.disclosure.adding_up import FUND, GENERAL, SOE, ZERO, Printed, Sheet, amount_of


def totals_agree(printed: Printed) -> None:
    """T1 = T2 = T3, T5 = T6 + T7 (B12 to B16)."""
    sheets = printed.sheets
    summary, income, spending = sheets["unit_summary"], sheets["unit_income"], sheets["unit_expenditure"]
    whole = amount_of(summary.rows[-1][1])
    printed.expect("T2 whole", income.whole(income.total), whole)
    printed.expect("T3 whole", spending.whole(spending.total), whole)
    printed.expect("T2 and T3 by code", income.by_code(7), spending.by_code(7))
    printed.expect("T1 and T3 by class", summary.by_class(summary.classes + 1), spending.by_code(3))
    general, basic, projects = sheets["general_expenditure"], sheets["general_basic"], printed.projects
    printed.expect("T5 基本 = T6", general.amount(general.total, "基本支出"), basic.whole(basic.total))
    table = spending if projects.key == "projects" else general  # 2020 lists the projects of every source
    printed.expect("项目 = T7", table.by_code(7, "项目支出"), projects.by_code(7))


def appropriations_agree(printed: Printed) -> None:
    """T4 = T5 + T8 + T9, by class and as received (B14, B17)."""
    sheets, fiscal = printed.sheets, printed.sheets["fiscal_summary"]
    left = {row[0]: amount_of(row[1]) for row in fiscal.rows}
    for name, transfer, key in (
        (GENERAL, GENERAL, "general_expenditure"),
        (FUND, "政府性基金", "fund_expenditure"),
        (SOE, SOE, "soe_expenditure"),
    ):
        if name in printed.budgets:
            table = sheets[key]
            printed.expect(f"T4 {name} by class", fiscal.by_class(fiscal.column(name)), table.by_code(3))
            printed.expect(f"T4 {name} received", left[name], received(sheets["unit_income"], name, transfer))
            printed.expect(f"T4 {name} spent", table.whole(table.total), left[name])


def received(income: Sheet, name: str, transfer: str) -> Decimal:
    """What T2 shows of one budget, the transfers from above with it where the form has a column of them."""
    labels = {path[-1] for path in income.columns}
    wanted = (name, f"{name}拨款", f"上级{transfer}安排的转移支付")
    return sum((income.amount(income.total, label) for label in wanted if label in labels), ZERO)


def carried_agree(printed: Printed) -> None:
    """T11 = what T1 and T2 carry over (B21)."""
    carried, income = printed.sheets.get("carry_over"), printed.sheets["unit_income"]
    if carried is None:
        return
    for head, column in (("财政拨款", "财政拨款结转"), ("非财政拨款", "非财政拨款结转结余")):
        printed.expect(f"T11 {head}", carried.amount(carried.total, head, "合计"), income.amount(income.total, column))
    summary = printed.sheets["unit_summary"]
    line = next(amount_of(row[1]) for row in summary.rows if row[0].startswith("二、"))
    printed.expect("T11 = T1 二", carried.amount(carried.total, "总计"), line)


def income_lines_agree(printed: Printed) -> None:
    """T1's lines are T2's columns (B12)."""
    summary, income = printed.sheets["unit_summary"], printed.sheets["unit_income"]
    if printed.reading.total_last:
        income_lines_of_2020_agree(printed, summary, income)
        return
    lines = {re.sub(r"^(\d[.、]|其中：)", "", row[0]): amount_of(row[1]) for row in summary.rows[:17]}
    for line, column in (
        ("一般财力", GENERAL),
        ("上级一般公共预算安排转移支付", f"上级{GENERAL}安排的转移支付"),
        ("政府性基金收入", FUND),
        ("上级政府性基金安排转移支付", "上级政府性基金安排的转移支付"),
        (printed.reading.soe_income, SOE),
        ("上级国有资本经营预算安排转移支付", f"上级{SOE}安排的转移支付"),
        ("财政专户核拨", "财政专户（教育收费）"),
        ("单位资金", "单位资金"),
    ):
        printed.expect(f"T1 {line}", lines[line], income.amount(income.total, column))


def income_lines_of_2020_agree(printed: Printed, summary: Sheet, income: Sheet) -> None:
    names = {GENERAL: f"{GENERAL}拨款", FUND: f"{FUND}拨款", "教育收费（财政专户）": "财政专户管理资金"}
    for line, figure in ((row[0], amount_of(row[1])) for row in summary.rows[1:-1] if row[0] not in ("", "小计")):
        printed.expect(f"T1 {line}", figure, income.amount(income.total, names.get(line, line)))


AGREEMENTS = [totals_agree, appropriations_agree, carried_agree, income_lines_agree]
