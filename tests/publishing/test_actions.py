"""Every action from every state by every role, and what each brings about."""

import dataclasses
import threading
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.disclosure.codec import write_filing
from budgetportal.filings import storage
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.publishing import state as states
from budgetportal.publishing.actions import ACTIONS, Approve, Correct, Refused, Retry, Return, Submit, Withdraw
from budgetportal.publishing.digests import sha256, sm3
from budgetportal.publishing.models import REQUIRED, Act, Job, Version
from budgetportal.publishing.state import State
from budgetportal.units.models import Membership, Role
from tests.disclosure.examples import income, small_filing
from tests.publishing import scenes
from tests.publishing.scenes import ROLES, bring_to

# What is allowed; everything else is refused.
ALLOWED = {
    (Submit, State.DRAFT): {"accountant"},
    (Submit, State.RETURNED): {"accountant"},
    (Submit, State.CORRECTING): {"accountant"},
    (Withdraw, State.SUBMITTED): {"accountant"},
    (Return, State.SUBMITTED): {"reviewer", "second_reviewer"},
    (Approve, State.SUBMITTED): {"reviewer", "second_reviewer"},
    (Correct, State.PUBLISHED): {"accountant", "reviewer", "second_reviewer"},
    (Correct, State.FAILED): {"accountant", "reviewer", "second_reviewer"},
    (Retry, State.FAILED): {"reviewer", "second_reviewer", "publisher"},
}
LEADS_TO = {
    Submit: State.SUBMITTED,
    Return: State.RETURNED,
    Approve: State.GENERATING,
    Correct: State.CORRECTING,
    Retry: State.GENERATING,
}


@pytest.mark.parametrize("state", State)
def test_matrix(state, draft, people):
    bring_to(state, draft, people)
    assert states.of(draft) is state
    for action in ACTIONS:
        for name in [*ROLES, "stranger"]:
            person = getattr(people, name)
            before = Act.objects.count(), Version.objects.count()
            step = transaction.atomic()
            step.__enter__()
            if name in ALLOWED.get((action, state), ()):
                action(draft, person, "写明原因").execute()
                assert states.of(draft) is LEADS_TO.get(action, State.DRAFT), (action, name)
                with pytest.raises(Refused):  # the same step twice
                    action(draft, person, "写明原因").execute()
            else:
                with pytest.raises(Refused) as refusal:
                    action(draft, person, "写明原因").execute()
                assert all(problem.endswith("。") for problem in refusal.value.problems)
            transaction.set_rollback(True)
            step.__exit__(None, None, None)
            assert (Act.objects.count(), Version.objects.count()) == before


def test_withdrawing_a_correction_leaves_it_a_correction(draft, people):
    bring_to(State.CORRECTING, draft, people)
    Submit(draft, people.accountant).execute()
    Withdraw(draft, people.accountant).execute()
    assert states.of(draft) is State.CORRECTING


def test_withdrawing_restores_the_draft_byte_for_byte(draft, people):
    before = write_filing(storage.load(draft))
    Submit(draft, people.accountant).execute()
    Withdraw(draft, people.accountant).execute()
    assert write_filing(storage.load(draft)) == before
    assert states.editable(draft)


def test_only_who_submitted_withdraws(draft, people):
    Membership.objects.create(person=people.second_reviewer, unit=draft.unit, role=Role.ACCOUNTANT)
    Submit(draft, people.accountant).execute()
    assert Withdraw(draft, people.second_reviewer).check() == ["只有送审的人可以撤回。"]


def test_author_does_not_approve(draft, people):
    Membership.objects.create(person=people.accountant, unit=draft.unit, role=Role.REVIEWER)
    Submit(draft, people.accountant).execute()
    assert Approve(draft, people.accountant).check() == ["填报人和审核人不能是同一人，由另一位审核人批准。"]


def test_author_does_not_approve_in_the_database_either(draft, people):
    bring_to(State.GENERATING, draft, people)
    version = Version.objects.get()
    version.pk, version.number, version.reason = None, 2, "再次"
    version.previous, version.chain, version.approved_by = version.chain, "0" * 64, version.submitted_by
    with pytest.raises(IntegrityError, match="version_author_is_not_reviewer"):
        version.save(force_insert=True)


@pytest.mark.parametrize("action", [Return, Correct])
def test_a_reason_is_required(action, draft, people):
    bring_to(next(iter(action.states)), draft, people)
    assert action(draft, people.reviewer, " \n").check() == [f"“{action.comment_label}”没有填写。"]
    assert "最多 2000 个" in action(draft, people.reviewer, "长" * 2_001).check()[0]


def test_an_unsound_filing_is_not_submitted(people, draft):
    FilingRecord.objects.filter(pk=draft.pk).update(issued_on=None)
    assert Submit(draft, people.accountant).check() == ["没有填落款日期；在“基本信息”中填写公开文本的落款日期。"]
    whole = small_filing()
    storage.store(draft, dataclasses.replace(whole, income=(*whole.income, income("1.00", function="9999999"))))
    assert any("9999999" in problem for problem in Submit(draft, people.accountant).check())


def test_a_character_that_no_font_has_is_not_submitted(people, draft):
    storage.store(draft, dataclasses.replace(small_filing(), other_notes="选项☑已勾。"))
    problems = Submit(draft, people.accountant).check()
    assert len(problems) == 1
    assert "U+2611" in problems[0]


