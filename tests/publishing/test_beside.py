"""The findings beside an entry page: those of the page first, each with its figures and the way to all its cells."""

import dataclasses
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.filing import Filing
from budgetportal.filings import storage
from budgetportal.filings.entry.links import Links
from budgetportal.filings.models import WorkingCopy
from budgetportal.publishing.findings_page import Beside, FindingsPage
from budgetportal.publishing.state import State
from tests.disclosure.examples import small_filing
from tests.publishing import scenes
from tests.publishing.test_findings import REASON, with_weight

FILINGS = (
    "budget-2020-department", "budget-2023-unit", "budget-2024-unit", "final-2023-department",
    "self-evaluation-2023-department",
)  # fmt: skip


def page_of(record, key="income"):
    return reverse("admin:filings_filingrecord_table", args=[record.pk, key])


def beside(record, key="income"):
    return f"{reverse('publishing:beside', args=[record.pk])}?page={page_of(record, key)}"


def unbalanced():
    """More is received than spent under one code: B13, of two tables."""
    whole = small_filing()
    first = dataclasses.replace(whole.income[0], amount=whole.income[0].amount + Decimal("100.00"))
    return dataclasses.replace(whole, income=(first, *whole.income[1:]))


def sections(record, key):
    return dict(Beside(FindingsPage.of(record, writable=False), page_of(record, key)).sections)


def test_a_finding_names_both_figures_their_difference_and_the_cells_of_both_tables(db):
    record = scenes.draft(unbalanced())
    (line,) = [line for line in sections(record, "income")["本页"] if line.finding.rule == "B13"]
    figures = line.finding.expected, line.finding.found, line.finding.difference
    assert figures == ("150.00", "250.00", "100.00")
    assert line.address == f"{page_of(record, 'income')}#income-0-amount"
    assert line.also[0][1].startswith(f"{page_of(record, 'expenditure')}#expenditure-")
    assert line.also[0][0].startswith("支出 第")


def test_the_findings_of_the_page_come_first(db):
    record = scenes.draft(unbalanced())
    assert {line.finding.rule for line in sections(record, "expenditure")["本页"]} >= {"B13"}
    there = sections(record, "procurement")
    assert "本页" not in there
    assert {line.finding.rule for line in there["其他表"]} >= {"B13"}


@pytest.mark.parametrize("key", ["change", "income"])
def test_every_entry_page_shows_them(key, people, draft, signed_in):
    storage.store(draft, unbalanced())
    address = reverse("admin:filings_filingrecord_change", args=[draft.pk]) if key == "change" else page_of(draft)
    html = signed_in(people.accountant).get(address).content.decode()
    assert 'aria-labelledby="findings-title"' in html
    assert "相差 " in html


def test_what_is_approved_has_none(people, draft, signed_in):
    scenes.bring_to(State.PUBLISHED, draft, people)
    assert 'id="findings"' not in signed_in(people.accountant).get(page_of(draft)).content.decode()


def test_a_draft_is_said_not_to_be_checked(people, draft, signed_in):
    client = signed_in(people.accountant)
    assert "还不在检查之内" not in client.get(beside(draft)).content.decode()
    WorkingCopy.objects.create(filing=draft, page="income", draft=True)
    WorkingCopy.objects.create(filing=draft, page="projects", row="0", draft=True)  # of a row that is gone
    html = client.get(beside(draft)).content.decode()
    assert html.count("还不在检查之内") == 1
    assert "“收入”有没有存入的内容" in html


# ------------------------------------------------------------------------------------------------ links


def one_of_each(filing):
    """The places that findings name: of each kind of place one. Every amount is put wrong in turn."""
    found = {}
    for changed in (filing, *changed_amounts(filing)):
        for finding in check(changed):
            for place in (finding.place, *finding.also):
                found.setdefault(re.sub(r"\d+", "", place), (changed, place))
    return [pair for key, pair in found.items() if key]


def changed_amounts(value):
    """The record with each of its decimals larger in turn, the first three rows of a list at most."""
    for field in dataclasses.fields(value):
        there = getattr(value, field.name)
        for other in changed_value(there):
            yield dataclasses.replace(value, **{field.name: other})


