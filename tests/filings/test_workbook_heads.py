"""Sheets, heads and rows of an entry workbook are found wherever they stand; what is missing or another's is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.terms import AmountUnit
from budgetportal.filings.workbooks.entry.taking import is_behind, take_workbook
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from tests.filings.books import formula
from tests.filings.workbook_edits import Grids, grids_of, workbook_of
from tests.filings.workbook_reports import said, take


def test_columns_and_rows_may_stand_in_any_order_and_further_down(example: BudgetFiling) -> None:
    grids = {
        name: rows if name in ("说明", "选项") else [[], ["随手写的一行"], *(list(reversed(row)) for row in rows)]
        for name, rows in grids_of(entry_workbook(example)).items()
    }
    assert take(workbook_of(grids), example).filing == example


def test_empty_rows_and_spaces_in_heads_say_nothing(example: BudgetFiling) -> None:
    grids = grids_of(entry_workbook(example))
    grids["收入"][3:4] = [["", ""], [" "], grids["收入"][3], [], []]
    grids["收入"][2] = [f" {head[:2]}\n{head[2:]} ".replace("（", "(").replace("）", ")") for head in grids["收入"][2]]
    assert take(workbook_of(grids), example).filing == example


def with_rows(change: Callable[[Grids], object]) -> Callable[[BudgetFiling], list[str]]:
    def told(example: BudgetFiling) -> list[str]:
        grids = grids_of(entry_workbook(example))
        change(grids)
        found = take(workbook_of(grids), example)
        assert found.filing is None
        return said(found)

    return told


def drop_column(rows: list[list[str]], column: int) -> None:
    for row in rows:
        del row[column : column + 1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda grids: grids.pop("收入"), "缺少工作表“收入”"),
        (lambda grids: grids.update({"收入 (2)": grids.pop("收入")}), "缺少工作表“收入”"),
        (lambda grids: drop_column(grids["收入"], 4), "工作表“收入”：缺少“金额（万元）”一列"),
        (lambda grids: grids["收入"][2].append("备注"), "工作表“收入”的单元格 F3：没有“备注”这一列"),
        (lambda grids: grids["收入"][4].append("多写的"), "工作表“收入”的单元格 F5：这一列没有表头"),
        (lambda grids: grids["收入"][2].append("金额（万元）"), "工作表“收入”的单元格 F3：“金额（万元）”有两列"),
        (lambda grids: grids["收入"][2].__setitem__(4, "金额（元）"), "没有“金额（元）”这一列"),
        (lambda grids: grids.update({"收入": [["没有表头"]]}), "工作表“收入”：找不到表头"),
        (lambda grids: grids["政府采购"].pop(3), "工作表“政府采购”：缺少“货物（万元）”一行"),
        (lambda grids: grids["政府采购"].append(["车", "1"]), "工作表“政府采购”的单元格 A9：没有“车”这一项"),
        (lambda grids: grids["政府采购"].append(grids["政府采购"][3]), "“货物（万元）”写了两行"),
        (lambda grids: grids["绩效目标"].append(grids["绩效目标"][4]), "这个项目已有一行"),
        (lambda grids: grids["项目"].append(["1", "另一个", *grids["项目"][4][2:]]), "序号 1 写了两行"),
        (lambda grids: grids["自行表述的段落"].append(["", "general.total", "又一段"]), "写了两行；合并为一行"),
        (lambda grids: grids["绩效目标"][4].__setitem__(slice(0, 2), ["", ""]), "没有写明所属的项目"),
        (lambda grids: grids["绩效目标"][4].__setitem__(slice(0, 2), ["", "别的"]), "没有名称为“别的”的行"),
    ],
)
def test_what_is_missing_or_too_much_is_told(example: BudgetFiling, change: Callable, told: str) -> None:  # type: ignore[type-arg]
    assert any(told in line for line in with_rows(change)(example))


def test_a_missing_column_is_told_once_and_not_for_each_row(example: BudgetFiling) -> None:
    assert len(with_rows(lambda grids: drop_column(grids["收入"], 1))(example)) == 1


def test_rows_find_their_project_by_name_where_it_has_no_number(example: BudgetFiling) -> None:
    grids = grids_of(entry_workbook(example))
    for name in ("绩效目标", "项目-绩效指标"):
        for row in grids[name][4 if name == "绩效目标" else 3 :]:
            row[0] = ""
    grids["项目"][4][0] = ""
    assert take(workbook_of(grids), example).filing == example


# ------------------------------------------------------------------------------------------ which workbook


def test_another_filings_workbook_is_recognised(example: BudgetFiling) -> None:
    other = replace(
        example, unit=replace(example.unit, code="650100-other"), fiscal_year=2023, amount_unit=AmountUnit.YUAN
    )
    found = take(entry_workbook(other), example)
    assert [problem.message.partition("；")[0] for problem in found.problems] == [
        "“单位编码”是“650100-other”，这份填报是“650100-sample”",
        "“预算年度”是“2023”，这份填报是“2024”",
        "“金额单位”是“元”，这份填报是“万元”",
    ]


def test_a_workbook_of_another_version_or_layout_is_recognised(example: BudgetFiling) -> None:
    for label, words in (("格式版本", "格式版本是“budget-workbook/0”"), ("版式校验码", "表和列与现在的填报表不同")):
        grids = grids_of(entry_workbook(example))
        for row in grids["说明"]:
            if row[0] == label:
                row[1] = "budget-workbook/0"
        (problem,) = take(workbook_of(grids)).problems
        assert words in problem.message
        assert problem.sheet == "说明"


@pytest.mark.parametrize(
    ("grids", "words"),
    [
        ({"Sheet1": [["收入", "1"]]}, "不是本系统的填报工作簿"),
        ({"说明": [["随便", "写写"]]}, "不是本系统的填报工作簿"),
        ({"目录": [["单位预算公开", ""]], "表1": [["收入", "1"]]}, "这是公开表的工作簿"),
    ],
)
def test_what_is_no_entry_workbook_is_told(grids: Grids, words: str) -> None:
    assert words in said(take(workbook_of(grids)))[0]


def test_a_hostile_workbook_is_refused_by_the_reader() -> None:
    assert "文件" in said(take_workbook(b"MZ not a workbook", "a.xlsx"))[0]
    assert "DDE" in said(take_workbook(formula("cmd|' /C calc'!A0")))[0]


def test_a_workbook_knows_whether_the_filing_has_changed_since(example: BudgetFiling) -> None:
    found = take(entry_workbook(example), example)
    assert not is_behind(found, example)
    assert is_behind(found, replace(example, other_notes="又改了。"))
