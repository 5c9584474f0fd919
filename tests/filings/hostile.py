"""All workbooks that must be refused, each with a word of the reason."""

from tests.filings import hostile_packages, hostile_sheets  # noqa: F401 - each adds its own
from tests.filings.books import HOSTILE

__all__ = ["HOSTILE"]
