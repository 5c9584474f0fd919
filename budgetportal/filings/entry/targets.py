"""What the entry of performance indicators is helped with: levels, required weights, money, and rows to copy.

What the weights have to come to and how scores are computed is said by the rules and the scores of the pure middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import HUNDRED, total
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.target_tables import WEIGHTS, WEIGHTS_IN_WORDS
from budgetportal.disclosure.codec import plain
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.indicator_levels import PROJECT_LEVELS, Levels
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.filings.editing import published_last_year
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.models import FilingRecord

LEVELS = "levels"  # the source that has the usual levels and nothing else
WHOLE = "单位整体绩效目标"
OUTCOMES = ("actual", "midyear", "adjusted", "score", "note", "deviation", "improvement")  # of their own year alone
LAST_YEARS = ("prior",)


@dataclass(frozen=True, slots=True)
class TargetTable:
    """One table of indicators on an entry page: the place of its grid there, and what is known of it."""

    grid: str
    levels: Levels
    facts: Mapping[str, str]  # attributes for the browser

    @property
    def second_levels(self) -> list[tuple[str, str]]:
        """Each 二级指标 once, with the 一级指标 that it stands under."""
        found: dict[str, list[str]] = {}
        for first, seconds in self.levels:
            for second in seconds:
                found.setdefault(second, []).append(first)
        return [(second, "、".join(firsts)) for second, firsts in found.items()]


def target_table(filing: Filing, subject: Subject) -> TargetTable | None:
    """The table of indicators that a page has, None where it has none."""
    key, edition = subject.page.key, EDITIONS.get(filing.edition)
    levels = edition.project_levels if edition else PROJECT_LEVELS
    match filing:
        case BudgetFiling() if key == "projects":
            return TargetTable("performance.indicators", levels, _weights(filing) | PROJECT_MONEY)
        case BudgetFiling() if key == "unit_performance":
            whole = edition.unit_levels if edition else ()
            return TargetTable("unit_performance.indicators", whole, _weights(filing) | _unit_money(filing))
        case FinalAccounts() if key == "self_evaluations":
            return TargetTable("indicators", levels, EVALUATED | {"spent": "spent", "budget": "budget"})
        case SelfEvaluation() if key == "indicators":
            return TargetTable("indicators", (), EVALUATED | _execution(filing))
        case _:
            return None


def _weights(filing: Filing) -> dict[str, str]:
    edition = EDITIONS.get(filing.edition)
    if edition is not None and not edition.weighted:
        return {}
    return {"sums": " ".join(map(str, WEIGHTS)), "words": WEIGHTS_IN_WORDS}


PROJECT_MONEY = {
    "parts": "performance.fiscal performance.other",
    "total": "performance.total",
    "whole": "amounts. amount",  # names of fields, one that ends with a dot for all below it
    "money": "项目金额",
}
EVALUATED = {
    "sums": str(HUNDRED),
    "words": f"{HUNDRED}（含预算执行率）",
    "weight": "weight",
    "grades": " ".join(f"{least}:{name}" for least, name in (*scores.GRADES, (0, scores.LOWEST_GRADE))),
}


def _unit_money(filing: BudgetFiling) -> dict[str, str]:
    funds = "unit_performance.funds."
    spent = total(row.amount for row in filing.expenditure)
    return {"parts": f"{funds}superior {funds}local {funds}other", "amount": f"{spent:f}", "money": "支出合计"}


def _execution(filing: SelfEvaluation) -> dict[str, str]:
    """Weight and rate of 预算执行率, which are entered on other pages."""
    weight, budget = filing.execution_weight, filing.budget
    rate = scores.execution_rate(budget.spent, budget.final) if budget else None
    known = {"weight": weight, "rate": rate}
    return {name: "" if value is None else f"{value:f}" for name, value in known.items()}


# --------------------------------------------------------------------------------------------- copying


@dataclass(frozen=True, slots=True)
class Origin:
    """Where indicators can be copied from."""

    key: str
    group: str
    name: str
    indicators: Sequence[Any]
    left_out: tuple[str, ...] = OUTCOMES

    @property
    def weight(self) -> Decimal | None:
        """The sum of their weights without noughts at its end, None where they have none."""
        weights = [weight for one in self.indicators if (weight := getattr(one, "weight", None)) is not None]
        total = sum(weights, Decimal(0))
        return (total.quantize(Decimal(1)) if total == total.to_integral() else total.normalize()) if weights else None

    def rows(self, columns: frozenset[str]) -> list[dict[str, str]]:
        """The indicators as rows of a grid that has these columns."""
        return [_cells(one, columns, self.left_out) for one in self.indicators]


def origins(record: FilingRecord, filing: Filing, subject: Subject) -> list[Origin]:
    """All that can be copied: last year's published tables, then the other tables of this filing."""
    last, tables = published_last_year(record), list(_tables(filing))
    here = len(tables) - 1 if subject.n is None else -1 if subject.is_new else subject.n  # without rows the last one
    found = [] if last is None else list(_of_last_year(last))
    found += [Origin(f"this-{n}", "本填报", name, rows) for n, (name, rows) in enumerate(tables) if n != here]
    return [one for one in found if one.indicators]


def _of_last_year(last: Filing) -> Iterator[Origin]:
    for n, (name, rows) in enumerate(_tables(last)):
        yield Origin(f"last-{n}", f"{last.fiscal_year} 年已公开", name, rows, OUTCOMES + LAST_YEARS)


def _tables(filing: Filing) -> Iterator[tuple[str, Sequence[Any]]]:
    """Every table of indicators of a filing with its name: of a budget one a project, then that of the unit."""
    match filing:
        case BudgetFiling():
            for project in filing.projects:
                yield project.name, project.performance.indicators if project.performance else ()
            yield WHOLE, filing.unit_performance.indicators if filing.unit_performance else ()
        case FinalAccounts():
            yield from ((one.project, one.indicators) for one in filing.self_evaluations)
        case SelfEvaluation():
            yield "整体绩效指标", filing.indicators


def rows_of_levels(levels: Levels) -> list[dict[str, str]]:
    """A row for each usual 二级指标, the rest to be filled."""
    return [{"level1": first, "level2": second} for first, seconds in levels for second in seconds]


def _cells(indicator: Any, columns: frozenset[str], left_out: Sequence[str]) -> dict[str, str]:
    flat = dict(_flat(plain(indicator)))
    return {name: text for name, text in flat.items() if name in columns and name.partition(".")[0] not in left_out}


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value)
