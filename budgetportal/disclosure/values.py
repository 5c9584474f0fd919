"""Reading one entered value: text or JSON in, a typed value or the sentence that says what to do out.

The readers of the JSON codec, the entry forms and the workbook are these; they differ in the kind of the field only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from budgetportal.disclosure.amounts import ZERO, half_up
from budgetportal.disclosure.fields import Kind, Spec
from budgetportal.disclosure.terms import Term
from budgetportal.disclosure.typed_amounts import PLACES
from budgetportal.disclosure.typed_entries import objection

AMOUNT = re.compile(r"-?\d{1,16}(\.\d+)?", re.ASCII)
NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?", re.ASCII)
WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
WHOLE_WANTED = "要填整数"
QUOTED = 40  # characters of a wrong value that a message repeats


class Unreadable(ValueError):  # noqa: N818 - it is the sentence for a person, not a fault of the program
    """A value that cannot be taken, with the sentence that says what to do."""


def quoted(value: object) -> str:
    """A wrong value as a message repeats it, cut where it is long."""
    try:
        text = str(value)
    except RecursionError:  # brackets nested nearly as deep as Python can read them
        text = type(value).__name__
    return f"“{text if len(text) <= QUOTED else text[:QUOTED] + '…'}”"


def is_control(character: str) -> bool:
    """Whether a character cannot be seen and cannot be stored: a control character or half a surrogate pair."""
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cs")


def text_of(raw: object, spec: Spec) -> str:
    """Plain text without control characters, at most ``spec.max_length`` long."""
    if not isinstance(raw, str):
        raise Unreadable(f"“{spec.label}”填的是 {quoted(raw)}，要填文字，写成带引号的文本")
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text.isprintable() and any(map(is_control, text)):
        raise Unreadable(f"“{spec.label}”里有看不见的控制字符，删去后重新填写")
    if len(text) > spec.max_length:
        raise Unreadable(f"“{spec.label}”有 {len(text)} 个字，最多 {spec.max_length} 个，缩短后再保存")
    return text


def line_of(raw: object, spec: Spec) -> str:
    """Text on one line."""
    text = text_of(raw, spec)
    if "\n" in text:
        raise Unreadable(f"“{spec.label}”只能写一行，删去换行")
    return text


def amount_of(raw: object, spec: Spec) -> Decimal:
    """An amount: digits with at most two decimals, no sign of thousands; kept with two decimals."""
    if not isinstance(raw, str):
        raise Unreadable(f'“{spec.label}”填的是 {quoted(raw)}，金额要写成带引号的文本，如 "12.30"')
    text = raw.strip()
    if not AMOUNT.fullmatch(text):
        raise Unreadable(f"“{spec.label}”填的是 {quoted(text)}，{objection(text, Kind.AMOUNT)}")
    amount = Decimal(text)
    if len(text.partition(".")[2]) > PLACES:
        raise Unreadable(f"“{spec.label}”填的是 {quoted(text)}，小数超过两位；改为两位小数")
    return half_up(amount) or ZERO  # -0.00 is 0.00


def decimal_of(raw: object, spec: Spec) -> Decimal:
    """A number that keeps the decimals it was typed with."""
    text = line_of(raw, spec)
    if not NUMBER.fullmatch(text):
        wanted = objection(text, Kind.DECIMAL, "要填数字，如 10 或 13.33")
        raise Unreadable(f"“{spec.label}”填的是 {quoted(text)}，{wanted}")
    return Decimal(text)


def whole_of(raw: object, spec: Spec) -> int:
    """A whole number; only a change (增减) may be negative."""
    if isinstance(raw, str) and WHOLE.fullmatch(raw.strip()):
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) >= 10**9:
        wanted = objection(raw, Kind.COUNT, WHOLE_WANTED) if isinstance(raw, str) else WHOLE_WANTED
        raise Unreadable(f"“{spec.label}”填的是 {quoted(raw)}，{wanted}")
    if raw < 0 and spec.kind is not Kind.CHANGE:
        raise Unreadable(f"“{spec.label}”填的是 {quoted(raw)}，不能小于 0；改为 0 或正数")
    return raw


def flag_of(raw: object, spec: Spec) -> bool:
    """True or false."""
    if not isinstance(raw, bool):
        raise Unreadable(f"“{spec.label}”填的是 {quoted(raw)}，只能是 true 或 false")
    return raw


def date_of(raw: object, spec: Spec) -> date:
    """A day in ISO 8601."""
    text = line_of(raw, spec)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"“{spec.label}”填的是 {quoted(text)}，要填日期，如 2024-02-22") from None


@cache
def _terms(vocabulary: Iterable[Term]) -> dict[str, Term]:
    return {str(term): term for term in vocabulary}


def choice_of(raw: object, spec: Spec) -> Any:
    """One of the field's vocabulary, by its code."""
    if spec.choices is None:
        raise TypeError(f"{spec.label}: a choice without a vocabulary")
    term = _terms(spec.choices).get(line_of(raw, spec))
    if term is None:
        allowed = "、".join(f"{term.value}（{term.label}）" for term in spec.choices)
        raise Unreadable(f"“{spec.label}”填的是 {quoted(raw)}，可填：{allowed}")
    return term


def pattern_of(raw: object, spec: Spec) -> str:
    """Text of the field's fixed form."""
    text = line_of(raw, spec)
    if not re.fullmatch(spec.pattern, text, re.ASCII):
        raise Unreadable(f"“{spec.label}”填的是 {quoted(text)}，应为{spec.hint}")
    return text


def digits_of(count: int) -> Callable[[object, Spec], str]:
    """A reader of codes with that many digits."""

    def code_of(raw: object, spec: Spec) -> str:
        text = line_of(raw, spec)
        if not re.fullmatch(rf"\d{{{count}}}", text, re.ASCII):
            raise Unreadable(f"“{spec.label}”填的是 {quoted(text)}，应为{spec.hint}")
        return text

    return code_of


READERS: Mapping[Kind, Callable[[object, Spec], Any]] = {
    Kind.NAME: line_of,
    Kind.TEXT: text_of,
    Kind.AMOUNT: amount_of,
    Kind.WAN: amount_of,
    Kind.DECIMAL: decimal_of,
    Kind.COUNT: whole_of,
    Kind.CHANGE: whole_of,
    Kind.FLAG: flag_of,
    Kind.DATE: date_of,
    Kind.CHOICE: choice_of,
    Kind.FUNCTION: digits_of(7),
    Kind.ECONOMIC: digits_of(5),
    Kind.PATTERN: pattern_of,
}


def written(value: object) -> Any:
    """A value as JSON has it: amounts and numbers as text, days in ISO 8601."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
