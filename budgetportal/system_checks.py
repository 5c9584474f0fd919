"""Figures of the settings that only make sense together, checked at every start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

CONFIGURATION = "configuration"  # the tag of these checks


@register(CONFIGURATION)
def check_visibility_timeout(**_: Any) -> list[CheckMessage]:
    """The broker hands a job out again after the visibility timeout; Celery reads it in three places."""
    timeouts = {
        settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("visibility_timeout"),
        settings.CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS.get("visibility_timeout"),
        settings.CELERY_VISIBILITY_TIMEOUT,
    }
    if len(timeouts) == 1:
        return []
    return [
        Error(f"三处 visibility_timeout 不一致：{timeouts}，应当都等于 VISIBILITY_TIMEOUT。", id="budgetportal.E001")
    ]


@register(CONFIGURATION)
def check_time_limits(**_: Any) -> list[CheckMessage]:
    """A job that outlives the visibility timeout would run twice; without a soft limit it cannot say why it failed."""
    soft, hard = settings.CELERY_TASK_SOFT_TIME_LIMIT, settings.CELERY_TASK_TIME_LIMIT
    if 0 < soft < hard < settings.VISIBILITY_TIMEOUT:
        return []
    return [
        Error(
            f"任务时限应当 RENDER_SOFT_TIME_LIMIT（{soft} 秒）< RENDER_TIME_LIMIT（{hard} 秒）"
            f"< VISIBILITY_TIMEOUT（{settings.VISIBILITY_TIMEOUT} 秒）。",
            id="budgetportal.E002",
        )
    ]


@register(CONFIGURATION)
def check_redelivery(**_: Any) -> list[CheckMessage]:
    """Without any one of these a killed worker takes its job with it."""
    kept = (
        settings.CELERY_TASK_ACKS_LATE
        and settings.CELERY_TASK_REJECT_ON_WORKER_LOST
        and settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
    )
    if kept:
        return []
    return [Error("任务须完成后才确认、进程被杀时退回、每次只取一个（acks_late 等三项）。", id="budgetportal.E003")]


@register(CONFIGURATION)
def check_message_format(**_: Any) -> list[CheckMessage]:
    """Any other format than JSON could carry code."""
    if settings.CELERY_ACCEPT_CONTENT == ["json"]:
        return []
    return [Error("任务消息只能是 JSON（CELERY_ACCEPT_CONTENT）。", id="budgetportal.E004")]
