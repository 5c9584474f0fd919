"""
Published files at the address of their own content.

What such an address leads to never changes, and what is public stays public: no version is taken back or deleted. So a
reader's copy is good for a year, and a process asks the database about an address once.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from budgetportal.publishing import addresses, artefacts, versions
from budgetportal.publishing.models import Artefact, ArtefactName, Version

FOREVER = "public, max-age=31536000, immutable"
ADDRESS = re.compile(r"/artefacts/([0-9a-f]{64})/([0-9A-Za-z][0-9A-Za-z._-]*)")
COMPRESSED = (("br", ".br", "-br"), ("gzip", ".gz", "-gz"))  # coding, suffix of the file, mark in the ETag
MOST_KNOWN = 4096  # addresses that a process remembers


@dataclass(frozen=True, slots=True)
class Published:
    """What is served at one address: its file below ARTEFACT_ROOT and the headers that go with it."""

    location: str
    sha256: str
    is_page: bool
    headers: tuple[tuple[str, str], ...]


class ArtefactMiddleware:
    """Answer for published files above sessions and sign-in: a file depends on no person and sets no cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for an artefact's address, hand on every other."""
        address = ADDRESS.fullmatch(request.path_info)
        return artefact(request, *address.groups()) if address else self.get_response(request)


@require_safe
def artefact(request: HttpRequest, sha256: str, file_name: str) -> HttpResponse:
    """Return a published file, compressed where the reader takes it so."""
    file = published(sha256, file_name)
    coding, suffix, mark = _coding(request) if file.is_page else ("", "", "")
    response = HttpResponse(headers=dict(file.headers))
    response["ETag"] = f'"{file.sha256}{mark}"'
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    if answer and answer is not response:
        return answer
    if settings.ARTEFACT_ACCEL_LOCATION:
        response["X-Accel-Redirect"] = f"{settings.ARTEFACT_ACCEL_LOCATION}{quote(file.location)}"
        return response
    return _from_disk(request, response, settings.ARTEFACT_ROOT / f"{file.location}{suffix}", coding)


@lru_cache(MOST_KNOWN)
def published(sha256: str, file_name: str) -> Published:
    """Return what stands at an address; Http404, which is not remembered, where nothing public does."""
    public = versions.public(Version.objects.all())
    shown = Artefact.objects.filter(sha256=sha256, file_name=file_name, version__in=public)
    found = shown.select_related("version").first()
    if found is None:
        raise Http404
    is_page = found.name in artefacts.PAGES
    headers = {
        "Content-Type": found.media_type,
        "Cache-Control": FOREVER,
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Link": f'<{addresses.current(found.version)}>; rel="canonical"',
        **({"Vary": "Accept-Encoding"} if is_page else {"Content-Disposition": _disposition(found)}),
    }
    return Published(found.address, sha256, is_page, tuple(headers.items()))


def _from_disk(request: HttpRequest, response: HttpResponse, path: Path, coding: str) -> HttpResponse:
    if coding:
        response["Content-Encoding"] = coding
    if request.method == "HEAD":
        response["Content-Length"] = path.stat().st_size
    else:
        response.content = path.read_bytes()
        response["Content-Length"] = len(response.content)
    return response


def _coding(request: HttpRequest) -> tuple[str, str, str]:
    """Return the best of the codings that the reader takes (RFC 9110, 12.5.3)."""
    taken = _accepted(request.headers.get("Accept-Encoding", ""))
    return next((choice for choice in COMPRESSED if choice[0] in taken), ("", "", ""))


@lru_cache(256)
def _accepted(header: str) -> frozenset[str]:
    """Return the codings of the header whose weight is not 0."""
    codings = (part.replace(" ", "").lower().partition(";q=") for part in header.split(","))
    return frozenset(name for name, _, weight in codings if not re.fullmatch(r"0(\.0*)?", weight))


def _disposition(found: Artefact) -> str:
    """Return the header under which a file is saved by a name that a person understands (RFC 6266); a PDF is shown."""
    version = found.version
    unit = json.loads(version.content)["unit"]["name"]
    ending = found.file_name.rpartition(".")[2]
    name = f"{version.fiscal_year}年{unit}{version.get_kind_display()}公开（第{version.number}版）.{ending}"
    shown = "inline" if found.name == ArtefactName.PDF else "attachment"
    return f"{shown}; filename=\"{found.file_name}\"; filename*=UTF-8''{quote(name, safe='')}"
