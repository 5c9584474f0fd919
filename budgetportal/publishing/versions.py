"""Which versions the public may see, and the making of the next one."""

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from budgetportal.disclosure.codec import write_filing
from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.digests import Link, sha256, sm3
from budgetportal.publishing.models import RENDERER_REVISION, REQUIRED, Act, Artefact, ArtefactName, Job, Version
from budgetportal.units.models import Person, Unit


def _stands(name: str, version: str = "pk") -> Exists:
    return Exists(Artefact.objects.filter(version=OuterRef(version), name=name))


def public(versions: QuerySet[Version]) -> QuerySet[Version]:
    """
    Return the versions of which all artefacts stand, and whose predecessors are marked 已更正.

    The newest of them is a record's current one. Two versions change places in one moment: with the last artefact.
    """
    complete = [_stands(name) for name in REQUIRED]
    unmarked = Version.objects.filter(
        *complete, ~_stands(ArtefactName.SUPERSEDED_PAGE), record=OuterRef("record"), number__lt=OuterRef("number")
    )
    return versions.filter(*complete, ~Exists(unmarked))


def current(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return the newest public version of each record."""
    newest = public(Version.objects.filter(record=OuterRef("record"))).order_by("-number").values("pk")[:1]
    return versions.filter(pk=models.Subquery(newest))


def make(record: FilingRecord, approved_by: Person) -> Version:
    """
    Freeze the record as its next version, with its jobs, inside a transaction that has locked the record.

    The lock on the unit makes approvals of one unit wait for each other, so that its chain cannot fork.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=record.unit_id)
    submitted_by = _last(record, Act.Action.SUBMIT).person
    content = write_filing(storage.load(record))
    before = Version.objects.filter(unit=unit).order_by("-pk").values_list("chain", flat=True).first()
    link = Link(
        previous=before or "",
        sha256=sha256(content),
        unit_code=unit.code,
        fiscal_year=record.fiscal_year,
        kind=record.kind,
        number=(record.versions.aggregate(models.Max("number"))["number__max"] or 0) + 1,
        approved_at=timezone.now(),
        submitter=submitted_by.username,
        approver=approved_by.username,
        reason=_reason(record),
    )
    version = Version.objects.create(
        record=record,
        unit=unit,
        submitted_by=submitted_by,
        approved_by=approved_by,
        content=content.decode(),
        sm3=sm3(content),
        chain=link.digest,
        **{name: getattr(link, name) for name in Link.__dataclass_fields__},
    )
    _order_artefacts(version)
    return version


def _order_artefacts(version: Version) -> None:
    jobs = [Job(version=version, name=name, renderer_revision=RENDERER_REVISION) for name in REQUIRED]
    others = Version.objects.filter(record=version.record_id, number__lt=version.number)
    jobs += [
        Job(version=old, name=ArtefactName.SUPERSEDED_PAGE, renderer_revision=RENDERER_REVISION)
        for old in others.filter(*[_stands(name) for name in REQUIRED]).exclude(jobs__name=ArtefactName.SUPERSEDED_PAGE)
    ]
    Job.objects.bulk_create(jobs)


def _last(record: FilingRecord, action: Act.Action) -> Act:
    return Act.objects.filter(record=record, action=action).select_related("person").latest("pk")


def _reason(record: FilingRecord) -> str:
    """Return why the record is corrected, "" for a first version."""
    return _last(record, Act.Action.CORRECT).comment if record.versions.exists() else ""
