"""A filing is held against what its unit has published of other kinds and years, on the findings page and at 送审."""

import dataclasses
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.disclosure.intake import take
from budgetportal.filings import storage
from budgetportal.filings.entry.kept_tally import kept, marked, tally_of
from budgetportal.filings.entry.links import Links
from budgetportal.filings.models import FilingRecord
from budgetportal.publishing.actions import Approve, Correct, Refused, Submit, review_of
from budgetportal.publishing.answers import AnswerFinding
from budgetportal.publishing.models import ArtefactName, Version
from budgetportal.publishing.neighbours import neighbours
from budgetportal.publishing.state import State
from budgetportal.units.access import has_role
from budgetportal.units.models import Role
from tests.disclosure.final_examples import balances, full_final, full_report
from tests.portal import press
from tests.publishing import scenes
from tests.publishing.test_findings import REASON

HELD = {"S7", "S7.1", "S7.2", "S7.3", "S9.1", "F17.3", "F18", "F18.1"}


@pytest.fixture
def real(shared_folder, db):
    """Store a published filing as a draft of its unit, as it is or with other members."""

    def store(name, **members):
        filing, problems = take((shared_folder / "filings" / f"{name}.json").read_bytes())
        assert filing, problems
        return scenes.draft(dataclasses.replace(filing, issued_on=date(2024, 8, 20), **members))

    return store


def people_of(record):
    found = scenes.people(record.unit)
    assert has_role(found.accountant, record.unit, Role.ACCOUNTANT)
    return found


def told(record):
    """What the rules say that hold a filing against other disclosures: number, place, figures."""
    listed = [one.finding for one in review_of(record).remarks if one.finding.rule in HELD]
    return [(one.rule, one.place, one.expected, one.found) for one in listed if one.severity.value != "not_checked"]


def unchecked(record):
    return {one.finding.rule for one in review_of(record).not_checked} & HELD


def stored(record):
    """The entries as the database has them now."""
    return storage.load(FilingRecord.objects.select_related("unit__parent").get(pk=record.pk))


def findings_page(record):
    return reverse("publishing:findings", args=[record.pk])


# ----------------------------------------------------------------------------------- a real published filing


def test_accounts_are_held_against_the_published_report_of_their_year(real, signed_in):
    """The published self-evaluation of a district: 181.59 of 基本支出, 2.40 of 项目支出, 187.84 of 全年预算数."""
    report = real("self-evaluation-2023-department")
    people = people_of(report)
    record = scenes.draft(dataclasses.replace(full_final(), unit=stored(report).unit))
    assert unchecked(record) >= {"S7", "S7.1", "S7.3", "S9.1", "F17.3"}
    scenes.bring_to(State.PUBLISHED, report, people)
    assert ("S7", "expenditure[0].amount", "181.59", "115.00") in told(record)
    assert ("S9.1", "expenditure[2].amount", "2.40", "80.00") in told(record)
    assert ("F17.3", "performance_summary.unit_budget", "187.84", "220.00") in told(record)
    page = signed_in(people.accountant).get(findings_page(record)).content.decode()
    assert "2023 年部门决算“支出”基本支出合计" in page
    assert "已公开的 2023 年绩效自评“预算执行情况 基本支出实际支出” 181.59 万元，相差 66.59 万元" in page
    assert "/table/expenditure/#expenditure-0-amount" in page
    assert "写入说明" in page  # a warning: it may stand, with a reason


def test_the_year_before_is_held_against_the_published_accounts_of_the_year_after(real, signed_in):
    """Published accounts of 2023 began with 0.09 and 7.10; those of 2022, come later, say that they ended with 0.19."""
    published = real("final-2023-department")
    people = people_of(published)
    scenes.bring_to(State.PUBLISHED, published, people)
    left = stored(published).balances
    closing = dataclasses.replace(left.closing, fiscal_general=Decimal("0.19"))
    earlier = real(
        "final-2023-department", fiscal_year=2022, balances=dataclasses.replace(left, closing=closing, opening=closing)
    )
    assert told(earlier) == [("F18", "balances.closing.fiscal_general", "0.09", "0.19")]
    page = signed_in(people.accountant).get(findings_page(earlier)).content.decode()
    assert "已公开的 2023 年部门决算“结转和结余 年初结转和结余 一般公共预算财政拨款” 0.09 万元" in page
    storage.store(earlier, dataclasses.replace(stored(earlier), balances=left))
    assert told(earlier) == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("budget-2020-department", "projects[2].subsidy.recipients"),
        ("budget-2020-department", "projects[2].subsidy.standard"),
        ("budget-2020-department", "projects[2].period"),
        ("final-2023-department", "expenditure[2].amount"),
        ("final-2023-department", "balances.closing.other"),
        ("final-2023-department", "initial_budget.fiscal_total"),
        ("final-2023-department", "performance_summary.unit_tables"),
        ("final-2023-department", "self_evaluations[1].budget"),
        ("self-evaluation-2023-department", "budget.basic_spent"),
        ("self-evaluation-2023-department", "projects[0].spent"),
    ],
)
def test_every_place_leads_to_its_cell(real, signed_in, name, place):
    record = real(name)
    address, _, target = Links(record, stored(record)).address(place).partition("#")
    html = signed_in(people_of(record).accountant).get(address).content.decode()
    assert re.search(rf'<(input|select|textarea)[^>]* id="{re.escape(target)}"', html), place


