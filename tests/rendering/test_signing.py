"""The signature on a PDF: made with keys of this test, judged by pyHanko's validator and by veraPDF."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from budgetportal.rendering import pdf, signing
from budgetportal.rendering.attachment import Attachment
from tests.rendering import sample
from tests.rendering.keys import DAY, PASSPHRASE, keystore


@pytest.fixture(scope="module", params=["rsa", "ecdsa"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = rsa.generate_private_key(65537, 2048) if request.param == "rsa" else ec.generate_private_key(ec.SECP256R1())
    return keystore(tmp_path_factory.mktemp("key") / "unit.p12", key, datetime.now(UTC) + 10 * DAY)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return pdf.pdf(sample.document(), sample.STAMP, [Attachment("filing.json", b"{}", "填报", "application/json")])


@pytest.fixture(scope="module")
def content(plain: bytes, store: Path) -> bytes:
    return signing.signed(plain, str(store), PASSPHRASE)


def status(content: bytes, store: Path) -> PdfSignatureStatus:
    _, certificate, _ = pkcs12.load_key_and_certificates(store.read_bytes(), PASSPHRASE.encode())
    assert certificate
    from asn1crypto.x509 import Certificate

    root = Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[root]))


def test_without_a_key_the_file_stays_as_it_is(plain: bytes) -> None:
    assert signing.signed(plain, "", "") is plain
    assert signing.problems("", "") == []


def test_a_signed_file_is_intact_trusted_and_whole(plain: bytes, content: bytes, store: Path) -> None:
    found = status(content, store)
    assert (found.intact, found.valid, found.trusted) == (True, True, True)
    assert found.coverage.name == "ENTIRE_FILE"
    assert content.startswith(plain)
    with pikepdf.open(io.BytesIO(content)) as opened:
        signature = opened.Root.AcroForm.Fields[0].V
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert list(opened.attachments) == ["filing.json"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_one_flipped_byte_is_seen(plain: bytes, content: bytes, store: Path, share: float) -> None:
    changed = bytearray(content)
    changed[fonts_byte(plain, share)] ^= 1
    assert not status(bytes(changed), store).intact


def fonts_byte(plain: bytes, share: float) -> int:
    """A place inside a compressed stream, so that the file can still be read."""
    start = plain.index(b"stream\n", int(len(plain) * share))
    return start + 40


def test_a_signed_file_is_still_archival_and_accessible(
    content: bytes, violations: Callable[[bytes], dict[str, list[str]]]
) -> None:
    assert violations(content) == {"3a": [], "ua1": []}


def test_a_signed_file_that_is_signed_over_is_told(content: bytes, store: Path) -> None:
    assert status(content + b"\n% more", store).coverage.name != "ENTIRE_FILE"


@pytest.mark.parametrize(
    ("name", "written", "message"),
    [
        ("absent.p12", None, "读不到签名用的密钥文件"),
        ("damaged.p12", b"not a key", "打不开：口令不对，或者不是带私钥的 PKCS#12 文件"),
    ],
)
def test_a_key_that_cannot_be_read_is_told(tmp_path: Path, name: str, written: bytes | None, message: str) -> None:
    path = tmp_path / name
    if written is not None:
        path.write_bytes(written)
    (problem,) = signing.problems(str(path), PASSPHRASE)
    assert message in problem
    assert "PDF_SIGNING_PKCS12" in problem
    with pytest.raises(signing.SigningError, match=message):
        signing.signed(b"%PDF-1.7", str(path), PASSPHRASE)


def test_a_wrong_passphrase_is_told(store: Path) -> None:
    (problem,) = signing.problems(str(store), "wrong")
    assert "口令不对" in problem
    assert signing.problems(str(store), PASSPHRASE) == []


def test_a_certificate_that_has_ended_is_told(tmp_path: Path) -> None:
    ended = datetime.now(UTC) - DAY
    path = keystore(tmp_path / "ended.p12", ec.generate_private_key(ec.SECP256R1()), ended)
    (problem,) = signing.problems(str(path), PASSPHRASE)
    assert f"至 {ended:%Y-%m-%d} 有效" in problem
