"""The health address answers from the real database, broker and folder."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from budgetportal.publishing.leases import MOST_ATTEMPTS
from budgetportal.publishing.models import Job
from tests.portal import press
from tests.publishing.scenes import broker_at

pytestmark = pytest.mark.django_db
WELL = {"database": True, "artefacts": True, "redis": True, "oldest_job_seconds": None, "failed_jobs": 0}


def test_it_answers(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == WELL
    assert "no-store" in response["Cache-Control"]


def test_it_says_when_the_database_is_away(client):
    def refuse(*_):
        raise DatabaseError("away")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] is False


def test_it_says_when_files_cannot_be_written(client, settings, tmp_path):
    settings.ARTEFACT_ROOT = tmp_path / "a-file" / "artefacts"
    (tmp_path / "a-file").write_text("")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["artefacts"] is False


def test_the_public_can_read_while_redis_is_away(client, tmp_path):
    with broker_at(f"redis+socket://{tmp_path}/nobody.sock"):
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == WELL | {"redis": False}


def test_it_says_how_long_the_oldest_job_waits_and_how_many_failed(client):
    version = press.approve(press.unit())
    hour_ago = timezone.now() - timedelta(hours=1)
    Job.objects.create(version=version, name="page", renderer_revision="1", created_at=hour_ago)
    Job.objects.create(version=version, name="pdf", renderer_revision="1", attempts=MOST_ATTEMPTS)
    state = client.get("/healthz").json()
    assert 3600 <= state["oldest_job_seconds"] < 3700
    assert state["failed_jobs"] == 1


def test_it_changes_nothing(client):
    assert client.post("/healthz").status_code == 405
