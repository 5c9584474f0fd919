"""The signature on published PDFs: off without a key, on with one, and told at the start where it would fail."""

import contextlib
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.checks import run_checks
from pyhanko.pdf_utils.reader import PdfFileReader

from budgetportal.publishing import making, outbox, tasks, verification
from budgetportal.publishing.models import Artefact, Job
from budgetportal.publishing.state import State
from budgetportal.rendering.signing import SigningError
from tests.publishing import scenes
from tests.rendering.keys import DAY, PASSPHRASE, keystore

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(settings, tmp_path: Path):
    settings.PDF_SIGNING_PKCS12 = str(
        keystore(tmp_path / "unit.p12", ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC) + DAY)
    )
    settings.PDF_SIGNING_PASSPHRASE = PASSPHRASE
    return settings


def signatures(content: bytes) -> int:
    return len(PdfFileReader(io.BytesIO(content)).embedded_signatures)


def test_without_a_key_pdfs_are_not_signed(draft, people):
    scenes.bring_to(State.PUBLISHED, draft, people)
    assert signatures(Artefact.objects.get(name="pdf").path.read_bytes()) == 0


def test_a_published_pdf_is_signed_and_verifies_as_it_was_stored(signing, draft, people):
    scenes.bring_to(State.PUBLISHED, draft, people)
    artefact = Artefact.objects.get(name="pdf")
    content = artefact.path.read_bytes()
    assert signatures(content) == 1
    assert list(verification.faults()) == []
    signing.PDF_SIGNING_PKCS12 = ""
    assert content.startswith(making.make(artefact.version, "pdf"))


def test_a_key_that_does_not_open_fails_the_job_with_the_cause(signing, draft, people):
    signing.PDF_SIGNING_PASSPHRASE = "wrong"
    scenes.bring_to(State.GENERATING, draft, people)
    job = Job.objects.get(name="pdf")
    with contextlib.suppress(SigningError):
        outbox.run(job.pk)
    job.refresh_from_db()
    assert "口令不对" in job.error
    assert not Artefact.objects.filter(name="pdf").exists()


def test_the_check_and_the_start_of_a_worker_tell_a_key_that_does_not_open(signing):
    assert run_checks(tags=["rendering"], include_deployment_checks=True) == []
    signing.PDF_SIGNING_PASSPHRASE = "wrong"
    (error,) = run_checks(tags=["rendering"], include_deployment_checks=True)
    assert error.id == "rendering.E002"
    assert "口令不对" in error.msg
    with pytest.raises(SystemExit, match="口令不对"):
        tasks._refuse_to_start_unfit()
