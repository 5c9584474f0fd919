"""Filings of every kind go into the database and come back, row by row and member by member."""

import dataclasses
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.disclosure.codec import read_filing, write_filing
from budgetportal.disclosure.fields import Kind, is_empty, specs
from budgetportal.disclosure.kinds import FILINGS
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import (
    FilingRecord,
    FinalAccountsRecord,
    FinalIncomeRecord,
    ProjectEvaluationRecord,
    SelfEvaluationRecord,
)
from budgetportal.filings.storage import load, replace_member, store
from tests.filings.addresses import overview, table
from tests.filings.complete import complete_filing
from tests.filings.forms import summary_of, type_into
from tests.filings.stored import fetched

LOAD_QUERIES = {DisclosureKind.BUDGET: 15, DisclosureKind.FINAL: 10, DisclosureKind.SELF_EVALUATION: 5}
pytestmark = pytest.mark.django_db


@pytest.fixture(params=list(DisclosureKind))
def kind(request: pytest.FixtureRequest) -> DisclosureKind:
    return request.param


@pytest.fixture
def whole(kind: DisclosureKind) -> Any:
    return complete_filing(kind)


@pytest.fixture
def record(whole: Any) -> FilingRecord:
    stored, problems = create_from(whole)
    assert stored is not None, problems
    return fetched(stored)


def test_nothing_of_the_example_is_left_out(whole: Any) -> None:
    left_out = {name for name in specs(type(whole)) if is_empty(getattr(whole, name))}
    assert not left_out
    read, problems = read_filing(write_filing(whole))
    assert read == whole, problems


def test_filing_comes_back_as_it_was(record: FilingRecord, whole: Any, kind: DisclosureKind) -> None:
    assert record.kind == kind
    with CaptureQueriesContext(connection) as queries:
        assert load(record) == whole
    assert len(queries) == LOAD_QUERIES[kind]


def test_bare_filing_comes_back_as_it_was(record: FilingRecord, whole: Any) -> None:
    known = {name: getattr(whole, name) for name, spec in specs(type(whole)).items() if spec.required}
    bare = type(whole)(**known)
    store(record, bare)
    assert load(fetched(record)) == bare


def test_storing_again_changes_no_row_and_more_rows_cost_no_more_queries(record: FilingRecord, whole: Any) -> None:
    events = apps.get_model("filings", "GlossaryRecordEvent").objects
    before = events.count()
    with CaptureQueriesContext(connection) as few:
        store(record, whole)
    assert events.count() == before
    grown = dataclasses.replace(whole, **{name: _more(whole, name) for name in _row_members(whole)})
    store(record, grown)
    with CaptureQueriesContext(connection) as many:
        store(record, grown)
    assert len(many) == len(few)
    assert load(fetched(record)) == grown


def _row_members(whole: Any) -> list[str]:
    """The members that are lists of records which may be alike but for their first text."""
    found = specs(type(whole))
    return [name for name, spec in found.items() if spec.kind is Kind.ROWS and spec.record is not None]


def _more(whole: Any, name: str) -> Any:
    """Ten times the rows, told apart by their first free text; rows without one stay as they are."""
    rows = getattr(whole, name)
    fields = specs(type(rows[0]))
    text = next((field for field, spec in fields.items() if spec.kind is Kind.NAME), None)
    if text is None:
        return rows
    return tuple(dataclasses.replace(rows[0], **{text: f"第 {n} 项"}) for n in range(10 * len(rows)))


def test_each_member_can_be_replaced_alone(record: FilingRecord, whole: Any) -> None:
    empty = type(whole)(**{name: getattr(whole, name) for name, spec in specs(type(whole)).items() if spec.required})
    expected = whole
    for name, spec in specs(type(whole)).items():
        if spec.required:
            continue
        expected = dataclasses.replace(expected, **{name: getattr(empty, name)})
        replace_member(record, name, expected)
        assert load(fetched(record)) == expected, name


def test_rows_under_a_row_follow_it(record: FilingRecord, whole: Any, kind: DisclosureKind) -> None:
    nested = {DisclosureKind.BUDGET: "projects", DisclosureKind.FINAL: "self_evaluations"}.get(kind)
    if nested is None:
        pytest.skip("a report has no rows under rows")
    turned = dataclasses.replace(whole, **{nested: getattr(whole, nested)[::-1]})
    store(record, turned)
    assert load(fetched(record)) == turned


