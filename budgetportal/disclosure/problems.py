"""Problems are values: all of them are collected and shown at once."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one entry: its place (``expenditure[3].amount``) and what to do, in Chinese.

    ``rule`` is its number as a finding: E0, or a rule on codes (K). ``missing``: nothing is wrong yet, something is
    still to be filled in.
    """

    place: str
    message: str
    rule: str = "E0"
    missing: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message
