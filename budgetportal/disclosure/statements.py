"""What a narrative is declared as: statements, each of which makes blocks of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from budgetportal.disclosure.chinese import day, numeral
from budgetportal.disclosure.document import Block, Heading, Paragraph, Signature
from budgetportal.disclosure.filing import GlossaryEntry
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import Part
from budgetportal.disclosure.tables import TableDeclaration

Condition = Callable[[Scene], bool]


class Statement(Protocol):
    """Anything that makes blocks of the narrative."""

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The blocks, none where the statement has nothing to say."""
        ...

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its paragraphs; ``*`` stands for a code."""
        ...


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of the narrative."""

    level: int
    template: str
    parts: Mapping[str, Part] = field(default_factory=dict)

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The heading."""
        said = {name: part(scene).text for name, part in self.parts.items()}
        yield Heading(self.level, scene.fill(self.template, **said))

    @property
    def keys(self) -> tuple[str, ...]:
        """A heading cannot be replaced."""
        return ()


@dataclass(frozen=True, slots=True)
class Each:
    """Sentences for each of some things: the statements that ``make`` gives for the number (from 1) and the thing."""

    over: Callable[[Scene], Iterable[str]]
    make: Callable[[int, str], Iterable[Statement]]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The blocks of each, in order."""
        for n, thing in enumerate(self.over(scene), 1):
            for statement in self.make(n, thing):
                yield from statement.blocks(scene)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys with ``*`` for the thing."""
        return tuple(key for statement in self.make(1, "*") for key in statement.keys)


@dataclass(frozen=True, slots=True)
class Choice:
    """The first statements where a condition holds, else the others."""

    when: Condition
    then: tuple[Statement, ...]
    otherwise: tuple[Statement, ...] = ()

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The blocks of the chosen statements."""
        for statement in self.then if self.when(scene) else self.otherwise:
            yield from statement.blocks(scene)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of both."""
        return tuple(key for statement in (*self.then, *self.otherwise) for key in statement.keys)


@dataclass(frozen=True, slots=True)
class Entered:
    """Texts that the unit enters, as they stand: not generated, so not replaced either."""

    read: Callable[[Scene], Iterable[str | None]]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """A paragraph a line of what was entered."""
        for said in self.read(scene):
            for line in (said or "").split("\n"):
                if line.strip():
                    yield Paragraph(line.strip())

    @property
    def keys(self) -> tuple[str, ...]:
        """None of it is generated."""
        return ()


@dataclass(frozen=True, slots=True)
class Printed:
    """Tables, one after the other."""

    tables: tuple[TableDeclaration, ...]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """Each table of the filing."""
        for table in self.tables:
            yield table.build(scene)

    @property
    def keys(self) -> tuple[str, ...]:
        """A table has no wording."""
        return ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """名词解释: the unit's own entries, or else those of the edition."""

    entries: tuple[GlossaryEntry, ...]

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """A numbered paragraph an entry."""
        for n, one in enumerate(scene.filing.glossary or self.entries, 1):
            yield Paragraph(f"{numeral(n)}、{one.term}：{one.definition}")

    @property
    def keys(self) -> tuple[str, ...]:
        """The glossary is entered as a whole."""
        return ()


@dataclass(frozen=True, slots=True)
class Signed:
    """署名 and 日期."""

    def blocks(self, scene: Scene) -> Iterator[Block]:
        """The unit's name and, where it is known, the day."""
        yield Signature(scene.filing.unit.name)
        if scene.filing.issued_on:
            yield Signature(day(scene.filing.issued_on))

    @property
    def keys(self) -> tuple[str, ...]:
        """A signature has no wording."""
        return ()


SIGNED_WHERE_DATED = Choice(
    lambda scene: scene.filing.issued_on is not None, (Signed(),)
)  # forms without 署名 otherwise
