"""An entry workbook that people have edited: each fault is told at its cell, nothing is guessed."""

from __future__ import annotations

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.filings.workbooks.entry.differences import differences
from budgetportal.filings.workbooks.entry.taking import Taken
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from tests.filings.workbook_edits import Formula, edited, grids_of, workbook_of
from tests.filings.workbook_reports import FAULTS, said, take


def test_thirty_faults_are_thirty_lines_each_at_its_cell(example: BudgetFiling) -> None:
    assert len(FAULTS) == 30
    found = take(edited(entry_workbook(example), *(fault[:3] for fault in FAULTS)), example)
    assert found.filing is None
    lines = {(problem.sheet, problem.address): problem.message for problem in found.problems}
    assert len(found.problems) == 30
    assert set(lines) == {(sheet, cell) for sheet, cell, _, _ in FAULTS}
    for sheet, cell, _, words in FAULTS:
        assert words in lines[sheet, cell]
    for word in ("请", "非法", "无效"):
        assert word not in "".join(said(found))


@pytest.mark.parametrize(("sheet", "cell", "text", "words"), FAULTS, ids=[f"{one[0]} {one[1]}" for one in FAULTS])
def test_one_fault_is_one_line(example: BudgetFiling, sheet: str, cell: str, text: str, words: str) -> None:
    found = take(edited(entry_workbook(example), (sheet, cell, text)), example)
    assert [(problem.sheet, problem.address) for problem in found.problems] == [(sheet, cell)]
    assert words in found.problems[0].message


def test_text_that_looks_like_a_calculation_is_none(example: BudgetFiling) -> None:
    """A workbook calculates for itself; what it has not calculated is a text, and no amount."""
    found = take(edited(entry_workbook(example), ("收入", "E6", "=100+43.01")), example)
    assert [(problem.sheet, problem.address) for problem in found.problems] == [("收入", "E6")]
    assert "不是金额" in found.problems[0].message


def test_problems_come_in_the_order_of_the_workbook(example: BudgetFiling) -> None:
    found = take(edited(entry_workbook(example), *(fault[:3] for fault in reversed(FAULTS))))
    sheets = list(grids_of(entry_workbook(example)))
    places = [(sheets.index(problem.sheet), problem.row, problem.column) for problem in found.problems]
    assert places == sorted(places)


def test_a_report_is_no_longer_than_a_person_reads(example: BudgetFiling) -> None:
    grids = grids_of(entry_workbook(example))
    grids["收入"] += [["", str(n), "", "", "x"] for n in range(300)]
    found = said(take(workbook_of(grids), example))
    assert len(found) == 201
    assert found[-1].startswith("共有 900 处问题，只列出前 200 处")


def test_rows_are_numbered_as_on_the_sheet(example: BudgetFiling) -> None:
    found = take(edited(entry_workbook(example), ("收入", "B6", "2010350")))
    assert said(found) == [
        "工作表“收入”的单元格 B6：第 6 行与第 5 行重复"
        "（功能分类科目编码 “2010350”，资金来源 “一般公共预算（一般财力）”）；"
        "合并为一行，或改正其中一行"
    ]


def test_what_has_no_cell_of_its_own_is_told_at_the_row(example: BudgetFiling) -> None:
    found = take(edited(entry_workbook(example), ("项目", "G5", ""), ("项目", "K5", "")))
    assert [(one.sheet, one.address) for one in found.problems] == [("项目", "F5")]
    assert "按类填写金额" in found.problems[0].message


# ------------------------------------------------------------------------------------------------ warnings


def test_a_typed_total_that_disagrees_is_told_and_not_stored(example: BudgetFiling) -> None:
    found = take(edited(entry_workbook(example), ("收入", "E4", "500.00"), ("支出", "F4", "412.33")), example)
    assert found.filing == example
    assert [str(one) for one in found.warnings] == [
        "工作表“收入”的单元格 E4：合计行的“金额（万元）”写的是 500.00，各行相加是 412.33；合计没有导入，核对各行"
    ]


def test_a_total_that_nobody_touched_is_no_complaint(example: BudgetFiling) -> None:
    found = take(edited(entry_workbook(example), ("收入", "E5", "1.00")), example)
    assert list(found.warnings) == []
    (sheet,) = differences(example, found.filing)  # type: ignore[arg-type]
    assert [(one.head, one.old, one.new) for one in sheet.sums] == [("金额（万元）", "412.33", "270.32")]


def test_a_total_below_the_rows_is_a_total(example: BudgetFiling) -> None:
    found = take(edited(entry_workbook(example), ("收入", "B7", "合 计"), ("收入", "E7", "412.33")), example)
    assert (found.filing, list(found.warnings)) == (example, [])


def test_a_sheet_of_ones_own_and_other_facts_of_the_unit_are_told(example: BudgetFiling) -> None:
    grids = grids_of(entry_workbook(example)) | {"草算": [["1"]]}
    for row in grids["说明"]:
        if row[0] == "主管部门":
            row[1] = "别的部门"
    found = take(workbook_of(grids), example)
    assert found.filing == example
    assert [str(one).partition("，没有")[0] for one in found.warnings] == [
        "工作表“草算”：不是填报表",
        "工作表“说明”的单元格 B9：“主管部门”与系统中的（示例市人民政府办公室）不同",
    ]


def calculated(example: BudgetFiling, first: float, second: float) -> Taken:
    """The amounts of the income as formulas with these results."""
    grids = grids_of(edited(entry_workbook(example), ("收入", "E5", "FIRST"), ("收入", "E6", "SECOND")))
    formulas = {"FIRST": Formula("=100.1+42.91", first), "SECOND": Formula("=A1/3", second)}
    return take(workbook_of(grids, lambda text: formulas.get(text, text)), example)


def test_a_calculated_amount_is_taken_and_told(example: BudgetFiling) -> None:
    found = calculated(example, 100.1 + 42.91, 269.32000000000005)
    assert found.filing == example
    assert [str(one) for one in found.warnings] == ["工作表“收入”：E5、E6是公式，按保存时的计算结果导入"]


def test_a_calculated_amount_is_not_rounded_in_silence(example: BudgetFiling) -> None:
    found = calculated(example, 143.01, 1 / 3)
    assert [(one.sheet, one.address) for one in found.problems] == [("收入", "E6")]
    assert "小数超过两位" in found.problems[0].message
