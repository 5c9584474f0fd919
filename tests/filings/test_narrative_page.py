"""The page of the narrative: texts typed in their sentences are stored, merged and published as on any entry page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.editions import compose
from budgetportal.filings.entry.links import Links
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load, store
from budgetportal.publishing.state import State
from budgetportal.units.models import Role
from tests.disclosure.examples import small_filing
from tests.disclosure.published_filings import PUBLISHED, published
from tests.disclosure.shown import said
from tests.filings.addresses import project, table
from tests.filings.complete import complete_filing
from tests.filings.forms import fields_of, page_of, select, summary_of, text_of, type_into
from tests.filings.stored import fetched, many_rows
from tests.filings.windows import Window, change
from tests.publishing import scenes
from tests.publishing.conftest import artefact_root

__all__ = ["artefact_root"]
GENERAL = "comparisons[income.general]"
OPERATING = "comparisons[operating]"
ClientOf = Callable[..., Client]


@pytest.fixture
def address(record: FilingRecord) -> str:
    return table(record, "narrative")


def rows(record: FilingRecord) -> dict[str, Any]:
    found = load(fetched(record))
    assert isinstance(found, BudgetFiling)
    return {row.topic: row for row in found.comparisons}


def missing(client: Client, address: str) -> list[str]:
    return [one.get("href") for one in select(page_of(client.get(address).content), ".to-fill a")]


# ------------------------------------------------------------------------------------------- a plain form


def test_reason_typed_in_its_sentence_is_published(record: FilingRecord, accountant: Client, address: str) -> None:
    response = type_into(accountant, address, {f"{GENERAL}.reason": "新增大厅引导项目"})
    assert response.status_code == 302, summary_of(response)
    assert rows(record)["income.general"].reason == "新增大厅引导项目"
    assert any("主要原因是新增大厅引导项目。" in one for one in said(compose(load(fetched(record))), "income.general"))


def test_row_comes_with_its_first_text_and_goes_with_its_last(
    record: FilingRecord, accountant: Client, address: str, example: BudgetFiling
) -> None:
    assert type_into(accountant, address, {f"{OPERATING}.prior": "11.31"}).status_code == 302
    assert list(rows(record)) == ["income.general", "purpose.general.201", "operating"]
    assert rows(record)["operating"].prior == Decimal("11.31")
    assert "#comparisons-operating-reason" in missing(accountant, address)
    assert type_into(accountant, address, {f"{OPERATING}.reason": "增加一人"}).status_code == 302
    assert "#comparisons-operating-reason" not in missing(accountant, address)
    emptied: dict[str, str | None] = {f"{OPERATING}.prior": "", f"{OPERATING}.reason": ""}
    assert type_into(accountant, address, emptied).status_code == 302
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_new_row_stands_where_the_narrative_has_it(record: FilingRecord, accountant: Client, address: str) -> None:
    assert type_into(accountant, address, {"comparisons[expenditure.basic].reason": "甲"}).status_code == 302
    assert list(rows(record)) == ["income.general", "expenditure.basic", "purpose.general.201"]


def test_figures_are_text_and_lead_to_their_cells(record: FilingRecord, accountant: Client, address: str) -> None:
    page = page_of(accountant.get(address).content)
    figures = select(page, "#narrative .figure")
    assert figures
    assert all(one.tag in ("a", "span") for one in figures)
    links = {one.get("href") for one in select(page, "#narrative a.figure")}
    assert f"{table(record, 'income')}#income-0-amount" in links
    typed = {one.get("name") for one in select(page, "#entry :is(input, textarea)") if one.get("type") != "hidden"}
    heads = {name.partition(".")[0].partition("[")[0] for name in typed}
    assert heads <= {"comparisons", "wording", "projects", "profile", "other_notes"}
    assert {name for name in typed if name.endswith(".amount")} == set()


def test_input_is_named_by_topic_and_both_figures(accountant: Client, address: str) -> None:
    page = page_of(accountant.get(address).content)
    reason = page.get_element_by_id("comparisons-income-general-reason")
    assert reason.get("aria-label") == (
        "收入 一般公共预算（一般财力）：上年 364.70 万元，本年 412.33 万元，增加 47.63 万元；增减原因"
    )


def test_amount_that_cannot_be_read_is_said_at_its_input(accountant: Client, address: str) -> None:
    response = type_into(accountant, address, {f"{GENERAL}.prior": "36x"})
    assert response.status_code == 200
    page = page_of(response.content)
    assert page.get_element_by_id("comparisons-income-general-prior").get("aria-invalid") == "true"
    assert select(page, ".error-summary a")[0].get("href") == "#comparisons-income-general-prior"
    assert "36x" in text_of(page.get_element_by_id("error-summary"))


def test_text_of_a_project_is_stored_in_its_project(
    record: FilingRecord, accountant: Client, address: str, example: BudgetFiling
) -> None:
    store(record, dataclasses.replace(example, projects=(dataclasses.replace(example.projects[0], explained=True),)))
    name = next(name for name in fields_of(accountant.get(address).content) if name.endswith("].period"))
    assert type_into(accountant, address, {name: "2024年全年"}).status_code == 302
    found = load(fetched(record))
    assert isinstance(found, BudgetFiling)
    assert found.projects[0].period == "2024年全年"
    assert found.projects[0].performance == example.projects[0].performance


# --------------------------------------------------------------------------------------------- own wording


def test_paragraph_is_replaced_marked_and_restored(
    record: FilingRecord, accountant: Client, address: str, example: BudgetFiling
) -> None:
    assert type_into(accountant, address, {"wording.income.total": "收入合计500.00万元。"}).status_code == 302
    assert said(compose(load(fetched(record))), "income.total") == ["收入合计500.00万元。"]
    page = page_of(accountant.get(address).content)
    passage = page.get_element_by_id("passage-income-total")
    assert "已改写" in text_of(passage)
    assert "412.33万元" in text_of(select(passage, ".generated")[0])
    assert "500.00万元" in text_of(select(passage, ".stray")[0])
    fields = fields_of(accountant.get(address).content) | {"restore": "income.total"}
    assert accountant.post(address, fields).status_code == 302
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_own_words_of_a_paragraph_that_is_not_printed_can_be_given_up(
    record: FilingRecord, accountant: Client, address: str, example: BudgetFiling
) -> None:
    store(record, dataclasses.replace(example, wording={"carry_over.total": "结转另行说明。"}))
    page = page_of(accountant.get(address).content)
    assert "现在不公开这一段" in text_of(page.get_element_by_id("narrative"))
    assert type_into(accountant, address, {"wording.carry_over.total": ""}).status_code == 302
    assert getattr(load(fetched(record)), "wording", None) == {}


# ------------------------------------------------------------------------------------- the working copy


def test_changes_of_two_people_meet_by_blank(record: FilingRecord, accountant: Client, address: str) -> None:
    mine, other = Window(accountant, address), Window(accountant, address, "w2")
    assert mine.save(change("", "", f"{GENERAL}.reason", "新增项目", "甲"))["stored"]
    assert other.save(change("", "", f"{OPERATING}.prior", "", "11"))["stored"]
    assert (rows(record)["income.general"].reason, rows(record)["operating"].prior) == ("甲", Decimal("11.00"))
    response = other.send(change("", "", f"{GENERAL}.reason", "新增项目", "乙"))
    assert response.status_code == 409
    assert response.json()["conflicts"][0]["theirs"] == "甲"


def test_table_and_narrative_tell_each_other(record: FilingRecord, accountant: Client, address: str) -> None:
    narrative, grid = Window(accountant, address), Window(accountant, table(record, "comparisons"), "w2")
    first, second = grid.grids["comparisons"]
    grid.save(change("comparisons", second, "purpose", "大厅运行", "大厅日常运行"))
    narrative.save(change("", "", f"{GENERAL}.reason", "新增项目", "甲"))
    seen = accountant.get(grid.copy["address"], {"revision": grid.revision, "client": "w2"}).json()
    assert seen["changes"]
    response = grid.send(change("comparisons", first, "reason", "新增项目", "乙"))
    assert response.status_code == 409
    again = Window(accountant, table(record, "comparisons"), "w3")
    again.save(change("comparisons", again.grids["comparisons"][0], "reason", "甲", "乙"))
    fields = fields_of(accountant.get(address).content)
    assert fields[f"{GENERAL}.reason"] == "乙"
    assert fields["comparisons[purpose.general.201].purpose"] == "大厅日常运行"


def test_draft_is_kept_and_shown_again(record: FilingRecord, accountant: Client, address: str) -> None:
    window = Window(accountant, address)
    saved = window.save(change("", "", f"{GENERAL}.prior", "364.70", "36x"))
    assert not saved["stored"]
    assert saved["problems"][0]["cell"] == f"{GENERAL}.prior"
    window.save(change("", "", f"{GENERAL}.reason", "新增项目", "甲"))
    fields = fields_of(accountant.get(address).content)
    assert (fields[f"{GENERAL}.prior"], fields[f"{GENERAL}.reason"]) == ("36x", "甲")
    assert rows(record)["income.general"].reason == "新增项目"
    assert window.save(change("", "", f"{GENERAL}.prior", "36x", "364.7"))["stored"]
    assert rows(record)["income.general"].reason == "甲"


def test_amounts_of_a_project_do_not_overtake_a_draft_of_the_sentences(
    record: FilingRecord, accountant: Client, address: str
) -> None:
    window = Window(accountant, address)
    window.save(change("", "", f"{GENERAL}.prior", "364.70", "36x"))
    page = project(record, ProjectRecord.objects.get().pk)
    assert type_into(accountant, page, {"projects[0].leader": "项目科"}).status_code == 302
    assert window.save(change("", "", f"{GENERAL}.prior", "36x", "36"))["stored"]


def test_unknown_blank_is_refused(accountant: Client, address: str) -> None:
    assert Window(accountant, address).send(change("", "", "income[0].amount", "143.01", "1")).status_code == 400
    assert Window(accountant, address).send(change("", "", "comparisons[x].reason", "", "1")).status_code == 400


def test_figures_cannot_be_posted(
    record: FilingRecord, accountant: Client, address: str, example: BudgetFiling
) -> None:
    changes: dict[str, str | None] = {"income[0].amount": "1.00", "projects[0].amount": "1.00", "profile.duties": "x"}
    type_into(accountant, address, changes)
    assert write_filing(load(fetched(record))) == write_filing(example)


# ---------------------------------------------------------------------------------------- who sees what


def test_reviewer_reads_texts_and_marks(record: FilingRecord, client: Client, signed_in: ClientOf) -> None:
    page = page_of(signed_in(record.unit, Role.REVIEWER).get(table(record, "narrative")).content)
    assert not select(page, "#narrative :is(input, textarea, button)")
    assert "新增项目" in text_of(page.get_element_by_id("narrative"))
    assert "已改写" in text_of(page.get_element_by_id("passage-general-total"))


def test_published_last_year_is_shown_and_not_typed(db: None, client: Client, artefact_root: Any) -> None:
    earlier = scenes.draft(dataclasses.replace(small_filing(), fiscal_year=2023))
    typed = Comparison(topic="general.basic", prior=Decimal("1.00"), reason="人员增加")
    record = scenes.draft(dataclasses.replace(small_filing(), comparisons=(typed,)))
    people = scenes.people(earlier.unit)
    scenes.bring_to(State.PUBLISHED, earlier, people)
    client.force_login(people.accountant)
    address = table(record, "narrative")
    page = page_of(client.get(address).content)
    assert not [one for one in select(page, "input") if (one.get("name") or "").endswith(".prior")]
    assert "（上年公开数 170.00 万元）" in text_of(page.get_element_by_id("passage-general-basic"))
    assert type_into(client, address, {"comparisons[general.basic].reason": "甲"}).status_code == 302
    row = rows(record)["general.basic"]
    assert (row.prior, row.reason) == (Decimal("1.00"), "甲")  # what was typed before is not touched


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_kind_and_edition_has_its_narrative(
    db: None, client: Client, person_of: Any, name: str, shared_folder: Path
) -> None:
    record, problems = create_from(published(shared_folder, name))
    assert record is not None, problems
    client.force_login(person_of(record.unit, Role.ACCOUNTANT))
    page = page_of(client.get(table(record, "narrative")).content)
    assert select(page, "#narrative textarea")
    ids = [one.get("id") for one in select(page, "[id]")]
    assert len(set(ids)) == len(ids)
    assert not missing(client, table(record, "narrative"))


def test_entries_that_cannot_be_composed_say_why(db: None, client: Client, person_of: Any) -> None:
    record, problems = create_from(complete_filing("final"))  # type: ignore[arg-type]
    assert record is not None, problems
    client.force_login(person_of(record.unit, Role.ACCOUNTANT))
    assert "还不能生成情况说明" in client.get(table(record, "narrative")).content.decode()


def test_table_leads_to_its_sentences(record: FilingRecord, accountant: Client, address: str) -> None:
    page = page_of(accountant.get(table(record, "income")).content)
    assert select(page, ".from-here a")[0].get("href") == f"{address}#from-income"
    assert page_of(accountant.get(address).content).get_element_by_id("from-income") is not None


def test_findings_lead_into_the_sentences(record: FilingRecord, example: BudgetFiling, address: str) -> None:
    links = Links(record, example)
    assert links.address("comparisons[operating].reason") == f"{address}#comparisons-operating-reason"
    assert links.address("comparisons[0].reason") == f"{address}#comparisons-income-general-reason"
    assert links.address("wording.income.total") == f"{address}#wording-income-total"


def test_number_of_queries_does_not_grow(
    record: FilingRecord, accountant: Client, address: str, example: BudgetFiling, django_assert_max_num_queries: Any
) -> None:
    store(record, dataclasses.replace(example, expenditure=many_rows(300)))
    with django_assert_max_num_queries(55):  # counts the tasks anew
        assert accountant.get(address).status_code == 200
    with django_assert_max_num_queries(40):
        assert accountant.get(address).status_code == 200
