"""From a frozen version to the bytes of an artefact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Filing
from budgetportal.publishing import addresses, artefacts
from budgetportal.publishing.models import FORMATS, ArtefactName
from budgetportal.rendering import html, signing
from budgetportal.rendering.formats import RENDERERS
from budgetportal.rendering.stamp import Stamp

if TYPE_CHECKING:
    from budgetportal.publishing.models import Version


@dataclass(frozen=True, slots=True)
class Download:
    """A format that the page offers beside itself; its size is left out, for the page must not wait for it."""

    label: str
    address: str
    media_type: str


def make(version: "Version", name: str) -> bytes:
    """
    Return the bytes of an artefact.

    They follow from the version's content, number and correction reason, renderer revision and the site's settings
    alone: neither people nor times go in, so the same filing gives the same bytes however it was entered.
    Only a signature, where the deployment has a key, says when it was made.
    """
    return MAKERS[name](version)


def filing_of(version: "Version") -> Filing:
    """Return the frozen filing."""
    filing, problems = read_filing(version.content.encode())
    if filing is None:
        raise ValueError(f"{version}：" + "；".join(map(str, problems)))
    return filing


def page(document: Document, stamp: Stamp, version: "Version") -> bytes:
    """Return the page as the public site shows it."""
    context = {
        "document": document,
        "stamp": stamp,
        "kind": version.get_kind_display(),
        "article": mark_safe(html.article(document, stamp)),  # noqa: S308  (the renderer escapes what people entered)
        "unit_address": addresses.unit(version),
        "current_address": addresses.current(version),
        "downloads": [download(version, name) for name in FORMATS],
        "description": _description(document),
    }
    return render_to_string("publishing/page.html", context).encode()


def download(version: "Version", name: ArtefactName) -> Download:
    """Return what the page says of one format."""
    return Download(str(name.label), addresses.file(version, name), artefacts.MEDIA_TYPES[name])


def _description(document: Document) -> str:
    tables = "、".join(table.title.split("\n")[0] for table in document.tables()[:4])
    return f"{document.title}，包括{tables}等 {len(document.tables())} 张表及情况说明。"


def stamp_of(version: "Version", *, superseded: bool = False) -> Stamp:
    """Return what the artefacts of a version are stamped with."""
    return Stamp(
        sha256=version.sha256,
        sm3=version.sm3,
        version=version.number,
        correction=version.reason or None,
        superseded=superseded,
    )


def _page(version: "Version") -> bytes:
    return page(compose(filing_of(version)), stamp_of(version), version)


def _superseded_page(version: "Version") -> bytes:
    return page(compose(filing_of(version)), stamp_of(version, superseded=True), version)


def _as(output: str) -> Callable[["Version"], bytes]:
    def render(version: "Version") -> bytes:
        return RENDERERS[output](compose(filing_of(version)), stamp_of(version), version.content.encode())

    return render


unsigned_pdf = _as("pdf")


def _pdf(version: "Version") -> bytes:
    return signing.signed(unsigned_pdf(version), settings.PDF_SIGNING_PKCS12, settings.PDF_SIGNING_PASSPHRASE)


MAKERS: Mapping[str, Callable[["Version"], bytes]] = {
    "page": _page,
    "pdf": _pdf,
    "xlsx": _as("xlsx"),
    "docx": _as("docx"),
    "data_package": _as("csv"),
    "json": _as("json"),
    "superseded_page": _superseded_page,
}
