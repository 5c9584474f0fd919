"""The document as JSON, the form that other programs compare."""

from __future__ import annotations

import json
from typing import Any

from budgetportal.disclosure.document import Block, Document, Form, Heading, Table
from budgetportal.rendering import grid


def to_json(document: Document) -> bytes:
    """The document in the contract's form: UTF-8, two spaces of indent, a newline at the end."""
    data = {
        "title": document.title,
        "unit": document.unit,
        "fiscal_year": document.fiscal_year,
        "edition": document.edition,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "parts": [{"title": part.title, "blocks": [_block(block) for block in part.blocks]} for part in document.parts],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Form):
        return _form(block)
    if isinstance(block, Heading):
        return {"type": "heading", "level": block.level, "text": block.text}
    return {"type": "paragraph", "text": block.text}


def _table(table: Table) -> dict[str, Any]:
    numbering = [list(table.numbering)] if table.numbered else []
    return {
        "type": "table",
        "number": table.number,
        "key": table.key,
        "title": table.title,
        "organization": table.organization,
        "amount_unit": table.amount_unit,
        "columns": [list(column.path) for column in table.columns],
        "rows": numbering + [[cell.text for cell in row.cells] for row in table.rows],
        "note": table.note,
    }


def _form(form: Form) -> dict[str, Any]:
    lines = _form_lines(form)
    width = max(map(len, lines), default=0)
    return {
        "type": "table",
        "number": None,
        "key": form.key,
        "title": form.title,
        "organization": None,
        "amount_unit": None,
        "columns": [],
        "rows": [line + [""] * (width - len(line)) for line in lines],
        "note": None,
    }


def _form_lines(form: Form) -> list[list[str]]:
    """The form's lines from left to right; a label that spans several lines stands in the first, ``""`` below it."""
    cells = [cell for line in grid.layout(form) for cell in line]
    rows: dict[int, dict[int, str]] = {}
    for cell in cells:
        for line in range(cell.line, cell.line + cell.rowspan):
            rows.setdefault(line, {})[cell.column] = cell.text if line == cell.line else ""
    return [[texts[column] for column in sorted(texts)] for _, texts in sorted(rows.items())]
