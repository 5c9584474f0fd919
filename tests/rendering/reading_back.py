"""Tables read back out of each format, as rows of the texts that a reader sees."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import docx as python_docx
import lxml.html
import pikepdf
from python_calamine import CalamineWorkbook

from budgetportal.disclosure.document import Table
from budgetportal.rendering import header

Grid = list[list[str]]


def amount_text(value: object) -> str:
    """A cell of a workbook as it is shown: a number with two decimals."""
    return f"{Decimal(str(value)):.2f}" if isinstance(value, float) else str(value)


def printed(table: Table) -> Grid:
    """The body of a table as the document has it; a cell merged with the one above has that one's text."""
    return [[cell.text or cell.continues for cell in row.cells] for row in table.rows]


def depth(table: Table) -> int:
    """The rows of the header, with the row that numbers the columns."""
    return len(header.layout([column.path for column in table.columns])) + bool(table.numbering)


def squeezed(text: str) -> str:
    """A text without white space: line breaks are each format's own."""
    return re.sub(r"\s+", "", text)


def of_csv(files: Mapping[str, bytes], table: Table) -> Grid:
    """A table of a data package, without the column that tells totals apart."""
    rows = list(csv.reader(io.StringIO(files[f"tables/{table.key}.csv"].decode("utf-8-sig"))))
    extra = len(rows[0]) - len(table.columns)
    return [[cell.removeprefix("'") for cell in row[extra:]] for row in rows[1:]]


def of_xlsx(content: bytes, table: Table) -> Grid:
    """A table of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if len(cells) > 1 and [cells[0][0], cells[1][0]] == [table.number, table.title]:
            first = 3 + depth(table)
            return [
                [amount_text(cell) for cell in row[: len(table.columns)]] for row in cells[first:][: len(table.rows)]
            ]
    raise LookupError(table.title)


def of_docx(content: bytes, tables: Iterable[Table]) -> dict[str, Grid]:
    """The tables of a Word document that have rows, found by their first header cell and their size, in order."""
    left = list(python_docx.Document(io.BytesIO(content)).tables)
    found: dict[str, Grid] = {}
    for table in tables:
        at = next(n for n, one in enumerate(left) if _is_in_word(one, table))
        rows = left[at].rows
        found[table.key] = [[cell.text for cell in row.cells] for row in rows][depth(table) :]
        left = left[at + 1 :]
    return found


def _is_in_word(word: object, table: Table) -> bool:
    columns, rows = len(word.columns), len(word.rows)  # type: ignore[attr-defined]
    return columns == len(table.columns) and rows == depth(table) + len(table.rows)


def of_html(page: bytes, table: Table) -> Grid:
    """A table of the page, found by its heading; a merged cell stands in every row that it covers."""
    heading = lxml.html.fromstring(page.decode()).get_element_by_id(table.key)
    found = next(one for one in heading.iterancestors() if one.tag == "table")
    return _spread(found.xpath("./tbody/tr"), len(table.columns))


def _spread(rows: Iterable[lxml.html.HtmlElement], width: int) -> Grid:
    grid: Grid = []
    held: dict[int, tuple[int, str]] = {}  # column -> rows to come, text
    for row in rows:
        cells = iter(row.xpath("./td | ./th"))
        line = []
        for column in range(width):
            rest, text = held.get(column, (0, ""))
            if rest:
                held[column] = (rest - 1, text)
            else:
                cell = next(cells)
                text = cell.text_content()
                held[column] = (int(cell.get("rowspan", "1")) - 1, text)
            line.append(text)
        grid.append(line)
    return grid


def of_pdf(content: bytes) -> list[Grid]:
    """Every tagged table of a PDF, in order, row by row: header cells too; a spanning cell once."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts = _marked_texts(pdf)
        return [
            [[_text(cell, texts) for cell in row] for row in _rows(table)]
            for table in _elements(pdf.Root.StructTreeRoot, "/Table")
        ]


def _elements(node: pikepdf.Object, kind: str) -> Iterator[pikepdf.Dictionary]:
    for child in _children(node):
        if child.get("/S") == kind:
            yield child
        else:
            yield from _elements(child, kind)


def _children(node: pikepdf.Object) -> list[pikepdf.Dictionary]:
    kids = node.get("/K", [])
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _rows(table: pikepdf.Dictionary) -> Iterator[list[pikepdf.Dictionary]]:
    for row in _elements(table, "/TR"):
        yield [cell for cell in _children(row) if cell.get("/S") in ("/TD", "/TH")]


def _text(node: pikepdf.Dictionary, texts: Mapping[tuple[int, int], str]) -> str:
    kids = node.get("/K", [])
    said = []
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            said.append(texts.get((node.Pg.objgen[0], kid), ""))
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            page = kid.get("/Pg", node.get("/Pg"))
            said.append(texts.get((page.objgen[0], int(kid.MCID)), ""))
        elif isinstance(kid, pikepdf.Dictionary):
            said.append(_text(kid, texts))
    return "".join(said)


def _marked_texts(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """The text of each marked piece of content, by page and number."""
    found: dict[tuple[int, int], str] = {}
    for page in pdf.pages:
        maps = {str(name): _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
        font, mark = "", None
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
                mark = operands[1].get("/MCID")
            elif operator == "EMC":
                mark = None
            elif operator == "Tf":
                font = str(operands[0])
            elif operator in ("Tj", "TJ") and mark is not None:
                key = page.objgen[0], int(mark)
                found[key] = found.get(key, "") + _decoded(operands[0], maps[font])
    return found


def _decoded(shown: pikepdf.Object, codes: Mapping[int, str]) -> str:
    pieces = shown if isinstance(shown, pikepdf.Array) else [shown]
    data = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(codes[int.from_bytes(data[n : n + 2])] for n in range(0, len(data), 2))


def _to_unicode(font: pikepdf.Dictionary) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*(?=\n|$)", table)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
