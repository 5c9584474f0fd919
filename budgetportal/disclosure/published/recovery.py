"""A filing from sound published tables: the leaf rows that they are made of.

The tables do not show everything that an entry says: 一般公共预算 is not split into 人员 and 公用 by function, several
sources share a column. Where they leave a choice, the simplest is taken and said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO, total
from budgetportal.disclosure.budget import BudgetFiling, ExpenditureRow, IncomeRow, OfficialExpense, Project
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import FORMAT, BasicRow, Unit
from budgetportal.disclosure.published.atoms import BASIC_PARTS, PROJECT_PARTS, Atoms
from budgetportal.disclosure.published.book import Book
from budgetportal.disclosure.published.lines import Figure, Line
from budgetportal.disclosure.published.shares import is_open, placed, shared
from budgetportal.disclosure.terms import (
    CARRY_FISCAL_SOURCES,
    CARRY_OTHER_SOURCES,
    CARRY_SOURCES,
    FISCAL_SOURCES,
    FUND_SOURCES,
    GENERAL_SOURCES,
    SOE_SOURCES,
    Category,
    EconomicClass,
    OfficialItem,
    Source,
)

BUDGETS = (
    ("general_expenditure", GENERAL_SOURCES),
    ("fund_expenditure", FUND_SOURCES),
    ("soe_expenditure", SOE_SOURCES),
)
PROJECT_TABLES = ("general_projects", "projects")
CARRIED = (CARRY_FISCAL_SOURCES, CARRY_OTHER_SOURCES)
LEAF, LEAF_ECONOMIC = 7, 5
Key = tuple[str, Source]


class Recovery:
    """The rows of a filing, table by table; ``choices`` says where another way would have fitted too."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._edition = EDITIONS[book.edition]
        self.choices: dict[str, None] = {}
        self._money = self._income()
        self._spent: dict[tuple[str, Source, Category], Decimal] = defaultdict(Decimal)
        self._spend()

    def filing(self, unit: Unit) -> BudgetFiling:
        """The whole filing; what the tables do not show is left out."""
        projects = tuple(self._projects())
        return BudgetFiling(
            format=FORMAT,
            edition=self._book.edition,
            fiscal_year=self._book.fiscal_year,
            unit=unit,
            amount_unit=self._book.amount_unit,
            income=tuple(
                IncomeRow(function=code, source=source, amount=amount)
                for (code, source), amount in self._money.items()
            ),
            expenditure=tuple(
                ExpenditureRow(function=code, source=source, category=category, amount=amount)
                for (code, source, category), amount in self._spent.items()
                if amount
            ),
            basic_by_economic=tuple(self._basic()),
            projects=projects,
            official_expenses=tuple(self._official()),
        )

    # ------------------------------------------------------------------------------------ the tables

    def _lines(self, key: str, length: int | None = None) -> list[Line]:
        table = self._book.tables.get(key.split(".")[0])
        lines = table.lines.get(key, []) if table else []
        return [line for line in lines if length is None or len(line.code) == length]

    def _amounts(self, key: str, parts: Iterable[str]) -> dict[str, Decimal]:
        """By code, the amounts that a table shows for some uses of money."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        wanted = set(parts)
        for line in self._lines(key, LEAF):
            for figure in line.figures:
                if figure.atoms and {use for _, use in figure.atoms} == wanted:
                    found[line.code] += figure.value
        return found

    def _choose(self, rows: Mapping[str, Decimal], columns: Mapping[Source, Decimal], what: str) -> None:
        if is_open(rows, columns):
            self.choices[what] = None

    # ------------------------------------------------------------------------------------ income

    def _income(self) -> dict[Key, Decimal]:
        """收入总体情况表 by code and source; a column of several sources by the lines of 收支总体情况表."""
        cells: dict[frozenset[Source], dict[str, Decimal]] = defaultdict(dict)
        order: dict[str, int] = {}
        for line in self._lines("unit_income", LEAF):
            order.setdefault(line.code, len(order))
            sums = {whole for whole, _ in line.part.across}
            for figure in line.figures:
                if figure.column not in sums and figure.value:
                    row = cells[_sources(figure.atoms)]
                    row[line.code] = row.get(line.code, ZERO) + figure.value
        found: dict[Key, Decimal] = {}
        for sources, rows in cells.items():
            columns = self._by_source(sources)
            self._choose(rows, columns, f"各科目的“{_named(sources)}”来自哪种收入")
            found.update(shared(rows, columns))
        rank = {source: n for n, source in enumerate(Source)}
        return dict(sorted(found.items(), key=lambda pair: (order[pair[0][0]], rank[pair[0][1]])))

    def _by_source(self, sources: frozenset[Source]) -> dict[Source, Decimal]:
        """What 收支总体情况表 has of each source; the column's own sum needs no lines where it is one source."""
        listed = [source for source in Source if source in sources]
        if len(listed) == 1:
            return {listed[0]: ZERO}
        figures = [figure for line in self._lines("unit_summary.income") for figure in line.figures]
        return {source: _shown_alone(figures, source) for source in listed}

    # ------------------------------------------------------------------------------------ expenditure

    def _spend(self) -> None:
        """Fill in the expenditure by code, source and category."""
        whole = {"basic": self._amounts("unit_expenditure", BASIC_PARTS),
                 "project": self._amounts("unit_expenditure", PROJECT_PARTS)}  # fmt: skip
        for key, sources in BUDGETS:
            split = {Category.PERSONNEL: self._amounts(key, BASIC_PARTS[:1]),
                     Category.PUBLIC: self._amounts(key, BASIC_PARTS[1:]),
                     Category.BASIC: self._amounts(key, BASIC_PARTS),
                     Category.PROJECT: self._amounts(key, PROJECT_PARTS)}  # fmt: skip
            for code in {code: None for amounts in split.values() for code in amounts}:
                rows = {category: amounts.get(code, ZERO) for category, amounts in split.items()}
                self._spend_budget(code, sources, rows)
                whole["basic"][code] -= rows[Category.PERSONNEL] + rows[Category.PUBLIC] + rows[Category.BASIC]
                whole["project"][code] -= rows[Category.PROJECT]
        self._spend_others(whole["project"])
        rank = {category: n for n, category in enumerate(Category)}
        self._spent = dict(sorted(self._spent.items(), key=lambda pair: (*pair[0][:2], rank[pair[0][2]])))

    def _spend_budget(self, code: str, sources: frozenset[Source], rows: Mapping[Category, Decimal]) -> None:
        columns = {source: amount for (of, source), amount in self._money.items() if of == code and source in sources}
        columns = columns or {next(source for source in Source if source in sources): total(rows.values())}
        self._choose({str(row): amount for row, amount in rows.items()}, columns, "转移支付用于基本支出还是项目支出")
        for (category, source), amount in shared(rows, columns).items():
            self._spent[code, source, category] += amount

    def _spend_others(self, project: Mapping[str, Decimal]) -> None:
        """Money of no budget: as much of it is 项目支出 as the tables leave, of what is carried over as 表 11 says."""
        need = {sources: self._carried(sources, PROJECT_PARTS) for sources in CARRIED}
        others = {code: [source for of, source in self._money if of == code and source not in FISCAL_SOURCES]
                  for code, _ in self._money}  # fmt: skip
        basic: dict[Key, Decimal] = {}
        for code, sources in sorted(others.items(), key=lambda pair: len(pair[1])):
            left = project.get(code, ZERO)
            if len(sources) > 1 and left and left != total(self._money[code, one] for one in sources):
                self.choices["结转、专户和单位资金各用于基本支出还是项目支出"] = None
            for limited in (True, False):
                for source in sorted(sources, key=lambda one: (one not in CARRY_SOURCES, list(Source).index(one))):
                    room = self._money[code, source] - self._spent[code, source, Category.PROJECT]
                    group = next((one for one in CARRIED if source in one), None)
                    most = need[group] if limited and group and need[group] is not None else room
                    taken = min(room, left, most or ZERO)
                    self._spent[code, source, Category.PROJECT] += taken
                    left -= taken
                    if group and need[group] is not None:
                        need[group] = (need[group] or ZERO) - taken
            for source in sources:
                basic[code, source] = self._money[code, source] - self._spent[code, source, Category.PROJECT]
        self._spend_basic(basic)

    def _spend_basic(self, basic: Mapping[Key, Decimal]) -> None:
        """基本支出 of these sources; what is carried over is split where the edition's tables split it."""
        for group in (*CARRIED, frozenset(Source) - CARRY_SOURCES):
            rows = {key: amount for key, amount in basic.items() if key[1] in group and amount}
            if group & self._edition.split_sources & CARRY_SOURCES:
                columns = {Category.PERSONNEL: self._carried(group, BASIC_PARTS[:1]) or ZERO,
                           Category.PUBLIC: self._carried(group, BASIC_PARTS[1:]) or ZERO}  # fmt: skip
                if is_open(rows, columns):
                    self.choices["上年结转的人员经费、公用经费各属于哪个科目"] = None
            else:
                columns = {Category.BASIC: total(rows.values())}
            for ((code, source), category), amount in shared(rows, columns).items():
                self._spent[code, source, category] += amount

    def _carried(self, sources: frozenset[Source], parts: Iterable[str]) -> Decimal | None:
        """The total that 上年结转结余情况明细表 shows; None where there is no such table."""
        totals = [line for line in self._lines("carry_over") if line.is_total]
        wanted = {(source.value, part) for source in sources for part in parts}
        figures = [figure for line in totals for figure in line.figures if figure.atoms == wanted]
        return figures[0].value if figures else ZERO if "carry_over" in self._book.tables else None

    # ------------------------------------------------------------------------------------ projects

    def _projects(self) -> Iterator[Project]:
        rooms = {(code, source): amount for (code, source, category), amount in self._spent.items()
                 if category is Category.PROJECT and amount}  # fmt: skip
        for key in PROJECT_TABLES:
            for line in self._lines(key, LEAF):
                yield self._classed(line, rooms)
        for line in self._lines("carry_over"):
            for sources in CARRIED if line.is_named else ():
                yield from self._carried_project(line, sources, rooms)

    def _classed(self, line: Line, rooms: dict[Key, Decimal]) -> Project:
        """A project of 项目支出表, paid from a source that has so much project money under its code."""
        amounts = {}
        for figure in line.figures:
            uses = {use for _, use in figure.atoms}
            if len(uses) == 1 and figure.value:
                amounts[EconomicClass(uses.pop())] = figure.value
        allowed = self._edition.classed_sources
        here = {key: room for key, room in rooms.items() if key[0] == line.code and key[1] in allowed and room}
        if len(here) > 1:
            self.choices["同一科目的各项目由哪种资金安排"] = None
        chosen = placed(total(amounts.values()), here)
        rooms.update(here)
        source = chosen[1] if chosen else Source.GENERAL
        return Project(name=line.project, function=line.code, source=source, amounts=dict(sorted(amounts.items())),
                       explained=True)  # fmt: skip

    def _carried_project(self, line: Line, sources: frozenset[Source], rooms: dict[Key, Decimal]) -> Iterator[Project]:
        wanted = {(source.value, part) for source in sources for part in PROJECT_PARTS}
        amount = total(figure.value for figure in line.figures if figure.atoms == wanted)
        here = {key: room for key, room in rooms.items() if key[1] in sources and room}
        chosen = placed(amount, here) if amount else None
        if chosen:
            if len(here) > 1:
                self.choices["结转的各项目属于哪个科目"] = None
            rooms.update(here)
            yield Project(name=line.name, function=chosen[0], source=chosen[1], amount=amount, explained=True)

    # ------------------------------------------------------------------------------------ the rest

    def _basic(self) -> Iterator[BasicRow]:
        """基本支出 by 款; a printed row without a figure is one of 0.00 (contract, basic_by_economic)."""
        for line in self._lines("general_basic", LEAF_ECONOMIC):
            found = [
                (category, figure.value)
                for category, part in zip((Category.PERSONNEL, Category.PUBLIC), BASIC_PARTS, strict=True)
                for figure in line.figures
                if figure.value and {use for _, use in figure.atoms} == {part}
            ]
            usual = Category.PUBLIC if line.code.startswith(("302", "310")) else Category.PERSONNEL
            for category, amount in found or [(usual, ZERO)]:
                yield BasicRow(economic=line.code, category=category, amount=amount)

    def _official(self) -> Iterator[OfficialExpense]:
        for line in self._lines("official_expenses"):
            for figure in line.figures:
                if len(figure.atoms) == 1 and figure.value:
                    ((source, item),) = figure.atoms
                    yield OfficialExpense(item=OfficialItem(item), source=Source(source), amount=figure.value)


def _sources(atoms: Atoms) -> frozenset[Source]:
    return frozenset(Source(source) for source, _ in atoms)


def _shown_alone(figures: Iterable[Figure], source: Source) -> Decimal:
    return next((figure.value for figure in figures if _sources(figure.atoms) == {source}), ZERO)


def _named(sources: frozenset[Source]) -> str:
    if sources <= CARRY_FISCAL_SOURCES:
        return "财政拨款结转"
    return "非财政拨款结转结余" if sources <= CARRY_OTHER_SOURCES else "单位资金"
