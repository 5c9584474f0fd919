"""Taking in a filing file: the one door of every command and import."""

from __future__ import annotations

from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.soundness import problems


def take(data: bytes) -> tuple[Filing | None, list[Problem]]:
    """The filing in a JSON file, or None, and every problem of its form and of its soundness."""
    filing, found = read_filing(data)
    if filing is not None:
        found = problems(filing)
    return (None if found else filing), found