def changed_value(there):
    if isinstance(there, Decimal):
        yield there + Decimal("3.00")
    elif isinstance(there, int) and not isinstance(there, bool):
        yield there + 3
    elif dataclasses.is_dataclass(there):
        yield from changed_amounts(there)
    elif isinstance(there, tuple):
        for n, row in enumerate(there[:3]):
            if dataclasses.is_dataclass(row):
                yield from ((*there[:n], other, *there[n + 1 :]) for other in changed_amounts(row))


def edition_kept(changed, filing):
    return changed.fiscal_year == filing.fiscal_year


@pytest.mark.parametrize("name", FILINGS)
def test_every_link_leads_to_an_input(name, shared_folder, signed_in, db):
    filing, problems = read_filing((shared_folder / "filings" / f"{name}.json").read_bytes())
    assert isinstance(filing, Filing), problems
    record = scenes.draft(filing)
    client = signed_in(scenes.people(record.unit).accountant)
    pages, places = {}, [pair for pair in one_of_each(filing) if edition_kept(pair[0], filing)]
    assert len(places) > 8
    for changed, place in places:
        address, _, target = Links(record, changed).address(place).partition("#")
        if address not in pages:
            pages[address] = client.get(address).content.decode()
        if place in ("projects", "self_evaluations"):
            assert not target  # a list of links
        else:
            assert re.search(rf'<(input|select|textarea)[^>]* id="{re.escape(target)}"', pages[address]), place


# ---------------------------------------------------------------------------------------------- answers


def key_of(record, rule="B38.1"):
    return next(
        remark.key for remark in FindingsPage.of(record, writable=True).review.warnings if remark.finding.rule == rule
    )


def test_a_warning_is_explained_beside_the_page(people, draft, signed_in):
    storage.store(draft, with_weight("20"))
    client, key = signed_in(people.accountant), key_of(draft)
    html = client.get(beside(draft)).content.decode()
    assert "1 个提醒待说明" in html
    assert html.count("<textarea") == 1  # the warning's; hints and errors take none
    answer = client.post(beside(draft), {"key": key, "explanation": "短"})
    assert answer.status_code == 409
    assert "至少 4 个字" in answer.content.decode()
    assert ">短</textarea>" in answer.content.decode()
    html = client.post(beside(draft), {"key": key, "explanation": REASON}).content.decode()
    assert "1 个已说明" in html
    assert REASON in html


def test_an_error_cannot_be_explained(people, draft, signed_in):
    storage.store(draft, unbalanced())
    client = signed_in(people.accountant)
    error = FindingsPage.of(draft, writable=True).review.errors[0]
    assert "<textarea" not in client.get(beside(draft)).content.decode().split("其他表")[0]
    assert client.post(beside(draft), {"key": error.key, "explanation": REASON}).status_code == 409


def test_without_script_the_answer_leads_back_to_the_entry_page_and_nowhere_else(people, draft, signed_in):
    storage.store(draft, with_weight("20"))
    client, address = signed_in(people.accountant), reverse("publishing:findings", args=[draft.pk])
    sent = {"key": key_of(draft), "explanation": REASON}
    assert client.post(address, sent | {"back": page_of(draft)})["Location"] == page_of(draft)
    for elsewhere in ("https://example.org/", "//example.org/", ""):
        assert client.post(address, sent | {"back": elsewhere})["Location"] == address


@pytest.mark.parametrize("name", ["reviewer", "auditor", "stranger"])
def test_others_answer_nothing(name, people, draft, signed_in):
    storage.store(draft, with_weight("20"))
    client = signed_in(getattr(people, name))
    html = client.get(beside(draft)).content.decode()
    assert "<textarea" not in html
    assert client.post(beside(draft), {"key": key_of(draft), "explanation": REASON}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_findings(people, draft, signed_in):
    client, counts = signed_in(people.accountant), []
    for filing in (small_filing(), unbalanced()):
        storage.store(draft, filing)
        client.get(beside(draft))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(beside(draft))
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1  # keys of the rows that have pages, where a finding leads there
    assert counts[1] <= 30
