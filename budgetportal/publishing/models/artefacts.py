"""The files that are made of a version, and which of them make it public."""

from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from budgetportal.publishing import triggers
from budgetportal.publishing.models.versions import Version

RENDERER_REVISION = "2"  # raised with a change of the renderers; what is approved from then on is made by it


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
