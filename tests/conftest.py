"""What all tests share; the servers are started by tests/servers.py."""

import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from playwright.sync_api import Browser, Page, sync_playwright

SHARED = Path(__file__).resolve().parents[2] / "shared"


MADE_BY_MIGRATIONS = {"django_content_type", "auth_permission"}  # no test changes them
HOLDS_ROWS = "SELECT {literal} WHERE EXISTS (SELECT FROM {table})"


def pytest_configure() -> None:
    """Let signing in cost no processor time; how passwords are hashed is Django's matter."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _flush_what_a_test_wrote() -> Generator[None]:
    """
    Let the flush after a transactional test empty the tables that hold rows, past the triggers that refuse it.

    Neither triggers nor foreign keys fire in the role `replica`, which only the test's superuser may take and which
    ends with the flush. Emptying every table, and making permissions anew, takes half a second a test.
    """

    def statements(self: DatabaseOperations, _style: Any, tables: list[str], **_options: Any) -> list[str]:
        written = with_rows(set(tables) - MADE_BY_MIGRATIONS)
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {table}" for table in written)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", statements)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_arguments, **_options: None)
        yield


def with_rows(tables: set[str]) -> list[str]:
    """Which of the tables hold rows, quoted."""
    quote = connection.ops.quote_name
    asked = (HOLDS_ROWS.format(literal=f"'{quote(name)}'", table=quote(name)) for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def shared_folder() -> Path:
    """Return the folder of published seeds and filings that stands beside a checkout, not inside it."""
    if not SHARED.is_dir():
        pytest.skip(f"the seeds are not here: {SHARED} is absent")
    return SHARED


@pytest.fixture(scope="module")
def chromium() -> Generator[Browser]:
    """Run one Chromium for a module's tests."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright keeps an event loop in this thread
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium: Browser) -> Generator[Page]:
    """Open an empty page in a browser profile of its own, in Chinese; mark the test `browser`."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def _no_address_known() -> Generator[None]:
    """Forget which published files this process knows: a test's rows are gone after it, its knowledge would stay."""
    from budgetportal.portal import serving

    serving.published.cache_clear()
    yield
    serving.published.cache_clear()
