"""What the tables of Xinjiang's unit budgets have in common: code columns, sources, the ten economic classes."""

from __future__ import annotations

from budgetportal.disclosure.document import Column, ColumnKind
from budgetportal.disclosure.facts import BASIC, EXPENDITURE, OFFICIAL, PROJECTS, Selection
from budgetportal.disclosure.tables import Amount, Line, by_class, codes, income, together
from budgetportal.disclosure.terms import (
    BASIC_CATEGORIES,
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    CARRY_SOURCES,
    FISCAL_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    OWN_SOURCES,
    SOE_SOURCES,
    Category,
    EconomicClass,
    OfficialItem,
    Source,
)

LEVELS = ("类", "款", "项")
PERSONNEL = frozenset({Category.PERSONNEL})
PUBLIC = frozenset({Category.PUBLIC})
PROJECT = frozenset({Category.PROJECT})
VEHICLES = frozenset({OfficialItem.VEHICLE_PURCHASE, OfficialItem.VEHICLE_OPERATION})
THIS_YEAR = frozenset(Source) - CARRY_SOURCES  # 本年收入


def spending(
    sources: frozenset[Source] | None = None, categories: frozenset[Category] | None = None, code: str = ""
) -> Selection:
    """Expenditure of some sources and categories."""
    return Selection(EXPENDITURE, sources, categories, code=code)


def function_codes(*above: str, width: float = 1.0) -> tuple[Column, ...]:
    """类, 款, 项 of the functional classification."""
    return codes(*above, "功能分类科目编码", levels=LEVELS, width=width)


def name_column(*path: str, width: float = 6.4) -> Column:
    """The column of a code's name."""
    return Column(path, ColumnKind.NAME, width)


def spending_columns(head: str, sources: frozenset[Source] | None, total: str = "合计") -> tuple[Amount, ...]:
    """合计, 基本支出, 项目支出."""
    return (
        Amount((head, total), spending(sources)),
        Amount((head, "基本支出"), spending(sources, BASIC_CATEGORIES)),
        Amount((head, "项目支出"), spending(sources, PROJECT)),
    )


def split_spending_columns(head: str, sources: frozenset[Source]) -> tuple[Amount, ...]:
    """合计, 基本支出 split into 人员经费 and 公用经费, 项目支出."""
    return (
        Amount((head, "合计"), spending(sources)),
        Amount((head, "基本支出", "人员经费"), spending(sources, PERSONNEL)),
        Amount((head, "基本支出", "公用经费"), spending(sources, PUBLIC)),
        Amount((head, "项目支出"), spending(sources, PROJECT)),
    )


def carried_columns(head: str, sources: frozenset[Source]) -> tuple[Amount, ...]:
    """合计, 基本支出 split, 项目支出 of what is carried over; 项目支出 is the sum of the carried projects."""
    return (
        Amount((head, "合计"), Selection(sources=sources)),
        Amount((head, "基本支出", "人员经费"), Selection(sources=sources, categories=PERSONNEL)),
        Amount((head, "基本支出", "公用经费"), Selection(sources=sources, categories=PUBLIC)),
        Amount((head, "项目支出"), Selection(sources=sources, categories=PROJECT)),
    )


def basic_columns(head: str, total: str = "合计") -> tuple[Amount, ...]:
    """合计, 人员经费, 公用经费 of basic expenditure by economic 款."""
    return (
        Amount((head, total), Selection(BASIC)),
        Amount((head, "人员经费"), Selection(BASIC, categories=PERSONNEL)),
        Amount((head, "公用经费"), Selection(BASIC, categories=PUBLIC)),
    )


PROJECT_CLASSES = (  # the ten 经济分类 columns, in the order of the form
    EconomicClass.WAGES,
    EconomicClass.GOODS_AND_SERVICES,
    EconomicClass.HOUSEHOLDS,
    EconomicClass.INTEREST,
    EconomicClass.CAPITAL_CONSTRUCTION,
    EconomicClass.CAPITAL,
    EconomicClass.ENTERPRISES_CONSTRUCTION,
    EconomicClass.ENTERPRISES,
    EconomicClass.SOCIAL_SECURITY_FUND,
    EconomicClass.OTHER,
)


def project_columns(total: str, sources: frozenset[Source], goods: str = "商品和服务支出") -> tuple[Amount, ...]:
    """The total of a project and its ten economic classes; ``goods`` is how the form names 302."""
    names = {EconomicClass.GOODS_AND_SERVICES: goods}
    classes = (by_class((names.get(one, one.label),), one, sources) for one in PROJECT_CLASSES)
    return (Amount((total,), Selection(PROJECTS, sources), 1.6), *classes)


def official_columns(head: str, total: str = "合计") -> tuple[Amount, ...]:
    """合计 and the three fiscal sources of the official expenses."""
    return (
        Amount((total,), Selection(OFFICIAL)),
        Amount((head, "一般公共预算"), Selection(OFFICIAL, GENERAL_SOURCES), 1.9),
        Amount((head, "政府性基金"), Selection(OFFICIAL, FUND_SOURCES), 1.9),
        Amount((head, "国有资本经营预算"), Selection(OFFICIAL, SOE_SOURCES), 1.9),
    )


