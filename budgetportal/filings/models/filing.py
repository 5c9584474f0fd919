"""The record of one filing and the members that it has once."""

from typing import Any, ClassVar

from django.db import models

from budgetportal.disclosure.budget import Assets, BudgetFiling, Procurement, UnitPerformance
from budgetportal.disclosure.fields import specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings.columns import checks, entered
from budgetportal.filings.models.base import EntryRow, history, unique
from budgetportal.units.models import Unit

COMMON = frozenset(specs(Filing))  # members that a filing of any kind has
APART = frozenset(  # members of a filing that are not columns of its record
    {"format", "edition", "fiscal_year", "unit", "unit_performance", "procurement", "assets"}
)


KINDS = [(term.value, term.label) for term in DisclosureKind]


@history
@entered(BudgetFiling, APART)
class FilingRecord(models.Model):
    """What one unit enters for one year and one kind of disclosure; the entry tables hang on it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings", verbose_name="单位")
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    kind = models.CharField("种类", max_length=20, choices=KINDS)
    edition = models.CharField("表式", max_length=80)
    revision = models.PositiveIntegerField("修订号", default=0, editable=False)  # raised by each save
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("保存时间", auto_now=True)
    amount_unit: str  # made by `entered`, as the columns of the other members are

    class Meta:
        verbose_name = "填报"
        verbose_name_plural = "填报"
        ordering: ClassVar[Any] = ["-fiscal_year", "unit__code", "kind"]
        constraints: ClassVar[Any] = [
            unique(
                "filing",
                ["unit", "fiscal_year", "kind"],
                "该单位这一年度的这种公开已有填报；打开已有的填报修改，不另建一份。",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[value for value, _ in KINDS]),
                name="filing_kind_is_known",
                violation_error_message="种类只能是：单位预算、部门决算、绩效自评。",
            ),
            models.CheckConstraint(
                condition=models.Q(fiscal_year__gte=2000, fiscal_year__lte=2100),
                name="filing_year_is_a_year",
                violation_error_message="预算年度应为四位年份，如 2024。",
            ),
            *checks(BudgetFiling, "filing", APART),
        ]

    def __str__(self) -> str:
        """Return year, unit and kind."""
        return f"{self.fiscal_year} 年{self.unit.name}{self.get_kind_display()}"


@history
@entered(Procurement)
class ProcurementRecord(EntryRow):
    """政府采购."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "政府采购"
        constraints: ClassVar[Any] = [
            unique("procurement", ["filing"], "政府采购只填一份。"),
            *checks(Procurement, "procurement"),
        ]


@history
@entered(Assets)
class AssetsRecord(EntryRow):
    """国有资产."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "国有资产"
        constraints: ClassVar[Any] = [unique("assets", ["filing"], "国有资产只填一份。"), *checks(Assets, "assets")]


@history
@entered(UnitPerformance)
class UnitPerformanceRecord(EntryRow):
    """单位整体绩效目标."""

    class Meta(EntryRow.Meta):
        verbose_name = verbose_name_plural = "单位整体绩效目标"
        constraints: ClassVar[Any] = [
            unique("unit_performance", ["filing"], "单位整体绩效目标只填一份。"),
            *checks(UnitPerformance, "unit_performance"),
        ]
