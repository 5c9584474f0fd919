"""The workbook of a filing as pages: fetched, handed in, looked at, confirmed; all of it is stored or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pghistory.models import Events

from budgetportal.classification.codes import functional
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.terms import AmountUnit
from budgetportal.filings import admin, uploading
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.storage import load, store
from budgetportal.filings.workbooks import limits, read_workbook
from budgetportal.filings.workbooks.entry.taking import take_workbook
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from budgetportal.publishing.actions import Submit
from budgetportal.units.models import Membership, Person, Role, Unit
from tests.filings.forms import fields_of, page_of, select, text_of
from tests.filings.test_storage import fetched
from tests.filings.test_workbook_report import FAULTS
from tests.filings.workbook_edits import edited
from tests.publishing import scenes

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
NEW = "/admin/filings/filingrecord/add/workbook/"
THREE = (("收入", "E5", "143.02"), ("收入", "E6", "269.31"), ("项目-绩效指标", "G4", "35"))


def address(record: FilingRecord, tail: str = "") -> str:
    return reverse(f"admin:filings_filingrecord_workbook{tail}", args=[record.pk])


def hand_in(client: Client, to: str, data: bytes, name: str = "工作簿.xlsx") -> Any:
    return client.post(to, {"action": "check", "workbook": SimpleUploadedFile(name, data)})


def confirm(client: Client, response: Any, **changed: str) -> Any:
    """Press 导入 on a report."""
    page = page_of(response.content)
    (form,) = select(page, "form.workbook-confirm")
    fields = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    return client.post(form.get("action"), fields | {"action": "confirm"} | changed)


def changes_on(response: Any) -> list[tuple[str, ...]]:
    return [
        tuple(text_of(cell) for cell in row.iterchildren())
        for row in select(page_of(response.content), ".sheet-changes tbody tr")
    ]


def problems_on(response: Any) -> list[str]:
    return [text_of(row) for row in select(page_of(response.content), ".error-summary tbody tr, .error-summary p")]


@pytest.fixture
def accountant(record: FilingRecord, signed_in: ClientOf) -> Client:
    return signed_in(record.unit)


# ---------------------------------------------------------------------------------------------- fetching


def test_the_workbook_is_fetched_under_its_name_and_says_what_is_stored(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    response = accountant.get(address(record, "_file"))
    assert response.status_code == 200
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''2024%E5%B9%B4")
    assert take_workbook(response.content, "工作簿.xlsx").filing == example


def test_a_workbook_that_could_not_be_handed_in_is_not_made(
    record: FilingRecord, accountant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CELLS", 1_000)
    response = accountant.get(address(record, "_file"))
    assert "不能下载" in response.content.decode()
    assert "个单元格，工作簿最多 1,000 个" in problems_on(response)[0]
    with pytest.raises(CommandError, match="工作簿最多 1,000 个"):
        call_command("export_filing", record.unit.code, "2024", "budget", output=Path("never-written.xlsx"))
    assert not Path("never-written.xlsx").exists()


def test_a_name_that_no_file_may_have_does_no_harm(record: FilingRecord, accountant: Client) -> None:
    Unit.objects.filter(pk=record.unit_id).update(name='中心"\r\n<甲>/..\\乙')
    header = accountant.get(address(record, "_file"))["Content-Disposition"]
    assert not set(header) & set("\r\n<>\\/")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER, Role.BUREAU, Role.AUDITOR])
def test_others_of_the_unit_fetch_and_do_not_hand_in(
    record: FilingRecord, signed_in: ClientOf, role: Role, example: BudgetFiling
) -> None:
    client = signed_in(record.unit, role)
    page = client.get(address(record))
    assert page.status_code == client.get(address(record, "_file")).status_code == 200
    assert select(page_of(page.content), "input[type=file]") == []
    assert hand_in(client, address(record), entry_workbook(example)).status_code == 404


def test_the_overview_leads_to_both(record: FilingRecord, accountant: Client) -> None:
    overview = page_of(accountant.get(reverse("admin:filings_filingrecord_change", args=[record.pk])).content)
    links = {link.get("href") for link in select(overview, ".workbook-links a")}
    assert links == {address(record), address(record, "_file")}


# -------------------------------------------------------------------------------------------- handing in


def test_unchanged_is_nothing_to_import(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    response = hand_in(accountant, address(record), accountant.get(address(record, "_file")).content)
    assert "0 处差异" in response.content.decode()
    assert select(page_of(response.content), "form.workbook-confirm") == []
    assert fetched(record).revision == record.revision


def test_three_cells_are_shown_and_stored_once_confirmed(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    response = hand_in(accountant, address(record), edited(entry_workbook(example), *THREE))
    assert changes_on(response) == [
        ("修改", "第 1 条 2010350 一般公共预算（一般财力）", "金额（万元）", "143.01", "143.02"),
        ("修改", "第 2 条 2010399 一般公共预算（一般财力）", "金额（万元）", "269.32", "269.31"),
        ("修改", "第 1 条 大厅运行维护费 产出指标", "指标值", "34", "35"),
    ]
    assert load(fetched(record)) == example  # nothing is stored before somebody confirms
    done = confirm(accountant, response)
    assert done.status_code == 302
    stored = load(fetched(record))
    assert [str(row.amount) for row in stored.income] == ["143.02", "269.31"]  # type: ignore[attr-defined]
    assert (
        hand_in(accountant, address(record), edited(entry_workbook(example), *THREE)).content.count(b"0 \xe5\xa4\x84")
        == 1
    )


def test_thirty_faults_store_nothing(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    book = edited(entry_workbook(example), *(fault[:3] for fault in FAULTS))
    response = hand_in(accountant, address(record), book)
    lines = select(page_of(response.content), "table.located tbody tr")
    assert len(lines) == 30
    assert "30 处问题" in response.content.decode()
    assert select(page_of(response.content), "input[name=token]") == []
    assert (load(fetched(record)), fetched(record).revision) == (example, record.revision)


def test_history_names_who_imported(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    confirm(accountant, hand_in(accountant, address(record), edited(entry_workbook(example), *THREE)))
    last = Events.objects.order_by("-pgh_created_at").exclude(pgh_context=None).first()
    assert last.pgh_context["user"] == Person.objects.get(username__startswith="accountant").pk  # type: ignore[union-attr]
    assert last.pgh_context["url"] == address(record)  # type: ignore[union-attr]


PACKAGE = b"PK\x03\x04"
REFUSED = [
    ("", b"", "没有选择文件"),
    ("a.xlsx", b"", "文件是空的"),
    ("a.xls", PACKAGE, "旧格式 .xls"),
    ("a.XLS", PACKAGE, "旧格式 .xls"),
    ("a.csv", b"a,b", "CSV"),
    ("a.et", PACKAGE, "WPS"),
    ("a.ods", PACKAGE, "ODS"),
    ("a.xlsm", PACKAGE, "启用宏"),
    ("a.xlsb", PACKAGE, "二进制"),
    ("a.xltx", PACKAGE, "模板"),
    ("a.zip", PACKAGE, "不以 .xlsx 结尾"),
    ("预算", PACKAGE, "不以 .xlsx 结尾"),
    ("预算.xlsx.exe", PACKAGE, "不以 .xlsx 结尾"),
    ("预算.pdf.xlsx", PACKAGE, "两个扩展名"),
    ("预算.exe.xlsx", PACKAGE, "两个扩展名"),
    ("预算.xlsx.xlsx", PACKAGE, "两个扩展名"),
    ("预算.html.xlsx", PACKAGE, "两个扩展名"),
    ("a|b.xlsx", PACKAGE, "文件名不能含有"),
    ("长" * 80 + ".xlsx", PACKAGE, "文件名太长"),
    ("a.xlsx", b"%PDF-1.7", "不是 .xlsx"),
    ("a.xlsx", b"<html><script>alert(1)</script>", "不是 .xlsx"),
    ("a.xlsx", b"\x89PNG\r\n\x1a\n", "不是 .xlsx"),
    ("a.xlsx", b"MZ\x90\x00", "不是 .xlsx"),
    ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), "旧格式 .xls"),
    ("a.xlsx", PACKAGE + b" no archive", "损坏"),
    ("a.xlsx", PACKAGE + b"0" * 2_000_001, "最大 2 MB"),
    ("预\r\n算\u202excod.xlsx", PACKAGE, ""),  # whatever the header is taken for, it is no workbook
    ("../../etc/预算.xlsx", PACKAGE, "损坏"),
    ("C:\\目录\\预算.xlsx", PACKAGE, "损坏"),
    ("预算 (1).xlsx", PACKAGE, "损坏"),
]


def test_thirty_names_and_contents_that_are_no_workbook_are_refused(record: FilingRecord, accountant: Client) -> None:
    assert len(REFUSED) == 30
    for name, data, words in REFUSED:
        post = {"action": "check"} | ({"workbook": SimpleUploadedFile(name, data)} if name else {})
        response = accountant.post(address(record), post)
        assert response.status_code == 200
        (problem,) = problems_on(response)
        assert words in problem, (name, problem)
    assert fetched(record).revision == record.revision


def test_the_name_of_a_file_is_never_shown_as_markup(record: FilingRecord, accountant: Client) -> None:
    response = hand_in(accountant, address(record), b"PK\x03\x04", "<img src=x onerror=alert(1)>.xlsx")
    assert b"<img" not in response.content


def test_texts_of_a_workbook_are_never_markup(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    book = edited(entry_workbook(example), ("内设处室", "B4", "<b onclick=x>处</b>"), ("收入", "F3", "<i>列</i>"))
    assert b"<i>" not in hand_in(accountant, address(record), book).content
    book = edited(entry_workbook(example), ("内设处室", "B4", "<b onclick=x>处</b>"))
    response = hand_in(accountant, address(record), book)
    assert b"<b onclick" not in response.content
    assert "&lt;b onclick=x&gt;" in response.content.decode()


def test_a_stale_workbook_says_so(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    book = edited(entry_workbook(example), *THREE)
    store(record, replace(example, other_notes="后来改的。"))
    response = hand_in(accountant, address(record), book)
    assert "下载这份工作簿以后，系统里的填报又有改动" in response.content.decode()
    assert ("修改", "其他需说明的事项", "后来改的。", "本单位无其他需说明的事项。") in changes_on(response)


# ------------------------------------------------------------------------------------------- confirming


def refused(response: Any) -> str:
    assert response.status_code == 200
    (problem,) = problems_on(response)
    return problem


def test_it_is_refused_where_somebody_saved_meanwhile(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    report = hand_in(accountant, address(record), edited(entry_workbook(example), *THREE))
    other = replace(example, other_notes="后来改的。")
    store(record, other)
    assert "有人改过这份填报" in refused(confirm(accountant, report))
    assert load(fetched(record)) == other


def test_it_is_refused_where_the_filing_is_closed_meanwhile(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = hand_in(accountant, address(record), edited(entry_workbook(example), *THREE))
    monkeypatch.setattr(uploading, "editable", lambda _record: False)
    assert "已经送审或公开" in refused(confirm(accountant, report))
    assert load(fetched(record)) == example


def test_a_closed_filing_takes_no_workbook(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "editable", lambda _record: False)
    assert "已经送审或公开" in refused(hand_in(accountant, address(record), edited(entry_workbook(example), *THREE)))
    assert select(page_of(accountant.get(address(record)).content), "input[type=file]") == []


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "x" * 2_000_000])
def test_only_what_was_shown_is_stored(
    record: FilingRecord, accountant: Client, example: BudgetFiling, token: str
) -> None:
    report = hand_in(accountant, address(record), edited(entry_workbook(example), *THREE))
    assert "已过期或不完整" in refused(confirm(accountant, report, token=token))
    real = page_of(report.content).xpath("//input[@name='token']")[0].get("value")
    forged = real[:40] + ("A" if real[40] != "A" else "B") + real[41:]
    assert "已过期或不完整" in refused(confirm(accountant, report, token=forged))
    assert load(fetched(record)) == example


def test_a_report_is_good_for_an_hour_for_one_person_and_one_filing(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = hand_in(accountant, address(record), edited(entry_workbook(example), *THREE))
    token = page_of(report.content).xpath("//input[@name='token']")[0].get("value")
    person = Person.objects.get(username__startswith="accountant")
    stranger = Person.objects.create_user("stranger")
    assert uploading.confirm(record, token, stranger).refusal == uploading.EXPIRED
    other, _ = FilingRecord.objects.get_or_create(
        unit=record.unit,
        fiscal_year=2023,
        kind="budget",
        defaults={"edition": "xinjiang-budget-2023", "amount_unit": "万元"},
    )
    assert uploading.confirm(other, token, person).refusal == uploading.EXPIRED
    assert uploading.confirm_new([record.unit], token, person).refusal == uploading.EXPIRED
    monkeypatch.setattr(uploading, "SECONDS", -1)
    assert uploading.confirm(record, token, person).refusal == uploading.EXPIRED
    monkeypatch.undo()
    assert uploading.confirm(record, token, person).refusal == ""


def test_a_signed_filing_that_is_not_sound_is_not_stored(record: FilingRecord, accountant: Client) -> None:
    """What was sound when it was signed may not be so under the rules of a newer portal."""
    person = Person.objects.get(username__startswith="accountant")
    content = {
        "person": person.pk,
        "record": record.pk,
        "stamp": "",
        "filing": json.dumps({"format": "budget-filing/1"}),
    }
    token = signing.dumps(content, salt=uploading.SALT, compress=True)
    assert uploading.confirm(record, token, person).refusal == uploading.EXPIRED


def test_a_workbook_of_too_much_text_is_refused_before_it_is_signed(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "LARGEST_TOKEN", 100)
    response = hand_in(accountant, address(record), edited(entry_workbook(example), *THREE))
    assert "文字太多" in refused(response)


# ------------------------------------------------------------------------------------------ open drafts


def test_pages_with_unstored_content_are_named_and_keep_it(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    income = reverse("admin:filings_filingrecord_table", args=[record.pk, "income"])
    fields = fields_of(accountant.get(income).content)
    accountant.post(income, fields | {"income[0].amount": "不是金额", "action": "save"})
    assert WorkingCopy.objects.filter(draft=True).count() == 1
    report = hand_in(accountant, address(record), edited(entry_workbook(example), *THREE))
    assert "没有存入的内容，不在下载的工作簿里：收入" in text_of(page_of(report.content))
    overview = accountant.get(confirm(accountant, report).url).content.decode()
    assert "已导入工作簿的全部内容" in overview
    assert "以下填报表有没有存入的内容：收入" in overview
    page = accountant.get(income).content.decode()
    assert "不是金额" in page
    assert "143.02" in page  # what is stored now, beside what is typed


def test_pages_without_unstored_content_show_what_was_imported(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    income = reverse("admin:filings_filingrecord_table", args=[record.pk, "income"])
    fields = fields_of(accountant.get(income).content)
    accountant.post(income, fields | {"income[0].amount": "143.00", "action": "save"})
    confirm(accountant, hand_in(accountant, address(record), edited(entry_workbook(example), *THREE)))
    assert fields_of(accountant.get(income).content)["income[0].amount"] == "143.02"


# ----------------------------------------------------------------------------------------- a new filing


def test_a_workbook_makes_its_filing(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    book = accountant.get(address(record, "_file")).content
    WorkingCopy.objects.all().delete()
    record.delete()
    response = hand_in(accountant, NEW, book)
    assert "还没有建立" in response.content.decode()
    assert not FilingRecord.objects.exists()
    done = confirm(accountant, response)
    made = FilingRecord.objects.get()
    assert done.url == reverse("admin:filings_filingrecord_change", args=[made.pk])
    assert load(fetched(made)) == example
    assert "已经建立" in refused(confirm(accountant, response))  # pressed twice


def test_a_workbook_of_a_filing_that_is_there_leads_to_its_report(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    response = hand_in(accountant, NEW, edited(entry_workbook(example), *THREE))
    assert len(changes_on(response)) == 3
    assert select(page_of(response.content), "form.workbook-confirm")[0].get("action") == address(record)
    confirm(accountant, response)
    assert str(load(fetched(record)).income[0].amount) == "143.02"  # type: ignore[attr-defined]


def test_a_workbook_of_another_unit_is_not_ones_own(
    record: FilingRecord, signed_in: ClientOf, other_unit: Unit, example: BudgetFiling
) -> None:
    response = hand_in(signed_in(other_unit), NEW, entry_workbook(example))
    assert "“650100-sample”，不在您可填报的单位中" in refused(response)
    assert "示例市服务中心" not in response.content.decode()


def test_an_empty_workbook_is_fetched_filled_and_makes_a_filing(
    accountant: Client, record: FilingRecord, example: BudgetFiling
) -> None:
    chosen = {
        "action": "blank",
        "unit": str(record.unit_id),
        "fiscal_year": "2025",
        "edition": "xinjiang-budget-2025",
        "amount_unit": str(AmountUnit.YUAN),
    }
    book = accountant.post(NEW, chosen)
    assert book["Content-Type"].endswith("spreadsheetml.sheet")
    assert {sheet.name for sheet in read_workbook(book.content)} >= {"收入", "支出", "项目"}
    filled = edited(
        book.content,
        ("收入", "B5", "2010350 事业运行"),
        ("收入", "D5", "一般公共预算(一般财力)"),
        ("收入", "E5", "1,234.5"),
    )
    confirm(accountant, hand_in(accountant, NEW, filled))
    made = load(FilingRecord.objects.get(fiscal_year=2025))
    assert [(row.function, row.source, str(row.amount)) for row in made.income] == [("2010350", "general", "1234.50")]  # type: ignore[attr-defined]
    missing = accountant.post(NEW, chosen | {"fiscal_year": "二五"})
    assert "四位年份" in missing.content.decode()


def test_the_list_leads_to_it(accountant: Client) -> None:
    assert NEW in accountant.get("/admin/filings/filingrecord/").content.decode()


# ---------------------------------------------------------------------------------------------- queries


def queries(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert ask().status_code in (200, 302)
    return len(found)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    def counts() -> tuple[int, int, int]:
        stored = load(fetched(record))
        book = edited(entry_workbook(stored), ("基本信息", "B10", f"第 {len(stored.income)} 行。"))  # type: ignore[attr-defined]
        return (
            queries(lambda: accountant.get(address(record))),
            queries(lambda: accountant.get(address(record, "_file"))),
            queries(lambda: hand_in(accountant, address(record), book)),
        )

    few = counts()
    rows = tuple(replace(example.income[0], function=code.code) for code in functional(2024).codes("项")[:200])
    store(record, replace(example, income=rows))
    assert counts() == few
    assert max(few) <= 32, few


def test_a_submitted_filing_is_closed_in_the_database_too(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    """The page asks the workflow; a report that was shown before the submission stores nothing."""
    ready = scenes.draft()
    person = Person.objects.create_user("accountant-small")
    Membership.objects.create(person=person, unit=ready.unit, role=Role.ACCOUNTANT)
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    stored = load(fetched(ready))
    report = hand_in(client, address(ready), edited(entry_workbook(stored), ("基本信息", "B6", "2024-02-21")))
    Submit(ready, person).execute()
    assert "已经送审或公开" in refused(confirm(client, report))
    assert load(fetched(ready)) == stored
