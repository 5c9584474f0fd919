"""The nine tables of final accounts: the form of the Ministry of Finance, the same in every region and year."""

from __future__ import annotations

from functools import partial

from budgetportal.disclosure.document import Column, ColumnKind
from budgetportal.disclosure.editions.final_notes import balances_in_total, form, without_amounts, without_functions
from budgetportal.disclosure.editions.final_selections import (
    BASIC_LISTS,
    FISCAL_SPENDING,
    FUNDS,
    INCOME_KINDS,
    SPENDING_KINDS,
    only,
    received,
    spent,
)
from budgetportal.disclosure.facts import INCOME, OFFICIAL, Selection
from budgetportal.disclosure.final_facts import CLOSING, DISTRIBUTED, NON_FISCAL_USED, OFFICIAL_BUDGET, OPENING
from budgetportal.disclosure.final_tables import BalancedTable, EconomicLists, ItemsAcross, SumLine
from budgetportal.disclosure.final_topics import FISCAL_INCOME, VEHICLES
from budgetportal.disclosure.tables import Amount, CodedTable
from budgetportal.disclosure.terms import BASIC_SPENDING, FinalCategory, FinalSource, OfficialItem, SpendingSource, Term

ITEM = (Column(("项目", "功能分类科目编码"), ColumnKind.CODE, 1.8),)
NAME = Column(("项目", "科目名称"), ColumnKind.NAME, 5.0)
coded = partial(CodedTable, codes=ITEM, name=NAME, total="合计", whole_code=True)


def list_line(label: str, *sources: Term) -> SumLine:
    """A line of income."""
    return SumLine(label, ((received(*sources),),))


SUMMARY = BalancedTable(
    form("summary", 1, "收入支出决算总表", "的总收支和年末结转结余情况。"),
    (Column(("收入", "项目"), ColumnKind.NAME, 5.0), Column(("收入", "决算数"), ColumnKind.AMOUNT, 1.8)),
    tuple(list_line(f"{mark}、{one.label}", one) for mark, one in zip("一二三四五六七八", FinalSource, strict=True)),
    Column(("支出", "项目"), ColumnKind.NAME, 5.0),
    (Amount(("支出", "决算数"), spent(), 1.8),),
    (
        (
            SumLine("本年收入合计", ((received(),),), is_total=True),
            SumLine("本年支出合计", ((spent(),),), is_total=True),
        ),
        (
            SumLine("使用非财政拨款结余", ((Selection(NON_FISCAL_USED),),)),
            SumLine("结余分配", ((Selection(DISTRIBUTED),),)),
        ),
        (
            SumLine("年初结转和结余", ((Selection(OPENING),),)),
            SumLine("年末结转和结余", ((Selection(CLOSING),),)),
        ),
        (
            SumLine("总计", ((received(), Selection(NON_FISCAL_USED), Selection(OPENING)),), is_total=True),
            SumLine("总计", ((spent(), Selection(DISTRIBUTED), Selection(CLOSING)),), is_total=True),
        ),
    ),
)
INCOME_TABLE = coded(
    form=form("income", 2, "收入决算表", "取得的各项收入情况。", without_functions(), wide=True),
    amounts=(
        Amount(("本年收入合计",), received()),
        *(Amount((label,), Selection(INCOME, sources)) for label, sources in INCOME_KINDS),
    ),
)
EXPENDITURE_TABLE = coded(
    form=form("expenditure", 3, "支出决算表", "各项支出情况。", wide=True),
    amounts=(
        Amount(("本年支出合计",), spent()),
        *(Amount((label,), spent(None, categories)) for label, categories in SPENDING_KINDS),
    ),
)
FISCAL_CLOSING = (
    (
        SumLine("本年收入合计", ((Selection(INCOME, FISCAL_INCOME),),), is_total=True),
        SumLine(
            "本年支出合计",
            ((spent(FISCAL_SPENDING),), *((spent(only(spending)),) for _, _, spending in FUNDS)),
            is_total=True,
        ),
    ),
    (
        SumLine("年初财政拨款结转和结余", ((Selection(OPENING, FISCAL_INCOME),),)),
        SumLine(
            "年末财政拨款结转和结余",
            (
                (Selection(CLOSING, FISCAL_INCOME),),
                *((received(source, table=CLOSING),) for _, source, _ in FUNDS),
            ),
        ),
    ),
    *((SumLine(label, ((received(source, table=OPENING),),), indent=1), SumLine("")) for label, source, _ in FUNDS),
    (
        SumLine("总计", ((Selection(INCOME, FISCAL_INCOME), Selection(OPENING, FISCAL_INCOME)),), is_total=True),
        SumLine(
            "总计",
            (
                (spent(FISCAL_SPENDING), Selection(CLOSING, FISCAL_INCOME)),
                *((spent(only(spending)), received(source, table=CLOSING)) for _, source, spending in FUNDS),
            ),
            is_total=True,
        ),
    ),
)
FISCAL_SUMMARY = BalancedTable(
    form(
        "fiscal_summary",
        4,
        "财政拨款收入支出决算总表",
        "一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况。",
    ),
    (Column(("收入", "项目"), ColumnKind.NAME, 4.6), Column(("收入", "决算数"), ColumnKind.AMOUNT, 1.8)),
    tuple(list_line(f"{mark}、{label}", source) for mark, (label, source, _) in zip("一二三", FUNDS, strict=True)),
    Column(("支出", "项目"), ColumnKind.NAME, 4.6),
    (
        Amount(("支出", "合计"), spent(FISCAL_SPENDING), 1.8),
        *(Amount(("支出", label), spent(only(spending)), 1.8) for label, _, spending in FUNDS),
    ),
    FISCAL_CLOSING,
)
GENERAL_EXPENDITURE = coded(
    form=form("general_expenditure", 5, "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款支出情况。"),
    amounts=(
        Amount(("本年支出", "合计"), spent(only(SpendingSource.GENERAL))),
        Amount(("本年支出", "基本支出"), spent(only(SpendingSource.GENERAL), BASIC_SPENDING)),
        Amount(("本年支出", "项目支出"), spent(only(SpendingSource.GENERAL), only(FinalCategory.PROJECT))),
    ),
)


