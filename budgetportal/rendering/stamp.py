"""The stamp: what a published document says about itself so that anybody can check it (文件校验码)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """Hashes (hexadecimal) of the filing's canonical JSON, and which version of the disclosure this is.

    ``correction`` is the reason of a correction (更正说明); ``superseded`` marks a version that a later one replaced.
    """

    sha256: str
    sm3: str
    version: int | None = None
    correction: str | None = None
    superseded: bool = False

    @property
    def edition_line(self) -> str:
        """第几版, or nothing before publication."""
        return f"第 {self.version} 版" if self.version is not None else ""
