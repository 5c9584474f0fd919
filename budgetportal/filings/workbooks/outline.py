"""Which parts of a package are its sheets, and what else it refers to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from budgetportal.filings.workbooks.formulas import check_formula
from budgetportal.filings.workbooks.package import CONNECTIONS, DAMAGED, LINKS, MACROS, OBJECTS
from budgetportal.filings.workbooks.sheet import Unreadable
from budgetportal.filings.workbooks.xml import Part, local

CONTENT_TYPES, ROOT_LINKS = "[Content_Types].xml", "_rels/.rels"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET, STRINGS = "worksheet", "sharedStrings"
READ = frozenset({SHEET, STRINGS, "chartsheet", "dialogsheet", "styles"})  # what the reader is handed
# the last step of a relationship's type: why the workbook is refused that has one
UNWANTED = {
    "vbaProject": MACROS,
    "xlMacrosheet": MACROS,
    "xlIntlMacrosheet": MACROS,
    "externalLink": LINKS,
    "externalLinkPath": LINKS,
    "connections": CONNECTIONS,
    "queryTable": CONNECTIONS,
    "oleObject": OBJECTS,
    "package": OBJECTS,
    "control": OBJECTS,
    "activeXControlBinary": OBJECTS,
}


@dataclass(frozen=True, slots=True)
class Outline:
    """A workbook from outside."""

    parts: Mapping[str, bytes]
    """What is read of the package."""
    sheets: tuple[tuple[str, str], ...]
    """Name and part of each worksheet, in the workbook's order."""
    strings: str | None
    """The part of the shared strings."""
    to_calculate: bool
    """The program that wrote the workbook left the formulas to be calculated when it is opened."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship (关系) of a part: its kind and where it leads."""

    kind: str
    target: str


def outline(parts: Mapping[str, bytes]) -> Outline:
    """Find the sheets of a workbook; refuse what is none, and one that leads out of itself."""
    for name in parts:
        if name.lower().endswith(".rels"):
            _links(parts, name)
    book = _book_name(parts)
    _check_types(parts, book)
    links_name = posixpath.join(posixpath.dirname(book), "_rels", posixpath.basename(book) + ".rels")
    links = _links(parts, links_name)
    workbook = _Workbook()
    workbook.read(_part(parts, book))
    targets = {key: (link.kind, _within(book, link.target)) for key, link in links.items() if link.kind in READ}
    kept = [CONTENT_TYPES, ROOT_LINKS, book, links_name, *(target for _, target in targets.values())]
    return Outline(
        parts={name: _part(parts, name) for name in kept},
        sheets=tuple(_sheets(workbook, targets)),
        strings=next((target for kind, target in targets.values() if kind == STRINGS), None),
        to_calculate=workbook.to_calculate,
    )


def _sheets(workbook: _Workbook, targets: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    names, used = set(), set()
    for name, key in workbook.sheets:
        if key not in targets or name.lower() in names or targets[key] in used:
            raise Unreadable(DAMAGED)
        names.add(name.lower())
        used.add(targets[key])
        kind, target = targets[key]
        if kind == SHEET:
            yield name, target


def _book_name(parts: Mapping[str, bytes]) -> str:
    for link in _links(parts, ROOT_LINKS).values():
        if link.kind == "officeDocument":
            return _within("", link.target)
    raise Unreadable(DAMAGED)


def _check_types(parts: Mapping[str, bytes], book: str) -> None:
    types = _Types()
    types.read(_part(parts, CONTENT_TYPES))
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in types.all):
        raise Unreadable(MACROS)
    if types.of_parts.get("/" + book) != BOOK_TYPE:
        raise Unreadable("文件不是 Excel 工作簿（如 Word 文档、模板改名而来）；用 Excel 或 WPS 另存为 .xlsx 后再选择")


def _links(parts: Mapping[str, bytes], name: str) -> dict[str, Link]:
    links = _Links()
    links.read(_part(parts, name))
    return links.found


def _part(parts: Mapping[str, bytes], name: str) -> bytes:
    if name not in parts:
        raise Unreadable(DAMAGED)
    return parts[name]


def _within(source: str, target: str) -> str:
    """The part that a relationship of another part leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


class _Types(Part):
    def __init__(self) -> None:
        self.of_parts: dict[str, str] = {}
        self.all: set[str] = set()

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        content_type = attributes.get("ContentType", "")
        self.all.add(content_type)
        if name == "Override":
            self.of_parts[attributes.get("PartName", "")] = content_type


class _Links(Part):
    def __init__(self) -> None:
        self.found: dict[str, Link] = {}

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind in UNWANTED:
            raise Unreadable(UNWANTED[kind])
        if attributes.get("TargetMode") == "External" and kind != "hyperlink":
            raise Unreadable(LINKS)
        self.found[attributes.get("Id", "")] = Link(kind, attributes.get("Target", ""))


@dataclass
class _Workbook(Part):
    sheets: list[tuple[str, str]] = field(default_factory=list)
    to_calculate: bool = False
    formula: str | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            key = next((value for label, value in attributes.items() if local(label) == "id"), "")
            self.sheets.append((attributes.get("name", ""), key))
        elif name == "calcPr":
            self.to_calculate = attributes.get("fullCalcOnLoad") in ("1", "true")
        elif name == "definedName":
            self.formula = ""

    def said(self, text: str) -> None:
        if self.formula is not None:
            self.formula += text

    def closed(self, name: str) -> None:
        if name == "definedName":
            check_formula(self.formula or "", "名称管理器中的公式")
            self.formula = None
