"""A value as a cell of the entry workbook shows it, and a cell's text as the plain text that the codec reads."""

from __future__ import annotations

import re
from typing import Any

from budgetportal.disclosure.fields import Kind, Spec

YES, NO = "是", "否"
CODES = {Kind.FUNCTION, Kind.ECONOMIC, Kind.PATTERN}
CODE_AND_NAME = re.compile(r"(\S+)\s+\S.*", re.DOTALL)  # as the list of choices offers them: 2010350 事业运行
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(T00:00:00)?", re.ASCII)


def shown(value: Any, spec: Spec) -> str:
    """A plain value as people read it; "" where there is none. Of a mark both states are said."""
    if spec.kind is Kind.FLAG:
        return NO if value is False else YES
    if value is None:
        return ""
    if spec.kind is Kind.CHOICE:
        return next((term.label for term in spec.choices or () if term.value == value), str(value))
    return str(value)


def meant(text: str, spec: Spec) -> str:
    """The text of a cell as the codec and the forms take it; what cannot be understood comes back as it is."""
    text = text.strip()
    if spec.kind is Kind.CHOICE:
        return next((term.value for term in spec.choices or () if _same(term.label, text)), text)
    if spec.kind in CODES and (found := CODE_AND_NAME.fullmatch(text)):
        return found[1]
    if spec.kind is Kind.DATE and (found := DAY.fullmatch(text)):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return text


def _same(one: str, other: str) -> bool:
    return one == other or bare(one) == bare(other)


def bare(text: str) -> str:
    """A text without spaces and line breaks, its brackets and colons full-width: heads and names are held against one
    another so."""
    return "".join(text.split()).translate(FULL_WIDTH)


FULL_WIDTH = str.maketrans({"(": "（", ")": "）", ":": "：", "*": "", '"': "”", "“": "”"})
