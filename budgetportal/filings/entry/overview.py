"""The list of a filing's entry tables: rows, sum, link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.budget import BudgetFiling, Project
from budgetportal.disclosure.fields import Kind, is_empty, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.entry.pages import Page


@dataclass(frozen=True, slots=True)
class TableLine:
    """One entry table in the list."""

    page: Page
    rows: str
    sum: str = ""
    is_empty: bool = False


def table_lines(filing: Filing, pages: Iterable[Page]) -> list[TableLine]:
    """All entry tables of the filing."""
    return [_line(page, getattr(filing, page.members[0])) for page in pages]


def _line(page: Page, value: Any) -> TableLine:
    if page.spec.kind is Kind.RECORD:
        return TableLine(page, "未填" if is_empty(value) else "已填", is_empty=is_empty(value))
    amounts = [amount for row in value for amount in amounts_of(row)] if page.spec.kind is Kind.ROWS else []
    return TableLine(page, f"{len(value)} 行", printed(total(amounts)) if amounts else "", is_empty(value))


def amounts_of(row: Any) -> Iterable[Decimal]:
    """The amounts of a row, of a project the sum of its classes."""
    if isinstance(row, Project):
        return [*row.amounts.values(), *([row.amount] if row.amount is not None else [])]
    amount = getattr(row, "amount", None)
    return [] if amount is None else [amount]


def sums(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """The sum of a table's amounts, then by each vocabulary of its rows."""
    rows = list(rows)
    amounts = [amount for row in rows for amount in amounts_of(row)]
    if not amounts:
        return []
    found = [("合计", printed(total(amounts)))]
    for name, spec in specs(type(rows[0])).items():
        if spec.kind is Kind.CHOICE and spec.choices is not None:
            for term in spec.choices:
                group = [amount for row in rows if getattr(row, name) == term for amount in amounts_of(row)]
                if group:
                    found.append((f"{spec.label}：{term.label}", printed(total(group))))
    return found


OTHER_SIDE = {"income": ("支出合计", "expenditure"), "expenditure": ("收入合计", "income")}


def against(filing: Filing, member: str) -> tuple[str, str] | None:
    """What a table of a budget has to come to, as label and member: income and expenditure are equal."""
    return OTHER_SIDE.get(member) if isinstance(filing, BudgetFiling) else None


def printed(amount: Decimal) -> str:
    """An amount for the eye: two decimals, thousands apart."""
    return f"{amount:,.2f}"
