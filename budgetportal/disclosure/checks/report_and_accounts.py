"""A self-evaluation and the final accounts of the same year, whichever of them is filled in (S7, S9, F17)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.checks import facing
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.facing import Side, cell, sum_of
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.facts import EXPENDITURE, INCOME, Selection
from budgetportal.disclosure.final_accounts import PerformanceSummary
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.neighbours import document
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import ExecutedBudget
from budgetportal.disclosure.terms import (
    BASIC_SPENDING,
    DisclosureKind,
    FinalCategory,
    FinalSource,
    SpendingSource,
    Term,
)

FISCAL_SPENDING: frozenset[Term] = frozenset({SpendingSource.GENERAL, SpendingSource.FUND, SpendingSource.SOE})
FISCAL_INCOME: frozenset[Term] = frozenset(
    {FinalSource.FISCAL_GENERAL, FinalSource.FISCAL_FUND, FinalSource.FISCAL_SOE}
)
EXTENTS: dict[str, frozenset[Term] | None] = {"全部资金": None, "财政拨款": FISCAL_SPENDING}
PARTS: dict[str, tuple[str, frozenset[Term]]] = {
    "basic_spent": ("基本支出", BASIC_SPENDING),
    "project_spent": ("项目支出", frozenset({FinalCategory.PROJECT})),
}
PROJECT_MONEY = {"budget": "全年预算数", "spent": "全年执行数"}
UNPRONOUNCED = re.compile(r"[\s“”\"'‘’《》〈〉「」（）()〔〕\[\]·、，,。.—-]|^\d{4}\s*年度?")


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure as the self-evaluation and as the final accounts have it."""

    reported: Side
    accounted: Side
    slack: Decimal

    @property
    def agrees(self) -> bool:
        """Whether it is the same figure."""
        return self.reported.amount == self.accounted.amount


@dataclass(frozen=True)
class Both:
    """The two disclosures of one year in 万元, of which the case's own is filled in and the other published."""

    case: Case
    report: Scene
    accounts: Scene

    @classmethod
    def of(cls, case: Case) -> Both:
        """Both, where the other one is published and of the same scope."""
        if kind_of(case.entered) is DisclosureKind.SELF_EVALUATION:
            return cls(case, case.mended, facing.published_other(case, DisclosureKind.FINAL))
        return cls(case, facing.published_other(case, DisclosureKind.SELF_EVALUATION), case.mended)

    @property
    def is_report(self) -> bool:
        """Whether the self-evaluation is filled in."""
        return self.report is self.case.mended

    @property
    def budget(self) -> ExecutedBudget:
        """预算执行情况 of the self-evaluation."""
        if self.report.evaluation.budget is None:
            raise facing.lacking(self.report.filing, "填“预算执行情况”")
        return self.report.evaluation.budget

    def told(self, pairs: Iterable[Pair]) -> Iterator[Fault]:
        """The faults of those that do not agree, at the cells of the filing that is filled in."""
        report, accounts = self.report.filing, self.accounts.filing
        for one in pairs:
            if one.agrees:
                continue
            if self.is_report:
                yield facing.contradicting(one.reported, report, one.accounted, accounts, one.slack)
            else:
                yield facing.contradicting(one.accounted, accounts, one.reported, report, one.slack)


# ------------------------------------------------------------------------------------------ what was spent


def spending(both: Both) -> dict[str, Pair]:
    """基本支出 and 项目支出 of both, of all money or of 财政拨款 alone: a report does not say of which.

    It is held against the one in which more figures agree; 上缴上级, 经营 and 对附属单位补助 stand in no report.
    """
    if not both.accounts.final.expenditure:
        raise facing.lacking(both.accounts.filing, "“支出”")
    found = [_of_extent(both, words, sources) for words, sources in EXTENTS.items()]
    return max(found, key=lambda pairs: sum(pair.agrees for pair in pairs.values()))


def _of_extent(both: Both, words: str, sources: frozenset[Term] | None) -> dict[str, Pair]:
    extent = f"（{words}）" if has_other_money(both.accounts) else ""
    found = {}
    for name, (label, categories) in PARTS.items():
        facts = both.accounts.facts.select(Selection(EXPENDITURE, sources, categories))
        accounted = sum_of(facts, "expenditure", f"“支出”{label}合计{extent}")
        terms = sum(1 for fact in facts if fact.amount)
        reported = cell(f"budget.{name}", getattr(both.budget, name))
        found[name] = Pair(reported, accounted, facing.slack(both.case, terms))
    return found


def has_other_money(accounts: Scene) -> bool:
    """Whether there is any other money than 财政拨款."""
    facts = accounts.facts
    return any(
        fact.amount and fact.source not in fiscal
        for table, fiscal in ((INCOME, FISCAL_INCOME), (EXPENDITURE, FISCAL_SPENDING))
        for fact in facts.select(Selection(table))
    )


@rule("S7", Severity.WARNING, "绩效自评的基本支出等于同年决算的基本支出", "checks.md S7")
def basic_spending(case: Case) -> Iterator[Fault]:
    """基本支出实际支出 = 基本支出 of the final accounts."""
    both = Both.of(case)
    yield from both.told([spending(both)["basic_spent"]])


