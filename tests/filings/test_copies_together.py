"""Two people at one entry page: different cells merge, the same cell is a conflict, each knows of the other."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from budgetportal.classification.codes import functional
from budgetportal.filings.models import CopyStep, FilingRecord
from budgetportal.filings.storage import load
from budgetportal.units.models import Role
from tests.filings.addresses import table
from tests.filings.stored import fetched
from tests.filings.windows import Window, amount, amounts, new_row


def test_different_cells_merge_and_each_sees_the_other(record: FilingRecord, income: Window, other: Window) -> None:
    income.save(amount(income, 0, "143.01", "200"))
    saved = other.save(amount(other, 1, "269.32", "300"))
    assert [(one["op"], one["to"]) for one in saved["others"]] == [("set", "200")]
    assert amounts(record) == ["200.00", "300.00"]
    looked = income.look()
    assert [one["to"] for one in looked["changes"]] == ["300"]
    assert looked["revision"] == saved["revision"]


def test_same_cell_is_refused_with_both_values(record: FilingRecord, income: Window, other: Window) -> None:
    other.save(amount(other, 0, "143.01", "200"))
    response = income.send(amount(income, 0, "143.01", "300"), amount(income, 1, "269.32", "1"))
    assert response.status_code == 409
    body = response.json()
    (conflict,) = body["conflicts"]
    assert (conflict["yours"], conflict["theirs"], conflict["by"]) == ("300", "200.00", "会计乙")
    assert len(conflict["when"]) == 5
    assert amounts(record) == ["200.00", "269.32"]
    income.revision = body["revision"]
    assert income.save(amount(income, 0, conflict["theirs"], "300"))["stored"]
    assert amounts(record) == ["300.00", "269.32"]


@pytest.mark.parametrize("pairs", [15, pytest.param(100, marks=pytest.mark.slow)])
def test_paired_saves_lose_nothing(record: FilingRecord, income: Window, other: Window, pairs: int) -> None:
    """Each pair starts from the same page; one of the two is refused and, told the other's value, adds to that."""
    value, refused = "0", 0
    start = amount(income, 0, "143.01", value)
    income.save(start)
    other.save()
    for _ in range(pairs):
        for window in (income, other):
            mine = str(int(value) + 1)
            response = window.send(amount(window, 0, value, mine))
            if response.status_code == 409:
                refused += 1
                theirs = str(int(float(response.json()["conflicts"][0]["theirs"])))
                window.revision = response.json()["revision"]
                window.save(amount(window, 0, response.json()["conflicts"][0]["theirs"], str(int(theirs) + 1)))
        value = str(int(value) + 2)
        for window in (income, other):
            looked = window.look()
            assert looked["reload"] is False
            window.revision = looked["revision"]
    assert refused == pairs
    assert amounts(record)[0] == f"{2 * pairs}.00"


@pytest.mark.django_db(transaction=True)
def test_saves_at_the_same_time_lose_nothing(record: FilingRecord, accountant: Client, colleague: Client) -> None:
    """Two windows, two threads, 10 rows each, all at once."""
    windows = [Window(client, table(record, "income"), name) for client, name in ((accountant, "a"), (colleague, "b"))]
    known = {row.function for row in load(fetched(record)).income}
    codes = [code.code for code in functional(2024).codes("项") if code.code not in known][:20]
    failures: list[str] = []

    def work(window: Window, mine: list[str]) -> None:
        try:
            for n, code in enumerate(mine):
                cells = {"function": code, "source": "general", "amount": "1"}
                response = window.send(new_row("income", f"n-{window.name}{n}", "", **cells))
                if response.status_code != 200 or not response.json()["stored"]:
                    failures.append(response.content.decode())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(window, codes[n::2])) for n, window in enumerate(windows)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(row.function for row in load(fetched(record)).income[:20]) == sorted(codes)
    assert CopyStep.objects.count() == 20


def test_window_that_lags_too_far_behind_is_told_to_load_anew(
    record: FilingRecord, income: Window, other: Window
) -> None:
    other.save(amount(other, 0, "143.01", "1"))
    other.save(amount(other, 0, "1", "2"))
    CopyStep.objects.order_by("revision").first().delete()  # type: ignore[union-attr]
    assert income.look()["reload"] is True


def test_who_else_has_the_page_open(income: Window, other: Window, record: FilingRecord) -> None:
    assert income.look()["present"] == []
    assert len(other.look()["present"]) == 1
    assert income.look()["present"] == ["会计乙"]
    present = Window(income.client, income.address, "w3").look()["present"]
    assert set(present) == {"会计乙", "您自己（另一个窗口）"}
    elsewhere = Window(other.client, table(record, "expenditure"), "w2")
    assert elsewhere.look()["present"] == []


def test_reader_is_not_noted_and_asks_in_vain_for_nothing(
    record: FilingRecord, income: Window, client: Client, person_of: Any
) -> None:
    reader = Client()
    reader.force_login(person_of(record.unit, Role.AUDITOR))
    found = reader.get(income.copy["address"], {"client": "w9", "revision": "x"}).json()
    assert (found["open"], found["present"], found["changes"]) == (False, [], [])
    assert income.look()["present"] == []
