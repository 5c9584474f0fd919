"""The database refuses what must not be, in words a person understands."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from budgetportal.filings.models import (
    BasicRecord,
    ComparisonRecord,
    ExpenditureRecord,
    FilingRecord,
    GlossaryRecord,
    IncomeRecord,
    OfficialExpenseRecord,
    ProcurementRecord,
    ProjectAmountRecord,
    ProjectIndicatorRecord,
    ProjectRecord,
    WordingRecord,
)

WRONG: list[tuple[type[Any], dict[str, Any], str]] = [
    (IncomeRecord, {"function": "201035", "source": "general", "amount": 1}, "七位项级编码"),
    (IncomeRecord, {"function": "2010301", "source": "lottery", "amount": 1}, "“资金来源”只能是"),
    (IncomeRecord, {"function": "2010350", "source": "general", "amount": 1}, "合并金额"),
    (ExpenditureRecord, {"function": "2010301", "source": "general", "category": "x", "amount": 1}, "“支出类别”只能是"),
    (
        ExpenditureRecord,
        {"function": "2010350", "source": "general", "category": "public", "amount": 1},
        "同一功能分类科目、资金来源和支出类别只写一行",
    ),
    (BasicRecord, {"economic": "301", "category": "personnel", "amount": 1}, "五位款级编码"),
    (BasicRecord, {"economic": "30101", "category": "personnel", "amount": 1}, "只写一行"),
    (OfficialExpenseRecord, {"item": "banquet", "source": "general", "amount": 1}, "“三公”经费项目"),
    (OfficialExpenseRecord, {"item": "hospitality", "source": "general", "amount": 1}, "只写一行"),
    (ComparisonRecord, {"topic": "weather"}, "“比较事项”应为"),
    (ComparisonRecord, {"topic": "income.general"}, "只写一行"),
    (GlossaryRecord, {"term": "财政拨款", "definition": "又一次"}, "只解释一次"),
    (WordingRecord, {"key": "general.total", "value": "又一段"}, "只替换一次"),
    (ProjectRecord, {"name": "甲", "function": "x", "source": "general"}, "七位项级编码"),
    (
        ProjectRecord,
        {"name": "甲", "function": "2010399", "source": "general", "performance_goal": "有目标而没有金额"},
        "“绩效目标”没有填全",
    ),
]


def row(model: type[Any], record: FilingRecord, values: dict[str, Any]) -> Any:
    return model(filing=record, **values)


@pytest.mark.parametrize(("model", "values", "words"), WRONG)
def test_wrong_row_is_refused_in_words(
    record: FilingRecord, model: type[Any], values: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        row(model, record, values).validate_constraints()
    assert words in "".join(caught.value.messages)


@pytest.mark.parametrize(("model", "values", "words"), WRONG)
def test_wrong_row_is_refused_by_the_database(
    record: FilingRecord, model: type[Any], values: dict[str, Any], words: str
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([row(model, record, values)])


def test_amount_is_there_and_has_two_decimals(record: FilingRecord) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        IncomeRecord.objects.create(filing=record, function="2010301", source="general", amount=None)
    with pytest.raises(DataError), transaction.atomic():
        IncomeRecord.objects.create(filing=record, function="2010301", source="general", amount=Decimal(10) ** 16)


def test_project_parts_are_held_as_well(record: FilingRecord) -> None:
    project = ProjectRecord.objects.get()
    for wrong in (
        ProjectAmountRecord(project=project, key="305", value=1),
        ProjectAmountRecord(project=project, key="302", value=1),
        ProjectIndicatorRecord(project=project, level1="产出", weight="1e5"),
        ProjectIndicatorRecord(project=project, level1="产出", target_op=">="),
        ProjectIndicatorRecord(project=project, level1=""),
    ):
        with pytest.raises(ValidationError):
            wrong.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            type(wrong).objects.bulk_create([wrong])


def test_once_only_record_is_there_once(record: FilingRecord) -> None:
    values = dict.fromkeys(("goods", "works", "services", "reserved_sme", "reserved_micro"), Decimal(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcurementRecord.objects.create(filing=record, **values)


def test_second_filing_of_the_year_is_refused_in_words(record: FilingRecord) -> None:
    second = FilingRecord(unit=record.unit, fiscal_year=2024, kind="budget", edition="x", amount_unit="元")
    with pytest.raises(ValidationError, match="已有填报"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.parametrize("values", [{"kind": "poem"}, {"fiscal_year": 24}, {"amount_unit": "亿元"}])
def test_wrong_filing_is_refused(record: FilingRecord, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FilingRecord.objects.filter(pk=record.pk).update(**values)


def test_amounts_are_numeric(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT data_type FROM information_schema.columns "
            "WHERE table_name LIKE 'filings%%' AND column_name LIKE '%%amount' AND column_name <> 'amount_unit'"
        )
        assert cursor.fetchall() == [("numeric",)]
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns "
            "WHERE table_name LIKE 'filings%%' AND data_type IN ('real', 'double precision')"
        )
        assert cursor.fetchone() == (0,)
