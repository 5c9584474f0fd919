"""What makes a PDF a record: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one file, with the data inside.

WeasyPrint writes the one or the other; the finisher adds what is missing just before the file is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pydyf

from budgetportal.rendering import tagging
from budgetportal.rendering.attachment import RELATIONSHIP, Attachment
from budgetportal.rendering.settled import settle

# PDF/UA-1 says what it is by pdfuaid:part, a property that PDF/A knows only when the file describes it
UNIVERSAL_ACCESS = b"""<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""\
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""\
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
END_OF_METADATA = b"</rdf:RDF>"


def embedded(attachments: Sequence[Attachment], dated: date) -> list[Any]:
    """The files for WeasyPrint, in the order of their names as the name tree of a PDF wants it, all of one day."""
    from weasyprint import Attachment as Embedded

    moment = datetime.combine(dated, time())
    return [
        Embedded(
            string=file.data,
            name=file.name,
            description=file.description,
            created=moment,
            modified=moment,
            relationship=RELATIONSHIP,
        )
        for file in _by_name(attachments)
    ]


def _by_name(attachments: Sequence[Attachment]) -> list[Attachment]:
    names = [file.name for file in attachments]
    if len(set(names)) < len(names):
        raise ValueError("附件重名：" + "、".join(sorted({name for name in names if names.count(name) > 1})))
    return sorted(attachments, key=lambda file: file.name)


@dataclass(frozen=True, slots=True)
class Finisher:
    """Called by WeasyPrint with its document and the PDF, before it is written."""

    attachments: Sequence[Attachment] = ()

    def __call__(self, document: Any, pdf: Any) -> None:
        """Complete the file."""
        _identify(pdf)
        _type_attachments(pdf, _by_name(self.attachments))
        tagging.complete(document, pdf)
        settle(pdf)


def _identify(pdf: Any) -> None:
    """Add PDF/UA-1 to what the file says of itself, inside its one RDF: readers skip a second one."""
    for metadata in _streams(pdf, "/XML"):
        (content,) = metadata.stream
        before, end, after = content.rpartition(END_OF_METADATA)
        metadata.stream = [before + UNIVERSAL_ACCESS + end + after]


def _type_attachments(pdf: Any, attachments: Sequence[Attachment]) -> None:
    """Give each file its media type, which WeasyPrint guesses from the machine's list, and name each file once."""
    dictionaries = (item for item in pdf.objects if isinstance(item, pydyf.Dictionary))
    specifications = [item for item in dictionaries if item.get("Type") == "/Filespec"]
    for specification, attachment in zip(specifications, attachments, strict=True):
        stream = pdf.objects[int(specification["EF"]["F"].split()[0])]
        stream.extra["Subtype"] = pydyf.name(attachment.mime)
    if specifications:
        pdf.catalog["AF"] = pydyf.Array(item.reference for item in specifications)


def _streams(pdf: Any, subtype: str) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == subtype:
            yield item
