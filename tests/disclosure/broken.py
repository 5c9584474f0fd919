"""Documents with one thing changed, which a check of documents must see."""

import dataclasses

from budgetportal.disclosure.document import Document, Part, Table


def with_one_figure_changed(document: Document):
    """Each amount of each table once with another last digit, and where it stands."""
    for table in document.tables():
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row.cells):
                if cell.amount is not None:
                    last = cell.text[-1]
                    text = cell.text[:-1] + ("1" if last != "1" else "2")
                    yield (table.key, r, c), with_cell(document, table, (r, c), text)


def with_cell(document, table, at, text):
    r, c = at
    cells = list(table.rows[r].cells)
    cells[c] = dataclasses.replace(cells[c], text=text)
    rows = list(table.rows)
    rows[r] = dataclasses.replace(rows[r], cells=tuple(cells))
    return with_blocks(
        document, lambda block: dataclasses.replace(table, rows=tuple(rows)) if block is table else block
    )


def replace_text(document, old, new):
    def change(block):
        if isinstance(block, Table) or old not in getattr(block, "text", ""):
            return block
        return dataclasses.replace(block, text=block.text.replace(old, new))

    return with_blocks(document, change)


def with_blocks(document, change):
    parts = tuple(Part(part.title, tuple(change(block) for block in part.blocks)) for part in document.parts)
    return dataclasses.replace(document, parts=parts)
