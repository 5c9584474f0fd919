"""The entry tables of final accounts."""

from typing import Any, ClassVar

from django.db import models

from budgetportal.disclosure.final_accounts import (
    EvaluatedIndicator,
    FinalAccounts,
    FinalComparison,
    FinalExpenditureRow,
    FinalIncomeRow,
    FinalOfficialExpense,
    ProjectEvaluation,
)
from budgetportal.filings.columns import checks, entered
from budgetportal.filings.models.base import EntryRow, Placed, history, unique
from budgetportal.filings.models.filing import COMMON


@history
@entered(FinalAccounts, COMMON)
class FinalAccountsRecord(EntryRow):
    """What final accounts have once: balances, initial budget, quantities, procurement, assets, summary."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "决算其他数据"
        constraints: ClassVar[Any] = [
            unique("final", ["filing"], "决算其他数据只填一份。"),
            *checks(FinalAccounts, "final", COMMON),
        ]


@history
@entered(FinalIncomeRow)
class FinalIncomeRecord(EntryRow):
    """决算收入."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "决算收入"
        constraints: ClassVar[Any] = [
            unique(
                "final_income",
                ["filing", "function", "source"],
                "同一功能分类科目和收入来源的收入只写一行；合并金额。",
            ),
            *checks(FinalIncomeRow, "final_income"),
        ]


@history
@entered(FinalExpenditureRow)
class FinalExpenditureRecord(EntryRow):
    """决算支出."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "决算支出"
        constraints: ClassVar[Any] = [
            unique(
                "final_expenditure",
                ["filing", "function", "source", "category"],
                "同一功能分类科目、资金来源和支出类别只写一行；合并金额。",
            ),
            *checks(FinalExpenditureRow, "final_expenditure"),
        ]


@history
@entered(FinalOfficialExpense)
class FinalOfficialExpenseRecord(EntryRow):
    """决算“三公”经费."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "决算“三公”经费"
        constraints: ClassVar[Any] = [
            unique("final_official", ["filing", "item"], "同一“三公”经费项目只写一行；合并金额。"),
            *checks(FinalOfficialExpense, "final_official"),
        ]


@history
@entered(FinalComparison)
class FinalComparisonRecord(EntryRow):
    """与上年和年初预算比较."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "与上年和年初预算比较"
        constraints: ClassVar[Any] = [
            unique("final_comparison", ["filing", "topic", "against"], "同一比较事项和比较对象只写一行；合并文字。"),
            *checks(FinalComparison, "final_comparison"),
        ]


@history
@entered(ProjectEvaluation)
class ProjectEvaluationRecord(EntryRow):
    """项目绩效自评."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "项目绩效自评"
        constraints: ClassVar[Any] = [
            unique("evaluation", ["filing", "project"], "同一项目只写一份自评表。"),
            *checks(ProjectEvaluation, "evaluation"),
        ]

    def __str__(self) -> str:
        """Return the project's name."""
        return str(self.project)  # type: ignore[attr-defined]


@history
@entered(EvaluatedIndicator)
class EvaluatedIndicatorRecord(Placed):
    """项目绩效自评指标."""

    evaluation = models.ForeignKey(ProjectEvaluationRecord, models.CASCADE, related_name="+", verbose_name="自评表")

    class Meta(Placed.Meta):
        verbose_name = verbose_name_plural = "项目绩效自评指标"
        constraints: ClassVar[Any] = checks(EvaluatedIndicator, "evaluated_indicator")
