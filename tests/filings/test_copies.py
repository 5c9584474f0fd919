"""The working copies of entry pages: drafts, merging, conflicts, what others see."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.classification.codes import functional
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import write_filing
from budgetportal.filings.entry.drafts import unstored_pages
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.entry.wire import MOST_BYTES, MOST_CHANGES
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import CopyStep, FilingRecord, ProjectRecord, WorkingCopy
from budgetportal.filings.storage import load, store
from budgetportal.publishing.actions import Refused, Submit
from budgetportal.units.models import Membership, Person, Role
from tests.filings.complete import complete_filing
from tests.filings.forms import fields_of, page_of, select, text_of
from tests.filings.test_entry import overview, project, summary_of, table
from tests.filings.test_storage import fetched, many_rows

ClientOf = Callable[..., Client]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _nobody_present(db: None) -> None:
    cache.clear()


@pytest.fixture
def colleague(record: FilingRecord) -> Client:
    """Another accountant of the unit."""
    person = Person.objects.create_user("colleague", name="会计乙")
    Membership.objects.create(person=person, unit=record.unit, role=Role.ACCOUNTANT)
    client = Client()
    client.force_login(person, BACKEND)
    return client


@pytest.fixture
def accountant(record: FilingRecord, signed_in: ClientOf) -> Client:
    return signed_in(record.unit)


class Window:
    """An entry page in somebody's window: its rows as they came, its revision, and what is sent from it."""

    def __init__(self, client: Client, address: str, name: str = "w1") -> None:
        self.client, self.address, self.name = client, address, name
        response = client.get(address)
        assert response.status_code == 200
        self.copy = response.context["copy"]
        self.grids = {
            grid.place.removeprefix(self.copy["prefix"]).lstrip("."): [row.key for row in grid.rows if row.key]
            for grid in response.context["nodes"]
            if hasattr(grid, "rows")
        }
        self.revision = self.copy["revision"]

    def send(self, *changes: dict[str, Any], batch: str = "", **more: Any) -> Any:
        body = {"revision": self.revision, "client": self.name, "batch": batch, "changes": list(changes), **more}
        return self.client.post(self.copy["address"], json.dumps(body), content_type="application/json")

    def save(self, *changes: dict[str, Any], batch: str = "", **more: Any) -> Any:
        response = self.send(*changes, batch=batch, **more)
        assert response.status_code == 200, response.content.decode()
        self.revision = response.json()["revision"]
        return response.json()

    def look(self) -> Any:
        return self.client.get(self.copy["address"], {"revision": self.revision, "client": self.name}).json()


def change(at: str, row: str, cell: str, before: str, after: str) -> dict[str, Any]:
    return {"op": "set", "at": at, "row": row, "cell": cell, "from": before, "to": after}


def new_row(at: str, row: str, after: str, **cells: str) -> dict[str, Any]:
    return {"op": "add", "at": at, "row": row, "after": after, "cells": cells}


def amount(window: Window, n: int, before: str, after: str) -> dict[str, Any]:
    return change("income", window.grids["income"][n], "amount", before, after)


def amounts(record: FilingRecord) -> list[str]:
    return [str(row.amount) for row in load(fetched(record)).income]


@pytest.fixture
def income(record: FilingRecord, accountant: Client) -> Window:
    return Window(accountant, table(record, "income"))


@pytest.fixture
def other(record: FilingRecord, colleague: Client, income: Window) -> Window:
    return Window(colleague, table(record, "income"), "w2")


# -------------------------------------------------------------------------------------------------- saving


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


def test_calculation_is_stored_and_told_to_others_as_what_it_comes_to(
    record: FilingRecord, income: Window, other: Window
) -> None:
    assert income.save(amount(income, 0, "143.01", "=3500*12*5/10000"))["stored"]
    assert amounts(record) == ["21.00", "269.32"]
    assert [one["to"] for one in other.look()["changes"]] == ["21.00"]
    assert income.save(amount(income, 0, "=3500*12*5/10000", "21.00"))["stored"]
    assert income.save(amount(income, 0, "21.00", "22"))["stored"]
    assert not any("=" in text for step in CopyStep.objects.all() for text in texts_of_step(step))


