"""What an edited entry workbook changes in a filing, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.filing import Profile
from budgetportal.filings.workbooks.entry.differences import Change, SheetChange, differences
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from tests.filings.workbook_edits import edited, grids_of, workbook_of
from tests.filings.workbook_reports import said, take


def changes_of(example: BudgetFiling, *edits: tuple[str, str, str]) -> list[SheetChange]:
    found = take(edited(entry_workbook(example), *edits), example)
    assert said(found) == []
    assert found.filing is not None
    return differences(example, found.filing)


def cells_of(changes: list[SheetChange]) -> list[tuple[str, str, int, str, str, str]]:
    return [
        (sheet.name, row.change.value, row.new or row.old, cell.head, cell.old, cell.new)
        for sheet in changes
        for row in sheet.rows
        for cell in row.cells
    ]


def test_unchanged_is_no_difference(example: BudgetFiling) -> None:
    assert changes_of(example) == []


def test_unchanged_filings_as_published_are_no_difference(shared_folder: Path) -> None:
    for path in sorted((shared_folder / "filings").glob("*.json")):
        filing, _ = read_filing(path.read_bytes())
        assert filing is not None
        found = take(entry_workbook(filing), filing)
        assert (said(found), differences(filing, found.filing)) == ([], [])  # type: ignore[arg-type]


def test_three_changed_cells_are_three_changes(example: BudgetFiling) -> None:
    changes = changes_of(
        example,
        ("收入", "E5", "1,143.01"),
        ("项目-绩效指标", "G4", "35"),
        ("国有资产", "B4", "2023年12月30日"),
    )
    assert cells_of(changes) == [
        ("收入", "修改", 1, "金额（万元）", "143.01", "1,143.01"),
        ("项目-绩效指标", "修改", 1, "指标值", "34", "35"),
        ("国有资产", "修改", 1, "截至日期", "2023-12-31", "2023-12-30"),
    ]
    assert [sheet.counts for sheet in changes] == [[("修改", 1)]] * 3


def test_a_blank_is_told_from_a_zero(example: BudgetFiling) -> None:
    assert cells_of(changes_of(example, ("基本信息", "B7", ""))) == [
        ("基本信息", "修改", 1, "机关运行经费（万元）", "13.01", "")
    ]
    assert cells_of(changes_of(example, ("基本信息", "B7", "0"))) == [
        ("基本信息", "修改", 1, "机关运行经费（万元）", "13.01", "0.00")
    ]


def test_rows_that_come_go_and_move(example: BudgetFiling) -> None:
    grids = grids_of(entry_workbook(example))
    income = grids["收入"]
    income[4], income[5] = income[5], income[4]
    del grids["内设处室"][4]
    expenditure = grids["支出"]
    new = ["", "2010301 行政运行", "", *expenditure[4][3:5], "2.00"]
    expenditure.insert(4, new)
    found = take(workbook_of(grids), example)
    changes = differences(example, found.filing)  # type: ignore[arg-type]
    rows = [(sheet.name, row.change, row.old, row.new) for sheet in changes for row in sheet.rows]
    assert rows == [
        ("内设处室", Change.DELETED, 2, 0),
        ("收入", Change.MOVED, 1, 2),
        ("支出", Change.ADDED, 0, 1),
    ] or rows[1] == ("收入", Change.MOVED, 2, 1)
    assert cells_of(changes)[1:] == [
        ("支出", "新增", 1, "功能分类科目编码", "", "2010301"),
        ("支出", "新增", 1, "资金来源", "", "一般公共预算（一般财力）"),
        ("支出", "新增", 1, "支出类别", "", "人员经费"),
        ("支出", "新增", 1, "金额（万元）", "", "2.00"),
    ]


def test_a_renamed_project_is_one_change(example: BudgetFiling) -> None:
    found = take(edited(entry_workbook(example), ("项目", "B5", "大厅运行费")), example)
    assert cells_of(differences(example, found.filing)) == [  # type: ignore[arg-type]
        ("项目", "修改", 1, "项目名称", "大厅运行维护费", "大厅运行费")
    ]
    assert len(found.warnings) == 1  # however many rows name it


def test_a_long_text_is_shown_where_it_differs(example: BudgetFiling) -> None:
    long = "甲" * 5_000
    stored = replace(example, profile=Profile(duties=(long,)))
    new = replace(example, profile=Profile(duties=(f"{long[:3_000]}乙{long[3_001:]}",)))
    ((_, _, _, _, old, now),) = cells_of(differences(stored, new))
    assert "乙" in now
    assert "乙" not in old
    assert max(len(old), len(now)) < 300
    assert now.endswith("（共 5000 字）")


def test_many_rows_are_compared_in_time(example: BudgetFiling) -> None:
    rows = tuple(
        replace(
            example.comparisons[0], topic=f"general.function.{2010000 + n}", prior=Decimal(n).quantize(Decimal("1.00"))
        )
        for n in range(400)
    )
    stored = replace(example, comparisons=rows)
    new = replace(example, comparisons=tuple(replace(row, prior=(row.prior or 0) + 1) for row in rows[5:]))
    (sheet,) = differences(stored, new)
    assert sheet.counts == [("修改", 395), ("删除", 5)]
