"""The page on which something stands, worked out from the heights of what comes before it.

The contents carry page numbers before any program has set the document, because a program that is told to work them
out asks its user first whether it may, in words that frighten. Lengths are mm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetportal.rendering.fit import LANDSCAPE, PORTRAIT, ems

# a number, a word or a character with the brackets around it; one mark after it may stand beyond the end of the line
_PIECE = re.compile(r"([（《“‘]*(?:[!-~]+|.)[）》”’]*)([，。、；：！？]?)")


@dataclass(slots=True)
class Pages:
    """Where the next thing goes: the page, counted from 1, and how much of it is taken. 0: before the first page."""

    number: int = 0
    used: float = 0.0
    landscape: bool = False

    @property
    def room(self) -> float:
        """The height of the page."""
        return LANDSCAPE[1] if self.landscape else PORTRAIT[1]

    def start(self, landscape: bool) -> None:
        """Begin a page."""
        self.number += 1
        self.used = 0.0
        self.landscape = landscape

    def take(self, height: float, again: float = 0.0, following: float = 0.0) -> None:
        """Set something that is not broken.

        ``again`` is the height of what a new page begins with (a repeated header), ``following`` that of what has to
        stand on the same page.
        """
        if self.used + height + following > self.room + 0.01 and self.used > 0:
            self.number += 1
            self.used = again
        self.used += height
        while self.used > self.room + 0.01:
            self.number += 1
            self.used -= self.room


def line_count(text: str, per_line: float, indent: float = 2.0) -> int:
    """How many lines a paragraph takes in a column of so many ems, its first line indented."""
    count, filled = 1, indent
    for piece, mark in _PIECE.findall(text):
        width = ems(piece)
        if filled + width > per_line:
            count, filled = count + 1, 0.0
        filled += width + ems(mark)
        while filled > per_line + 1:  # a word longer than a line
            count, filled = count + 1, filled - per_line
    return count
