"""The filing in the database: one record a filing, one row a leaf row of the contract's entry tables."""

from budgetportal.filings.models.filing import (
    AssetsRecord,
    FilingRecord,
    Kind,
    ProcurementRecord,
    UnitPerformanceRecord,
)
from budgetportal.filings.models.projects import ProjectAmountRecord, ProjectIndicatorRecord, ProjectRecord
from budgetportal.filings.models.tables import (
    BasicRecord,
    ComparisonRecord,
    EstablishmentRecord,
    ExpenditureRecord,
    GlossaryRecord,
    IncomeRecord,
    OfficialExpenseRecord,
    UnitIndicatorRecord,
    WordingRecord,
)

__all__ = [
    "AssetsRecord",
    "BasicRecord",
    "ComparisonRecord",
    "EstablishmentRecord",
    "ExpenditureRecord",
    "FilingRecord",
    "GlossaryRecord",
    "IncomeRecord",
    "Kind",
    "OfficialExpenseRecord",
    "ProcurementRecord",
    "ProjectAmountRecord",
    "ProjectIndicatorRecord",
    "ProjectRecord",
    "UnitIndicatorRecord",
    "UnitPerformanceRecord",
    "WordingRecord",
]
