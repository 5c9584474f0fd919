"""The try-out: servers, web, worker and beat as children of one command, which none of them outlives."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict, deque
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn, Protocol

from budgetportal.embedded.processes import EmbeddedServerError, last_lines, prepare_child, start_child, stop_child
from budgetportal.embedded.servers import EmbeddedServers

PROJECT = Path(__file__).resolve().parents[2]
SETUP_DEMO = PROJECT / "budgetportal" / "publishing" / "management" / "commands" / "setup_demo.py"
START_SECONDS = 60
DEATHS_ALLOWED, DEATHS_SECONDS = 5, 60  # a part that dies oftener than this stops the whole


class Part(Protocol):
    """A server or a program that the supervisor keeps alive."""

    process: subprocess.Popen[bytes] | None

    @property
    def log(self) -> Path:
        """Where its output goes."""

    def start(self) -> None:
        """Start it and return when it can be used."""

    def stop(self) -> None:
        """Stop it in order."""


@dataclass
class Program:
    """One of the portal's own long-running programs."""

    command: list[str]
    log: Path
    environment: dict[str, str]
    stop_seconds: float
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the program; a death of the supervisor kills it at once, which no job and no request minds."""
        self.process = start_child(self.command, self.log, signal.SIGKILL, environment=self.environment, folder=PROJECT)

    def stop(self) -> None:
        """Let the program finish what it does, for some seconds."""
        if self.process is not None:
            stop_child(self.process, signal.SIGTERM, self.stop_seconds)
            self.process = None


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def try_out_environment(servers: EmbeddedServers) -> dict[str, str]:
    """Return the environment of the portal's programs in a try-out; what a person has set stays."""
    return {
        "SECOND_FACTOR_REQUIRED": "0",
        "WORKER_SHUTDOWN_TIMEOUT": "5",
        **os.environ,
        **servers.addresses.environment(),
        "INSECURE_HTTP": "1",
        "BUDGETPORTAL_VAR": str(servers.folder),
        "DJANGO_SETTINGS_MODULE": "budgetportal.settings",
        "REMAP_SIGTERM": "SIGQUIT",  # a stopped worker gives jobs back after a while instead of finishing them all
    }


def local_addresses(port: int) -> list[str]:
    """Return this machine's own addresses, IPv4 and IPv6, at which the port is free."""
    addresses = []
    for family, host, shown in ((socket.AF_INET, "127.0.0.1", "127.0.0.1"), (socket.AF_INET6, "::1", "[::1]")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError:
            continue
        addresses.append(f"{shown}:{port}")
    if not any(address.startswith("127") for address in addresses):
        raise EmbeddedServerError(f"端口 {port} 已被占用：用 --port 另选一个。")
    return addresses


class Supervisor:
    """Starts the parts in order, keeps them alive, stops them in the opposite order."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.addresses = local_addresses(port)
        self.servers = EmbeddedServers(folder)
        self.environment = try_out_environment(self.servers)
        self.parts: dict[str, Part] = {}
        self.deaths: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=DEATHS_ALLOWED))

    def run(self) -> None:
        """Run until a signal or an error ends the command."""
        try:
            self.start()
            say(f"\n打开 http://127.0.0.1:{self.port}/ 查看公开页面，http://127.0.0.1:{self.port}/admin/ 登录工作台。")
            say(f"数据与日志在 {self.servers.folder}；按 Ctrl-C 结束。")
            while True:
                self.restart_the_dead()
                time.sleep(0.5)
        finally:
            for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(name, signal.SIG_IGN)  # a second Ctrl-C must not cut the order of stopping
            self.stop()

    def start(self) -> None:
        """Start everything; the web process comes last, when there is something to see."""
        say("启动 PostgreSQL 和 Redis …")
        self.servers.start()
        own: dict[str, Part] = {"PostgreSQL": self.servers.postgres, "Redis": self.servers.redis}
        self.parts |= {name: server for name, server in own.items() if server.process is not None}
        say("准备数据库和静态文件 …")
        for command in (["migrate"], ["createcachetable"], ["collectstatic"]):
            self.manage(*command, *(["--no-input"] if command != ["createcachetable"] else []), "--verbosity", "0")
        for name, program in self._programs().items():
            if name == "网页":
                self._set_up_demo()
            program.start()
            self.parts[name] = program
        self._wait_for_web()

    def stop(self) -> None:
        """Stop everything, last started first."""
        for part in reversed(self.parts.values()):
            part.stop()
        self.servers.stop()

    def manage(self, *arguments: str) -> None:
        """Run one of the portal's commands to its end."""
        command = [sys.executable, str(PROJECT / "manage.py"), *arguments]
        result = run_in_foreground(command, self.environment)
        if result != 0:
            raise EmbeddedServerError(f"manage.py {' '.join(arguments)} 没有成功，原因见上。")

    def restart_the_dead(self) -> None:
        """Start again what has died, and say so; give up where it keeps dying."""
        for name, part in self.parts.items():
            if part.process is None or part.process.poll() is None:
                continue
            deaths = self.deaths[name]
            if len(deaths) == DEATHS_ALLOWED and time.monotonic() - deaths[0] < DEATHS_SECONDS:
                raise EmbeddedServerError(f"{name}反复退出，停止运行。日志 {part.log} 的结尾：\n{last_lines(part.log)}")
            deaths.append(time.monotonic())
            say(f"{name}意外退出（返回值 {part.process.returncode}），重新启动；日志在 {part.log}。")
            part.stop()  # what remains of its session
            part.start()

    def _set_up_demo(self) -> None:
        if SETUP_DEMO.exists():
            say("准备示例数据 …")
            self.manage("setup_demo", "--port", str(self.port))

    def _programs(self) -> dict[str, Part]:
        logs = self.servers.folder / "log"
        celery = [sys.executable, "-m", "celery", "-A", "budgetportal.celery"]
        worker = ["worker", "--without-gossip", "--without-mingle"]  # they tell workers of each other; here is one
        binds = [word for address in self.addresses for word in ("--bind", address)]
        web = [sys.executable, "-m", "gunicorn", "--config", str(PROJECT / "deploy" / "gunicorn.conf.py"), *binds]
        return {
            "任务进程": Program([*celery, *worker], logs / "worker.log", self.environment, 15),
            "定时进程": Program([*celery, "beat", "--pidfile="], logs / "beat.log", self.environment, 5),
            "网页": Program(web, logs / "web.log", self.environment, 5),
        }

    def _wait_for_web(self) -> None:
        web = self.parts["网页"]
        deadline = time.monotonic() + START_SECONDS
        while not answers(f"http://127.0.0.1:{self.port}/healthz"):
            if web.process is None or web.process.poll() is not None or time.monotonic() > deadline:
                raise EmbeddedServerError(f"网页没有启动。日志 {web.log} 的结尾：\n{last_lines(web.log, 15)}")
            time.sleep(0.1)


def answers(url: str) -> bool:
    """Tell whether an address answers without an error."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310  (the caller's own http address)
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def run_in_foreground(command: list[str], environment: dict[str, str]) -> int:
    """Run a command in this terminal to its end; Ctrl-C is the command's while it runs. It dies with this process."""
    process = subprocess.Popen(
        command, env=environment, cwd=PROJECT, preexec_fn=prepare_child(signal.SIGTERM, os.getpid())
    )
    try:
        return process.wait()
    except BaseException:
        stop_child(process, signal.SIGINT, seconds=10)
        raise


def exit_on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    """Turn a signal into an orderly end."""
    raise SystemExit(128 + number)
