"""The tables that the unit budgets of Xinjiang print, a function each; a style says how an edition heads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.document import Column, ColumnKind
from budgetportal.disclosure.editions.xinjiang_tables import (
    FISCAL_LINES,
    INCOME_COLUMNS,
    LEVELS,
    OFFICIAL_ITEMS,
    basic_columns,
    carried_columns,
    fiscal_spending,
    function_codes,
    name_column,
    official_columns,
    project_columns,
    spending,
    spending_columns,
    split_spending_columns,
)
from budgetportal.disclosure.facts import Selection
from budgetportal.disclosure.listed_tables import BalanceTable, CarryOverTable, ItemTable
from budgetportal.disclosure.tables import Amount, CodedTable, Form, Line, codes, income
from budgetportal.disclosure.terms import (
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    CARRY_SOURCES,
    FISCAL_SOURCES,
    GENERAL_SOURCES,
    Source,
)
from budgetportal.disclosure.topics import BUDGETS

NO_BUDGET = ("没有预算收支", "预算收支")


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget that money is appropriated from: its topic and its name, from which its table and its section follow."""

    topic: str
    name: str

    @property
    def sources(self) -> frozenset[Source]:
        """The sources of the budget, the transfers from above among them."""
        return BUDGETS[self.topic]


GENERAL = Budget("general", "一般公共预算")
FUND = Budget("fund", "政府性基金预算")
SOE = Budget("soe", "国有资本经营预算")


def spaced_number(n: int) -> str:
    """表 1."""
    return f"表 {n}"


def chinese_number(n: int) -> str:
    """表一：."""
    return f"表{numeral(n)}："


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How an edition heads and closes its tables; the defaults are those of the form of 2024.

    ``remark`` stands under an empty table where that is not the sentence of the narrative; it may name ``{nothing}``
    (没有使用…安排的支出), ``{what}`` (…支出) and ``{title}``. ``note`` stands under a table with amounts.
    """

    scope: str = "单位"
    number: Callable[[int], str] = spaced_number
    numbered: bool = True  # whether a row numbers the amount columns
    organization: str = "编制单位"
    note: str = ""
    remark: str = ""
    total: str = "总计"
    total_last: bool = False
    code_head: str = "科目"
    class_head: str = "支出功能分类"
    project_codes: str = "科目编码"
    project_total: str = "项目支出合计"
    goods: str = "商品服务支出"
    official_head: str = "“三公”经费支出内容"

    def form(
        self, key: str, n: int, title: str, nothing: tuple[str, str], *, numbered: bool = True, wide: bool = False
    ) -> Form:
        """The form of table ``n``; ``nothing`` says what an empty one is empty of, as a clause and as a noun."""
        clause, what = nothing
        return Form(
            key=key,
            number=self.number(n),
            title=title,
            empty=f"{{unit}}{{year}}年{clause}，{{title}}为空表。",
            numbered=self.numbered and numbered,
            wide=wide,
            organization=self.organization,
            remark=self.remark.replace("{nothing}", clause).replace("{what}", what),
            note=self.note,
        )


def unspent(budget: Budget, what: str = "支出") -> tuple[str, str]:
    """What a table of one budget is empty of, as a clause and as a noun."""
    return f"没有使用{budget.name}拨款安排的{what}", f"{budget.name}{what}"


def amounts_column(*path: str) -> Column:
    """The column of a fixed list's amounts."""
    return Column(path, ColumnKind.AMOUNT, 1.6)


def by_function(style: TableStyle, form: Form, amounts: tuple[Amount, ...]) -> CodedTable:
    """A table by 类, 款 and 项 of the functional classification."""
    head = style.code_head
    return CodedTable(
        form,
        function_codes(head),
        name_column(head, "功能分类科目名称"),
        amounts,
        style.total,
        total_last=style.total_last,
    )


def unit_summary(style: TableStyle, lines: Sequence[Line], spent: str = "支出总计") -> BalanceTable:
    """单位收支总体情况表."""
    return BalanceTable(
        style.form("unit_summary", 1, f"{style.scope}收支总体情况表", NO_BUDGET, numbered=False),
        Column(("收入", "项目"), ColumnKind.NAME, 5.2),
        amounts_column("收入", "预算数"),
        tuple(lines),
        Line("收入总计", income()),
        Column(("支出", style.class_head), ColumnKind.NAME, 4.0),
        (Amount(("支出", "预算数"), spending()),),
        spent,
    )


