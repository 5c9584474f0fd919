"""What is frozen carries last year's published figures."""

import dataclasses
from decimal import Decimal

import pytest
from django.urls import reverse

from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.filings import storage
from budgetportal.publishing import versions
from budgetportal.publishing.actions import Approve, Correct, Submit
from budgetportal.publishing.making import filing_of
from budgetportal.publishing.models import Version
from budgetportal.publishing.state import State
from tests.disclosure.examples import small_filing
from tests.publishing import scenes


@pytest.fixture
def last_year(db):
    filing = dataclasses.replace(small_filing(), fiscal_year=2023)
    return scenes.draft(filing)


@pytest.fixture
def people(last_year):
    return scenes.people(last_year.unit)


@pytest.fixture
def this_year(last_year):
    typed = Comparison(topic="general.basic", prior=Decimal("1.00"), reason="人员增加")
    return scenes.draft(dataclasses.replace(small_filing(), comparisons=(typed,)))


def approved(record, people) -> BudgetFiling:
    scenes.answer_all(record, people.accountant)
    Submit(record, people.accountant).execute()
    Approve(record, people.reviewer).execute()
    found = filing_of(Version.objects.filter(record=record).latest("number"))
    assert isinstance(found, BudgetFiling)
    return found


def test_version_takes_last_years_figures_from_the_published_filing(last_year, this_year, people):
    scenes.bring_to(State.PUBLISHED, last_year, people)
    rows = {row.topic: row for row in approved(this_year, people).comparisons}
    assert rows["general.basic"] == Comparison(topic="general.basic", prior=Decimal("170.00"), reason="人员增加")
    assert rows["official.total"].prior is not None
    assert storage.load(this_year).comparisons[0].prior == Decimal("1.00")  # what was typed stays as it was typed


def test_what_is_not_public_is_not_last_year(last_year, this_year, people):
    scenes.bring_to(State.GENERATING, last_year, people)
    assert versions.filing_of_last_year(this_year) is None
    assert approved(this_year, people).comparisons == storage.load(this_year).comparisons


def test_last_year_is_its_newest_public_version(last_year, this_year, people):
    scenes.bring_to(State.PUBLISHED, last_year, people)
    Correct(last_year, people.accountant, "人员经费少列。").execute()
    storage.store(last_year, with_ten_more(dataclasses.replace(small_filing(), fiscal_year=2023)))
    scenes.answer_all(last_year, people.accountant)
    Submit(last_year, people.accountant).execute()
    Approve(last_year, people.reviewer).execute()
    scenes.render_all()
    assert {row.topic: row.prior for row in approved(this_year, people).comparisons}["general.basic"] == Decimal(
        "180.00"
    )


def with_ten_more(filing: BudgetFiling) -> BudgetFiling:
    """The filing with 10.00 万元 more of 人员经费, in every table that holds it."""

    def raised(rows):
        return (dataclasses.replace(rows[0], amount=rows[0].amount + 10), *rows[1:])

    tables = ("income", "expenditure", "basic_by_economic")
    return dataclasses.replace(filing, **{table: raised(getattr(filing, table)) for table in tables})


def test_another_unit_is_no_last_year(last_year, people):
    scenes.bring_to(State.PUBLISHED, last_year, people)
    other = scenes.draft_of("650100-other")
    assert versions.filing_of_last_year(other) is None


def test_preview_shows_what_would_be_published(last_year, this_year, people, client):
    scenes.bring_to(State.PUBLISHED, last_year, people)
    client.force_login(people.accountant, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("publishing:preview", args=[this_year.pk])).content.decode()
    assert "比上年预算增加0.00万元，增长0.00%" in page
    assert "比上年预算增加169.00万元" not in page


@pytest.mark.parametrize("state", [State.PUBLISHED, State.GENERATING])
def test_public_indicators_of_last_year_can_be_copied(last_year, this_year, people, client, state):
    scenes.bring_to(state, last_year, people)
    client.force_login(people.accountant)
    address = reverse("admin:filings_filingrecord_row_indicators", args=[this_year.pk, "projects", "new-0a1b2c3d"])
    offered = client.get(address, headers={"accept": "application/json"}).json()["origins"]
    of_last_year = [one for one in offered if one["group"] == "2023 年已公开"]
    assert bool(of_last_year) == (state is State.PUBLISHED)
    for one in of_last_year:
        rows = client.get(address, {"from": one["key"]}, headers={"accept": "application/json"}).json()["rows"]
        assert len(rows) == one["count"] > 0
