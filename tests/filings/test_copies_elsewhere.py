"""Working copies where the entries change elsewhere: by an import, or by a form sent without JavaScript."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.test import Client

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings.entry.drafts import unstored_pages
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.storage import load, store
from tests.filings.addresses import project, table
from tests.filings.forms import fields_of, page_of, select, summary_of, text_of
from tests.filings.stored import fetched
from tests.filings.windows import Window, amount, amounts, change


def replaced(record: FilingRecord, example: BudgetFiling, **members: Any) -> None:
    store(fetched(record), replace(example, **members))


def test_rows_keep_their_ids_when_the_entries_change_elsewhere(
    record: FilingRecord, income: Window, example: BudgetFiling
) -> None:
    first, second = example.income
    replaced(record, example, income=(second, first))
    saved = income.save(amount(income, 0, "143.01", "1"))
    assert saved["stored"]
    assert amounts(record) == ["269.32", "1.00"]


def test_cell_changed_elsewhere_is_a_conflict(record: FilingRecord, income: Window, example: BudgetFiling) -> None:
    income.save(amount(income, 1, "269.32", "1"))
    first, second = load(fetched(record)).income
    replaced(record, example, income=(replace(first, amount=second.amount), second))
    response = income.send(amount(income, 0, "143.01", "300"))
    assert response.status_code == 409
    assert response.json()["conflicts"][0]["gone"] is True
    assert amounts(record) == ["1.00", "1.00"]


def test_draft_survives_an_import_and_shows_what_is_stored(
    record: FilingRecord, income: Window, example: BudgetFiling
) -> None:
    income.save(amount(income, 0, "143.01", "一百"))
    first, second = example.income
    replaced(record, example, income=(first, replace(second, amount=first.amount)))
    late = income.send(amount(income, 0, "一百", "100"))
    assert late.status_code == 409
    assert late.json()["reload"] is True
    page = income.client.get(income.address)
    assert fields_of(page.content)["income[0].amount"] == "一百"
    assert text_of(page_of(page.content).get_element_by_id("income-1-amount-stored")) == "已存：143.01"
    seen = Window(income.client, income.address)
    assert seen.save(amount(seen, 0, "一百", "100"))["stored"]
    assert amounts(record) == ["100.00", "269.32"]


# -------------------------------------------------------------------------------- forms without JavaScript


def test_refused_form_is_kept_as_the_draft(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    values = fields_of(accountant.get(table(record, "income")).content) | {"action": "save", "income[0].amount": "x"}
    assert accountant.post(table(record, "income"), values).status_code == 200
    again = accountant.get(table(record, "income"))
    assert fields_of(again.content)["income[0].amount"] == "x"
    assert len(summary_of(again)) == 1
    mended = fields_of(again.content) | {"action": "save", "income[0].amount": "7"}
    assert accountant.post(table(record, "income"), mended).status_code == 302
    assert amounts(record) == ["7.00", "269.32"]
    assert unstored_pages(fetched(record)) == []


def test_refused_new_project_is_one_draft_however_often_it_is_sent(record: FilingRecord, accountant: Client) -> None:
    response = accountant.get(project(record, "new"))
    for name in ("一", "二", "三"):
        address = page_of(response.content).get_element_by_id("entry").get("action")
        response = accountant.post(address, fields_of(response.content) | {"projects[1].name": name, "action": "save"})
        assert response.status_code == 200
    assert [copy.content["fields"]["name"] for copy in WorkingCopy.objects.all()] == ["三"]


def test_form_does_not_undo_somebody_elses_draft(record: FilingRecord, income: Window, other: Window) -> None:
    form = fields_of(income.client.get(income.address).content) | {"action": "save", "income[0].amount": "5"}
    other.save(amount(other, 0, "143.01", "一百"))
    response = income.client.post(income.address, form)
    assert response.status_code == 409
    assert text_of(page_of(response.content).get_element_by_id("income-0-amount-stored")) == "已存：一百"
    insisting = income.client.post(income.address, fields_of(response.content) | {"action": "save"})
    assert insisting.status_code == 302
    assert amounts(record) == ["5.00", "269.32"]


def test_form_and_window_of_two_people_agree(record: FilingRecord, income: Window, other: Window) -> None:
    income.save(amount(income, 0, "143.01", "5"))
    form = fields_of(other.client.get(other.address).content) | {"action": "save", "income[1].amount": "6"}
    assert other.client.post(other.address, form).status_code == 302
    looked = income.look()
    assert [(one["op"], one["to"]) for one in looked["changes"]] == [("set", "6.00")]
    income.revision = looked["revision"]
    assert income.save(amount(income, 1, "6.00", "7"))["stored"]
    assert amounts(record) == ["5.00", "7.00"]


def test_draft_is_given_up(record: FilingRecord, income: Window, accountant: Client, example: BudgetFiling) -> None:
    income.save(amount(income, 0, "143.01", "x"))
    assert [one.get("value") for one in select(page_of(accountant.get(income.address).content), "#entry button")].count(
        "discard"
    )
    accountant.post(income.address, {"action": "discard"})
    assert fields_of(accountant.get(income.address).content)["income[0].amount"] == "143.01"
    assert unstored_pages(fetched(record)) == []
    window = Window(accountant, project(record, "new"))
    saved = window.save(change("", "", "name", "", "培训"))
    assert accountant.post(saved["address"], {"action": "discard"}).url == table(record, "projects")  # type: ignore[attr-defined]
    assert unstored_pages(fetched(record)) == []
