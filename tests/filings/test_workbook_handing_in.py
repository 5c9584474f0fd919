"""A workbook handed in is looked at before anything is stored: its changes, its faults, whether it is one at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgetportal.classification.codes import functional
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load, store
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from tests.filings.addresses import workbook
from tests.filings.forms import page_of, select
from tests.filings.stored import fetched
from tests.filings.workbook_edits import edited
from tests.filings.workbook_pages import THREE, changes_on, confirm, hand_in, problems_on
from tests.filings.workbook_reports import FAULTS

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def test_unchanged_is_nothing_to_import(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    response = hand_in(accountant, workbook(record), accountant.get(workbook(record, "_file")).content)
    assert "0 处差异" in response.content.decode()
    assert select(page_of(response.content), "form.workbook-confirm") == []
    assert fetched(record).revision == record.revision


def test_three_cells_are_shown_and_stored_once_confirmed(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    response = hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE))
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
        hand_in(accountant, workbook(record), edited(entry_workbook(example), *THREE)).content.count(b"0 \xe5\xa4\x84")
        == 1
    )


def test_thirty_faults_store_nothing(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    book = edited(entry_workbook(example), *(fault[:3] for fault in FAULTS))
    response = hand_in(accountant, workbook(record), book)
    lines = select(page_of(response.content), "table.located tbody tr")
    assert len(lines) == 30
    assert "30 处问题" in response.content.decode()
    assert select(page_of(response.content), "input[name=token]") == []
    assert (load(fetched(record)), fetched(record).revision) == (example, record.revision)


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
        response = accountant.post(workbook(record), post)
        assert response.status_code == 200
        (problem,) = problems_on(response)
        assert words in problem, (name, problem)
    assert fetched(record).revision == record.revision


def test_the_name_of_a_file_is_never_shown_as_markup(record: FilingRecord, accountant: Client) -> None:
    response = hand_in(accountant, workbook(record), b"PK\x03\x04", "<img src=x onerror=alert(1)>.xlsx")
    assert b"<img" not in response.content


def test_texts_of_a_workbook_are_never_markup(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    book = edited(entry_workbook(example), ("内设处室", "B4", "<b onclick=x>处</b>"), ("收入", "F3", "<i>列</i>"))
    assert b"<i>" not in hand_in(accountant, workbook(record), book).content
    book = edited(entry_workbook(example), ("内设处室", "B4", "<b onclick=x>处</b>"))
    response = hand_in(accountant, workbook(record), book)
    assert b"<b onclick" not in response.content
    assert "&lt;b onclick=x&gt;" in response.content.decode()


def test_a_stale_workbook_says_so(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    book = edited(entry_workbook(example), *THREE)
    store(record, replace(example, other_notes="后来改的。"))
    response = hand_in(accountant, workbook(record), book)
    assert "下载这份工作簿以后，系统里的填报又有改动" in response.content.decode()
    assert ("修改", "其他需说明的事项", "后来改的。", "本单位无其他需说明的事项。") in changes_on(response)


# ------------------------------------------------------------------------------------------------- queries


def queries(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as found:
        assert ask().status_code in (200, 302)
    return len(found)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    def counts() -> tuple[int, int, int]:
        stored = load(fetched(record))
        book = edited(entry_workbook(stored), ("基本信息", "B10", f"第 {len(stored.income)} 行。"))  # type: ignore[attr-defined]
        return (
            queries(lambda: accountant.get(workbook(record))),
            queries(lambda: accountant.get(workbook(record, "_file"))),
            queries(lambda: hand_in(accountant, workbook(record), book)),
        )

    few = counts()
    rows = tuple(replace(example.income[0], function=code.code) for code in functional(2024).codes("项")[:200])
    store(record, replace(example, income=rows))
    assert counts() == few
    assert max(few) <= 32, few
