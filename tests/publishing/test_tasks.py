"""The task list: statuses, declarations of empty tables, what keeps a filing from being submitted; kept counts."""

import dataclasses
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.disclosure.completeness import printed_tables
from budgetportal.disclosure.filing import Approval
from budgetportal.disclosure.kinds import kind_of
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.filings import storage
from budgetportal.filings.emptiness import Table, declared, empty_tables, unsettled
from budgetportal.filings.entry.declaring import NOT_EMPTY, WAITING, Declaration
from budgetportal.filings.entry.groups import GROUPS
from budgetportal.filings.entry.kept_tally import kept, marked, tally_of
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.entry.saving import CLOSED
from budgetportal.filings.models import EmptyTable, FilingRecord, KeptTally, WorkingCopy
from budgetportal.publishing.actions import Refused, Submit
from budgetportal.publishing.models import Answer
from budgetportal.publishing.state import State, of
from tests.disclosure.examples import filing, official, small_filing, spent
from tests.filings.complete import complete_filing
from tests.publishing import scenes


def store(record, **members):
    storage.store(record, dataclasses.replace(small_filing(), **members))


def status(record, key):
    return tally_of(record).by_page[key].status


@pytest.fixture
def blank(draft):
    """A filing that nobody has declared anything of."""
    EmptyTable.objects.all().delete()
    return draft


# ------------------------------------------------------------------------------------ declaring and submitting


def test_imported_file_is_whole_and_its_empty_tables_are_declared(draft, people):
    assert unsettled(small_filing(), declared(draft)) == []
    assert set(empty_tables(small_filing())) == declared(draft)
    assert Submit(draft, people.accountant).execute().pk


def test_submission_names_the_tables_that_are_neither_filled_nor_declared(blank, people):
    with pytest.raises(
        Refused, match=r"还有 3 张表没有数，也没有声明为空表：表 8《政府性基金预算支出情况表》、表 9"
    ) as refused:
        Submit(blank, people.accountant).execute()
    assert "在“填报任务”中声明为空表" in refused.value.problems[0]
    assert of(blank) is State.DRAFT


def test_submission_opens_with_the_last_declaration(blank, people):
    missing = [table for table in empty_tables(small_filing()) if table.printed]
    assert len(missing) == 3
    for n, table in enumerate(missing):
        assert Submit(blank, people.accountant).obstacles() != [], n
        assert Declaration(blank, table).execute() == []
    assert Submit(blank, people.accountant).obstacles() == []
    Declaration(blank, missing[0], taken_back=True).execute()
    assert "还有 1 张表" in Submit(blank, people.accountant).obstacles()[0]


def test_empty_entry_table_settles_what_is_made_of_it_alone(blank, people):
    store(blank, official_expenses=())
    before = len(unsettled(storage.load(blank), declared(blank)))
    assert Declaration(blank, Table("official_expenses")).execute() == []
    left = unsettled(storage.load(blank), declared(blank))
    assert len(left) == before - 1
    assert not any("三公" in name for name in left)
    assert Declaration(blank, Table("projects")).execute() == [NOT_EMPTY]


def test_table_with_contents_is_not_declared_empty(blank):
    assert Declaration(blank, Table("income")).execute() == [NOT_EMPTY]
    filled = next(table.key for table in printed_tables(small_filing()) if table.filled)
    assert Declaration(blank, Table(filled, printed=True)).execute() == [NOT_EMPTY]
    assert declared(blank) == frozenset()


def test_table_with_a_draft_is_not_declared_empty(blank):
    store(blank, official_expenses=())
    WorkingCopy.objects.create(filing=blank, page="official_expenses", draft=True)
    assert Declaration(blank, Table("official_expenses")).execute() == [WAITING]


def test_declaration_goes_when_something_is_entered(draft):
    store(draft, official_expenses=())
    Declaration(draft, Table("official_expenses")).execute()
    kept_declarations = declared(draft) - {Table("official_expenses")}
    storage.replace_member(draft, "official_expenses", small_filing())
    assert declared(draft) == kept_declarations
    fund = spent("8.00", function="2120803", source="fund")
    store(draft, expenditure=(*small_filing().expenditure, fund))
    assert len(declared(draft)) == len(kept_declarations) - 1
    store(draft)
    assert len(unsettled(small_filing(), declared(draft))) == 1  # what was declared once is not declared for ever


