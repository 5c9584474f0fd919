"""The working copies of entry pages: what is typed is stored at once or kept as a draft, whole and in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import write_filing
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, store
from budgetportal.units.models import Person, Role
from tests.filings.addresses import overview, table
from tests.filings.complete import complete_filing
from tests.filings.forms import fields_of, page_of, select, summary_of
from tests.filings.stored import fetched, many_rows
from tests.filings.windows import Window, amount, amounts, change, new_row

ClientOf = Callable[..., Client]


def test_sound_change_is_stored_at_once(record: FilingRecord, income: Window) -> None:
    saved = income.save(amount(income, 0, "143.01", "200"))
    assert saved["stored"]
    assert saved["problems"] == saved["others"] == []
    assert ["合计", "469.32"] in saved["sums"]
    assert amounts(record) == ["200.00", "269.32"]
    assert income.save(amount(income, 0, "200", "201"))["stored"]  # the window still shows 200, not 200.00
    assert amounts(record) == ["201.00", "269.32"]


def test_unsound_change_is_kept_as_a_draft_and_named_at_its_cell(
    record: FilingRecord, income: Window, example: BudgetFiling
) -> None:
    saved = income.save(amount(income, 0, "143.01", "十二"), new_row("income", "n-1", "", function="2080505"))
    assert not saved["stored"]
    assert load(fetched(record)).income == example.income
    named = {(one["row"], one["cell"]) for one in saved["problems"]}
    assert named == {(income.grids["income"][0], "amount"), ("n-1", "source"), ("n-1", "amount")}
    response = income.client.get(income.address)
    assert fields_of(response.content)["income[1].amount"] == "十二"
    assert len(summary_of(response)) == 3
    assert page_of(response.content).get_element_by_id("income-1-amount").get("aria-invalid") == "true"
    assert Window(income.client, income.address).grids["income"][0] == "n-1"


def test_draft_that_becomes_sound_is_stored_whole(record: FilingRecord, income: Window) -> None:
    income.save(new_row("income", "n-1", "", function="2080505"))
    income.save(amount(income, 0, "143.01", "1"))
    assert amounts(record) == ["143.01", "269.32"]
    saved = income.save(change("income", "n-1", "source", "", "general"), change("income", "n-1", "amount", "", "5"))
    assert saved["stored"]
    assert amounts(record) == ["5.00", "1.00", "269.32"]


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_of_every_kind_takes_and_gives_back_what_it_shows(
    db: None, client: Client, person_of: Any, kind: str
) -> None:
    filing = complete_filing(kind)  # type: ignore[arg-type]
    record, problems = create_from(filing)
    assert record is not None, problems
    client.force_login(person_of(record.unit, Role.ACCOUNTANT))
    for page in PAGES[kind].all:
        address = overview(record) if page.key == "facts" else table(record, page.key)
        if page.is_list_of_pages:
            address = select(page_of(client.get(address).content), "td.name a")[0].get("href")
        window = Window(client, address)
        before = window.fields
        if page.key == "narrative" and before.keys() <= {"stamp", "action"}:
            continue  # the example cannot be composed: its sentences are not there to be typed in
        saved = touch(window, before)
        assert saved["stored"] != bool(saved["problems"]), page.key  # what the example itself leaves unsound is said
        after = fields_of(client.get(address).content)
        assert {**after, "stamp": ""} == {**before, "stamp": ""}, page.key
    assert write_filing(load(fetched(record))) == write_filing(filing)


def touch(window: Window, before: dict[str, str]) -> Any:
    """Add an empty row to each grid and take it away again: nothing changes, but everything is read and stored."""
    rows = [new_row(at, "n-1", "") for at in window.grids]
    if not rows:
        place = next(name for name in before if not name.startswith(("stamp", "csrf")) and "#" not in name)
        cell = place.removeprefix(window.copy["prefix"]).removeprefix(".")
        window.save(change("", "", cell, before[place], "1"))
        return window.save(change("", "", cell, "1", before[place]))
    window.save(*rows)
    return window.save(*({"op": "delete", "at": row["at"], "row": "n-1", "after": "", "cells": {}} for row in rows))


def test_rows_are_added_deleted_and_moved(record: FilingRecord, income: Window) -> None:
    first, second = income.grids["income"]
    cells = {"function": "2080505", "source": "general", "amount": "5"}
    income.save(new_row("income", "n-1", first, **cells))
    assert amounts(record) == ["143.01", "5.00", "269.32"]
    income.save({"op": "move", "at": "income", "row": second, "after": "", "was": "n-1"})
    assert amounts(record) == ["269.32", "143.01", "5.00"]
    income.save({"op": "delete", "at": "income", "row": "n-1", "after": first, "cells": cells})
    assert amounts(record) == ["269.32", "143.01"]


def test_empty_row_of_a_window_waits_for_its_text(record: FilingRecord, income: Window) -> None:
    income.save(new_row("income", "n-1", ""))
    income.save(amount(income, 0, "143.01", "1"))
    assert income.save(change("income", "n-1", "function", "", "2080505"))["stored"] is False


def test_batch_sent_again_is_done_once(record: FilingRecord, income: Window, other: Window) -> None:
    row = new_row("income", "n-1", "", function="2080505", source="general", amount="5")
    sent = income.send(row, batch="b-1")
    other.save(change("income", "n-1", "amount", "5", "6"))
    again = income.save(row, amount(income, 0, "143.01", "9"), batch="b-1")
    assert sent.status_code == 200
    assert amounts(record) == ["6.00", "143.01", "269.32"]
    assert [one["to"] for one in again["others"]] == ["6"]


def test_who_saved_is_noted(record: FilingRecord, income: Window) -> None:
    from django.apps import apps

    income.save(amount(income, 0, "143.01", "200"))
    event = apps.get_model("filings", "IncomeRecordEvent").objects.get(pgh_label="update")
    assert event.pgh_context.metadata["user"] == Person.objects.exclude(username="colleague").get().pk


# -------------------------------------------------------------------------------------------------- volume


def test_500_rows_of_9_columns_are_saved_with_as_many_queries_as_one(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    window = Window(accountant, table(record, "unit_performance"))
    columns = ("level1", "level2", "level3", "target.op", "target.value", "target.unit")
    rows = [
        new_row("unit_performance.indicators", f"n-{n}", "", **{name: texts(name, n) for name in columns})
        for n in range(500)
    ]
    counts = []
    for some in (rows[:1], rows[1:]):
        with CaptureQueriesContext(connection) as queries:
            assert window.save(*some)["stored"]
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2, counts
    performance = load(fetched(record)).unit_performance
    assert performance is not None
    assert len(performance.indicators) >= 500


def texts(name: str, n: int) -> str:
    return {"level1": "产出指标", "level2": "数量指标", "target.op": ">=", "target.value": str(n)}.get(
        name, f"{name}{n}"
    )


def test_page_shows_a_draft_of_100_rows_with_few_queries(
    record: FilingRecord, accountant: Client, example: BudgetFiling, django_assert_max_num_queries: Any
) -> None:
    store(record, replace(example, expenditure=many_rows(100)))
    window = Window(accountant, table(record, "expenditure"))
    row = window.grids["expenditure"][0]
    window.save(change("expenditure", row, "amount", str(many_rows(100)[0].amount), "x"))
    with django_assert_max_num_queries(45):  # with the task list counted anew
        assert accountant.get(window.address).status_code == 200
