"""The preview is what is published, byte for byte, and is nobody else's."""

import dataclasses
import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import making, outbox, previews
from budgetportal.publishing.actions import Approve, Submit
from budgetportal.publishing.digests import sha256
from budgetportal.publishing.leases import MOST_ATTEMPTS
from budgetportal.publishing.models import Artefact, Preview, Version
from budgetportal.publishing.previews import Draft, Standing
from budgetportal.publishing.state import State
from budgetportal.rendering import pdf, stopping
from tests.disclosure.examples import small_filing
from tests.publishing import scenes
from tests.publishing.scenes import bring_to, render_all
from tests.publishing.workers import wait_for


def address(name, record):
    return reverse(f"publishing:{name}", args=[record.pk])


def now(record):
    """What a request would find."""
    return Draft(FilingRecord.objects.get(pk=record.pk))


def ordered(record, person):
    previews.order(record, person)
    return Preview.objects.get(record=record)


def made(record, person):
    preview = ordered(record, person)
    assert previews.run(preview.pk)
    return bytes(Preview.objects.get(record=record).pdf)


def other_filing():
    return dataclasses.replace(small_filing(), other_notes="补充说明一处。")


# ------------------------------------------------------------------------------------- what is published


def published(record, people):
    """Bring a draft to the public; the hashes of its newest version's page and PDF."""
    scenes.answer_all(record, people.accountant)
    Submit(record, people.accountant).execute()
    Approve(record, people.reviewer).execute()
    render_all()
    newest = Version.objects.filter(record=record).latest("number")
    return dict(Artefact.objects.filter(version=newest).values_list("name", "sha256"))


def test_page_and_pdf_of_the_preview_are_those_that_are_published(draft, people, signed_in):
    page = signed_in(people.reviewer).get(address("preview_page", draft)).content
    pdf = made(draft, people.accountant)
    hashes = published(draft, people)
    assert sha256(page) == hashes["page"]
    assert sha256(pdf) == hashes["pdf"]


def test_so_are_those_of_a_correction_with_its_number_and_reason(draft, people):
    bring_to(State.CORRECTING, draft, people)
    storage.store(draft, other_filing())
    page, pdf = now(draft).page, made(draft, people.accountant)
    assert "补列一个项目。".encode() in page
    hashes = published(draft, people)
    assert (sha256(page), sha256(pdf)) == (hashes["page"], hashes["pdf"])


def test_with_another_figure_it_is_another_page(draft, people):
    before = now(draft).page
    storage.store(draft, other_filing())
    assert sha256(before) != published(draft, people)["page"]


@pytest.mark.parametrize("state", [State.GENERATING, State.PUBLISHED, State.FAILED])
def test_of_what_is_approved_the_version_itself_is_shown(state, draft, people):
    bring_to(state, draft, people)
    assert now(draft).version == Version.objects.get(record=draft)


def test_no_preview_is_signed(draft, people, settings, tmp_path):
    settings.PDF_SIGNING_PKCS12 = str(tmp_path / "key.p12")  # a key that cannot even be read is not asked for
    assert b"/ByteRange" not in made(draft, people.accountant)


# --------------------------------------------------------------------------------------------- one order


def test_ordering_twice_does_no_harm(draft, people):
    first = ordered(draft, people.accountant)
    assert ordered(draft, people.reviewer) == first
    previews.run(first.pk)
    assert ordered(draft, people.reviewer) == first
    assert previews.run(first.pk) is False


def test_a_preview_of_other_content_is_replaced(draft, people, signed_in):
    client, before = signed_in(people.accountant), made(draft, people.accountant)
    storage.store(draft, other_filing())
    page = client.get(address("preview", draft)).content.decode()
    assert "原来的 PDF 不再适用" in page
    assert "打开 PDF" not in page
    client.post(address("preview", draft))
    assert Preview.objects.get(record=draft).pdf is None
    assert made(draft, people.accountant) != before


def test_it_is_deleted_after_a_day(draft, people):
    made(draft, people.accountant)
    Preview.objects.update(created_at=Now() - timedelta(hours=23))
    previews.wake_waiting()
    assert Preview.objects.exists()
    Preview.objects.update(created_at=Now() - timedelta(hours=25))
    previews.wake_waiting()
    assert not Preview.objects.exists()


def test_what_is_cancelled_is_not_made(draft, people, signed_in, monkeypatch):
    preview = ordered(draft, people.accountant)
    client = signed_in(people.accountant)
    assert client.post(address("preview", draft), {"action": "cancel"}).status_code == 302
    assert previews.run(preview.pk) is False
    preview, make = ordered(draft, people.accountant), making.unsigned_pdf

    def cancelled_meanwhile(version):
        client.post(address("preview", draft), {"action": "cancel"})
        return make(version)

    monkeypatch.setattr(making, "unsigned_pdf", cancelled_meanwhile)
    assert previews.run(preview.pk) is False
    assert not Preview.objects.exists()


