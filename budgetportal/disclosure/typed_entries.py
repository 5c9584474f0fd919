"""What people type into a cell for a number: the number as they write it, or a small calculation behind a ``=``.

A calculation is replaced by what it comes to, rounded half up to the decimals of the cell's kind: a filing holds
figures. The browser follows the same rules in ``static/filings/entry/entries.js``; ``tests/filings/amount_cases.json``
holds both to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from budgetportal.disclosure.calculation import MARK, calculate
from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.typed_amounts import DIGITS, NO_AMOUNT, PLACES, Reading, plain_signs, read_amount

SHOWN_PLACES = 6  # decimals of an unrounded result that a sentence names
SHOWN_TYPED = 40  # characters of a calculation that a sentence repeats


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of number is written: its decimals, its digits before the point, whether zeros behind are left out."""

    places: int
    digits: int
    bare: bool = False


FORMS: Mapping[Kind, Form] = {
    Kind.AMOUNT: Form(PLACES, DIGITS),
    Kind.WAN: Form(PLACES, DIGITS),
    Kind.DECIMAL: Form(PLACES, 12, bare=True),
    Kind.COUNT: Form(0, 9),
    Kind.CHANGE: Form(0, 9),
}
AMOUNTS = frozenset({Kind.AMOUNT, Kind.WAN})


def is_calculation(typed: str) -> bool:
    """Whether a typed text is meant as a calculation."""
    return plain_signs(typed).startswith(MARK)


def read_entry(typed: str, kind: Kind, unit: str = "") -> Reading:
    """Read what is typed for a number of a kind; an amount in its unit (元 or 万元)."""
    if kind in FORMS and is_calculation(typed):
        return _result(typed.strip(), FORMS[kind])
    return read_amount(typed, unit) if kind in AMOUNTS else Reading(typed)


def plain_entry(typed: str, kind: Kind, unit: str = "") -> str:
    """The plain text of what is typed; as typed where it cannot be read, for the codec to say why."""
    read = read_entry(typed, kind, unit)
    return typed if read.problem else read.text


def objection(typed: str, kind: Kind, otherwise: str = NO_AMOUNT) -> str:
    """Why a text is no plain number of its kind."""
    return read_entry(typed, kind).problem or otherwise


def _result(typed: str, form: Form) -> Reading:
    done = calculate(typed)
    if done.problem:
        return Reading(problem=done.problem)
    scaled = abs(done.value) * 10**form.places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)  # half up
    if whole >= 10 ** (form.digits + form.places):
        return Reading(problem=f"算出的整数部分超过 {form.digits} 位；核对后重新填写")
    text = _written(-whole if done.value < 0 else whole, form)
    if whole == scaled:
        return Reading(text)
    return Reading(text, rounding=f"{_short(typed)} = {_unrounded(done.value)}，四舍五入为 {text}")


def _written(number: int, form: Form) -> str:
    """So many units of the last place, with the point put in."""
    digits = f"{abs(number):0{form.places + 1}}"
    front, back = digits[: len(digits) - form.places], digits[len(digits) - form.places :]
    text = f"{front}.{back}" if back else front
    return ("-" if number < 0 else "") + (text.rstrip("0").rstrip(".") if form.bare and back else text)


def _unrounded(value: Fraction) -> str:
    """A result as a decimal, cut with a … where it goes on."""
    scaled = abs(value) * 10**SHOWN_PLACES
    front, back = divmod(int(scaled), 10**SHOWN_PLACES)
    more = "…" if scaled.denominator > 1 else ""
    decimals = f"{back:0{SHOWN_PLACES}}" if more else f"{back:0{SHOWN_PLACES}}".rstrip("0")
    return f"{'-' if value < 0 else ''}{front}.{decimals}{more}"


def _short(typed: str) -> str:
    return typed if len(typed) <= SHOWN_TYPED else f"{typed[:SHOWN_TYPED]}…"
