"""What the address of a working copy refuses: closed filings, nonsense, too much, strangers, no token."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings.entry.wire import MOST_BYTES, MOST_CHANGES
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.publishing.actions import Refused, Submit
from budgetportal.units.models import Person, Role
from tests.filings.stored import fetched
from tests.filings.windows import Window, amount, amounts, change


def test_filing_with_a_draft_is_not_submitted(record: FilingRecord, income: Window) -> None:
    person = Person.objects.exclude(username="colleague").get()
    income.save(amount(income, 0, "143.01", "x"))
    with pytest.raises(Refused) as refused:
        Submit(fetched(record), person).execute()
    assert any("“收入”有没有存入的内容" in problem for problem in refused.value.problems)


def test_closed_filing_takes_nothing_also_by_sql(
    record: FilingRecord, income: Window, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    income.save(amount(income, 0, "143.01", "150"))
    monkeypatch.setattr("budgetportal.filings.entry.batches.editable", lambda _record: False)
    response = income.send(amount(income, 0, "150", "160"))
    assert response.status_code == 403
    assert "送审" in response.json()["message"]
    assert amounts(record) == ["150.00", "269.32"]


@pytest.mark.parametrize(
    "body", ["", "not json", "[]", "{}", '{"revision": 0}', '{"revision": 0, "changes": [{"op": "x"}]}', "[" * 100_000]
)
def test_what_is_no_list_of_changes_is_refused(income: Window, body: str) -> None:
    response = income.client.post(income.copy["address"], body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["message"]
    assert not WorkingCopy.objects.exists()


def test_too_much_at_once_is_refused(income: Window) -> None:
    assert income.send(change("", "", "x", "", "y" * MOST_BYTES)).status_code == 413
    assert income.send(*[{}] * (MOST_CHANGES + 1)).status_code == 413
    assert not WorkingCopy.objects.exists()


def test_copy_of_another_unit_is_not_there(
    record: FilingRecord, income: Window, other_unit: Any, person_of: Any
) -> None:
    stranger = Client()
    stranger.force_login(person_of(other_unit, Role.ACCOUNTANT))
    assert stranger.get(income.copy["address"]).status_code == 404
    assert stranger.post(income.copy["address"], "{}", content_type="application/json").status_code == 404


def test_page_that_does_not_exist_has_no_copy(record: FilingRecord, accountant: Client) -> None:
    for rest in (["nonsense"], ["projects"], ["income", "1"]):
        name = "admin:filings_filingrecord_row_copy" if len(rest) > 1 else "admin:filings_filingrecord_copy"
        assert accountant.get(reverse(name, args=[record.pk, *rest])).status_code == 404
    gone = reverse("admin:filings_filingrecord_row_copy", args=[record.pk, "projects", "999999"])
    assert accountant.get(gone).status_code == 410


def test_request_without_the_token_is_refused(record: FilingRecord, income: Window) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = income.client.cookies
    address = income.copy["address"]
    assert strict.post(address, "{}", content_type="application/json").status_code == 403
    token = strict.get(address).json()["token"]
    body = json.dumps({"revision": 0, "changes": []})
    response = strict.post(address, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert response.status_code == 200
