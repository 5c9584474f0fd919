"""Child processes that cannot outlive the command that started them."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h


class EmbeddedServerError(Exception):
    """A server could not be found or started; the message says why and what to do."""


def die_with_parent(death_signal: int) -> None:
    """Ask the kernel to send this process a signal when its parent ends, however it ends (Linux; elsewhere nothing)."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, death_signal)


def prepare_child(death_signal: int, parent: int) -> Callable[[], None]:
    """Return what a child does between fork and exec."""

    def prepare() -> None:
        die_with_parent(death_signal)
        if os.getppid() != parent:  # it ended between the fork and the line above
            os._exit(1)

    return prepare


def server_account() -> pwd.struct_passwd | None:
    """Return the account for servers that refuse to run as root, or None where an ordinary user starts them."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedServerError("本机没有 postgres 或 nobody 账户，PostgreSQL 不能以 root 身份运行：改用普通用户启动。")


def _identity(account: pwd.struct_passwd | None) -> dict[str, int | list[int]]:
    return {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def start_child(
    command: Sequence[str | Path],
    log: Path,
    death_signal: int,
    account: pwd.struct_passwd | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path = Path("/"),
) -> subprocess.Popen[bytes]:
    """
    Start a process that receives `death_signal` when this one ends.

    It has a session of its own, so that Ctrl-C reaches only this process, which then stops its children in order.
    The thread that calls this has to live as long as the process.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            env=environment,
            start_new_session=True,
            preexec_fn=prepare_child(death_signal, os.getpid()),
            **_identity(account),
        )


def succeeds(command: Sequence[str | Path], account: pwd.struct_passwd | None) -> bool:
    """Tell whether a short command ends well for an account."""
    try:
        result = subprocess.run(  # type: ignore[call-overload]
            [str(part) for part in command], capture_output=True, cwd="/", check=False, **_identity(account)
        )
    except OSError:
        return False
    return bool(result.returncode == 0)


def run_as(command: Sequence[str | Path], account: pwd.struct_passwd | None) -> None:
    """Run a command to its end for an account; its own words become the error."""
    result = subprocess.run(  # type: ignore[call-overload]
        [str(part) for part in command], capture_output=True, text=True, cwd="/", check=False, **_identity(account)
    )
    if result.returncode != 0:
        raise EmbeddedServerError(f"{Path(command[0]).name} 没有成功：{(result.stderr or result.stdout).strip()}")


def stop_child(process: subprocess.Popen[bytes], polite_signal: int, seconds: float) -> None:
    """End a child: politely, and after so many seconds with SIGKILL, together with all of its session."""
    if process.poll() is None:
        process.send_signal(polite_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def last_lines(log: Path, count: int = 5) -> str:
    """Return the end of a log, for an error message."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