def economic_list(head: str) -> tuple[Column, ...]:
    """The columns of one of the side-by-side lists; neighbours of the same head stand under one."""
    return (
        Column((head, "经济分类科目编码"), ColumnKind.CODE, 1.2),
        Column((head, "科目名称"), ColumnKind.NAME, 3.0),
        Column((head, "决算数"), ColumnKind.AMOUNT, 1.4),
    )


GENERAL_BASIC = EconomicLists(
    form(
        "general_basic",
        6,
        "一般公共预算财政拨款基本支出决算表",
        "一般公共预算财政拨款基本支出明细情况。",
        without_amounts,
        wide=True,
    ),
    (economic_list("人员经费"), economic_list("公用经费"), economic_list("公用经费")),
    BASIC_LISTS,
    (
        (0, "人员经费合计", FinalCategory.PERSONNEL),
        (2, "公用经费合计", FinalCategory.PUBLIC),
    ),
)


def official(head: str, table: str) -> tuple[Amount, ...]:
    """合计 and the items of the official expenses, as budgeted or as spent."""
    vehicles = "公务用车购置及运行维护费"
    return (
        Amount((head, "合计"), Selection(table)),
        Amount((head, "因公出国（境）费"), Selection(table, items=only(OfficialItem.OVERSEAS))),
        Amount((head, vehicles, "小计"), Selection(table, items=VEHICLES)),
        Amount((head, vehicles, "公务用车购置费"), Selection(table, items=only(OfficialItem.VEHICLE_PURCHASE))),
        Amount((head, vehicles, "公务用车运行维护费"), Selection(table, items=only(OfficialItem.VEHICLE_OPERATION))),
        Amount((head, "公务接待费"), Selection(table, items=only(OfficialItem.HOSPITALITY))),
    )


OFFICIAL_EXPENSES = ItemsAcross(
    form(
        "official_expenses",
        7,
        "财政拨款“三公”经费支出决算表",
        "“三公”经费支出预决算情况。其中，预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数；"
        "决算数是包括当年财政拨款和以前年度结转资金安排的实际支出。",
        wide=True,
    ),
    (*official("预算数", OFFICIAL_BUDGET), *official("决算数", OFFICIAL)),
)


def fund_table(key: str, number: int, title: str, source: FinalSource, spending: SpendingSource) -> CodedTable:
    """政府性基金 or 国有资本经营: what there was, what came in, what was spent, what is left."""
    name = title.removesuffix("收入支出决算表")
    return coded(
        form=form(key, number, title, f"{name}收入、支出及结转和结余情况。", balances_in_total(source), wide=True),
        amounts=(
            Amount(("年初结转和结余",), received(source, table=OPENING)),
            Amount(("本年收入",), received(source)),
            Amount(("本年支出", "合计"), spent(only(spending))),
            Amount(("本年支出", "基本支出"), spent(only(spending), BASIC_SPENDING)),
            Amount(("本年支出", "项目支出"), spent(only(spending), only(FinalCategory.PROJECT))),
            Amount(("年末结转和结余",), received(source, table=CLOSING)),
        ),
    )


FUND = fund_table("fund", 8, "政府性基金预算财政拨款收入支出决算表", FinalSource.FISCAL_FUND, SpendingSource.FUND)
SOE = fund_table("soe", 9, "国有资本经营预算财政拨款收入支出决算表", FinalSource.FISCAL_SOE, SpendingSource.SOE)
TABLES: tuple[BalancedTable | CodedTable | EconomicLists | ItemsAcross, ...] = (
    SUMMARY,
    INCOME_TABLE,
    EXPENDITURE_TABLE,
    FISCAL_SUMMARY,
    GENERAL_EXPENDITURE,
    GENERAL_BASIC,
    OFFICIAL_EXPENSES,
    FUND,
    SOE,
)
TITLES = tuple(table.form.title for table in TABLES)
