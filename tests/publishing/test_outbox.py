"""Jobs are claimed once, kept alive, given up after three attempts, and never publish half."""

import os
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from budgetportal.celery import app
from budgetportal.publishing import artefacts, making, outbox, versions
from budgetportal.publishing import state as states
from budgetportal.publishing.actions import Approve, Correct, Retry, Submit
from budgetportal.publishing.models import REQUIRED, Artefact, Job, Version
from budgetportal.publishing.state import State
from tests.publishing import scenes
from tests.publishing.scenes import bring_to


@pytest.fixture
def job(draft, people) -> Job:
    bring_to(State.GENERATING, draft, people)
    return Job.objects.get(name="page")


def test_a_job_is_claimed_by_one(job):
    assert outbox.claim(job.pk)
    assert outbox.claim(job.pk) is None
    job.refresh_from_db()
    assert job.attempts == 1


def test_a_job_is_free_again_when_its_lease_ran_out(job):
    first = outbox.claim(job.pk)
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    second = outbox.claim(job.pk)
    assert second
    assert second != first
    assert not outbox.finish(job, first, "0" * 64, 1), "the first holder lost the right to finish"
    assert not Artefact.objects.exists()


def test_a_lease_that_ran_out_ends_the_right_to_publish(job):
    holder = outbox.claim(job.pk)
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert not outbox.finish(job, holder, "0" * 64, 1)
    assert not Artefact.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_the_process_lives(job, settings):
    settings.RENDER_LEASE = 1
    holder = outbox.claim(job.pk)
    before = Job.objects.get(pk=job.pk).lease_until
    with outbox.kept_alive(job.pk, holder), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1.5)")
    assert Job.objects.get(pk=job.pk).lease_until > before + timedelta(seconds=1)
    assert outbox.claim(job.pk) is None


def test_three_failed_attempts_are_a_failure_with_its_cause(job, draft, monkeypatch):
    def break_off(*_):
        raise MemoryError

    monkeypatch.setitem(making.MAKERS, "page", break_off)
    for attempt in (1, 2, 3):
        assert states.of(draft) is State.GENERATING
        assert outbox.run(job.pk) is False
        job.refresh_from_db()
        assert job.attempts == attempt
    assert job.error == "内存不足，没有生成完。"
    assert states.of(draft) is State.FAILED
    assert outbox.run(job.pk) is False
    assert Job.objects.get(pk=job.pk).attempts == 3


def test_a_process_that_died_three_times_is_a_failure_too(job, draft):
    for _ in range(3):
        assert outbox.claim(job.pk)
        Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert states.of(draft) is State.FAILED
    assert "3 次中途退出" in Job.objects.get(pk=job.pk).cause


def test_retry_starts_from_the_beginning(job, draft, people):
    scenes.use_up_attempts(draft)
    Retry(draft, people.publisher).execute()
    assert states.of(draft) is State.GENERATING
    scenes.render_all()
    assert states.of(draft) is State.PUBLISHED


def test_a_version_is_public_when_all_its_artefacts_stand(draft, people):
    bring_to(State.GENERATING, draft, people)
    for done, name in enumerate(REQUIRED):
        assert not versions.public(Version.objects.all()).exists(), done
        outbox.run(Job.objects.get(name=name).pk)
    assert versions.current(Version.objects.all()).get().number == 1


def test_versions_change_places_with_the_last_artefact(draft, people):
    bring_to(State.CORRECTING, draft, people)
    Submit(draft, people.accountant).execute()
    Approve(draft, people.reviewer).execute()
    jobs = list(Job.objects.filter(finished_at=None).order_by("pk"))
    assert [job.name for job in jobs] == [*REQUIRED, "superseded_page"]
    for job in jobs:
        assert versions.current(Version.objects.all()).get().number == 1
        assert states.of(draft) is State.GENERATING
        outbox.run(job.pk)
    assert versions.current(Version.objects.all()).get().number == 2
    assert states.of(draft) is State.PUBLISHED
    assert versions.public(Version.objects.all()).count() == 2


def test_a_version_that_never_became_public_is_not_marked(draft, people):
    bring_to(State.FAILED, draft, people)
    Correct(draft, people.reviewer, "换一个字。").execute()
    Submit(draft, people.accountant).execute()
    Approve(draft, people.reviewer).execute()
    assert not Job.objects.filter(name="superseded_page").exists()
    scenes.render_all()
    assert [version.number for version in versions.public(Version.objects.all())] == [2]
    assert states.of(draft) is State.PUBLISHED


@pytest.mark.django_db(transaction=True)
def test_approval_succeeds_with_the_broker_away(draft, people, broker_away, django_capture_on_commit_callbacks):
    bring_to(State.GENERATING, draft, people)
    assert states.of(draft) is State.GENERATING
    outbox.wake_waiting()  # says so in the log and goes on


@pytest.mark.django_db(transaction=True)
def test_nobody_is_woken_before_the_commit(draft, people, monkeypatch):
    sent = []
    monkeypatch.setattr(app, "send_task", lambda name, arguments, **options: sent.append(arguments[0]))
    Submit(draft, people.accountant).execute()
    with transaction.atomic():
        Approve(draft, people.reviewer).execute()
        assert sent == []
    assert sent == list(Job.objects.order_by("pk").values_list("pk", flat=True))


def test_artefacts_are_content_addressed_and_whole(draft, people, artefact_root):
    bring_to(State.PUBLISHED, draft, people)
    assert not list(artefacts.temporary_folder().iterdir())
    for artefact in Artefact.objects.all():
        assert artefacts.fault(artefact) == ""
        assert artefact.path.is_relative_to(artefact_root)
        assert artefact.path.parent.name == artefact.sha256
    page = Artefact.objects.get(name="page").path
    assert {path.name for path in page.parent.iterdir()} == {"index.html", "index.html.gz", "index.html.br"}


def test_an_interrupted_write_leads_to_nothing(draft, people, artefact_root, monkeypatch):
    """A write that is cut off leaves no file at the artefact's address and no row; the next attempt finishes."""
    bring_to(State.GENERATING, draft, people)
    job = Job.objects.get(name="pdf")

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(artefacts.os, "fsync", full_disk)
        assert outbox.run(job.pk) is False
    assert not list(artefact_root.rglob("*.pdf"))
    assert not Artefact.objects.exists()
    assert "磁盘空间" in Job.objects.get(pk=job.pk).error
    assert outbox.run(job.pk)


def test_an_unknown_holder_changes_nothing(job):
    outbox.claim(job.pk)
    outbox.fail(job.pk, uuid.uuid4(), "不相干")
    assert Job.objects.get(pk=job.pk).error == ""


def test_what_a_killed_process_left_is_cleared_after_an_hour(artefact_root):
    folder = artefacts.temporary_folder()
    folder.mkdir(parents=True)
    for name, age in (("old", 3_700), ("new", 60)):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - age,) * 2)
    artefacts.clear_abandoned()
    assert [path.name for path in folder.iterdir()] == ["new"]
