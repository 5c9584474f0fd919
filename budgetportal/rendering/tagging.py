"""The structure tree of the PDF, completed: what those who hear the document are told of it (ISO 14289-1).

WeasyPrint tags every box of every page and keeps the structure element of a cell as ``mark`` of its box. What it leaves
out or works out wrongly is set here: one table for each table however many pages it takes, scope and header cells, the
table of contents, headings that skip no level, where a figure stands, running heads that are no content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from budgetportal.rendering.cell_grid import CellGrid
from budgetportal.rendering.tag_tree import TagTree

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
HEADINGS = {f"/H{level}": level for level in range(1, 7)}
CONTENTS = "contents"  # class of the table that is the table of contents
POINT = 0.75  # of a CSS pixel


def complete(document: Any, pdf: Any) -> None:
    """Complete the tags that WeasyPrint wrote."""
    tree = TagTree(pdf)
    for element, rows in _whole_tables(document).items():
        if not rows:
            continue
        if element.get("class") == CONTENTS:
            _table_of_contents(rows, tree)
        else:
            _complete_table(rows, tree)
    tree.prune()
    _order_headings(tree)
    _place_figures(document, pdf)
    tree.absorb_spans()
    tree.cut_furniture()


# ------------------------------------------------------------------ tables


def _whole_tables(document: Any) -> dict[Any, list[Any]]:
    """The rows of each table by its HTML element, those of later pages behind those of the first, each header once."""
    tables: dict[Any, list[Any]] = {}
    for page in document.pages:
        for table in _tables(page._page_box):
            begun = table.element in tables
            groups = (group for group in table.children if not (begun and group.is_header))
            rows = (row for group in groups for row in group.children if _is_row(row))
            tables.setdefault(table.element, []).extend(rows)
    return tables


def _is_row(box: Any) -> bool:
    """Whether a row of a table box is one of the document, not one made up around an empty table."""
    return bool(box.children) and all(cell.element_tag in ("th", "td") for cell in box.children)


def _tables(box: Any) -> Iterator[Any]:
    """The tables in a box, in order; what is only laid out as a table is none."""
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TableBox):
            yield from [child] if child.element_tag == "table" else []
        elif isinstance(child, boxes.ParentBox) and not isinstance(child, boxes.LineBox):
            yield from _tables(child)


def _element(row: Any, tree: TagTree) -> Any:
    """The structure element of a row."""
    return tree.parent(row.children[0].mark)


def _complete_table(rows: list[Any], tree: TagTree) -> None:
    tables = _tables_of(rows, tree)
    whole = list(_joined(rows, tree))
    _gather([_element(row, tree) for row in whole], tables, tree)
    _associate(CellGrid([row.children for row in whole]))


def _tables_of(rows: list[Any], tree: TagTree) -> list[Any]:
    """The table elements that rows stand in, one for each page."""
    tables = (tree.parent(tree.parent(_element(row, tree))) for row in rows)
    return list({table.number: table for table in tables}.values())


def _joined(rows: list[Any], tree: TagTree) -> Iterator[Any]:
    """The rows; one that goes on over a page has the content of its cells of both pages in the first."""
    before = None
    for row in rows:
        if before is None or row.element is not before.element:
            yield row
            before = row
            continue
        for cell, again in zip(before.children, row.children, strict=True):
            for kid in list(again.mark["K"]):
                tree.move(tree.at(kid), cell.mark)
        tree.detach(_element(row, tree))


def _gather(rows: list[Any], tables: list[Any], tree: TagTree) -> None:
    """Bring row elements of later pages into the table of the first; without other rows its header is its body."""
    table, *later = tables
    body = tree.at(table["K"][-1])
    body["S"] = "/TBody"
    for row in rows:
        if tree.parent(tree.parent(row)) is not table:
            tree.move(row, body)
    for other in later:
        tree.detach(other)


def _associate(grid: CellGrid) -> None:
    """Give header cells their scope and the others the header cells that they belong to."""
    for cell in grid.cells:
        attributes = cell.mark["A"]
        if cell.element_tag == "th":
            attributes["Scope"] = SCOPES[cell.element.get("scope", "col")]
            cell.mark["ID"] = _identity(cell)
            attributes.pop("Headers", None)
        else:
            attributes["Headers"] = pydyf.Array(_identity(header) for header in grid.headers(cell))


def _identity(cell: Any) -> pydyf.String:
    return pydyf.String(f"h{cell.mark.number}")


def _table_of_contents(rows: list[Any], tree: TagTree) -> None:
    """Make the table of contents what it is: it is a table for its layout only."""
    lines = [_element(row, tree) for row in rows]
    contents, *later = _tables_of(rows, tree)
    contents["S"], contents["K"] = "/TOC", pydyf.Array()
    for line, row in zip(lines, rows, strict=True):
        line["S"], line["P"] = "/TOCI", contents.reference
        contents["K"].append(line.reference)
        for cell in row.children:
            cell.mark["S"] = "/Reference"
            del cell.mark["A"]
    for table in later:
        tree.detach(table)


# ------------------------------------------------------------------ headings and figures


def _order_headings(tree: TagTree) -> None:
    """Let headings go down one level at a time, whatever levels the document jumps."""
    above: list[int] = []
    for element in tree.elements():
        level = HEADINGS.get(element["S"])
        if level is not None:
            above = [*(higher for higher in above if higher < level), level]
            element["S"] = f"/H{len(above)}"


def _place_figures(document: Any, pdf: Any) -> None:
    """Say in the page's own measure where each figure stands; WeasyPrint says it in pixels from the top."""
    heights = dict(zip(pdf.page_references, (page.height for page in document.pages), strict=True))
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/Figure":
            left, top, right, bottom = item["A"]["BBox"]
            height = heights[item["Pg"]]
            corners = (left, height - bottom, right, height - top)
            item["A"]["BBox"] = pydyf.Array(round(corner * POINT, 3) for corner in corners)
