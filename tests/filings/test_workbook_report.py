"""An entry workbook that people have edited: each fault at its cell, the changes told cell by cell, nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.filing import Filing, Profile
from budgetportal.disclosure.terms import AmountUnit
from budgetportal.filings.workbooks.entry.differences import Change, SheetChange, differences
from budgetportal.filings.workbooks.entry.taking import Taken, is_behind, open_workbook, take_workbook, taken
from budgetportal.filings.workbooks.entry.writing import entry_workbook
from tests.filings.books import formula
from tests.filings.workbook_edits import Formula, Grids, edited, grids_of, workbook_of

FAULTS = [
    ("基本信息", "B5", "2024-13-45", "要填日期"),
    ("基本信息", "B7", "13.011", "小数超过两位"),
    ("基本信息", "B9", "一个", "要填整数"),
    ("单位概况", "B6", "-3", "不能小于 0"),
    ("单位概况", "B9", "1.5", "要填整数"),
    ("主要职能", "B5", "第一行\n第二行", "只能写一行"),
    ("各类编制数", "C5", "三", "要填整数"),
    ("收入", "B5", "201035", "七位项级编码"),
    ("收入", "D6", "一般公共", "不在可选的内容里；从下拉列表中选：一般公共预算（一般财力）、"),
    ("收入", "E6", "12a", "不是金额"),
    ("支出", "B5", "2019998", "2019998"),
    ("支出", "E7", "", "“支出类别”没有填；从下拉列表中选：人员经费、公用经费"),
    ("支出", "F6", "1,23.45", "千位分隔"),
    ("基本支出经济分类", "B5", "3010", "五位款级编码"),
    ("基本支出经济分类", "E6", "公用", "不是金额"),
    ("项目", "C5", "20103", "七位项级编码"),
    ("项目", "G5", "249.17.1", "不止一个小数点"),
    ("项目", "U5", "长" * 121, "最多 120 个"),
    ("项目", "AC5", "也许", "只能填“是”或“否”"),
    ("绩效目标", "D5", "", "“财政拨款”没有填"),
    ("绩效目标", "E5", "零", "不是金额"),
    ("项目-绩效指标", "F4", "大于", "≥ 不低于"),
    ("项目-绩效指标", "K4", "九十", "要填数字"),
    ("项目-绩效指标", "A5", "9", "没有序号 9"),
    ("“三公”经费", "B5", "招待费", "公务接待费"),
    ("与上年比较", "B4", "income.unknown", "income.general"),
    ("政府采购", "B4", "5.63元", "写了单位“元”"),
    ("国有资产", "B7", "0.5", "要填整数"),
    ("名词解释", "B4", "", "“名词”没有填"),
    ("自行表述的段落", "B4", "no.such", "没有键为“no.such”的段落"),
]


def take(data: bytes, stored: Filing | None = None) -> Taken:
    return taken(open_workbook(data, "工作簿.xlsx"), stored)


def said(found: Taken) -> list[str]:
    return [str(problem) for problem in found.problems]


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


# --------------------------------------------------------------------------------------------- problems


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


# ------------------------------------------------------------------------------------------ heads, sheets


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


# ------------------------------------------------------------------------------------------- which workbook


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


def test_a_workbook_knows_whether_the_filing_has_changed_since(example: BudgetFiling) -> None:
    found = take(entry_workbook(example), example)
    assert not is_behind(found, example)
    assert is_behind(found, replace(example, other_notes="又改了。"))


# --------------------------------------------------------------------------------------------- differences


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
        ("收入", "修改", 1, "金额（万元）", "143.01", "1143.01"),
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
