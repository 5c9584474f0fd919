"""The amounts of a text that splits a project's money (资金分配情况)."""

from __future__ import annotations

import re
from decimal import Decimal

from budgetportal.disclosure.amounts import YUAN_PER_WAN

PART = re.compile(r"(?P<what>.*?[^\d.,×xX*/每])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元)?")
BETWEEN = re.compile(r"[，、；。\s]+")
FEWEST = 2  # parts that make a split


def parts_of(text: str) -> list[Decimal]:
    """The amounts (万元) of a text like 办公费8.48万元，培训费1万元; none where it says anything else too."""
    matches = [PART.fullmatch(part) for part in BETWEEN.split(text) if part]
    if len(matches) < FEWEST or not all(matches):
        return []
    parts = [(Decimal(match["number"].replace(",", "")), match["unit"]) for match in matches if match]
    units = {unit for _, unit in parts if unit}
    if len(units) != 1:
        return []
    divisor = YUAN_PER_WAN if units == {"元"} else Decimal(1)
    return [number / divisor for number, _ in parts]
