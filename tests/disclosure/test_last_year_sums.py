"""Last year's figures, which only the comparisons show, add up (B40), and what is said of them is so (C3)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Finding
from budgetportal.disclosure.terms import Category, Source
from tests.disclosure.examples import OFFICE, WORK, filing, income, spent

FUND = (spent("5.00", Category.PROJECT, WORK, Source.FUND),)


def told(rule: str, whole: BudgetFiling) -> list[Finding]:
    return [one for one in check(whole) if one.rule == rule and one.severity.value != "not_checked"]


def whole(priors: dict[str, str], reason: str = "按照人员和任务核定") -> BudgetFiling:
    """100.00 of the general budget and 5.00 of a fund this year."""
    rows = (spent("60.00"), spent("40.00", Category.PROJECT, WORK), *FUND)
    received = (income("60.00"), income("40.00", WORK), income("5.00", WORK, Source.FUND))
    said = tuple(Comparison(topic=topic, prior=Decimal(prior), reason=reason) for topic, prior in priors.items())
    return filing(income=received, expenditure=rows, comparisons=said)


SOUND = {
    "income.general": "90.00",
    "income.fund": "4.00",
    "expenditure.basic": "50.00",
    "expenditure.project": "44.00",
    "general.basic": "50.00",
    "general.project": "40.00",
    f"general.function.{OFFICE}": "50.00",
    f"general.function.{WORK}": "40.00",
    "fund.total": "4.00",
    f"fund.function.{WORK}": "4.00",
}


def test_sound_comparisons():
    for rule in ("B40", "B40.2", "B40.3"):
        assert not told(rule, whole(SOUND))


@pytest.mark.parametrize(
    ("topic", "prior", "rule"),
    [
        (f"general.function.{OFFICE}", "50.50", "B40"),
        (f"fund.function.{WORK}", "4.50", "B40"),
        ("fund.total", "4.50", "B40"),  # both its function and its income say otherwise
        ("general.basic", "50.50", "B40"),
        ("income.general", "90.50", "B40.2"),
        ("expenditure.basic", "50.50", "B40.2"),
    ],
)
def test_one_figure_of_last_year(topic: str, prior: str, rule: str):
    wrong = whole({**SOUND, topic: prior})
    numbers = ("B40", "B40.1", "B40.2", "B40.3", "B41", "C1", "C2")
    found = [one for number in numbers for one in told(number, wrong)]
    place = f"comparisons[{topic}].prior"
    assert [(one.rule, one.place, one.severity.value) for one in found] == [(rule, place, "error")]


def test_a_cent_may_come_of_rounding_and_a_missing_topic_is_not_held_against_anybody():
    near = whole({**SOUND, f"general.function.{WORK}": "40.01"})
    assert [one.severity.value for one in told("B40", near)] == ["hint"]
    lacking = {topic: prior for topic, prior in SOUND.items() if topic != f"general.function.{WORK}"}
    assert not told("B40", whole(lacking))


def test_a_form_that_does_not_compare_project_money():
    bare = {topic: SOUND[topic] for topic in ("income.general", "general.basic")}
    functions = {topic: prior for topic, prior in SOUND.items() if topic.startswith("general.function.")}
    assert not told("B40.3", whole(bare | functions))
    (fault,) = told("B40.3", whole({**bare, "income.general": "0.00"} | functions))
    assert (fault.place, fault.expected, fault.found) == ("comparisons[income.general].prior", "0.00", "90.00")
    assert fault.severity.value == "warning"


@pytest.mark.parametrize(
    ("prior", "reason", "severity"),
    [
        ("50.00", "人员调入，比上年增长20%", None),
        ("50.00", "人员调入，比上年预算增长20.00%", None),
        ("50.00", "人员调入，比上年增长21%", "warning"),
        ("0.00", "新设机构，比上年增长100%", "hint"),  # usage of the region where last year was 0
        ("0.00", "新设机构，比上年增长50%", "warning"),
        ("60.00", "与上年一致，比上年增长0%", None),
        ("50.00", "基本工资增长21%", None),  # of a part
    ],
)
def test_a_rate_in_a_reason(prior: str, reason: str, severity: str | None):
    rows = (Comparison(topic="general.basic", prior=Decimal(prior), reason=reason),)
    listed = told("C3", filing(expenditure=(spent("60.00"),), comparisons=rows))
    assert [one.severity.value for one in listed] == ([severity] if severity else [])


def test_nothing_this_year_is_not_explained_by_a_rise():
    rows = (Comparison(topic="general.project", prior=Decimal("5.00"), reason="本年增加项目"),)
    assert [one.place for one in told("B41", filing(expenditure=(spent("60.00"),), comparisons=rows))] == [
        "comparisons[general.project].reason"
    ]
