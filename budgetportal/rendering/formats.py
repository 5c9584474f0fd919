"""Every format that a document is rendered in, by the name of the format: one way in for commands and workers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from budgetportal.disclosure.document import Document
from budgetportal.rendering import data_package, html, pdf
from budgetportal.rendering.attachment import Attachment
from budgetportal.rendering.docx import docx
from budgetportal.rendering.flat import flat_tables
from budgetportal.rendering.json import to_json
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.xlsx import xlsx

Renderer = Callable[[Document, Stamp, bytes], bytes]  # the last is the filing's canonical JSON
NARRATIVE = "narrative"


def attachments(document: Document, filing: bytes) -> list[Attachment]:
    """What travels inside the PDF: the filing, and the tables and performance forms as CSV."""
    made = [Attachment("filing.json", filing, "填报（规范 JSON）", "application/json")]
    for table in flat_tables(document):
        if table.path != NARRATIVE:
            name = table.path.rpartition("/")[2]
            made.append(Attachment(f"{name}.csv", table.csv(), table.title or name, "text/csv"))
    return made


def _json(document: Document, stamp: Stamp, filing: bytes) -> bytes:  # noqa: ARG001 - all renderers are called alike
    return to_json(document)


def _html(document: Document, stamp: Stamp, filing: bytes) -> bytes:  # noqa: ARG001
    return html.page(document, stamp)


def _pdf(document: Document, stamp: Stamp, filing: bytes) -> bytes:
    return pdf.pdf(document, stamp, attachments(document, filing))


def _xlsx(document: Document, stamp: Stamp, filing: bytes) -> bytes:  # noqa: ARG001
    return xlsx(document, stamp)


def _docx(document: Document, stamp: Stamp, filing: bytes) -> bytes:  # noqa: ARG001
    return docx(document, stamp)


def _csv(document: Document, stamp: Stamp, filing: bytes) -> bytes:
    return data_package.zipped(data_package.files(document, stamp, filing))


RENDERERS: Mapping[str, Renderer] = {
    "json": _json,
    "html": _html,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "docx": _docx,
    "csv": _csv,  # zipped
}
