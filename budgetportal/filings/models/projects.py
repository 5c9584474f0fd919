"""The projects of a filing and what stands under each."""

from typing import Any, ClassVar

from django.db import models

from budgetportal.disclosure.budget import Indicator, Project
from budgetportal.disclosure.terms import EconomicClass
from budgetportal.filings.columns import checks, entered
from budgetportal.filings.models.base import EntryRow, ProjectPart, history, unique


@history
@entered(Project)
class ProjectRecord(EntryRow):
    """项目, with its explanation, its subsidies and the head of its performance table."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "项目"
        constraints: ClassVar[Any] = [
            unique(
                "project",
                ["filing", "name", "function", "source"],
                "同名、同科目、同资金来源的项目只写一个；合并金额。",
            ),
            *checks(Project, "project"),
        ]

    def __str__(self) -> str:
        """Return the project's name."""
        return str(self.name)  # type: ignore[attr-defined]


@history
class ProjectAmountRecord(ProjectPart):
    """The amount of a project in one 类 of the economic classification."""

    key = models.CharField("经济分类", max_length=3, choices=[(term.value, term.label) for term in EconomicClass])
    value = models.DecimalField("金额", max_digits=18, decimal_places=2)

    class Meta(ProjectPart.Meta):
        verbose_name = verbose_name_plural = "项目金额"
        constraints: ClassVar[Any] = [
            unique("project_amount", ["project", "key"], "同一项目的同一经济分类只写一行；合并金额。"),
            models.CheckConstraint(
                condition=models.Q(key__in=[term.value for term in EconomicClass]),
                name="project_amount_key_is_right",
                violation_error_message="“经济分类”应为项目可用的类，如 302。",
            ),
        ]


@history
@entered(Indicator)
class ProjectIndicatorRecord(ProjectPart):
    """项目绩效指标."""

    class Meta(ProjectPart.Meta):
        verbose_name = verbose_name_plural = "项目绩效指标"
        constraints: ClassVar[Any] = checks(Indicator, "project_indicator")
