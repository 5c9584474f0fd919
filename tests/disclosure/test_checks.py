"""Every rule fires where it is broken, at its cell, and stays silent where it is nearly broken."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetportal.classification.codes import functional
from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.checks import RULES, check
from budgetportal.disclosure.checks.changes import contradiction
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.checks.personal_data import is_card_number, is_identity_number
from budgetportal.disclosure.filing import Profile, Staffing
from budgetportal.disclosure.terms import Category, DisclosureKind, OfficialItem, Source
from tests.disclosure.examples import (
    OFFICE,
    PENSION,
    WORK,
    assets,
    basic,
    filing,
    in_yuan,
    income,
    indicator,
    official,
    performance,
    procurement,
    project,
    spent,
    unit_performance,
)

SPAN = re.compile(r"([BFS])(\d+) to [BFS](\d+)")
OTHER = "2010399"  # 其他政府办公厅（室）及相关机构事务支出


def found(whole: BudgetFiling, number: str, **more: Any) -> list[Finding]:
    """What one rule finds."""
    return [one for one in check(whole, **more) if one.rule == number]


def fires(whole: BudgetFiling, number: str, place: str, **more: Any) -> Finding:
    """The one finding of a rule, which stands at this place."""
    listed = found(whole, number, **more)
    assert [one.place for one in listed] == [place], listed
    assert listed[0].severity is not Severity.NOT_CHECKED
    return listed[0]


def silent(whole: BudgetFiling, number: str, **more: Any) -> None:
    """The rule had something to work on and found nothing."""
    assert found(whole, number, **more) == []


def not_checked(whole: BudgetFiling, number: str) -> None:
    assert [one.severity for one in found(whole, number)] == [Severity.NOT_CHECKED]


def compared(topic: str, prior: str, reason: str | None = None, purpose: str | None = None) -> Comparison:
    return Comparison(topic=topic, prior=Decimal(prior), reason=reason, purpose=purpose)


def test_numbers_are_unique_and_every_rule_names_its_source() -> None:
    for rules in RULES.values():
        assert len({rule.number for rule in rules}) == len(rules)
        assert all(rule.title and rule.source for rule in rules)


class TestSums:
    def test_income_and_expenditure(self):
        whole = filing(income=(income("10.00"),), expenditure=(spent("10.01"),))
        one = fires(whole, "B13", "income[0].amount")
        assert (one.expected, one.found, one.difference) == ("10.01", "10.00", "-0.01")
        assert all(figure in one.message for figure in ("10.00", "10.01", "0.01"))
        silent(whole, "B1")  # which would say the same again
        more = filing(income=(income("10.00"),), expenditure=(spent("10.01"), spent("2.00", function=WORK)))
        one = fires(more, "B1", "expenditure")
        assert (one.expected, one.found, one.difference) == ("10.00", "12.01", "2.01")
        silent(filing(income=(income("10.00"),), expenditure=(spent("4.00"), spent("6.00", Category.PUBLIC))), "B1")
        not_checked(filing(income=(income("10.00"),)), "B1")

    def test_each_function_and_source(self):
        rows = (spent("4.00"), spent("6.00", Category.PROJECT, WORK))
        whole = filing(income=(income("6.00"), income("4.00", WORK)), expenditure=rows)
        assert [one.place for one in found(whole, "B13")] == ["income[0].amount", "income[1].amount"]
        silent(dataclasses.replace(whole, income=(income("4.00"), income("6.00", WORK))), "B13")
        moved = dataclasses.replace(whole, income=(income("4.00"), income("6.00", WORK, Source.FUND)))
        one = fires(moved, "B13", "expenditure[1].source")  # the same money under two sources
        assert (one.expected, one.found) == ("fund", "general")

    def test_the_same_money_under_two_codes(self):
        rows = (spent("4.00"), spent("9.90", Category.PROJECT, WORK))
        whole = filing(income=(income("4.00"), income("9.90", OTHER)), expenditure=rows)
        one = fires(whole, "B13", "income[1].function")
        assert (one.expected, one.found) == (WORK, OTHER)
        assert f"9.90 万元列在 {OTHER}" in one.message
        listed = (project(amounts={"302": "9.90"}, function=OTHER),)  # which says that the expenditure is wrong
        fires(dataclasses.replace(whole, projects=listed), "B13", "expenditure[1].function")
        silent(dataclasses.replace(whole, projects=listed), "B17")

    def test_a_sum_that_only_one_row_explains(self):
        rows = (spent("4.00"), spent("6.00", Category.PROJECT, WORK))
        listed = (project(amounts={"302": "5.00"}),)
        whole = filing(income=(income("4.00"), income("5.00", WORK)), expenditure=rows, projects=listed)
        one = fires(whole, "B13", "expenditure[1].amount")  # income and project agree against it
        assert "应改支出表" in one.message
        silent(whole, "B17")

    def test_a_row_in_the_wrong_category(self):
        rows = (spent("4.00"), spent("6.00"))
        whole = filing(
            income=(income("10.00"),),
            expenditure=(rows[0], dataclasses.replace(rows[1], function=WORK)),
            basic_by_economic=(basic("4.00"), basic("6.00", "30201", Category.PUBLIC)),
        )
        one = fires(whole, "B16", "expenditure[1].category")
        assert (one.expected, one.found) == ("公用经费", "人员经费")

    def test_amounts_are_compared_as_published(self):
        whole = in_yuan(income=(income("100000.00"),), expenditure=(spent("100049.00"),))
        silent(whole, "B1")

    def test_basic_expenditure_and_its_economic_rows(self):
        rows = (spent("10.00"), spent("2.00", Category.PUBLIC))
        economic = (basic("10.00"), basic("2.01", "30201", Category.PUBLIC))
        one = fires(filing(expenditure=rows, basic_by_economic=economic), "B16", "basic_by_economic[1].amount")
        assert "公用经费" in one.message
        undivided = (spent("12.01", Category.BASIC),)
        silent(filing(expenditure=undivided, basic_by_economic=economic), "B16")

    def test_economic_class_of_the_other_category(self):
        fires(filing(basic_by_economic=(basic("1.00", "30201"),)), "B8", "basic_by_economic[0].category")
        fires(
            filing(basic_by_economic=(basic("1.00", "30301", Category.PUBLIC),)), "B8", "basic_by_economic[0].category"
        )
        silent(filing(basic_by_economic=(basic("1.00"), basic("1.00", "30201", Category.PUBLIC))), "B8")

    def test_projects_of_each_function(self):
        rows = (spent("5.00", Category.PROJECT, WORK),)
        one = fires(
            filing(expenditure=rows, projects=(project(amounts={"302": "4.99"}),)), "B17", "projects[0].amounts.302"
        )
        assert one.difference == "-0.01"
        parts = (project(amounts={"302": "4.00"}), project("二", amounts={"310": "1.00"}))
        silent(filing(expenditure=rows, projects=parts), "B17")
        fund = filing(expenditure=(spent("5.00", Category.PROJECT, WORK, Source.FUND),))
        silent(fund, "B17")  # no table lists the projects of a fund

    def test_official_expenses_cover_their_part_of_basic_expenditure(self):
        economic = (basic("0.51", "30217", Category.PUBLIC),)
        whole = filing(basic_by_economic=economic, official_expenses=(official("0.50"),))
        fires(whole, "B19", "basic_by_economic[0].amount")
        silent(dataclasses.replace(whole, official_expenses=(official("0.51"),)), "B19")

    def test_social_security_booked_twice(self):
        rows = (spent("2.00", function=PENSION),)
        other = (basic("2.01", "30108"), basic("-0.01"))  # all of them add up
        one = fires(filing(expenditure=rows, basic_by_economic=other), "B20", "basic_by_economic[0].amount")
        assert one.severity is Severity.HINT
        silent(filing(expenditure=rows, basic_by_economic=(basic("2.00", "30108"),)), "B20")

    def test_running_costs_are_no_project(self):
        fires(filing(expenditure=(spent("1.00", Category.PROJECT),)), "B23", "expenditure[0].function")
        silent(filing(expenditure=(spent("1.00"), spent("1.00", Category.PROJECT, WORK))), "B23")


class TestChanges:
    WHOLE = (
        compared("general.basic", "90.00", "在职人员调入三人"),
        compared("general.project", "10.00"),
        compared(f"general.function.{OFFICE}", "90.00", "在职人员调入三人"),
        compared(f"general.function.{WORK}", "10.00"),
    )
    ROWS = (spent("99.00"), spent("10.00", Category.PROJECT, WORK))

    def whole(self, *rows: Comparison) -> BudgetFiling:
        by_topic = {row.topic: row for row in (*self.WHOLE, *rows)}
        return filing(expenditure=self.ROWS, comparisons=tuple(by_topic.values()))

    def test_functions_of_last_year(self):
        silent(self.whole(), "B40")
        one = fires(self.whole(compared("general.basic", "90.01")), "B40", "comparisons[general.basic].prior")
        assert one.difference == "-0.01"
        not_checked(filing(expenditure=self.ROWS, comparisons=self.WHOLE[:3]), "B40")

    def test_official_items_of_last_year(self):
        items = [compared(f"official.{item}", "1.00") for item in OfficialItem]
        fires(self.whole(compared("official.total", "4.01"), *items), "B40.1", "comparisons[official.total].prior")
        silent(self.whole(compared("official.total", "4.00"), *items), "B40.1")
        not_checked(self.whole(compared("official.total", "4.00"), *items[:3]), "B40.1")

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
        fires(self.whole(compared(topic, "90.00", "在职人员减少三人")), "B41", f"comparisons[{topic}].reason")
        silent(self.whole(compared(topic, "99.00", "在职人员减少三人")), "B41")  # nothing changed

    def test_missing_reason(self):
        topic = "general.basic"
        fires(self.whole(compared(topic, "90.00")), "C1", f"comparisons[{topic}].reason")
        silent(self.whole(), "C1")
        silent(self.whole(compared("official.total", "1.00")), "C1")
        fund = f"fund.function.{WORK}"
        silent(self.whole(compared(fund, "1.00", purpose="设备购置")), "C1")

    def test_steep_rise_without_substance(self):
        topic = "general.basic"
        place = f"comparisons[{topic}].reason"
        function = compared(f"general.function.{OFFICE}", "89.99", "在职人员调入三人")
        fires(self.whole(compared(topic, "89.99", "工作需要"), function), "C2", place)
        silent(self.whole(compared(topic, "89.99", "工作需要")), "C2")  # 90.00, as B40 says
        fires(self.whole(compared(topic, "0.00", "正常增加")), "C2", place)
        silent(self.whole(compared(topic, "90.00", "工作需要")), "C2")  # exactly ten per cent
        silent(self.whole(compared(topic, "50.00", "新建的服务大厅在本年启用")), "C2")

    def test_messages_name_a_function_by_code_and_name(self):
        topic = f"general.function.{OFFICE}"
        words = f"一般公共预算 {OFFICE} {functional(2024).path(OFFICE)[-1].name}"
        for number, row in (
            ("B41", compared(topic, "90.00", "在职人员减少三人")),
            ("C1", compared(topic, "90.00")),
            ("C3", compared(topic, "90.00", "在职人员调入三人，较上年增加20%")),
        ):
            assert words in fires(self.whole(row), number, f"comparisons[{topic}].reason").message
        gone = compared("general.function.2019998", "1.00")  # no classification has it
        said = [one.message for one in found(self.whole(gone), "C1")]
        assert all("2019998 " not in one for one in said)

    def test_typed_figure_against_the_published_one(self):
        last = dataclasses.replace(filing(expenditure=(spent("90.01"),)), fiscal_year=2023)
        rows = (compared("general.basic", "90.00"),)
        whole = filing(expenditure=(spent("99.00"),), comparisons=rows)
        one = fires(whole, "B42", "comparisons[general.basic].prior", last=last)
        assert (one.expected, one.found) == ("90.01", "90.00")
        same = dataclasses.replace(filing(expenditure=(spent("90.00"),)), fiscal_year=2023)
        silent(whole, "B42", last=same)
        not_checked(whole, "B42")


class TestOtherMatters:
    def test_operating_expense(self):
        rows = (basic("3.00", "30201", Category.PUBLIC),)
        fires(filing(basic_by_economic=rows, operating_expense=Decimal("3.01")), "B34", "operating_expense")
        silent(filing(basic_by_economic=rows, operating_expense=Decimal("3.00")), "B34")
        not_checked(filing(basic_by_economic=rows), "B34")

    def test_procurement(self):
        bought = procurement("1.00", "0.00", "1.00", sme="2.01", micro="1.00")
        fires(filing(procurement=bought), "B35", "procurement.reserved_sme")
        bought = procurement("1.00", "0.00", "1.00", sme="1.00", micro="1.01")
        fires(filing(procurement=bought), "B35", "procurement.reserved_micro")
        silent(filing(procurement=procurement("1.00", "0.00", "1.00", sme="2.00", micro="2.00")), "B35")

    def test_assets(self):
        fires(filing(assets=assets(vehicles=2, general_vehicles=1)), "B36", "assets.vehicles")
        fires(filing(assets=assets(vehicles_value="1.00", duty_vehicles_value="1.01")), "B36", "assets.vehicles_value")
        fires(filing(assets=assets(equipment_1m=1)), "B36", "assets.equipment_1m")
        fires(
            filing(assets=assets(planned_equipment_1m=2, planned_equipment_500k=1)),
            "B36",
            "assets.planned_equipment_1m",
        )
        silent(filing(assets=assets(vehicles=2, other_vehicles=2, equipment_1m=1, equipment_500k=1)), "B36")

    def test_planned_vehicles(self):
        bought = (official("18.00", OfficialItem.VEHICLE_PURCHASE),)
        whole = filing(assets=assets(planned_vehicles_cost="18.01"), official_expenses=bought)
        fires(whole, "B36.1", "assets.planned_vehicles_cost")
        silent(dataclasses.replace(whole, assets=assets(planned_vehicles_cost="18.00")), "B36.1")

    def test_staff(self):
        def profile(**members: int) -> Profile:
            return Profile(staffing=Staffing(**members))

        fires(filing(profile=profile(actual=12, in_post=10, retired=1)), "B37", "profile.staffing.actual")
        silent(filing(profile=profile(actual=11, in_post=10, retired=1)), "B37")
        fires(filing(profile=profile(establishment=9, in_post=10)), "B37.1", "profile.staffing.in_post")
        silent(filing(profile=profile(establishment=10, in_post=10)), "B37.1")

    def test_targets(self):
        def whole(**goals: Any) -> BudgetFiling:
            return filing(projects=(project(amounts={"302": "5.00"}, performance=performance(**goals)),))

        fires(whole(fiscal="4.99"), "B38", "projects[0].performance.fiscal")
        fires(whole(fiscal="5.00", total="5.01"), "B38", "projects[0].performance.total")
        silent(whole(fiscal="4.00", other="1.00"), "B38")

    @pytest.mark.parametrize(("weights", "right"), [(("50", "40"), True), (("50", "50"), True), (("50", "39"), False)])
    def test_weights(self, weights: tuple[str, ...], right: bool):
        indicators = tuple(indicator(weight=Decimal(weight)) for weight in weights)
        goals = performance("5.00", indicators=indicators)
        whole = filing(projects=(project(amounts={"302": "5.00"}, performance=goals),))
        if right:
            silent(whole, "B38.1")
        else:
            fires(whole, "B38.1", "projects[0].performance.indicators[0].weight")

    def test_funds_of_the_whole_unit(self):
        rows = (spent("5.00"),)
        fires(
            filing(expenditure=rows, unit_performance=unit_performance("0.00", "4.99")),
            "B38.2",
            "unit_performance.funds",
        )
        silent(filing(expenditure=rows, unit_performance=unit_performance("1.00", "4.00")), "B38.2")

    def test_projects_without_targets(self):
        fires(filing(projects=(project(amounts={"302": "5.00"}),)), "B38.3", "projects[0].performance")
        silent(filing(projects=(project(amounts={"302": "5.00"}, performance=performance("5.00")),)), "B38.3")


class TestTexts:
    @pytest.mark.parametrize(
        ("number", "wrong", "right"),
        [
            ("W1", "比上年增加（减少）2万元", "比上年增加2万元"),
            ("W1", "安排购置车辆[或未安排]", "安排购置车辆"),
            ("W2", "负责受理（ ）事项", "负责受理（含转办）事项"),
            ("W3", "负责的的事项", "负责的事项"),
            ("W3", "受理，，转办", "受理，转办"),
            ("W4", "联系人11010519491231002X", "编号110105194912310021"),
            ("W5", "电话13800138000", "电话0991-4181234"),
            ("W6", "账号4111111111111111", "账号4111111111111112"),
            ("W8", "2021年按计划开展工作", "2023年按计划开展工作"),
        ],
    )
    def test_text(self, number: str, wrong: str, right: str):
        fires(filing(other_notes=wrong), number, "other_notes")
        silent(filing(other_notes=right), number)

    def test_numbers_of_persons_are_masked_in_the_finding(self):
        one = fires(filing(other_notes="联系人11010519491231002X"), "W4", "other_notes")
        assert "11010519491231002X" not in one.message
        assert one.found == "110*************2X"

    def test_sensitive_words(self):
        whole = filing(profile=Profile(duties=("办理机密文件的收发",)))
        fires(whole, "W7", "profile.duties[0]", sensitive_words=("机密",))
        silent(whole, "W7", sensitive_words=("绝密",))
        not_checked(whole, "W7")

    def test_every_kind_of_text_is_read(self):
        goals = performance("1.00", indicators=(indicator(evidence="照片，，台账"),))
        whole = filing(
            projects=(project(amounts={"302": "1.00"}, performance=goals),), wording={"income.total": "收入，，支出"}
        )
        places = {one.place for one in found(whole, "W3")}
        assert places == {"projects[0].performance.indicators[0].evidence", "wording.income.total"}

    def test_check_digits(self):
        assert is_identity_number("11010519491231002X")
        assert not is_identity_number("110105194912310021")
        assert is_card_number("4111111111111111")
        assert not is_card_number("4111111111111112")
        assert not is_card_number("0000000000000000")


DOCUMENTATION = (Path(__file__).resolve().parents[2] / "docs" / "checks.md").read_text()
SECTIONS = {
    DisclosureKind.BUDGET: "## Unit budget",
    DisclosureKind.FINAL: "## Final accounts",
    DisclosureKind.SELF_EVALUATION: "## Self-evaluation",
}


@pytest.mark.parametrize("kind", SECTIONS)
def test_documentation_lists_every_rule_and_no_other(kind) -> None:
    own, texts = (documented(heading) for heading in (SECTIONS[kind], "## Texts"))
    rules = [f"| {one.number} | {one.severity.label} | {one.title} | {one.source} |" for one in RULES[kind]]
    assert set(own) <= set(rules) <= {*own, *texts}


def documented(heading: str) -> list[str]:
    """The rows of a table of the documentation."""
    section = DOCUMENTATION.partition(heading)[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [line for line in rows if "severity" not in line and "---" not in line]


def test_every_rule_of_the_field_is_written_or_said_to_be_none() -> None:
    """Numbers of quality/checks.md: B1 to B42, F1 to F19, S1 to S9."""
    written = {one.number for rules in RULES.values() for one in rules}
    unbreakable = DOCUMENTATION.partition("## Rules that cannot be broken")[2]
    said = written | set(re.findall(r"\b[BFS]\d+\b", unbreakable))
    for letter, first, last in SPAN.findall(unbreakable):
        said |= {f"{letter}{n}" for n in range(int(first), int(last) + 1)}
    every = [f"{letter}{n}" for letter, last in (("B", 42), ("F", 19), ("S", 9)) for n in range(1, last + 1)]
    assert [number for number in every if number not in said] == []


class TestOwnWords:
    """W12: a paragraph in the unit's own words says the tables' figures."""

    def test_other_figure(self) -> None:
        whole = filing(income=(income("430.10", WORK),), wording={"income.total": "收入430.11万元。"})
        one = fires(whole, "W12", "wording.income.total")
        assert (one.severity, one.expected, one.found) == (Severity.WARNING, "430.10万元", "430.11万元")
        assert "430.11万元" in one.message
        assert "430.10万元" in one.message

    def test_same_figure_otherwise_written(self) -> None:
        whole = filing(income=(income("430.10", WORK),), wording={"income.total": "收入 430.1 万元。"})
        silent(whole, "W12")

    def test_without_own_words(self) -> None:
        not_checked(filing(income=(income("430.10", WORK),)), "W12")
