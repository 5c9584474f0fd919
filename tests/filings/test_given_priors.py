"""Last year's figure that the unit has published is locked; what is sent otherwise is answered and not stored."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from budgetportal.disclosure.budget import Comparison
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.storage import load
from budgetportal.publishing.state import State
from tests.disclosure.examples import small_filing
from tests.disclosure.sound_finals import sound_final
from tests.filings.forms import fields_of, page_of, select, text_of
from tests.filings.test_copies import Window, change, new_row
from tests.filings.test_entry import table
from tests.publishing import scenes
from tests.publishing.conftest import artefact_root

__all__ = ["artefact_root"]
pytestmark = pytest.mark.django_db
TOPIC, PUBLISHED = "general.basic", "170.00"
REASON = f"上年数填的是 99.00，上年公开的是 {PUBLISHED}；清空本格，公开时取上年公开数"


@pytest.fixture
def people(artefact_root: Path) -> SimpleNamespace:
    """The unit's people; what it published in 2023 is public."""
    earlier = scenes.draft(dataclasses.replace(small_filing(), fiscal_year=2023))
    found = scenes.people(earlier.unit)
    scenes.bring_to(State.PUBLISHED, earlier, found)
    return found


@pytest.fixture
def accountant(people: SimpleNamespace, client: Client) -> Client:
    client.force_login(people.accountant)
    return client


def this_year(prior: str | None = None) -> FilingRecord:
    typed = Comparison(topic=TOPIC, prior=None if prior is None else Decimal(prior), reason="人员增加")
    return scenes.draft(dataclasses.replace(small_filing(), comparisons=(typed,)))


def stored(record: FilingRecord) -> list[tuple[str, Decimal | None]]:
    found: Any = load(FilingRecord.objects.select_related("unit__parent").get(pk=record.pk))
    return [(row.topic, row.prior) for row in found.comparisons]


def cell_of(client: Client, record: FilingRecord, page: str = "comparisons") -> tuple[Any, str]:
    document = page_of(client.get(table(record, page)).content)
    (cell,) = select(document, f"#{page}-0-prior")
    (note,) = select(document, f"#{page}-0-prior-note")
    return cell, text_of(note)


def set_prior(window: Window, before: str, after: str) -> dict[str, Any]:
    return change("comparisons", window.grids["comparisons"][0], "prior", before, after)


@pytest.mark.parametrize("prior", [None, PUBLISHED])
def test_it_is_locked_with_the_published_figure(accountant: Client, prior: str | None) -> None:
    cell, note = cell_of(accountant, this_year(prior))
    assert cell.get("readonly") is not None
    assert note == f"上年公开数 {PUBLISHED}，不用填写"


def test_a_batch_that_carries_another_one_is_answered_at_its_cell_and_stores_nothing(accountant: Client) -> None:
    record = this_year()
    window = Window(accountant, table(record, "comparisons"))
    answer = window.save(set_prior(window, "", "99"))
    assert answer["stored"] is False
    assert [(one["cell"], one["message"]) for one in answer["problems"]] == [("prior", REASON)]
    assert stored(record) == [(TOPIC, None)]
    assert "清空本格" in accountant.get(table(record, "comparisons")).content.decode()
    assert window.save(set_prior(window, "99", ""))["stored"] is True
    assert stored(record) == [(TOPIC, None)]


def test_so_is_that_of_a_new_row(accountant: Client) -> None:
    record = this_year()
    window = Window(accountant, table(record, "comparisons"))
    last = window.grids["comparisons"][-1]
    answer = window.save(new_row("comparisons", "n-1", last, topic="general.project", prior="99.00"))
    assert (answer["stored"], [one["cell"] for one in answer["problems"]]) == (False, ["prior"])
    assert stored(record) == [(TOPIC, None)]


def test_a_posted_form_that_carries_another_one_stores_nothing(accountant: Client) -> None:
    record = this_year()
    address = table(record, "comparisons")
    fields = fields_of(accountant.get(address).content) | {"comparisons[0].prior": "99.00", "action": "save"}
    answer = accountant.post(address, fields)
    assert REASON in answer.content.decode()
    assert stored(record) == [(TOPIC, None)]


def test_neither_does_one_to_the_sentences_which_ask_for_none(accountant: Client) -> None:
    record = this_year()
    address = table(record, "narrative")
    fields = fields_of(accountant.get(address).content) | {f"comparisons[{TOPIC}].prior": "99.00", "action": "save"}
    assert REASON in accountant.post(address, fields).content.decode()
    assert stored(record) == [(TOPIC, None)]
    window = Window(accountant, address)
    batch = window.send(change("", "", f"comparisons[{TOPIC}].prior", "", "99.00"))
    assert batch.status_code == 400  # no cell of the page
    assert stored(record) == [(TOPIC, None)]


def test_one_that_came_with_a_file_stays_until_it_is_cleared_and_cannot_become_a_third(accountant: Client) -> None:
    record = this_year("1.00")
    cell, note = cell_of(accountant, record)
    assert (cell.get("readonly"), note) == (None, f"上年公开数是 {PUBLISHED}，公开时以它为准；清空本格")
    window = Window(accountant, table(record, "comparisons"))
    row = window.grids["comparisons"][0]
    assert window.save(change("comparisons", row, "reason", "人员增加", "人员增加两名"))["stored"] is True
    assert window.save(set_prior(window, "1.00", "99.00"))["stored"] is False
    assert stored(record) == [(TOPIC, Decimal("1.00"))]
    assert window.save(set_prior(window, "99.00", ""))["stored"] is True
    assert cell_of(accountant, record)[0].get("readonly") is not None


def test_where_nothing_is_published_a_figure_is_typed(client: Client, db: None) -> None:
    record = this_year()
    client.force_login(scenes.people(record.unit).accountant)
    window = Window(client, table(record, "comparisons"))
    assert window.save(set_prior(window, "", "99"))["stored"] is True
    assert stored(record) == [(TOPIC, Decimal("99.00"))]


def test_final_accounts_have_it_in_the_table_of_their_official_expenses(
    client: Client, artefact_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dataclasses.replace(sound_final(random.Random(1)), fiscal_year=2023)
    assert whole.official_expenses
    bare = tuple(dataclasses.replace(row, prior=None) for row in whole.official_expenses)
    record = scenes.draft(dataclasses.replace(whole, official_expenses=bare))  # type: ignore[arg-type]
    last = dataclasses.replace(whole, fiscal_year=2022)
    for module in ("given_priors", "compared_cells"):
        monkeypatch.setattr(f"budgetportal.filings.entry.{module}.published_last_year", lambda _: last)
    client.force_login(scenes.people(record.unit).accountant)
    cell, note = cell_of(client, record, "official_expenses")
    assert cell.get("readonly") is not None
    window = Window(client, table(record, "official_expenses"))
    row = window.grids["official_expenses"][0]
    answer = window.save(change("official_expenses", row, "prior", "", "123456.00"))
    assert (answer["stored"], answer["problems"][0]["cell"]) == (False, "prior")
    assert "上年公开的是" in answer["problems"][0]["message"]
    assert note.startswith("上年公开数")
    assert WorkingCopy.objects.get(filing=record, page="official_expenses").draft
