"""The document as an Excel workbook: 目录 first, then one sheet a table that looks as the table is printed.

Made of the document alone, so that every edition has one. Amounts are numbers, codes and all other cells are text,
nothing is a formula: a text that begins with ``=`` is written as the text that it is.
"""

from __future__ import annotations

import io
from datetime import datetime, time

import xlsxwriter

from budgetportal.disclosure.document import Document, Form, Table
from budgetportal.rendering.flat import with_joined
from budgetportal.rendering.pdf import day_of
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.xlsx.contents import write_contents
from budgetportal.rendering.xlsx.names import SheetNames
from budgetportal.rendering.xlsx.sheets import write_form, write_table
from budgetportal.rendering.xlsx.styles import Styles

CONTENTS = "目录"
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def xlsx(document: Document, stamp: Stamp) -> bytes:
    """The workbook; the same document is the same bytes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, AS_TEXT) as book:
        day = datetime.combine(day_of(document), time())
        book.set_properties({"title": document.title, "author": document.unit, "created": day, "language": "zh-CN"})
        styles, names = Styles(book), SheetNames()
        contents = book.add_worksheet(names.of(CONTENTS))
        listed = []
        for block, joined in (pair for part in document.parts for pair in with_joined(part.blocks)):
            if isinstance(block, Table | Form):
                name = names.of(_name(block))
                sheet = book.add_worksheet(name)
                listed.append((name, _title(block)))
                if isinstance(block, Table):
                    write_table(sheet, styles, block)
                else:
                    write_form(sheet, styles, block, joined)
        write_contents(contents, styles, document, stamp, listed)
    return target.getvalue()


def _name(block: Table | Form) -> str:
    if isinstance(block, Table):
        number = (block.number or "").replace(" ", "")
        return f"{number} {block.title}".strip()
    return block.title.split("\n")[0]


def _title(block: Table | Form) -> str:
    number = block.number if isinstance(block, Table) else None
    return f"{number or ''} {''.join(block.title.splitlines())}".strip()
