"""A Chromium with the project's own fonts, so that the pictures are the same on every machine."""

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.management.commands.setup_demo import read_examples, set_up
from budgetportal.rendering.fontconfig import FOLDER
from budgetportal.units.models import Person
from tests.browser.grids import come_to_rest
from tests.pictures.camera import Camera

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><edit name="family" mode="prepend" binding="strong"><string>Portal Hei</string></edit></match>
</fontconfig>
"""


@pytest.fixture
def chromium(tmp_path: Path) -> Generator[Browser]:
    """Run one Chromium that knows the project's fonts alone."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing: apt-get install chromium"
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=escape(str(FOLDER)), cache=escape(str(tmp_path / "cache"))), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright keeps an event loop in this thread
        surroundings = {**os.environ, "FONTCONFIG_FILE": str(fonts), "LANGUAGE": "zh_CN"}
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--lang=zh-CN"], env=surroundings
        )
        yield browser
        browser.close()


@pytest.fixture
def example(transactional_db: None, settings: Any, tmp_path: Path) -> FilingRecord:
    """Set up the example region as the try-out does; the draft of its trading centre."""
    settings.ARTEFACT_ROOT = tmp_path / "artefacts"
    examples = read_examples()
    records = dict(zip(examples, set_up(examples), strict=True))
    return records["draft-trading-centre"]


@pytest.fixture
def camera(live_server: Any, example: FilingRecord, chromium: Browser) -> Generator[Callable[..., Camera]]:
    """Return an opener of windows: a person of the example signed in, at a width."""
    opened: list[Page] = []

    def open_window(username: str = "tianbao-jyzx", width: int = 1280) -> Camera:
        context = chromium.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 1600},
            reduced_motion="reduce",
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        if username:
            client = Client()
            client.force_login(
                Person.objects.get(username=username), "allauth.account.auth_backends.AuthenticationBackend"
            )
            session = client.cookies["session"].value
            context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        page = context.new_page()
        opened.append(page)
        return Camera(page, live_server.url, example)

    yield open_window
    for page in opened:
        come_to_rest(page)
        page.context.close()
