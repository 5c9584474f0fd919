"""What each entry field is: its Chinese label, its kind, whether it must be there.

The one definition behind the JSON codec, the entry forms and the words of every message about an entry cell.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetportal.disclosure.terms import Term


class Kind(StrEnum):
    """How a field's value is written."""

    NAME = "name"  # one line of plain text
    TEXT = "text"  # plain text; a newline starts a paragraph
    LINES = "lines"  # a list of one-line texts
    AMOUNT = "amount"  # a decimal with two places, in the filing's unit of amounts
    WAN = "wan"  # a decimal with two places, always 万元
    DECIMAL = "decimal"  # a number kept as typed (a weight: 4, 13.33)
    COUNT = "count"  # a whole number, not negative
    CHANGE = "change"  # a signed whole number
    FLAG = "flag"
    DATE = "date"  # ISO 8601
    CHOICE = "choice"  # one of a vocabulary
    FUNCTION = "function"  # 7-digit 项 code of the functional classification
    ECONOMIC = "economic"  # 5-digit 款 code of the economic classification
    PATTERN = "pattern"  # text of a fixed form
    RECORD = "record"  # members of its own
    ROWS = "rows"  # a list of records
    AMOUNTS = "amounts"  # amounts by a vocabulary
    COUNTS = "counts"  # counts by name
    TEXTS = "texts"  # texts by key


@dataclass(frozen=True, slots=True)
class Spec:
    """The description of one entry field."""

    label: str
    kind: Kind
    required: bool = False
    choices: type[Term] | None = None
    record: type[Any] | None = None
    pattern: str = ""
    hint: str = ""  # what a right value looks like; help text and part of the message
    max_length: int = 20_000


SPEC = "spec"
EMPTY: Mapping[Kind, Any] = {Kind.LINES: (), Kind.ROWS: (), Kind.FLAG: True}
MAPPINGS = frozenset({Kind.AMOUNTS, Kind.COUNTS, Kind.TEXTS})


def entry(label: str, kind: Kind, **details: Any) -> Any:
    """A dataclass field described by a :class:`Spec`; a field that is not required has an empty default."""
    spec = Spec(label, kind, **details)
    if spec.required:
        return dataclasses.field(metadata={SPEC: spec})
    if kind in MAPPINGS:
        return dataclasses.field(default_factory=dict, metadata={SPEC: spec})
    return dataclasses.field(default=EMPTY.get(kind), metadata={SPEC: spec})


_SPECS: dict[type[Any], dict[str, Spec]] = {}


def specs(record: type[Any]) -> dict[str, Spec]:
    """The entry fields of a record by name, in the contract's order."""
    if record not in _SPECS:
        _SPECS[record] = {field.name: field.metadata[SPEC] for field in dataclasses.fields(record)}
    return _SPECS[record]


def is_empty(value: object) -> bool:
    """Whether a value is left out of the canonical form: null, empty text, empty list, empty record."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return all(is_default(value, name) for name in specs(type(value)))
    return value is None or value in ("", (), {})


def is_default(record: Any, name: str) -> bool:
    """Whether a member of a record says no more than its absence would."""
    value = getattr(record, name)
    return value is True if specs(type(record))[name].kind is Kind.FLAG else is_empty(value)