def test_a_render_under_way_stops_between_two_pages_when_it_is_cancelled(draft, people, monkeypatch):
    storage.store(draft, scenes.long_filing(10))
    preview, pages = ordered(draft, people.accountant), []
    monkeypatch.setattr(stopping, "SECONDS", 0)

    class Pages(logging.Filter):
        """Cancels when the second page is laid out, and notes those that are laid out after it."""

        def filter(self, record):
            if "Page" in record.getMessage():
                pages.append(record.getMessage())
                if len(pages) == 2:
                    previews.cancel(draft)
            return True

    logger, counter = logging.getLogger(stopping.PROGRESS), Pages()
    pdf.prepare()
    logger.addFilter(counter)
    logger.filters.sort(key=lambda one: one is not counter)  # before the one who asks
    try:
        assert previews.run(preview.pk) is False
        assert len(pages) == 2
        pages.clear()
        assert making.unsigned_pdf(now(draft).version).startswith(b"%PDF")  # outside of an order nobody asks
        assert len(pages) > 10
    finally:
        logger.removeFilter(counter)
    assert not Preview.objects.exists()


def test_a_render_whose_order_stands_is_not_stopped(draft, people, monkeypatch):
    monkeypatch.setattr(stopping, "SECONDS", 0)
    assert made(draft, people.accountant).startswith(b"%PDF")


def test_what_is_done_is_not_cancelled(draft, people):
    made(draft, people.accountant)
    previews.cancel(draft)
    assert Standing.of(draft).name == "done"


def test_a_failure_names_its_cause_and_offers_another_try(draft, people, signed_in, monkeypatch):
    def full(version):
        raise OSError(28, "No space left on device")

    preview, client = ordered(draft, people.accountant), signed_in(people.accountant)
    with monkeypatch.context() as patch:
        patch.setattr(making, "unsigned_pdf", full)
        for _ in range(MOST_ATTEMPTS):
            assert previews.run(preview.pk) is False
    page = client.get(address("preview", draft)).content.decode()
    assert "PDF：文件没有写成：No space left on device" in page
    assert ">重试</button>" in page
    client.post(address("preview", draft))
    assert Standing.of(draft).name == "waiting"
    assert previews.run(Preview.objects.get().pk)


def test_a_dead_workers_preview_waits_again(draft, people):
    preview = ordered(draft, people.accountant)
    assert outbox.claim(preview.pk, Preview)
    assert Standing.of(draft).name == "running"
    Preview.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert Standing.of(draft).name == "waiting"
    assert previews.run(preview.pk)
    assert Preview.objects.get().attempts == 2


def test_a_broker_that_is_away_does_not_matter(draft, people, broker_away, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        preview = ordered(draft, people.accountant)
    previews.wake_waiting()
    assert previews.run(preview.pk)


def test_a_real_worker_makes_it(stage, draft, people):
    stage.start_worker()
    previews.order(draft, people.accountant)
    wait_for(lambda: Standing.of(draft).name == "done", 60, "the preview is made")
    assert bytes(Preview.objects.get().pdf).startswith(b"%PDF-")


# -------------------------------------------------------------------------------------------- who sees it


@pytest.mark.parametrize("name", ["preview", "preview_status", "preview_page", "preview_pdf"])
def test_it_is_nobody_elses_and_is_kept_nowhere(name, draft, people, signed_in, client):
    made(draft, people.accountant)
    answer = signed_in(people.auditor).get(address(name, draft))
    assert answer.status_code == 200
    assert {"private", "no-store"} <= {part.strip() for part in answer["Cache-Control"].split(",")}
    assert signed_in(people.stranger).get(address(name, draft)).status_code == 404
    client.logout()
    assert client.get(address(name, draft)).status_code == 302


def test_a_stranger_orders_and_cancels_nothing(draft, people, signed_in):
    ordered(draft, people.accountant)
    for sent in ({}, {"action": "cancel"}):
        assert signed_in(people.stranger).post(address("preview", draft), sent).status_code == 404
    assert Preview.objects.count() == 1


def test_what_cannot_be_composed_is_not_ordered(draft, people, signed_in, monkeypatch):
    monkeypatch.setattr("budgetportal.disclosure.soundness.problems", lambda filing: ["“落款日期”没有填；补上"])
    client = signed_in(people.accountant)
    assert client.post(address("preview", draft)).status_code == 302
    assert not Preview.objects.exists()
    assert "“落款日期”没有填" in client.get(address("preview", draft)).content.decode()
    assert client.get(address("preview_page", draft)).status_code == 404


def test_the_record_names_unit_version_time_and_reference(draft, people, signed_in):
    page = signed_in(people.accountant).get(address("preview", draft)).content.decode()
    for words in (draft.unit.code, "第 1 版", "预览时间", now(draft).version.sha256, "没有公开"):
        assert words in page


def test_a_waiting_page_asks_two_questions_of_the_record(draft, people, signed_in):
    ordered(draft, people.accountant)
    client = signed_in(people.accountant)
    client.get(address("preview_status", draft))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address("preview_status", draft)).json()
    assert answer["running"] is True
    assert answer["text"].startswith("PDF 排队中，已生成 0/1，已用 ")
    assert not [query["sql"] for query in queries if '"content"' in query["sql"] or '"pdf"' in query["sql"]]
