"""The figures of a text, so that a paragraph in a unit's own words can be held against the generated one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

AMOUNT = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|%)")
TIMES = {"亿元": Decimal(10_000), "万元": Decimal(1), "%": Decimal(1)}


class Said(NamedTuple):
    """A figure as it is written, and what it is: 4,301.0万元 is 4301.00 万元."""

    text: str
    value: Decimal
    is_rate: bool


def figures(text: str) -> Iterator[Said]:
    """The amounts and percentages of a text, whatever the width of their signs."""
    for match in AMOUNT.finditer(unicodedata.normalize("NFKC", text)):
        number, unit = match.groups()
        yield Said(match[0], Decimal(number.replace(",", "")) * TIMES[unit], unit == "%")


def strangers(own: str, generated: str) -> list[str]:
    """The figures that stand in one's own words and nowhere in the generated text."""
    known = {(one.value, one.is_rate) for one in figures(generated)}
    found = (one.text for one in figures(own) if (one.value, one.is_rate) not in known)
    return list(dict.fromkeys(found))
