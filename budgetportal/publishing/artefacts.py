"""Artefacts on disk: content-addressed, whole or not there."""

import contextlib
import gzip
import os
import time
import uuid
from pathlib import Path

import brotli
from django.conf import settings

from budgetportal.publishing import addresses
from budgetportal.publishing.digests import sha256
from budgetportal.publishing.models import Artefact, ArtefactName, Version

MEDIA_TYPES = {
    ArtefactName.PAGE: "text/html; charset=utf-8",
    ArtefactName.SUPERSEDED_PAGE: "text/html; charset=utf-8",
    ArtefactName.PDF: "application/pdf",
    ArtefactName.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ArtefactName.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ArtefactName.DATA_PACKAGE: "application/zip",
    ArtefactName.JSON: "application/json",
}
PAGES = (ArtefactName.PAGE, ArtefactName.SUPERSEDED_PAGE)
ABANDONED = 3600  # seconds after which a temporary file is nobody's


def write(version: Version, name: str, data: bytes) -> str:
    """Write the bytes to their address, which nothing leads to before `record`; their SHA-256."""
    digest = sha256(data)
    _write(digest, _files(name, addresses.file_name(version, name), data))
    return digest


def record(version: Version, name: str, renderer_revision: str, digest: str, size: int) -> Artefact:
    """Record a written artefact; what is recorded already is left as it is."""
    artefact, _ = Artefact.objects.get_or_create(
        version=version,
        name=name,
        renderer_revision=renderer_revision,
        defaults={
            "sha256": digest,
            "size": size,
            "media_type": MEDIA_TYPES[ArtefactName(name)],
            "file_name": addresses.file_name(version, name),
        },
    )
    return artefact


def _files(name: str, file_name: str, data: bytes) -> dict[str, bytes]:
    """Return the files to write; a page also stands compressed beside itself, for a proxy to send."""
    files = {file_name: data}
    if name in PAGES:
        files |= {f"{file_name}.gz": gzip.compress(data, mtime=0), f"{file_name}.br": brotli.compress(data)}
    return files


def _write(digest: str, files: dict[str, bytes]) -> None:
    folder = settings.ARTEFACT_ROOT / digest[:2] / digest
    temporary = temporary_folder()
    for path in (temporary, folder):
        path.mkdir(parents=True, exist_ok=True)
    for file_name, data in files.items():
        unnamed = temporary / uuid.uuid4().hex
        _write_synced(unnamed, data)
        unnamed.replace(folder / file_name)
    for path in (folder, folder.parent, settings.ARTEFACT_ROOT):
        _sync_folder(path)


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def temporary_folder() -> Path:
    """Return where files lie until they are whole: in the same file system, at no address."""
    return Path(settings.ARTEFACT_ROOT / "unfinished")


def clear_abandoned() -> None:
    """Remove what killed processes left behind."""
    for path in temporary_folder().glob("*"):
        with contextlib.suppress(FileNotFoundError):  # finished or removed by another worker meanwhile
            if path.stat().st_mtime < time.time() - ABANDONED:
                path.unlink()


def fault(artefact: Artefact) -> str:
    """Return what is wrong with an artefact's file, "" where it is the one that was published."""
    try:
        data = artefact.path.read_bytes()
    except OSError as error:
        return f"文件读不出来（{error.strerror}）：{artefact.path}"
    if len(data) != artefact.size or sha256(data) != artefact.sha256:
        return f"文件与公开时不同：{artefact.path}"
    return ""
