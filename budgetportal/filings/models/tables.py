"""The entry tables of many rows."""

from typing import Any, ClassVar

from django.db import models

from budgetportal.disclosure.budget import Comparison, ExpenditureRow, IncomeRow, Indicator, OfficialExpense
from budgetportal.disclosure.filing import BasicRow, GlossaryEntry
from budgetportal.filings.columns import checks, entered
from budgetportal.filings.models.base import EntryRow, history, unique


@history
@entered(IncomeRow)
class IncomeRecord(EntryRow):
    """收入."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "收入"
        constraints: ClassVar[Any] = [
            unique("income", ["filing", "function", "source"], "同一功能分类科目和资金来源的收入只写一行；合并金额。"),
            *checks(IncomeRow, "income"),
        ]


@history
@entered(ExpenditureRow)
class ExpenditureRecord(EntryRow):
    """支出."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "支出"
        constraints: ClassVar[Any] = [
            unique(
                "expenditure",
                ["filing", "function", "source", "category"],
                "同一功能分类科目、资金来源和支出类别只写一行；合并金额。",
            ),
            *checks(ExpenditureRow, "expenditure"),
        ]


@history
@entered(BasicRow)
class BasicRecord(EntryRow):
    """基本支出经济分类."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "基本支出经济分类"
        constraints: ClassVar[Any] = [
            unique("basic", ["filing", "economic", "category"], "同一经济分类科目和经费类别只写一行；合并金额。"),
            *checks(BasicRow, "basic"),
        ]


@history
@entered(OfficialExpense)
class OfficialExpenseRecord(EntryRow):
    """“三公”经费."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "“三公”经费"
        constraints: ClassVar[Any] = [
            unique("official", ["filing", "item", "source"], "同一“三公”经费项目和资金来源只写一行；合并金额。"),
            *checks(OfficialExpense, "official"),
        ]


@history
@entered(Comparison)
class ComparisonRecord(EntryRow):
    """与上年比较."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "与上年比较"
        constraints: ClassVar[Any] = [
            unique("comparison", ["filing", "topic"], "同一比较事项只写一行；合并文字。"),
            *checks(Comparison, "comparison"),
        ]


@history
@entered(GlossaryEntry)
class GlossaryRecord(EntryRow):
    """名词解释."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "名词解释"
        constraints: ClassVar[Any] = [
            unique("glossary", ["filing", "term"], "同一名词只解释一次；删去一行。"),
            *checks(GlossaryEntry, "glossary"),
        ]


@history
@entered(Indicator)
class UnitIndicatorRecord(EntryRow):
    """单位整体绩效指标."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "单位整体绩效指标"
        constraints: ClassVar[Any] = checks(Indicator, "unit_indicator")


@history
class EstablishmentRecord(EntryRow):
    """各类编制数."""

    key = models.CharField("编制类别", max_length=120)
    value = models.PositiveIntegerField("编制数")

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "各类编制数"
        constraints: ClassVar[Any] = [unique("establishment", ["filing", "key"], "同一编制类别只写一行。")]


@history
class WordingRecord(EntryRow):
    """自行表述的段落."""

    key = models.CharField("段落", max_length=120)
    value = models.TextField("替换文字")

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "自行表述的段落"
        constraints: ClassVar[Any] = [unique("wording", ["filing", "key"], "同一段落只替换一次；删去一行。")]
