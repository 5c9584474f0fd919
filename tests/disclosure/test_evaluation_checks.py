"""Rules of final accounts and self-evaluations: each fires where it is broken, and is silent where it nearly is."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.filing import Filing, Profile, Staffing
from budgetportal.disclosure.final_accounts import Balance, FinalAccounts, InitialBudget, PerformanceSummary
from budgetportal.disclosure.terms import Category, FinalCategory, FinalSource, OfficialItem, Operator
from tests.disclosure.examples import WORK
from tests.disclosure.final_examples import (
    DETAILS,
    amounts,
    assets,
    balances,
    basic,
    compare,
    counts,
    evaluated,
    evaluation,
    executed,
    final,
    full_report,
    funded,
    official,
    overall,
    procurement,
    received,
    report,
    spent,
    target,
    words,
)
from tests.disclosure.findings import fires, fires_at, found, not_checked, silent


def balanced(closing: str = "3.00", **members: Any) -> FinalAccounts:
    """1.00 brought forward, 12.00 received, 10.00 spent: 3.00 are left."""
    known: dict[str, Any] = {
        "income": (received("12.00"),),
        "expenditure": (spent("8.00"), spent("2.00", FinalCategory.PUBLIC)),
        "balances": balances("1.00", closing),
        **members,
    }
    return final(**known)


class TestFinalAccounts:
    def test_totals(self):
        silent(balanced(), "F1")
        other = amounts(Balance, "3.00", "0.00", "0.00", "0.01")
        one = fires(balanced(balances=balances("1.00", other)), "F1", "balances.closing.other")
        assert (one.expected, one.found, one.difference) == ("13.00", "13.01", "0.01")
        silent(balanced("3.01"), "F1")  # F4 says so of the general budget
        not_checked(final(), "F1")

    def test_each_fund(self):
        silent(balanced(), "F4")
        one = fires(balanced("3.01"), "F4", "income[0].amount")
        assert (one.expected, one.found, one.difference) == ("13.00", "13.01", "0.01")
        moved = balanced(income=(received("11.00"), received("1.00", WORK, FinalSource.FISCAL_FUND)))
        one = fires(moved, "F4", "income[1].source")
        assert (one.expected, one.found) == ("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入")
        silent(moved, "F1")
        other = amounts(Balance, "3.00", "0.00", "0.00", "5.00")
        silent(balanced(balances=balances("1.00", other)), "F4")  # money of the unit's own is no fund

    def test_basic_expenditure(self):
        rows = (basic("8.00"), basic("2.00", "30201", Category.PUBLIC))
        silent(balanced(basic_by_economic=rows), "F5")
        fires(balanced(basic_by_economic=(basic("8.01"), rows[1])), "F5", "basic_by_economic[0].amount")
        not_checked(balanced(), "F5")

    def test_economic_rows(self):
        fires(balanced(basic_by_economic=(basic("1.00", "30201"),)), "F6", "basic_by_economic[0].category")
        silent(balanced(basic_by_economic=(basic("1.00"),)), "F6")
        rows = (basic("0.31", "30217", Category.PUBLIC),)
        spending = official(OfficialItem.HOSPITALITY, "1.00", "0.30")
        fires(balanced(basic_by_economic=rows, official_expenses=(spending,)), "F7", "basic_by_economic[0].amount")
        enough = official(OfficialItem.HOSPITALITY, "1.00", "0.31")
        silent(balanced(basic_by_economic=rows, official_expenses=(enough,)), "F7")

    def test_difference_from_the_budget_without_a_reason(self):
        initial = amounts(InitialBudget, "13.00", "9.00")
        rows = (compare("fiscal", budget=True), compare("general", budget=True))
        fires(balanced(initial_budget=initial, comparisons=rows), "F11", "comparisons[general].reason")
        told = (rows[0], compare("general", reason="年中追加", budget=True))
        silent(balanced(initial_budget=initial, comparisons=told), "F11")
        item = official(OfficialItem.HOSPITALITY, "1.00", "0.31")
        bare = (compare("official.hospitality", budget=True),)
        fires(balanced(official_expenses=(item,), comparisons=bare), "F11", "comparisons[official.hospitality].reason")

    def test_reason_of_a_change(self):
        fires(balanced(comparisons=(compare("general", "9.00"),)), "C1", "comparisons[general].reason")
        silent(balanced(comparisons=(compare("general", "10.00"),)), "C1")
        fires(balanced(comparisons=(compare("general", "9.50", "人员减少"),)), "B41", "comparisons[general].reason")

    def test_parts_of_vehicles_are_not_compared_with_last_year(self):
        item = official(OfficialItem.VEHICLE_OPERATION, "1.00", "0.31", "0.30")
        places = {one.place for one in found(balanced(official_expenses=(item,)), "C1")}
        assert places == {"comparisons[official.total].reason", "comparisons[official.vehicle].reason"}

    def test_procurement(self):
        fires(balanced(procurement=procurement("1.00", "0.00", "1.00", "2.01", "1.00")), "F14", "procurement.sme")
        fires(balanced(procurement=procurement("1.00", "0.00", "1.00", "1.00", "1.01")), "F14", "procurement.micro")
        silent(balanced(procurement=procurement("1.00", "0.00", "1.00", "2.00", "2.00")), "F14")

    def test_vehicles(self):
        fires(balanced(assets=assets(vehicles=2)), "F15", "assets.vehicles")
        fires(
            balanced(assets=assets(), official_counts=counts(assets_vehicles=2)),
            "F15",
            "official_counts.assets_vehicles",
        )
        silent(balanced(assets=assets(), official_counts=counts(assets_vehicles=1)), "F15")

    def test_quantities(self):
        item = official(OfficialItem.HOSPITALITY, "1.00", "0.31")
        whole = balanced(official_expenses=(item,), official_counts=counts(receptions=0))
        fires(whole, "F16", "official_counts.receptions")
        silent(balanced(official_expenses=(item,), official_counts=counts(overseas_groups=0)), "F16")

    @pytest.fixture
    def summary(self) -> PerformanceSummary:
        money = dict.fromkeys(("unit_budget", "unit_spent"), Decimal("0.00"))
        projects = {"projects_budget": Decimal("5.00"), "projects_spent": Decimal("4.00")}
        texts = dict.fromkeys(("results", "problems", "measures"), "说明")
        return PerformanceSummary(unit_tables=0, projects=1, **money, **projects, **texts)

    MONEY = ("5.00", "5.00", "4.00", "5.00", "5.00", "4.00", "0.00", "0.00", "0.00")

    def test_summary_of_evaluations(self, summary: PerformanceSummary):
        whole = balanced(performance_summary=summary, self_evaluations=(evaluation(*self.MONEY),))
        silent(whole, "F17")
        wrong = dataclasses.replace(summary, projects=2, projects_spent=Decimal("4.01"))
        places = ("performance_summary.projects", "performance_summary.projects_spent")
        fires_at(dataclasses.replace(whole, performance_summary=wrong), "F17", *places)

    def test_money_of_an_evaluation(self):
        silent(balanced(self_evaluations=(evaluation(*self.MONEY),)), "F17.1")
        wrong = evaluation("5.00", "5.00", "4.01", *self.MONEY[3:])
        fires(balanced(self_evaluations=(wrong,)), "F17.1", "self_evaluations[0].spent")

    def test_scores_and_weights_of_an_evaluation(self):
        rows = (
            evaluated(target("10"), target("9"), "90", score="81.00"),
            evaluated(words("好"), words("好"), "0", score="0"),
        )
        silent(balanced(self_evaluations=(evaluation(*self.MONEY, indicators=rows),)), "S4")
        silent(balanced(self_evaluations=(evaluation(*self.MONEY, indicators=rows),)), "S5")
        typed = (evaluated(target("10"), target("9"), "90", score="80.00"),)
        whole = balanced(self_evaluations=(evaluation(*self.MONEY, indicators=typed),))
        fires(whole, "S4", "self_evaluations[0].indicators[0].score")
        near = (dataclasses.replace(typed[0], score=Decimal("81.01")),)
        whole = balanced(self_evaluations=(evaluation(*self.MONEY, indicators=near),))
        assert fires(whole, "S4", "self_evaluations[0].indicators[0].score").severity is Severity.HINT

    def test_a_weight_that_its_score_contradicts(self):
        rows = (evaluated(target("10"), target("9"), "40"), evaluated(target("10"), target("9"), "49", score="45.00"))
        whole = balanced(self_evaluations=(evaluation(*self.MONEY, indicators=rows),))
        fires(whole, "S5", "self_evaluations[0].indicators[1].weight")
        silent(whole, "S4")  # 50 × 90 %: the weight is told, not the score

    @pytest.mark.parametrize(("score", "rule"), [("10.01", "S4.1"), ("-0.01", "S4.1"), ("10.00", ""), (None, "S4.2")])
    def test_a_score_of_words(self, score: str | None, rule: str):
        rows = (evaluated(words("好"), words("好"), "10", score=score), evaluated(target("10"), target("9"), "80"))
        whole = balanced(self_evaluations=(evaluation(*self.MONEY, indicators=rows),))
        for number in ("S4.1", "S4.2"):
            assert [one.place for one in found(whole, number)] == (
                ["self_evaluations[0].indicators[0].score"] if number == rule else []
            )

    def test_evaluated_money_within_the_projects(self):
        rows = (spent("8.00"), spent("2.00", FinalCategory.PROJECT))
        money = ("2.00", "2.00", "2.00", "2.00", "2.00", "2.00", "0.00", "0.00", "0.00")
        silent(balanced(expenditure=rows, self_evaluations=(evaluation(*money),)), "F17.2")
        money = ("2.01", "2.01", "2.01", "2.01", "2.01", "2.01", "0.00", "0.00", "0.00")
        fires(balanced(expenditure=rows, self_evaluations=(evaluation(*money),)), "F17.2", "self_evaluations[0].spent")

    def test_an_explained_difference_of_vehicles(self):
        one = "official_details.vehicle_difference"
        details = dataclasses.replace(DETAILS, vehicle_difference="两者没有差异")
        fires(balanced(official_counts=counts(vehicles_held=2), official_details=details), "F15.1", one)
        silent(balanced(official_counts=counts(vehicles_held=1), official_details=details), "F15.1")
        other = dataclasses.replace(DETAILS, vehicle_difference="一辆待报废")
        silent(balanced(official_counts=counts(vehicles_held=2), official_details=other), "F15.1")

    def test_reason_of_a_difference_from_the_budget(self):
        rows = (compare("fiscal", reason="压减支出", budget=True),)
        less = amounts(InitialBudget, "12.99", "9.00")
        fires(balanced(initial_budget=less, comparisons=rows), "F12", "comparisons[fiscal:budget].reason")
        more = amounts(InitialBudget, "13.01", "9.00")
        silent(balanced(initial_budget=more, comparisons=rows), "F12")

    @pytest.mark.parametrize(("prior", "severity"), [("9.00", None), ("9.01", "hint"), ("9.02", "error")])
    def test_last_years_functions(self, prior: str, severity: str | None):
        names = ("general.function.2010301", f"general.function.{WORK}")
        rows = (compare("general", prior, "核定"), compare(names[0], "5.00", "核定"), compare(names[1], "4.00", "核定"))
        listed = found(balanced(comparisons=rows), "B40")
        assert [(one.place, one.severity.value) for one in listed] == (
            [("comparisons[general].prior", severity)] if severity else []
        )


class TestSelfEvaluation:
    @pytest.mark.parametrize(
        ("number", "place", "change"),
        [
            ("S1", "budget.final", {"final": "90.01"}),
            ("S3", "budget.initial_basic", {"initial_basic": "60.02"}),
            ("S3", "budget.basic_final", {"basic_public": "10.02"}),
            ("S3", "budget.spent", {"project_spent": "31.02"}),
            ("S3.1", "budget.spent", {"spent": "90.01", "basic_spent": "59.01", "basic_final": "60.00"}),
            ("S3.1", "budget.basic_spent", {"basic_spent": "55.01", "spent": "86.01"}),
        ],
    )
    def test_budget(self, number: str, place: str, change: dict[str, str]):
        fires(report(budget=executed(**change)), number, place)
        silent(report(budget=executed()), number)
        not_checked(report(), number)

    def test_budget_of_the_projects(self):
        listed = (funded("甲", "本级财力项目", "35.00", "31.00"),)
        silent(report(budget=executed(), projects=listed), "S3.2")
        wrong = (funded("甲", "本级财力项目", "35.02", "31.00"),)
        fires(report(budget=executed(), projects=wrong), "S3.2", "projects[0].budget")

    def test_kinds_of_establishment(self):
        def whole(**kinds: int) -> Filing:
            return report(profile=Profile(staffing=Staffing(establishment=12, establishment_kinds=kinds)))

        silent(whole(行政编制=4, 事业编制=8), "B37.2")
        fires(whole(行政编制=4, 事业编制=7), "B37.2", "profile.staffing.establishment")

    def test_projects(self):
        whole = report(budget=executed(), projects=(funded("甲", "本级财力项目", "32.00", "31.01"),))
        fires(whole, "S9", "projects[0].spent")
        silent(report(budget=executed(), projects=(funded("甲", "本级财力项目", "32.00", "31.00"),)), "S9")

    def test_scores(self):
        row = overall("窗口", target("20"), target("10", Operator.EQUAL), "90", score="45.01", deviation="人手不足")
        fires(report(indicators=(row,), execution_weight=Decimal(10)), "S4", "indicators[0].score")
        right = dataclasses.replace(row, score=Decimal("45.00"))
        silent(report(indicators=(right,), execution_weight=Decimal(10)), "S4")

    def test_weights(self):
        row = overall("窗口", target("20"), target("20"), "90")
        silent(report(indicators=(row,), execution_weight=Decimal(10)), "S5")
        fires(report(indicators=(row,), execution_weight=Decimal(9)), "S5", "indicators[0].weight")

    def test_deviations(self):
        def whole(actual: str, deviation: str | None = None) -> Filing:
            return report(indicators=(overall("办件", target("100"), target(actual), "90", deviation=deviation),))

        fires(whole("130.01"), "S6", "indicators[0].deviation")
        fires(whole("69.99"), "S6", "indicators[0].deviation")
        silent(whole("130"), "S6")
        silent(whole("10", "设备故障"), "S6")

    def test_full_report_has_no_error_but_what_it_was_made_with(self):
        errors = {one.rule for one in check(full_report()) if one.severity is Severity.ERROR}
        assert errors == set()
