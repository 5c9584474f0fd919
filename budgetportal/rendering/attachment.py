"""A file inside the PDF: the data that a disclosure was made from travels with it (PDF/A-3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

RELATIONSHIP = "Data"  # ISO 19005-3: the file holds the data from which the document was made
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
MIME = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be embedded: ``name`` without folders (``filing.json``), what it is in words, its media type.

    ``ValueError`` where name or media type cannot stand in a PDF as they are, or the description is empty.
    """

    name: str
    data: bytes
    description: str
    mime: str

    def __post_init__(self) -> None:
        """Refuse what readers of PDF would show wrongly or not at all."""
        if not NAME.fullmatch(self.name):
            raise ValueError(f"附件名“{self.name}”只能用字母、数字、点、横线和下划线，不能含文件夹。")
        if not MIME.fullmatch(self.mime):
            raise ValueError(f"附件 {self.name} 的类型“{self.mime}”不是媒体类型，例如 application/json。")
        if not self.description:
            raise ValueError(f"附件 {self.name} 没有说明。")
