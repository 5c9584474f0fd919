"""Workbooks put together part by part, and the list of those that must be refused."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import xlsxwriter

SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
TYPES, LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
Parts = dict[str, bytes]


@dataclass(frozen=True)
class Hostile:
    """A workbook to be refused, and what the refusal speaks of."""

    label: str
    make: Callable[[], bytes]
    reason: str


HOSTILE: list[Hostile] = []


def hostile(reason: str, label: str = "") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE.append(Hostile(label or make.__name__, make, reason))
        return make

    return register


def plain() -> Parts:
    """The parts of a small, good workbook: one sheet, a text in A1, a number in B1."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("表一")
        sheet.write_string(0, 0, "合计")
        sheet.write_number(0, 1, 6.23)
    with zipfile.ZipFile(target) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, compression)
    return target.getvalue()


def with_parts(**more: bytes) -> bytes:
    return pack({**plain(), **{name.replace("__", "/"): content for name, content in more.items()}})


def replaced(part: str, old: str, new: str) -> bytes:
    parts = plain()
    assert old in parts[part].decode(), (part, old)
    return pack({**parts, part: parts[part].replace(old.encode(), new.encode(), 1)})


def sheet_xml(rows: str, after: str = "", before: str = "") -> bytes:
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    ).encode()


def sheet(rows: str, after: str = "", compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook whose only sheet has these rows."""
    return pack({**plain(), SHEET: sheet_xml(rows, after)}, compression)


def linked(kind: str, target: str, mode: str = "Internal") -> str:
    return f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'


def column(number: int) -> str:
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def patched(data: bytes, field: int, central: int, value: int, size: str = "<I") -> bytes:
    """Overwrite a field of the first entry's local header and of its record in the directory."""
    changed = bytearray(data)
    struct.pack_into(size, changed, field, value)
    struct.pack_into(size, changed, data.index(b"PK\x01\x02") + central, value)
    return bytes(changed)


def cell(reference: str, value: str = "<v>1</v>", attributes: str = "") -> str:
    return f'<c r="{reference}"{attributes}>{value}</c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def formula(text: str, value: str = "<v>1</v>") -> bytes:
    return sheet(f'<row r="1"><c r="A1"><f>{text}</f>{value}</c></row>')
