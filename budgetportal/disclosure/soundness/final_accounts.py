"""What makes final accounts unsound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from budgetportal.classification.codes import economic, functional
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.soundness.common import ITEM, TYPE, CodeCell, KindRules, basic_row_categories

UNIQUE: Mapping[str, tuple[str, ...]] = {
    "glossary": ("term",),
    "income": ("function", "source"),
    "expenditure": ("function", "source", "category"),
    "basic_by_economic": ("economic", "category"),
    "official_expenses": ("item",),
    "comparisons": ("topic", "against"),
    "self_evaluations": ("project",),
}


def codes(filing: FinalAccounts) -> Iterator[CodeCell]:
    """Every cell that holds a code. A topic may name a function of last year that is gone (contract)."""
    this = (functional(filing.fiscal_year),)
    both = (*this, functional(filing.fiscal_year - 1))
    economics = (economic(filing.fiscal_year),)
    for table in ("income", "expenditure"):
        for n, row in enumerate(getattr(filing, table)):
            if row.function is not None:
                yield f"{table}[{n}].function", row.function, ITEM, this
    for n, basic in enumerate(filing.basic_by_economic):
        yield f"basic_by_economic[{n}].economic", basic.economic, TYPE, economics
    for member in ("personnel", "public"):
        for n, code in enumerate(getattr(filing.basic_items, member, ())):
            yield f"basic_items.{member}[{n}]", code, TYPE, economics
    for n, comparison in enumerate(filing.comparisons):
        code = comparison.topic.rpartition(".")[2]
        if code.isdecimal():
            yield f"comparisons[{n}].topic", code, ITEM, both


def _basic_row_categories(filing: FinalAccounts) -> Iterator[Problem]:
    return basic_row_categories(filing.basic_by_economic)


FINAL_RULES = KindRules(unique=UNIQUE, codes=codes, rules=(_basic_row_categories,))
