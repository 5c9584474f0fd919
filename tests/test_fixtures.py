"""The shared fixtures do what the other tests rely on."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

REFUSE_TRUNCATE = """
CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
CREATE TRIGGER refuse BEFORE TRUNCATE ON django_session EXECUTE FUNCTION pg_temp.refuse();
"""


@pytest.mark.django_db(transaction=True)
def test_the_flush_passes_triggers_that_refuse_truncate():
    Session.objects.create(session_key="a", session_data="", expire_date=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(REFUSE_TRUNCATE)
        with pytest.raises(DatabaseError, match="refused"):
            cursor.execute("TRUNCATE django_session")
    call_command("flush", interactive=False, verbosity=0)
    assert not Session.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
        cursor.execute("DROP TRIGGER refuse ON django_session")


@pytest.mark.browser
def test_chromium_reads_a_page_of_the_portal(chromium_page, live_server):
    response = chromium_page.goto(f"{live_server.url}/healthz")
    assert json.loads(response.text())["database"] is True
    assert chromium_page.evaluate("navigator.language") == "zh-CN"
