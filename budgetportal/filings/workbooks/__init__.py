"""Workbooks (.xlsx) that people hand in, read as text by a process of its own; nothing in them is ever run."""

from budgetportal.filings.workbooks.reading import read_workbook
from budgetportal.filings.workbooks.sheet import Sheet, Unreadable

__all__ = ["Sheet", "Unreadable", "read_workbook"]
