"""Rules on what is compared with last year: prior figures, directions, reasons."""

from __future__ import annotations

import dataclasses

import pytest

from budgetportal.classification.codes import functional
from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.checks.changes import contradiction
from budgetportal.disclosure.terms import Category, OfficialItem
from tests.disclosure.examples import (
    OFFICE,
    WORK,
    filing,
    spent,
)
from tests.disclosure.findings import fires, found, not_checked, silent
from tests.disclosure.full_filing import compare


class TestChanges:
    WHOLE = (
        compare("general.basic", "90.00", "在职人员调入三人"),
        compare("general.project", "10.00"),
        compare(f"general.function.{OFFICE}", "90.00", "在职人员调入三人"),
        compare(f"general.function.{WORK}", "10.00"),
    )
    ROWS = (spent("99.00"), spent("10.00", Category.PROJECT, WORK))

    def whole(self, *rows: Comparison) -> BudgetFiling:
        by_topic = {row.topic: row for row in (*self.WHOLE, *rows)}
        return filing(expenditure=self.ROWS, comparisons=tuple(by_topic.values()))

    def test_functions_of_last_year(self):
        silent(self.whole(), "B40")
        one = fires(self.whole(compare("general.basic", "90.01")), "B40", "comparisons[general.basic].prior")
        assert one.difference == "-0.01"
        not_checked(filing(expenditure=self.ROWS, comparisons=self.WHOLE[:3]), "B40")

    def test_official_items_of_last_year(self):
        items = [compare(f"official.{item}", "1.00") for item in OfficialItem]
        fires(self.whole(compare("official.total", "4.01"), *items), "B40.1", "comparisons[official.total].prior")
        silent(self.whole(compare("official.total", "4.00"), *items), "B40.1")
        not_checked(self.whole(compare("official.total", "4.00"), *items[:3]), "B40.1")

    @pytest.mark.parametrize(
        ("reason", "rises", "word"),
        [
            ("本年未增加人员", True, "未增加"),
            ("在职人员减少两人", True, "减少"),
            ("退休人员减少，在职人员增加", True, ""),
            ("新增一个项目", True, ""),
            ("没有减少支出", False, "没有减少"),
            ("人员增加三人", False, "增加"),
            ("严格控制，压减一般性支出", False, ""),
            ("缴费基数调整", False, ""),
        ],
    )
    def test_direction_of_a_reason(self, reason: str, rises: bool, word: str):
        assert contradiction(reason, rises=rises) == word

    def test_reason_against_the_direction(self):
        topic = "general.basic"
        fires(self.whole(compare(topic, "90.00", "在职人员减少三人")), "B41", f"comparisons[{topic}].reason")
        silent(self.whole(compare(topic, "99.00", "在职人员减少三人")), "B41")  # nothing changed

    def test_missing_reason(self):
        topic = "general.basic"
        fires(self.whole(compare(topic, "90.00")), "C1", f"comparisons[{topic}].reason")
        silent(self.whole(), "C1")
        silent(self.whole(compare("official.total", "1.00")), "C1")
        fund = f"fund.function.{WORK}"
        silent(self.whole(compare(fund, "1.00", purpose="设备购置")), "C1")

    def test_steep_rise_without_substance(self):
        topic = "general.basic"
        place = f"comparisons[{topic}].reason"
        function = compare(f"general.function.{OFFICE}", "89.99", "在职人员调入三人")
        fires(self.whole(compare(topic, "89.99", "工作需要"), function), "C2", place)
        silent(self.whole(compare(topic, "89.99", "工作需要")), "C2")  # 90.00, as B40 says
        fires(self.whole(compare(topic, "0.00", "正常增加")), "C2", place)
        silent(self.whole(compare(topic, "90.00", "工作需要")), "C2")  # exactly ten per cent
        silent(self.whole(compare(topic, "50.00", "新建的服务大厅在本年启用")), "C2")

    def test_messages_name_a_function_by_code_and_name(self):
        topic = f"general.function.{OFFICE}"
        words = f"一般公共预算 {OFFICE} {functional(2024).path(OFFICE)[-1].name}"
        for number, row in (
            ("B41", compare(topic, "90.00", "在职人员减少三人")),
            ("C1", compare(topic, "90.00")),
            ("C3", compare(topic, "90.00", "在职人员调入三人，较上年增加20%")),
        ):
            assert words in fires(self.whole(row), number, f"comparisons[{topic}].reason").message
        gone = compare("general.function.2019998", "1.00")  # no classification has it
        said = [one.message for one in found(self.whole(gone), "C1")]
        assert all("2019998 " not in one for one in said)

    def test_typed_figure_against_the_published_one(self):
        last = dataclasses.replace(filing(expenditure=(spent("90.01"),)), fiscal_year=2023)
        rows = (compare("general.basic", "90.00"),)
        whole = filing(expenditure=(spent("99.00"),), comparisons=rows)
        one = fires(whole, "B42", "comparisons[general.basic].prior", last=last)
        assert (one.expected, one.found) == ("90.01", "90.00")
        same = dataclasses.replace(filing(expenditure=(spent("90.00"),)), fiscal_year=2023)
        silent(whole, "B42", last=same)
        not_checked(whole, "B42")
