"""Published tables handed in: what is found is shown with its cell; a sound workbook makes or changes a filing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pghistory.models import Events

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings import from_published
from budgetportal.filings.emptiness import Table, declared
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, store
from budgetportal.filings.uploading import LARGEST_TOKEN
from budgetportal.units.models import Membership, Person, Role, Unit
from tests.disclosure.published_examples import DEPARTMENT_2020
from tests.filings.forms import page_of, select, text_of
from tests.filings.hostile import HOSTILE
from tests.filings.published_books import demo, published_book, read_tables, unit_of_demo
from tests.filings.workbook_edits import edited, grids_of, workbook_of
from tests.filings.workbook_pages import changes_on, confirm, hand_in, problems_on

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
HERE = "/admin/filings/filingrecord/add/published/"
LIST = "/admin/filings/filingrecord/"
BASIC = "表6 一般公共预算基本支出情况表"


@pytest.fixture
def unit() -> Unit:
    return unit_of_demo()


@pytest.fixture
def accountant(unit: Unit, signed_in: ClientOf) -> Client:
    return signed_in(unit)


@pytest.fixture
def draft(unit: Unit) -> FilingRecord:
    record, problems = create_from(demo())
    assert record is not None, problems
    return record


def upload(client: Client, data: bytes, **fields: Any) -> Any:
    post = {"action": "check", "workbook": SimpleUploadedFile("公开表.xlsx", data), **fields}
    return client.post(HERE, post)


def found_on(response: Any, severity: str) -> list[list[str]]:
    rows = select(page_of(response.content), f".published-{severity} tbody tr")
    return [[text_of(cell) for cell in row.iterchildren()] for row in rows]


def can_confirm(response: Any) -> bool:
    return bool(select(page_of(response.content), "form.workbook-confirm"))


# ------------------------------------------------------------------------------------------- a new filing


def test_sound_tables_make_a_filing_that_prints_them(unit: Unit, accountant: Client) -> None:
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    page = response.content.decode()
    assert "这份填报还没有建立" in page
    assert "认出 <strong>11</strong> 张公开表" in page
    assert not FilingRecord.objects.exists()
    done = confirm(accountant, response)
    made = FilingRecord.objects.get()
    assert (made.unit, made.fiscal_year, made.edition) == (unit, 2024, demo().edition)
    assert done.url == reverse("admin:filings_filingrecord_change", args=[made.pk])
    filing = load(made)
    assert isinstance(filing, BudgetFiling)
    assert read_tables(filing) == read_tables(demo())
    assert filing.comparisons == ()


def test_what_remains_is_said_before_and_after(unit: Unit, accountant: Client) -> None:
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    said = [text_of(line) for line in select(page_of(response.content), ".published-remaining li")]
    assert any("按资金来源和类别的拆分" in line for line in said)
    assert any("2 个项目的政策依据、承担单位等说明和绩效目标" in line for line in said)
    assert any("单位概况、与上年比较、单位整体绩效目标、政府采购、国有资产" in line for line in said)
    overview = accountant.get(confirm(accountant, response).url).content.decode()
    assert "已按公开表建立填报" in overview
    assert all(line in overview for line in said)


def test_only_tables_that_were_read_as_empty_are_declared_so(unit: Unit, accountant: Client) -> None:
    confirm(accountant, upload(accountant, published_book(demo()), unit=unit.pk))
    said = declared(FilingRecord.objects.get())
    assert Table("fund_expenditure", printed=True) in said
    assert not {table.key for table in said} & {"profile", "comparisons", "unit_performance", "procurement", "assets"}


def test_it_is_made_once_and_by_the_person_who_confirmed(unit: Unit, accountant: Client) -> None:
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    confirm(accountant, response)
    again = confirm(accountant, response)
    assert "已经建立" in problems_on(again)[0]
    assert FilingRecord.objects.count() == 1
    context: Any = Events.objects.order_by("-pgh_created_at").exclude(pgh_context=None).first()
    assert context.pgh_context["url"] == HERE
    assert context.pgh_context["user"] == Person.objects.get(username__startswith="accountant").pk


def test_what_was_signed_is_stored_and_nothing_else(unit: Unit, accountant: Client, signed_in: ClientOf) -> None:
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    for token in ("", "x:y:z", "x" * (LARGEST_TOKEN + 1)):
        assert "已过期或不完整" in problems_on(confirm(accountant, response, token=token))[0]
    other = Person.objects.create_user("second accountant")
    Membership.objects.create(person=other, unit=unit, role=Role.ACCOUNTANT)
    client = Client()
    client.force_login(other)
    assert "已过期或不完整" in problems_on(confirm(client, response))[0]
    assert not FilingRecord.objects.exists()


def test_the_unit_is_one_of_ones_own(unit: Unit, other_unit: Unit, accountant: Client) -> None:
    response = upload(accountant, published_book(demo()), unit=other_unit.pk)
    assert "不在您可填报的单位中" in response.content.decode()
    assert other_unit.name not in response.content.decode()
    assert "没有选" in upload(accountant, published_book(demo())).content.decode()
    form = select(page_of(accountant.get(HERE).content), "select#unit option[selected]")
    assert [option.get("value") for option in form] == [str(unit.pk)]


def test_tables_of_another_name_are_doubted(unit: Unit, accountant: Client) -> None:
    other = replace(demo(), unit=replace(demo().unit, name="另一个示例中心"))
    response = upload(accountant, published_book(other), unit=unit.pk)
    assert "公开表的编制单位是“另一个示例中心”，选的单位是" in response.content.decode()
    plain = upload(accountant, published_book(demo()), unit=unit.pk)
    assert "选的单位是" not in plain.content.decode()


def test_the_year_may_be_given_where_no_table_says_it(unit: Unit, accountant: Client) -> None:
    response = upload(accountant, published_book(demo()), unit=unit.pk, fiscal_year="二四")
    assert "四位年份" in response.content.decode()
    assert not can_confirm(response)
    confirm(accountant, upload(accountant, published_book(demo()), unit=unit.pk, fiscal_year="2023"))
    assert FilingRecord.objects.get().fiscal_year == 2023


# ---------------------------------------------------------------------------------- what is wrong with it


def test_a_wrong_cell_is_shown_and_nothing_can_be_made(unit: Unit, accountant: Client) -> None:
    response = upload(accountant, edited(published_book(demo()), (BASIC, "D9", "147.83")), unit=unit.pk)
    ((rule, sheet, cell, message, found, expected, gap),) = found_on(response, "error")
    assert (sheet, cell, found, expected, gap) == (BASIC, "D9", "147.83", "147.38", "0.45")
    assert rule.startswith("B")
    assert "改正这一格" in message
    assert response.content.decode().count("错误：从已公开的表新建") == 1
    assert not can_confirm(response)
    assert not FilingRecord.objects.exists()


@pytest.mark.parametrize("book", HOSTILE[::6], ids=lambda book: book.label)
def test_a_hostile_workbook_is_refused_with_its_reason(unit: Unit, accountant: Client, book: Any) -> None:
    response = upload(accountant, book.make(), unit=unit.pk)
    (problem,) = problems_on(response)
    assert book.reason in problem
    assert not can_confirm(response)


def test_a_workbook_without_published_tables(unit: Unit, accountant: Client) -> None:
    empty = edited(published_book(demo()), ("目录", "A1", "其他"))
    assert can_confirm(upload(accountant, empty, unit=unit.pk))  # the contents are no table
    nothing = accountant.post(HERE, {"action": "check", "unit": unit.pk})
    assert "没有选择文件" in problems_on(nothing)[0]


def test_texts_of_a_workbook_are_never_markup(unit: Unit, accountant: Client) -> None:
    book = edited(published_book(demo()), (BASIC, "C9", "<b onclick=x>工资</b>"), (BASIC, "D9", "<i>1</i>"))
    response = upload(accountant, book, unit=unit.pk)
    assert b"<i>1" not in response.content
    assert b"<b onclick" not in response.content
    assert found_on(response, "error")


def test_why_there_is_no_filing_is_explained(unit: Unit, accountant: Client) -> None:
    grids = grids_of(published_book(demo()))
    rest = {name: rows for name, rows in grids.items() if not name.startswith("表2")}
    response = upload(accountant, workbook_of(rest), unit=unit.pk)
    (row,) = (row for row in found_on(response, "not_checked") if row[0] == "P4")
    assert row[3].startswith("不能转为填报的原因：缺少公开表")
    assert not can_confirm(response)


def test_choices_are_explained(unit: Unit, accountant: Client) -> None:
    """Carried projects of one of several codes: the tables do not say which."""
    response = upload(accountant, published_book(DEPARTMENT_2020), unit=unit.pk)
    said = [row[3] for row in found_on(response, "hint") if row[0] == "P1"]
    assert said
    assert all(line.startswith("公开表只列合计，填报要列到来源和类别：公开表没有列出") for line in said)


# ------------------------------------------------------------------------------------ a filing that is there


def test_a_filing_that_is_there_gets_a_report_and_keeps_its_words(
    draft: FilingRecord, unit: Unit, accountant: Client
) -> None:
    rows = demo().income
    changed = replace(demo(), income=(replace(rows[0], amount=rows[0].amount + 1), *rows[1:]))
    store(draft, changed)
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    assert [row[0] for row in changes_on(response)] == ["修改"]
    assert select(page_of(response.content), "form.workbook-confirm")[0].get("action") == reverse(
        "admin:filings_filingrecord_workbook", args=[draft.pk]
    )
    assert load(FilingRecord.objects.get()) == changed  # until somebody confirms
    confirm(accountant, response)
    assert load(FilingRecord.objects.get()) == demo()


def test_tables_of_what_is_stored_change_nothing(draft: FilingRecord, unit: Unit, accountant: Client) -> None:
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    assert "0 处差异" in response.content.decode()


def test_a_changed_filing_takes_no_old_report(draft: FilingRecord, unit: Unit, accountant: Client) -> None:
    rows = demo().income
    store(draft, replace(demo(), income=(replace(rows[0], amount=rows[0].amount + 1), *rows[1:])))
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    now = replace(demo(), other_notes="后来改的。")
    store(draft, now)
    assert "有人改过这份填报" in problems_on(confirm(accountant, response))[0]
    assert load(FilingRecord.objects.get()) == now


def test_a_closed_filing_or_one_of_another_form_is_left_alone(
    draft: FilingRecord, unit: Unit, accountant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_published, "editable", lambda _record: False)
    assert "已经送审或公开" in problems_on(upload(accountant, published_book(demo()), unit=unit.pk))[0]
    monkeypatch.undo()
    FilingRecord.objects.update(edition="xinjiang-budget-2023")
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    assert "表式是“" in problems_on(response)[0]
    assert not can_confirm(response)


# ---------------------------------------------------------------------------------------- who may do what


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER, Role.BUREAU, Role.AUDITOR])
def test_others_see_what_is_found_and_make_nothing(unit: Unit, signed_in: ClientOf, role: Role) -> None:
    client = signed_in(unit, role)
    assert "检查已公开的表" in client.get(LIST).content.decode()
    page = client.get(HERE)
    assert select(page_of(page.content), "select#unit") == []
    wrong = upload(client, edited(published_book(demo()), (BASIC, "D9", "147.83")))
    assert [row[2] for row in found_on(wrong, "error")] == ["D9"]
    sound = upload(client, published_book(demo()))
    assert not can_confirm(sound)
    assert "没有发现错误" in sound.content.decode()


def test_a_report_of_an_accountant_is_worth_nothing_to_an_auditor(
    unit: Unit, accountant: Client, person_of: Callable[..., Person]
) -> None:
    response = upload(accountant, published_book(demo()), unit=unit.pk)
    auditor = Client()
    auditor.force_login(person_of(unit, Role.AUDITOR))
    assert "已过期或不完整" in problems_on(confirm(auditor, response))[0]
    assert not FilingRecord.objects.exists()


def test_who_has_no_unit_finds_no_page(db: None) -> None:
    client = Client()
    client.force_login(Person.objects.create_user("nobody"))
    assert client.get(HERE).status_code == 404
    assert upload(client, published_book(demo())).status_code == 404


def test_the_ways_in(unit: Unit, accountant: Client) -> None:
    assert HERE in accountant.get(LIST).content.decode()
    assert HERE in accountant.get("/admin/").content.decode()
    told = problems_on(hand_in(accountant, "/admin/filings/filingrecord/add/workbook/", published_book(demo())))
    assert "在“从已公开的表”上传它" in told[0]


def test_the_number_of_queries_does_not_grow_with_the_tables(
    draft: FilingRecord, unit: Unit, accountant: Client
) -> None:
    def counts() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as shown:
            assert accountant.get(HERE).status_code == 200
        with CaptureQueriesContext(connection) as checked:
            assert upload(accountant, published_book(demo()), unit=unit.pk).status_code == 200
        return len(shown), len(checked)

    few = counts()
    store(draft, replace(demo(), income=demo().income[:1], expenditure=demo().expenditure[:1]))
    assert counts() == few
    assert max(few) <= 30, few
