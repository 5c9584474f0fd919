"""Looking at running processes, for tests of what must not stay behind."""

import time
from collections.abc import Callable
from pathlib import Path


def _words(process: Path) -> str:
    """Return a process's command line and working folder; empty for one that has ended."""
    try:
        command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return f"{command} {(process / 'cwd').readlink()}" if command else ""
    except OSError:
        return ""


def _environment(process: Path) -> str:
    try:
        return (process / "environ").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def processes_of(folder: Path) -> list[str]:
    """Return the servers' and programs' processes that work on a data folder, other than this one's own command."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        words = _words(process)
        if not words or "pytest" in words or "HOLD" in words or "-c" in words.split()[1:2]:
            continue
        if str(folder) in words or f"BUDGETPORTAL_VAR={folder}\0" in _environment(process):
            found.append(words)
    return found


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait for a condition, and fail where it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"did not come true within {seconds} s"
        time.sleep(0.05)
