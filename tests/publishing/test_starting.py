"""从上年开始: a new year's filing from last year's, published or not; nothing of it can be published untouched."""

import dataclasses
import json

import pytest
from django.urls import reverse

from budgetportal.disclosure.terms import AmountUnit
from budgetportal.filings import storage
from budgetportal.filings.entry.drafts import unstored
from budgetportal.filings.entry.kept_tally import tally_of
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.starting import StartFromLastYear, sources
from budgetportal.publishing.actions import Refused, Submit
from budgetportal.publishing.state import State
from tests.disclosure.examples import project, small_filing, spent
from tests.filings.forms import fields_of, page_of, select, text_of
from tests.publishing import scenes

PROJECTS = ("甲项目", "乙项目", "丙项目")


def three_projects():
    """Like the small filing, its project's money in three projects."""
    rows = tuple(
        project(name, amounts={"302": amount}) for name, amount in zip(PROJECTS, ("20", "20", "10"), strict=True)
    )
    return dataclasses.replace(small_filing(), projects=rows)


def started(draft, people):
    made = StartFromLastYear(FilingRecord.objects.select_related("unit").get(pk=draft.pk), people.accountant).execute()
    assert made.record is not None, made.notes
    return made


def contents(record, page):
    return [copy.content for _, copy in unstored(record) if copy.page == page]


def codes(content, grid, name="function"):
    return [row["cells"][name] for row in content["grids"][grid]]


def copy_address(record, page, *row):
    name = "admin:filings_filingrecord_row_copy" if row else "admin:filings_filingrecord_copy"
    return reverse(name, args=[record.pk, page, *row])


def send(client, address, *changes, **more):
    body = {"revision": 1, "client": "w", "batch": "", "changes": list(changes), **more}
    return client.post(address, json.dumps(body), content_type="application/json")


def setting(cell, to, at="", row=""):
    return {"op": "set", "at": at, "row": row, "cell": cell, "from": "", "to": to}


def test_rows_are_those_of_last_year_in_its_order_without_amounts(draft, people):
    record = started(draft, people).record
    last = small_filing()
    assert (record.fiscal_year, record.edition, record.amount_unit) == (2025, "xinjiang-budget-2025", "万元")
    (income,), (spending,) = contents(record, "income"), contents(record, "expenditure")
    assert codes(income, "income") == [row.function for row in last.income]
    assert codes(spending, "expenditure") == [row.function for row in last.expenditure]
    assert codes(spending, "expenditure", "category") == [row.category for row in last.expenditure]
    assert {row["cells"]["amount"] for row in (*income["grids"]["income"], *spending["grids"]["expenditure"])} == {""}
    (goals,) = contents(record, "projects")
    assert goals["fields"]["name"] == "窗口服务保障"
    assert goals["fields"]["amounts.302"] == goals["fields"]["performance.fiscal"] == ""
    assert codes(goals, "performance.indicators", "level3") == ["服务窗口数量"]
    stored = storage.load(record)
    assert stored.profile.duties == last.profile.duties
    assert stored.income == stored.projects == ()


def test_nothing_of_it_is_submitted_before_the_amounts_are_typed(draft, people):
    record = started(draft, people).record
    with pytest.raises(Refused) as refused:
        Submit(record, people.accountant).execute()
    assert "还有 11 张表没有数" in str(refused.value)
    said = list(Submit(record, people.accountant).content_problems())
    waiting = ("收入", "支出", "基本支出经济分类", "项目：新增", "“三公”经费", "单位整体绩效目标")
    assert [line for line in said if "没有存入的内容" in line] == [
        f"“{name}”有没有存入的内容：打开这一页，改好提示的问题，或放弃没有存入的内容。" for name in waiting
    ]
    tally = tally_of(record)
    assert tally.by_page["income"].status == "in_progress"
    assert tally.by_page["income"].note == "4 处没有填"
    assert tally.by_page["income"].rows == "草稿 4 行"
    assert tally.errors == 0


def test_page_is_stored_with_its_last_amount(draft, people, signed_in):
    record = started(draft, people).record
    client = signed_in(people.accountant)
    address = copy_address(record, "official_expenses")
    row = contents(record, "official_expenses")[0]["grids"]["official_expenses"][0]["id"]
    answer = send(client, address, setting("amount", "1.50", "official_expenses", row))
    assert answer.json()["stored"] is True
    assert str(storage.load(record).official_expenses[0].amount) == "1.50"
    assert tally_of(record).by_page["official_expenses"].status == "done"


def test_projects_stand_in_last_years_order_however_they_are_filled_in(draft, people, signed_in):
    storage.store(draft, three_projects())
    record = started(draft, people).record
    tokens = dict(zip(PROJECTS, [copy.token for _, copy in unstored(record) if copy.page == "projects"], strict=True))
    client = signed_in(people.accountant)
    for name in ("丙项目", "甲项目", "乙项目"):
        answer = send(client, copy_address(record, "projects", tokens[name]), setting("amounts.302", "1.00"))
        assert answer.json()["stored"], answer.json()
    assert [one.name for one in storage.load(record).projects] == list(PROJECTS)


