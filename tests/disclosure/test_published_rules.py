"""The rules of published tables one by one: where they fire, where they nearly do, and what was not checked."""

from __future__ import annotations

from collections.abc import Iterable

from budgetportal.disclosure.checks.findings import Finding
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.published import PublishedReading, read_published
from tests.disclosure.plain_books import Grid, grid_of
from tests.disclosure.published_examples import SOUND

EDITION = "xinjiang-budget-2024"


def grids(edition: str = EDITION) -> dict[str, Grid]:
    return {table.key: grid_of(table) for table in compose(SOUND[edition]).tables() if table.number}


def read(sheets: Iterable[Grid]) -> PublishedReading:
    return read_published([grid.sheet() for grid in sheets], SOUND[EDITION].unit)


def row_of(grid: Grid, *begins: str) -> list[str]:
    return next(row for row in grid.rows[grid.first :] if tuple(row[: len(begins)]) == begins)


def total_of(grid: Grid) -> list[str]:
    return next(row for row in grid.rows[grid.first :] if {"总计", "合计"} & set(row))


def told(reading: PublishedReading, *severities: str) -> list[Finding]:
    return [one for one in reading.findings if one.severity in (severities or ("error", "warning"))]


def only(reading: PublishedReading, *severities: str) -> Finding:
    (one,) = told(reading, *severities)
    return one


class TestSums:
    def test_a_copy_has_no_tolerance(self) -> None:
        """收支总体 against 支出总体: one figure printed twice, a cent apart."""
        sheets = grids()
        row = next(row for row in sheets["unit_summary"].rows if row[2:3] and row[2].startswith("208"))
        row[3] = "10.01"
        one = only(read(sheets.values()))
        assert (one.rule, one.found, one.expected, one.difference) == ("B3", "10.01", "10.00", "0.01")

    def test_a_sum_of_several_terms_may_be_a_cent_off_from_rounding(self) -> None:
        """表 10: two of three terms are not 0, each half a cent off at most."""
        sheets = grids("xinjiang-budget-2020")
        row = sheets["official_expenses"].rows[sheets["official_expenses"].first]
        row[0] = "4.46"
        reading = read(sheets.values())
        assert told(reading) == []
        (hint,) = [one for one in reading.findings if one.rule == "B10"]
        assert "四舍五入" in hint.message
        assert reading.filing is not None
        row[0] = "4.47"
        assert only(read(sheets.values())).rule == "B10"

    def test_two_faults_are_two_findings(self) -> None:
        sheets = grids()
        row_of(sheets["general_basic"], "301", "01")[3] = "81.00"
        row_of(sheets["unit_expenditure"], "208", "05", "05")[4] = "11.00"
        assert {one.place for one in told(read(sheets.values()))} == {"表 6!D10", "表 3!E15"}

    def test_a_parent_that_differs_from_its_parts_is_told_and_not_they(self) -> None:
        sheets = grids()
        row_of(sheets["general_basic"], "302", "", "商品和服务支出")[3] = "21.00"
        one = only(read(sheets.values()))
        assert one.rule == "B8"
        for word in ("302 商品和服务支出", "21.00", "20.00", "1.00", "改正这一格"):
            assert word in one.message

    def test_parts_called_qizhong_may_be_left_out_altogether_and_not_in_part(self) -> None:
        sheets = grids()
        inside = [row for row in sheets["unit_summary"].rows if row[1:2] and row[1] in ("1.00", "2.00", "3.00", "5.00")]
        own = [row for row in inside if row[0].endswith(("事业收入", "上级补助收入", "附属单位上缴收入", "其他收入"))]
        own += [row for row in sheets["unit_summary"].rows if row[0] == "事业单位经营收入"]
        own[0][1] = ""
        assert only(read(sheets.values())).rule == "B2"
        for row in own:
            row[1] = ""
        reading = read(sheets.values())
        assert told(reading) == []
        assert any("其中各项都没有填" in one.message for one in reading.findings if one.rule == "B2")

    def test_income_and_expenditure(self) -> None:
        sheets = grids()
        for row in sheets["unit_summary"].rows:
            if row[0] == "收入总计":
                row[3] = "262.00"
        one = only(read(sheets.values()))
        assert (one.expected, one.found) == ("261.00", "262.00")

    def test_an_unreadable_amount_is_told_and_its_sums_are_left_alone(self) -> None:
        sheets = grids()
        row_of(sheets["general_expenditure"], "208", "05", "05")[4] = "10.0.0"
        reading = read(sheets.values())
        one = only(reading)
        assert (one.rule, one.severity) == ("E0", "error")
        assert "10.0.0" in one.message

    def test_an_amount_beside_nothing(self) -> None:
        sheets = grids()
        row = next(row for row in sheets["fiscal_summary"].rows if row[0] == "" and row[2].startswith("21"))
        row[1] = "3.00"
        assert "没有项目名称" in only(read(sheets.values())).message


