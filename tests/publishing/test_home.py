"""The first page of the workplace: what each role sees, the clock, the counts, and what it costs."""

import dataclasses
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgetportal.disclosure.filing import Approval
from budgetportal.filings import beginnings
from budgetportal.filings.beginnings import Beginning
from budgetportal.publishing.home import MOST_COUNTED, MOST_LINES
from budgetportal.publishing.state import State
from budgetportal.units.models import Person, Role
from tests.disclosure.examples import small_filing
from tests.filings.forms import page_of, select, text_of
from tests.publishing import scenes


def approved(days):
    """The small filing, approved some days ago."""
    return dataclasses.replace(small_filing(), approval=Approval(date=timezone.localdate() - timedelta(days=days)))


def home(client):
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 200
    return page_of(answer.content)


def lines(page, section):
    return [text_of(line) for line in select(page, f"#{section} .filing")]


@pytest.fixture
def region(db):
    """Filings in four states, each of a unit of its own, and people who work for all of them."""
    records, who = {}, None
    days = {State.DRAFT: 16, State.RETURNED: 21, State.SUBMITTED: 3, State.FAILED: 20, State.PUBLISHED: 30}
    for state, since in days.items():
        record = scenes.draft_of(state.value, approved(since))
        if who is None:
            who = scenes.people(record.unit)
        else:
            scenes.give_roles(record.unit, who)
        scenes.bring_to(state, record, who)
        records[state] = record
    return records, who


def test_accountant_sees_what_is_not_public_the_returned_first(region, signed_in):
    _, who = region
    page = home(signed_in(who.accountant))
    found = lines(page, "mine")
    assert len(found) == 4
    assert "已退回" in found[0]
    assert "退回意见：核对收入合计。" in found[0]
    assert "已超期 1 天" in found[0]
    assert "今天" in found[1]
    assert "还剩 4 天" in found[2]
    assert "11 / 11 张表" in found[2]
    assert "补全情况说明，然后送审" in found[2]
    assert "等审核人审核" in found[3]
    assert len(select(page, "#mine .clock.urgent")) == 3
    assert len(select(page, "#mine .clock")) == 4
    assert lines(page, "review") == lines(page, "jobs") == []


def test_other_roles_see_what_is_theirs(region, signed_in):
    _, who = region
    review = home(signed_in(who.reviewer))
    assert len(lines(review, "review")) == 1
    assert "审核：批准或退回" in lines(review, "review")[0]
    assert not select(review, "#mine")
    assert not select(review, ".begin")
    assert "生成失败" in lines(home(signed_in(who.publisher)), "jobs")[0]
    bureau = home(signed_in(who.bureau))
    assert [line.split(" ")[0] for line in lines(bureau, "late")] == ["2024"] * 3
    assert {text_of(one) for one in select(bureau, ".states li")} == {
        "填报中 1", "已退回 1", "待审核 1", "已公开 1", "生成失败 1",
    }  # fmt: skip
    assert len(lines(home(signed_in(who.auditor)), "published")) == 1


def test_what_is_public_has_no_clock(region, signed_in):
    _, who = region
    assert select(home(signed_in(who.auditor)), "#published .clock") == []


def test_administrator_and_newcomer(db, signed_in):
    administrator = home(signed_in(Person.objects.create_superuser("root")))
    assert "管理单位、人员和角色" in text_of(administrator)
    assert select(administrator, ".filings") == []
    assert "还没有角色" in text_of(home(signed_in(Person.objects.create_user("new"))))


def test_clock_that_cannot_run_asks_for_its_date(draft, people, signed_in):
    (link,) = select(home(signed_in(people.accountant)), "#mine .clock a")
    assert text_of(link) == "批复日期没有填"
    assert link.get("href") == reverse("admin:filings_filingrecord_change", args=[draft.pk]) + "#approval-date"


def test_others_filings_are_not_there(draft, people, signed_in):
    page = home(signed_in(people.stranger))
    assert lines(page, "mine") == []
    assert draft.unit.name not in text_of(page)


def test_ways_to_begin_are_those_that_exist(draft, people, signed_in, monkeypatch):
    page = home(signed_in(people.accountant))
    offered = {text_of(link): link.get("href") for link in select(page, ".begin a")}
    assert {"从上年开始", "空白"} <= offered.keys()
    assert offered["空白"].endswith(f"/add/?unit={draft.unit_id}")
    form = page_of(signed_in(people.accountant).get(offered["空白"]).content)
    assert select(form, f'#unit option[selected][value="{draft.unit_id}"]')
    monkeypatch.setattr(beginnings, "BEGINNINGS", (Beginning("admin:nowhere", "没有的", "没有的路"),))
    assert not select(home(signed_in(people.accountant)), ".begin")


def test_unit_that_is_asked_for_is_chosen_only_where_it_is_ones_own(draft, people, signed_in):
    scenes.give_roles(scenes.draft_of("second").unit, people)
    client = signed_in(people.accountant)
    add = reverse("admin:filings_filingrecord_add")
    assert select(page_of(client.get(add, {"unit": draft.unit_id}).content), "#unit option[selected]")
    for unit in (people.stranger.memberships.first().unit_id, "x", "９"):
        chosen = select(page_of(client.get(add, {"unit": unit}).content), "#unit option[selected]")
        assert [one.get("value") for one in chosen] in ([], [""]), unit


def test_counts_that_are_not_known_are_asked_for(draft, people, signed_in):
    for n in range(MOST_COUNTED + 2):
        scenes.give_roles(scenes.draft_of(f"unit{n}").unit, people)
    client = signed_in(people.accountant)
    asked = select(home(client), "[data-counts]")
    assert len(asked) == 3
    for cell in asked:
        assert "11 / 11 张表" in client.get(cell.get("data-counts")).content.decode()
    assert select(home(client), "[data-counts]") == []


def test_page_costs_the_same_however_many_filings(draft, people, signed_in):
    client = signed_in(people.accountant)
    for n in range(MOST_COUNTED):
        scenes.give_roles(scenes.draft_of(f"few{n}").unit, people)
    for _ in range(4):
        home(client)  # what is counted now is kept
    with CaptureQueriesContext(connection) as few:
        home(client)
    for n in range(MOST_LINES + 5):
        scenes.give_roles(scenes.draft_of(f"many{n}").unit, people)
    with CaptureQueriesContext(connection) as uncounted:
        page = home(client)
    for cell in select(page, "[data-counts]"):
        client.get(cell.get("data-counts"))
    with CaptureQueriesContext(connection) as many:
        page = home(client)
    assert len(lines(page, "mine")) == MOST_LINES
    assert "另有 9 份，在列表中查看" in text_of(page)
    assert len(many) == len(few) + 1  # the count of all of them
    assert len(uncounted) <= len(many) + MOST_COUNTED * 40


@pytest.mark.parametrize("role", Role.values)
def test_each_role_has_its_page(role, draft, people, signed_in):
    assert select(home(signed_in(getattr(people, role))), ".filings h2")
