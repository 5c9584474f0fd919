"""A real Celery worker with its beat, over the test's database and a Redis of its own that can be killed and wiped."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from budgetportal.embedded.redis import Redis
from budgetportal.publishing.models import Job

PROJECT = Path(__file__).resolve().parents[2]
LEASE = 3  # seconds; short, so that a test need not wait half a minute for a dead worker's job


@dataclass
class Stage:
    """The servers and the worker of one test."""

    folder: Path
    database_url: str
    redis: Redis
    concurrency: int = 1
    extra_modules: tuple[str, ...] = ()
    worker: subprocess.Popen[bytes] | None = None
    beat: subprocess.Popen[bytes] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def start_worker(self) -> None:
        """Start worker and beat, each in a session of its own, so that a kill reaches the pool as well."""
        options = ["-c", str(self.concurrency), "--without-gossip", "--without-mingle"]
        self.worker = self._start("worker", *options, *(word for name in self.extra_modules for word in ("-I", name)))
        self.beat = self._start("beat", "-s", str(self.folder / "beat"), "--pidfile=")

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / "worker.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "budgetportal.celery", *command],
                cwd=PROJECT, env=self._environment(), stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill_worker(self) -> None:
        """SIGKILL the worker with its pool, and the beat."""
        for process in (self.worker, self.beat):
            if process is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.worker = self.beat = None

    def kill_redis(self, *, wipe: bool) -> None:
        """SIGKILL Redis; with `wipe` its data is gone too."""
        assert self.redis.process is not None
        self.redis.process.kill()
        self.redis.process.wait()
        self.redis.process = None
        if wipe:
            shutil.rmtree(self.redis.data)

    def stop(self) -> None:
        self.kill_worker()
        self.redis.stop()

    def kill_pool(self) -> None:
        """SIGKILL the worker's pool processes; the worker lives on."""
        assert self.worker is not None
        children = Path(f"/proc/{self.worker.pid}/task/{self.worker.pid}/children").read_text().split()
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)

    def log(self) -> str:
        return (self.folder / "worker.log").read_text(errors="replace")

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis.url,
            "ARTEFACT_ROOT": str(settings.ARTEFACT_ROOT),
            "RENDER_LEASE": str(LEASE),
            "LOG_LEVEL": "INFO",
            **self.environment,
        }


def database_url() -> str:
    """The address of the test's own database."""
    scheme_and_server, _, query = os.environ["DATABASE_URL"].partition("?")
    server = scheme_and_server.rpartition("/")[0]
    return f"{server}/{connection.settings_dict['NAME']}?{query}"


def wait_for(condition: Callable[[], object], seconds: float, what: str) -> float:
    """Wait until the condition holds; the seconds it took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"after {seconds} s still not: {what}"
        time.sleep(0.05)
    return time.monotonic() - start


def running() -> list[Job]:
    """The jobs that a worker has claimed and not finished."""
    return list(Job.objects.filter(finished_at=None, lease_until__isnull=False, attempts__gt=0).order_by("pk"))


def unfinished() -> int:
    return Job.objects.filter(finished_at=None).count()
