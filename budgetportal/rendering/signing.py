"""The unit's electronic signature on a PDF (PAdES), where a deployment has a key; RSA or ECDSA from a PKCS#12 file.

A signature says when it was made, so a signed PDF is not the same bytes twice; everything else of it is.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FIELD = "Signature"
REASON = "公开发布"
DIGEST = "sha256"
SETTINGS = "PDF_SIGNING_PKCS12 和 PDF_SIGNING_PASSPHRASE"


class SigningError(RuntimeError):
    """The key cannot sign; a sentence for the operator."""


def signed(content: bytes, key: str, passphrase: str) -> bytes:
    """The PDF with a signature that allows no change after it; the PDF as it is where no key is named.

    ``key`` is the path of the PKCS#12 file. ``SigningError`` where it cannot be used.
    """
    if not key:
        return content
    signer = load(key, passphrase)
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    described = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        reason=REASON,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    written: io.BytesIO = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), described, signer=signer)
    return written.getvalue()


def problems(key: str, passphrase: str) -> list[str]:
    """What stands against signing with this key; empty where it can sign, or where none is named."""
    if not key:
        return []
    try:
        load(key, passphrase)
    except SigningError as error:
        return [str(error)]
    return []


def load(key: str, passphrase: str) -> Any:
    """The signer of a PKCS#12 file; ``SigningError`` where it cannot be read or its certificate is not valid today."""
    from pyhanko.sign import signers

    path = Path(key)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SigningError(f"读不到签名用的密钥文件 {path}：{error.strerror}。检查设置 {SETTINGS}。") from error
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=passphrase.encode())
    except Exception as error:  # the library raises whatever its parsers raise over a damaged file
        raise SigningError(_unusable(path)) from error
    if signer is None:
        raise SigningError(_unusable(path))
    _require_valid(path, signer)
    return signer


def _unusable(path: Path) -> str:
    return f"签名用的密钥文件 {path} 打不开：口令不对，或者不是带私钥的 PKCS#12 文件。检查设置 {SETTINGS}。"


def _require_valid(path: Path, signer: Any) -> None:
    certificate, today = signer.signing_cert, datetime.now(UTC)
    if certificate is None:
        raise SigningError(_unusable(path))
    if not certificate.not_valid_before <= today <= certificate.not_valid_after:
        first, last = (f"{day:%Y-%m-%d}" for day in (certificate.not_valid_before, certificate.not_valid_after))
        raise SigningError(f"签名用的证书 {path} 只在 {first} 至 {last} 有效，换成有效的证书。")
