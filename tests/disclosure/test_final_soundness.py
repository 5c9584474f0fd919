"""What makes final accounts and self-evaluations impossible to print: every rule where it fires and just does not."""

from __future__ import annotations

import pytest

from budgetportal.disclosure.final_accounts import BasicItems
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import Category, FinalCategory, OfficialItem, Operator, SpendingSource
from tests.disclosure.final_examples import (
    WORK,
    basic,
    compare,
    evaluated,
    evaluation,
    final,
    full_final,
    full_report,
    funded,
    official,
    overall,
    received,
    report,
    spent,
    target,
    words,
)

ITEMS = BasicItems(personnel=("30101",), public=("30201",))


def found(whole):
    """The messages by place; none scolds, and none asks."""
    listed = problems(whole)
    assert not any(word in problem.message for problem in listed for word in ("非法", "无效", "请"))
    return {problem.place: problem.message for problem in listed}


def test_the_full_filings_are_sound():
    assert found(full_final()) == found(full_report()) == found(final()) == found(report()) == {}


class TestBasicExpenditure:
    def test_amounts_and_names_together(self):
        message = found(final(basic_items=ITEMS, basic_by_economic=(basic("1.00"),)))["basic_items"]
        assert "删去" in message
        assert found(final(basic_items=ITEMS)) == {}
        assert found(final(basic_by_economic=(basic("1.00"),))) == {}

    def test_neither_personnel_nor_public(self):
        rows = (basic("1.00", category=Category.PROJECT),)
        assert list(found(final(basic_by_economic=rows))) == ["basic_by_economic[0].category"]

    def test_unsplit_expenditure_needs_its_economic_items(self):
        rows = (spent("1.00"), spent("1.00", FinalCategory.BASIC))
        assert "拆成" in found(final(expenditure=rows))["expenditure[1].category"]
        assert list(found(final(expenditure=rows, basic_items=ITEMS))) == ["expenditure[1].category"]
        assert found(final(expenditure=rows, basic_by_economic=(basic("2.00"),))) == {}

    @pytest.mark.parametrize("source", [SpendingSource.FUND, SpendingSource.SOE, SpendingSource.OTHER])
    def test_of_another_source_nothing_is_split(self, source):
        assert found(final(expenditure=(spent("1.00", FinalCategory.BASIC, source=source),))) == {}

    @pytest.mark.parametrize("code", ["30901", "31101", "31302"])
    def test_an_economic_class_that_the_form_does_not_list(self, code):
        message = found(final(basic_by_economic=(basic("1.00"), basic("1.00", code))))["basic_by_economic[1].economic"]
        assert code in message
        assert "301、302、303、307、310、312、399" in message
        named = BasicItems(personnel=("30101",), public=("30201", code))
        assert list(found(final(basic_items=named))) == ["basic_items.public[1]"]

    @pytest.mark.parametrize("code", ["30101", "30201", "30302", "30701", "31002", "31204", "39999"])
    def test_the_classes_of_the_form(self, code):
        assert found(final(basic_by_economic=(basic("1.00", code),))) == {}


@pytest.mark.parametrize("category", [FinalCategory.REMITTED, FinalCategory.BUSINESS, FinalCategory.SUBSIDY])
def test_an_appropriation_is_basic_or_project_expenditure(category):
    for source in (SpendingSource.GENERAL, SpendingSource.FUND, SpendingSource.SOE):
        message = found(final(expenditure=(spent("1.00", category, source=source),)))["expenditure[0].category"]
        assert category.label in message
        assert source.label in message
    assert found(final(expenditure=(spent("1.00", category, source=SpendingSource.OTHER),))) == {}


