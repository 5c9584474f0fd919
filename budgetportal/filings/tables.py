"""Which table holds which member of a filing, kind by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from budgetportal.disclosure import budget, final_accounts, self_evaluation
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.filing import BasicRow, Filing, GlossaryEntry, Staffing
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings import models as records
from budgetportal.filings.columns import Column, columns
from budgetportal.filings.models.filing import APART, COMMON

KEY, VALUE = "key", "value"  # the columns of a mapping's table
MAPPING_VALUES = {Kind.AMOUNTS: Kind.AMOUNT, Kind.COUNTS: Kind.COUNT, Kind.TEXTS: Kind.TEXT}


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one list, mapping or once-only record of a filing, or of a row of another table.

    ``path`` leads to the member from the filing, or from the row that owns it; the empty path is the filing itself.
    """

    path: tuple[str, ...]
    model: type[models.Model]
    columns: tuple[Column, ...]
    owner: str = "filing"  # what a row hangs on: the filing or a row of another table
    record: type[Any] | None = None  # what a row is; None for the entry of a mapping
    once: bool = False  # the member is one record, not a list
    parts: tuple[Table, ...] = ()  # the lists under each row

    @property
    def name(self) -> str:
        """The path as the columns of a record are called."""
        return "_".join(self.path)

    @property
    def names(self) -> list[str]:
        """The columns that a person fills."""
        return [column.name for column in self.columns]

    @property
    def has_lists(self) -> bool:
        """Whether a column holds a list of texts."""
        return any(column.spec.kind is Kind.LINES for column in self.columns)

    @property
    def key(self) -> list[str]:
        """The columns that two rows of one owner must not share; none where rows may be alike."""
        found = [rule for rule in self.model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
        return [name for name in found[0].fields if name != self.owner] if found else []


@dataclass(frozen=True, slots=True)
class Layout:
    """How the filings of one kind are stored: the columns of their record, and their tables."""

    filing: type[Filing]
    columns: tuple[Column, ...]
    tables: tuple[Table, ...] = field(default=())

    def holding(self, member: str) -> Sequence[Table]:
        """The tables that hold a member of a filing, beside the columns of its record."""
        own = [table for table in self.tables if table.path[:1] == (member,)]
        return own or [table for table in self.tables if table.path == () and member not in COMMON]


def _rows(path: str, model: type[models.Model], record: Any, *, owner: str = "filing", parts: Any = ()) -> Table:
    return Table(tuple(path.split(".")), model, columns(record), owner, record, parts=parts)


def _once(path: str, model: type[models.Model], record: Any, without: frozenset[str] = frozenset()) -> Table:
    return Table(tuple(path.split(".")) if path else (), model, columns(record, without), record=record, once=True)


def _mapping(path: str, model: type[models.Model], spec: Spec, owner: str = "filing") -> Table:
    key = Spec(spec.label, Kind.CHOICE if spec.choices else Kind.NAME, required=True, choices=spec.choices)
    value = Spec(spec.label, MAPPING_VALUES[spec.kind], required=True)
    pair = (Column((KEY,), key, True), Column((VALUE,), value, True))
    return Table(tuple(path.split(".")), model, pair, owner)


SHARED = (
    _mapping(
        "profile.staffing.establishment_kinds", records.EstablishmentRecord, specs(Staffing)["establishment_kinds"]
    ),
    _rows("glossary", records.GlossaryRecord, GlossaryEntry),
)
BASIC = _rows("basic_by_economic", records.BasicRecord, BasicRow)
PROJECT_PARTS = (
    _mapping("amounts", records.ProjectAmountRecord, specs(budget.Project)["amounts"], "project"),
    _rows("performance.indicators", records.ProjectIndicatorRecord, budget.Indicator, owner="project"),
)
EVALUATION_PARTS = (
    _rows("indicators", records.EvaluatedIndicatorRecord, final_accounts.EvaluatedIndicator, owner="evaluation"),
)

LAYOUTS: Mapping[str, Layout] = {
    DisclosureKind.BUDGET: Layout(
        budget.BudgetFiling,
        columns(budget.BudgetFiling, APART),
        (
            *SHARED,
            _rows("income", records.IncomeRecord, budget.IncomeRow),
            _rows("expenditure", records.ExpenditureRecord, budget.ExpenditureRow),
            BASIC,
            _rows("projects", records.ProjectRecord, budget.Project, parts=PROJECT_PARTS),
            _rows("official_expenses", records.OfficialExpenseRecord, budget.OfficialExpense),
            _rows("comparisons", records.ComparisonRecord, budget.Comparison),
            _once("unit_performance", records.UnitPerformanceRecord, budget.UnitPerformance),
            _rows("unit_performance.indicators", records.UnitIndicatorRecord, budget.Indicator),
            _once("procurement", records.ProcurementRecord, budget.Procurement),
            _once("assets", records.AssetsRecord, budget.Assets),
            _mapping("wording", records.WordingRecord, specs(budget.BudgetFiling)["wording"]),
        ),
    ),
    DisclosureKind.FINAL: Layout(
        final_accounts.FinalAccounts,
        columns(Filing, APART),
        (
            *SHARED,
            _once("", records.FinalAccountsRecord, final_accounts.FinalAccounts, COMMON),
            _rows("income", records.FinalIncomeRecord, final_accounts.FinalIncomeRow),
            _rows("expenditure", records.FinalExpenditureRecord, final_accounts.FinalExpenditureRow),
            BASIC,
            _rows("official_expenses", records.FinalOfficialExpenseRecord, final_accounts.FinalOfficialExpense),
            _rows("comparisons", records.FinalComparisonRecord, final_accounts.FinalComparison),
            _rows(
                "self_evaluations",
                records.ProjectEvaluationRecord,
                final_accounts.ProjectEvaluation,
                parts=EVALUATION_PARTS,
            ),
        ),
    ),
    DisclosureKind.SELF_EVALUATION: Layout(
        self_evaluation.SelfEvaluation,
        columns(Filing, APART),
        (
            *SHARED,
            _once("", records.SelfEvaluationRecord, self_evaluation.SelfEvaluation, COMMON),
            _rows("projects", records.EvaluatedProjectRecord, self_evaluation.EvaluatedProject),
            _rows("indicators", records.OverallIndicatorRecord, self_evaluation.OverallIndicator),
        ),
    ),
}
