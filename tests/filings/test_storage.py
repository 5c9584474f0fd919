"""A filing goes into the database and comes back as it was, with a number of queries that does not grow."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.intake import take
from budgetportal.disclosure.terms import Category
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import AssetsRecord, ExpenditureRecord, FilingRecord, ProjectRecord
from budgetportal.filings.storage import load, replace_member, store
from tests.filings.conftest import EXAMPLE
from tests.filings.stored import fetched, many_rows

LOAD_QUERIES = 15


def test_example_comes_back_byte_for_byte(record: FilingRecord) -> None:
    assert write_filing(load(fetched(record))) == EXAMPLE.read_bytes()


@pytest.mark.django_db
def test_published_filing_comes_back_byte_for_byte(shared_folder: Path) -> None:
    data = (shared_folder / "filings" / "budget-2024-unit.json").read_bytes()
    filing, problems = take(data)
    assert filing is not None, problems
    record, _ = create_from(filing)
    assert record is not None
    assert write_filing(load(fetched(record))) == data


def test_load_keeps_its_number_of_queries(
    record: FilingRecord, example: BudgetFiling, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    store(record, replace(example, expenditure=many_rows(300), projects=example.projects))
    stored = fetched(record)
    with django_assert_num_queries(LOAD_QUERIES):
        assert len(load(stored).expenditure) == 300


def test_store_keeps_its_number_of_queries(record: FilingRecord, example: BudgetFiling) -> None:
    def statements(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            store(record, replace(example, expenditure=many_rows(count)))
        return len(queries)

    statements(5)
    assert statements(40) == statements(300)


def test_rows_that_stay_keep_their_ids(record: FilingRecord, example: BudgetFiling) -> None:
    before = dict(ExpenditureRecord.objects.values_list("category", "pk"))
    first, second, third = example.expenditure
    changed = replace(second, amount=Decimal("20.00"))
    replace_member(record, "expenditure", replace(example, expenditure=(third, first, changed)))
    after = dict(ExpenditureRecord.objects.values_list("category", "pk"))
    assert after == before
    assert [row.amount for row in load(record).expenditure] == [third.amount, first.amount, Decimal("20.00")]


def test_keys_that_trade_places_do_not_collide(record: FilingRecord, example: BudgetFiling) -> None:
    first, second, third = example.expenditure
    swapped = (replace(first, category=Category.PUBLIC), replace(second, category=Category.PERSONNEL), third)
    replace_member(record, "expenditure", replace(example, expenditure=swapped))
    assert load(record).expenditure == swapped


def test_renamed_project_keeps_its_row(record: FilingRecord, example: BudgetFiling) -> None:
    before = ProjectRecord.objects.get().pk
    renamed = replace(example.projects[0], name="大厅运行费")
    replace_member(record, "projects", replace(example, projects=(renamed,)))
    assert ProjectRecord.objects.get().pk == before
    assert load(record).projects == (renamed,)


def test_once_only_members_go_and_come_back(record: FilingRecord, example: BudgetFiling) -> None:
    emptied = replace(example, procurement=None, assets=None, unit_performance=None, operating_units=None, wording={})
    store(record, emptied)
    assert load(fetched(record)) == emptied
    store(record, example)
    assert load(fetched(record)) == example


def test_values_of_every_kind_are_changed_in_place(record: FilingRecord, example: BudgetFiling) -> None:
    assert example.assets is not None
    assert example.unit_performance is not None
    project = replace(example.projects[0], explained=True, amount=None, subsidy=None, amounts={"302": Decimal("9.00")})
    changed = replace(
        example,
        assets=replace(example.assets, as_of=date(2022, 12, 31), vehicles=3, planned_vehicles_cost=None),
        comparisons=tuple(replace(row, prior=None, reason="改动") for row in example.comparisons),
        unit_performance=replace(example.unit_performance, phone=None, duties_and_plan="改动"),
        projects=(project,),
        wording={"general.total": "改动"},
    )
    before = AssetsRecord.objects.get().pk
    store(record, changed)
    assert load(fetched(record)) == changed
    assert AssetsRecord.objects.get().pk == before


def test_member_is_replaced_alone(record: FilingRecord, example: BudgetFiling) -> None:
    other = replace(example, income=(), expenditure=())
    replace_member(record, "income", other)
    loaded = load(fetched(record))
    assert loaded.income == ()
    assert loaded.expenditure == example.expenditure


def test_each_save_raises_the_revision(record: FilingRecord, example: BudgetFiling) -> None:
    before = record.revision
    replace_member(record, "income", example)
    assert fetched(record).revision == record.revision == before + 1
