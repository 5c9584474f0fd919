"""How figures, days and ordinals are written in a Chinese disclosure."""

from __future__ import annotations

from datetime import date

from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.terms import Operator

DIGITS = "零一二三四五六七八九"
SIGNS = {Operator.AT_LEAST: "≥", Operator.AT_MOST: "≤", Operator.EQUAL: "=", Operator.MORE: ">", Operator.LESS: "<"}


def numeral(number: int) -> str:
    """1–9,999 in Chinese numerals, as headings count: 一, 十, 十一, 二十, 一百零一."""
    text = ""
    gap = False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text


def day(value: date) -> str:
    """2024年2月22日."""
    return f"{value.year}年{value.month}月{value.day}日"


def target(value: Target | None) -> str:
    """An indicator's target as printed: ≥95%, or its words; nothing where there is none."""
    if value is None:
        return ""
    return f"{SIGNS.get(value.op, '')}{value.value}{value.unit or ''}"
