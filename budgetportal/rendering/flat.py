"""A document as flat tables: one header row, one kind of value a column, one row a line.

A column is named by its label path joined by ``/`` (支出预算/基本支出), numbered where the form repeats a path.
Rows keep the printed order; what the form merges downwards is repeated, for a flat row stands for itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from budgetportal.disclosure.document import (
    Block,
    ColumnKind,
    Document,
    Form,
    FormField,
    Heading,
    Row,
    RowKind,
    Signature,
    Table,
)
from budgetportal.rendering import csv
from budgetportal.rendering.table_view import Anchors
from budgetportal.rendering.view import joined_table

ROW_KIND = "行类型"
ROW_KINDS = {RowKind.TOTAL: "合计", RowKind.GROUP: "汇总", RowKind.LEAF: "明细"}
FORM_NUMBER = "表序"  # leads from the indicators to the form that they stand under


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """A column: its unique name, the label nearest to its cells, and whether the cells are numbers."""

    name: str
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A flat table: ``path`` is its place in a package, without ending; ``note`` says what it holds (Chinese)."""

    path: str
    title: str
    columns: tuple[FlatColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def csv(self) -> bytes:
        """The table as CSV."""
        numeric = [column.numeric for column in self.columns]
        return csv.encoded([column.name for column in self.columns], self.rows, numeric)


def flat_tables(document: Document) -> tuple[FlatTable, ...]:
    """The document's tables, the performance forms with their indicators, then its text."""
    loose: list[Table] = []
    forms: dict[str, list[Form]] = {}
    under: dict[tuple[object, ...], list[tuple[int, Table]]] = {}  # by key and columns: one file has one header
    for part in document.parts:
        for block, joined in with_joined(part.blocks):
            if isinstance(block, Table):
                loose.append(block)
            elif isinstance(block, Form):
                forms.setdefault(block.key, []).append(block)
                if joined:
                    same = (joined.key, *(column.path for column in joined.columns))
                    under.setdefault(same, []).append((len(forms[block.key]), joined))
    anchors = Anchors()
    return (
        *(_table(table, f"tables/{anchors.of(table.key)}") for table in loose),
        *(_forms(found, f"performance/{anchors.of(key)}") for key, found in forms.items()),
        *(_joined(found, f"performance/{anchors.of(found[0][1].key)}") for found in under.values()),
        narrative(document),
    )


def with_joined(blocks: Sequence[Block]) -> Iterator[tuple[Block, Table | None]]:
    """Each block with the table that goes on under it, which does not come up by itself."""
    joined: Table | None = None
    for position, block in enumerate(blocks):
        if joined is None or block is not joined:
            joined = joined_table(blocks, position) if isinstance(block, Form) else None
            yield block, joined


# -------------------------------------------------------------------------------------------- tables


def _table(table: Table, path: str) -> FlatTable:
    rows = [_texts(row) for row in table.rows]
    columns = _columns([column.path for column in table.columns], [column.kind for column in table.columns], rows)
    if any(column.kind is ColumnKind.AMOUNT for column in table.columns):
        columns = _unique((FlatColumn(ROW_KIND, ROW_KIND), *columns))
        rows = [(ROW_KINDS[row.kind], *texts) for row, texts in zip(table.rows, rows, strict=True)]
    return FlatTable(path, _title(table.number, table.title), columns, tuple(rows), _note(table))


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text or cell.continues for cell in row.cells)


def _note(table: Table) -> str:
    unit = f"金额单位：{table.amount_unit}。" if table.amount_unit else ""
    return unit + (table.note or "")


def _title(number: str | None, title: str) -> str:
    return f"{number or ''} {title}".replace("\n", "").strip()


def _columns(
    paths: Sequence[tuple[str, ...]], kinds: Sequence[ColumnKind], rows: Sequence[Sequence[str]]
) -> tuple[FlatColumn, ...]:
    """The columns of some label paths; an amount column is numeric where nothing but numbers stands in it."""
    plain = [tuple(_plain(label) for label in path) for path in paths]
    return _unique(
        FlatColumn("/".join(path), path[-1] if path else "", kind is ColumnKind.AMOUNT and _numeric(rows, position))
        for position, (path, kind) in enumerate(zip(plain, kinds, strict=True))
    )


