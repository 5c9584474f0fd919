"""Keys for signing, made anew for each test: none is kept anywhere."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "口令 pass"
DAY = timedelta(days=1)
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(key: PrivateKey, ends: datetime) -> x509.Certificate:
    """A certificate that a unit signed for itself, valid for thirty days."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "某市政务服务中心")])
    usage = x509.KeyUsage(True, True, False, False, False, True, True, False, False)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - 30 * DAY)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


def keystore(path: Path, key: PrivateKey, ends: datetime) -> Path:
    encryption = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"unit", key, certificate(key, ends), None, encryption))
    return path
