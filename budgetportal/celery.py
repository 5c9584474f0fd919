"""Celery: carries wake-ups to the workers, whose jobs stand in the database."""

import logging.config
import os
import signal
from typing import Any

from celery import Celery, signals
from django.conf import settings

from budgetportal.embedded.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgetportal.settings")

app = Celery("budgetportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect  # type: ignore[untyped-decorator]
def _use_the_settings_logging(**_: Any) -> None:
    logging.config.dictConfig(settings.LOGGING)


@signals.worker_process_init.connect  # type: ignore[untyped-decorator]
def _end_with_the_worker(**_: Any) -> None:
    """End a pool's process with its killed worker: the broker gives its job to another, and two would do it at once."""
    die_with_parent(signal.SIGKILL)


@signals.worker_init.connect  # type: ignore[untyped-decorator]
def _refuse_an_evicting_broker(**_: Any) -> None:
    """Refuse a Redis that may drop queued jobs when its memory is full."""
    with app.connection_for_write() as connection:
        policy = connection.default_channel.client.config_get("maxmemory-policy")["maxmemory-policy"]
    if policy != "noeviction":
        raise SystemExit(f"Redis 的 maxmemory-policy 是 {policy}，内存满时会丢弃任务：改为 noeviction。")
