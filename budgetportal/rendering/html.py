"""The document as HTML: a fragment for the public page, and a page that stands alone."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from budgetportal.disclosure.document import Document
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.templates import render, stylesheet
from budgetportal.rendering.view import view


def article(document: Document, stamp: Stamp) -> str:
    """The fragment ``<article class="disclosure">``; its style is ``static/rendering/disclosure.css``."""
    return render("article.html", document=view(document, stamp))


def page(document: Document, stamp: Stamp) -> bytes:
    """A whole page with its style inside and no script, UTF-8."""
    style = mark_safe(stylesheet("page.css") + stylesheet("disclosure.css"))  # noqa: S308 - our own files
    return render("page.html", document=view(document, stamp), style=style).encode()