class TestCodes:
    def test_code_under_another_name(self) -> None:
        sheets = grids()
        row_of(sheets["unit_expenditure"], "201", "03", "02")[2] = "05"
        one = only(read(sheets.values()))
        assert (one.rule, one.place, one.expected, one.found) == ("B23", "表 3!C12", "2010302", "2010305")

    def test_a_name_that_several_codes_have(self) -> None:
        """行政运行 is the name of 2010201 too: the other tables say which it is."""
        sheets = grids()
        row_of(sheets["unit_income"], "201", "03", "01")[1] = "02"
        one = only(read(sheets.values()))
        assert (one.rule, one.place, one.expected) == ("B23", "表 2!B10", "2010301")

    def test_a_missing_code(self) -> None:
        sheets = grids()
        row_of(sheets["unit_expenditure"], "201", "03", "02")[:3] = ["", "", ""]
        one = only(read(sheets.values()))
        assert (one.rule, one.expected) == ("B23", "2010302")

    def test_a_misspelt_name_is_a_warning(self) -> None:
        sheets = grids()
        row_of(sheets["general_basic"], "302", "01")[2] = "办公经费"
        one = only(read(sheets.values()))
        assert (one.rule, one.severity, one.expected) == ("B23", "warning", "办公费")

    def test_brackets_of_another_width_are_the_same_name(self) -> None:
        sheets = grids()
        row = row_of(sheets["unit_expenditure"], "201", "03", "")
        row[3] = row[3].replace("（", "(").replace("）", ")")
        assert told(read(sheets.values())) == []

    def test_an_unknown_code_in_every_table_is_no_proof_of_an_error(self) -> None:
        sheets = grids()
        for grid in sheets.values():
            for row in grid.rows[grid.first :]:
                if row[:3] == ["201", "03", "02"]:
                    row[2], row[3] = "77", "新设科目"
        one = only(read(sheets.values()))
        assert (one.rule, one.severity) == ("B23", "warning")
        assert "科目表" in one.message
        assert read(sheets.values()).filing is None

    def test_economic_class_in_the_other_column(self) -> None:
        sheets = grids()
        for begins in (("302", ""), ("302", "01")):
            row = row_of(sheets["general_basic"], *begins)
            row[4], row[5] = row[5], row[4]
        total = total_of(sheets["general_basic"])
        total[4:6] = ["110.00", ""]
        one = only(read(sheets.values()))
        assert (one.rule, one.expected, one.found) == ("B8", "公用经费", "人员经费")


