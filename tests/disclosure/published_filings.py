"""The filings of published originals, which stand beside a checkout (the fixture ``shared_folder``)."""

from __future__ import annotations

from pathlib import Path

from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.filing import Filing

BUDGETS = ("budget-2020-department", "budget-2023-unit", "budget-2024-unit")
PUBLISHED = (*BUDGETS, "final-2023-department", "self-evaluation-2023-department")


def published(folder: Path, name: str) -> Filing:
    """A filing by its name."""
    found, problems = read_filing(published_bytes(folder, name))
    assert found is not None, problems
    return found


def published_bytes(folder: Path, name: str) -> bytes:
    """A filing as it is written."""
    return (folder / "filings" / f"{name}.json").read_bytes()
