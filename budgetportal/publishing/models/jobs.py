"""What a worker is to make: the artefacts of a version, the preview of a filing."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.leases import Leased
from budgetportal.publishing.models.artefacts import ArtefactName
from budgetportal.publishing.models.versions import Version


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