def texts_of_step(step: CopyStep) -> list[str]:
    return [text for one in step.changes for text in (one.get("to", ""), *one.get("cells", {}).values())]


def test_draft_holds_the_result_so_that_the_page_opened_anew_agrees(record: FilingRecord, income: Window) -> None:
    row = new_row("income", "n-1", "", function="2080505", amount="=2*3")
    income.save(amount(income, 0, "143.01", "=100+0.5"), row)
    again = Window(income.client, income.address)
    shown = fields_of(income.client.get(income.address).content)
    assert (shown["income[0].amount"], shown["income[1].amount"]) == ("6.00", "100.50")
    saved = again.save(amount(again, 1, "100.50", "7"), change("income", "n-1", "source", "", "general"))
    assert saved["stored"]
    assert amounts(record) == ["6.00", "7.00", "269.32"]


def test_calculation_that_cannot_be_done_is_a_draft_and_says_what_to_do(record: FilingRecord, income: Window) -> None:
    saved = income.save(amount(income, 0, "143.01", "=1/0"))
    assert not saved["stored"]
    assert [one["message"] for one in saved["problems"]] == [
        "“金额”填的是 “=1/0”，算式除以了 0，没有得数；改正除数"
    ]
    assert fields_of(income.client.get(income.address).content)["income[0].amount"] == "=1/0"
    assert income.save(amount(income, 0, "=1/0", "=1/2"))["stored"]
    assert amounts(record) == ["0.50", "269.32"]


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_of_every_kind_takes_and_gives_back_what_it_shows(
    db: None, client: Client, person_of: Any, kind: str
) -> None:
    filing = complete_filing(kind)  # type: ignore[arg-type]
    record, problems = create_from(filing)
    assert record is not None, problems
    client.force_login(person_of(record.unit, Role.ACCOUNTANT), BACKEND)
    for page in PAGES[kind].all:
        address = overview(record) if page.key == "facts" else table(record, page.key)
        if page.is_list_of_pages:
            address = select(page_of(client.get(address).content), "td.name a")[0].get("href")
        window = Window(client, address)
        before = fields_of(client.get(address).content)
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


# -------------------------------------------------------------------------------------- rows with own pages


def test_new_project_is_kept_until_it_is_sound_and_then_has_its_own_address(
    record: FilingRecord, accountant: Client
) -> None:
    window = Window(accountant, project(record, "new"))
    first = window.save(change("", "", "name", "", "培训"))
    assert not first["stored"]
    assert fields_of(accountant.get(first["address"]).content)["projects[1].name"] == "培训"
    listed = page_of(accountant.get(table(record, "projects")).content)
    assert [(text_of(link), link.get("href")) for link in select(listed, ".drafts a")] == [("培训", first["address"])]
    assert unstored_pages(fetched(record)) == ["项目：新增"]
    values = {"function": "2050803", "source": "general", "amounts.302": "3.5"}
    saved = window.save(*(change("", "", name, "", text) for name, text in values.items()))
    key = ProjectRecord.objects.get(name="培训").pk
    assert saved["stored"]
    assert saved["address"] == project(record, key)
    assert accountant.get(first["address"]).url == saved["address"]  # type: ignore[attr-defined]
    window.save(change("", "", "name", "培训", "业务培训"))  # by the address of before
    assert [one.name for one in load(fetched(record)).projects] == ["大厅运行维护费", "业务培训"]
    assert WorkingCopy.objects.count() == 1


def test_two_new_projects_do_not_meet(record: FilingRecord, accountant: Client, colleague: Client) -> None:
    for client, name in ((accountant, "甲项目"), (colleague, "乙项目")):
        window = Window(client, project(record, "new"))
        values = {"name": name, "function": "2050803", "source": "general", "amounts.302": "3.5"}
        assert window.save(*(change("", "", cell, "", text) for cell, text in values.items()))["stored"]
    assert len(load(fetched(record)).projects) == 3