class TestNotes:
    def test_a_table_with_figures_is_not_empty(self) -> None:
        sheets = grids()
        sheets["general_basic"].rows.append(["本单位2024年没有安排，一般公共预算基本支出情况表为空表。"])
        assert (only(read(sheets.values())).rule, only(read(sheets.values())).severity) == ("B22", "error")

    def test_an_empty_table_says_so(self) -> None:
        sheets = grids("xinjiang-budget-2023")
        soe = sheets["soe_expenditure"]
        del soe.rows[soe.first :]
        one = only(read(sheets.values()))
        assert (one.rule, one.severity) == ("B22", "warning")

    def test_an_empty_table_names_itself(self) -> None:
        sheets = grids("xinjiang-budget-2023")
        soe = sheets["soe_expenditure"]
        soe.rows[-1] = ["备注：没有安排，政府性基金预算支出情况表为空表。"]
        one = only(read(sheets.values()))
        assert (one.rule, one.severity) == ("B22", "error")

    def test_the_standing_remark_of_2020_calls_nothing_empty(self) -> None:
        sheets = grids("xinjiang-budget-2020")
        assert any("无内容应公开空表" in row[0] for row in sheets["unit_summary"].rows)
        assert told(read(sheets.values())) == []


class TestOthers:
    def test_official_expenses_cover_their_part_of_basic_expenditure(self) -> None:
        sheets = grids()
        row_of(sheets["general_basic"], "302", "01")[1:3] = ["17", "公务接待费"]
        one = only(read(sheets.values()))
        assert (one.rule, one.expected, one.found) == ("B19", "20.00", "1.00")

    def test_same_money_by_function_is_advice(self) -> None:
        sheets = grids("xinjiang-budget-2023")
        basic, other = row_of(sheets["general_basic"], "301", "08"), row_of(sheets["general_basic"], "301", "01")
        basic[3] = basic[4] = "10.34"
        other[3] = other[4] = "61.06"
        reading = read(sheets.values())
        assert told(reading) == []
        assert [one.severity for one in reading.findings if one.rule == "B20"] == ["hint"]


class TestNotChecked:
    def test_a_missing_table(self) -> None:
        sheets = grids()
        del sheets["general_basic"]
        reading = read(sheets.values())
        assert told(reading) == []
        missing = {one.rule: one.message for one in told(reading, "not_checked")}
        assert {"B8", "B16", "B19", "P4"} <= set(missing)
        assert "B1" not in missing
        assert "一般公共预算基本支出情况表" in missing["B16"]
        assert reading.filing is None

    def test_a_header_that_cannot_be_read(self) -> None:
        sheets = grids()
        for row in sheets["general_basic"].rows[: sheets["general_basic"].first]:
            row[:] = [cell.replace("人员经费", "甲") for cell in row]
        reading = read(sheets.values())
        one = next(one for one in told(reading, "not_checked") if one.rule == "E0")
        assert one.place == "表 6!A2"
        assert "人员经费" in one.message
        assert told(reading) == []

    def test_a_workbook_of_something_else(self) -> None:
        reading = read([Grid("Sheet1", [["职工名册"], ["姓名", "部门"]])])
        one = only(reading)
        assert (one.rule, one.severity) == ("E0", "error")
        assert "标题" in one.message

    def test_nothing_at_all(self) -> None:
        assert only(read([])).rule == "E0"


def test_messages_speak_to_a_person() -> None:
    sheets = grids()
    row_of(sheets["general_basic"], "301", "01")[3] = "81.00"
    row_of(sheets["unit_expenditure"], "201", "03", "02")[2] = "05"
    sheets["soe_expenditure"].rows.append(["国有资本经营预算支出情况表为空表。"])
    for one in told(read(sheets.values())):
        assert not {"请", "非法", "无效"} & set(one.message)
        assert "；" in one.message
        assert "表 " in one.message


def test_a_table_of_thousands_of_rows_is_no_budget_and_ends_soon() -> None:
    sheets = grids()
    grid = sheets["unit_expenditure"]
    junk = [
        [f"{200 + n % 40}", f"{n % 99:02}", f"{n % 97:02}", f"某项{n}", f"{n}.01", "", f"{n}.02"] for n in range(1500)
    ]
    grid.rows[grid.first + 1 : grid.first + 1] = junk
    reading = read(sheets.values())
    assert any("最多 1,000 行" in one.message for one in reading.findings)
    assert len(reading.findings) == 201
    assert "只列出前 200 条" in reading.findings[-1].message
