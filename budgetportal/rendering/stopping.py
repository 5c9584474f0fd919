"""Stopping a render that nobody waits for any more, between its steps: WeasyPrint tells its progress page by page."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PROGRESS = "weasyprint.progress"  # the logger to which WeasyPrint tells each step, and each page that it lays out
SECONDS = 1.0  # between two questions


class Stopped(Exception):  # noqa: N818 - says what happened, and no fault
    """A render was given up."""


class Question:
    """Asks at most once a second whether to go on."""

    def __init__(self, is_wanted: Callable[[], bool]) -> None:
        self.is_wanted = is_wanted
        self.next = time.monotonic()

    def ask(self) -> None:
        """Give up where the answer is no."""
        if time.monotonic() < self.next:
            return
        if not self.is_wanted():
            raise Stopped
        self.next = time.monotonic() + SECONDS


_question: ContextVar[Question | None] = ContextVar("question", default=None)


class Steps(logging.Filter):
    """Meets every step; keeps what is told of it out of the logs."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002
        """Ask between two steps."""
        if question := _question.get():
            question.ask()
        return False


def install() -> None:
    """Meet the steps of every render in this process."""
    logger = logging.getLogger(PROGRESS)
    logger.setLevel(logging.INFO)
    if not any(isinstance(one, Steps) for one in logger.filters):
        logger.addFilter(Steps())


@contextmanager
def while_wanted(is_wanted: Callable[[], bool]) -> Iterator[None]:
    """Renders inside raise ``Stopped`` soon after nobody wants them any more."""
    token = _question.set(Question(is_wanted))
    try:
        yield
    finally:
        _question.reset(token)
