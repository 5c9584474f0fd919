"""Two lists of labels matched in their order."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher


def aligned(wanted: Sequence[str], found: Sequence[str]) -> list[int]:
    """For each found label the place of the wanted one that it is, -1 where it is none.

    Labels that differ are the same line where as many stand between two that agree.
    """
    places = [-1] * len(found)
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    for kind, first, end, other, until in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and end - first == until - other):
            places[other:until] = range(first, end)
    return places
