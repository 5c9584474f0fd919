"""Every change of an entry row leaves an event, by whatever way it comes."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pghistory
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings import models as records
from budgetportal.filings.models import ExpenditureRecord, FilingRecord
from budgetportal.filings.storage import replace_member, store
from budgetportal.units.models import Person
from tests.filings.forms import fields_of

Event = apps.get_model("filings", "ExpenditureRecordEvent")


def labels() -> list[str]:
    return list(Event.objects.order_by("pgh_id").values_list("pgh_label", flat=True))


DRAFTS = {"WorkingCopy", "CopyStep"}  # what is typed and not stored is no entry; its steps are kept for a while only
RECORDS = [name for name in records.__all__ if name not in {"KINDS", "KeptTally", *DRAFTS}]


def test_every_table_has_a_history() -> None:
    for name in RECORDS:
        assert apps.get_model("filings", f"{name}Event")


def test_bulk_update_leaves_events(record: FilingRecord) -> None:
    ExpenditureRecord.objects.filter(source="general").update(amount=Decimal("1.00"))
    events = Event.objects.filter(pgh_label="update")
    assert [event.amount for event in events] == [Decimal("1.00")] * 3


def test_raw_sql_leaves_events(record: FilingRecord) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE filings_expenditurerecord SET amount = 2 WHERE category = 'public'")
        cursor.execute("DELETE FROM filings_expenditurerecord WHERE category = 'project'")
    assert labels() == ["insert"] * 3 + ["update", "delete"]
    assert Event.objects.get(pgh_label="delete").amount == Decimal("269.32")


def test_save_leaves_events_for_what_changed_only(record: FilingRecord, example: BudgetFiling) -> None:
    first, second, third = example.expenditure
    rows = (third, replace(first, amount=Decimal("131.00")), second)
    replace_member(record, "expenditure", replace(example, expenditure=rows))
    assert labels() == ["insert"] * 3 + ["update"]


def test_same_save_again_leaves_no_events(record: FilingRecord, example: BudgetFiling) -> None:
    before = {
        name: apps.get_model("filings", f"{name}Event").objects.count() for name in RECORDS if name != "FilingRecord"
    }
    store(record, example)
    assert {name: apps.get_model("filings", f"{name}Event").objects.count() for name in before} == before
    assert labels() == ["insert"] * 3
    assert apps.get_model("filings", "FilingRecordEvent").objects.filter(pgh_label="update").count() == 1


def test_page_leaves_the_name_of_who_saved_it(record: FilingRecord, signed_in: Callable[..., Client]) -> None:
    client = signed_in(record.unit)
    address = reverse("admin:filings_filingrecord_table", args=[record.pk, "expenditure"])
    values = fields_of(client.get(address).content) | {"expenditure[0].amount": "1.00", "action": "save"}
    assert client.post(address, values).status_code == 302
    context = Event.objects.get(pgh_label="update").pgh_context.metadata
    assert context["user"] == Person.objects.get().pk
    assert context["url"] == address


def test_copied_rows_carry_who_did_it(record: FilingRecord, example: BudgetFiling) -> None:
    with pghistory.context(person="accountant"):
        row = replace(example.expenditure[0], function="2010301")
        replace_member(record, "expenditure", replace(example, expenditure=(*example.expenditure, row)))
    event = Event.objects.get(pgh_label="insert", function="2010301")
    assert event.pgh_context.metadata == {"person": "accountant"}
