"""Whether the narrative of a printed unit budget says what its tables say (rules B24 to B35, B39).

Reads the paragraphs as a reader would; figures are looked up in the printed tables, shares and changes recomputed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from budgetportal.disclosure.document import Document
from tests.disclosure.adding_up import (
    CHECKS,
    GENERAL,
    ZERO,
    Printed,
    Sheet,
    amount_of,
    half_up,
    has_one_row,
    printed_of,
)
from tests.disclosure.agreeing import AGREEMENTS

F = r"(-?\d+\.\d\d|0|100)"  # the form of 2020 prints 0万元 and 100%
LEVELS = ("类", "款", "项")
MARK = r"\d+[、.]"
LEAD = "(?:[，。](?:与上年相比|比上年(?:预算|执行数)?))"
CHANGE = re.compile(rf"{F}万元(?:，占{F}%)?{LEAD}(增加|减少){F}万元(?:，(增长|下降){F}%)?")
SHARE = re.compile(rf"(?:^|{MARK})([^，。；：]*?){F}万元，占{F}%", re.MULTILINE)
ITEM = re.compile(rf"^{MARK}(.+?)（类）(.+?)（款）(.+?)（项）：\d{{4}}年预算数为{F}万元", re.MULTILINE)


def text_of(printed: Printed, section: str) -> str:
    return "\n".join(printed.sections[section])


def told(printed: Printed, section: str, lead: str, wanted: Decimal) -> None:
    """The figure after a lead is this one wherever it stands, and it stands somewhere unless it is 0."""
    found = set(re.findall(rf"{lead}{F}万元", text_of(printed, section), re.MULTILINE))
    if found or wanted:
        printed.expect(f"{section} {lead}", {half_up(Decimal(one)) for one in found}, {half_up(wanted)})


def totals_are_told(printed: Printed) -> None:
    sheets = printed.sheets
    summary, income, spending = sheets["unit_summary"], sheets["unit_income"], sheets["unit_expenditure"]
    told(printed, "一", "收支总预算", amount_of(summary.rows[-1][summary.classes + 1]))
    told(printed, "二", "收入预算", income.whole(income.total))
    told(printed, "三", "支出预算", spending.whole(spending.total))
    told(printed, "四", "财政拨款收支总预算", amount_of(sheets["fiscal_summary"].rows[-1][1]))
    general, basic = sheets["general_expenditure"], sheets["general_basic"]
    if printed.reading.total_last:
        told(printed, "五", "拨款基本支出", general.amount(general.total, "基本支出"))
    else:
        told(printed, "五", "一般公共预算拨款合计", general.whole(general.total))
    told(printed, "六", "一般公共预算基本支出", basic.whole(basic.total))
    for section, sheet, labels in (
        ("三", spending, ("基本支出", "项目支出")),
        ("五", general, ("基本支出", "项目支出")),
        ("六", basic, ("人员经费", "公用经费")),
    ):
        for label in labels if section != "五" or not printed.reading.total_last else ():
            told(printed, section, f"^{label}", sheet.amount(sheet.total, label))


def income_is_told(printed: Printed) -> None:
    """二: every source with its amount is the column of T2."""
    income = printed.sheets["unit_income"]
    _, *columns = income.amount_columns
    said = dict(re.findall(rf"^([^，。；：\n]+?){F}万元", text_of(printed, "二"), re.MULTILINE))
    for n in columns:
        name = income.columns[n][-1]
        if "小计" not in name and income.total[n]:
            names = (name, f"{name}资金", name.removesuffix("拨款"), name.partition("（")[0])
            found = next((said[one] for one in names if one in said), None)
            printed.expect(f"二 {name}", found, income.total[n])


def shares_are_told(printed: Printed) -> None:
    """A share is part ÷ whole of printed amounts, two decimals, half up."""
    sheets = printed.sheets
    for section, key in (("二", "unit_income"), ("三", "unit_expenditure"), ("五", "general_expenditure")):
        whole = sheets[key].whole(sheets[key].total)
        for name, part, share in SHARE.findall(text_of(printed, section)):
            wanted = half_up(Decimal(part) * 100 / whole) if whole else None
            printed.expect(f"{section} share of {name}", half_up(Decimal(share)), wanted)


def classes_are_told(printed: Printed) -> None:
    """五（二）: every 类 of T5 with its amount."""
    general = printed.sheets["general_expenditure"]
    names = names_of(general)
    wanted = {names[code]: half_up(amount) for code, amount in general.by_code(3).items()}
    said = dict(re.findall(rf"^{MARK}([^，。；：\n]+?)（类）{F}万元", text_of(printed, "五"), re.MULTILINE))
    printed.expect("五 classes", {name: figure for name, figure in said.items() if Decimal(figure)}, wanted)


def items_are_told(printed: Printed) -> None:
    """五（三）, 八 and 九: every 项 of T5, T8 and T9 with its amount; what is gone this year is 0.00."""
    for section, key in (
        ("五", "general_expenditure"),
        (printed.reading.fund, "fund_expenditure"),
        ("九", "soe_expenditure"),
    ):
        if key not in printed.sheets:
            continue
        sheet = printed.sheets[key]
        names = names_of(sheet)
        paths = {code: tuple(names[code[:length]] for length in (3, 5, 7)) for code in sheet.by_code(7)}
        wanted = {paths[code]: half_up(amount) for code, amount in sheet.by_code(7).items()}
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
        codes = sorted(basic.by_code(5, label))
        found = re.search(rf"^{label}.*?主要包括：?(.+?)等?。$", text_of(printed, "六"), re.MULTILINE)
        said = found[1].split("、") if found else []
        if printed.reading.total_last:  # with their amounts
            amounts = basic.by_code(5, label)
            wanted = [f"{names[code]}{half_up(amounts[code])}万元" for code in codes]
        else:
            wanted = list(dict.fromkeys(names[code] for code in codes))  # 资本金注入 is 31101 and 31201
        printed.expect(f"六 {label}", said, wanted)


def budgets_are_told(printed: Printed) -> None:
    """四: what each budget receives and spends on each 类."""
    fiscal, text = printed.sheets["fiscal_summary"], text_of(printed, "四")
    received = {row[0]: row[1] for row in fiscal.rows[:-1]}
    names = {row[fiscal.classes][:3]: row[fiscal.classes][4:] for row in fiscal.rows}
    for budget in printed.budgets:
        if "收入全部为一般公共预算拨款" not in text or not printed.reading.total_last:  # 2020: no amount then
            told(printed, "四", f"{budget}拨款", amount_of(received[budget]))
        said = re.search(rf"^{budget}支出包括：(.+)$", text, re.MULTILINE)
        if said is None and budget == GENERAL:
            said = re.search("^支出预算包括：(.+)$", text, re.MULTILINE)
        figures = dict(re.findall(rf"(?:^|；)([^，；。\d]+){F}万元", said[1])) if said else {}
        spent = fiscal.by_class(fiscal.column("财政拨款支出", budget))
        wanted = {names[code]: half_up(amount) for code, amount in spent.items()}
        printed.expect(f"四 {budget}", {name: one for name, one in figures.items() if Decimal(one)}, wanted)


def projects_are_told(printed: Printed) -> None:
    """七: every figure of a project that is explained stands in T7."""
    projects = printed.projects
    column = next(n for n, path in enumerate(projects.columns) if path[-1] == "项目名称")
    wanted = {row[column]: projects.whole(row) for row in projects.coded(7)}
    text = text_of(printed, "七")
    for name, figure in re.findall(r"项目名称：(.+)\n(?:设立的政策依据：.*\n)?预算安排规模：(-?[\d.]+)万元", text):
        printed.expect(f"七 {name}", Decimal(figure), wanted.get(name, ZERO))


def official_expenses_are_told(printed: Printed) -> None:
    """The total and the four items of “三公”经费."""
    sheet, section = printed.sheets["official_expenses"], printed.reading.official
    if has_one_row(sheet):
        row = sheet.rows[0] if sheet.rows else [""] * len(sheet.columns)
        amounts = {path[-1]: amount_of(cell) for path, cell in zip(sheet.columns, row, strict=True)}
    else:
        amounts = {row[0].removeprefix("其中："): amount_of(row[1]) for row in sheet.rows}
    told(printed, section, "“三公”经费(?:财政拨款)?(?:预算)?数为", amounts.get("合计", ZERO))
    for name in ("因公出国（境）费", "公务用车购置费?", "公务用车运行费", "公务接待费"):
        told(printed, section, f"[，：]{name}", amounts.get(name.replace("费?", "费"), ZERO))


def carry_over_is_told(printed: Printed) -> None:
    carried = printed.sheets.get("carry_over")
    whole = carried.amount(carried.total, "总计") if carried else ZERO
    if whole:
        figures = re.findall(rf"{F}万元", text_of(printed, "十一"))
        printed.expect("十一", figures[:1], [half_up(whole)])


def operating_expense_is_told(printed: Printed) -> None:
    """机关运行经费 is 公用经费 of T6 (B34), where the unit enters no other."""
    basic = printed.sheets["general_basic"]
    told(printed, printed.reading.other, "机关运行经费财政拨款预算", basic.amount(basic.total, "公用经费"))


def procurement_is_told(printed: Printed) -> None:
    text = text_of(printed, printed.reading.other)
    said = re.search(rf"政府采购预算{F}万元，其中：.*?货物预算{F}万元.*?工程预算{F}万元.*?服务预算{F}万元", text)
    if said:
        whole, *parts = map(Decimal, said.groups())
        printed.expect("procurement", whole, sum(parts))


def changes_are_right(printed: Printed) -> None:
    """|this − last| ÷ last of printed amounts; from 0 it prints 100.00, both 0 is 增加0.00 and 增长0.00 (B39)."""
    for section in printed.sections:
        for this, _, more, by, higher, rate in CHANGE.findall(text_of(printed, section)):
            what = f"{section}: {this} {more}{by} {higher}{rate}"
            if printed.reading.total_last:  # the form of 2020 has no rates
                printed.expect(f"{what}, rate", rate, "")
                continue
            printed.expect(f"{what}, words", higher, "增长" if more == "增加" else "下降")
            last = Decimal(this) + (Decimal(by) if more == "减少" else -Decimal(by))
            if last:
                printed.expect(f"{what}, rate", rate, half_up(abs(Decimal(by) * 100 / last)))
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
    for check in [*CHECKS, *AGREEMENTS, *NARRATIVE_CHECKS]:
        check(printed)
    return printed.complaints
