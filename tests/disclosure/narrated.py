"""Whether the narrative of a printed unit budget of 2024 says what its tables say (rules B24 to B35, B39).

Reads the paragraphs as a reader would; figures are looked up in the printed tables, shares and changes recomputed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from budgetportal.disclosure.document import Document
from tests.disclosure.adding_up import CHECKS, FUND, GENERAL, SOE, ZERO, Printed, Sheet, half_up, printed_of

F = r"(-?\d+\.\d\d)"
LEVELS = ("类", "款", "项")
CHANGE = re.compile(rf"{F}万元(?:，占{F}%)?，比上年预算(增加|减少){F}万元，(增长|下降){F}%")
SHARE = re.compile(rf"(?:^|\d、)([^，。；：]*?){F}万元，占{F}%", re.MULTILINE)
ITEM = re.compile(rf"^\d+、(.+?)（类）(.+?)（款）(.+?)（项）：2024年预算数为{F}万元", re.MULTILINE)


def text_of(printed: Printed, section: str) -> str:
    return "\n".join(printed.sections[section])


def told(printed: Printed, section: str, lead: str, wanted: Decimal) -> None:
    """The figure after a lead is this one wherever it stands, and it stands somewhere unless it is 0."""
    found = set(re.findall(rf"{lead}{F}万元", text_of(printed, section), re.MULTILINE))
    if found or wanted:
        printed.expect(f"{section} {lead}", found, {half_up(wanted)})


def totals_are_told(printed: Printed) -> None:
    sheets = printed.sheets
    summary, income, spending = sheets["unit_summary"], sheets["unit_income"], sheets["unit_expenditure"]
    told(printed, "一", "收支总预算", summary.amount(summary.rows[-1], "支出", "预算数"))
    told(printed, "二", "收入预算", income.amount(income.total, "总计"))
    told(printed, "三", "支出预算", spending.amount(spending.total, "合计"))
    fiscal = sheets["fiscal_summary"]
    told(printed, "四", "财政拨款收支总预算", fiscal.amount(fiscal.rows[-1], "财政拨款收入", "合计"))
    general, basic = sheets["general_expenditure"], sheets["general_basic"]
    told(printed, "五", "一般公共预算拨款合计", general.amount(general.total, "合计"))
    told(printed, "六", "一般公共预算基本支出", basic.amount(basic.total, "合计"))
    for section, sheet, labels in (
        ("三", spending, ("基本支出", "项目支出")),
        ("五", general, ("基本支出", "项目支出")),
        ("六", basic, ("人员经费", "公用经费")),
    ):
        for label in labels:
            told(printed, section, f"^{label}", sheet.amount(sheet.total, label))


def income_is_told(printed: Printed) -> None:
    """二: every source with its amount is the column of T2."""
    income = printed.sheets["unit_income"]
    columns = {income.columns[n][-1]: n for n in income.amount_columns if "总计" not in income.columns[n][-1]}
    said = dict(re.findall(rf"^([^，。；：\n]+?){F}万元", text_of(printed, "二"), re.MULTILINE))
    for name, n in columns.items():
        if "小计" not in name and income.total[n]:
            printed.expect(f"二 {name}", said.get(name, said.get(f"{name}资金")), income.total[n])


def shares_are_told(printed: Printed) -> None:
    """A share is part ÷ whole of printed amounts, two decimals, half up."""
    spending, income = printed.sheets["unit_expenditure"], printed.sheets["unit_income"]
    general = printed.sheets["general_expenditure"]
    for section, whole in (
        ("二", income.amount(income.total, "总计")),
        ("三", spending.amount(spending.total, "合计")),
        ("五", general.amount(general.total, "合计")),
    ):
        for name, part, share in SHARE.findall(text_of(printed, section)):
            wanted = half_up(Decimal(part) * 100 / whole) if whole else None
            printed.expect(f"{section} share of {name}", share, wanted)


def classes_are_told(printed: Printed) -> None:
    """五（二）: every 类 of T5 with its amount."""
    general = printed.sheets["general_expenditure"]
    names = names_of(general)
    wanted = {names[code]: half_up(amount) for code, amount in general.by_code(3, "合计").items()}
    said = dict(re.findall(rf"^\d+、([^，。；：\n]+?)（类）{F}万元", text_of(printed, "五"), re.MULTILINE))
    printed.expect("五 classes", {name: figure for name, figure in said.items() if Decimal(figure)}, wanted)


def items_are_told(printed: Printed) -> None:
    """五（三）, 八 and 九: every 项 of T5, T8 and T9 with its amount; what is gone this year is 0.00."""
    for section, key in (("五", "general_expenditure"), ("八", "fund_expenditure"), ("九", "soe_expenditure")):
        sheet = printed.sheets[key]
        names = names_of(sheet)
        paths = {code: tuple(names[code[:length]] for length in (3, 5, 7)) for code in sheet.by_code(7, "合计")}
        wanted = {paths[code]: half_up(amount) for code, amount in sheet.by_code(7, "合计").items()}
        said = {tuple(path): figure for *path, figure in ITEM.findall(text_of(printed, section))}
        printed.expect(f"{section} items", {path: one for path, one in said.items() if Decimal(one)}, wanted)


def names_of(sheet: Sheet) -> dict[str, str]:
    column = next(n for n, path in enumerate(sheet.columns) if path[-1].endswith("名称"))
    return {sheet.code(row): row[column] for row in sheet.rows}


def basic_names_are_told(printed: Printed) -> None:
    """六: the 款 that are named are exactly those of T6 with money."""
    basic = printed.sheets["general_basic"]
    names = names_of(basic)
    for label in ("人员经费", "公用经费"):
        wanted = list(dict.fromkeys(names[code] for code in basic.by_code(5, label)))  # 资本金注入 is 31101 and 31201
        found = re.search(rf"^{label}.*?主要包括：(.+?)。$", text_of(printed, "六"), re.MULTILINE)
        printed.expect(f"六 {label}", found[1].split("、") if found else [], wanted)


def budgets_are_told(printed: Printed) -> None:
    """四: what each budget receives and spends on each 类."""
    fiscal, text = printed.sheets["fiscal_summary"], text_of(printed, "四")
    received = {row[0]: row[1] for row in fiscal.rows[:-1]}
    names = next(n for n, path in enumerate(fiscal.columns) if path[-1] == "支出功能分类")
    for budget in (GENERAL, FUND, SOE):
        told(printed, "四", f"{budget}拨款", Decimal(received[budget] or "0"))
        said = re.search(rf"^{budget}支出包括：(.+)$", text, re.MULTILINE)
        figures = dict(re.findall(rf"(?:^|；)([^，；。\d]+){F}万元", said[1])) if said else {}
        column = fiscal.column("财政拨款支出", budget)
        rows = [row for row in fiscal.rows if re.match(r"\d{3} ", row[names]) and row[column]]
        wanted = {row[names][4:]: row[column] for row in rows}
        printed.expect(f"四 {budget}", {name: one for name, one in figures.items() if Decimal(one)}, wanted)


def projects_are_told(printed: Printed) -> None:
    """七: every figure of a project that is explained stands in T7."""
    projects = printed.sheets["general_projects"]
    column = next(n for n, path in enumerate(projects.columns) if path[-1] == "项目名称")
    wanted = {row[column]: projects.amount(row, "项目支出合计") for row in projects.coded(7)}
    text = text_of(printed, "七")
    for name, figure in re.findall(rf"项目名称：(.+)\n(?:设立的政策依据：.*\n)?预算安排规模：{F}万元", text):
        printed.expect(f"七 {name}", Decimal(figure), wanted.get(name, ZERO))


def official_expenses_are_told(printed: Printed) -> None:
    """十: the total and the four items of T10."""
    sheet = printed.sheets["official_expenses"]
    amounts = {row[0].removeprefix("其中："): sheet.amount(row, "合计") for row in sheet.rows}
    told(printed, "十", "“三公”经费预算数为", amounts.get("合计", ZERO))
    for name in ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"):
        told(printed, "十", f"[，：]{name}", amounts.get(name, ZERO))


def carry_over_is_told(printed: Printed) -> None:
    carried = printed.sheets["carry_over"]
    whole = carried.amount(carried.total, "总计")
    if whole:
        figures = re.findall(rf"{F}万元", text_of(printed, "十一"))
        printed.expect("十一", figures[:1], [half_up(whole)])


def operating_expense_is_told(printed: Printed) -> None:
    """十二: 机关运行经费 is 公用经费 of T6 (B34), where the unit enters no other."""
    basic = printed.sheets["general_basic"]
    told(printed, "十二", "机关运行经费财政拨款预算", basic.amount(basic.total, "公用经费"))


def procurement_is_told(printed: Printed) -> None:
    text = text_of(printed, "十二")
    said = re.search(rf"政府采购预算{F}万元，其中：.*?货物预算{F}万元.*?工程预算{F}万元.*?服务预算{F}万元", text)
    if said:
        whole, *parts = map(Decimal, said.groups())
        printed.expect("十二 procurement", whole, sum(parts))


def changes_are_right(printed: Printed) -> None:
    """|this − last| ÷ last of printed amounts; from 0 it prints 100.00, both 0 is 增加0.00 and 增长0.00 (B39)."""
    for section in printed.sections:
        for this, _, more, by, higher, rate in CHANGE.findall(text_of(printed, section)):
            what = f"{section}: {this} {more}{by} {higher}{rate}"
            printed.expect(f"{what}, words", higher, "增长" if more == "增加" else "下降")
            last = Decimal(this) + (Decimal(by) if more == "减少" else -Decimal(by))
            if last:
                printed.expect(f"{what}, rate", rate, half_up(Decimal(by) * 100 / last))
            else:
                printed.expect(f"{what}, rate from 0", rate, "100.00" if Decimal(by) else "0.00")


NARRATIVE_CHECKS = [
    totals_are_told,
    income_is_told,
    shares_are_told,
    classes_are_told,
    items_are_told,
    basic_names_are_told,
    budgets_are_told,
    projects_are_told,
    official_expenses_are_told,
    carry_over_is_told,
    operating_expense_is_told,
    procurement_is_told,
    changes_are_right,
]


def complaints(document: Document) -> list[str]:
    """Everything in the document, tables and narrative, that does not add up."""
    printed = printed_of(document)
    for check in [*CHECKS, *NARRATIVE_CHECKS]:
        check(printed)
    return printed.complaints
