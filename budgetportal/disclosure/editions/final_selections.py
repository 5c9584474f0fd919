"""What tables and sentences of final accounts select: income by source, expenditure by source and category."""

from __future__ import annotations

from budgetportal.disclosure.facts import EXPENDITURE, INCOME, Selection
from budgetportal.disclosure.final_topics import FISCAL_INCOME
from budgetportal.disclosure.terms import BASIC_SPENDING, FinalCategory, FinalSource, SpendingSource, Term

FISCAL_SPENDING = frozenset({SpendingSource.GENERAL, SpendingSource.FUND, SpendingSource.SOE})
FUNDS = (  # 财政拨款 by budget: what it is called, its income and its spending
    ("一般公共预算财政拨款", FinalSource.FISCAL_GENERAL, SpendingSource.GENERAL),
    ("政府性基金预算财政拨款", FinalSource.FISCAL_FUND, SpendingSource.FUND),
    ("国有资本经营预算财政拨款", FinalSource.FISCAL_SOE, SpendingSource.SOE),
)
INCOME_KINDS = (  # the columns of 收入决算表, in the order of the form
    ("财政拨款收入", FISCAL_INCOME),
    *((source.label, frozenset({source})) for source in (
        FinalSource.SUPERIOR, FinalSource.SERVICE, FinalSource.BUSINESS, FinalSource.SUBORDINATE, FinalSource.OTHER
    )),
)  # fmt: skip
SPENDING_KINDS = (
    ("基本支出", BASIC_SPENDING),
    ("项目支出", frozenset({FinalCategory.PROJECT})),
    ("上缴上级支出", frozenset({FinalCategory.REMITTED})),
    ("经营支出", frozenset({FinalCategory.BUSINESS})),
    ("对附属单位补助支出", frozenset({FinalCategory.SUBSIDY})),
)
BASIC_LISTS = (("301", "303"), ("302",), ("307", "310", "312", "399"))  # the 类 of each list of 基本支出决算表


def only(*terms: Term) -> frozenset[Term]:
    """A set of terms to select by."""
    return frozenset(terms)


def received(*sources: Term, table: str = INCOME) -> Selection:
    """Income of some sources, of every one where none is named; or a balance."""
    return Selection(table, only(*sources) if sources else None)


def spent(sources: frozenset[Term] | None = None, categories: frozenset[Term] | None = None) -> Selection:
    """Expenditure of some sources and categories."""
    return Selection(EXPENDITURE, sources, categories)
