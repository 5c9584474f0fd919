"""Tables, declared: columns with label paths and selections, rows from a classification or a fixed list.

Common to every table (contract, "The printed tables"): an amount cell is the sum of a selection of leaf rows and is
blank where that is 0; 类 and 款 rows are sums of the 项 rows under them; a table without any amount prints its note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Protocol

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.document import Cell, Column, ColumnKind, Row, RowKind, Table
from budgetportal.disclosure.facts import INCOME, PROJECTS, Fact, Selection
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.terms import EconomicClass, Source

Key = tuple[str, int]  # a row's code and, where each project is a row, its place among the projects; else -1
BLANK = Cell()


def amount_cell(facts: Sequence[Fact], *, zeros: bool = False) -> Cell:
    """The sum of some facts; where it is 0 blank or, in a form that prints ``zeros``, 0.00."""
    if not facts and not zeros:
        return BLANK
    amount = facts[0].amount if len(facts) == 1 else total([fact.amount for fact in facts])
    places = tuple([fact.place for fact in facts])
    return Cell(printed(amount), amount, places) if amount or zeros else Cell(places=places)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount column: its label path, the facts it shows and its relative width."""

    path: tuple[str, ...]
    selection: Selection
    width: float = 1.6

    @property
    def column(self) -> Column:
        """The column as the document has it."""
        return Column(self.path, ColumnKind.AMOUNT, self.width)


def codes(*above: str, levels: Sequence[str], width: float = 1.0) -> tuple[Column, ...]:
    """The columns of a code, one a level (类, 款, 项), under their common labels."""
    return tuple(Column((*above, level), ColumnKind.CODE, width) for level in levels)


@lru_cache(maxsize=4096)
def split_code(code: str, levels: int) -> tuple[Cell, ...]:
    """A code as its cells: 2010350 is 201, 03, 50."""
    parts = [code[:3], *(code[at : at + 2] for at in range(3, len(code), 2))]
    return tuple(Cell(part) for part in (parts + [""] * levels)[:levels])


