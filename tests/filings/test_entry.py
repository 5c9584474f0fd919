"""The entry pages: what is typed is stored, and the page shows it with labels, captions and few queries."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from budgetportal.classification.codes import functional
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.fields import specs
from budgetportal.filings.entry.pages import PAGES, Pages
from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load, store
from tests.filings.addresses import overview, project, table
from tests.filings.forms import fields_of, page_of, select, summary_of, text_of, type_into
from tests.filings.stored import fetched, many_rows


@pytest.mark.parametrize("key", [page.key for page in PAGES["budget"].tables])
def test_page_saved_unchanged_changes_nothing(
    record: FilingRecord, accountant: Client, example: BudgetFiling, key: str
) -> None:
    response = type_into(accountant, table(record, key), {})
    assert response.status_code == 302, summary_of(response)
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_overview_and_project_saved_unchanged_change_nothing(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    for address in (overview(record), project(record, ProjectRecord.objects.get().pk)):
        response = type_into(accountant, address, {})
        assert response.status_code == 302, summary_of(response)
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_new_row_is_stored_and_its_name_shown(record: FilingRecord, accountant: Client) -> None:
    changes = {
        "income[2].function": "2080505",
        "income[2].source": "general",
        "income[2].amount": "16.9",
    }
    assert type_into(accountant, table(record, "income"), changes).status_code == 302
    assert [str(row.amount) for row in load(fetched(record)).income] == ["143.01", "269.32", "16.90"]
    page = page_of(accountant.get(table(record, "income")).content)
    assert "养老保险" in text_of(page.get_element_by_id("income-2-function-note"))
    assert "429.23" in text_of(select(page, "table.sums")[0])


def test_rows_are_deleted_and_put_in_order(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    first, _, third = example.expenditure
    changes = {"expenditure[2]#order": "1", "expenditure[1]#delete": "on"}
    assert type_into(accountant, table(record, "expenditure"), changes).status_code == 302
    assert load(fetched(record)).expenditure == (third, first)


def test_row_moved_down_stands_where_it_was_sent(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    first, second, third = example.expenditure
    type_into(accountant, table(record, "expenditure"), {"expenditure[0]#order": "2"})
    assert load(fetched(record)).expenditure == (second, first, third)


def test_more_rows_come_without_losing_what_is_typed(record: FilingRecord, accountant: Client) -> None:
    address = table(record, "income")
    values = fields_of(accountant.get(address).content)
    values |= {"income[0].amount": "not yet", "income[2].function": "20", "more": "income"}
    again = fields_of(accountant.post(address, values).content)
    assert again["income#rows"] == str(int(values["income#rows"]) + 10)
    assert again["income[0].amount"] == "not yet"
    assert again["income[2].function"] == "20"
    assert [str(row.amount) for row in load(fetched(record)).income] == ["143.01", "269.32"]


def test_record_is_emptied_and_filled(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    address = table(record, "procurement")
    before = fields_of(accountant.get(address).content)
    empty = {name: "" for name in before if name.startswith("procurement.")}
    assert type_into(accountant, address, empty).status_code == 302
    assert load(fetched(record)).procurement is None
    filled = {name: before[name] for name in empty}
    assert type_into(accountant, address, filled).status_code == 302
    assert load(fetched(record)).procurement == example.procurement


def test_project_is_added_changed_and_deleted(record: FilingRecord, accountant: Client) -> None:
    new = {
        "projects[1].name": "培训",
        "projects[1].function": "2050803",
        "projects[1].source": "general",
        "projects[1].amounts.302": "3.5",
    }
    response = type_into(accountant, project(record, "new"), new)
    assert response.status_code == 302, summary_of(response)
    stored = load(fetched(record)).projects
    assert [one.name for one in stored] == ["大厅运行维护费", "培训"]
    assert stored[1].amounts == {"302": Decimal("3.50")}
    second = ProjectRecord.objects.get(name="培训").pk
    changes = {
        "projects[1].performance.fiscal": "3.5",
        "projects[1].performance.other": "0",
        "projects[1].performance.goal": "办好培训",
        "projects[1].performance.indicators[0].level1": "产出指标",
    }
    assert type_into(accountant, project(record, second), changes).status_code == 302
    assert load(fetched(record)).projects[1].performance is not None
    moved = {"projects[1]#order": "1", "projects[0]#delete": "on"}
    assert type_into(accountant, table(record, "projects"), moved).status_code == 302
    assert [one.name for one in load(fetched(record)).projects] == ["培训"]
    assert ProjectRecord.objects.get().pk == second


def test_500_rows_are_saved(record: FilingRecord, accountant: Client) -> None:
    address = table(record, "comparisons")
    values = fields_of(accountant.get(address).content) | {"comparisons#rows": "500", "action": "save"}
    codes = [code.code for code in functional(2024).codes("项")][:500]
    for n, code in enumerate(codes):
        values |= {f"comparisons[{n}].topic": f"general.function.{code}", f"comparisons[{n}].prior": "1.00"}
        values |= {f"comparisons[{n}].reason": "原因", f"comparisons[{n}].purpose": "", f"comparisons[{n}]#order": ""}
    response = accountant.post(address, values)
    assert response.status_code == 302, summary_of(response)
    assert len(load(fetched(record)).comparisons) == 500


# ------------------------------------------------------------------------------------------------ the page


@pytest.mark.parametrize("key", [page.key for page in PAGES["budget"].tables])
def test_page_has_labels_captions_and_no_traps(record: FilingRecord, accountant: Client, key: str) -> None:
    content = accountant.get(table(record, key)).content
    page = page_of(content)
    form = page.get_element_by_id("entry")
    assert form.get("novalidate") is not None
    labelled = {label.get("for") for label in select(page, "label")}
    inputs = select(form, "input:not([type=hidden]), select, textarea")
    assert inputs
    for one in inputs:
        assert one.get("aria-label") or one.get("id") in labelled
        assert one.get("type") != "number"
        assert one.get("maxlength") is None
    for grid in select(form, "section.grid table"):
        assert grid.find("caption") is not None
        assert all(head.get("scope") == "col" for head in select(grid, "thead th"))
    assert len({one.get("id") for one in inputs}) == len(inputs)
    assert "<script" not in content.decode().split('id="content-main"')[1].split("<footer")[0]
    assert " style=" not in content.decode()


def test_amounts_are_typed_with_a_decimal_keypad(record: FilingRecord, accountant: Client) -> None:
    page = page_of(accountant.get(table(record, "income")).content)
    cell = page.get_element_by_id("income-0-amount")
    assert cell.get("inputmode") == "decimal"
    assert cell.get("aria-label") == "第 1 行 金额（万元）"


def test_topics_of_the_filing_are_offered(record: FilingRecord, accountant: Client) -> None:
    page = page_of(accountant.get(table(record, "comparisons")).content)
    assert page.get_element_by_id("comparisons-0-topic").get("list") == "topics"
    offered = [option.get("value") for option in select(page, "datalist option")]
    assert {"income.general", "general.function.2010350", "purpose.general.201", "official.total"} <= set(offered)
    assert len(set(offered)) == len(offered)


def test_markup_is_shown_as_text(record: FilingRecord, accountant: Client) -> None:
    changes: dict[str, str | None] = {"glossary[0].definition": "<script>alert(1)</script>", "glossary[0].term": "<b>"}
    assert type_into(accountant, table(record, "glossary"), changes).status_code == 302
    content = accountant.get(table(record, "glossary")).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
def test_every_member_has_a_page(pages: Pages) -> None:
    shown = {member for page in pages.all for member in page.members}
    fixed = {"format", "edition", "fiscal_year", "unit", "amount_unit"}
    assert shown | fixed == set(specs(pages.facts.filing))


# ------------------------------------------------------------------------------------------------- queries


def test_pages_keep_their_number_of_queries(
    record: FilingRecord, accountant: Client, example: BudgetFiling, django_assert_max_num_queries: Any
) -> None:
    store(record, replace(example, expenditure=many_rows(100)))
    for address in (overview(record), table(record, "expenditure"), table(record, "projects")):
        with django_assert_max_num_queries(55):  # with the task list counted anew
            assert accountant.get(address).status_code == 200
        with django_assert_max_num_queries(40):
            assert accountant.get(address).status_code == 200
