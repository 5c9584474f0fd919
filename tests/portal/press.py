"""Versions as approval and the workers leave them, in any number; their pages are those of a whole sample document."""

import dataclasses
import json
from collections.abc import Iterable
from functools import cache

from django.utils import timezone

from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import artefacts, making
from budgetportal.publishing.digests import sha256, sm3
from budgetportal.publishing.models import RENDERER_REVISION, REQUIRED, Artefact, ArtefactName, Version
from budgetportal.units.models import Person, Unit
from tests.rendering import sample

FILE = "%PDF-1.7\n% a file of version "


@cache
def sample_document():
    return sample.document()


def unit(code: str = "650101-001", name: str = "乌鲁木齐市政务服务中心", **fields: object) -> Unit:
    found, _ = Unit.objects.get_or_create(code=code, defaults={"name": name, "region": "650100", **fields})
    return found


def approve(of: Unit, year: int = 2024, kind: str = "budget", reason: str = "") -> Version:
    """Make the next version, of which no artefact stands yet."""
    record, _ = FilingRecord.objects.get_or_create(
        unit=of, fiscal_year=year, kind=kind, defaults={"edition": "xinjiang-budget-2024", "amount_unit": "万元"}
    )
    number = record.versions.count() + 1
    content = json.dumps({"unit": {"code": of.code, "name": of.name}, "year": year, "kind": kind, "number": number})
    last = Version.objects.filter(unit=of).order_by("-pk").first()
    accountant, reviewer = (Person.objects.get_or_create(username=name)[0] for name in ("tianbao", "shenhe"))
    return Version.objects.create(
        record=record,
        unit=of,
        unit_code=of.code,
        fiscal_year=year,
        kind=kind,
        number=number,
        content=content,
        sha256=sha256(content.encode()),
        sm3=sm3(content.encode()),
        previous=last.chain if last else "",
        chain=sha256(f"{of.code} {content}".encode()),
        reason=reason or ("核对后更正数字。" if number > 1 else ""),
        submitted_by=accountant,
        submitter=accountant.username,
        approved_by=reviewer,
        approver=reviewer.username,
        approved_at=timezone.now(),
    )


def make(version: Version, names: Iterable[str] = REQUIRED, revision: str = RENDERER_REVISION) -> None:
    """Write and record artefacts of a version."""
    for name in names:
        data = _page(version, name) if name in artefacts.PAGES else f"{FILE}{version.pk} {name}\n".encode()
        artefacts.record(version, name, revision, artefacts.write(version, name, data), len(data))


def publish(of: Unit, year: int = 2024, kind: str = "budget", reason: str = "") -> Version:
    """Make the next version public and mark those before it, as the last job does."""
    version = approve(of, year, kind, reason)
    make(version)
    for old in version.record.versions.filter(number__lt=version.number):
        make(old, [ArtefactName.SUPERSEDED_PAGE])
    return version


def publish_many(count: int) -> None:
    """Publish as many disclosures of as many units, without their files, which no list reads."""
    for number in range(count):
        list_only(unit(f"650102-{number:03}", f"第{number}服务中心"), 2020 + number % 6)


def list_only(of: Unit, year: int) -> None:
    """Record artefacts that lie nowhere."""
    version = approve(of, year)
    for name in REQUIRED:
        artefacts.record(version, name, RENDERER_REVISION, sha256(f"{version.pk} {name}".encode()), 4096)


def artefact_of(version: Version, name: str = ArtefactName.PAGE) -> Artefact:
    return version.artefacts.get(name=name)


def address(artefact: Artefact) -> str:
    return f"/artefacts/{artefact.sha256}/{artefact.file_name}"


def _page(version: Version, name: str) -> bytes:
    stamp = dataclasses.replace(
        sample.STAMP,
        sha256=version.sha256,
        version=version.number,
        correction=version.reason or None,
        superseded=name == ArtefactName.SUPERSEDED_PAGE,
    )
    return making.page(sample_document(), stamp, version)
