"""Page, PDF, workbook, Word document and data package of one document carry the same figures in the same cells."""

import functools
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.document import Document, Table
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.intake import take
from budgetportal.publishing.management.commands.setup_demo import FILINGS
from budgetportal.rendering.formats import RENDERERS
from tests.disclosure.full_filing import full_filing
from tests.rendering import reading_back as read
from tests.rendering import sample

REPORT = "self-evaluation"  # has no numbered table
EXAMPLES = ["full", *(path.stem for path in sorted(FILINGS.glob("*.json")) if REPORT not in path.stem)]


@functools.cache
def filing_of(name: str) -> Filing:
    if name == "full":
        return full_filing()
    filing, problems = take((FILINGS / f"{name}.json").read_bytes())
    assert filing is not None, problems
    return filing


@functools.cache
def document_of(name: str) -> Document:
    return compose(filing_of(name))


@functools.cache
def rendered(name: str, output: str) -> bytes:
    return RENDERERS[output](document_of(name), sample.STAMP, write_filing(filing_of(name)))


def tables_of(name: str) -> list[Table]:
    """The numbered tables that have rows."""
    return [table for table in document_of(name).tables() if table.number and table.rows]


def squeezed(grid: read.Grid) -> read.Grid:
    return [[read.squeezed(cell) for cell in row] for row in grid]


def expected(name: str) -> dict[str, read.Grid]:
    found = {table.key: squeezed(read.printed(table)) for table in tables_of(name)}
    assert found
    return found


every_example = pytest.mark.parametrize("name", EXAMPLES)


@every_example
def test_document_json(name: str) -> None:
    document = json.loads(rendered(name, "json"))
    blocks = [block for part in document["parts"] for block in part["blocks"] if block["type"] == "table"]
    found = {block["key"]: squeezed(block["rows"]) for block in blocks}
    wanted = expected(name)
    assert {key: found[key][-len(grid) :] for key, grid in wanted.items()} == wanted


@every_example
def test_page(name: str) -> None:
    page = rendered(name, "html")
    assert {table.key: squeezed(read.of_html(page, table)) for table in tables_of(name)} == expected(name)


@every_example
def test_workbook(name: str) -> None:
    book = rendered(name, "xlsx")
    assert {table.key: squeezed(read.of_xlsx(book, table)) for table in tables_of(name)} == expected(name)


@every_example
def test_word_document(name: str) -> None:
    found = read.of_docx(rendered(name, "docx"), tables_of(name))
    assert {key: squeezed(grid) for key, grid in found.items()} == expected(name)


@every_example
def test_data_package(name: str, tmp_path: Path) -> None:
    files = unpacked(rendered(name, "csv"), tmp_path)
    assert {table.key: squeezed(read.of_csv(files, table)) for table in tables_of(name)} == expected(name)


def unpacked(archive: bytes, folder: Path) -> dict[str, bytes]:
    zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@every_example
def test_pdf(name: str) -> None:
    left = iter(read.of_pdf(rendered(name, "pdf")))
    for key, grid in expected(name).items():
        assert grid == _next_like(left, grid), key


def _next_like(grids: Iterator[read.Grid], wanted: read.Grid) -> read.Grid:
    """The next tagged table of that width, without its header."""
    for grid in grids:
        body = squeezed(grid[-len(wanted) :])
        if len(grid) > len(wanted) and body and len(body[-1]) == len(wanted[-1]) and body[-1] == wanted[-1]:
            return body
    raise LookupError("no such table in the PDF")
