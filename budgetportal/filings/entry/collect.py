"""What a person typed on an entry page, as the plain members that the codec reads.

A field's name in the form is its place (``expenditure[3].amount``). Rows left empty are dropped, rows are put in the
order of their 序号, and rows marked for deletion go to the end: so the row that a problem names is the row on the page.
Numbers are taken as people write them (disclosure/typed_entries.py) and become the plain text of the contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from budgetportal.disclosure.codec import MOST_ROWS, join
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.terms import AmountUnit
from budgetportal.disclosure.typed_entries import FORMS, is_calculation, read_entry
from budgetportal.disclosure.values import quoted

COUNT, ORDER, DELETE = "#rows", "#order", "#delete"  # after a place: number of rows, 序号, mark for deletion
KEY, VALUE = "key", "value"
AT_END = (float("inf"), 0)


@dataclass
class FormRow:
    """One row of a grid as typed."""

    values: dict[str, Any]
    order: str = ""
    deleted: bool = False
    place: int = 0  # where it stood on the page, from 0


@dataclass
class Collected:
    """The typed members, the grids with their deleted rows, and what is wrong with the form itself."""

    raw: dict[str, Any] = field(default_factory=dict)
    grids: dict[str, list[FormRow]] = field(default_factory=dict)
    blanks: dict[str, int] = field(default_factory=dict)  # empty rows by place of the grid
    problems: list[Problem] = field(default_factory=list)
    rounded: list[tuple[str, str]] = field(default_factory=list)  # place, and what rounding changed there
    unit: str = ""  # of the filing's amounts: an amount may be typed with it
    calculates: bool = True  # a workbook calculates itself: there a text behind a = is but a text

    def number(self, typed: str, kind: Kind, place: str) -> str:
        """The plain text of a typed number; as typed where it cannot be read, for the codec to say why."""
        if is_calculation(typed) and not self.calculates:
            return typed
        read = read_entry(typed, kind, AmountUnit.WAN if kind is Kind.WAN else self.unit)
        if read.rounding:
            self.rounded.append((place, read.rounding))
        return typed if read.problem else read.text


def collect(
    wanted: Mapping[str, Spec], post: Mapping[str, str], place: str = "", unit: str = "", *, calculates: bool = True
) -> Collected:
    """The members of a page of a filing whose amounts are in ``unit``."""
    found = Collected(unit=unit, calculates=calculates)
    found.raw = _members(wanted, post, place, found)
    return found


def pair_specs(spec: Spec) -> dict[str, Spec]:
    """The columns in which the entries of a mapping are typed."""
    value = {Kind.COUNTS: Kind.COUNT, Kind.TEXTS: Kind.TEXT}[spec.kind]
    labels = ("类别", "人数") if spec.kind is Kind.COUNTS else ("段落", "替换文字")
    return {KEY: Spec(labels[0], Kind.NAME, True, max_length=120), VALUE: Spec(labels[1], value, True)}


def _members(wanted: Mapping[str, Spec], post: Mapping[str, str], place: str, found: Collected) -> dict[str, Any]:
    raw = {}
    for name, spec in wanted.items():
        value = _member(spec, post, join(place, name), found)
        if value not in (None, "", [], {}):
            raw[name] = value
    return raw


def _member(spec: Spec, post: Mapping[str, str], place: str, found: Collected) -> Any:
    if spec.kind is Kind.RECORD and spec.record is not None:
        return _members(specs(spec.record), post, place, found)
    if spec.kind is Kind.ROWS and spec.record is not None:
        return [row.values for row in _grid(specs(spec.record), post, place, found)]
    if spec.kind in (Kind.COUNTS, Kind.TEXTS):
        return _pairs(_grid(pair_specs(spec), post, place, found), pair_specs(spec), place, found)
    if spec.kind is Kind.AMOUNTS:
        keys = [str(term) for term in spec.choices or ()]
        amounts = {key: _number(Kind.AMOUNT, post, join(place, key), found) for key in keys}
        return {key: text for key, text in amounts.items() if text}
    if spec.kind is Kind.FLAG:
        return place in post
    if spec.kind in FORMS:
        return _number(spec.kind, post, place, found)
    text = post.get(place, "").strip()
    return [line.strip() for line in text.splitlines() if line.strip()] if spec.kind is Kind.LINES else text


def _number(kind: Kind, post: Mapping[str, str], place: str, found: Collected) -> str:
    return found.number(post.get(place, "").strip(), kind, place)


def _grid(wanted: Mapping[str, Spec], post: Mapping[str, str], place: str, found: Collected) -> list[FormRow]:
    """The rows of a grid that are to be kept, in their order."""
    count = _count(post.get(place + COUNT, "0"))
    typed = [_members(wanted, post, f"{place}[{n}]", found) for n in range(count)]
    found.blanks[place] = sum(not values for values in typed)
    return in_order(typed, post, place, found)


def in_order(typed: Sequence[dict[str, Any]], post: Mapping[str, str], place: str, found: Collected) -> list[FormRow]:
    """Rows with something in them: those to be kept, by their 序号; the deleted ones are noted after them."""
    rows = [
        FormRow(values, post.get(f"{place}[{n}]{ORDER}", "").strip(), f"{place}[{n}]{DELETE}" in post, n)
        for n, values in enumerate(typed)
        if values
    ]
    kept = sorted((row for row in rows if not row.deleted), key=_rank)
    found.grids[place] = kept + [row for row in rows if row.deleted]
    found.problems += [Problem(f"{place}[{n}]{ORDER}", _order_problem(row)) for n, row in enumerate(kept) if _odd(row)]
    return kept


def _count(text: str) -> int:
    return min(int(text), 2 * MOST_ROWS) if text.isascii() and text.isdigit() else 0


def _rank(row: FormRow) -> tuple[float, int]:
    """Where the row goes: moved up, before the row that had its 序号; moved down, after it."""
    if not row.order or _odd(row):
        return (row.place + 1, 0) if row.order else AT_END
    number = int(row.order)
    return number, (number > row.place + 1) - (number < row.place + 1)


def _odd(row: FormRow) -> bool:
    return bool(row.order) and not (row.order.isascii() and row.order.isdigit() and len(row.order) < 10)


def order_problems(rows: Iterable[FormRow]) -> dict[int, str]:
    """What is wrong with the typed 序号, by the row's place before it was moved."""
    return {row.place: _order_problem(row) for row in rows if _odd(row)}


def _order_problem(row: FormRow) -> str:
    return f"“序号”填的是 {quoted(row.order)}，要填整数，如 3"


def _pairs(rows: list[FormRow], wanted: Mapping[str, Spec], place: str, found: Collected) -> dict[str, str]:
    """The entries of a mapping; a key typed twice or without its text is a problem, for it would be lost."""
    pairs: dict[str, str] = {}
    for n, row in enumerate(rows):
        for name, spec in wanted.items():
            if not row.values.get(name):
                message = f"“{spec.label}”没有填；补上，或删去这一行"
                found.problems.append(Problem(f"{place}[{n}].{name}", message, missing=True))
        key = row.values.get(KEY, "")
        if key in pairs:
            message = f"“{wanted[KEY].label}”{quoted(key)} 写了两行；合并为一行，或删去一行"
            found.problems.append(Problem(f"{place}[{n}].{KEY}", message))
        if key:
            pairs.setdefault(key, row.values.get(VALUE, ""))
    return pairs
