"""Tables, declared: columns with label paths and selections, rows from a classification or a fixed list.

Common to every table (contract, "The printed tables"): an amount cell is the sum of a selection of leaf rows and is
blank where that is 0; 类 and 款 rows are sums of the 项 rows under them; a table without any amount prints its note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Protocol

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.document import Cell, Column, ColumnKind, Row, RowKind, Table
from budgetportal.disclosure.facts import EXPENDITURE, INCOME, PROJECTS, Fact, Selection
from budgetportal.disclosure.scene import Scene, name_of
from budgetportal.disclosure.terms import BASIC_CATEGORIES, EconomicClass, OfficialItem, Source

Key = tuple[str, int]  # a row's code and, where each project is a row, its place among the projects; else -1
BLANK = Cell()


def amount_cell(facts: Sequence[Fact]) -> Cell:
    """The sum of some facts; blank where it is 0."""
    if not facts:
        return BLANK
    amount = facts[0].amount if len(facts) == 1 else total([fact.amount for fact in facts])
    places = tuple([fact.place for fact in facts])
    return Cell(printed(amount), amount, places) if amount else Cell(places=places)


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
    """What every declared table has: its key, number and title, and its sentence where it is empty."""

    key: str
    number: str
    title: str
    empty: str
    numbered: bool = True
    wide: bool = False

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
            organization=f"编制单位：{scene.filing.unit.name}",
            amount_unit="万元",
            note=None if found else scene.fill(self.empty, title=self.title),
            numbered=self.numbered,
            wide=self.wide,
        )


def has_amounts(table: Table) -> bool:
    """Whether any amount stands in the table."""
    return any(cell.amount for row in table.rows for cell in row.cells)


def without_rows(table: Table) -> Table:
    """An empty table prints its header and its note only."""
    return table if has_amounts(table) else replace(table, rows=())


@dataclass(frozen=True, slots=True)
class CodedTable:
    """Rows by classification: the total, then 类, 款 and 项 with the sums of what is under them."""

    form: Form
    codes: tuple[Column, ...]
    name: Column
    amounts: tuple[Amount, ...]
    total: str = "总计"
    economic: bool = False
    project: Column | None = None  # where each project is a row of its own, the column of its name

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
        yield Row((*head, *self._amounts(found["", -1])), RowKind.TOTAL)
        for key in sorted(found):
            if key[0]:
                yield self._row(scene, key, found[key])

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

    def _row(self, scene: Scene, key: Key, facts: list[list[Fact]]) -> Row:
        code, project = key
        levels = len(self.codes)
        classification = scene.economics if self.economic else scene.functions
        texts = [*split_code(code, levels), Cell(name_of(classification, code), indent=(len(code) - 3) // 2)]
        if self.project:
            texts.append(Cell(scene.filing.projects[project].name) if project >= 0 else BLANK)
        is_leaf = len(code) == 1 + 2 * levels
        return Row((*texts, *self._amounts(facts)), RowKind.LEAF if is_leaf else RowKind.GROUP)

    def _amounts(self, facts: list[list[Fact]]) -> Iterator[Cell]:
        return map(amount_cell, facts)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a fixed list: its label as printed and what it shows; None shows nothing."""

    label: str
    selection: Selection | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """Two lists side by side: fixed lines of income left, the 类 of expenditure right, both totals last."""

    form: Form
    name: Column
    amount: Amount
    lines: tuple[Line, ...]
    total: Line
    classes: Column
    spending: tuple[Amount, ...]
    spending_total: str

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = (self.name, self.amount.column, self.classes, *(amount.column for amount in self.spending))
        return self.form.table(scene, columns, self._rows(scene))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        left = [self._line(scene, line) for line in self.lines]
        right = list(self._classes(scene))
        nothing = (BLANK,) * (1 + len(self.spending))
        for one, other in zip_longest(left, right):
            yield Row((*(one or (BLANK, BLANK)), *(other or nothing)))
        sums = self._spent(scene, "")
        yield Row((*self._line(scene, self.total), Cell(self.spending_total), *sums), RowKind.TOTAL)

    def _line(self, scene: Scene, line: Line) -> tuple[Cell, Cell]:
        facts = scene.facts.select(line.selection) if line.selection else []
        return Cell(line.label, indent=line.indent), amount_cell(facts)

    def _classes(self, scene: Scene) -> Iterator[tuple[Cell, ...]]:
        for found in scene.functions.classes():
            yield (Cell(f"{found.code} {found.name}"), *self._spent(scene, found.code))

    def _spent(self, scene: Scene, code: str) -> tuple[Cell, ...]:
        narrowed = (replace(amount.selection, code=code) for amount in self.spending)
        return tuple(amount_cell(scene.facts.select(selection)) for selection in narrowed)


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A fixed list of items down, sources across (财政拨款“三公”经费支出情况表)."""

    form: Form
    name: Column
    amounts: tuple[Amount, ...]
    items: tuple[tuple[str, frozenset[OfficialItem], int], ...]  # label, items, indent; the first is the total

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = (self.name, *(amount.column for amount in self.amounts))
        return self.form.table(scene, columns, self._rows(scene))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        for n, (label, items, indent) in enumerate(self.items):
            selections = (replace(amount.selection, items=items) for amount in self.amounts)
            cells = (amount_cell(scene.facts.select(selection)) for selection in selections)
            yield Row((Cell(label, indent=indent), *cells), RowKind.LEAF if n else RowKind.TOTAL)


@dataclass(frozen=True, slots=True)
class CarryOverTable:
    """上年结转结余情况明细表: 基本支出 as one row where a carried source pays any, then each carried project."""

    form: Form
    name: Column
    amounts: tuple[Amount, ...]
    sources: frozenset[Source]
    total: str = "总计"
    basic: str = "基本支出"

    def build(self, scene: Scene) -> Table:
        """The table of a filing."""
        columns = (self.name, *(amount.column for amount in self.amounts))
        return without_rows(self.form.table(scene, columns, self._rows(scene)))

    def _rows(self, scene: Scene) -> Iterator[Row]:
        basic = scene.facts.select(Selection(EXPENDITURE, self.sources, BASIC_CATEGORIES))
        projects = scene.facts.select(Selection(PROJECTS, self.sources))
        yield self._row(self.total, basic + projects, RowKind.TOTAL)
        if basic:
            yield self._row(self.basic, basic)
        for n in dict.fromkeys(fact.row for fact in projects):
            yield self._row(scene.filing.projects[n].name, [fact for fact in projects if fact.row == n])

    def _row(self, label: str, facts: list[Fact], kind: RowKind = RowKind.LEAF) -> Row:
        return Row((Cell(label), *(amount_cell(amount.selection.of(facts)) for amount in self.amounts)), kind)


def income(*sources: Source | frozenset[Source]) -> Selection:
    """Income of some sources; of every one where none is named."""
    return Selection(INCOME, together(*sources) or None)


def together(*sources: Source | frozenset[Source]) -> frozenset[Source]:
    """One set of sources."""
    return frozenset().union(*(part if isinstance(part, frozenset) else {part} for part in sources))


def by_class(path: tuple[str, ...], economic: EconomicClass, sources: frozenset[Source]) -> Amount:
    """The column of one economic class of the projects."""
    return Amount(path, Selection(PROJECTS, sources, items=frozenset({economic})), 1.3)
