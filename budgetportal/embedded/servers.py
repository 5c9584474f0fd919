"""Both servers over one data folder."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from budgetportal.embedded.postgres import Postgres
from budgetportal.embedded.processes import EmbeddedServerError, server_account, succeeds
from budgetportal.embedded.redis import Redis


@dataclass(frozen=True)
class Addresses:
    """Where the two servers answer, in the form of the settings of the same names."""

    database_url: str
    redis_url: str

    def environment(self) -> dict[str, str]:
        """Return the variables that the settings read."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


def reachable_folder(folder: Path) -> Path:
    """
    Return the folder itself, made if need be, or a stand-in where the servers' account cannot enter it.

    Started by root, PostgreSQL runs as an account that cannot enter, for example, root's home folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    account = server_account()
    if account is None or succeeds(["test", "-x", folder], account):
        return folder
    stand_in = Path("/var/lib/budgetportal") / _short_name(folder)
    stand_in.mkdir(parents=True, exist_ok=True)
    if not succeeds(["test", "-x", stand_in], account):
        raise EmbeddedServerError(f"账户 {account.pw_name} 进不了 {folder}：换一个它能进入的数据文件夹。")
    return stand_in


def _short_name(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]


def socket_folder(folder: Path) -> Path:
    """Return the short folder of a data folder's sockets: always the same, so that a second command finds them."""
    return Path("/tmp") / f"budgetportal-{os.geteuid()}-{_short_name(folder)}"  # noqa: S108  (TMPDIR may be too long)


def make_socket_folder(path: Path) -> None:
    """Make the folder for the servers' account alone; another's of the same name is not used."""
    account = server_account()
    owner = os.geteuid() if account is None else account.pw_uid
    path.mkdir(mode=0o700, exist_ok=True)
    if account is not None and path.lstat().st_uid == os.geteuid():
        os.chown(path, owner, account.pw_gid, follow_symlinks=False)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != owner or found.st_mode & 0o077:
        raise EmbeddedServerError(f"{path} 属于别的用户或权限过宽：删除它再启动。")


class EmbeddedServers:
    """PostgreSQL and Redis of one data folder; a lock keeps a second command from starting them twice."""

    def __init__(self, folder: Path) -> None:
        self.folder = reachable_folder(folder.resolve())
        self.sockets = socket_folder(self.folder)
        self.postgres = Postgres(self.folder, self.sockets)
        self.redis = Redis(self.folder, self.sockets)
        self._lock: int | None = None

    @property
    def addresses(self) -> Addresses:
        """Where the servers answer; an address in the environment goes before an embedded server."""
        return Addresses(
            os.environ.get("DATABASE_URL") or self.postgres.url, os.environ.get("REDIS_URL") or self.redis.url
        )

    def lock(self) -> bool:
        """Take the data folder for this process; False where another command has it."""
        if self._lock is None:
            self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def start(self) -> None:
        """Start what the environment does not already name."""
        if not self.lock():
            raise EmbeddedServerError(f"数据文件夹 {self.folder} 正由另一个命令使用：先结束它，或用 --data 另选一个。")
        make_socket_folder(self.sockets)
        if not os.environ.get("DATABASE_URL"):
            self.postgres.start()
        if not os.environ.get("REDIS_URL"):
            self.redis.start()

    def stop(self) -> None:
        """Stop both servers and give the data folder free."""
        self.redis.stop()
        self.postgres.stop()
        shutil.rmtree(self.sockets, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextlib.contextmanager
def embedded_servers(folder: Path) -> Iterator[Addresses]:
    """Run both servers over a data folder for as long as the block lasts."""
    servers = EmbeddedServers(folder)
    try:
        servers.start()
        yield servers.addresses
    finally:
        servers.stop()


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder that the servers' account can enter, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="budgetportal-", dir="/tmp", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)
