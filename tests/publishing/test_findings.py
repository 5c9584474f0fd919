"""Findings in the workflow: errors and unanswered warnings stop a filing, answers travel with the version."""

import dataclasses
import json
from decimal import Decimal

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.filings import storage
from budgetportal.publishing.actions import Approve, Refused, Submit, Withdraw, review_of
from budgetportal.publishing.answers import AnswerFinding
from budgetportal.publishing.models import Answer, Version
from budgetportal.publishing.state import State
from budgetportal.publishing.verification import version_faults
from budgetportal.units.models import Membership, Person, Role
from tests.disclosure.examples import indicator, performance, small_filing
from tests.publishing import scenes

REASON = "指标体系按主管部门要求设置，另有 70 分在整体指标中。"


def with_weight(weight: str):
    """The small filing with one indicator of this weight: anything but 90 or 100 is a warning (B38.1)."""
    whole = small_filing()
    goals = performance("50.00", indicators=(indicator(weight=Decimal(weight)),))
    return dataclasses.replace(whole, projects=(dataclasses.replace(whole.projects[0], performance=goals),))


@pytest.fixture
def draft(db):
    """A filing with one warning."""
    return scenes.draft(with_weight("20"))


def weights(record):
    return next(remark for remark in review_of(record).warnings if remark.finding.rule == "B38.1")


def answer(record, person, explanation=REASON):
    return AnswerFinding(record, person, weights(record).key, explanation).execute()


def test_an_error_keeps_a_filing_from_being_submitted(draft, people):
    whole = with_weight("90")
    storage.store(draft, dataclasses.replace(whole, income=whole.income[1:]))
    with pytest.raises(Refused, match=r"B13 2010301 行政运行.*收入表 0.00 万元，支出表 150.00 万元，相差 150.00 万元"):
        Submit(draft, people.accountant).execute()


def test_an_unanswered_warning_does_too_until_it_is_answered(draft, people):
    with pytest.raises(Refused, match=r"B38.1 指标分值合计 20"):
        Submit(draft, people.accountant).execute()
    answer(draft, people.accountant)
    assert Submit(draft, people.accountant).execute().pk


def test_a_cured_warning_needs_no_answer(draft, people):
    storage.store(draft, with_weight("90"))
    assert Submit(draft, people.accountant).execute().pk


def test_hints_and_rules_without_input_stop_nothing(draft, people):
    whole = with_weight("90")
    project = dataclasses.replace(whole.projects[0], performance=None)  # B38.3 advises targets, B38 has none to check
    storage.store(draft, dataclasses.replace(whole, projects=(project,)))
    review = review_of(draft)
    assert "B38.3" in {remark.finding.rule for remark in review.hints}
    assert "B38" in {remark.finding.rule for remark in review.not_checked}
    assert not review.obstacles
    Submit(draft, people.accountant).execute()
    Approve(draft, people.reviewer).execute()
    assert Version.objects.get().remarks == ""  # what needs no answer does not travel


def test_an_answer_holds_for_these_figures_only(draft, people):
    answer(draft, people.accountant)
    storage.store(draft, with_weight("30"))
    with pytest.raises(Refused, match="指标分值合计 30"):
        Submit(draft, people.accountant).execute()
    storage.store(draft, with_weight("20"))
    assert Submit(draft, people.accountant).execute().pk  # the old answer was kept


def test_what_is_found_after_submission_stops_the_approval(draft, people, settings):
    answer(draft, people.accountant)
    Submit(draft, people.accountant).execute()
    settings.SENSITIVE_WORDS = ["窗口"]
    with pytest.raises(Refused, match="W7"):
        Approve(draft, people.reviewer).execute()


def test_answers_travel_with_the_version_and_its_chain(draft, people):
    answer(draft, people.accountant)
    Submit(draft, people.accountant).execute()
    Approve(draft, people.reviewer).execute()
    version = Version.objects.get()
    remark = json.loads(version.remarks)[0]
    assert remark["rule"] == "B38.1"
    assert remark["explanation"] == REASON
    assert remark["by"] == "accountant"
    assert not list(version_faults())
    with connection_without_guards():
        Version.objects.update(remarks=version.remarks.replace("70", "71"))
    assert any("链值" in fault for fault in version_faults())


def connection_without_guards():
    """The portal's rows as somebody with the database's own rights could change them."""
    return pgtrigger.ignore("publishing.Version:unchangeable")


def test_a_version_without_answers_has_the_link_of_old(draft, people):
    storage.store(draft, with_weight("90"))
    Submit(draft, people.accountant).execute()
    Approve(draft, people.reviewer).execute()
    version = Version.objects.get()
    assert version.remarks == ""
    assert version.link().remarks_sha256 == ""


