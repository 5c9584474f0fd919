"""What was approved cannot be changed, by the ORM, raw SQL or TRUNCATE; nor can the entries until they are open."""

import threading

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord, IncomeRecord, ProjectAmountRecord, ProjectRecord
from budgetportal.publishing import outbox
from budgetportal.publishing.actions import Approve, Submit, Withdraw
from budgetportal.publishing.models import Act, Artefact, Version
from budgetportal.publishing.state import State
from tests.disclosure.examples import small_filing
from tests.publishing.scenes import bring_to

FROZEN = [Version, Act, Artefact]


def refused(statement: str) -> None:
    _sql("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come cannot be truncated
    with pytest.raises(DatabaseError, match="一经记载不能修改或删除"), transaction.atomic():
        _sql(statement)


@pytest.mark.parametrize("model", FROZEN)
def test_published_rows_refuse_change_by_orm_and_sql(model, draft, people):
    bring_to(State.PUBLISHED, draft, people)
    row = model.objects.first()
    with pytest.raises(DatabaseError, match="一经记载不能修改或删除"), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError, match="一经记载不能修改或删除"), transaction.atomic():
        model.objects.update(id=1)
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        row.delete()
    table = model._meta.db_table
    refused(f"UPDATE {table} SET id = id")
    refused(f"DELETE FROM {table}")
    refused(f"DELETE FROM {table} WHERE false OR id > 0")
    refused(f"TRUNCATE {table} CASCADE")


def test_every_entry_table_is_guarded(db):
    entries = {
        model._meta.db_table
        for model in apps.get_app_config("filings").get_models()
        if model._meta.db_table.startswith("filings_") and not model.__name__.endswith("Event")
    } - {"filings_kepttally"}  # counts that are kept of what is guarded
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname LIKE 'publishing_guard%%' GROUP BY 1"
        )
        assert dict(cursor.fetchall()) == dict.fromkeys(entries, 4)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.GENERATING, State.PUBLISHED, State.FAILED])
def test_entries_of_a_filing_that_is_not_a_draft_refuse_change(state, draft, people):
    bring_to(state, draft, people)
    amount = ProjectAmountRecord.objects.first()
    row = IncomeRecord.objects.first()
    changes = [
        lambda: IncomeRecord.objects.update(amount="1.00"),
        lambda: row.delete(),
        lambda: IncomeRecord.objects.create(filing=draft, function="2010302", source="fund", amount="1.00"),
        lambda: ProjectAmountRecord.objects.filter(pk=amount.pk).update(value="1.00"),
        lambda: amount.delete(),
        lambda: FilingRecord.objects.filter(pk=draft.pk).update(other_notes="改"),
        lambda: storage.store(draft, small_filing()),
        lambda: _sql("TRUNCATE filings_incomerecord"),
    ]
    for change in changes:
        _sql("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come cannot be truncated
        with pytest.raises(IntegrityError, match="已送审或已批准"), transaction.atomic():
            change()


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.CORRECTING])
def test_entries_of_a_draft_take_change(state, draft, people):
    bring_to(state, draft, people)
    assert IncomeRecord.objects.update(amount="1.00")
    storage.store(draft, small_filing())


def test_a_row_does_not_leave_an_approved_filing_for_a_draft(draft, people):
    bring_to(State.SUBMITTED, draft, people)
    other = FilingRecord.objects.create(
        unit=draft.unit, fiscal_year=2025, kind="budget", edition=draft.edition, amount_unit="万元"
    )
    with pytest.raises(IntegrityError, match="已送审或已批准"), transaction.atomic():
        IncomeRecord.objects.filter(filing=draft).update(filing=other)


def test_the_guard_looks_once_a_statement_not_once_a_row(draft):
    rows = [IncomeRecord(filing=draft, function="2010302", source="fund", amount=n, position=n) for n in range(3_000)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE filings_incomerecord DROP CONSTRAINT income_is_unique")
        cursor.execute("SET LOCAL track_functions = 'all'")
        with CaptureQueriesContext(connection) as queries:
            IncomeRecord.objects.bulk_create(rows)
        cursor.execute("SELECT pg_stat_get_xact_function_calls('publishing_guard_entries'::regproc)")
        assert cursor.fetchone()[0] <= len(queries)


@pytest.mark.django_db(transaction=True)
def test_no_save_slips_in_beside_an_approval(draft, people):
    """A save that began before the approval either is in the version or is refused."""
    bring_to(State.SUBMITTED, draft, people)
    Withdraw(draft, people.accountant).execute()
    saved, go_on = threading.Event(), threading.Event()

    def save_slowly() -> None:
        try:
            with transaction.atomic():
                ProjectRecord.objects.filter(filing=draft).update(policy_basis="按照新的服务计划设立")
                saved.set()
                go_on.wait(10)
        finally:
            connections.close_all()

    thread = threading.Thread(target=save_slowly)
    thread.start()
    saved.wait(10)
    threading.Timer(0.5, go_on.set).start()
    Submit(draft, people.accountant).execute()  # waits for the save
    thread.join()
    Approve(draft, people.reviewer).execute()
    assert "按照新的服务计划设立" in Version.objects.get().content


def test_a_finished_job_is_not_done_again(draft, people):
    bring_to(State.PUBLISHED, draft, people)
    job = Version.objects.get().jobs.first()
    assert outbox.run(job.pk) is False


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