OFFICIAL_ITEMS = (
    ("合计", frozenset(OfficialItem), 0),
    ("因公出国（境）费", frozenset({OfficialItem.OVERSEAS}), 0),
    ("公务接待费", frozenset({OfficialItem.HOSPITALITY}), 0),
    ("公务用车购置及运行费（小计）", VEHICLES, 0),
    ("其中：公务用车购置费", frozenset({OfficialItem.VEHICLE_PURCHASE}), 1),
    ("公务用车运行费", frozenset({OfficialItem.VEHICLE_OPERATION}), 1),
)

FISCAL_INCOME = "财政拨款（补助）"
INCOME_COLUMNS = (  # 单位收入总体情况表
    Amount(("总计",), income()),
    Amount((FISCAL_INCOME, "财政拨款(补助)小计"), income(FISCAL_SOURCES)),
    Amount((FISCAL_INCOME, "一般公共预算"), income(Source.GENERAL)),
    Amount((FISCAL_INCOME, "上级一般公共预算安排的转移支付"), income(Source.GENERAL_TRANSFER)),
    Amount((FISCAL_INCOME, "政府性基金预算"), income(Source.FUND)),
    Amount((FISCAL_INCOME, "上级政府性基金安排的转移支付"), income(Source.FUND_TRANSFER)),
    Amount((FISCAL_INCOME, "国有资本经营预算"), income(Source.SOE)),
    Amount((FISCAL_INCOME, "上级国有资本经营预算安排的转移支付"), income(Source.SOE_TRANSFER)),
    Amount(("财政专户（教育收费）",), income(Source.FISCAL_ACCOUNT)),
    Amount(("单位资金",), income(OWN_SOURCES)),
    Amount(("财政拨款结转",), income(CARRY_FISCAL_SOURCES)),
    Amount(("非财政拨款结转结余",), income(CARRY_OTHER_SOURCES)),
)


def income_lines(soe: str, carried: str) -> tuple[Line, ...]:
    """The left list of 单位收支总体情况表; ``soe`` names 国资's first line, ``carried`` is the mark after 1 and 2."""
    return (
        Line("一、本年收入", income(THIS_YEAR)),
        Line("1.一般公共预算拨款", income(GENERAL_SOURCES), 1),
        Line("其中：一般财力", income(Source.GENERAL), 2),
        Line("上级一般公共预算安排转移支付", income(Source.GENERAL_TRANSFER), 3),
        Line("2.基金预算拨款", income(FUND_SOURCES), 1),
        Line("其中：政府性基金收入", income(Source.FUND), 2),
        Line("上级政府性基金安排转移支付", income(Source.FUND_TRANSFER), 3),
        Line("3.国有资本经营预算拨款", income(SOE_SOURCES), 1),
        Line(f"其中：{soe}", income(Source.SOE), 2),
        Line("上级国有资本经营预算安排转移支付", income(Source.SOE_TRANSFER), 3),
        Line("4.财政专户核拨", income(Source.FISCAL_ACCOUNT), 1),
        Line("5.单位资金", income(OWN_SOURCES), 1),
        Line("其中：事业收入", income(Source.OWN_SERVICE), 2),
        Line("上级补助收入", income(Source.OWN_SUPERIOR), 3),
        Line("附属单位上缴收入", income(Source.OWN_SUBORDINATE), 3),
        Line("事业单位经营收入", income(Source.OWN_BUSINESS), 3),
        Line("其他收入", income(Source.OWN_OTHER), 3),
        Line("二、上年结转结余", income(CARRY_SOURCES)),
        Line(f"1{carried}财政拨款结转", income(CARRY_FISCAL_SOURCES), 1),
        Line("其中：一般公共预算拨款", income(Source.CARRY_GENERAL), 2),
        Line("基金预算拨款", income(Source.CARRY_FUND), 3),
        Line("国有资本经营预算拨款", income(Source.CARRY_SOE), 3),
        Line(f"2{carried}非财政拨款结转结余", income(CARRY_OTHER_SOURCES), 1),
        Line("其中：财政专户核拨", income(Source.CARRY_FISCAL_ACCOUNT), 2),
        Line("单位资金", income(Source.CARRY_OWN), 3),
    )


FISCAL_LINES = (  # the left list of 财政拨款收支预算总体情况表: this year's appropriation, without carry-over
    Line("一、财政拨款（补助）", income(FISCAL_SOURCES)),
    Line("一般公共预算", income(GENERAL_SOURCES), 1),
    Line("政府性基金预算", income(FUND_SOURCES), 1),
    Line("国有资本经营预算", income(SOE_SOURCES), 1),
)


def fiscal_spending(head: str, *, soe: bool = True) -> tuple[Amount, ...]:
    """合计 and the appropriations of the right list of 财政拨款收支预算总体情况表."""
    budgets = [("一般公共预算", GENERAL_SOURCES), ("政府性基金预算", FUND_SOURCES)]
    budgets += [("国有资本经营预算", SOE_SOURCES)] if soe else []
    every = together(*(sources for _, sources in budgets))
    columns = (Amount((head, label), spending(sources)) for label, sources in budgets)
    return (Amount((head, "合计"), spending(every)), *columns)
