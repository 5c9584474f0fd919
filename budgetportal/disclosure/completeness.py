"""Which of the printed tables of an edition have figures, and which entry tables each of them is made of.

A published disclosure has all tables of its form; one without figures is published as 空表. So before a filing is
handed on, each table either prints figures or somebody has said that it is empty (预算法第十四条；财预〔2016〕143 号).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.facts import Selection
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_facts import ENTRY_TABLES
from budgetportal.disclosure.rounding import published
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.statements import Printed
from budgetportal.disclosure.tables import TableDeclaration, has_amounts


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A printed table of one filing: whether figures stand in it, and the members of the filing that feed it."""

    key: str
    number: str
    title: str
    filled: bool
    feeds: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its number and title, as a person calls it."""
        return f"{self.number}《{self.title}》" if self.number else f"《{self.title}》"


def printed_tables(filing: Filing) -> list[PrintedTable]:
    """The printed tables of a sound filing in the order of its form; none where the form has no tables of accounts."""
    edition = EDITIONS.get(filing.edition)
    if edition is None:
        return []
    scene = Scene(published(filing), edition.numbers)
    statements = (statement for part in edition.parts for statement in part.statements)
    declared = [table for one in statements if isinstance(one, Printed) for table in one.tables]
    return [_printed(table, scene) for table in declared]


def _printed(declared: TableDeclaration, scene: Scene) -> PrintedTable:
    table = declared.build(scene)
    feeds = tuple(dict.fromkeys(ENTRY_TABLES.get(name, name) for name in _tables(declared)))
    return PrintedTable(table.key, (table.number or "").rstrip("：:"), table.title, has_amounts(table), feeds)


def _tables(declared: Any) -> Iterator[str]:
    """The tables of facts that a declaration selects from, found in its parts."""
    yield from getattr(declared, "selects", ())
    if isinstance(declared, Selection):
        yield from [declared.table] if declared.table else []
    elif is_dataclass(declared):
        for field in fields(declared):
            yield from _tables(getattr(declared, field.name))
    elif isinstance(declared, tuple):
        for part in declared:
            yield from _tables(part)
