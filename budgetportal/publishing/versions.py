"""Which versions the public may see, and the making of the next one."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.last_year import with_last_year
from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.digests import Link, sha256, sm3
from budgetportal.publishing.making import filing_of
from budgetportal.publishing.models import (
    RENDERER_REVISION,
    REQUIRED,
    REQUIRED_BY_REVISION,
    Act,
    Artefact,
    ArtefactName,
    Job,
    Version,
)
from budgetportal.units.models import Person, Unit

BATCH = 500  # rows written at a time


def whole(revision: str, version: str = "pk") -> Exists:
    """Whether all that a revision requires of the version in that column stands, made by that revision."""
    required = REQUIRED_BY_REVISION[revision]
    made = Artefact.objects.filter(version=OuterRef(version), renderer_revision=revision, name__in=required)
    return Exists(made.order_by().values("version").annotate(count=Count("pk")).filter(count=len(required)))


def complete() -> Q:
    """Whether all artefacts of a version stand, by the measure of any one revision."""
    return reduce(or_, (Q(whole(revision)) for revision in REQUIRED_BY_REVISION))


def of_whole_revision() -> Case:
    """Whether all that the revision of an artefact requires of its version stands."""
    revisions = [When(renderer_revision=revision, then=whole(revision, "version")) for revision in REQUIRED_BY_REVISION]
    return Case(*revisions, default=Value(False))


def _marked() -> Exists:
    return Exists(Artefact.objects.filter(version=OuterRef("pk"), name=ArtefactName.SUPERSEDED_PAGE))


def public(versions: QuerySet[Version]) -> QuerySet[Version]:
    """
    Return the versions of which all artefacts stand, and whose predecessors are marked 已更正.

    The newest of them is a record's current one. Two versions change places in one moment: with the last artefact.
    """
    unmarked = Version.objects.filter(complete(), ~_marked(), record=OuterRef("record"), number__lt=OuterRef("number"))
    return versions.filter(complete(), ~Exists(unmarked))


def current(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return the newest public version of each record."""
    newest = public(Version.objects.filter(record=OuterRef("record"))).order_by("-number").values("pk")[:1]
    return versions.filter(pk=models.Subquery(newest))


def make(record: FilingRecord, approved_by: Person, remarks: str = "") -> Version:
    """
    Freeze the record as its next version, with its jobs, inside a transaction that has locked the record.

    ``remarks`` are the warnings that were answered, as canonical JSON; they are part of the version's link.

    The lock on the unit makes approvals of one unit wait for each other, so that its chain cannot fork.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=record.unit_id)
    submitted_by = _last(record, Act.Action.SUBMIT).person
    version = upcoming(record, storage.load(record))
    before = Version.objects.filter(unit=unit).order_by("-pk").values_list("chain", flat=True).first()
    link = Link(
        previous=before or "",
        sha256=version.sha256,
        unit_code=version.unit_code,
        fiscal_year=version.fiscal_year,
        kind=version.kind,
        number=version.number,
        approved_at=timezone.now(),
        submitter=submitted_by.username,
        approver=approved_by.username,
        reason=version.reason,
        remarks_sha256=sha256(remarks.encode()) if remarks else "",
    )
    version.unit, version.submitted_by, version.approved_by = unit, submitted_by, approved_by
    version.chain, version.remarks = link.digest, remarks
    for name in ("previous", "approved_at", "submitter", "approver"):
        setattr(version, name, getattr(link, name))
    version.save(force_insert=True)
    _order_artefacts(version)
    return version


def upcoming(record: FilingRecord, filing: Filing) -> Version:
    """Return the version that a sound filing of the record would become now, as far as artefacts follow from it."""
    content = write_filing(to_publish(record, filing))
    return Version(
        record=record,
        unit_code=record.unit.code,
        fiscal_year=record.fiscal_year,
        kind=record.kind,
        number=(record.versions.aggregate(models.Max("number"))["number__max"] or 0) + 1,
        content=content.decode(),
        sha256=sha256(content),
        sm3=sm3(content),
        reason=_reason(record),
    )


def to_publish(record: FilingRecord, filing: Filing) -> Filing:
    """Return a sound filing as it is published: with last year's figures from the public filing of the year before."""
    return with_last_year(filing, filing_of_last_year(record))


def filing_of_last_year(record: FilingRecord) -> Filing | None:
    """Return the unit's public filing of the same kind of the year before, None where there is none."""
    earlier = Version.objects.filter(unit=record.unit_id, fiscal_year=record.fiscal_year - 1, kind=record.kind)
    version = current(earlier).first()
    return filing_of(version) if version else None


def _order_artefacts(version: Version) -> None:
    jobs = [Job(version=version, name=name, renderer_revision=RENDERER_REVISION) for name in REQUIRED]
    others = Version.objects.filter(record=version.record_id, number__lt=version.number)
    jobs += [
        Job(version=old, name=ArtefactName.SUPERSEDED_PAGE, renderer_revision=RENDERER_REVISION)
        for old in others.filter(complete()).exclude(jobs__name=ArtefactName.SUPERSEDED_PAGE)
    ]
    Job.objects.bulk_create(jobs)


def order_missing() -> int:
    """
    Order what the present revision requires of every version and nobody has ordered; the number of jobs.

    What is public by the measure of an earlier revision stays so meanwhile. Failed jobs get their attempts back.
    """
    marked = set(Job.objects.filter(name=ArtefactName.SUPERSEDED_PAGE).values_list("version", flat=True))
    ordered = set(Job.objects.filter(renderer_revision=RENDERER_REVISION).values_list("version", "name"))
    wanted = [
        (version, name)
        for version in Version.objects.order_by("-pk").values_list("pk", flat=True)
        for name in (*REQUIRED, *([ArtefactName.SUPERSEDED_PAGE] if version in marked else []))
    ]
    missing = [one for one in wanted if one not in ordered]
    jobs = [Job(version_id=version, name=name, renderer_revision=RENDERER_REVISION) for version, name in missing]
    Job.objects.bulk_create(jobs, BATCH, ignore_conflicts=True)
    return len(missing) + Job.objects.failed().update(attempts=0, error="", lease_until=None)


def _last(record: FilingRecord, action: Act.Action) -> Act:
    return Act.objects.filter(record=record, action=action).select_related("person").latest("pk")


def _reason(record: FilingRecord) -> str:
    """Return why the record is corrected, "" for a first version."""
    return _last(record, Act.Action.CORRECT).comment if record.versions.exists() else ""
