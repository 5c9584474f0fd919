"""Filings, people and steps that tests of the workflow start from."""

import contextlib
import dataclasses
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from budgetportal.celery import app
from budgetportal.disclosure.budget import BudgetFiling, Project
from budgetportal.disclosure.document import Document
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing import making, outbox
from budgetportal.publishing.actions import Approve, Correct, Return, Submit, review_of
from budgetportal.publishing.answers import AnswerFinding
from budgetportal.publishing.leases import MOST_ATTEMPTS
from budgetportal.publishing.models import Job
from budgetportal.publishing.state import State
from budgetportal.rendering import formats
from budgetportal.rendering.stamp import Stamp
from budgetportal.units.models import Membership, Person, Role, Unit
from tests.disclosure.examples import WORK, indicator, performance, project, small_filing

ROLES = {
    "accountant": Role.ACCOUNTANT,
    "reviewer": Role.REVIEWER,
    "second_reviewer": Role.REVIEWER,
    "publisher": Role.PUBLISHER,
    "bureau": Role.BUREAU,
    "auditor": Role.AUDITOR,
}


def draft(filing: BudgetFiling | None = None) -> FilingRecord:
    record, problems = create_from(filing or small_filing())
    assert record is not None, problems
    return record


def draft_of(code: str, filing: BudgetFiling | None = None) -> FilingRecord:
    """A filing of a unit of its own."""
    whole = filing or small_filing()
    return draft(dataclasses.replace(whole, unit=dataclasses.replace(whole.unit, code=code)))


def people(unit: Unit) -> SimpleNamespace:
    found = {name: Person.objects.create_user(name) for name in ROLES}
    for name, role in ROLES.items():
        Membership.objects.create(person=found[name], unit=unit, role=role)
    other, _ = Unit.objects.get_or_create(code="other", defaults={"name": "另一单位", "region": "650100"})
    stranger = Person.objects.create_user("stranger")
    for role in (Role.ACCOUNTANT, Role.REVIEWER, Role.PUBLISHER):
        Membership.objects.create(person=stranger, unit=other, role=role)
    return SimpleNamespace(**found, stranger=stranger)


def render_all() -> None:
    """Make what waits, as a worker would; a document that this run has made already is not rendered again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "RENDERERS", RENDERED_ONCE)
        while waiting := list(Job.objects.waiting().values_list("pk", flat=True)):
            for job in waiting:
                outbox.run(job)


def rendered_once(output: str) -> formats.Renderer:
    """A renderer that remembers: its bytes follow from the filing and the stamp (tests/publishing/test_making.py)."""
    known: dict[tuple[Stamp, bytes], bytes] = {}

    def render(document: Document, stamp: Stamp, filing: bytes) -> bytes:
        if (stamp, filing) not in known:
            known[stamp, filing] = formats.RENDERERS[output](document, stamp, filing)
        return known[stamp, filing]

    return render


RENDERED_ONCE = {output: rendered_once(output) for output in formats.RENDERERS}


def use_up_attempts(record: FilingRecord) -> None:
    outbox.needed(record.pk).filter(finished_at=None).update(attempts=MOST_ATTEMPTS, error="字体缺失")


def bring_to(state: State, record: FilingRecord, who: SimpleNamespace) -> None:
    """Bring a draft to a state, by the steps that lead there."""
    if state is State.DRAFT:
        return
    answer_all(record, who.accountant)
    Submit(record, who.accountant).execute()
    if state is State.RETURNED:
        Return(record, who.reviewer, "核对收入合计。").execute()
    elif state is not State.SUBMITTED:
        Approve(record, who.reviewer).execute()
        if state is State.FAILED:
            use_up_attempts(record)
        elif state is not State.GENERATING:
            render_all()
            if state is State.CORRECTING:
                Correct(record, who.accountant, "补列一个项目。").execute()


def answer_all(record: FilingRecord, accountant: Person) -> None:
    """Say why each open warning stands."""
    for remark in review_of(record).unanswered:
        AnswerFinding(record, accountant, remark.key, "示例数据，情况属实。").execute()


def long_filing(projects: int = 60) -> BudgetFiling:
    """A sound filing whose PDF takes many seconds: each project has its explanation and its performance table."""
    rows = tuple(_long_project(number) for number in range(projects))
    whole, more = small_filing(), sum((row.amounts["302"] for row in rows), Decimal(0))
    return dataclasses.replace(
        whole,
        projects=(*whole.projects, *rows),
        income=tuple(_raised(row, more) for row in whole.income),
        expenditure=tuple(_raised(row, more) for row in whole.expenditure),
    )


def _raised(row: Any, more: Decimal) -> Any:
    """A row of the projects' function with more money."""
    return dataclasses.replace(row, amount=row.amount + more) if row.function == WORK else row


def _long_project(number: int) -> Project:
    indicators = tuple(indicator(level3=f"第 {number} 项服务第 {n} 个窗口的年度办件数量") for n in range(20))
    return project(
        name=f"便民服务第 {number} 项",
        amounts={"302": str(Decimal("0.01"))},
        policy_basis="按照年度服务计划设立，由各窗口共同承担。" * 8,
        performance=performance("0.01", indicators=indicators),
    )


@contextlib.contextmanager
def broker_at(url: str):
    """Let this process send its wake-ups to another Redis."""
    before = app.conf.broker_url
    try:
        _use_broker(url)
        yield
    finally:
        _use_broker(before)


def _use_broker(url: str) -> None:
    app.conf.broker_url = app.conf.broker_write_url = app.conf.broker_read_url = url
    app._after_fork()  # forgets connections and producers


def give_roles(unit: Unit, who: SimpleNamespace) -> None:
    """Let the people have their roles in one more unit."""
    Membership.objects.bulk_create(
        Membership(person=getattr(who, name), unit=unit, role=role) for name, role in ROLES.items()
    )
