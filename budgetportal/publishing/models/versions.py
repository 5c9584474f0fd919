"""The filing as it was approved."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from budgetportal.filings.models import KINDS, FilingRecord
from budgetportal.publishing import triggers
from budgetportal.publishing.digests import Link, sha256
from budgetportal.units.models import Unit


class Version(models.Model):
    """A filing as it was approved, frozen; unit, year, kind and people are copied because rows elsewhere may change."""

    record = models.ForeignKey(FilingRecord, models.PROTECT, related_name="versions", verbose_name="填报")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions", verbose_name="单位")
    unit_code = models.CharField("单位编码", max_length=64)
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    kind = models.CharField("种类", max_length=20, choices=KINDS)
    number = models.PositiveIntegerField("版本号")
    content = models.TextField("内容", help_text="填报的规范 JSON 文本。")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    previous = models.CharField("上一版本的链值", max_length=64, blank=True)
    chain = models.CharField("链值", max_length=64, unique=True)
    reason = models.TextField("更正说明", blank=True)
    remarks = models.TextField("有说明的检查结果", blank=True, help_text="规范 JSON 文本，没有时为空。")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填报人")
    submitter = models.CharField("填报人用户名", max_length=150)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="审核人")
    approver = models.CharField("审核人用户名", max_length=150)
    approved_at = models.DateTimeField("批准时间")

    class Meta:
        verbose_name = "公开版本"
        verbose_name_plural = "公开版本"
        ordering: ClassVar[Any] = ["record", "number"]
        triggers: ClassVar[Any] = triggers.unchangeable("公开版本")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["record", "number"],
                name="version_number_is_unique",
                violation_error_message="这个版本号已有版本。",
            ),
            models.UniqueConstraint(
                fields=["unit", "previous"],
                name="version_chain_has_no_fork",
                violation_error_message="该单位刚有另一版本公开，稍后再试。",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="version_number_starts_at_one",
                violation_error_message="版本号从 1 开始。",
            ),
            models.CheckConstraint(
                condition=~models.Q(submitted_by=models.F("approved_by")),
                name="version_author_is_not_reviewer",
                violation_error_message="填报人和审核人不能是同一人。",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="version_correction_has_a_reason",
                violation_error_message="更正须写明原因。",
            ),
        ]

    def __str__(self) -> str:
        """Return unit, year, kind and number."""
        return f"{self.fiscal_year} 年{self.unit_code}{self.get_kind_display()}第 {self.number} 版"

    def link(self) -> Link:
        """Return what the version adds to the unit's chain."""
        return Link(
            previous=self.previous,
            sha256=self.sha256,
            unit_code=self.unit_code,
            fiscal_year=self.fiscal_year,
            kind=self.kind,
            number=self.number,
            approved_at=self.approved_at,
            submitter=self.submitter,
            approver=self.approver,
            reason=self.reason,
            remarks_sha256=sha256(self.remarks.encode()) if self.remarks else "",
        )
