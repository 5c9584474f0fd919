"""The document as DOCX (WordprocessingML, ECMA-376), the file that an office edits and forwards."""

from __future__ import annotations

from budgetportal.disclosure.document import Document
from budgetportal.rendering.docx.body import body
from budgetportal.rendering.docx.package import package
from budgetportal.rendering.stamp import Stamp

__all__ = ["docx"]


def docx(document: Document, stamp: Stamp) -> bytes:
    """The document as a DOCX file; the same bytes for the same document and stamp.

    A character that XML forbids comes out as U+FFFD.
    """
    return package(document, stamp, body(document, stamp))
