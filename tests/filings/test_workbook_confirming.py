"""A workbook that was looked at is stored once it is confirmed: all of it, what was shown, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core import signing
from django.test import Client
from pghistory.models import Events

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings import admin, uploading
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.storage import load, store
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from budgetportal.publishing.actions import Submit
from budgetportal.units.models import Membership, Person, Role
from tests.filings.addresses import table, workbook
from tests.filings.forms import fields_of, page_of, select, text_of, type_into
from tests.filings.stored import fetched
from tests.filings.workbook_edits import edited
from tests.filings.workbook_pages import THREE, confirm, hand_in, refused
from tests.publishing import scenes

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def test_history_names_who_imported(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    confirm(accountant, hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE)))
    last = Events.objects.order_by("-pgh_created_at").exclude(pgh_context=None).first()
    assert last.pgh_context["user"] == Person.objects.get(username__startswith="accountant").pk  # type: ignore[union-attr]
    assert last.pgh_context["url"] == workbook(record)  # type: ignore[union-attr]


def test_it_is_refused_where_somebody_saved_meanwhile(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    report = hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE))
    other = replace(example, other_notes="后来改的。")
    store(record, other)
    assert "有人改过这份填报" in refused(confirm(accountant, report))
    assert load(fetched(record)) == other


def test_it_is_refused_where_the_filing_is_closed_meanwhile(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE))
    monkeypatch.setattr(uploading, "editable", lambda _record: False)
    assert "已经送审或公开" in refused(confirm(accountant, report))
    assert load(fetched(record)) == example


def test_a_closed_filing_takes_no_workbook(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "editable", lambda _record: False)
    assert "已经送审或公开" in refused(hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE)))
    assert select(page_of(accountant.get(workbook(record)).content), "input[type=file]") == []


def test_a_submitted_filing_is_closed_in_the_database_too(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    """The page asks the workflow; a report that was shown before the submission stores nothing."""
    ready = scenes.draft()
    person = Person.objects.create_user("accountant-small")
    Membership.objects.create(person=person, unit=ready.unit, role=Role.ACCOUNTANT)
    client = Client()
    client.force_login(person)
    stored = load(fetched(ready))
    report = hand_in(client, workbook(ready), edited(entry_workbook(stored), ("基本信息", "B6", "2024-02-21")))
    Submit(ready, person).execute()
    assert "已经送审或公开" in refused(confirm(client, report))
    assert load(fetched(ready)) == stored


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "x" * 2_000_000])
def test_only_what_was_shown_is_stored(
    record: FilingRecord, accountant: Client, example: BudgetFiling, token: str
) -> None:
    report = hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE))
    assert "已过期或不完整" in refused(confirm(accountant, report, token=token))
    real = page_of(report.content).xpath("//input[@name='token']")[0].get("value")
    forged = real[:40] + ("A" if real[40] != "A" else "B") + real[41:]
    assert "已过期或不完整" in refused(confirm(accountant, report, token=forged))
    assert load(fetched(record)) == example


def test_a_report_is_good_for_an_hour_for_one_person_and_one_filing(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE))
    token = page_of(report.content).xpath("//input[@name='token']")[0].get("value")
    person = Person.objects.get(username__startswith="accountant")
    stranger = Person.objects.create_user("stranger")
    assert uploading.confirm(record, token, stranger).refusal == uploading.EXPIRED
    other, _ = FilingRecord.objects.get_or_create(
        unit=record.unit,
        fiscal_year=2023,
        kind="budget",
        defaults={"edition": "xinjiang-budget-2023", "amount_unit": "万元"},
    )
    assert uploading.confirm(other, token, person).refusal == uploading.EXPIRED
    assert uploading.confirm_new([record.unit], token, person).refusal == uploading.EXPIRED
    monkeypatch.setattr(uploading, "SECONDS", -1)
    assert uploading.confirm(record, token, person).refusal == uploading.EXPIRED
    monkeypatch.undo()
    assert uploading.confirm(record, token, person).refusal == ""


def test_a_signed_filing_that_is_not_sound_is_not_stored(record: FilingRecord, accountant: Client) -> None:
    """What was sound when it was signed may not be so under the rules of a newer portal."""
    person = Person.objects.get(username__startswith="accountant")
    content = {
        "person": person.pk,
        "record": record.pk,
        "stamp": "",
        "filing": json.dumps({"format": "budget-filing/1"}),
    }
    token = signing.dumps(content, salt=uploading.SALT, compress=True)
    assert uploading.confirm(record, token, person).refusal == uploading.EXPIRED


def test_a_workbook_of_too_much_text_is_refused_before_it_is_signed(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "LARGEST_TOKEN", 100)
    response = hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE))
    assert "文字太多" in refused(response)


# --------------------------------------------------------------------------------------------- open drafts


def test_pages_with_unstored_content_are_named_and_keep_it(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    income = table(record, "income")
    type_into(accountant, income, {"income[0].amount": "不是金额"})
    assert WorkingCopy.objects.filter(draft=True).count() == 1
    report = hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE))
    assert "没有存入的内容，不在下载的工作簿里：收入" in text_of(page_of(report.content))
    overview = accountant.get(confirm(accountant, report).url).content.decode()
    assert "已导入工作簿的全部内容" in overview
    assert "以下填报表有没有存入的内容：收入" in overview
    page = accountant.get(income).content.decode()
    assert "不是金额" in page
    assert "143.02" in page  # what is stored now, beside what is typed


def test_pages_without_unstored_content_show_what_was_imported(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    income = table(record, "income")
    type_into(accountant, income, {"income[0].amount": "143.00"})
    confirm(accountant, hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE)))
    assert fields_of(accountant.get(income).content)["income[0].amount"] == "143.02"
