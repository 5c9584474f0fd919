"""The entry tables of a self-evaluation report."""

from typing import Any, ClassVar

from budgetportal.disclosure.self_evaluation import EvaluatedProject, OverallIndicator, SelfEvaluation
from budgetportal.filings.columns import checks, entered
from budgetportal.filings.models.base import EntryRow, history, unique
from budgetportal.filings.models.filing import COMMON


@history
@entered(SelfEvaluation, COMMON)
class SelfEvaluationRecord(EntryRow):
    """What a report has once: budget and execution, commentary, conclusions."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "绩效自评其他数据"
        constraints: ClassVar[Any] = [
            unique("report", ["filing"], "绩效自评其他数据只填一份。"),
            *checks(SelfEvaluation, "report", COMMON),
        ]


@history
@entered(EvaluatedProject)
class EvaluatedProjectRecord(EntryRow):
    """自评项目."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "自评项目"
        constraints: ClassVar[Any] = [
            unique("evaluated_project", ["filing", "name", "level"], "同名、同类别的项目只写一行；合并金额。"),
            *checks(EvaluatedProject, "evaluated_project"),
        ]


@history
@entered(OverallIndicator)
class OverallIndicatorRecord(EntryRow):
    """整体绩效指标."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "整体绩效指标"
        constraints: ClassVar[Any] = [
            unique("overall_indicator", ["filing", "name"], "同名的指标只写一行。"),
            *checks(OverallIndicator, "overall_indicator"),
        ]
