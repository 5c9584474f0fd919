"""What a worker does under a lease: a row that is claimed, kept alive, finished or failed on the database's clock."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Now

MOST_ATTEMPTS = 3  # after as many a job has failed, until a person retries it


class LeaseQuerySet(models.QuerySet[Any]):
    """Jobs by how far they are, by the clock of the database."""

    def waiting(self) -> Self:
        """Those that a worker may take: not finished, attempts left, nobody's lease running."""
        return self.filter(_NOT_HELD, finished_at=None, attempts__lt=MOST_ATTEMPTS)

    def failed(self) -> Self:
        """Those that used up their attempts."""
        return self.filter(_NOT_HELD, finished_at=None, attempts__gte=MOST_ATTEMPTS)


_NOT_HELD = models.Q(lease_until=None) | models.Q(lease_until__lt=Now())


class Leased(models.Model):
    """Work that is ordered in the database and done by a worker, at most a few times."""

    created_at = models.DateTimeField("建立时间", db_default=Now())
    attempts = models.PositiveIntegerField("次数", default=0)
    started_at = models.DateTimeField("开始时间", null=True)
    lease_until = models.DateTimeField("占用至", null=True)
    holder = models.UUIDField("占用者", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)
    error = models.TextField("失败原因", blank=True)

    objects: ClassVar[Any] = LeaseQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def cause(self) -> str:
        """Why the job failed, for a person; a process that was killed leaves no word of its own."""
        return self.error or f"生成进程连续 {MOST_ATTEMPTS} 次中途退出（内存不足、超时或程序崩溃），没有留下原因。"
