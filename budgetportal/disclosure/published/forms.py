"""The tables of an edition as a reader needs them, taken from its declarations: columns, fixed lines, atoms.

A table with two lists side by side has two parts; every other table has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from budgetportal.disclosure.document import Column
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.editions.edition import Edition
from budgetportal.disclosure.facts import OFFICIAL, Selection
from budgetportal.disclosure.listed_tables import BalanceTable, CarryOverTable, ItemTable, OneRowTable
from budgetportal.disclosure.published.atoms import Atoms, atoms_of, partitions
from budgetportal.disclosure.statements import Printed
from budgetportal.disclosure.tables import Amount, CodedTable, Form
from budgetportal.disclosure.terms import DisclosureKind

INNER_QUOTES = str.maketrans("“”", "‘’")  # inside a message's own
Declaration = CodedTable | BalanceTable | ItemTable | OneRowTable | CarryOverTable


class Lines(StrEnum):
    """How the lines of a part are told apart."""

    CODED = "coded"  # by 类, 款 and 项
    CLASSES = "classes"  # by 类 in one cell: 201 一般公共服务支出
    FIXED = "fixed"  # by the form's labels
    NAMED = "named"  # by the unit's own names (projects)
    ONE = "one"  # one line


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A line of a fixed list: its label and, where the list gives it, what it shows."""

    label: str
    atoms: Atoms


@dataclass(frozen=True)
class Part:
    """A list of lines with its columns (places in the table's columns) and what each amount column shows."""

    key: str
    lines: Lines
    name: int | None
    amounts: tuple[int, ...]
    atoms: tuple[Atoms, ...]
    codes: tuple[int, ...] = ()
    project: int | None = None
    fixed: tuple[FixedLine, ...] = ()
    totals: tuple[str, ...] = ()  # labels of the closing lines; the last is the total
    economic: bool = False
    groups: bool = True

    @cached_property
    def across(self) -> list[tuple[int, list[int]]]:
        """Amount columns that are the sum of others in the same line."""
        return partitions(self.atoms)

    @cached_property
    def down(self) -> list[tuple[int, list[int]]]:
        """Fixed lines that are the sum of others in the same column."""
        return partitions([line.atoms for line in self.fixed])


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table of an edition."""

    form: Form
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        """The table's key."""
        return self.form.key

    @property
    def name(self) -> str:
        """The table as messages name it: 表 6“…”."""
        title = self.form.title.translate(INNER_QUOTES)
        return f"{self.form.number.rstrip('：')}“{title}”"


@cache
def forms_of(edition: str) -> Mapping[str, TableForm]:
    """The tables of an edition by key."""
    declared = EDITIONS[edition]
    return {table.form.key: _form(table, declared) for table in _declarations(declared)}


@cache
def budget_editions() -> tuple[str, ...]:
    """The editions of unit budgets, the newest first."""
    names = (name for name, edition in EDITIONS.items() if edition.kind is DisclosureKind.BUDGET)
    return tuple(sorted(names, key=year_of, reverse=True))


def year_of(edition: str) -> int:
    """The year that an edition of budgets is named for."""
    return int(edition.rpartition("-")[2])


def _declarations(edition: Edition) -> Iterator[Declaration]:
    for part in edition.parts:
        for statement in part.statements:
            if isinstance(statement, Printed):
                yield from (table for table in statement.tables if isinstance(table, Declaration))


def _form(table: Declaration, edition: Edition) -> TableForm:
    match table:
        case CodedTable():
            return _coded(table, edition)
        case BalanceTable():
            return _balance(table, edition)
        case ItemTable():
            return _items(table, edition)
        case CarryOverTable():
            return _carried(table, edition)
        case OneRowTable():
            columns = tuple(amount.column for amount in table.amounts)
            part = Part(table.form.key, Lines.ONE, None, tuple(range(len(columns))), _atoms(table.amounts, edition))
            return TableForm(table.form, columns, (part,))


def _atoms(amounts: Sequence[Amount], edition: Edition) -> tuple[Atoms, ...]:
    return tuple(atoms_of(amount.selection, edition) for amount in amounts)


def _after(first: int, amounts: Sequence[Amount]) -> tuple[int, ...]:
    return tuple(range(first, first + len(amounts)))


def _coded(table: CodedTable, edition: Edition) -> TableForm:
    texts = (*table.codes, table.name, *([table.project] if table.project else []))
    columns = (*texts, *(amount.column for amount in table.amounts))
    part = Part(
        table.form.key,
        Lines.CODED,
        len(table.codes),
        _after(len(texts), table.amounts),
        _atoms(table.amounts, edition),
        codes=tuple(range(len(table.codes))),
        project=len(table.codes) + 1 if table.project else None,
        totals=(table.total,),
        economic=table.economic,
        groups=table.groups,
    )
    return TableForm(table.form, columns, (part,))


def _balance(table: BalanceTable, edition: Edition) -> TableForm:
    columns = (table.name, table.amount, table.classes, *(amount.column for amount in table.spending))
    closing = [table.subtotal[0]] if table.subtotal else []
    lines = [
        FixedLine(line.label, atoms_of(line.selection or Selection(sources=frozenset()), edition))
        for line in (*table.lines, *closing, *table.after, table.total)
    ]
    every = frozenset[tuple[str, str]]().union(*(line.atoms for line in lines))
    income = Part(f"{table.form.key}.income", Lines.FIXED, 0, (1,), (every,), fixed=tuple(lines))
    totals = (*([table.subtotal[1]] if table.subtotal else []), table.spending_total)
    amounts = _after(3, table.spending)
    spent = Part(
        f"{table.form.key}.spending", Lines.CLASSES, 2, amounts, _atoms(table.spending, edition), totals=totals
    )
    return TableForm(table.form, columns, (income, spent))


def _items(table: ItemTable, edition: Edition) -> TableForm:
    columns = (table.name, *(amount.column for amount in table.amounts))
    lines = tuple(
        FixedLine(label, atoms_of(Selection(OFFICIAL, items=frozenset(items)), edition))
        for label, items, _ in table.items
    )
    amounts = _after(1, table.amounts)
    part = Part(table.form.key, Lines.FIXED, 0, amounts, _atoms(table.amounts, edition), fixed=lines)
    return TableForm(table.form, columns, (part,))


def _carried(table: CarryOverTable, edition: Edition) -> TableForm:
    columns = (table.name, *(amount.column for amount in table.amounts))
    amounts = _after(1, table.amounts)
    atoms = _atoms(table.amounts, edition)
    part = Part(table.form.key, Lines.NAMED, 0, amounts, atoms, totals=(table.total,))
    return TableForm(table.form, columns, (part,))