def test_a_table_without_such_a_row_leads_to_the_table(real):
    record = real("final-2023-department")
    assert "/table/expenditure/" in Links(record, stored(record)).address("expenditure")


# ------------------------------------------------------------------------------------------- in the workflow


@pytest.fixture
def report(db):
    return scenes.draft(full_report())


@pytest.fixture
def people(report):
    return people_of(report)


@pytest.fixture
def accounts(report):
    """Accounts of the same unit and year, of other figures."""
    return scenes.draft(dataclasses.replace(full_final(), unit=stored(report).unit))


def publish(record, people):
    """Approve the filing; its files are those of the press, which nobody reads here."""
    scenes.bring_to(State.GENERATING, record, people)
    print_newest(record)


def print_newest(record):
    newest, *older = record.versions.order_by("-number")
    press.make(newest)
    for version in older:
        press.make(version, [ArtefactName.SUPERSEDED_PAGE])


def test_only_what_is_public_counts(report, people, accounts):
    scenes.bring_to(State.GENERATING, report, people)
    assert neighbours(accounts).others == ()
    print_newest(report)
    (found,) = neighbours(accounts).others
    assert found.fiscal_year == 2023
    assert {rule for rule, *_ in told(accounts)} >= {"S7", "S9.1", "F17.3"}


def test_the_newest_public_version_counts(report, people, accounts):
    publish(report, people)
    Correct(report, people.accountant, "基本支出少列。").execute()
    whole = stored(report)
    more = dataclasses.replace(whole.budget, basic_spent=Decimal("51.00"), spent=Decimal("82.00"))
    storage.store(report, dataclasses.replace(whole, budget=more))
    assert ("S7", "expenditure[0].amount", "50.00", "115.00") in told(accounts)  # the correction is no version yet
    scenes.answer_all(report, people.accountant)
    Submit(report, people.accountant).execute()
    Approve(report, people.reviewer).execute()
    print_newest(report)
    assert ("S7", "expenditure[0].amount", "51.00", "115.00") in told(accounts)


def test_another_unit_or_year_is_no_neighbour(report, people, accounts):
    publish(report, people)
    other = dataclasses.replace(full_final(), unit=dataclasses.replace(full_final().unit, code="650100-other"))
    assert neighbours(scenes.draft(other)).others == ()
    assert neighbours(scenes.draft(dataclasses.replace(full_final(), fiscal_year=2022))).others == ()


def test_a_contradiction_stops_the_filing_until_it_is_explained(report, people, accounts):
    publish(report, people)
    storage.store(accounts, dataclasses.replace(stored(accounts), issued_on=date(2024, 8, 20)))
    answers = [one for one in review_of(accounts).unanswered if one.finding.rule != "S7"]
    for one in answers:
        AnswerFinding(accounts, people.accountant, one.key, REASON).execute()
    with pytest.raises(Refused, match=r"S7 2023 年部门决算“支出”基本支出合计"):
        Submit(accounts, people.accountant).execute()
    scenes.answer_all(accounts, people.accountant)
    assert Submit(accounts, people.accountant).execute().pk


# --------------------------------------------------------------------------------------- queries and counts


def queries(ask):
    with CaptureQueriesContext(connection) as found:
        ask()
    return len(found)


def test_what_a_filing_is_held_against_costs_one_query(report, people, accounts):
    assert queries(lambda: neighbours(accounts)) == 1
    before = queries(lambda: review_of(accounts))
    publish(report, people)
    for year in (2022, 2024):
        publish(scenes.draft(dataclasses.replace(balanced(), fiscal_year=year)), people)
    found = neighbours(accounts)
    assert found.last is not None
    assert len(found.others) == 2
    assert queries(lambda: neighbours(accounts)) == 1
    assert queries(lambda: review_of(accounts)) == before


def balanced():
    """Accounts whose only claim is their balances."""
    nothing = dict.fromkeys(("income", "expenditure", "basic_by_economic", "comparisons"), ())
    return dataclasses.replace(full_final(), **nothing, balances=balances())


def test_the_findings_page_costs_the_same_queries_whatever_is_published(report, people, accounts, signed_in):
    client = signed_in(people.accountant)
    client.get(findings_page(accounts))
    before = queries(lambda: client.get(findings_page(accounts)))
    publish(report, people)
    assert queries(lambda: client.get(findings_page(accounts))) == before


def fresh(record):
    return kept(marked(FilingRecord.objects.filter(pk=record.pk)).get())


def test_a_kept_count_is_made_anew_when_a_neighbour_is_published(report, people, accounts):
    tally_of(accounts)
    assert fresh(accounts) is not None
    publish(report, people)
    assert fresh(accounts) is None
    tally_of(accounts)
    first = report.versions.get().pk
    assert marked(FilingRecord.objects.filter(pk=accounts.pk)).get().review_mark == f"0/{first}"
    publish(scenes.draft(dataclasses.replace(balanced(), fiscal_year=2024)), people)
    assert fresh(accounts) is None
    mark = marked(FilingRecord.objects.filter(pk=accounts.pk)).get().review_mark
    assert mark == f"0/{first},{Version.objects.latest('pk').pk}"


def test_a_kept_count_stays_when_something_else_is_published(report, people, accounts):
    tally_of(accounts)
    publish(scenes.draft(dataclasses.replace(full_report(), fiscal_year=2022)), people)
    assert fresh(accounts) is not None