@pytest.mark.parametrize("statement", [lambda rows: rows.update(explanation="另一说明"), lambda rows: rows.delete()])
def test_an_answer_is_never_changed_or_deleted(draft, people, statement):
    answer(draft, people.accountant)
    with pytest.raises(DatabaseError, match="不能修改或删除"), transaction.atomic():
        statement(Answer.objects.all())


@pytest.mark.parametrize("role", ["reviewer", "publisher", "bureau", "auditor", "stranger"])
def test_only_the_accountant_answers(draft, people, role):
    with pytest.raises(Refused, match="检查结果由填报人说明"):
        answer(draft, getattr(people, role))


def test_a_filing_that_is_submitted_takes_no_answer(draft, people):
    answer(draft, people.accountant)
    Submit(draft, people.accountant).execute()
    with pytest.raises(Refused, match="已经送审或公开"):
        answer(draft, people.accountant)
    Withdraw(draft, people.accountant).execute()
    assert answer(draft, people.accountant).pk


@pytest.mark.parametrize(
    ("explanation", "message"), [("属实", "至少 4 个字"), ("", "至少 4 个字"), ("长" * 2001, "最多 2000 个")]
)
def test_an_explanation_says_something(draft, people, explanation, message):
    with pytest.raises(Refused, match=message):
        answer(draft, people.accountant, explanation)


def test_a_finding_that_is_gone_is_not_answered(draft, people):
    with pytest.raises(Refused, match="已经没有了"):
        AnswerFinding(draft, people.accountant, "0" * 32, REASON).execute()


# ------------------------------------------------------------------------------------------------ pages


def address(record):
    return reverse("publishing:findings", args=[record.pk])


def test_the_page_names_rule_place_and_figures_and_leads_to_the_cell(draft, people, signed_in):
    page = signed_in(people.accountant).get(address(draft)).content.decode()
    assert "B38.1" in page
    assert "指标分值合计 20" in page
    assert "/table/projects/" in page
    assert "写入说明" in page


def test_an_answer_is_written_on_the_page(draft, people, signed_in):
    client = signed_in(people.accountant)
    sent = client.post(address(draft), {"key": weights(draft).key, "explanation": REASON})
    assert sent.status_code == 302
    assert REASON in client.get(address(draft)).content.decode()
    assert "提醒，已说明" in client.get(address(draft)).content.decode()


def test_a_refused_answer_keeps_what_was_typed(draft, people, signed_in):
    answered = signed_in(people.accountant).post(address(draft), {"key": weights(draft).key, "explanation": "短"})
    assert answered.status_code == 409
    assert ">短</textarea>" in answered.content.decode()


def test_the_reviewer_reads_the_answers_before_approving(draft, people, signed_in):
    answer(draft, people.accountant)
    Submit(draft, people.accountant).execute()
    client = signed_in(people.reviewer)
    page = client.get(reverse("publishing:action", args=[draft.pk, "approve"])).content.decode()
    assert REASON in page
    assert "写入说明" not in client.get(address(draft)).content.decode()


def test_the_published_version_shows_its_answers_to_the_auditor(draft, people, signed_in):
    scenes.bring_to(State.PUBLISHED, draft, people)
    page = signed_in(people.auditor).get(reverse("publishing:overview", args=[draft.pk])).content.decode()
    assert "有说明的检查结果（1）" in page
    assert "示例数据，情况属实。" in page


def test_the_page_costs_the_same_queries_whatever_is_found(draft, people, signed_in):
    client = signed_in(people.accountant)
    client.get(address(draft))
    assert queries(client, draft) == queries(client, scenes.draft_of("many", many_warnings()))


def many_warnings():
    """Thirty projects whose weights do not add up."""
    whole = with_weight("20")
    shares = [dataclasses.replace(whole.projects[0], name=f"服务第 {n} 项") for n in range(30)]
    return dataclasses.replace(whole, projects=(*whole.projects, *shares))


def queries(client, record):
    Membership.objects.get_or_create(
        person=Person.objects.get(username="accountant"), unit=record.unit, role=Role.ACCOUNTANT
    )
    with CaptureQueriesContext(connection) as found:
        assert client.get(address(record)).status_code == 200
    return len(found)


def test_the_reviewer_sees_paragraphs_in_own_words_beside_the_generated_ones(db, signed_in):
    record = scenes.draft(dataclasses.replace(small_filing(), wording={"income.total": "收入合计1.23万元。"}))
    people = scenes.people(record.unit)
    response = signed_in(people.reviewer).get(reverse("publishing:findings", args=[record.pk]))
    section = response.content.decode().partition('id="findings-own"')[2]
    assert "已改写" in section
    assert "收入合计1.23万元。" in section
    assert "225.00万元" in section.partition("按表生成的文字")[2]
    assert f"/{record.pk}/table/narrative/#wording-income-total" in section
