"""Marks in place of entered texts: a filing is composed with them, and its paragraphs are cut where they stand.

A mark is one character of a plane that no text uses (Supplementary Private Use Area-A), its number in its code point.
So every sentence of every edition is read by composing it, and none is declared twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar

from budgetportal.disclosure.amounts import Numbers
from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.codec import join
from budgetportal.disclosure.compared import Compared
from budgetportal.disclosure.fields import Kind, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts, FinalComparison
from budgetportal.disclosure.narration.blanks import ASKED, LISTED, Blank
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import Commentary, SelfEvaluation
from budgetportal.disclosure.terms import Against

FIRST, LAST = 0xF0000, 0xFFFFD
MARK = re.compile(f"([{chr(FIRST)}-{chr(LAST)}])")
OneRecord = TypeVar("OneRecord")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: shown with the way to where it is entered."""

    path: str
    value: str


Marked = Blank | Listed


class Marks:
    """The marks of one composition, and what each stands for."""

    def __init__(self) -> None:
        self.things: list[Marked] = []
        self._marks: dict[str, str] = {}  # by place

    def put(self, thing: Marked) -> str:
        """A mark for a thing."""
        mark = chr(FIRST + len(self.things))
        self.things.append(thing)
        self._marks[thing.place if isinstance(thing, Blank) else thing.path] = mark
        return mark

    def of(self, place: str) -> str:
        """The mark of a place, "" where it has none."""
        return self._marks.get(place, "")

    def cut(self, text: str) -> Iterator[str | Marked]:
        """A text in pieces, the things in place of their marks; what a unit typed as such a sign stays text."""
        for piece in MARK.split(text):
            number = ord(piece) - FIRST if MARK.fullmatch(piece) else -1
            if 0 <= number < len(self.things):
                yield self.things[number]
            elif piece:
                yield piece


class MarkedScene(Scene):
    """A scene whose texts are marks, and which marks where last year's figures are asked for."""

    def __init__(self, filing: Filing, numbers: Numbers, marks: Marks) -> None:
        super().__init__(filing, numbers)
        self.marks = marks

    def asked_prior(self, topic: str) -> str:
        """The mark of last year's figure of a topic."""
        return self.marks.of(f"comparisons[{topic}].prior")

    @property
    def wording(self) -> Mapping[str, str]:
        """None: what would be generated is read also where the unit has words of its own."""
        return {}


def with_marks(filing: Filing, topics: Mapping[str, Compared], blanks: Mapping[str, Blank], marks: Marks) -> Filing:
    """The filing with marks for its texts; ``topics`` in the order in which the narrative takes them."""
    for blank in blanks.values():
        if blank.value or blank.invited:
            marks.put(blank)
    if isinstance(filing, SelfEvaluation) and filing.commentary is None:
        filing = replace(filing, commentary=Commentary())
    marked = _marked(filing, "", {blank.path: blank for blank in blanks.values() if blank.path}, marks)
    match marked:
        case BudgetFiling():
            return replace(marked, comparisons=tuple(_row(topic, one, marks) for topic, one in topics.items()))
        case FinalAccounts():
            return replace(marked, comparisons=tuple(_final_row(topic, one, marks) for topic, one in topics.items()))
    return marked


def _marked(record: OneRecord, path: str, blanks: Mapping[str, Blank], marks: Marks) -> OneRecord:
    """A record with marks for its texts; blanks are found by their path in the filing."""
    changed: dict[str, Any] = {}
    if not _holds_texts(type(record)):
        return record
    for name, spec in specs(type(record)).items():
        value, at = getattr(record, name), join(path, name)
        if name in ASKED.get(type(record), {}):
            blank = blanks.get(at)
            changed[name] = (marks.of(blank.place) if blank else "") or None
        elif name in LISTED.get(type(record), ()):
            changed[name] = tuple(marks.put(Listed(at, line)) for line in value)
        elif spec.kind is Kind.RECORD and value is not None:
            changed[name] = _marked(value, at, blanks, marks)
        elif spec.kind is Kind.ROWS:
            changed[name] = tuple(_marked(row, f"{at}[{n}]", blanks, marks) for n, row in enumerate(value))
    return replace(record, **changed)  # type: ignore[type-var]


_HOLDING: dict[type[Any], bool] = {}


def _holds_texts(record: type[Any]) -> bool:
    """Whether a record has anything that is marked; the indicators of hundreds of projects have not."""
    if record not in _HOLDING:
        below = [spec.record for spec in specs(record).values() if spec.record is not None]
        _HOLDING[record] = record in ASKED or record in LISTED or any(map(_holds_texts, below))
    return _HOLDING[record]


def _row(topic: str, one: Compared, marks: Marks) -> Comparison:
    reason, purpose = (marks.of(f"comparisons[{topic}].{name}") or None for name in ("reason", "purpose"))
    return Comparison(topic=topic, prior=one.prior, reason=reason, purpose=purpose)


def _final_row(key: str, one: Compared, marks: Marks) -> FinalComparison:
    topic, _, against = key.partition(":")
    reason = marks.of(f"comparisons[{key}].reason") or None
    return FinalComparison(
        topic=topic, against=Against(against) if against else None, prior=_own(one.prior, topic), reason=reason
    )


def _own(prior: Decimal | None, topic: str) -> Decimal | None:
    """Last year's official expenses stand in a table of their own."""
    return None if topic.startswith("official.") else prior
