"""An edition (表式): the form of one region, year and kind of disclosure, as declarations.

An edition says what may be entered in it and which parts, tables and sentences it prints; how they are composed is the
same for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from budgetportal.disclosure.amounts import TWO_DECIMALS, Numbers
from budgetportal.disclosure.charts import ChartDeclaration
from budgetportal.disclosure.document import Document, Part
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.indicator_levels import PROJECT_LEVELS, UNIT_LEVELS, Levels
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.statements import Statement
from budgetportal.disclosure.terms import CARRY_SOURCES, GENERAL_SOURCES, DisclosureKind, Source


@dataclass(frozen=True, slots=True)
class PartDeclaration:
    """A part of the document: its title, what stands in it, and whether it ``flows`` (``document.Part``).

    An ``optional`` part is left out where nothing stands in it.
    """

    title: str
    statements: tuple[Statement, ...]
    flows: bool = False
    optional: bool = False

    def part(self, scene: Scene) -> Part:
        """The part of one filing."""
        blocks = tuple(block for statement in self.statements for block in statement.blocks(scene))
        return Part(scene.fill(self.title), blocks, self.flows)


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition is called, what may be entered in it, and what it prints."""

    name: str
    title: str
    kind: DisclosureKind
    document_title: str
    parts: tuple[PartDeclaration, ...]
    # what a unit budget may be entered with; final accounts and self-evaluations have no such differences
    sources: frozenset[Source] = frozenset()
    split_sources: frozenset[Source] = frozenset()  # whose 基本支出 a table splits into 人员经费 and 公用经费
    classed_sources: frozenset[Source] = GENERAL_SOURCES  # sources whose projects a table shows by economic class
    official_sources: frozenset[Source] = frozenset({Source.GENERAL, Source.FUND, Source.SOE})  # of “三公”经费
    project_levels: Levels = PROJECT_LEVELS  # offered where indicators are entered
    unit_levels: Levels = UNIT_LEVELS
    weighted: bool = True  # whether its indicators have weights

    numbers: Numbers = TWO_DECIMALS  # how the narrative writes figures; the tables always print two decimals
    charts: tuple[ChartDeclaration, ...] = ()

    @property
    def named_sources(self) -> frozenset[Source]:
        """The sources whose projects a table names: by economic class, or among what is carried over."""
        return self.classed_sources | (self.split_sources & CARRY_SOURCES)

    @property
    def wording_keys(self) -> tuple[str, ...]:
        """The sections that ``wording`` may replace; ``*`` stands for a code."""
        keys = (key for part in self.parts for statement in part.statements for key in statement.keys)
        return tuple(dict.fromkeys(keys))

    def takes_wording(self, key: str) -> bool:
        """Whether the edition has a section of that key."""
        return any(fnmatchcase(key, pattern) for pattern in self.wording_keys)

    def build(self, filing: Filing) -> Document:
        """The document of a filing in 万元."""
        scene = Scene(filing, self.numbers)
        return Document(
            title=scene.fill(self.document_title),
            unit=filing.unit.name,
            fiscal_year=filing.fiscal_year,
            edition=self.name,
            issued_on=filing.issued_on,
            parts=tuple(self._parts(scene)),
            charts=tuple(made for one in self.charts if (made := one.build(scene))),
        )

    def _parts(self, scene: Scene) -> Iterator[Part]:
        for declared in self.parts:
            part = declared.part(scene)
            if part.blocks or not declared.optional:
                yield part
