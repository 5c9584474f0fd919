"""What all tests share; the servers are started by tests/servers.py."""

import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations
from playwright.sync_api import Browser, Page, sync_playwright

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_triggers() -> Generator[None]:
    """
    Let the flush after a transactional test empty tables whose triggers refuse TRUNCATE.

    Triggers do not fire in the role `replica`, which only the test's superuser may take and which ends with the flush.
    """
    plain_flush = DatabaseOperations.sql_flush

    def flush(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        statements = plain_flush(self, *args, **kwargs)
        return ["SET LOCAL session_replication_role = replica", *statements] if statements else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", flush)
        yield


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