def test_declaring_twice_is_declaring_once(blank):
    table = next(table for table in empty_tables(small_filing()) if table.printed)
    for _ in range(2):
        assert Declaration(blank, table).execute() == []
    assert EmptyTable.objects.count() == 1


def test_declarations_are_closed_with_the_entries(draft, people):
    table = next(iter(declared(draft)))
    Submit(draft, people.accountant).execute()
    assert Declaration(draft, table, taken_back=True).execute() == [CLOSED]
    with pytest.raises(DatabaseError, match="已送审或已批准"), transaction.atomic():
        EmptyTable.objects.filter(filing=draft).delete()
    with pytest.raises(DatabaseError, match="已送审或已批准"), transaction.atomic():
        EmptyTable.objects.create(filing=draft, table="income")


def test_self_evaluation_wants_each_of_its_entry_tables(db):
    whole = dataclasses.replace(complete_filing(DisclosureKind.SELF_EVALUATION), problems=())
    record = scenes.draft(whole)
    assert tally_of(record).settled == len(PAGES[kind_of(whole)].tables)
    EmptyTable.objects.all().delete()
    assert unsettled(whole, declared(record)) == [f"“{PAGES[kind_of(whole)].table('problems').label}”"]


# ---------------------------------------------------------------------------------------------- statuses


def test_statuses_of_pages(blank):
    store(blank, official_expenses=(), income=small_filing().income[:-1], approval=Approval(date=date(2024, 2, 1)))
    tally = tally_of(blank)
    known = {key: page.status for key, page in tally.by_page.items()}
    assert known["facts"] == known["profile"] == known["projects"] == "done"
    assert known["official_expenses"] == known["wording"] == "not_started"
    assert known["expenditure"] == "faulty"
    assert list(tally.totals) == ["220.00", "225.00", "-5.00"]
    assert not any(page.errors for page in tally.pages if page.status != "faulty")
    Declaration(blank, Table("official_expenses")).execute()
    assert status(blank, "official_expenses") == "empty"


def test_draft_that_lacks_amounts_is_being_filled_in_and_one_with_a_wrong_cell_is_faulty(blank):
    content = {"fields": {}, "grids": {"income": [row("r1", ""), row("r2", "5.00")]}}
    copy = WorkingCopy.objects.create(filing=blank, page="income", draft=True, content=content)
    page = tally_of(blank).by_page["income"]
    assert (page.status, page.missing, page.errors) == ("in_progress", 1, 0)
    assert page.note == "1 处没有填"
    copy.content["grids"]["income"][0]["cells"]["amount"] = "1.2.3"
    copy.save()
    page = tally_of(blank).by_page["income"]
    assert (page.status, page.missing, page.errors) == ("faulty", 0, 1)


def row(row_id, amount):
    return {"id": row_id, "cells": {"function": f"201030{row_id[1]}", "source": "general", "amount": amount}}


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_stands_in_one_group(kind):
    keys = [key for _, listed in GROUPS[kind] for key in listed]
    assert sorted(keys) == sorted(page.key for page in PAGES[kind].all if not page.is_raw)


# ------------------------------------------------------------------------------------------------ counts


def fresh(record):
    return kept(marked(FilingRecord.objects.filter(pk=record.pk)).get())


def test_count_is_kept_until_something_changes_that_it_is_made_of(draft, people):
    first = tally_of(draft)
    assert fresh(draft) == first
    changes = [
        lambda: store(draft, official_expenses=(official("1.30"),)),
        lambda: WorkingCopy.objects.create(filing=draft, page="income", draft=True),
        lambda: WorkingCopy.objects.get().save(),
        lambda: WorkingCopy.objects.update(draft=False),
        lambda: EmptyTable.objects.filter(filing=draft).first().delete(),
        lambda: Answer.objects.create(record=draft, person=people.accountant, rule="C1", explanation="情况属实。"),
    ]
    for n, change in enumerate(changes):
        change()
        assert fresh(draft) is None, n
        assert tally_of(draft) == fresh(draft), n
    assert KeptTally.objects.count() == 1


