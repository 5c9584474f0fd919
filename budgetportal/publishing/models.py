"""What is published: acts, versions, artefacts, and the jobs that make artefacts."""

from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from budgetportal.filings.models import KINDS, FilingRecord
from budgetportal.publishing import triggers
from budgetportal.publishing.digests import Link, sha256
from budgetportal.publishing.leases import MOST_ATTEMPTS as MOST_ATTEMPTS
from budgetportal.publishing.leases import Leased
from budgetportal.units.models import Unit

RENDERER_REVISION = "2"  # raised with a change of the renderers; what is approved from then on is made by it


class Act(models.Model):
    """One act of a person on a filing; the log of acts is what the state of a filing is derived from."""

    class Action(models.TextChoices):
        """What a person did."""

        SUBMIT = "submit", "送审"
        WITHDRAW = "withdraw", "撤回"
        RETURN = "return", "退回"
        APPROVE = "approve", "批准并公开"
        CORRECT = "correct", "更正"
        RETRY = "retry", "重新生成"

    record = models.ForeignKey(FilingRecord, models.PROTECT, related_name="acts", verbose_name="填报")
    action = models.CharField("操作", max_length=10, choices=Action.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员")
    comment = models.TextField("说明", blank=True)
    at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering: ClassVar[Any] = ["pk"]
        indexes: ClassVar[Any] = [models.Index(fields=["record", "-id"], name="act_newest_of_record")]
        triggers: ClassVar[Any] = triggers.unchangeable("操作记录")

    def __str__(self) -> str:
        """Return who did what."""
        return f"{self.person} {self.get_action_display()}"


class Answer(models.Model):
    """What a person said to one finding. It holds for this finding with these figures; answers are never deleted."""

    record = models.ForeignKey(FilingRecord, models.PROTECT, related_name="answers", verbose_name="填报")
    rule = models.CharField("规则", max_length=10)
    place = models.TextField("位置")
    message = models.TextField("检查结果")
    explanation = models.TextField("说明")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员")
    at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        verbose_name = "检查结果的说明"
        verbose_name_plural = "检查结果的说明"
        ordering: ClassVar[Any] = ["pk"]
        triggers: ClassVar[Any] = triggers.unchangeable("检查结果的说明")
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=~models.Q(explanation=""),
                name="answer_has_an_explanation",
                violation_error_message="“说明”没有填写。",
            ),
        ]

    def __str__(self) -> str:
        """Return the rule and who answered."""
        return f"{self.rule} {self.person}"


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


class ArtefactName(models.TextChoices):
    """What is made of a version."""

    PAGE = "page", "网页"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel 工作簿"
    DOCX = "docx", "Word 文档"
    DATA_PACKAGE = "data_package", "数据包（CSV、JSON）"
    JSON = "json", "JSON"
    SUPERSEDED_PAGE = "superseded_page", "旧版网页的“已更正”标记"


FORMATS = (
    ArtefactName.PDF,
    ArtefactName.XLSX,
    ArtefactName.DOCX,
    ArtefactName.DATA_PACKAGE,
    ArtefactName.JSON,
)  # what a reader takes away beside the page, in the order in which it is offered

# What must stand, all made by one revision, before a version is public. Earlier revisions stay listed: what was public
# by their measure stays public while the formats that came later are made for it.
REQUIRED_BY_REVISION: dict[str, tuple[ArtefactName, ...]] = {
    "1": (ArtefactName.PAGE, ArtefactName.PDF),
    "2": (ArtefactName.PAGE, *FORMATS),
}
REQUIRED = REQUIRED_BY_REVISION[RENDERER_REVISION]


class Job(Leased):
    """One artefact to be made (outbox): written with the version, so that no lost message can lose it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="jobs", verbose_name="公开版本")
    name = models.CharField("内容", max_length=20, choices=ArtefactName.choices)
    renderer_revision = models.CharField("生成程序版本", max_length=40)

    class Meta:
        verbose_name = "生成任务"
        verbose_name_plural = "生成任务"
        ordering: ClassVar[Any] = ["pk"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["version", "name", "renderer_revision"], name="job_is_unique"),
        ]
        indexes: ClassVar[Any] = [
            models.Index(fields=["id"], condition=models.Q(finished_at=None), name="job_unfinished"),
        ]

    def __str__(self) -> str:
        """Return what the job makes of which version."""
        return f"{self.version} {self.get_name_display()}"


class Preview(Leased):
    """
    The PDF of a filing's entries as they would be published now; one a filing, gone after a day or with the next.

    ``number`` and ``reason`` are those of the version that these entries would become.
    """

    record = models.OneToOneField(FilingRecord, models.CASCADE, related_name="+", verbose_name="填报")
    content = models.TextField("内容")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    number = models.PositiveIntegerField("版本号")
    reason = models.TextField("更正说明", blank=True)
    renderer_revision = models.CharField("生成程序版本", max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="人员")
    pdf = models.BinaryField("PDF", null=True)

    class Meta:
        verbose_name = "预览"
        verbose_name_plural = "预览"

    def __str__(self) -> str:
        """Return what it is a preview of."""
        return f"{self.record} 预览"


class Artefact(models.Model):
    """A finished file; its bytes lie at an address made of their own hash."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="artefacts", verbose_name="公开版本")
    name = models.CharField("内容", max_length=20, choices=ArtefactName.choices)
    renderer_revision = models.CharField("生成程序版本", max_length=40)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)
    file_name = models.CharField("文件名", max_length=200)
    made_at = models.DateTimeField("生成时间", db_default=Now())

    class Meta:
        verbose_name = "公开文件"
        verbose_name_plural = "公开文件"
        ordering: ClassVar[Any] = ["pk"]
        triggers: ClassVar[Any] = triggers.unchangeable("公开文件的记录")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["version", "name", "renderer_revision"], name="artefact_is_unique"),
        ]
        indexes: ClassVar[Any] = [models.Index(fields=["sha256"], name="artefact_of_hash")]

    def __str__(self) -> str:
        """Return what it is of which version."""
        return f"{self.version} {self.get_name_display()}"

    @property
    def address(self) -> str:
        """The path below the folder of artefacts, the same in an address of the site."""
        return f"{self.sha256[:2]}/{self.sha256}/{self.file_name}"

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return settings.ARTEFACT_ROOT / self.address
