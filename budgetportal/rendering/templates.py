"""The templates of this room: Django's own engine with autoescape, free of the site's settings and context."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine

ROOT = Path(__file__).resolve().parents[2]


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(ROOT / "templates")], autoescape=True)


def render(name: str, **values: Any) -> str:
    """The template filled with these values; numbers are never localised."""
    return _engine().get_template(f"rendering/{name}").render(Context(values, use_l10n=False, use_tz=False))


def stylesheet(name: str) -> str:
    """A stylesheet of ``static/rendering``."""
    return (ROOT / "static" / "rendering" / name).read_text(encoding="utf-8")
