"""Working copies of rows that have pages of their own: new projects, two at once, one that is deleted."""

from __future__ import annotations

from django.test import Client

from budgetportal.filings.entry.drafts import unstored_pages
from budgetportal.filings.models import FilingRecord, ProjectRecord, WorkingCopy
from budgetportal.filings.storage import load
from tests.filings.addresses import project, table
from tests.filings.forms import fields_of, page_of, select, text_of
from tests.filings.stored import fetched
from tests.filings.windows import Window, change


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
