"""Whether what is stored is still what was published: hashes, chain, files."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Count, Max, Min, Model, Q, QuerySet

from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import artefacts
from budgetportal.publishing.digests import sha256, sm3
from budgetportal.publishing.models import Act, Artefact, Version

BATCH = 500  # rows in memory at a time
Row = TypeVar("Row", bound=Model)


def faults() -> Iterator[str]:
    """Yield what is not as it was published: versions in the order of their making, then files."""
    yield from version_faults()
    yield from missing_versions()
    yield from artefact_faults()


def version_faults() -> Iterator[str]:
    """Yield the versions whose content, hashes or link to the unit's version before do not agree."""
    before: dict[int, str] = {}
    for version in _in_batches(Version.objects.all()):
        faults = _faults(version, before.get(version.unit_id, ""))
        yield from (f"{version}（编号 {version.pk}）：{fault}" for fault in faults)
        before[version.unit_id] = version.chain


def _in_batches(rows: QuerySet[Row]) -> Iterator[Row]:
    """Yield the rows by key, some hundred at a time: no cursor that a caller who stops would leave open."""
    batch = list(rows.order_by("pk")[:BATCH])
    while batch:
        yield from batch
        batch = list(rows.filter(pk__gt=batch[-1].pk).order_by("pk")[:BATCH])


def _faults(version: Version, before: str) -> Iterator[str]:
    content = version.content.encode()
    if sha256(content) != version.sha256:
        yield "内容与 SHA-256 不符，内容被改过。"
    if sm3(content) != version.sm3:
        yield "内容与 SM3 不符，内容被改过。"
    if version.previous != before:
        yield "与该单位的上一版本连不上，其间有版本被删除、插入或调换。"
    if version.link().digest != version.chain:
        yield "链值与记载不符，年度、版本号、人员、时间、更正说明或检查结果的说明被改过。"


def missing_versions() -> Iterator[str]:
    """Yield the filings whose versions are fewer or more than their approvals, or are not numbered without a gap."""
    numbered = Version.objects.values("record").annotate(count=Count("pk"), first=Min("number"), last=Max("number"))
    counts = {row["record"]: row for row in numbered}
    approvals = Count("acts", filter=Q(acts__action=Act.Action.APPROVE))
    records: QuerySet[Any] = FilingRecord.objects.annotate(approvals=approvals).select_related("unit")
    for record in _in_batches(records):
        found = counts.get(record.pk, {"count": 0, "first": 1, "last": 0})
        if found["count"] != record.approvals:
            yield f"{record}：批准过 {record.approvals} 次，现有 {found['count']} 个版本，有版本被删除或添加。"
        elif (found["first"], found["last"]) != (1, found["count"]):
            yield f"{record}：版本号不连续，有版本被删除或添加。"


def artefact_faults() -> Iterator[str]:
    """Yield the artefacts whose file is gone or changed."""
    for artefact in _in_batches(Artefact.objects.select_related("version").defer("version__content")):
        fault = artefacts.fault(artefact)
        if fault:
            yield f"{artefact}：{fault}"


def heads() -> dict[str, str]:
    """Return the chain's last hash by unit: kept outside, it shows a chain that was rebuilt as a whole."""
    newest = Version.objects.values("unit").annotate(newest=Max("pk")).values("newest")
    return dict(Version.objects.filter(pk__in=newest).order_by("unit_code").values_list("unit_code", "chain"))


def anchor_faults(known: dict[str, str]) -> Iterator[str]:
    """Yield the units whose chain no longer holds the hash that was kept outside."""
    present = set(Version.objects.filter(chain__in=known.values()).values_list("unit_code", "chain"))
    for unit, chain in known.items():
        if (unit, chain) not in present:
            yield f"单位 {unit}：链中没有以前保存的链值 {chain}，这个单位的版本被整体改写过。"