def test_draft_without_any_problem_is_stored_when_somebody_saves_it(draft, people, signed_in):
    record = started(draft, people).record
    copy = WorkingCopy.objects.get(filing=record, page="official_expenses")
    copy.content["grids"]["official_expenses"][0]["cells"]["amount"] = "2.00"
    copy.save()
    client = signed_in(people.accountant)
    assert send(client, copy_address(record, "official_expenses")).json()["stored"] is False
    assert send(client, copy_address(record, "official_expenses"), manual=True).json()["stored"] is True


def test_last_year_is_locked_and_the_change_stands_beside_the_reason(draft, people, signed_in):
    storage.store(draft, small_filing())
    scenes.bring_to(State.PUBLISHED, draft, people)
    made = started(draft, people)
    assert "不能改动" in made.notes[1]
    stored = storage.load(made.record)
    rows = (spent("180.00"), spent("60.00", "project", "2010302"))  # 2080505 had 20 last year, and has nothing now
    storage.replace_members(made.record, dataclasses.replace(stored, expenditure=rows), ["expenditure"])
    page = signed_in(people.accountant).get(
        reverse("admin:filings_filingrecord_table", args=[made.record.pk, "comparisons"])
    )
    document = page_of(page.content)
    topics = {
        value: name.partition(".")[0] for name, value in fields_of(page.content).items() if name.endswith(".topic")
    }
    rise = "今年 180.00，上年 150.00，增加 30.00，增长 20.00%（万元）；增长超过 10%，写明具体原因"
    for topic, prior, words in (
        ("general.function.2010301", "150.00", rise),
        ("general.function.2080505", "20.00", "今年 0.00，上年 20.00，减少 20.00，下降 100.00%（万元）"),
        ("official.overseas", "0.00", "今年 0.00，上年 0.00，与上年持平（万元）"),
    ):
        place = topics[topic].replace("[", "-").replace("]", "")
        (cell,) = select(document, f"#{place}-prior")
        assert cell.get("readonly") is not None, topic
        assert cell.get("value") == prior
        (note,) = select(document, f"#{place}-reason-note")
        assert text_of(note) == words


def test_typed_figure_of_last_year_that_differs_is_said_and_stays_open(draft, people, signed_in):
    scenes.bring_to(State.PUBLISHED, draft, people)
    record = started(draft, people).record
    stored = storage.load(record)
    rows = tuple(
        dataclasses.replace(row, prior=None if row.prior is None else row.prior + 1) for row in stored.comparisons
    )
    storage.replace_member(record, "comparisons", dataclasses.replace(stored, comparisons=rows))
    page = signed_in(people.accountant).get(
        reverse("admin:filings_filingrecord_table", args=[record.pk, "comparisons"])
    )
    text = page.content.decode()
    assert "上年公开数是 220.00，公开时以它为准" in text
    assert "不用填写" not in text


def test_last_year_that_is_not_public_gives_no_figures(draft, people):
    made = started(draft, people)
    assert "还没有公开" in made.notes[1]
    assert all(row.prior is None for row in storage.load(made.record).comparisons)


def test_unit_of_amounts_goes_on(db, people):
    record = scenes.draft_of("yuan", dataclasses.replace(small_filing(), amount_unit=AmountUnit.YUAN))
    scenes.give_roles(record.unit, people)
    assert started(record, people).record.amount_unit == "元"


def test_only_the_units_accountant_begins_and_only_once(draft, people):
    last = FilingRecord.objects.select_related("unit").get(pk=draft.pk)
    for person in (people.reviewer, people.stranger, people.auditor):
        assert StartFromLastYear(last, person).execute().record is None
    assert FilingRecord.objects.count() == 1
    assert list(sources(frozenset([draft.unit_id]))) == [draft]
    started(draft, people)
    again = StartFromLastYear(last, people.accountant).execute()
    assert again.record is None
    assert "已有填报" in again.notes[0]
    assert [record.fiscal_year for record in sources(frozenset([draft.unit_id]))] == [2025]


def test_page_offers_and_begins(draft, people, signed_in):
    address = reverse("admin:filings_filingrecord_from_last_year")
    client = signed_in(people.accountant)
    assert "新建 2025 年" in client.get(address).content.decode()
    answer = client.post(address, {"source": draft.pk}, follow=True)
    made = FilingRecord.objects.get(fiscal_year=2025)
    assert answer.redirect_chain == [(reverse("admin:filings_filingrecord_change", args=[made.pk]), 302)]
    assert "金额留空" in answer.content.decode()
    assert client.post(address, {"source": draft.pk}).status_code == 404  # it has a successor
    for source in ("", "x", "９"):
        assert client.post(address, {"source": source}).status_code == 404
    stranger = signed_in(people.stranger)
    assert stranger.post(address, {"source": made.pk}).status_code == 404


def test_many_projects_begin_with_the_same_queries(db, people, django_assert_max_num_queries):
    for n, projects in enumerate((1, 40)):
        record = scenes.draft_of(f"many{n}", scenes.long_filing(projects))
        scenes.give_roles(record.unit, people)
        last = FilingRecord.objects.select_related("unit").get(pk=record.pk)
        with django_assert_max_num_queries(140):
            assert StartFromLastYear(last, people.accountant).execute().record
        assert WorkingCopy.objects.filter(filing__unit=record.unit, page="projects").count() == projects + 1