class TestComparisons:
    @pytest.mark.parametrize("topic", ["total", "operating", f"general.function.{WORK}"])
    def test_a_topic_that_is_not_held_against_the_budget(self, topic):
        message = found(final(comparisons=(compare(topic, reason="追加", budget=True),)))["comparisons[0].against"]
        assert "比较对象" in message
        assert found(final(comparisons=(compare(topic, "1.00", "追加"),))) == {}

    @pytest.mark.parametrize("topic", ["fiscal", "general", "official.total", "official.vehicle", "official.overseas"])
    def test_a_topic_that_is(self, topic):
        assert found(final(comparisons=(compare(topic, reason="追加", budget=True), compare(topic, "1.00")))) == {}

    def test_the_budget_has_no_last_year(self):
        rows = (compare("fiscal", "1.00", "追加", budget=True),)
        assert list(found(final(comparisons=rows))) == ["comparisons[0].prior"]

    def test_a_topic_twice(self):
        rows = (compare("fiscal", "1.00"), compare("fiscal", "2.00"))
        assert list(found(final(comparisons=rows))) == ["comparisons[1].topic"]


class TestEvaluations:
    @staticmethod
    def of(**members):
        wanted, actual = members.pop("wanted", None), members.pop("actual", None)
        one = evaluation(
            *["1.00"] * 9, indicators=(evaluated(target("1"), target("1")), evaluated(wanted, actual, **members))
        )
        return found(final(self_evaluations=(evaluation(*["1.00"] * 9, project="甲"), one)))

    def test_a_third_level_without_a_second(self):
        assert list(self.of(wanted=target("1"), level2=None)) == ["self_evaluations[1].indicators[1].level2"]

    def test_a_target_without_a_third_level(self):
        assert list(self.of(wanted=target("1"), level3=None)) == ["self_evaluations[1].indicators[1].level3"]

    def test_an_actual_value_without_a_target(self):
        assert list(self.of(actual=target("1"))) == ["self_evaluations[1].indicators[1].target"]

    def test_a_number_that_is_none(self):
        messages = self.of(wanted=target("约20"), actual=target("NaN"))
        row = "self_evaluations[1].indicators[1]"
        assert list(messages) == [f"{row}.target.value", f"{row}.actual.value"]
        assert "约20" in messages[f"{row}.target.value"]

    def test_sound_rows(self):
        assert self.of() == self.of(level2=None, level3=None) == {}
        assert self.of(wanted=words("及时"), actual=words("达到预期")) == {}
        assert self.of(wanted=target("1"), actual=words("达到预期")) == {}

    def test_a_project_twice(self):
        rows = (evaluation(*["1.00"] * 9), evaluation(*["2.00"] * 9))
        assert list(found(final(self_evaluations=rows))) == ["self_evaluations[1].project"]


class TestCodes:
    def test_of_final_accounts(self):
        whole = final(
            income=(received("1.00", "2010377"), received("1.00", None)),
            expenditure=(spent("1.00", function="2010377"),),
            basic_items=BasicItems(personnel=("30199", "30177"), public=()),
            comparisons=(compare("general.function.2010377", "1.00"),),
        )
        assert list(found(whole)) == [
            "income[0].function", "expenditure[0].function", "basic_items.personnel[1]", "comparisons[0].topic",
        ]  # fmt: skip

    def test_rows_twice(self):
        rows = (official(OfficialItem.OVERSEAS, "1.00", "1.00"),) * 2
        whole = final(income=(received("1.00", None),) * 2, official_expenses=rows)
        assert list(found(whole)) == ["income[1].function", "official_expenses[1].item"]


class TestReports:
    @pytest.mark.parametrize("member", ["target", "midyear", "adjusted", "actual"])
    def test_a_number_that_is_none(self, member):
        known = {"wanted": target("1"), "actual": target("1")}
        members = {"wanted" if member == "target" else member: target("约1", Operator.EQUAL)}
        row = overall("甲", **{**known, **members})
        assert list(found(report(indicators=(row,)))) == [f"indicators[0].{member}.value"]

    def test_words(self):
        assert found(report(indicators=(overall("甲", words("好"), words("好"), midyear=words("好")),))) == {}

    def test_rows_twice(self):
        rows = (overall("甲", target("1"), target("1")),) * 2
        projects = (funded("甲", "本级", "1.00", "1.00"), funded("甲", "上级", "1.00", "1.00"))
        assert list(found(report(indicators=rows, projects=projects))) == ["indicators[1].name"]
        assert list(found(report(projects=(*projects, projects[0])))) == ["projects[2].name"]
