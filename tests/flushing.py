"""How the database is emptied after a transactional test: quickly, past its triggers, and with no request under way."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands import flush
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import override_settings

MADE_BY_MIGRATIONS = {"django_content_type", "auth_permission"}  # no test changes them
HOLDS_ROWS = "SELECT {literal} WHERE EXISTS (SELECT FROM {table})"
PATIENCE = 20  # seconds for a page's last requests


class UnderWay:
    """Counts the requests that the live server's threads are at."""

    def __init__(self) -> None:
        self.count, self.changed = 0, threading.Condition()

    def begin(self, **_signal: Any) -> None:
        self._add(1)

    def end(self, **_signal: Any) -> None:
        self._add(-1)

    def _add(self, number: int) -> None:
        if threading.current_thread() is not threading.main_thread():
            with self.changed:
                self.count += number
                self.changed.notify_all()

    def wait(self) -> None:
        """Let them end: what they still write would meet the emptying, or the next test."""
        with self.changed:
            self.changed.wait_for(lambda: self.count <= 0, PATIENCE)


@contextmanager
def flushing_what_a_test_wrote() -> Generator[None]:
    """
    Empty only the tables that hold rows; emptying all, and making permissions anew, takes half a second a test.

    Neither triggers that refuse it nor foreign keys fire in the role `replica`, which only the test's superuser may
    take and which ends with the flush.
    """
    under_way = UnderWay()

    def statements(self: DatabaseOperations, _style: Any, tables: list[str], **_options: Any) -> list[str]:
        under_way.wait()
        written = with_rows(set(tables) - MADE_BY_MIGRATIONS)
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {table}" for table in written)]

    request_started.connect(under_way.begin)
    request_finished.connect(under_way.end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", statements)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_arguments, **_options: None)
        yield
    request_started.disconnect(under_way.begin)
    request_finished.disconnect(under_way.end)


@contextmanager
def kept_for_a_module(blocker: Any, publish: Callable[[], None], **settings: Any) -> Generator[None]:
    """Let the tests of a module share what ``publish`` writes under some settings; what each does to it rolls back."""
    with blocker.unblock():
        with override_settings(**settings):
            publish()
        yield
        call_command("flush", interactive=False, verbosity=0)


def with_rows(tables: set[str]) -> list[str]:
    """Which of the tables hold rows, quoted."""
    quote = connection.ops.quote_name
    asked = (HOLDS_ROWS.format(literal=f"'{quote(name)}'", table=quote(name)) for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]
