"""The structure tree as WeasyPrint leaves it in a PDF's objects: walk it, move in it, cut what is furniture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

FURNITURE = pydyf.Dictionary({"Type": "/Pagination"})  # running heads and feet, page numbers, repeated header rows


HOLDERS = frozenset({"/Sect", "/Div", "/Table", "/TBody", "/TR"})


class TagTree:
    """The structure elements of a PDF by their references."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        root = self.at(pdf.catalog["StructTreeRoot"])
        self.document = self.at(root["K"][0])
        self._mapping = self.at(root["ParentTree"])["Nums"]

    def at(self, reference: bytes) -> Any:
        """The object that a reference names."""
        return self._pdf.objects[int(reference.split()[0])]

    def parent(self, element: Any) -> Any:
        """The element that an element stands in."""
        return self.at(element["P"])

    def elements(self) -> Iterator[Any]:
        """Every element of the tree, each before those in it."""
        waiting = [self.document]
        while waiting:
            element = waiting.pop()
            yield element
            inside = [self.at(kid) for kid in element["K"] if isinstance(kid, bytes)]
            waiting.extend(kid for kid in reversed(inside) if kid["Type"] == "/StructElem")

    def move(self, element: Any, into: Any) -> None:
        """Put an element at the end of another one."""
        self.detach(element)
        element["P"] = into.reference
        into["K"].append(element.reference)

    def detach(self, element: Any) -> None:
        """Take an element out of the tree; what is in it stays in it."""
        self.parent(element)["K"].remove(element.reference)

    def prune(self) -> None:
        """Cut what holds other elements and is empty."""
        for element in reversed(list(self.elements())):
            if element["S"] in HOLDERS and not element["K"]:
                self.detach(element)

    def absorb_spans(self) -> None:
        """Let elements hold their text themselves: a span around each text is half of the tree and says nothing."""
        owners = dict(zip(self._pdf.page_references, self._mapping[1::2], strict=False))
        for element in self.elements():
            for position, reference in enumerate(element["K"]):
                kid = self.at(reference) if isinstance(reference, bytes) else {}
                if kid.get("S") == "/Span" and kid["Pg"] == element["Pg"] and _is_text(kid):
                    (mcid,) = kid["K"]
                    element["K"][position] = mcid
                    owners[kid["Pg"]][mcid] = element.reference

    def cut_furniture(self) -> None:
        """Mark what is on the pages and not in the tree as furniture, and forget its elements."""
        kept = {element.number for element in self.elements()}
        for page, owners in zip(self._pdf.page_references, self._mapping[1::2], strict=False):
            loose = [mcid for mcid, owner in enumerate(owners) if int(owner.split()[0]) not in kept]
            _mark_furniture(self.at(self.at(page)["Contents"]), loose)
            for mcid in loose:
                owners[mcid] = "null"
        for number, item in enumerate(self._pdf.objects):
            if isinstance(item, dict) and item.get("Type") == "/StructElem" and number not in kept:
                item.clear()


def _is_text(element: Any) -> bool:
    """Whether an element holds one marked content and nothing else."""
    return len(element["K"]) == 1 and isinstance(element["K"][0], int)


def _mark_furniture(stream: Any, loose: list[int]) -> None:
    """Turn the marked contents with these numbers into artefacts (/Artifact) in a page's stream."""
    numbers = set(loose)
    for position, item in enumerate(stream.stream):
        if isinstance(item, dict) and item.get("MCID") in numbers:
            stream.stream[position - 1 : position + 1] = ["/Artifact", FURNITURE]
