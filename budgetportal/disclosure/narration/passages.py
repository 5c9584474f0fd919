"""The narrative of a filing as it is typed in: headings and passages, these cut into text, figures and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetportal.disclosure.amounts import ZERO
from budgetportal.disclosure.document import Heading, Paragraph
from budgetportal.disclosure.narration.blanks import Blank
from budgetportal.disclosure.narration.marks import Listed, Marks

FIGURE = re.compile(r"(-?\d+(?:\.\d+)?(?:万元|%))")


@dataclass(frozen=True, slots=True)
class Text:
    """Words that the form gives."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is computed, or a line that is entered elsewhere: locked, with the entry cell it comes from."""

    text: str
    place: str = ""  # the first of its cells, "" where it comes from no single table
    is_amount: bool = True


Segment = Text | Figure | Blank


@dataclass(frozen=True, slots=True)
class Passage:
    """The paragraphs of one key, or one paragraph of entered text.

    ``generated`` is what the form prints now; ``own`` is what the unit says in its place, None where it says nothing.
    """

    key: str | None
    segments: tuple[Segment, ...]
    generated: str = ""
    own: str | None = None

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Its blanks."""
        return tuple(one for one in self.segments if isinstance(one, Blank))

    @property
    def text(self) -> str:
        """Its segments as one text, what is asked for beside the sentence left out."""
        return "".join(_said(one) for one in self.segments)


@dataclass(frozen=True, slots=True)
class Subject:
    """A heading of the narrative."""

    level: int
    text: str


Line = Subject | Passage


@dataclass(frozen=True, slots=True)
class NarrativePart:
    """A part of the document as far as it is narrated."""

    title: str
    lines: tuple[Line, ...]

    @property
    def is_made_of_entries(self) -> bool:
        """Whether anything in it comes from an entry: a list of the tables' names does not."""
        passages = [line for line in self.lines if isinstance(line, Passage)]
        return any(one.key or any(not isinstance(piece, Text) for piece in one.segments) for one in passages)


@dataclass(frozen=True, slots=True)
class Narrative:
    """All that a disclosure says in sentences."""

    parts: tuple[NarrativePart, ...]

    @property
    def passages(self) -> Iterator[Passage]:
        """Its passages in order."""
        return (line for part in self.parts for line in part.lines if isinstance(line, Passage))

    @property
    def missing(self) -> list[Blank]:
        """The blanks that are to be filled and are empty, but for passages that the unit words itself."""
        return [
            blank
            for passage in self.passages
            if passage.own is None
            for blank in passage.blanks
            if blank.required and not blank.value and not blank.locked
        ]

    @property
    def replaced(self) -> list[Passage]:
        """The passages that the unit words itself."""
        return [passage for passage in self.passages if passage.own is not None]


def _said(segment: Segment) -> str:
    if isinstance(segment, Blank):
        return "" if segment.aside else segment.value
    return segment.text


def lines_of(blocks: Iterable[object], marks: Marks, amounts: Mapping[str, Decimal]) -> tuple[Line, ...]:
    """The headings and passages among some blocks; paragraphs of one key are one passage."""
    found: list[Line] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(Subject(block.level, "".join(_plain(marks.cut(block.text)))))
        elif isinstance(block, Paragraph):
            passage = Passage(block.key, tuple(_segments(block, marks, amounts)))
            last = found[-1] if found else None
            if isinstance(last, Passage) and passage.key and last.key == passage.key:
                found[-1] = replace(last, segments=(*last.segments, Text("\n"), *passage.segments))
            else:
                found.append(passage)
    return tuple(found)


def _plain(pieces: Iterable[str | Blank | Listed]) -> Iterator[str]:
    return (piece if isinstance(piece, str) else piece.value for piece in pieces)


def _segments(paragraph: Paragraph, marks: Marks, amounts: Mapping[str, Decimal]) -> Iterator[Segment]:
    for piece in marks.cut(paragraph.text):
        if isinstance(piece, Blank):
            yield piece
        elif isinstance(piece, Listed):
            yield Figure(piece.value, piece.path, is_amount=False)
        else:
            yield from _figures(piece, paragraph.places, amounts)


def _figures(text: str, places: Sequence[str], amounts: Mapping[str, Decimal]) -> Iterator[Segment]:
    for n, piece in enumerate(FIGURE.split(text)):
        if n % 2:
            yield Figure(piece, source_of(piece, places, amounts))
        elif piece:
            yield Text(piece)


def source_of(figure: str, places: Sequence[str], amounts: Mapping[str, Decimal]) -> str:
    """The first of the neighbouring cells that add up to a figure; "" where none do: a rate, a difference."""
    if not figure.endswith("万元"):
        return ""
    wanted = Decimal(figure.removesuffix("万元"))
    known = [place for place in places if place in amounts]
    begun = {ZERO: 0}  # sum of the cells before -> number of the cell
    whole = ZERO
    for n, place in enumerate(known, 1):
        whole += amounts[place]
        if whole - wanted in begun:
            return known[begun[whole - wanted]]
        begun[whole] = n
    return ""
