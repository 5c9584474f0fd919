"""Whether this web process can do its work, for the proxy and the operator."""

import logging
import os
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from budgetportal.celery import app
from budgetportal.publishing.models import Job

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """
    Answer 200 where the public can read, else 503.

    Redis may be away, jobs then wait in the database: `oldest_job_seconds` is the age of the oldest one.
    """
    state = {"database": _database_answers(), "artefacts": _artefacts_writable(), "redis": _redis_answers()}
    if state["database"]:
        state |= _jobs()
    return JsonResponse(state, status=200 if state["database"] and state["artefacts"] else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("health check: the database does not answer")
        return False
    return True


def _artefacts_writable() -> bool:
    """Whether the folder, or the one in which it will be made, can be written."""
    folder = settings.ARTEFACT_ROOT
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK) and folder.is_dir()


def _redis_answers() -> bool:
    try:
        with app.connection_for_read(transport_options={"socket_connect_timeout": 1, "socket_timeout": 1}) as broker:
            return bool(broker.default_channel.client.ping())
    except (KombuError, RedisError, OSError) as error:
        logger.warning("health check: Redis does not answer: %s", error)
        return False


def _jobs() -> dict[str, Any]:
    failed = Job.objects.failed()
    unfinished = Job.objects.filter(finished_at=None).exclude(pk__in=failed.values("pk"))
    oldest = unfinished.aggregate(oldest=Min("created_at"))["oldest"]
    age = max(0, int((timezone.now() - oldest).total_seconds())) if oldest else None
    return {"oldest_job_seconds": age, "failed_jobs": failed.count()}