def test_emptied_new_row_leaves_no_draft(record: FilingRecord, accountant: Client) -> None:
    window = Window(accountant, project(record, "new"))
    window.save(change("", "", "name", "", "培"))
    window.save(change("", "", "name", "培", ""))
    assert unstored_pages(fetched(record)) == []


def test_projects_are_saved_apart(record: FilingRecord, accountant: Client, colleague: Client) -> None:
    """Also where the one stands elsewhere in the list meanwhile."""
    first = ProjectRecord.objects.get()
    values = {"name": "培训", "function": "2050803", "source": "general", "amounts.302": "3.5"}
    added = Window(accountant, project(record, "new")).save(*(change("", "", *pair) for pair in pairs(values)))
    window = Window(accountant, added["address"])
    assert Window(colleague, project(record, first.pk)).save(change("", "", "name", first.name, "维护"))["stored"]  # type: ignore[attr-defined]
    listed = fields_of(colleague.get(table(record, "projects")).content) | {"action": "save"}
    assert colleague.post(table(record, "projects"), listed | {"projects[0]#delete": "on"}).status_code == 302
    assert window.save(change("", "", "name", "培训", "业务培训"))["stored"]
    assert [one.name for one in load(fetched(record)).projects] == ["业务培训"]


def pairs(values: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(name, "", text) for name, text in values.items()]


def test_row_that_was_deleted_takes_nothing(record: FilingRecord, accountant: Client, colleague: Client) -> None:
    window = Window(accountant, project(record, ProjectRecord.objects.get().pk))
    listed = fields_of(colleague.get(table(record, "projects")).content) | {"action": "save"}
    colleague.post(table(record, "projects"), listed | {"projects[0]#delete": "on"})
    response = window.send(change("", "", "name", "大厅运行维护费", "x"))
    assert response.status_code == 410
    assert "删除" in response.json()["message"]


# ---------------------------------------------------------------------------------------- two at one page


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


def test_100_paired_saves_lose_nothing(record: FilingRecord, income: Window, other: Window) -> None:
    """Each pair starts from the same page; one of the two is refused and, told the other's value, adds to that."""
    value, refused = "0", 0
    start = amount(income, 0, "143.01", value)
    income.save(start)
    other.save()
    for _ in range(100):
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
    assert refused == 100
    assert amounts(record)[0] == "200.00"


@pytest.mark.django_db(transaction=True)
def test_saves_at_the_same_time_lose_nothing(record: FilingRecord, accountant: Client, colleague: Client) -> None:
    """Two windows, two threads, 20 rows each, all at once."""
    windows = [Window(client, table(record, "income"), name) for client, name in ((accountant, "a"), (colleague, "b"))]
    known = {row.function for row in load(fetched(record)).income}
    codes = [code.code for code in functional(2024).codes("项") if code.code not in known][:40]
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
    assert sorted(row.function for row in load(fetched(record)).income[:40]) == sorted(codes)
    assert CopyStep.objects.count() == 40


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
    reader.force_login(person_of(record.unit, Role.AUDITOR), BACKEND)
    found = reader.get(income.copy["address"], {"client": "w9", "revision": "x"}).json()
    assert (found["open"], found["present"], found["changes"]) == (False, [], [])
    assert income.look()["present"] == []


# --------------------------------------------------------------------------------- changes from elsewhere


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


# ----------------------------------------------------------------------------- forms without JavaScript


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


# ------------------------------------------------------------------------------------------ closed or wrong


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
    stranger.force_login(person_of(other_unit, Role.ACCOUNTANT), BACKEND)
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


# ------------------------------------------------------------------------------------------------- volume


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
        with CaptureQueriesContext(
            connection,
        ) as queries:
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


def test_page_shows_a_draft_of_300_rows_with_few_queries(
    record: FilingRecord, accountant: Client, example: BudgetFiling, django_assert_max_num_queries: Any
) -> None:
    store(record, replace(example, expenditure=many_rows(300)))
    window = Window(accountant, table(record, "expenditure"))
    row = window.grids["expenditure"][0]
    window.save(change("expenditure", row, "amount", str(many_rows(300)[0].amount), "x"))
    with django_assert_max_num_queries(45):  # with the task list counted anew
        assert accountant.get(window.address).status_code == 200
