"""Amounts as people type them: ``1,234.50``, full-width digits, brackets for a minus, a unit behind.

What is meant is clear in all of these, so a form takes them; what a form takes besides is in ``typed_entries.py``. The
JSON contract (filing.md, "Amounts") stays strict: :func:`budgetportal.disclosure.values.amount_of` reads the plain text
that comes out here. The browser follows the same rules in ``static/filings/entry/amounts.js``;
``tests/filings/amount_cases.json`` holds both to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

PLACES = 2  # decimals of an amount, in 万元 and in 元
DIGITS = 16  # digits before the point
NO_AMOUNT = "不是金额；只写数字和小数点，如 12.30"
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
SIGNS = FULL_WIDTH | str.maketrans({"￥": "¥", "。": ".", "−": "-", "﹣": "-", "–": "-", "\u200b": "", "\ufeff": ""})
BLANK = re.compile(r"\s")
EMPTY = re.compile(r"[-—―─]+")
UNIT = re.compile(r"(亿元|百万元|十万元|千元|万元|亿|万|元)$")
SAME = {"万": "万元"}
SIGNED = re.compile(r"([+-]?) *¥? *([+-]?) *(.*)")
SCIENTIFIC = re.compile(r"[0-9][0-9.,]*e[+-]?[0-9]+", re.IGNORECASE)
GROUPED = re.compile(r"[0-9]{1,3}((,[0-9]{3})+|( [0-9]{3})+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed amount: the plain text with two decimals, "" where nothing is meant; or why it cannot be read."""

    text: str = ""
    problem: str = ""
    rounding: str = ""  # what rounding changed, of a calculation: the sentence that says so


@dataclass(frozen=True, slots=True)
class Digits:
    """A number without sign and unit: the digits before and behind its point; or why it is none."""

    front: str = ""
    back: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an amount is written of."""

    sign: str = ""
    digits: str = ""
    unit: str = ""
    problem: str = ""


def read_amount(typed: str, unit: str) -> Reading:
    """Read what is typed for an amount in a unit (元 or 万元)."""
    text = plain_signs(typed)
    if not text or EMPTY.fullmatch(text):
        return Reading()
    parts = _parts(text)
    read = _sized(digits_of(parts.digits)) if not parts.problem else Reading(problem=parts.problem)
    if read.problem:
        return read
    if parts.unit not in ("", unit):
        return Reading(problem=f"写了单位“{parts.unit}”；按本表的金额单位换算，只写数字")
    negative = parts.sign == "-" and any(digit in "123456789" for digit in read.text)
    return replace(read, text=f"-{read.text}") if negative else read


def plain_signs(typed: str) -> str:
    """A typed text with its full-width signs and its blanks as plain ones."""
    return BLANK.sub(" ", typed.translate(SIGNS)).strip()


def _split(text: str) -> tuple[str, str]:
    """The text without its unit, and the unit's full name."""
    unit = UNIT.search(text)
    if unit is None:
        return text, ""
    return text[: unit.start()].strip(), SAME.get(unit[1], unit[1])


def _parts(text: str) -> _Parts:
    rest, unit = _split(text)
    inner, bracketed = "", rest.startswith("(") and rest.endswith(")")
    if bracketed:
        rest, inner = _split(rest[1:-1].strip())
    before, after, digits = _signed(rest)
    if (before and after) or (bracketed and (before or after)) or (unit and inner):
        return _Parts(problem=NO_AMOUNT)
    return _Parts("-" if bracketed else before or after, digits, unit or inner)


def _signed(text: str) -> tuple[str, str, str]:
    found = SIGNED.fullmatch(text)
    return (found[1], found[2], found[3]) if found else ("", "", text)


def digits_of(text: str) -> Digits:
    """The digits of a number without its sign, its thousands put together."""
    if SCIENTIFIC.fullmatch(text):
        return Digits(problem="是科学计数法；写成完整的数字，如 12000.00")
    if not re.fullmatch(r"[0-9., ]+", text):
        return Digits(problem=NO_AMOUNT)
    if text.count(".") > 1:
        return Digits(problem="有不止一个小数点；只留一个，如 12.30")
    front, point, back = text.partition(".")
    if point and not re.fullmatch(r"[0-9]+", back):
        return Digits(problem=NO_AMOUNT)
    if re.search(r"[ ,]", front) and not GROUPED.fullmatch(front):
        return Digits(problem="千位分隔的位置不对；写成 1234.50 或 1,234.50")
    return Digits(re.sub(r"[ ,]", "", front).lstrip("0"), back)


def _sized(read: Digits) -> Reading:
    if read.problem:
        return Reading(problem=read.problem)
    if len(read.front) > DIGITS:
        return Reading(problem=f"整数部分超过 {DIGITS} 位；核对后重新填写")
    if len(read.back) > PLACES:
        return Reading(problem="小数超过两位；改为两位小数")
    return Reading(f"{read.front or '0'}.{read.back.ljust(PLACES, '0')}")