class TableDeclaration(Protocol):
    """Anything that makes one table."""

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """What every declared table has: its key, number and title, and its sentence where it is empty.

    ``remark`` stands under an empty table in place of that sentence, ``note`` under one with amounts, with what
    ``caveat`` says of the filing; ``organization`` is the label before the unit's name; ``zeros``: 0 is printed 0.00.
    """

    key: str
    number: str
    title: str
    empty: str
    numbered: bool = True
    wide: bool = False
    organization: str = "编制单位"
    remark: str = ""
    note: str = ""
    caveat: Callable[[Scene], str] | None = None
    zeros: bool = False

    def table(self, scene: Scene, columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
        """The table with those rows, or without any but fixed ones, and its note, where no amount stands in it."""
        listed = tuple(rows)
        found = any(cell.amount for row in listed for cell in row.cells)
        return Table(
            key=self.key,
            title=self.title,
            columns=columns,
            rows=listed,
            number=self.number,
            organization=f"{self.organization}：{scene.filing.unit.name}",
            amount_unit="万元",
            note=self._note(scene, found=found),
            numbered=self.numbered,
            wide=self.wide,
        )

    def _note(self, scene: Scene, *, found: bool) -> str | None:
        template = self.note if found else self.remark or self.empty
        said = scene.fill(template, title=self.title) if template else ""
        return said + (self.caveat(scene) if self.caveat and found else "") or None


def has_amounts(table: Table) -> bool:
    """Whether any amount stands in the table."""
    return any(cell.amount for row in table.rows for cell in row.cells)


def without_rows(table: Table) -> Table:
    """An empty table prints its header and its note only."""
    return table if has_amounts(table) else replace(table, rows=())


@dataclass(frozen=True, slots=True)
class CodedTable:
    """Rows by classification: the total, then 类, 款 and 项 with the sums of what is under them.

    Without ``groups`` only the 项 (or 款) stand, in entry order; with ``entry_order`` every row stands where its first
    entry does. Where money of a column is known in total only, a row without any of that column stays blank there.
    """

    form: Form
    codes: tuple[Column, ...]
    name: Column
    amounts: tuple[Amount, ...]
    total: str = "总计"
    economic: bool = False
    project: Column | None = None  # where each project is a row of its own, the column of its name
    total_last: bool = False
    groups: bool = True
    entry_order: bool = False
    whole_code: bool = False  # the code stands in one column: 2080505

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        texts = (*self.codes, self.name, *([self.project] if self.project else []))
        columns = (*texts, *(amount.column for amount in self.amounts))
        return without_rows(self.form.table(scene, columns, self._rows(scene)))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        found = self._gather(scene)
        if not found:
            return
        head = [BLANK] * len(self.codes) + [Cell(self.total)] + [BLANK] * bool(self.project)
        total_row = Row((*head, *self._amounts(found["", -1])), RowKind.TOTAL)
        uncoded = [any(fact.amount and not fact.code for fact in facts) for facts in found["", -1]]
        if not self.total_last:
            yield total_row
        for key in self._ordered(found):
            yield self._row(scene, key, found[key], uncoded)
        if self.total_last:
            yield total_row

    def _ordered(self, found: Iterable[Key]) -> list[Key]:
        """The keys of the rows below the total, in the order of the form; ``found`` is in entry order."""
        rank = {key: n for n, key in enumerate(found) if key[0] and (self.groups or self._is_leaf(key[0]))}
        if self.groups and not self.entry_order:
            return sorted(rank)
        above = {key: [(key[0][:length], -1) for length in (3, 5) if length < len(key[0])] for key in rank}
        return sorted(rank, key=lambda key: [rank[one] for one in (*above[key], key) if one in rank])

    def _is_leaf(self, code: str) -> bool:
        return len(code) == (2 if self.economic else 3) * 2 + 1

    def _gather(self, scene: Scene) -> dict[Key, list[list[Fact]]]:
        """For every row and column, the facts that it is the sum of."""
        found: dict[Key, list[list[Fact]]] = defaultdict(lambda: [[] for _ in self.amounts])
        columns: dict[tuple[object, ...], list[int]] = {}  # a column depends on these alone, never on the code
        for table in dict.fromkeys(amount.selection.table for amount in self.amounts):
            for fact in scene.facts.select(Selection(table)):
                kind = (fact.table, fact.source, fact.category, fact.item)
                if kind not in columns:
                    columns[kind] = [n for n, amount in enumerate(self.amounts) if amount.selection.matches(fact)]
                for key in self._keys(fact) if columns[kind] else ():
                    row = found[key]
                    for n in columns[kind]:
                        row[n].append(fact)
        return found

    def _keys(self, fact: Fact) -> tuple[Key, ...]:
        leaf = (fact.code, fact.row if self.project else -1)
        above = tuple((fact.code[:length], -1) for length in (0, 3, 5) if length < len(fact.code))
        return (*above, leaf)

    def _row(self, scene: Scene, key: Key, facts: list[list[Fact]], uncoded: Sequence[bool]) -> Row:
        code, project = key
        classification = scene.economics if self.economic else scene.functions
        indent = (len(code) - 3) // 2 if self.groups else 0
        codes = (Cell(code),) if self.whole_code else split_code(code, len(self.codes))
        texts = [*codes, Cell(name_of(classification, code), indent=indent)]
        if self.project:
            texts.append(Cell(scene.budget.projects[project].name) if project >= 0 else BLANK)
        kind = RowKind.LEAF if self._is_leaf(code) else RowKind.GROUP
        amounts = zip(self._amounts(facts), uncoded, strict=True)
        return Row((*texts, *(BLANK if unknown and not cell.places else cell for cell, unknown in amounts)), kind)

    def _amounts(self, facts: list[list[Fact]]) -> Iterator[Cell]:
        return map(partial(amount_cell, zeros=self.form.zeros), facts)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a fixed list: its label as printed and what it shows; None shows nothing."""

    label: str
    selection: Selection | None = None
    indent: int = 0


def income(*sources: Source | frozenset[Source]) -> Selection:
    """Income of some sources; of every one where none is named."""
    return Selection(INCOME, together(*sources) or None)


def together(*sources: Source | frozenset[Source]) -> frozenset[Source]:
    """One set of sources."""
    return frozenset().union(*(part if isinstance(part, frozenset) else {part} for part in sources))


def by_class(path: tuple[str, ...], economic: EconomicClass, sources: frozenset[Source]) -> Amount:
    """The column of one economic class of the projects."""
    return Amount(path, Selection(PROJECTS, sources, items=frozenset({economic})), 1.3)
