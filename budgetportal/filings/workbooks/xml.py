"""One XML part of a package, read element by element, without DTD, entities, or more elements than a workbook needs."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from budgetportal.filings.workbooks import limits
from budgetportal.filings.workbooks.package import DAMAGED, ENTITIES
from budgetportal.filings.workbooks.sheet import Unreadable


class Part:
    """Reads a part; what it wants of it a subclass says. Names of elements and attributes come without prefix."""

    depth = 0
    elements = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def said(self, text: str) -> None:
        """A piece of text."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def read(self, content: bytes) -> None:
        """Read the part from begin to end; what is not well-formed is refused."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.XmlDeclHandler = _check_encoding
        parser.StartDoctypeDeclHandler = _refuse_declaration
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.said
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise Unreadable(DAMAGED) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.elements > limits.ELEMENTS or self.depth > limits.DEPTH:
            raise Unreadable("工作簿的内容太多或层次太深；删除不需要的工作表和空行空列后再选择")
        self.opened(local(name), attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.closed(local(name))


def local(name: str) -> str:
    """A name without its prefix: programs choose their own."""
    return name.rpartition(":")[2]


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.upper() != "UTF-8":
        raise Unreadable(DAMAGED)


def _refuse_declaration(*_declaration: object) -> None:
    raise Unreadable(ENTITIES)
