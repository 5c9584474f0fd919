"""The steps in the browser's terms: who sees what, and what a sent form does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.publishing import state as states
from budgetportal.publishing.actions import ACTIONS, Approve, Correct, Submit
from budgetportal.publishing.models import Version
from budgetportal.publishing.state import State
from budgetportal.units.models import Membership
from tests.publishing.scenes import ROLES, bring_to, render_all

SEES = {action.name.value: {name for name, role in ROLES.items() if role in action.roles} for action in ACTIONS}


def address(name, record, *more):
    return reverse(f"publishing:{name}", args=[record.pk, *more])


def step(record, name):
    return address("action", record, name)


@pytest.mark.parametrize("name", [*ROLES, "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_by_every_role(name, method, draft, people, signed_in):
    client = signed_in(getattr(people, name))
    for view in ("overview", "status", "preview"):
        answer = getattr(client, method)(address(view, draft))
        read_only = 302 if view == "preview" else 405  # which may be ordered
        expected = 404 if name == "stranger" and (method == "get" or view == "preview") else 200
        assert answer.status_code == (read_only if method == "post" and expected != 404 else expected), view
    for action, allowed in SEES.items():
        answer = getattr(client, method)(step(draft, action))
        assert (answer.status_code == 404) == (name not in allowed), action
        assert answer.status_code in (404, 200, 302, 409)


def test_nobody_gets_in_without_signing_in(client, draft):
    for view in [address("overview", draft), address("status", draft), step(draft, "submit")]:
        answer = client.get(view)
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_a_role_taken_away_is_gone_at_the_next_request(draft, people, signed_in):
    client = signed_in(people.accountant)
    assert client.get(address("overview", draft)).status_code == 200
    Membership.objects.filter(person=people.accountant).delete()
    assert client.get(address("overview", draft)).status_code == 404
    assert client.post(step(draft, "submit")).status_code == 404
    assert states.of(draft) is State.DRAFT


def test_an_unknown_step_or_filing_does_not_exist(draft, people, signed_in):
    client = signed_in(people.accountant)
    assert client.get(step(draft, "publish")).status_code == 404
    assert client.get(reverse("publishing:overview", args=[draft.pk + 1])).status_code == 404


def test_looking_at_a_step_takes_none(draft, people, signed_in):
    page = signed_in(people.accountant).get(step(draft, "submit")).content.decode()
    assert "225.00 万元" in page  # what is looked over
    assert "确认送审" in page
    assert states.of(draft) is State.DRAFT


def test_the_whole_way(draft, people, signed_in):
    assert signed_in(people.accountant).post(step(draft, "submit")).status_code == 302
    assert signed_in(people.reviewer).post(step(draft, "return"), {"comment": "核对收入。"}).status_code == 302
    page = signed_in(people.accountant).get(address("overview", draft)).content.decode()
    assert "核对收入。" in page
    assert "已退回" in page
    signed_in(people.accountant).post(step(draft, "submit"))
    answer = signed_in(people.second_reviewer).post(step(draft, "approve"), follow=True)
    assert "已生成 0/6" in answer.content.decode()
    assert Version.objects.get().approver == "second_reviewer"


def test_a_missing_comment_is_asked_for_at_its_field(draft, people, signed_in):
    bring_to(State.SUBMITTED, draft, people)
    answer = signed_in(people.reviewer).post(step(draft, "return"), {"comment": "  "})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "“退回意见”没有填写。" in page
    assert 'aria-invalid="true"' in page
    assert "确认退回" in page


def test_a_step_that_came_too_late_says_why(draft, people, signed_in):
    bring_to(State.SUBMITTED, draft, people)
    Approve(draft, people.reviewer).execute()
    answer = signed_in(people.accountant).post(step(draft, "withdraw"))
    assert answer.status_code == 409
    assert "现在是“已批准·生成中”，不能撤回" in answer.content.decode()


def test_the_status_for_a_page_that_waits(draft, people, signed_in, rendered):
    bring_to(State.GENERATING, draft, people)
    client = signed_in(people.bureau)
    waiting = client.get(address("status", draft)).json()
    assert waiting["running"] is True
    assert waiting["text"].startswith("已生成 0/6，已用 ")
    rendered()
    assert client.get(address("status", draft)).json()["state"] == "published"


def test_a_failure_shows_its_cause_and_a_retry(draft, people, signed_in):
    bring_to(State.FAILED, draft, people)
    page = signed_in(people.publisher).get(address("overview", draft)).content.decode()
    assert "PDF：字体缺失" in page
    assert step(draft, "retry") in page
    signed_in(people.publisher).post(step(draft, "retry"))
    assert states.of(draft) is State.GENERATING


def test_a_step_that_something_forbids_shows_why(draft, people, signed_in):
    Membership.objects.create(person=people.accountant, unit=draft.unit, role="reviewer")
    Submit(draft, people.accountant).execute()
    page = signed_in(people.accountant).get(address("overview", draft)).content.decode()
    assert "填报人和审核人不能是同一人" in page
    assert step(draft, "approve") not in page
    assert step(draft, "withdraw") in page


def test_versions_and_log_cost_the_same_however_long(draft, people, signed_in):
    bring_to(State.PUBLISHED, draft, people)
    client = signed_in(people.auditor)
    with CaptureQueriesContext(connection) as few:
        client.get(address("overview", draft))
    for _ in range(3):
        Correct(draft, people.reviewer, "再次更正。").execute()
        Submit(draft, people.accountant).execute()
        Approve(draft, people.reviewer).execute()
        render_all()
    with CaptureQueriesContext(connection) as many:
        page = client.get(address("overview", draft)).content.decode()
    assert len(many) == len(few)
    assert page.count("已更正") == 3
    assert "第 4 版" in page


def test_the_preview_is_the_document_and_publishes_nothing(draft, people, signed_in):
    page = signed_in(people.reviewer).get(address("preview", draft)).content.decode()
    assert '<article class="disclosure"' in page
    assert not Version.objects.exists()


def test_a_comment_with_a_null_byte_is_refused(draft, people, signed_in):
    bring_to(State.SUBMITTED, draft, people)
    assert signed_in(people.reviewer).post(step(draft, "return"), {"comment": "a\0b"}).status_code == 400