@rule("S9.1", Severity.WARNING, "绩效自评的项目支出等于同年决算的项目支出", "checks.md S7、S9")
def project_spending(case: Case) -> Iterator[Fault]:
    """项目支出实际支出, which is the sum of the projects (S9), = 项目支出 of the final accounts."""
    both = Both.of(case)
    yield from both.told([spending(both)["project_spent"]])


# --------------------------------------------------------------------------------------------- one project


@rule("S7.1", Severity.WARNING, "同名项目的预算和执行在绩效自评和同年决算中一致", "checks.md S7、S9")
def projects(case: Case) -> Iterator[Fault]:
    """预算 and 执行 of a project = those of its 项目支出绩效自评表 in the final accounts, found by its name."""
    both = Both.of(case)
    listed = by_name(one.name for one in both.report.evaluation.projects)
    tables = by_name(one.project for one in both.accounts.final.self_evaluations)
    common = [name for name in listed if name in tables]
    if not common:
        raise NothingToCheck("两份公开中没有同名的项目")
    for name in common:
        yield from both.told(_of_project(both, listed[name], tables[name]))


def _of_project(both: Both, n: int, m: int) -> Iterator[Pair]:
    one, table = both.report.evaluation.projects[n], both.accounts.final.self_evaluations[m]
    for member, label in PROJECT_MONEY.items():
        reported = cell(f"projects[{n}].{member}", getattr(one, member))
        words = f"“项目绩效自评”“{table.project[:30]}”{label}"
        accounted = Side(f"self_evaluations[{m}].{member}", words, getattr(table, member))
        yield Pair(reported, accounted, facing.slack(both.case))


def by_name(names: Iterable[str]) -> dict[str, int]:
    """The numbers of projects by their names without year, marks and spaces; of two of one name neither."""
    plain = [UNPRONOUNCED.sub("", name.strip()) for name in names]
    seen = Counter(plain)
    return {name: n for n, name in enumerate(plain) if name and seen[name] == 1}


# ----------------------------------------------------------------------------------------- the whole budget


def whole_budget(case: Case) -> Iterator[Fault]:
    """全年预算数 and 全年实际支出 = what 预算绩效情况 says of the one 整体支出绩效自评表."""
    both = Both.of(case)
    summary = both.accounts.final.performance_summary
    if summary is None:
        raise facing.lacking(both.accounts.filing, "“预算绩效情况”")
    if summary.unit_tables == 0 and not both.is_report:
        yield _uncounted(both)
    elif summary.unit_tables != 1:
        raise NothingToCheck(f"{document(both.accounts.filing)}的整体绩效自评表有 {summary.unit_tables} 张，不是一张")
    else:
        yield from both.told(_of_whole(both, summary))


def _uncounted(both: Both) -> Fault:
    """Final accounts that count no 整体支出绩效自评 beside one that is published."""
    place = "performance_summary.unit_tables"
    message = (
        f"{document(both.accounts.filing)}{cell(place, Decimal(0)).words} 填了 0 张，本单位 "
        f"{document(both.report.filing)}已经公开，全年预算数 {both.budget.final} 万元；"
        "补上张数、预算和执行，由主管部门统一编报的写明原因"
    )
    return Fault(place, message, "1", "0", "-1")


def _of_whole(both: Both, summary: PerformanceSummary) -> Iterator[Pair]:
    """What was spent follows from its parts: where those differ, that is told (S7, S9.1)."""
    pairs = [("final", "unit_budget")]
    if not both.accounts.final.expenditure or all(pair.agrees for pair in spending(both).values()):
        pairs.append(("spent", "unit_spent"))
    for member, said in pairs:
        reported = cell(f"budget.{member}", getattr(both.budget, member))
        accounted = cell(f"performance_summary.{said}", getattr(summary, said))
        yield Pair(reported, accounted, facing.slack(both.case))


WHOLE = "整体绩效自评的预算和执行在绩效自评和同年决算中一致"
of_report = rule("S7.2", Severity.WARNING, WHOLE, "checks.md S7、F17")(whole_budget)
of_accounts = rule("F17.3", Severity.WARNING, WHOLE, "checks.md F17、S7")(whole_budget)


@rule("S7.3", Severity.HINT, "绩效自评的年初预算数等于同年决算的年初预算数", "checks.md S7")
def initial_budget(case: Case) -> Iterator[Fault]:
    """年初预算数 = that of the final accounts, which is of 财政拨款 alone: a hint, where there is no other money."""
    both = Both.of(case)
    planned = both.accounts.final.initial_budget
    if planned is None:
        raise facing.lacking(both.accounts.filing, "“年初预算数”")
    if has_other_money(both.accounts):
        raise NothingToCheck(
            f"{document(both.accounts.filing)}有财政拨款以外的资金，年初预算数只是财政拨款，两者口径不同"
        )
    reported = cell("budget.initial", both.budget.initial)
    accounted = cell("initial_budget.fiscal_total", planned.fiscal_total)
    yield from both.told([Pair(reported, accounted, facing.slack(both.case))])


SHARED = (basic_spending, project_spending, projects, initial_budget)
REPORT_RULES = (*SHARED, of_report)
ACCOUNTS_RULES = (*SHARED, of_accounts)
