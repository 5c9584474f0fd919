"""Rates and scores of performance evaluation."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetportal.disclosure import scores
from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.terms import Operator


def target(value: str, op: Operator = Operator.AT_LEAST) -> Target:
    return Target(op=op, value=value)


@pytest.mark.parametrize(
    ("spent", "budget", "rate"),
    [
        ("31.79", "35.74", "88.95"),
        ("52.16", "80.00", "65.20"),
        ("183.99", "187.84", "97.95"),
        ("0.00", "5.00", "0.00"),
        ("6.00", "5.00", "120.00"),
    ],
)
def test_execution_rate(spent: str, budget: str, rate: str):
    assert scores.execution_rate(Decimal(spent), Decimal(budget)) == Decimal(rate)


def test_without_a_budget_there_is_no_rate_and_no_score():
    assert scores.execution_rate(Decimal("1.00"), Decimal("0.00")) is None
    assert scores.scored(Decimal(10), None) is None


@pytest.mark.parametrize(
    ("weight", "rate", "score"),
    [
        ("10", "88.95", "8.90"),  # half up, from the rate as printed: 31.79 ÷ 35.74 is a little less
        ("10", "120.00", "10.00"),
        ("10", "-5.00", "0.00"),
        ("13.33", "50.00", "6.67"),
    ],
)
def test_score_of_a_rate(weight: str, rate: str, score: str):
    assert scores.scored(Decimal(weight), Decimal(rate)) == Decimal(score)


@pytest.mark.parametrize(
    ("wanted", "reached", "rate"),
    [("40", "72.3", "180.75"), ("88", "83.22", "94.57"), ("73", "74.51", "102.07"), ("4", "1.25", "31.25")],
)
def test_completion(wanted: str, reached: str, rate: str):
    assert scores.completion(target(wanted), target(reached, Operator.EQUAL)) == Decimal(rate)


@pytest.mark.parametrize("wanted", [None, target("0"), target("及时"), target("NaN"), target("5", Operator.TEXT)])
def test_there_is_no_completion_of_words_or_of_nothing(wanted: Target | None):
    assert scores.completion(wanted, target("5")) is None
    assert scores.indicator_score(Decimal(10), wanted, target("5"), None) is None


def test_typed_score_stands():
    assert scores.indicator_score(Decimal(5), target("4"), target("398"), Decimal("0.00")) == Decimal("0.00")
    assert scores.indicator_score(Decimal(5), target("45"), target("20.16"), None) == Decimal("2.24")
    assert scores.indicator_score(None, target("4"), target("4"), None) is None


def test_total_and_grade():
    assert scores.total_score([Decimal("8.90"), None, Decimal("90.12")]) == Decimal("99.02")
    grades = ["99.02", "90.00", "89.99", "80.00", "79.99", "60.00", "59.99"]
    assert "".join(scores.grade(Decimal(score)) for score in grades) == "优优良良中中差"
