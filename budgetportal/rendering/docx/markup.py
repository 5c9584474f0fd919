"""WordprocessingML, built element by element, so that a text can never become markup.

Names are those of ECMA-376 Part 1, section 17; children stand in the order that its schema asks for. Lengths are
twips (1/20 point) where nothing else is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from typing import TypeAlias, cast

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

Element: TypeAlias = BaseOxmlElement

TWIPS = 1440 / 25.4  # in a mm
POINTS = 20  # twips in a point

_PREFIX = f"{{{nsmap['w']}}}"
_NAMESPACE = {"w": nsmap["w"]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by XML 1.0, section 2.2
REPLACEMENT = "\ufffd"  # shows that something stood there


def twips(millimetres: float) -> int:
    """A length in mm as twips."""
    return round(millimetres * TWIPS)


def w(tag: str, *children: Element | None, **attributes: str | int | None) -> Element:
    """An element of the namespace ``w`` with its attributes; what is None is left out."""
    given = {_PREFIX + name: str(value) for name, value in attributes.items() if value is not None}
    made = cast(Element, oxml_parser.makeelement(_PREFIX + tag, given, _NAMESPACE))
    made.extend([child for child in children if child is not None])
    return made


def lines(text: str) -> list[str]:
    """The lines of a text, without the characters that XML forbids; a tab is a space."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _FORBIDDEN.sub(REPLACEMENT, ended).split("\n")


def one_line(text: str) -> str:
    """A text for a place that has one line: an attribute, an entry of the contents."""
    return " ".join(lines(text))


def run(text: str, *properties: Element) -> Element:
    """A run of text on one line."""
    content = w("t")
    content.text = one_line(text)
    content.set(_SPACE, "preserve")
    return w("r", w("rPr", *properties) if properties else None, content)


def broken(texts: Sequence[str]) -> list[Element]:
    """Runs of text, each on a line of its own in one paragraph."""
    runs: list[Element] = []
    for text in texts:
        runs += [w("r", w("br")), run(text)] if runs else [run(text)]
    return runs


def paragraph(style: str, *content: Element, properties: Sequence[Element] = ()) -> Element:
    """A paragraph of a style; ``properties`` are what it has beside the style, in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *content)


def field(instruction: str, shown: str) -> list[Element]:
    """A field that a program works out when it sets the page (PAGE, NUMPAGES), or when it is asked to (TOC)."""
    return [*field_start(instruction), run(shown), field_end()]


def field_start(instruction: str) -> list[Element]:
    """The beginning of a field whose result follows in runs or paragraphs of its own."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(_SPACE, "preserve")
    return [w("r", w("fldChar", fldCharType="begin")), w("r", code), w("r", w("fldChar", fldCharType="separate"))]


def field_end() -> Element:
    """The end of a field."""
    return w("r", w("fldChar", fldCharType="end"))


class Bookmarks:
    """Names places that the contents lead to, as Word does, so that an update of the contents replaces them."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def around(self, *content: Element) -> tuple[str, list[Element]]:
        """The name of a new bookmark, and the content between its ends."""
        number = next(self._numbers)
        name = f"_Toc{number:08d}"
        return name, [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]
