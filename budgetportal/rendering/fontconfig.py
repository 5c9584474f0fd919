"""The project's own font set-up: only the vendored fonts, so that every machine sets the same page.

``install`` has to run before Pango is loaded, which importing WeasyPrint does.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent / "fonts"
FAMILIES = ("Portal Song", "Portal Hei", "Portal Song Rare")
FILES = ("PortalSong-Regular.otf", "PortalSong-Bold.otf", "PortalHei-Regular.otf", "PortalSongRare-Regular.otf")

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def variable_folder() -> Path:
    """A writable folder of this machine: ``BUDGETPORTAL_VAR`` where it is set, else one of this user's under /tmp."""
    chosen = os.environ.get("BUDGETPORTAL_VAR", "").strip()
    return Path(chosen) if chosen else Path(tempfile.gettempdir()) / f"budgetportal-{os.getuid()}"


@cache
def install() -> Path:
    """Write fonts.conf and name it to fontconfig; the path of the file."""
    folder = variable_folder() / "fontconfig"
    folder.mkdir(parents=True, exist_ok=True)
    text = CONFIGURATION.format(fonts=escape(str(FOLDER)), cache=escape(str(folder / "cache")))
    path = folder / "fonts.conf"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        _replace(path, text)
    os.environ["FONTCONFIG_FILE"] = str(path)
    return path


def _replace(path: Path, text: str) -> None:
    """Write the file so that another process never reads half of it."""
    written = path.with_name(f"{path.name}.{os.getpid()}")
    written.write_text(text, encoding="utf-8")
    written.replace(path)
