"""The working copy 草稿 of an entry page: what is typed there, sound or not, and the steps in which it was typed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

KEPT_STEPS = 500  # steps by which a page that stands open may lag behind and still be brought up to date


class WorkingCopy(models.Model):
    """
    One page of a filing, or one row that has a page of its own, as people have typed it.

    ``content`` is as ``entry/changes.py`` has it; ``draft`` says that it cannot be stored in the entry tables.
    """

    filing = models.ForeignKey("filings.FilingRecord", models.CASCADE, related_name="+", verbose_name="填报")
    page = models.CharField("填报表", max_length=60)
    row = models.CharField("行", max_length=40, blank=True)  # primary key of the row that the page is about
    token = models.CharField("新行", max_length=40, blank=True)  # how a row was called before it had a key
    content = models.JSONField("内容", default=dict)
    stamp = models.CharField(
        "存入内容的标记", max_length=64, blank=True
    )  # of the entries that it was last held against
    revision = models.PositiveIntegerField("修订号", default=0)
    draft = models.BooleanField("未存入", default=False)
    overtaken = models.PositiveIntegerField("修订号：存入内容另有改动", default=0)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="填写人"
    )
    updated_at = models.DateTimeField("填写时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["filing", "page", "row"],
                condition=~models.Q(row="") | models.Q(token=""),
                name="working_copy_is_unique",
                violation_error_message="同一填报表只有一份草稿。",
            ),
            models.UniqueConstraint(
                fields=["filing", "page", "token"],
                condition=~models.Q(token=""),
                name="working_copy_token_is_unique",
                violation_error_message="同一新行只有一份草稿。",
            ),
        ]

    def __str__(self) -> str:
        """Return the page and the row."""
        return f"{self.page} {self.row or self.token}".strip()


class CopyStep(models.Model):
    """What one save changed in a working copy, so that others who have the page open receive it."""

    filing = models.ForeignKey("filings.FilingRecord", models.CASCADE, related_name="+", verbose_name="填报")
    copy = models.ForeignKey(WorkingCopy, models.CASCADE, related_name="steps", verbose_name="草稿")
    revision = models.PositiveIntegerField("修订号")
    batch = models.CharField("批次", max_length=40, blank=True)  # named by the browser: sent twice, it counts once
    client = models.CharField("窗口", max_length=40, blank=True)
    changes = models.JSONField("改动", default=list)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="填写人"
    )
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "草稿的改动"
        ordering: ClassVar[Any] = ["revision"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["copy", "revision"],
                name="copy_step_is_unique",
                violation_error_message="草稿的同一修订只记一次。",
            ),
            models.UniqueConstraint(
                fields=["copy", "batch"],
                condition=~models.Q(batch=""),
                name="copy_step_batch_is_unique",
                violation_error_message="同一批改动只记一次。",
            ),
        ]

    def __str__(self) -> str:
        """Return the copy and the revision."""
        return f"{self.copy_id} · {self.revision}"
