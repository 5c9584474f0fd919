"""The try-out as one command: it starts, restarts what dies, and leaves nothing behind, however it ends."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from budgetportal.embedded.processes import EmbeddedServerError
from budgetportal.embedded.servers import socket_folder, temporary_folder
from budgetportal.embedded.supervisor import DEATHS_ALLOWED, local_addresses
from tests.embedded.processes import processes_of, wait_until

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ["/postgres ", "redis-server ", "gunicorn", "celery.*worker", "celery.*beat"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Demo:
    """A running try-out."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.output = folder, free_port(), folder.parent / "output"
        clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        command = [sys.executable, "-m", "budgetportal.embedded", "--data", folder, "--port", str(self.port), "demo"]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(command, cwd=PROJECT, env=clean, stdout=output, stderr=output)

    def wait_for(self, words: str, seconds: float = 120) -> None:
        def said_or_ended() -> bool:
            return words in self.output.read_text() or self.process.poll() is not None

        wait_until(said_or_ended, seconds)
        assert words in self.output.read_text(), self.output.read_text()

    def running(self, pattern: str) -> list[int]:
        """Return the numbers of the direct children whose command line fits a pattern."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        lines = {child: Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode() for child in children}
        return [int(child) for child, line in lines.items() if re.search(pattern, line)]

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False


@pytest.fixture
def demo():
    with temporary_folder() as folder:
        demo = Demo(folder / "data")
        demo.wait_for("按 Ctrl-C 结束")
        yield demo
        demo.process.kill()
        demo.process.wait()
        shutil.rmtree(socket_folder(folder / "data"), ignore_errors=True)


def test_it_starts_everything_and_a_killed_command_leaves_nothing(demo):
    assert demo.healthy()
    assert [part for part in PARTS if not demo.running(part)] == []
    assert any("celery" in line for line in processes_of(demo.folder))
    demo.process.kill()
    wait_until(lambda: processes_of(demo.folder) == [], seconds=10)


def test_a_port_that_is_taken_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(EmbeddedServerError, match=f"端口 {port} 已被占用"):
            local_addresses(port)


@pytest.mark.faults
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_in_order(demo, number):
    demo.process.send_signal(number)
    assert demo.process.wait(timeout=40) == 128 + number
    assert processes_of(demo.folder) == []
    assert "database system is shut down" in (demo.folder / "log" / "postgres.log").read_text()
    assert "Traceback" not in demo.output.read_text()


@pytest.mark.faults
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_dies_comes_back(demo, part):
    (number,) = demo.running(part)
    os.kill(number, signal.SIGKILL)
    demo.wait_for("重新启动", seconds=20)
    wait_until(lambda: demo.healthy() and demo.running(part) not in ([], [number]), seconds=20)


@pytest.mark.faults
def test_a_part_that_keeps_dying_stops_the_whole_with_its_log(demo):
    for death in range(1, DEATHS_ALLOWED + 1):
        (number,) = demo.running("celery.*beat")
        os.kill(number, signal.SIGKILL)
        wait_until(lambda death=death: demo.output.read_text().count("重新启动") == death, seconds=20)
        wait_until(lambda number=number: demo.running("celery.*beat") not in ([], [number]), seconds=20)
    os.kill(demo.running("celery.*beat")[0], signal.SIGKILL)
    assert demo.process.wait(timeout=40) == 1
    assert "反复退出" in demo.output.read_text()
    assert processes_of(demo.folder) == []


@pytest.mark.faults
def test_a_command_finds_the_running_database(demo):
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command = [sys.executable, "-m", "budgetportal.embedded", "--data", demo.folder, "manage", "showmigrations"]
    result = subprocess.run(command, cwd=PROJECT, env=clean, capture_output=True, text=True, check=False)
    assert "[X] 0001_initial" in result.stdout
    assert demo.healthy()


@pytest.mark.faults
def test_a_command_starts_and_stops_the_servers_itself():
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    with temporary_folder() as folder:
        for arguments, expected in ((["migrate", "--verbosity", "0"], ""), (["showmigrations", "units"], "[X]")):
            command = [sys.executable, "-m", "budgetportal.embedded", "--data", folder / "data", "manage", *arguments]
            result = subprocess.run(command, cwd=PROJECT, env=clean, capture_output=True, text=True, check=False)
            assert result.returncode == 0, result.stderr
            assert expected in result.stdout
        assert processes_of(folder / "data") == []
