"""The kinds of disclosure, and the class of filing that each is entered as."""

from __future__ import annotations

import re
from collections.abc import Mapping

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.terms import DisclosureKind

FILINGS: Mapping[DisclosureKind, type[Filing]] = {
    DisclosureKind.BUDGET: BudgetFiling,
    DisclosureKind.FINAL: FinalAccounts,
    DisclosureKind.SELF_EVALUATION: SelfEvaluation,
}
EDITION_NAME = re.compile(r"[a-z]+-(budget|final|self-evaluation)-\d{4}")


def kind_of_edition(name: object) -> DisclosureKind:
    """The kind that an edition's name tells (contract, "Common members"); a budget where it tells none."""
    found = EDITION_NAME.fullmatch(name) if isinstance(name, str) else None
    return DisclosureKind(found[1].replace("-", "_")) if found else DisclosureKind.BUDGET


def kind_of(filing: Filing) -> DisclosureKind:
    """The kind that a filing is of."""
    return next(kind for kind, record in FILINGS.items() if isinstance(filing, record))
