"""The state of a filing: derived from its acts, its newest version and that one's jobs; stored nowhere."""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.models import Act, Job, Version
from budgetportal.publishing.versions import public


class State(models.TextChoices):
    """Where a filing stands on its way to the public."""

    DRAFT = "draft", "填报中"
    RETURNED = "returned", "已退回"
    SUBMITTED = "submitted", "待审核"
    GENERATING = "generating", "已批准·生成中"
    PUBLISHED = "published", "已公开"
    FAILED = "failed", "生成失败"
    CORRECTING = "correcting", "更正中"


EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.CORRECTING})
APPROVED = frozenset({State.GENERATING, State.PUBLISHED, State.FAILED})


def annotated(records: "QuerySet[FilingRecord]") -> "QuerySet[Any]":
    """Annotate the records with `state`, in the same query; the annotation can be filtered and ordered by."""
    acts = Act.objects.filter(record=OuterRef("pk")).exclude(action=Act.Action.RETRY)
    newest = Version.objects.filter(record=OuterRef("pk")).order_by("-number")
    jobs = Job.objects.filter(version__record=OuterRef("pk"))
    return records.annotate(
        last_act=Subquery(acts.order_by("-pk").values("action")[:1]),
        newest_version=Subquery(newest.values("pk")[:1]),
        state=Case(
            When(last_act=Act.Action.SUBMIT, then=Value(State.SUBMITTED.value)),
            When(last_act=Act.Action.RETURN, then=Value(State.RETURNED.value)),
            When(_published() & Q(last_act=Act.Action.APPROVE), then=Value(State.PUBLISHED.value)),
            When(Exists(_needed(jobs).failed()) & Q(last_act=Act.Action.APPROVE), then=Value(State.FAILED.value)),
            When(last_act=Act.Action.APPROVE, then=Value(State.GENERATING.value)),
            When(newest_version__isnull=False, then=Value(State.CORRECTING.value)),
            default=Value(State.DRAFT.value),
            output_field=models.CharField(),
        ),
    )


def _published() -> Exists:
    return Exists(public(Version.objects.filter(pk=OuterRef("newest_version"))))


def _needed(jobs: Any) -> Any:
    """Keep the jobs on which the newest version waits: its own, and the marks on the versions before it."""
    return jobs.filter(Q(version=OuterRef("newest_version")) | Q(name="superseded_page"))


def of(record: FilingRecord) -> State:
    """Return the state of one record, as it stands in the database now."""
    return State(annotated(FilingRecord.objects.filter(pk=record.pk)).values_list("state", flat=True).get())


def editable(record: FilingRecord) -> bool:
    """Whether the entries may be changed; the database refuses it otherwise."""
    return of(record) in EDITABLE
