"""Which table holds which member of a filing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from budgetportal.disclosure import filing as entries
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.filings import models as records
from budgetportal.filings.columns import Column, columns

KEY, VALUE = "key", "value"  # the columns of a mapping's table


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one list, mapping or once-only record of a filing, or of its projects."""

    model: type[models.Model]
    columns: tuple[Column, ...]
    owner: str = "filing"  # what a row hangs on: the filing or one of its projects
    record: type[Any] | None = None  # what a row is; None for the entry of a mapping

    @property
    def names(self) -> list[str]:
        """The columns that a person fills."""
        return [column.name for column in self.columns]

    @property
    def key(self) -> list[str]:
        """The columns that two rows of one owner must not share; none where rows may be alike."""
        found = [rule for rule in self.model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
        return [name for name in found[0].fields if name != self.owner] if found else []


def _of(model: type[models.Model], record: Any, owner: str = "filing") -> Table:
    return Table(model, columns(record), owner, record)


def _mapping(model: type[models.Model], spec: Spec, owner: str = "filing") -> Table:
    key = Spec(spec.label, Kind.CHOICE if spec.choices else Kind.NAME, required=True, choices=spec.choices)
    value = Spec(spec.label, MAPPING_VALUES[spec.kind], required=True)
    return Table(model, (Column((KEY,), key, True), Column((VALUE,), value, True)), owner)


MAPPING_VALUES = {Kind.AMOUNTS: Kind.AMOUNT, Kind.COUNTS: Kind.COUNT, Kind.TEXTS: Kind.TEXT}
RECORD_COLUMNS = columns(Filing, records.filing.APART)

TABLES: Mapping[str, Table] = {  # by the path of the member in the filing; a project's parts below
    "profile_staffing_establishment_kinds": _mapping(
        records.EstablishmentRecord, specs(entries.Staffing)["establishment_kinds"]
    ),
    "glossary": _of(records.GlossaryRecord, entries.GlossaryEntry),
    "income": _of(records.IncomeRecord, entries.IncomeRow),
    "expenditure": _of(records.ExpenditureRecord, entries.ExpenditureRow),
    "basic_by_economic": _of(records.BasicRecord, entries.BasicRow),
    "projects": _of(records.ProjectRecord, entries.Project),
    "official_expenses": _of(records.OfficialExpenseRecord, entries.OfficialExpense),
    "comparisons": _of(records.ComparisonRecord, entries.Comparison),
    "unit_performance": _of(records.UnitPerformanceRecord, entries.UnitPerformance),
    "unit_performance_indicators": _of(records.UnitIndicatorRecord, entries.Indicator),
    "procurement": _of(records.ProcurementRecord, entries.Procurement),
    "assets": _of(records.AssetsRecord, entries.Assets),
    "wording": _mapping(records.WordingRecord, specs(Filing)["wording"]),
}
PROJECT_TABLES: Mapping[str, Table] = {  # by the path of the member in the project
    "amounts": _mapping(records.ProjectAmountRecord, specs(entries.Project)["amounts"], "project"),
    "performance_indicators": _of(records.ProjectIndicatorRecord, entries.Indicator, "project"),
}


def tables_of(member: str) -> Sequence[str]:
    """The tables that hold a member of a filing, beside the columns of its record."""
    return [path for path in TABLES if path == member or path.startswith(f"{member}_")]