class TestTheDatabaseRefuses:
    """What a table of final accounts or a report must not hold, whoever writes it."""

    @pytest.fixture
    def final(self) -> FilingRecord:
        return self._stored(DisclosureKind.FINAL)

    @pytest.fixture
    def report(self) -> FilingRecord:
        return self._stored(DisclosureKind.SELF_EVALUATION)

    def _stored(self, kind: DisclosureKind) -> FilingRecord:
        stored, problems = create_from(complete_filing(kind))
        assert stored is not None, problems
        return stored

    def _refused(self, change: Any, constraint: str) -> None:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            change()

    def test_second_row_of_a_function_and_source(self, final: FilingRecord) -> None:
        row = FinalIncomeRecord.objects.filter(filing=final).first()
        assert row is not None
        again = {"function": row.function, "source": row.source, "amount": "1.00"}
        self._refused(lambda: FinalIncomeRecord.objects.create(filing=final, **again), "final_income_is_unique")

    def test_source_of_a_budget(self, final: FilingRecord) -> None:
        self._refused(lambda: FinalIncomeRecord.objects.update(source="general"), "final_income_source_is_right")

    def test_second_set_of_facts(self, final: FilingRecord) -> None:
        self._refused(lambda: FinalAccountsRecord.objects.create(filing=final), "final_is_unique")

    def test_half_a_balance(self, final: FilingRecord) -> None:
        change = {"balances_opening_other": None}
        self._refused(lambda: FinalAccountsRecord.objects.update(**change), "final_balances_is_whole")

    def test_half_a_budget(self, report: FilingRecord) -> None:
        self._refused(lambda: SelfEvaluationRecord.objects.update(budget_spent=None), "report_budget_is_whole")

    def test_negative_count(self, final: FilingRecord) -> None:
        change = {"official_counts_receptions": -1}
        self._refused(lambda: FinalAccountsRecord.objects.update(**change), "final_official_counts_receptions_is_right")


class TestThePages:
    """Each entry page of final accounts and reports shows what is stored, and saves it unchanged."""

    @pytest.fixture(params=[DisclosureKind.FINAL, DisclosureKind.SELF_EVALUATION])
    def kind(self, request: pytest.FixtureRequest) -> DisclosureKind:
        return request.param

    @pytest.fixture
    def whole(self, kind: DisclosureKind) -> Any:
        """Without the names of items where the amounts are there, for a sound filing has one of the two."""
        found = complete_filing(kind)
        return dataclasses.replace(found, basic_items=None) if kind is DisclosureKind.FINAL else found

    def test_every_page_saved_unchanged_changes_nothing(
        self, record: FilingRecord, whole: Any, accountant: Client, kind: DisclosureKind
    ) -> None:
        addresses = [overview(record), *(table(record, page.key) for page in PAGES[kind].tables)]
        for address in addresses:
            response = type_into(accountant, address, {})
            assert response.status_code == 302, (address, summary_of(response))
        assert load(fetched(record)) == whole

    def test_every_row_with_a_page_of_its_own_saved_unchanged_changes_nothing(
        self, record: FilingRecord, whole: Any, accountant: Client, kind: DisclosureKind
    ) -> None:
        if kind is not DisclosureKind.FINAL:
            pytest.skip("a report has no such rows")
        for key in ProjectEvaluationRecord.objects.values_list("pk", flat=True):
            address = reverse("admin:filings_filingrecord_row", args=[record.pk, "self_evaluations", key])
            response = type_into(accountant, address, {})
            assert response.status_code == 302, summary_of(response)
        assert load(fetched(record)) == whole

    def test_columns_of_two_records_of_one_kind_can_be_told_apart(
        self, record: FilingRecord, accountant: Client, kind: DisclosureKind
    ) -> None:
        if kind is not DisclosureKind.SELF_EVALUATION:
            pytest.skip("one kind is enough")
        content = accountant.get(table(record, "indicators")).content.decode()
        for label in ("预期指标值：指标值", "调整后指标值：指标值", "实际完成值：指标值"):
            assert f"第 1 行 {label}" in content

    def test_page_of_another_kind_does_not_exist(
        self, record: FilingRecord, accountant: Client, kind: DisclosureKind
    ) -> None:
        own = {page.key for page in PAGES[kind].tables}
        others = {page.key for pages in PAGES.values() for page in pages.tables} - own
        assert {accountant.get(table(record, key)).status_code for key in others} == {404}


def test_every_kind_has_its_class() -> None:
    assert set(FILINGS) == set(DisclosureKind)
