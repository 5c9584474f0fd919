"""What all tests share; the servers are started by tests/servers.py."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.flushing import flushing_what_a_test_wrote

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure() -> None:
    """Let signing in cost no processor time; how passwords are hashed is Django's matter."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _flush_what_a_test_wrote() -> Generator[None]:
    with flushing_what_a_test_wrote():
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
