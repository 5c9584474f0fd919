"""An edition (表式): the form of one region, year and kind of disclosure, as declarations.

An edition says what may be entered in it and which parts, tables and sentences it prints; how they are composed is the
same for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from budgetportal.disclosure.chinese import day, numeral
from budgetportal.disclosure.document import Block, Document, Paragraph, Part, Signature
from budgetportal.disclosure.filing import Filing, GlossaryEntry
from budgetportal.disclosure.narrative import Statement
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import GENERAL_SOURCES, Source


@dataclass(frozen=True, slots=True)
class PartDeclaration:
    """A part of the document: its title and what stands in it."""

    title: str
    statements: tuple[Statement, ...]

    def part(self, scene: Scene) -> Part:
        """The part of one filing."""
        blocks = tuple(block for statement in self.statements for block in statement.blocks(scene))
        return Part(scene.fill(self.title), blocks)


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition is called, what may be entered in it, and what it prints."""

    name: str
    title: str
    kind: str  # "budget" 单位预算
    sources: frozenset[Source]
    split_sources: frozenset[Source]  # sources whose 基本支出 a table splits into 人员经费 and 公用经费
    document_title: str
    parts: tuple[PartDeclaration, ...]
    glossary_title: str
    glossary: tuple[GlossaryEntry, ...]
    classed_sources: frozenset[Source] = GENERAL_SOURCES  # sources whose projects a table shows by economic class
    official_sources: frozenset[Source] = frozenset({Source.GENERAL, Source.FUND, Source.SOE})  # of “三公”经费

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
        scene = Scene(filing)
        return Document(
            title=scene.fill(self.document_title),
            unit=filing.unit.name,
            fiscal_year=filing.fiscal_year,
            edition=self.name,
            issued_on=filing.issued_on,
            parts=(*(part.part(scene) for part in self.parts), self._last_part(filing)),
        )

    def _last_part(self, filing: Filing) -> Part:
        """名词解释, 署名 and 日期."""
        entries = filing.glossary or self.glossary
        terms = (Paragraph(f"{numeral(n)}、{one.term}：{one.definition}") for n, one in enumerate(entries, 1))
        signed: list[Block] = [Signature(filing.unit.name)]
        if filing.issued_on:
            signed.append(Signature(day(filing.issued_on)))
        return Part(self.glossary_title, (*terms, *signed))
