"""The document: what a disclosure prints, before anything is known of page, PDF or sheet.

An edition turns a filing into a document; renderers turn a document into a format. Every cell carries the text as
printed and, where it is an amount, its value and the entry cells (places) it is made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

STAR = "※"  # stands for a column without a number in the row that numbers the amount columns


class ColumnKind(StrEnum):
    """How the cells of a column are read and set."""

    CODE = "code"  # a code or one level of it: text, centred
    NAME = "name"  # the row's name: text, indented by its level
    TEXT = "text"
    AMOUNT = "amount"  # 万元 with two decimals, right-aligned


class RowKind(StrEnum):
    """What a row is among the rows of its table."""

    TOTAL = "total"
    GROUP = "group"  # the sum of the rows below it
    LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; ``amount`` is 万元, or None where the cell is text or blank.

    ``continues`` is the text of the cell above with which a blank cell is one (a merged cell of the printed form).
    """

    text: str = ""
    amount: Decimal | None = None
    places: tuple[str, ...] = ()
    indent: int = 0
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``path`` is its labels from the top of a merged header down; ``width`` is relative."""

    path: tuple[str, ...]
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row: one cell for each column."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.LEAF


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table. ``numbered`` tables print ``※ … 1 2 3`` under the header; ``note`` is the 空表 sentence."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    number: str | None = None
    organization: str | None = None
    amount_unit: str | None = None
    note: str | None = None
    numbered: bool = False
    wide: bool = False  # asks for a landscape page

    @property
    def numbering(self) -> tuple[str, ...]:
        """The row under the header that numbers the amount columns; empty where the form has none."""
        if not self.numbered:
            return ()
        amounts = 0
        labels = []
        for column in self.columns:
            amounts += column.kind is ColumnKind.AMOUNT
            labels.append(str(amounts) if column.kind is ColumnKind.AMOUNT else STAR)
        return tuple(labels)


@dataclass(frozen=True, slots=True)
class FormField:
    """A label and what is filled in beside it; several labels nest from the outside in."""

    labels: tuple[str, ...]
    value: Cell
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Form:
    """The head of a performance table (绩效目标表): lines of labelled fields."""

    key: str
    title: str
    lines: tuple[tuple[FormField, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part; level 1 is 一、, level 2 is （一）."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``key`` names the sentence it was generated from, ``replaced``: the unit's own wording."""

    text: str
    key: str | None = None
    replaced: bool = False
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 日期 at the end."""

    text: str


Block = Table | Form | Heading | Paragraph | Signature


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document (第一部分 …); one that ``flows`` begins under the last one, not on a page of its own."""

    title: str
    blocks: tuple[Block, ...]
    flows: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its amount (万元) and the entry cells that it is made of."""

    label: str
    amount: Decimal
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The amount as printed."""
        return f"{self.amount:.2f}"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and the table beside it: ``head`` is what the bars are told apart by, ``description`` what it shows."""

    key: str
    title: str
    head: str
    description: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole disclosure."""

    title: str
    unit: str
    fiscal_year: int
    edition: str
    issued_on: date | None
    parts: tuple[Part, ...]
    charts: tuple[Chart, ...] = ()  # 图解, on page and paper only

    def tables(self) -> tuple[Table, ...]:
        """Every table, in printed order."""
        return tuple(block for part in self.parts for block in part.blocks if isinstance(block, Table))
