"""The objects of a PDF serialised once; pydyf works each of them out twice, for the identifier and for the file."""

from __future__ import annotations

from typing import Any

import pydyf


class Settled(pydyf.Object):  # type: ignore[misc]
    """An object of a PDF that will not change any more."""

    def __init__(self, settled: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = settled.number, settled.generation, settled.free
        self._data: bytes = b"" if settled.free == "f" else settled.data
        self._compressible: bool = settled.compressible

    @property
    def data(self) -> bytes:
        """The bytes of the object."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Whether it may stand in an object stream."""
        return self._compressible


def install() -> None:
    """Let pydyf count the pages of a PDF once: WeasyPrint asks for them with each tag, all of them each time."""
    pydyf.PDF.page_references = property(_page_references)


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    numbers = pdf.pages["Kids"][::3]
    known: tuple[bytes, ...] = getattr(pdf, "_known_references", ())
    if len(known) != len(numbers):
        known = pdf._known_references = tuple(f"{number} 0 R".encode("ascii") for number in numbers)
    return known


def settle(pdf: Any) -> None:
    """Put settled objects in the place of those that the file has by now; the last step before it is written."""
    pdf.objects = [Settled(item) for item in pdf.objects]
