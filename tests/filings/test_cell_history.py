"""Who changed a cell when, from what to what, whatever way the change came."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings.entry.nodes import all_grids
from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load, replace_member
from budgetportal.units.models import Membership, Person, Role, Unit
from tests.filings.addresses import project, table
from tests.filings.windows import Window, amount, change, new_row

NOBODY = "没有登记操作人"


def ask(client: Client, record: FilingRecord, page: str, **cell: str) -> Any:
    key, _, row = page.partition("/")
    name = "admin:filings_filingrecord_row_cell_history" if row else "admin:filings_filingrecord_cell_history"
    return client.get(reverse(name, args=[record.pk, key, *([row] if row else [])]), cell)


def told(answer: Any) -> list[tuple[str, str, str, str]]:
    assert answer.status_code == 200, answer.content.decode()
    return [(one["who"], one["from"], one["to"], one["act"]) for one in answer.json()["entries"]]


def of_amount(window: Window, record: FilingRecord, n: int = 0) -> Any:
    return ask(window.client, record, "income", at="income", row=window.grids["income"][n], cell="amount")


def me(window: Window) -> str:
    return Person.objects.get(pk=window.client.session["_auth_user_id"]).get_full_name()


def test_each_change_names_its_person_and_both_values(income: Window, other: Window, record: FilingRecord) -> None:
    income.save(amount(income, 0, "143.01", "150.00"))
    other.save(amount(other, 0, "150.00", "1234.5"))
    answer = of_amount(income, record)
    assert told(answer) == [
        ("会计乙", "150.00", "1,234.50", "修改"),
        (me(income), "143.01", "150.00", "修改"),
        (NOBODY, "", "143.01", "新增"),
    ]
    assert answer.json()["where"] == "第 1 行 金额"
    assert answer.json()["more"] is False
    assert all(one["stored"] and len(one["when"]) == 16 for one in answer.json()["entries"])


def test_raw_sql_is_seen_too(income: Window, record: FilingRecord) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE filings_incomerecord SET amount = 7 WHERE position = 0")
    window = Window(income.client, table(record, "income"))
    assert told(of_amount(window, record))[0] == (NOBODY, "143.01", "7.00", "修改")


def test_other_cells_and_rows_say_nothing_of_it(income: Window, record: FilingRecord) -> None:
    income.save(amount(income, 0, "143.01", "150.00"))
    assert len(told(of_amount(income, record, 1))) == 1
    row = income.grids["income"][0]
    source = ask(income.client, record, "income", at="income", row=row, cell="source")
    assert told(source) == [(NOBODY, "", "一般公共预算（一般财力）", "新增")]


def test_a_row_is_followed_when_it_moves(income: Window, record: FilingRecord) -> None:
    first, second = income.grids["income"]
    income.save(amount(income, 0, "143.01", "150.00"))
    income.save({"op": "move", "at": "income", "row": first, "after": second, "was": ""})
    answer = of_amount(income, record)
    assert [line[1:3] for line in told(answer)] == [("143.01", "150.00"), ("", "143.01")]
    assert answer.json()["where"] == "第 2 行 金额"


def test_a_row_that_was_deleted_and_came_again_keeps_its_history(
    income: Window, record: FilingRecord, example: BudgetFiling
) -> None:
    first = example.income[0]
    replace_member(record, "income", replace(example, income=example.income[1:]))
    replace_member(
        record, "income", replace(example, income=(replace(first, amount=Decimal("9.00")), *example.income[1:]))
    )
    window = Window(income.client, table(record, "income"))
    assert [line[1:] for line in told(of_amount(window, record))] == [
        ("", "9.00", "新增"),
        ("143.01", "", "删除行"),
        ("", "143.01", "新增"),
    ]


@pytest.mark.django_db(transaction=True)
def test_what_is_typed_and_not_stored_is_said_to_be_so(income: Window, record: FilingRecord) -> None:
    income.save(amount(income, 0, "143.01", "1o0"))
    entries = of_amount(income, record).json()["entries"]
    assert (entries[0]["to"], entries[0]["stored"]) == ("1o0", False)
    income.save(amount(income, 0, "1o0", "100"))
    lines = of_amount(income, record).json()["entries"]
    assert [(one["to"], one["stored"]) for one in lines] == [("100.00", True), ("1o0", False), ("143.01", True)]


def test_in_a_draft_the_row_is_still_the_stored_one(income: Window, record: FilingRecord) -> None:
    row = income.grids["income"][1]
    income.save(
        new_row("income", "n-1", "", function="2010301", source="general", amount="x"),
        change("income", row, "amount", "269.32", "5"),
    )
    lines = told(of_amount(income, record, 1))
    assert lines[0][1:3] == ("269.32", "5.00")
    assert lines[-1] == (NOBODY, "", "269.32", "新增")


@pytest.mark.parametrize(
    ("page", "cell", "act"),
    [
        ("assets", "assets.vehicles", "新增"),
        ("unit_performance", "unit_performance.funds.other", "新增"),
        ("facts", "approval.document_no", "修改"),  # the filing's own record is there first
        ("profile", "profile.staffing.actual", "修改"),
        ("profile", "profile.duties", "修改"),
    ],
)
def test_plain_fields_have_a_history(accountant: Client, record: FilingRecord, page: str, cell: str, act: str) -> None:
    answer = ask(accountant, record, page, cell=cell)
    assert len(told(answer)) == 1
    assert told(answer)[0][3] == act
    assert told(answer)[0][2] != ""


def test_the_page_of_a_project_has_histories_of_its_fields_classes_and_indicators(
    accountant: Client, record: FilingRecord
) -> None:
    pk = ProjectRecord.objects.get().pk
    window = Window(accountant, project(record, pk))
    grid = "performance.indicators"
    shown = accountant.get(project(record, pk)).context["nodes"]
    row = next(all_grids(shown)).rows[0].key
    weight = load(record).projects[0].performance.indicators[0].weight  # type: ignore[attr-defined]
    window.save(
        change("", "", "leader", "科室负责人", "另一人"),
        change("", "", "amounts.302", "249.17", "249.00"),
        change(grid, row, "weight", str(weight), "12"),
    )
    at = f"projects/{pk}"
    assert told(ask(accountant, record, at, cell="leader"))[0][1:] == ("科室负责人", "另一人", "修改")
    assert told(ask(accountant, record, at, cell="amounts.302"))[0][1:] == ("249.17", "249.00", "修改")
    assert told(ask(accountant, record, at, at=grid, row=row, cell="weight"))[0][1:] == (str(weight), "12", "修改")


@pytest.mark.django_db(transaction=True)
def test_sentences_have_the_histories_of_their_blanks_and_of_own_wording(
    accountant: Client, record: FilingRecord
) -> None:
    window = Window(accountant, table(record, "narrative"))
    blanks = [one.place for one in accountant.get(window.address).context["nodes"]]
    reason, wording = "comparisons[income.general].reason", "wording.general.total"
    (project_text,) = [place for place in blanks if place.endswith(".undertaker")]
    for place in blanks:
        assert ask(accountant, record, "narrative", cell=place).status_code == 200, place
    before = load(record)
    was = {reason: before.comparisons[0].reason, wording: before.wording["general.total"]}  # type: ignore[attr-defined]
    was[project_text] = before.projects[0].undertaker  # type: ignore[attr-defined]
    window.save(*(change("", "", place, text or "", "改过的文字") for place, text in was.items()))
    for place, text in was.items():
        found = told(ask(accountant, record, "narrative", cell=place))
        assert found[0] == (me(window), text or "", "改过的文字", "修改"), place
    window.save(change("", "", "comparisons[operating].reason", "", "新的原因"))
    assert told(ask(accountant, record, "narrative", cell="comparisons[operating].reason"))[0][1:3] == ("", "新的原因")
    window.save(change("", "", "comparisons[operating].reason", "新的原因", ""))  # with it the row goes
    assert told(ask(accountant, record, "narrative", cell="comparisons[operating].reason"))[0][1:] == (
        "新的原因", "", "删除行"
    )  # fmt: skip


def test_a_new_project_has_the_history_of_what_is_typed(accountant: Client, record: FilingRecord) -> None:
    window = Window(accountant, project(record, "new"))
    window.save(change("", "", "name", "", "业务培训"))
    token = window.copy["address"].rstrip("/").rpartition("/")[2]
    assert told(ask(accountant, record, f"projects/{token}", cell="name"))[0][1:] == ("", "业务培训", "修改")


def test_it_is_bounded_and_says_when_there_is_more(income: Window, record: FilingRecord) -> None:
    with connection.cursor() as cursor:
        for n in range(60):
            cursor.execute("UPDATE filings_incomerecord SET amount = %s WHERE position = 0", [n + 1])
    answer = of_amount(Window(income.client, table(record, "income")), record).json()
    assert len(answer["entries"]) == 50
    assert answer["entries"][0]["to"] == "60.00"
    assert answer["more"] is True


def test_the_number_of_queries_does_not_grow(income: Window, record: FilingRecord) -> None:
    with CaptureQueriesContext(connection) as few:
        of_amount(income, record)
    with connection.cursor() as cursor:
        for n in range(30):
            cursor.execute("UPDATE filings_incomerecord SET amount = %s WHERE position = 0", [n + 1])
    window = Window(income.client, table(record, "income"))
    with CaptureQueriesContext(connection) as many:
        of_amount(window, record)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"cell": "amount"},
        {"at": "income", "row": "r-unknown", "cell": "amount"},
        {"at": "income", "row": "", "cell": "amount"},
        {"at": "pg_class", "row": "1", "cell": "x"},
        {"cell": "password"},
    ],
)
def test_what_is_no_cell_of_the_page_is_not_found(
    accountant: Client, record: FilingRecord, cell: dict[str, str]
) -> None:
    assert ask(accountant, record, "income", **cell).status_code == 404


def test_what_is_not_yours_is_not_found(income: Window, record: FilingRecord) -> None:
    unit = Unit.objects.create(code="elsewhere", name="外地单位", region="650200")
    person = Person.objects.create_user("stranger")
    Membership.objects.create(person=person, unit=unit, role=Role.ACCOUNTANT)
    client = Client()
    client.force_login(person)
    row = income.grids["income"][0]
    assert ask(client, record, "income", at="income", row=row, cell="amount").status_code == 404
    assert ask(income.client, record, "projects/999999", cell="name").status_code == 404