def unit_income(style: TableStyle, amounts: tuple[Amount, ...] = INCOME_COLUMNS, total: str = "总计") -> CodedTable:
    """单位收入总体情况表."""
    return CodedTable(
        style.form("unit_income", 2, f"{style.scope}收入总体情况表", NO_BUDGET, wide=True),
        function_codes(width=0.8),
        name_column("功能分类科目名称", width=5.0),
        amounts,
        total,
        total_last=style.total_last,
    )


def unit_expenditure(style: TableStyle) -> CodedTable:
    """单位支出总体情况表."""
    form = style.form("unit_expenditure", 3, f"{style.scope}支出总体情况表", NO_BUDGET)
    return by_function(style, form, spending_columns("支出预算", None))


def fiscal_summary(style: TableStyle, lines: Sequence[Line] = FISCAL_LINES, *, soe: bool = True) -> BalanceTable:
    """财政拨款收支预算总体情况表."""
    return BalanceTable(
        style.form("fiscal_summary", 4, "财政拨款收支预算总体情况表", NO_BUDGET, numbered=False),
        Column(("财政拨款收入", "项目"), ColumnKind.NAME, 2.6),
        amounts_column("财政拨款收入", "合计"),
        tuple(lines),
        Line("收入总计", income(FISCAL_SOURCES)),
        Column(("财政拨款支出", style.class_head), ColumnKind.NAME, 4.0),
        fiscal_spending("财政拨款支出", soe=soe),
        "支出总计",
    )


def budget_expenditure(
    style: TableStyle, n: int, budget: Budget, *, total: str = "合计", split: bool = False
) -> CodedTable:
    """The expenditure of one budget by function, 一般公共预算支出情况表; ``split``: its 基本支出 in two."""
    form = style.form(f"{budget.topic}_expenditure", n, f"{budget.name}支出情况表", unspent(budget))
    head = f"{budget.name}支出"
    columns = split_spending_columns(head, budget.sources) if split else spending_columns(head, budget.sources, total)
    return by_function(style, form, columns)


def general_basic(style: TableStyle, total: str = "合计") -> CodedTable:
    """一般公共预算基本支出情况表."""
    return CodedTable(
        style.form("general_basic", 6, "一般公共预算基本支出情况表", unspent(GENERAL, "基本支出")),
        codes(style.code_head, "经济分类科目编码", levels=LEVELS[:2], width=1.5),
        name_column(style.code_head, "经济分类科目名称"),
        basic_columns("一般公共预算基本支出", total),
        style.total,
        economic=True,
        total_last=style.total_last,
    )


def general_projects(style: TableStyle) -> CodedTable:
    """一般公共预算项目支出情况表."""
    return CodedTable(
        style.form("general_projects", 7, "一般公共预算项目支出情况表", unspent(GENERAL, "项目支出"), wide=True),
        codes(style.project_codes, levels=LEVELS, width=0.7),
        name_column("功能分类科目名称", width=4.0),
        project_columns(style.project_total, GENERAL_SOURCES, goods=style.goods),
        style.total,
        project=Column(("项目名称",), ColumnKind.TEXT, 4.0),
    )


def official_expenses(style: TableStyle) -> ItemTable:
    """财政拨款“三公”经费支出情况表."""
    nothing = ("没有使用财政拨款安排“三公”经费支出", "“三公”经费支出")
    return ItemTable(
        style.form("official_expenses", 10, "财政拨款“三公”经费支出情况表", nothing),
        Column((style.official_head,), ColumnKind.NAME, 4.0),
        official_columns("资金来源"),
        OFFICIAL_ITEMS,
    )


def carry_over(style: TableStyle) -> CarryOverTable:
    """上年结转结余情况明细表."""
    nothing = ("没有上年结转结余预算安排的支出", "上年结转结余预算支出")
    return CarryOverTable(
        style.form("carry_over", 11, "上年结转结余情况明细表", nothing, wide=True),
        Column(("项目名称",), ColumnKind.NAME, 4.0),
        (
            Amount(("总计",), Selection(sources=CARRY_SOURCES)),
            *carried_columns("财政拨款", CARRY_FISCAL_SOURCES),
            *carried_columns("非财政拨款", CARRY_OTHER_SOURCES),
        ),
        CARRY_SOURCES,
    )
