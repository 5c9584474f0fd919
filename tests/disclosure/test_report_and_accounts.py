"""A self-evaluation and the final accounts of its year: the same figures, whichever of the two is filled in."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal
from typing import Any

import pytest

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Finding, Severity
from budgetportal.disclosure.checks.report_and_accounts import by_name
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts, InitialBudget, PerformanceSummary
from budgetportal.disclosure.self_evaluation import SelfEvaluation
from budgetportal.disclosure.terms import AmountUnit, FinalCategory, Scope, SpendingSource
from tests.disclosure.examples import WORK
from tests.disclosure.final_examples import amounts, evaluation, executed, final, funded, received, report, spent
from tests.disclosure.sound_finals import sound_final, sound_report

NAME = "窗口设备"
RULES = ("S7", "S7.1", "S7.2", "S7.3", "S9.1", "F17.3")


def accounts(*rows: Any, **members: Any) -> FinalAccounts:
    """Accounts of 50.00 of 基本支出 and 31.00 of 项目支出, all 财政拨款, with one 自评表 and one of the whole."""
    spending = rows or (spent("40.00"), spent("10.00", FinalCategory.PUBLIC), project("31.00"))
    described: dict[str, Any] = {
        "income": (received("81.00"),),
        "expenditure": spending,
        "initial_budget": amounts(InitialBudget, "100.00", "100.00"),
        "performance_summary": summary(),
        "self_evaluations": (table("20.00", "18.00"),),
        **members,
    }
    return final(**described)


def project(amount: str, source: SpendingSource = SpendingSource.GENERAL) -> Any:
    return spent(amount, FinalCategory.PROJECT, WORK, source)


def table(budget: str, used: str, name: str = NAME) -> Any:
    return evaluation(*(budget, budget, used) * 2, "0.00", "0.00", "0.00", project=name)


def summary(tables: int = 1, budget: str = "90.00", used: str = "81.00") -> PerformanceSummary:
    return PerformanceSummary(
        unit_tables=tables,
        unit_budget=Decimal(budget),
        unit_spent=Decimal(used),
        projects=1,
        projects_budget=Decimal("20.00"),
        projects_spent=Decimal("18.00"),
        results="窗口办事时限缩短",
        problems="指标偏粗",
        measures="细化指标",
    )


def evaluated(*projects: Any, **budget: str) -> SelfEvaluation:
    """A report of 50.00 of 基本支出 and 31.00 of 项目支出, 90.00 of 全年预算."""
    listed = projects or (funded(NAME, "本级财力项目", "20.00", "18.00"), funded("热线", "专项", "15.00", "13.00"))
    return report(budget=executed(**budget), projects=listed)


def used(basic: str = "50.00", on_projects: str = "31.00") -> SelfEvaluation:
    """A report that spent so much, and agrees with itself."""
    rest = Decimal(on_projects) - Decimal("18.00")
    listed = funded(NAME, "本级财力项目", "20.00", "18.00"), funded("热线", "专项", str(rest + 2), str(rest))
    whole = Decimal(basic) + Decimal(on_projects)
    return evaluated(*listed, basic_spent=basic, project_spent=on_projects, spent=str(whole))


def found(whole: Filing, other: Filing | None, *numbers: str) -> list[Finding]:
    others = (other,) if other else ()
    return [one for one in check(whole, others=others) if one.rule in (numbers or RULES)]


def fires(whole: Filing, other: Filing, number: str, place: str, severity: Severity = Severity.WARNING) -> Finding:
    """The one finding of all these rules."""
    listed = found(whole, other)
    assert [(one.rule, one.place, one.severity) for one in listed] == [(number, place, severity)], listed
    return listed[0]


def not_checked(whole: Filing, other: Filing | None, number: str, reason: str) -> None:
    (one,) = found(whole, other, number)
    assert one.severity is Severity.NOT_CHECKED
    assert reason in one.message


def test_two_disclosures_that_agree():
    assert found(evaluated(), accounts()) == []
    assert found(accounts(), evaluated()) == []


@pytest.mark.parametrize("number", RULES)
def test_without_the_other_disclosure_nothing_is_checked(number):
    whole, missing = (accounts(), "绩效自评") if number == "F17.3" else (evaluated(), "部门决算")
    not_checked(whole, None, number, f"系统中没有本单位已公开的 2023 年{missing}")
    not_checked(whole, dataclasses.replace(accounts(), fiscal_year=2022), number, "没有本单位已公开的")


@pytest.mark.parametrize("number", ["S7", "S9.1", "S7.1", "S7.3"])
def test_a_department_with_those_below_it_is_not_held_against_the_unit_alone(number):
    whole = accounts()
    alone = dataclasses.replace(whole, unit=dataclasses.replace(whole.unit, scope=Scope.UNIT))
    not_checked(evaluated(), alone, number, "已公开的 2023 年单位决算的公开范围是“单位”，这份填报是“部门”")


class TestSpending:
    """S7 and S9.1."""

    def test_basic_expenditure_of_a_report(self):
        one = fires(used("50.02"), accounts(), "S7", "budget.basic_spent")
        assert (one.expected, one.found, one.difference) == ("50.00", "50.02", "0.02")
        for words in (
            "2023 年绩效自评“预算执行情况 基本支出实际支出” 50.02",
            "2023 年部门决算“支出”基本支出合计 50.00",
        ):
            assert words in one.message
        assert "核对两处" in one.message

    def test_basic_expenditure_of_accounts_stands_at_its_rows(self):
        one = fires(
            accounts(spent("40.00"), spent("9.00", FinalCategory.PUBLIC), project("31.00")),
            evaluated(),
            "S7",
            "expenditure[0].amount",
        )
        assert one.also == ("expenditure[1].amount",)
        assert (one.expected, one.found, one.difference) == ("50.00", "49.00", "-1.00")

    def test_projects_of_a_report_are_all_projects_of_the_accounts(self):
        """S9: a project that no row of the report names."""
        more = accounts(spent("50.00"), project("31.00"), project("5.00", SpendingSource.FUND))
        one = fires(evaluated(), more, "S9.1", "budget.project_spent")
        assert (one.expected, one.found, one.difference) == ("36.00", "31.00", "-5.00")

    def test_accounts_without_projects_stand_at_their_table(self):
        one = fires(accounts(spent("50.00")), evaluated(), "S9.1", "expenditure")
        assert one.found == "0.00"

    @pytest.mark.parametrize("part", ["basic", "project"])
    def test_a_report_of_all_money_or_of_appropriations_alone(self, part):
        """A report does not say which: it agrees with either."""
        own = spent("7.00", source=SpendingSource.OTHER) if part == "basic" else project("7.00", SpendingSource.OTHER)
        whole = accounts(spent("50.00"), project("31.00"), own)
        assert found(evaluated(), whole, "S7", "S9.1") == []
        everything, neither = (
            (used("57.00"), used("56.90")) if part == "basic" else (used("50.00", "38.00"), used("50.00", "37.90"))
        )
        assert found(everything, whole, "S7", "S9.1") == []
        (one,) = found(neither, whole, "S7", "S9.1")
        assert one.expected == ("57.00" if part == "basic" else "38.00")
        assert "（全部资金）" in one.message

    def test_other_kinds_of_expenditure_are_in_no_report(self):
        rows = spent("50.00"), project("31.00"), spent("9.00", FinalCategory.BUSINESS, WORK, SpendingSource.OTHER)
        assert found(evaluated(), accounts(*rows), "S7", "S9.1") == []

    def test_rounding_is_a_hint(self):
        """Two printed terms may be off by 0.015 in their sum, one term that is copied by nothing."""
        rows = spent("40.00"), spent("10.01", FinalCategory.PUBLIC), project("31.00")
        fires(evaluated(), accounts(*rows), "S7", "budget.basic_spent", Severity.HINT)
        fires(evaluated(), accounts(spent("50.01"), project("31.00")), "S7", "budget.basic_spent")

    def test_accounts_in_yuan_are_compared_as_published(self):
        rows = spent("500049.00"), project("310000.00")
        whole = accounts(*rows, amount_unit=AmountUnit.YUAN, income=(received("810049.00"),))
        assert found(evaluated(), whole, "S7", "S9.1") == []

    def test_what_follows_from_a_slip_within_the_report_is_not_told_again(self):
        """全年实际支出 is told by S3; its parts are those of the accounts."""
        whole = evaluated(spent="80.00")
        assert [one.place for one in check(whole) if one.rule == "S3"] == ["budget.spent"]
        assert found(whole, accounts()) == []

    def test_accounts_without_expenditure(self):
        not_checked(evaluated(), accounts(expenditure=()), "S7", "2023 年部门决算没有“支出”")
        not_checked(report(), accounts(), "S7", "没有填“预算执行情况”")


class TestProjects:
    """S7.1."""

    @pytest.mark.parametrize(("money", "member"), [(("20.01", "18.00"), "budget"), (("20.00", "18.01"), "spent")])
    def test_a_project_of_either(self, money, member):
        one = fires(evaluated(), accounts(self_evaluations=(table(*money),)), "S7.1", f"projects[0].{member}")
        assert f"2023 年部门决算“项目绩效自评”“{NAME}”" in one.message
        fires(accounts(self_evaluations=(table(*money),)), evaluated(), "S7.1", f"self_evaluations[0].{member}")

    def test_names_without_year_marks_and_spaces(self):
        assert by_name(["2023年“一次办成”改革 经费", "热线"]) == {"一次办成改革经费": 0, "热线": 1}
        assert by_name(["热线", "2023年度热线", "宣传"]) == {"宣传": 2}

    def test_a_name_that_stands_twice_is_no_name(self):
        twice = (table("20.00", "18.00"), table("30.00", "28.00"))
        not_checked(evaluated(), accounts(self_evaluations=twice), "S7.1", "没有同名的项目")

    def test_projects_of_other_names_are_not_held_against_each_other(self):
        not_checked(evaluated(), accounts(self_evaluations=(table("1.00", "1.00", "宣传"),)), "S7.1", "没有同名的项目")

    def test_a_name_with_braces(self):
        name = "“{最多跑一次}”经费{0}"
        whole = evaluated(funded(name, "专项", "35.00", "31.00"))
        (one,) = found(whole, accounts(self_evaluations=(table("35.00", "30.00", name),)), "S7.1")
        assert name in one.message


class TestWholeBudget:
    """S7.2 of a report, F17.3 of accounts."""

    def test_the_whole_in_both(self):
        one = fires(evaluated(), accounts(performance_summary=summary(budget="90.10")), "S7.2", "budget.final")
        assert (one.expected, one.found) == ("90.10", "90.00")
        one = fires(
            accounts(performance_summary=summary(used="80.00")), evaluated(), "F17.3", "performance_summary.unit_spent"
        )
        assert "2023 年绩效自评“预算执行情况 全年实际支出” 81.00" in one.message

    def test_what_was_spent_is_told_at_its_part(self):
        fires(used("51.00"), accounts(), "S7", "budget.basic_spent")

    def test_accounts_that_count_none(self):
        none = accounts(performance_summary=summary(tables=0, budget="0.00", used="0.00"))
        one = fires(none, evaluated(), "F17.3", "performance_summary.unit_tables")
        assert "2023 年绩效自评已经公开，全年预算数 90.00 万元" in one.message
        not_checked(evaluated(), none, "S7.2", "整体绩效自评表有 0 张")

    def test_several_tables_are_not_one(self):
        not_checked(evaluated(), accounts(performance_summary=summary(tables=3)), "S7.2", "有 3 张，不是一张")
        not_checked(evaluated(), accounts(performance_summary=None), "S7.2", "没有“预算绩效情况”")


class TestInitialBudget:
    """S7.3, a hint."""

    def test_initial_budget(self):
        whole = accounts(initial_budget=amounts(InitialBudget, "99.00", "99.00"))
        fires(evaluated(), whole, "S7.3", "budget.initial", Severity.HINT)
        fires(whole, evaluated(), "S7.3", "initial_budget.fiscal_total", Severity.HINT)

    def test_where_there_is_other_money_the_two_are_not_alike(self):
        rows = spent("50.00"), project("31.00"), project("5.00", SpendingSource.OTHER)
        not_checked(evaluated(), accounts(*rows), "S7.3", "口径不同")
        not_checked(evaluated(), accounts(initial_budget=None), "S7.3", "没有“年初预算数”")


@pytest.mark.parametrize("unit", list(AmountUnit))
@pytest.mark.parametrize("seed", range(40))
def test_accounts_made_of_a_sound_report_never_contradict_it(seed, unit):
    """Random reports beside accounts that say the same: nothing in 万元, no more than a hint of rounding in 元."""
    rng = random.Random(seed)
    whole, other = sound_report(rng, unit), sound_final(rng, unit)
    spending = (spent(str(whole.budget.basic_spent)), project(str(whole.budget.project_spent)))
    tables = tuple(table(str(one.budget), str(one.spent), one.name) for one in whole.projects)
    said = summary(budget=str(whole.budget.final), used=str(whole.budget.spent))
    beside = accounts(
        *spending,
        amount_unit=unit,
        income=(received(str(whole.budget.spent)),),
        initial_budget=amounts(InitialBudget, *(str(whole.budget.initial),) * 2),
        self_evaluations=tables,
        performance_summary=said,
    )
    severities = {one.severity for pair in ((whole, beside), (beside, whole)) for one in found(*pair)}
    assert severities <= ({Severity.HINT} if unit is AmountUnit.YUAN else set())
    assert found(other, None, "S7")[0].severity is Severity.NOT_CHECKED