def _plain(label: str) -> str:
    """A label on one line."""
    return "".join(label.split("\n"))


def _numeric(rows: Sequence[Sequence[str]], column: int) -> bool:
    return all(csv.is_number(row[column]) for row in rows if row[column])


def _unique(columns: Iterable[FlatColumn]) -> tuple[FlatColumn, ...]:
    """The columns with a number after a name that stood already: 预算数, 预算数（2）."""
    taken: set[str] = set()
    unique = []
    for column in columns:
        name = _untaken(column.name, taken)
        taken.add(name)
        unique.append(FlatColumn(name, column.title, column.numeric))
    return tuple(unique)


def _untaken(name: str, taken: Container[str]) -> str:
    count = 1
    numbered = name
    while numbered in taken:
        count += 1
        numbered = f"{name}（{count}）"
    return numbered


# -------------------------------------------------------------------------------------------- forms


def _forms(forms: Sequence[Form], path: str) -> FlatTable:
    """All forms of one key, one row each: a column for every label path, in the order in which they come up."""
    filled = [_fields(form) for form in forms]
    fields = {name: field for form in filled for name, field in form.items()}
    rows = [tuple(form[name].value.text if name in form else "" for name in fields) for form in filled]
    columns = _columns([(*name.split("\n"),) for name in fields], [field.kind for field in fields.values()], rows)
    return FlatTable(
        path,
        _title(None, forms[0].title),
        _unique((_number_column(), *columns)),
        tuple((str(number), *row) for number, row in enumerate(rows, 1)),
        f"一表一行；“{FORM_NUMBER}”是第几张表。",
    )


def _fields(form: Form) -> dict[str, FormField]:
    """The fields of a form by their labels, one a line, numbered where the form repeats them."""
    found: dict[str, FormField] = {}
    for line in form.lines:
        for field in line:
            name = "\n".join(map(_plain, field.labels))
            found[_untaken(name, found)] = field
    return found


def _joined(tables: Sequence[tuple[int, Table]], path: str) -> FlatTable:
    """The tables that stand under forms, one below the other, each row with the number of its form."""
    columns = tables[0][1].columns
    rows = [(number, _texts(row)) for number, table in tables for row in table.rows]
    flat = _columns(
        [column.path for column in columns], [column.kind for column in columns], [texts for _, texts in rows]
    )
    return FlatTable(
        path,
        "绩效指标",
        _unique((_number_column(), *flat)),
        tuple((str(number), *texts) for number, texts in rows),
        f"“{FORM_NUMBER}”是指标所在的绩效目标表，与同一文件夹内绩效目标表的“{FORM_NUMBER}”一致。",
    )


def _number_column() -> FlatColumn:
    return FlatColumn(FORM_NUMBER, FORM_NUMBER, numeric=True)


# -------------------------------------------------------------------------------------------- text


def narrative(document: Document) -> FlatTable:
    """The text of the document in its order, one row a heading or paragraph; a table stands there with its title."""
    columns = [FlatColumn("序号", "序号", numeric=True), *(FlatColumn(name, name) for name in ("部分", "类型"))]
    columns += [FlatColumn("标题级别", "标题级别", numeric=True), FlatColumn("文字", "文字")]
    said = [
        (part.title, *line) for part in document.parts for block, _ in with_joined(part.blocks) for line in _said(block)
    ]
    rows = [(str(number), *line) for number, line in enumerate(said, 1)]
    return FlatTable("narrative", "文字部分", tuple(columns), tuple(rows), "按公开文本的顺序，一段一行。")


def _said(block: Block) -> Iterator[tuple[str, str, str]]:
    """What a block says: its kind, its level as a heading, its text."""
    if isinstance(block, Heading):
        yield "标题", str(block.level), block.text
    elif isinstance(block, Table | Form):
        number = block.number if isinstance(block, Table) else None
        yield "表", "", _title(number, block.title)
    else:
        kind = "署名" if isinstance(block, Signature) else "段落"
        yield from ((kind, "", line) for line in block.text.split("\n") if line.strip())
