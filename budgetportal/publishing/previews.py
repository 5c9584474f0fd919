"""The preview: page and PDF as they would be published, made by the same hands as what is published.

The page is composed when it is asked for. The PDF takes seconds: it is ordered in the database and made by a worker, as
artefacts are (outbox.py), but never signed and never at a public address. An order says for which content it is, so
that ordering twice does no harm and what was made of other content is known to be old.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from budgetportal.disclosure import soundness
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.problems import Problem
from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import making, outbox, versions
from budgetportal.publishing.leases import MOST_ATTEMPTS
from budgetportal.publishing.models import RENDERER_REVISION, ArtefactName, Preview, Version
from budgetportal.publishing.state import APPROVED, of
from budgetportal.rendering import stopping
from budgetportal.units.models import Person

logger = logging.getLogger(__name__)

TASK = "publishing.preview"
KEPT = timedelta(days=1)
FROZEN = ("content", "sha256", "sm3", "number", "reason")  # what is copied of the version


@dataclass(frozen=True)
class Draft:
    """What would be published of a record: the version that its entries would become, or why there is none."""

    record: FilingRecord

    @cached_property
    def filing(self) -> Filing:
        """The entries."""
        return storage.load(self.record)

    @cached_property
    def problems(self) -> list[Problem]:
        """What keeps a text from being made of the entries; of what is approved nothing does."""
        return [] if self._is_approved else soundness.problems(self.filing)

    @cached_property
    def version(self) -> Version:
        """The version that would be made now; what is approved stands as it is."""
        if self._is_approved:
            return self.record.versions.latest("number")
        return versions.upcoming(self.record, self.filing)

    @property
    def page(self) -> bytes:
        """The page, byte for byte as it would be published."""
        return making.make(self.version, ArtefactName.PAGE)

    @cached_property
    def _is_approved(self) -> bool:
        return of(self.record) in APPROVED


@dataclass(frozen=True)
class Standing:
    """How far the PDF of a record's preview is; one query."""

    preview: Preview | None
    now: datetime | None = None

    @classmethod
    def of(cls, record: FilingRecord) -> "Standing":
        """Look it up."""
        found = Preview.objects.filter(record=record).defer("pdf", "content").annotate(now=Now()).first()
        return cls(found, found.now if found else None)

    @property
    def name(self) -> str:
        """``none``, ``waiting``, ``running``, ``done`` or ``failed``."""
        one = self.preview
        if one is None:
            return "none"
        if one.finished_at:
            return "done"
        if one.lease_until and self.now and one.lease_until > self.now:
            return "running"
        return "waiting" if one.attempts < MOST_ATTEMPTS else "failed"

    @property
    def unfinished(self) -> bool:
        """Whether it is worth asking again."""
        return self.name in ("waiting", "running")

    @property
    def seconds(self) -> int:
        """Since it was ordered, until it was done."""
        if self.preview is None or self.now is None:
            return 0
        return int(((self.preview.finished_at or self.now) - self.preview.created_at) / timedelta(seconds=1))

    @property
    def text(self) -> str:
        """The standing in words, with the count and the time."""
        minutes, seconds = divmod(self.seconds, 60)
        spent = f"已用 {f'{minutes} 分 ' if minutes else ''}{seconds} 秒"
        if self.name == "waiting":
            return f"PDF 排队中，已生成 0/1，{spent}"
        return f"PDF 生成中，已生成 0/1，{spent}"

    def shows(self, version: Version) -> bool:
        """Whether it is of this content."""
        one = self.preview
        return one is not None and (one.sha256, one.number, one.reason, one.renderer_revision) == (
            version.sha256,
            version.number,
            version.reason,
            RENDERER_REVISION,
        )

    def as_json(self) -> dict[str, Any]:
        """What the page asks for while it waits."""
        return {"state": self.name, "text": self.text, "running": self.unfinished}


def order(record: FilingRecord, person: Person) -> None:
    """Order the PDF, unless the same is ordered or made; one that failed, or is of other content, is ordered anew."""
    with transaction.atomic():
        held = storage.locked(record)
        draft, standing = Draft(held), Standing.of(held)
        if draft.problems or (standing.shows(draft.version) and standing.name != "failed"):
            return
        Preview.objects.filter(record=held).delete()
        frozen = {name: getattr(draft.version, name) for name in FROZEN}
        made = Preview.objects.create(record=held, person=person, renderer_revision=RENDERER_REVISION, **frozen)
        transaction.on_commit(partial(outbox.wake, [made.pk], TASK))


def cancel(record: FilingRecord) -> None:
    """Take the order back; a worker that is at it stops at the next page, for nobody waits for the result."""
    Preview.objects.filter(record=record, finished_at=None).delete()


def wake_waiting() -> None:
    """Remove what is old, and wake the workers for what waits."""
    Preview.objects.filter(created_at__lt=Now() - KEPT).delete()
    waiting = Preview.objects.waiting().order_by("pk").values_list("pk", flat=True)
    if found := list(waiting[: outbox.MOST_WAKE_UPS]):
        outbox.wake(found, TASK)


def run(preview_id: int) -> bool:
    """Make the PDF of a preview; False where it is done, failed, cancelled or in other hands."""
    holder = outbox.claim(preview_id, Preview)
    preview = Preview.objects.select_related("record__unit").filter(pk=preview_id, holder=holder).first()
    if holder is None or preview is None:
        return False
    held = outbox.still_held(preview_id, holder, Preview)
    try:
        with outbox.kept_alive(preview_id, holder, Preview), stopping.while_wanted(held.exists):
            data = making.unsigned_pdf(version_of(preview))
        return bool(held.update(pdf=data, finished_at=Now(), lease_until=None, error=""))
    except stopping.Stopped:
        logger.info("preview %s was cancelled", preview_id)
        return False
    except Exception as error:
        logger.exception("preview %s failed", preview_id)
        outbox.fail(preview_id, holder, f"PDF：{outbox.cause(error)}", Preview)
        return False


def version_of(preview: Preview) -> Version:
    """The version of which it is the preview, as far as an artefact follows from it."""
    record = preview.record
    of_record = {"unit_code": record.unit.code, "fiscal_year": record.fiscal_year, "kind": record.kind}
    return Version(record=record, **of_record, **{name: getattr(preview, name) for name in FROZEN})
