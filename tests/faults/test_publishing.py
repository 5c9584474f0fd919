"""Nothing that was approved is lost or published twice, whatever is killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgetportal.embedded.postgres import Postgres
from budgetportal.embedded.servers import make_socket_folder, reachable_folder, socket_folder, temporary_folder
from budgetportal.publishing import state as states
from budgetportal.publishing import verification, versions
from budgetportal.publishing.actions import Approve, Retry
from budgetportal.publishing.digests import sha256
from budgetportal.publishing.leases import MOST_ATTEMPTS
from budgetportal.publishing.models import Artefact, Job, Version
from budgetportal.publishing.state import State
from tests.publishing import scenes
from tests.publishing.scenes import bring_to, long_filing
from tests.publishing.workers import running, unfinished, wait_for

pytestmark = pytest.mark.faults
PROJECT = Path(__file__).resolve().parents[2]


def several(count, people, state, filing=None):
    """Bring filings of several units to a state."""
    records = [scenes.draft_of(f"unit-{number}", filing) for number in range(count)]
    for record in records:
        scenes.give_roles(record.unit, people)
        bring_to(state, record, people)
    return records


def all_published(records):
    """Every filing is public once, each artefact stands once, and all hashes agree."""
    return (
        unfinished() == 0
        and versions.public(Version.objects.all()).count() == len(records) == Version.objects.count()
        and Artefact.objects.count() == 2 * len(records)
        and not list(verification.faults())
    )


def test_ten_kills_of_the_pool_lose_nothing(stage, people, draft):
    records = several(16, people, State.GENERATING, long_filing(12))
    stage.concurrency = 2
    stage.start_worker()
    chance = random.Random(1)
    met = 0
    for _ in range(10):
        wait_for(lambda: running() and all(job.attempts < MOST_ATTEMPTS - 1 for job in running()), 60, "a fresh job")
        time.sleep(chance.uniform(0, 0.4))
        met += bool(running())
        stage.kill_pool()
    wait_for(lambda: unfinished() == 0, 180, "all made")
    assert met >= 5, "the kills met no render"
    assert all_published(records)
    assert Job.objects.filter(attempts__gt=1).exists()


def test_redis_away_during_twenty_approvals(stage, people, draft):
    records = several(20, people, State.SUBMITTED)
    stage.concurrency = 2
    stage.start_worker()
    wait_for(lambda: "ready" in stage.log(), 20, "the worker is ready")
    stage.kill_redis(wipe=False)
    for record in records:
        begun = time.monotonic()
        Approve(record, people.reviewer).execute()
        assert time.monotonic() - begun < 2, "the person who approves does not wait for the broker"
    assert unfinished() == 40
    stage.redis.start()
    wait_for(lambda: unfinished() == 0, 60, "all made")
    assert all_published(records)


def test_redis_killed_five_times_once_with_its_data(stage, people, draft):
    records = several(20, people, State.GENERATING)
    stage.concurrency = 2
    stage.start_worker()
    for number in range(5):
        time.sleep(2)
        stage.kill_redis(wipe=number == 2)
        time.sleep(0.5)
        stage.redis.start()
    wait_for(lambda: unfinished() == 0, 120, "all made")
    assert all_published(records)


def test_a_poison_document_fails_and_the_queue_goes_on(stage, people, draft):
    """A document that ends its process, as a fault in a shared library does, is given up after three attempts."""
    stage.extra_modules = ("tests.faults.poison",)
    poison = scenes.draft_of("poison")
    scenes.give_roles(poison.unit, people)
    bring_to(State.GENERATING, poison, people)
    healthy = several(3, people, State.GENERATING)
    stage.start_worker()
    wait_for(lambda: all(states.of(record) is State.PUBLISHED for record in healthy), 60, "the others are published")
    wait_for(lambda: states.of(poison) is State.FAILED, 90, "given up")
    job = Job.objects.get(version__record=poison, name="pdf")
    assert job.attempts == MOST_ATTEMPTS
    assert "3 次中途退出" in job.cause
    assert not Artefact.objects.filter(version__record=poison, name="pdf").exists()

    stage.kill_worker()
    stage.extra_modules = ()
    stage.start_worker()  # the fault is mended
    Retry(poison, people.publisher).execute()
    wait_for(lambda: states.of(poison) is State.PUBLISHED, 60, "published at last")


def test_an_endless_document_fails_with_its_cause(stage, people, draft):
    stage.environment = {"RENDER_SOFT_TIME_LIMIT": "2", "RENDER_TIME_LIMIT": "4"}
    endless = scenes.draft_of("endless", long_filing(400))
    scenes.give_roles(endless.unit, people)
    bring_to(State.GENERATING, endless, people)
    healthy = several(2, people, State.GENERATING)
    stage.start_worker()
    wait_for(lambda: states.of(endless) is State.FAILED, 120, "given up")
    job = Job.objects.get(version__record=endless, name="pdf")
    assert "超过 2 秒仍未生成完" in job.cause or "3 次中途退出" in job.cause
    wait_for(lambda: all(states.of(record) is State.PUBLISHED for record in healthy), 60, "the others are published")


def test_fifty_kills_while_files_are_written(artefact_root, tmp_path):
    """Whatever stands at an artefact's address is whole: the address is the hash of what stands there."""
    chance = random.Random(2)
    for _ in range(50):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writing", artefact_root], cwd=PROJECT, stdout=subprocess.PIPE
        )
        writer.stdout.readline()  # it has begun
        time.sleep(chance.uniform(0, 0.03))
        writer.kill()
        writer.communicate()
    files = [path for path in artefact_root.glob("??/*/*") if path.suffix == ".pdf"]
    assert len(files) > 50
    assert not [path for path in files if sha256(path.read_bytes()) != path.parent.name]
    assert list((artefact_root / "unfinished").iterdir()), "no kill met a write"


@pytest.fixture
def own_postgres():
    """A server of this test's own, for it is killed."""
    with temporary_folder() as folder:
        sockets = socket_folder(folder)
        make_socket_folder(sockets)
        server = Postgres(reachable_folder(folder / "servers"), sockets)
        server.start()
        yield server
        server.stop()
        shutil.rmtree(sockets)


def test_postgres_killed_under_approvals_keeps_what_it_acknowledged(own_postgres, tmp_path):
    environment = {**os.environ, "DATABASE_URL": own_postgres.url, "ARTEFACT_ROOT": str(tmp_path)}

    def start(*words):
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.approving", *words],
            cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    assert start("prepare", "150").wait() == 0
    acknowledged = set()
    for _ in range(3):
        approver = start("approve")
        for _ in range(30):
            line = approver.stdout.readline()
            acknowledged.add(line.strip())
        os.kill(own_postgres.process.pid, signal.SIGKILL)
        rest, _ = approver.communicate()
        acknowledged.update(rest.split())
        own_postgres.stop()
        own_postgres.start()
    counted = start("count")
    present, faults = counted.communicate()[0].strip().split("\n", 1)
    assert acknowledged
    assert set(present.split()) >= acknowledged
    assert len(present.split()) - len(acknowledged) <= 3, "at most one commit a kill was not heard of"
    assert faults == "no faults"