def test_approval_freezes_the_filing(draft, people):
    bring_to(State.GENERATING, draft, people)
    version = Version.objects.get()
    content = write_filing(small_filing())
    assert version.content.encode() == content
    assert (version.sha256, version.sm3) == (sha256(content), sm3(content))
    assert (version.number, version.previous, version.reason) == (1, "", "")
    assert version.chain == version.link().digest
    assert (version.submitter, version.approver) == ("accountant", "reviewer")
    assert set(Job.objects.values_list("name", flat=True)) == set(REQUIRED)


def test_versions_of_a_unit_are_chained_over_kinds_and_years(draft, people):
    bring_to(State.PUBLISHED, draft, people)
    later = scenes.draft(dataclasses.replace(small_filing(), fiscal_year=2025, issued_on=date(2025, 2, 20)))
    bring_to(State.GENERATING, later, people)
    first, second = Version.objects.order_by("pk")
    assert second.previous == first.chain
    assert second.number == 1


def test_a_correction_keeps_the_first_version_and_states_its_reason(draft, people):
    bring_to(State.CORRECTING, draft, people)
    first = Version.objects.get()
    whole = small_filing()
    storage.store(draft, dataclasses.replace(whole, other_notes="补充说明一项。"))
    Submit(draft, people.accountant).execute()
    Approve(draft, people.reviewer).execute()
    second = Version.objects.get(number=2)
    assert second.reason == "补列一个项目。"
    assert Version.objects.get(number=1).content == first.content != second.content
    assert Job.objects.filter(version=first, name="superseded_page").exists()


def test_a_reason_that_cannot_be_printed_is_refused(draft, people):
    bring_to(State.PUBLISHED, draft, people)
    with pytest.raises(Refused) as refused:
        Correct(draft, people.accountant, "补列☑一个\r\n项目。").execute()
    assert refused.value.problems == ["“更正说明”里的字符“☑”（U+2611 BALLOT BOX WITH CHECK）印不出来，改用别的字。"]
    Correct(draft, people.accountant, "补列一个\r\n项目。").execute()


def test_failure_after_the_version_leaves_nothing(draft, people):
    bring_to(State.SUBMITTED, draft, people)

    def refuse_jobs(execute, sql, params, many, context):
        if 'INSERT INTO "publishing_job"' in sql:
            raise DatabaseError("no space")
        return execute(sql, params, many, context)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.execute_wrapper(refuse_jobs):
        Approve(draft, people.reviewer).execute()
    assert not Version.objects.exists()
    assert states.of(draft) is State.SUBMITTED


def test_states_of_many_cost_one_query(draft, people):
    for number in range(5):
        scenes.draft_of(f"unit-{number}")
    with CaptureQueriesContext(connection) as few:
        list(states.annotated(FilingRecord.objects.all()))
    assert len(few) == 1
    assert set(states.annotated(FilingRecord.objects.all()).values_list("state", flat=True)) == {"draft"}
    assert states.annotated(FilingRecord.objects.all()).filter(state=State.DRAFT).count() == 6


@pytest.mark.django_db(transaction=True)
def test_fifty_approvals_at_once_make_one_version(draft, people):
    bring_to(State.SUBMITTED, draft, people)
    start, outcomes = threading.Barrier(50, timeout=60), []

    def approve(number: int) -> None:
        try:
            start.wait()
            Approve(draft, people.reviewer if number % 2 else people.second_reviewer).execute()
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    _all_at_once(approve, 50)
    assert sorted(outcomes) == ["done"] + ["refused"] * 49
    assert Version.objects.count() == 1
    assert Act.objects.filter(action="approve").count() == 1
    assert Job.objects.count() == len(REQUIRED)


@pytest.mark.django_db(transaction=True)
def test_approvals_of_one_unit_at_once_do_not_fork_its_chain(draft, people):
    records = [draft]
    for year in range(2025, 2033):
        filing = dataclasses.replace(small_filing(), fiscal_year=year, issued_on=date(year, 2, 20))
        records.append(scenes.draft(filing))
    for record in records:
        bring_to(State.SUBMITTED, record, people)

    def approve(number: int) -> None:
        try:
            Approve(records[number], people.reviewer).execute()
        finally:
            connections.close_all()

    _all_at_once(approve, len(records))
    chain = list(Version.objects.order_by("pk").values_list("previous", "chain"))
    assert len(chain) == len(records)
    assert [previous for previous, _ in chain] == ["", *[own for _, own in chain[:-1]]]


def _all_at_once(work, count):
    threads = [threading.Thread(target=work, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_withdrawing_gives_the_draft_back_byte_for_byte(draft, people, client):
    before = write_filing(storage.load(draft))
    copy = WorkingCopy.objects.create(filing=draft, page="income", content={"fields": {}, "grids": {}}, revision=3)
    kept = WorkingCopy.objects.filter(pk=copy.pk).values().get()
    Submit(draft, people.accountant).execute()
    client.force_login(people.accountant)
    page = client.get(reverse("admin:filings_filingrecord_change", args=[draft.pk])).content.decode()
    assert f'href="{reverse("publishing:action", args=[draft.pk, "withdraw"])}"' in page
    client.post(reverse("publishing:action", args=[draft.pk, "withdraw"]))
    assert states.of(draft) is State.DRAFT
    assert write_filing(storage.load(draft)) == before
    assert WorkingCopy.objects.filter(pk=copy.pk).values().get() == kept
