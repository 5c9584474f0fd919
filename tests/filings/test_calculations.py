"""A small calculation typed where an amount goes: by the form and in a window it is stored as what it comes to."""

from __future__ import annotations

import pytest
from django.test import Client

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import write_filing
from budgetportal.filings.models import CopyStep, FilingRecord, ProjectRecord
from budgetportal.filings.storage import load
from tests.filings.addresses import project, table
from tests.filings.forms import fields_of, page_of, select, summary_of, text_of, type_into
from tests.filings.stored import fetched
from tests.filings.windows import Window, amount, amounts, change, new_row

CALCULATED = [  # page, field, what is typed, what is stored, what is said of rounding
    ("expenditure", "expenditure[0].amount", "＝（１＋２）×３．５", "10.50", ""),
    ("expenditure", "expenditure[0].amount", "=3333*12/10000", "4.00", "=3333*12/10000 = 3.9996，四舍五入为 4.00"),
    ("procurement", "procurement.goods", "=1,200.5+0.5", "1201.00", ""),
    ("profile", "profile.staffing.retired", "=7/2", "4", "=7/2 = 3.5，四舍五入为 4"),
    ("profile", "profile.staffing.retired_change", "=12-15", "-3", ""),
    ("profile", "profile.staffing.establishment_kinds[0].value", "=5/2", "3", "=5/2 = 2.5，四舍五入为 3"),
    ("unit_performance", "unit_performance.indicators[0].weight", "=100/8", "12.5", ""),
    ("comparisons", "comparisons[0].prior", "=10/3", "3.33", "=10/3 = 3.333333…，四舍五入为 3.33"),
]


@pytest.mark.parametrize(("key", "name", "value", "stored", "words"), CALCULATED)
def test_calculation_is_stored_as_what_it_comes_to(
    record: FilingRecord, accountant: Client, key: str, name: str, value: str, stored: str, words: str
) -> None:
    response = type_into(accountant, table(record, key), {name: value})
    assert response.status_code == 302, summary_of(response)
    content = accountant.get(table(record, key)).content
    assert fields_of(content)[name] == stored
    said = [text_of(one) for one in select(page_of(content), ".messagelist .info")]
    assert len(said) == bool(words)
    assert not words or (said[0].endswith(f"：{words}。") and "[" not in said[0])


def test_money_of_a_project_is_calculated(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    address = project(record, ProjectRecord.objects.get().pk)
    fields = fields_of(accountant.get(address).content)
    name, amount = next((name, text) for name, text in fields.items() if ".amount" in name and text)
    assert type_into(accountant, address, {name: f"=({amount}+0.005)*1"}).status_code == 302
    assert load(fetched(record)) != example
    assert type_into(accountant, address, {name: f"={amount}*12/12"}).status_code == 302
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_text_behind_an_equals_sign_stays_a_text(record: FilingRecord, accountant: Client) -> None:
    assert type_into(accountant, table(record, "glossary"), {"glossary[0].term": "=1+2"}).status_code == 302
    assert load(fetched(record)).glossary[0].term == "=1+2"


# --------------------------------------------------------------------------------------------- in a window


def test_calculation_is_stored_and_told_to_others_as_what_it_comes_to(
    record: FilingRecord, income: Window, other: Window
) -> None:
    assert income.save(amount(income, 0, "143.01", "=3500*12*5/10000"))["stored"]
    assert amounts(record) == ["21.00", "269.32"]
    assert [one["to"] for one in other.look()["changes"]] == ["21.00"]
    assert income.save(amount(income, 0, "=3500*12*5/10000", "21.00"))["stored"]
    assert income.save(amount(income, 0, "21.00", "22"))["stored"]
    assert not any("=" in text for step in CopyStep.objects.all() for text in texts_of_step(step))


def texts_of_step(step: CopyStep) -> list[str]:
    return [text for one in step.changes for text in (one.get("to", ""), *one.get("cells", {}).values())]


def test_draft_holds_the_result_so_that_the_page_opened_anew_agrees(record: FilingRecord, income: Window) -> None:
    row = new_row("income", "n-1", "", function="2080505", amount="=2*3")
    income.save(amount(income, 0, "143.01", "=100+0.5"), row)
    again = Window(income.client, income.address)
    shown = fields_of(income.client.get(income.address).content)
    assert (shown["income[0].amount"], shown["income[1].amount"]) == ("6.00", "100.50")
    saved = again.save(amount(again, 1, "100.50", "7"), change("income", "n-1", "source", "", "general"))
    assert saved["stored"]
    assert amounts(record) == ["6.00", "7.00", "269.32"]


def test_calculation_that_cannot_be_done_is_a_draft_and_says_what_to_do(record: FilingRecord, income: Window) -> None:
    saved = income.save(amount(income, 0, "143.01", "=1/0"))
    assert not saved["stored"]
    assert [one["message"] for one in saved["problems"]] == ["“金额”填的是 “=1/0”，算式除以了 0，没有得数；改正除数"]
    assert fields_of(income.client.get(income.address).content)["income[0].amount"] == "=1/0"
    assert income.save(amount(income, 0, "=1/0", "=1/2"))["stored"]
    assert amounts(record) == ["0.50", "269.32"]
