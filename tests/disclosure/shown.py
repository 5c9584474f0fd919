"""What a test reads in a document, and how nearly a published filing's document repeats its publication."""

from __future__ import annotations

import importlib.util
import json
import re
import sys

from budgetportal.disclosure.codec import read_filing, write_filing
from budgetportal.disclosure.document import Heading, Paragraph
from budgetportal.disclosure.editions import compose
from budgetportal.rendering.json import to_json

FIGURE = re.compile(r"(?<![\d.])\d+\.\d\d(?!\d)")


def tables_of(document):
    return {table.key: table for table in document.tables()}


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def without_blanks(table):
    """The rows in which a figure stands, each without its blank cells."""
    return [[cell.text for cell in row.cells if cell.text] for row in table.rows if any(c.amount for c in row.cells)]


def heads(table):
    """The label paths of the columns, as one text each."""
    return ["/".join(column.path) for column in table.columns]


def said(document, key=None):
    """The paragraphs of the document, or those of one key."""
    blocks = [block for part in document.parts for block in part.blocks if isinstance(block, Paragraph)]
    return [block.text for block in blocks if key is None or block.key == key]


def headings(document):
    return [block.text for part in document.parts for block in part.blocks if isinstance(block, Heading)]


def published_document(shared_folder, name):
    """The document of a published filing as other programs read it; the filing comes back byte for byte."""
    data = (shared_folder / f"filings/{name}.json").read_bytes()
    found, troubles = read_filing(data)
    assert troubles == []
    assert write_filing(found) == data
    return json.loads(to_json(compose(found)))


def fidelity_of(published, shared_folder, name, monkeypatch):
    """The report on a document held against the text of its publication."""
    spec = importlib.util.spec_from_file_location("fidelity", shared_folder / "tools/fidelity.py")
    fidelity = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "fidelity", fidelity)
    spec.loader.exec_module(fidelity)
    seed = fidelity.load(shared_folder / f"seeds/{name}.txt")
    return fidelity.compare(seed, fidelity.Text.of(fidelity.document_text(published)))


def seed_figures(shared_folder, name, number):
    """The figures of each table of a publication, in printed order; ``number`` is the pattern of a table's number."""
    seed = (shared_folder / f"seeds/{name}.txt").read_text(encoding="utf-8")
    body = seed.partition("第二部分")[2].partition("第三部分")[0]
    return [FIGURE.findall(text) for text in re.split(rf"^\s*{number}\s*$", body, flags=re.MULTILINE)[1:]]


def figures_of(published):
    """The figures of each table of a document, in printed order."""
    tables = [block for block in published["parts"][1]["blocks"] if block["type"] == "table"]
    return [[text for row in table["rows"] for text in row if FIGURE.fullmatch(text)] for table in tables]
