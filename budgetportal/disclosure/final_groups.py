"""Which amounts of final accounts are rounded together (contract, "Rounding", the table of groups)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.groups import Group, members


def groups(filing: FinalAccounts) -> Iterator[Group]:
    """The contract's table as far as it speaks of what final accounts have."""
    yield Group(tuple(f"expenditure[{n}].amount" for n in range(len(filing.expenditure))))
    yield Group(members("procurement", "goods", "works", "services"))
