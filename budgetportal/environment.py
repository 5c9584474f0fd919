"""Typed readers of the environment: a wrong value stops the start with a sentence that says what to change."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("0", "false", "no", "off")


def env_text(name: str, default: str = "") -> str:
    """Return the variable, or the default where it is absent or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool) -> bool:
    """Return the variable as a yes or no; any other word stops the start."""
    word = env_text(name).lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    if not word:
        return default
    raise ImproperlyConfigured(f"环境变量 {name} 的值“{word}”看不懂：开写 1，关写 0。")


def env_int(name: str, default: int, least: int = 0) -> int:
    """Return the variable as a whole number that is not below `least`."""
    text = env_text(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise ImproperlyConfigured(f"环境变量 {name} 的值“{text}”不是整数，应当只有数字。")
    if int(text) < least:
        raise ImproperlyConfigured(f"环境变量 {name} 的值“{text}”太小，至少为 {least}。")
    return int(text)


def env_list(name: str, default: list[str]) -> list[str]:
    """Return the variable split at commas."""
    return [part.strip() for part in env_text(name).split(",") if part.strip()] or default


def env_secret(name: str, default: str = "") -> str:
    """Return the secret, or the first line of the file that `NAME_FILE` names, as Docker hands secrets over."""
    file = env_text(f"{name}_FILE")
    if not file:
        return env_text(name, default)
    if env_text(name):
        raise ImproperlyConfigured(f"环境变量 {name} 与 {name}_FILE 只能设置一个。")
    try:
        return Path(file).read_text(encoding="utf-8").split("\n")[0].strip()
    except OSError as error:
        raise ImproperlyConfigured(f"读不到 {name}_FILE 所指的文件 {file}：{error.strerror}。") from error


def database_settings(url: str) -> dict[str, Any]:
    """
    Return Django's settings of the PostgreSQL database at an address.

    `postgresql://person:password@host:5432/name?sslmode=require`; a socket's folder stands as `?host=/folder`.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL 应以 postgresql:// 开头：本系统只使用 PostgreSQL。")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or "") or env_secret("DATABASE_PASSWORD"),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }
