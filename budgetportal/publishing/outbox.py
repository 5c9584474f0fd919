"""The outbox: jobs are claimed, kept alive, finished and failed by conditional updates on the clock of the database."""

import logging
import threading
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, Subquery
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

from budgetportal.celery import app
from budgetportal.publishing import artefacts, making
from budgetportal.publishing.leases import Leased, LeaseQuerySet
from budgetportal.publishing.models import ArtefactName, Job, Version

logger = logging.getLogger(__name__)

RENDER_TASK = "publishing.render"
MOST_WAKE_UPS = 100  # at one sweep
AT_ONCE = {"max_retries": 0, "socket_connect_timeout": 2, "socket_timeout": 2}  # nobody waits for a broker that is away
WAKE_UP_SECONDS = 10  # a message that nobody took by then is dropped: the next sweep sends it again


# -------------------------------------------------------------------------------------------- wake-ups


def wake_after_commit(record_id: int) -> None:
    """Wake the workers for a record's jobs once they are committed; a broker that is away is the sweep's business."""
    transaction.on_commit(lambda: wake(list(needed(record_id).waiting().values_list("pk", flat=True))))


def wake(jobs: list[int], task: str = RENDER_TASK) -> None:
    """Send one message for each job. No error of the broker reaches the caller, whose work is already committed."""
    try:
        with app.connection_for_write(transport_options=AT_ONCE) as broker:
            for job in jobs:
                app.send_task(task, [job], expires=WAKE_UP_SECONDS, retry=False, connection=broker)
    except (KombuError, OperationalError, RedisError, OSError) as error:
        logger.warning("broker does not answer, the sweep sends the jobs later: %s", error)


def wake_waiting() -> None:
    """Wake the workers for whatever waits, oldest first."""
    wake(list(Job.objects.waiting().order_by("pk").values_list("pk", flat=True)[:MOST_WAKE_UPS]))


def needed(record_id: int) -> LeaseQuerySet:
    """Return the jobs on which a record's newest version waits: its own, and the marks on the versions before it."""
    newest = Version.objects.filter(record=record_id).order_by("-number")[:1]
    since = Q(finished_at=None) | Q(finished_at__gte=Subquery(newest.values("approved_at")))
    marks = Q(since, name=ArtefactName.SUPERSEDED_PAGE)
    return Job.objects.filter(marks | Q(version__in=newest.values("pk")), version__record=record_id)


def reopen_failed(record_id: int) -> int:
    """Give failed jobs their attempts back; the number of jobs."""
    failed = needed(record_id).failed().values_list("pk", flat=True)
    return Job.objects.filter(pk__in=list(failed)).failed().update(attempts=0, error="", lease_until=None)


# -------------------------------------------------------------------------------------------- one job


def run(job_id: int) -> bool:
    """Make the artefact of a job; False where the job is done, failed or in other hands, which is no fault."""
    holder = claim(job_id)
    if holder is None:
        return False
    job = Job.objects.select_related("version").get(pk=job_id)
    try:
        with kept_alive(job_id, holder):
            data = making.make(job.version, job.name)
            return finish(job, holder, artefacts.write(job.version, job.name, data), len(data))
    except Exception as error:
        logger.exception("job %s failed", job_id)
        fail(job_id, holder, cause(error))
        return False


def claim(job_id: int, model: type[Leased] = Job) -> uuid.UUID | None:
    """Take a waiting job for as long as a lease, counting the attempt; None where it is not there to be taken."""
    holder = uuid.uuid4()
    waiting = model.objects.filter(pk=job_id).waiting()
    taken = waiting.update(attempts=F("attempts") + 1, started_at=Now(), lease_until=_lease(), holder=holder, error="")
    return holder if taken else None


def finish(job: Job, holder: uuid.UUID, digest: str, size: int) -> bool:
    """
    Record the written artefact and close the job in one transaction, if the job is still in these hands.

    A lease that ran out ends the right to publish: a job that the database shows as failed never finishes by itself.
    """
    with transaction.atomic():
        held = still_held(job.pk, holder).update(finished_at=Now(), lease_until=None, error="")
        if held:
            artefacts.record(job.version, job.name, job.renderer_revision, digest, size)
    return bool(held)


def fail(job_id: int, holder: uuid.UUID, reason: str, model: type[Leased] = Job) -> None:
    """Note why an attempt failed and give the job free; without a database the lease runs out by itself."""
    try:
        still_held(job_id, holder, model).update(lease_until=None, error=reason)
    except DatabaseError:
        logger.exception("job %s: the cause could not be noted: %s", job_id, reason)


def cause(error: BaseException) -> str:
    """Return why an attempt failed, for a person."""
    name = type(error).__name__
    if name == "SoftTimeLimitExceeded":
        return f"超过 {settings.RENDER_SOFT_TIME_LIMIT} 秒仍未生成完，已停止。检查是否有特别长的表或文字。"
    if isinstance(error, MemoryError):
        return "内存不足，没有生成完。"
    if isinstance(error, OSError):
        return f"文件没有写成：{error.strerror or error}。由运维人员检查磁盘空间和文件夹权限。"
    return f"生成时出错（{name}）：{error}"


@contextmanager
def kept_alive(job_id: int, holder: uuid.UUID, model: type[Leased] = Job) -> Generator[None]:
    """Renew the lease from a thread, so that a long job keeps it and a dead process loses it."""
    done = threading.Event()
    thread = threading.Thread(target=partial(_renew, job_id, holder, model, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(job_id: int, holder: uuid.UUID, model: type[Leased], done: threading.Event) -> None:
    try:
        while not done.wait(settings.RENDER_LEASE / 3):
            try:
                still_held(job_id, holder, model).update(lease_until=_lease())
            except DatabaseError:
                logger.warning("job %s: the lease could not be renewed", job_id, exc_info=True)
                connection.close()
    finally:
        connection.close()


def still_held(job_id: int, holder: uuid.UUID, model: type[Leased] = Job) -> LeaseQuerySet:
    """The job, if it is still in these hands."""
    return model.objects.filter(pk=job_id, holder=holder, finished_at=None, lease_until__gt=Now())


def _lease() -> CombinedExpression:
    return Now() + timedelta(seconds=settings.RENDER_LEASE)
