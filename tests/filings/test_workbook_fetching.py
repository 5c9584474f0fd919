"""The workbook of a filing, and an empty one for a new filing: fetched, filled, and a filing made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.terms import AmountUnit
from budgetportal.filings.models import FilingRecord, WorkingCopy
from budgetportal.filings.storage import load
from budgetportal.filings.workbooks import limits, read_workbook
from budgetportal.filings.workbooks.entry.taking import take_workbook
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from budgetportal.units.models import Role, Unit
from tests.filings.addresses import overview, workbook
from tests.filings.forms import page_of, select
from tests.filings.stored import fetched
from tests.filings.workbook_edits import edited
from tests.filings.workbook_pages import NEW, THREE, changes_on, confirm, hand_in, problems_on, refused

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def test_the_workbook_is_fetched_under_its_name_and_says_what_is_stored(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    response = accountant.get(workbook(record, "_file"))
    assert response.status_code == 200
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''2024%E5%B9%B4")
    assert take_workbook(response.content, "工作簿.xlsx").filing == example


def test_a_workbook_that_could_not_be_handed_in_is_not_made(
    record: FilingRecord, accountant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CELLS", 1_000)
    response = accountant.get(workbook(record, "_file"))
    assert "不能下载" in response.content.decode()
    assert "个单元格，工作簿最多 1,000 个" in problems_on(response)[0]
    with pytest.raises(CommandError, match="工作簿最多 1,000 个"):
        call_command("export_filing", record.unit.code, "2024", "budget", output=Path("never-written.xlsx"))
    assert not Path("never-written.xlsx").exists()


def test_a_name_that_no_file_may_have_does_no_harm(record: FilingRecord, accountant: Client) -> None:
    Unit.objects.filter(pk=record.unit_id).update(name='中心"\r\n<甲>/..\\乙')
    header = accountant.get(workbook(record, "_file"))["Content-Disposition"]
    assert not set(header) & set("\r\n<>\\/")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER, Role.BUREAU, Role.AUDITOR])
def test_others_of_the_unit_fetch_and_do_not_hand_in(
    record: FilingRecord, signed_in: ClientOf, role: Role, example: BudgetFiling
) -> None:
    client = signed_in(record.unit, role)
    page = client.get(workbook(record))
    assert page.status_code == client.get(workbook(record, "_file")).status_code == 200
    assert select(page_of(page.content), "input[type=file]") == []
    assert hand_in(client, workbook(record), entry_workbook(example)).status_code == 404


def test_the_overview_leads_to_both(record: FilingRecord, accountant: Client) -> None:
    page = page_of(accountant.get(overview(record)).content)
    links = {link.get("href") for link in select(page, ".workbook-links a")}
    assert links == {workbook(record), workbook(record, "_file")}


# -------------------------------------------------------------------------------------------- a new filing


def test_a_workbook_makes_its_filing(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    book = accountant.get(workbook(record, "_file")).content
    WorkingCopy.objects.all().delete()
    record.delete()
    response = hand_in(accountant, NEW, book)
    assert "还没有建立" in response.content.decode()
    assert not FilingRecord.objects.exists()
    done = confirm(accountant, response)
    made = FilingRecord.objects.get()
    assert done.url == overview(made)
    assert load(fetched(made)) == example
    assert "已经建立" in refused(confirm(accountant, response))  # pressed twice


def test_a_workbook_of_a_filing_that_is_there_leads_to_its_report(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    response = hand_in(accountant, NEW, edited(entry_workbook(example), *THREE))
    assert len(changes_on(response)) == 3
    assert select(page_of(response.content), "form.workbook-confirm")[0].get("action") == workbook(record)
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
