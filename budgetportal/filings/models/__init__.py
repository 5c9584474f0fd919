"""The filing in the database: one record a filing, one row a leaf row of the contract's entry tables."""

from budgetportal.filings.models.filing import (
    KINDS,
    AssetsRecord,
    FilingRecord,
    ProcurementRecord,
    UnitPerformanceRecord,
)
from budgetportal.filings.models.final_accounts import (
    EvaluatedIndicatorRecord,
    FinalAccountsRecord,
    FinalComparisonRecord,
    FinalExpenditureRecord,
    FinalIncomeRecord,
    FinalOfficialExpenseRecord,
    ProjectEvaluationRecord,
)
from budgetportal.filings.models.progress import EmptyTable, KeptTally
from budgetportal.filings.models.projects import ProjectAmountRecord, ProjectIndicatorRecord, ProjectRecord
from budgetportal.filings.models.self_evaluation import (
    EvaluatedProjectRecord,
    OverallIndicatorRecord,
    SelfEvaluationRecord,
)
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
from budgetportal.filings.models.working_copy import CopyStep, WorkingCopy

__all__ = [
    "KINDS",
    "AssetsRecord",
    "BasicRecord",
    "ComparisonRecord",
    "CopyStep",
    "EmptyTable",
    "EstablishmentRecord",
    "EvaluatedIndicatorRecord",
    "EvaluatedProjectRecord",
    "ExpenditureRecord",
    "FilingRecord",
    "FinalAccountsRecord",
    "FinalComparisonRecord",
    "FinalExpenditureRecord",
    "FinalIncomeRecord",
    "FinalOfficialExpenseRecord",
    "GlossaryRecord",
    "IncomeRecord",
    "KeptTally",
    "OfficialExpenseRecord",
    "OverallIndicatorRecord",
    "ProcurementRecord",
    "ProjectAmountRecord",
    "ProjectEvaluationRecord",
    "ProjectIndicatorRecord",
    "ProjectRecord",
    "SelfEvaluationRecord",
    "UnitIndicatorRecord",
    "UnitPerformanceRecord",
    "WordingRecord",
    "WorkingCopy",
]
