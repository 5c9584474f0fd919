"""The document as PDF, set by GB/T 9704-2012 with WeasyPrint.

The bytes depend on nothing but document, stamp and this code with its fonts: no clock, no network, no system font.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from budgetportal.disclosure.document import Document
from budgetportal.rendering import archive, fit, fontconfig
from budgetportal.rendering.attachment import Attachment
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.table_layout import DEEPEST_INDENT
from budgetportal.rendering.templates import render, stylesheet
from budgetportal.rendering.view import view

if TYPE_CHECKING:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration


class ResourceRequested(RuntimeError):  # noqa: N818 - says what happened
    """A document asked for something from outside; nothing in it may."""


@dataclass(frozen=True, slots=True)
class Typesetter:
    """What is made once in a process: WeasyPrint with the project's fonts, and the stylesheet read."""

    weasyprint: Any
    fonts: FontConfiguration
    css: weasyprint.CSS


@cache
def prepare() -> Typesetter:
    """Load WeasyPrint, the fonts and the stylesheet; a worker calls this once when it starts."""
    fontconfig.install()
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from budgetportal.rendering import justification, settled, stopping

    justification.install()
    settled.install()
    stopping.install()
    fonts = FontConfiguration()
    css = weasyprint.CSS(string=paper_css(), font_config=fonts, url_fetcher=deny_all())
    typesetter = Typesetter(weasyprint, fonts, css)
    render("print.html")  # the templates are read and compiled now
    gc.collect()
    gc.freeze()
    return typesetter


def pdf(document: Document, stamp: Stamp, attachments: Sequence[Attachment] = ()) -> bytes:
    """The document as PDF/A-3a and PDF/UA-1 with these files inside, dated as it is issued.

    ``ResourceRequested`` where it asked for anything from outside; ``ValueError`` where two files have one name.
    """
    return set_page(print_html(document, stamp), attachments, day_of(document))


def day_of(document: Document) -> date:
    """The day that the file is dated: 印发日期, or the first of its year where it has none."""
    return document.issued_on or date(document.fiscal_year, 1, 1)


def print_html(document: Document, stamp: Stamp) -> str:
    """The HTML that the PDF is set from."""
    dated = day_of(document)
    foot = f"文件校验码 SHA-256：{stamp.sha256}"
    return render("print.html", document=view(document, stamp, paper=True), dated=dated.isoformat(), foot=foot)


def set_page(html: str, attachments: Sequence[Attachment] = (), dated: date = date.min) -> bytes:
    """Set HTML of ours on paper; ``dated`` is the day that the attachments were made."""
    typesetter = prepare()
    fetcher = deny_all()
    with collector_off():
        source = typesetter.weasyprint.HTML(string=html, url_fetcher=fetcher)
        written: bytes = source.write_pdf(
            font_config=typesetter.fonts,
            stylesheets=[typesetter.css],
            pdf_variant="pdf/a-3a",
            custom_metadata=False,
            attachments=archive.embedded(attachments, dated),
            finisher=archive.Finisher(attachments),
        )
    if fetcher.attempts:
        raise ResourceRequested("公开文本要求读取外部资源，已拒绝：" + "、".join(fetcher.attempts))
    return written


def paper_css() -> str:
    """The stylesheet of the page, with one class for each setting of a table."""
    return stylesheet("print.css") + "\n".join(_setting_css(*numbered) for numbered in enumerate(fit.SETTINGS))


def _setting_css(number: int, setting: fit.Setting) -> str:
    scope = f".fit-{number}"
    rules = [
        f"{scope} .figures, {scope} .form {{ font-size: {setting.size}pt; line-height: {fit.LINE_HEIGHT}; }}",
        # by a class of the cell itself: asking each cell for what it stands in takes a tenth of a render
        f".cell-{number} {{ padding: {setting.vertical}mm {setting.horizontal}mm; }}",
    ]
    for level in range(1, DEEPEST_INDENT + 1):
        left = setting.horizontal + level * fit.INDENT * setting.em
        rules.append(f".cell-{number}.indent-{level} {{ padding-left: {left:.2f}mm; }}")
    return "\n".join(rules)


def deny_all() -> Any:
    """A fetcher that fetches nothing and keeps the addresses that it was asked for in ``attempts``."""
    from weasyprint import URLFetcher

    class DenyAll(URLFetcher):  # type: ignore[misc]
        """Refuses every address, whatever its protocol."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.attempts: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            """Note the address and refuse it."""
            self.attempts.append(url)
            raise ValueError(f"refused: {url}")

    return DenyAll()


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the garbage collector out of a render, which makes much and frees it at once at the end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()
