"""What all entry tables share: place in the order of entry, owner, history."""

from typing import Any, ClassVar, TypeVar

import pghistory
import pgtrigger
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])
UNNOTED = ["revision", "updated_at"]  # columns of bookkeeping: they say nothing that another event does not say


def history(model: Model) -> Model:
    """Keep every insert, change and deletion, one trigger a statement so that bulk writes stay cheap.

    A row that only moves to another position leaves no event.
    """
    names = {field.name for field in model._meta.local_fields}
    still = [name for name in ("position", *UNNOTED) if name in names]
    tracked: Model = pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(level=pghistory.Statement, condition=pgtrigger.AnyChange(exclude=still)),
        pghistory.DeleteEvent(level=pghistory.Statement),
        exclude=[name for name in UNNOTED if name in names],
    )(model)
    return tracked


def unique(table: str, fields: list[str], message: str) -> models.UniqueConstraint:
    """A row's key within its owner."""
    return models.UniqueConstraint(fields=fields, name=f"{table}_is_unique", violation_error_message=message)


class Placed(models.Model):
    """A row that has its place in the order of entry."""

    position = models.PositiveIntegerField("序号", default=0)

    class Meta:
        abstract = True
        ordering: ClassVar[Any] = ["position", "id"]


class EntryRow(Placed):
    """One row of an entry table of a filing."""

    filing = models.ForeignKey("filings.FilingRecord", models.CASCADE, related_name="+", verbose_name="填报")

    class Meta(Placed.Meta):
        abstract = True


class ProjectPart(Placed):
    """One row under a project."""

    project = models.ForeignKey("filings.ProjectRecord", models.CASCADE, related_name="+", verbose_name="项目")

    class Meta(Placed.Meta):
        abstract = True