def test_publication_of_last_year_is_one_of_these_things(draft, people):
    this = scenes.draft(dataclasses.replace(small_filing(), fiscal_year=2025, edition="xinjiang-budget-2025"))
    tally_of(this)
    assert fresh(this) is not None
    scenes.bring_to(State.PUBLISHED, draft, people)
    assert fresh(this) is None


def test_kept_count_costs_one_query(draft):
    tally_of(draft)
    with CaptureQueriesContext(connection) as queries:
        tally_of(draft)
    assert len(queries) == 1


def test_drafts_of_many_projects_cost_the_same_queries(blank, people):
    counts = []
    for n in (1, 30):
        WorkingCopy.objects.all().delete()
        WorkingCopy.objects.bulk_create(
            WorkingCopy(
                filing=blank, page="projects", token=f"new-{i:08x}", draft=True, revision=1,
                content={"fields": {"name": f"项目{i}", "function": "2010302", "source": "general"}, "grids": {}},
            )
            for i in range(n)
        )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            page = tally_of(blank).by_page["projects"]
        counts.append(len(queries))
        assert page.missing == n
        assert page.rows == f"草稿 {n + 1} 行"
    assert counts[0] == counts[1]


# ------------------------------------------------------------------------------------------------- pages


def tasks(record):
    return reverse("admin:filings_filingrecord_tasks", args=[record.pk])


def test_declaring_is_one_click_and_taking_back_another(blank, people, signed_in):
    store(blank, official_expenses=())
    client = signed_in(people.accountant)
    for action, said, label in (("declare", "“三公”经费”：已声明为空表", "空表"), ("take_back", "已撤回", "未开始")):
        answer = client.post(tasks(blank), {"table": "official_expenses", "action": action}, follow=True)
        assert answer.redirect_chain[-1][0].endswith("/change/#tasks")
        assert said in answer.content.decode()
        assert tally_of(blank).by_page["official_expenses"].label == label
    answer = client.post(tasks(blank), {"table": "income", "action": "declare"}, follow=True)
    assert "表中有内容，不是空表" in answer.content.decode()


def test_reviewers_look_and_do_not_declare(blank, people, signed_in):
    client = signed_in(people.reviewer)
    assert client.get(tasks(blank)).status_code == 200
    assert client.post(tasks(blank), {"table": "wording", "action": "declare"}).status_code == 404
    assert "declare" not in client.get(reverse("admin:filings_filingrecord_change", args=[blank.pk])).content.decode()
    assert signed_in(people.accountant).post(tasks(blank), {"table": "nothing"}).status_code == 404


def test_disabled_submission_says_why_on_the_page(blank, people, signed_in):
    page = signed_in(people.accountant).get(reverse("admin:filings_filingrecord_change", args=[blank.pk]))
    text = page.content.decode()
    assert "还有 3 张表没有数，也没有声明为空表" in text
    assert reverse("publishing:action", args=[blank.pk, "submit"]) not in text


def test_parts_of_the_page_are_asked_for_by_name(draft, people, signed_in):
    client = signed_in(people.accountant)
    for_table = client.get(tasks(draft), {"page": "income"}).content.decode()
    assert 'data-side="income" data-rest="0.00"' in for_table
    assert "填报任务" not in for_table
    assert "填报任务" in client.get(tasks(draft), {"page": "facts"}).content.decode()
    assert "11 / 11 张表" in client.get(tasks(draft), {"page": "home"}).content.decode()


def test_filing_with_nothing_in_it_counts_nothing(db, people):
    record = scenes.draft_of("empty", filing())
    EmptyTable.objects.all().delete()
    tally = tally_of(record)
    assert (tally.settled, len(tally.tables), tally.errors) == (0, 11, 0)
    assert {page.status for page in tally.pages} == {"not_started"}


# ------------------------------------------------------------------------------------------------- what comes next


def test_filing_without_its_date_is_not_said_to_be_ready(draft):
    store(draft, issued_on=None)
    tally = tally_of(draft)
    assert (tally.missing, tally.by_page["facts"].missing) == (1, 1)
    assert tally.next_step == "继续填写"


def test_blank_sentences_come_before_submitting(draft):
    store(draft, comparisons=())
    tally = tally_of(draft)
    sentences = tally.by_page["narrative"]
    assert sentences.status == "in_progress"
    assert sentences.rows.endswith("处待填")
    assert tally.next_step == "补全情况说明，然后送审"
