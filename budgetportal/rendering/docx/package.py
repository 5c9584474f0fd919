"""The file: python-docx's package without its template's content, written with fixed dates in fixed order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from budgetportal.disclosure.document import Document
from budgetportal.rendering.data_package import zipped
from budgetportal.rendering.docx import cover, styles
from budgetportal.rendering.docx.markup import Element, one_line, w
from budgetportal.rendering.stamp import Stamp

FIRST = ("[Content_Types].xml", "_rels/.rels")  # where programs look first
KEPT = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE)
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of the properties that a user names
LONGEST_PROPERTY = 255  # characters; Word refuses longer ones
WORD_2013 = "15"  # the compatibility mode; a lower one opens as 兼容模式


def package(document: Document, stamp: Stamp, body: Sequence[Element]) -> bytes:
    """A DOCX file with this body."""
    opened = docx.Document()
    _drop_template(opened)
    _fill(opened.element.body, body)
    _fill(opened.styles.element, list(styles.styles()))
    _fill(opened.settings.element, list(_settings()))
    _head_and_foot(opened, document, stamp)
    _properties(opened, document, stamp)
    written = io.BytesIO()
    opened.save(written)
    return _rewritten(written)


def _fill(element: Element, children: Sequence[Element]) -> None:
    element.clear()
    element.extend(children)


def _drop_template(opened: WordDocument) -> None:
    """Take out what the template brings: its thumbnail, author, theme, lists and fonts."""
    whole, main = opened.part.package, opened.part
    for relations, kept in ((whole.rels, (RELATIONSHIP_TYPE.OFFICE_DOCUMENT,)), (main.rels, KEPT)):
        for name in [name for name, relation in relations.items() if relation.reltype not in kept]:
            del relations[name]
    fonts = main.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts._blob = _xml(w("fonts", *styles.fonts()))


def _settings() -> list[Element]:
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=WORD_2013)
    return [
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", mode),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    ]


def _head_and_foot(opened: WordDocument, document: Document, stamp: Stamp) -> None:
    """Give them to the section after the cover; the ones that follow go on with them."""
    section = opened.sections[1]
    for story, content in (
        (section.header, cover.header(document, stamp)),
        (section.footer, cover.footer(stamp)),
    ):
        story.is_linked_to_previous = False
        _fill(story.part.element, content)


def _properties(opened: WordDocument, document: Document, stamp: Stamp) -> None:
    dated = document.issued_on or date(document.fiscal_year, 1, 1)
    core = opened.core_properties
    core.title = one_line(document.title)[:LONGEST_PROPERTY]
    core.author = core.last_modified_by = one_line(document.unit)[:LONGEST_PROPERTY]
    core.created = core.modified = datetime.combine(dated, time.min)
    core.language = "zh-CN"
    core.revision = 1
    whole = opened.part.package
    name = PackURI("/docProps/custom.xml")
    part = Part(name, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, _custom(document, stamp), whole)
    whole.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _custom(document: Document, stamp: Stamp) -> bytes:
    """What the file says of itself to programs."""
    values = {
        "文件校验码 SHA-256": stamp.sha256,
        "文件校验码 SM3": stamp.sm3,
        "版本": stamp.edition_line,
        "表式": document.edition,
    }
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap={None: CUSTOM, "vt": VALUES})
    for number, (name, value) in enumerate(((name, value) for name, value in values.items() if value), 2):
        entry = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=FORMAT, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{VALUES}}}lpwstr").text = one_line(value)
    return _xml(root)


def _xml(root: Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _rewritten(file: io.BytesIO) -> bytes:
    """The same archive without the time of its making, its members in fixed order."""
    with zipfile.ZipFile(file) as source:
        names = sorted(source.namelist(), key=lambda name: (name not in FIRST, name))
        return zipped({name: source.read(name) for name in names})
