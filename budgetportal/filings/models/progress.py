"""What is known of a filing besides its entries: tables said to be empty, and counts kept so that lists are fast."""

from typing import Any, ClassVar

from django.db import models

from budgetportal.filings.models.base import history


@history
class EmptyTable(models.Model):
    """
    空表: somebody says that a table has nothing in it, and is not forgotten.

    ``table`` is an entry table, or where ``printed`` a table of the published form. No part of the filing's JSON.
    """

    filing = models.ForeignKey("filings.FilingRecord", models.CASCADE, related_name="+", verbose_name="填报")
    table = models.CharField("表", max_length=60)
    printed = models.BooleanField("公开表", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "空表"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["filing", "table", "printed"],
                name="empty_table_is_unique",
                violation_error_message="这张表已经声明为空表。",
            )
        ]

    def __str__(self) -> str:
        """Return the table."""
        return self.table


class KeptTally(models.Model):
    """
    The counts of a filing as they were when ``mark`` was the state of everything they are made of.

    A cache: a row may be lost at any time, and is made anew when its mark is no longer that of the filing.
    """

    filing = models.OneToOneField(
        "filings.FilingRecord", models.CASCADE, primary_key=True, related_name="kept_tally", verbose_name="填报"
    )
    mark = models.CharField("状态标记", max_length=200)
    content = models.JSONField("统计", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "填报统计"

    def __str__(self) -> str:
        """Return the mark."""
        return self.mark
