"""B30.1: 补贴人数 × 补贴标准 × 期数, where what people wrote can be read in one way only."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.counted_text import Rate, heads, months, rate
from budgetportal.disclosure.checks.findings import Finding, Severity
from tests.disclosure.examples import filing, in_yuan, project
from tests.disclosure.full_filing import SUBSIDY

YEAR = 2024


def subsidized(money: str = "6.48", period: str | None = "2024年全年", **said: Any) -> BudgetFiling:
    """Three persons with 1800 元 a month, which is 6.48 万元 a year."""
    texts = {name: said.pop(name, usual) for name, usual in (("recipients", "3"), ("standard", "1800元/月/人"))}
    one = project(amounts={"303": money}, subsidy=dataclasses.replace(SUBSIDY, **texts), period=period, **said)
    return filing(projects=(one,))


def found(whole: BudgetFiling) -> list[Finding]:
    return [one for one in check(whole) if one.rule == "B30.1"]


def test_a_product_that_is_not_the_money():
    (one,) = found(subsidized("6.58"))
    assert (one.severity, one.place) == (Severity.HINT, "projects[0].subsidy.recipients")
    assert (one.expected, one.found, one.difference) == ("6.58", "6.48", "-0.10")
    assert one.also == ("projects[0].subsidy.standard", "projects[0].period")
    for words in (
        "补贴人数“3”",
        "补贴标准“1800元/月/人”",
        "资金执行时间“2024年全年”",
        "3 × 1800 元 × 12 期 = 6.48",
        "项目金额 6.58",
    ):
        assert words in one.message


@pytest.mark.parametrize(
    "whole",
    [
        subsidized(),
        subsidized("3.24", "2024年1月至6月"),
        subsidized("0.54", standard="每人每年1800元", recipients="3人"),
        subsidized("2.16", standard="0.18万元/人/季度", recipients="共3名"),
        subsidized("8.48", allocation="人员补贴6.48万元，保险费2.00万元"),  # a part of the money
        in_yuan(projects=subsidized("64800.00").projects),
        subsidized("0.10", standard="每人每月27.9元"),  # 1004.40 元
    ],
)
def test_products_that_are_the_money(whole):
    assert found(whole) == []


@pytest.mark.parametrize(
    "whole",
    [
        subsidized("9.00", recipients="约3人"),
        subsidized("9.00", recipients="3人左右，以实际到岗为准"),
        subsidized("9.00", recipients="3户"),  # a standard for each person
        subsidized("9.00", standard="1800元/人/天"),
        subsidized("9.00", standard="1800元至2000元/人/月"),
        subsidized("9.00", standard="按文件规定"),
        subsidized("9.00", "以实际情况为主"),
        subsidized("9.00", None),
        subsidized("9.00", "2024年7月至2025年6月"),  # of two years
        subsidized("9.00", "2024年1月15日至12月31日"),
        subsidized("9.00", "2024年1月至5月", standard="1800元/人/季度"),
        filing(projects=(project(amounts={"302": "9.00"}),)),
    ],
)
def test_texts_that_can_be_read_in_more_than_one_way(whole):
    (one,) = found(whole)
    assert one.severity is Severity.NOT_CHECKED


@pytest.mark.parametrize(
    ("text", "count"),
    [("3", (3, "")), ("３ 人", (3, "人")), ("共1,200名", (1200, "名")), ("3-5人", None), ("3人次", None), ("", None)],
)
def test_heads(text, count):
    assert heads(text) == count


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1800元/月/人", ("1800", "人", 1)),
        ("1800 元／人·月", ("1800", "人", 1)),
        ("1800元每人每月", ("1800", "人", 1)),
        ("每月每人1,800.50元。", ("1800.50", "人", 1)),
        ("0.18万元/人/年", ("1800.00", "人", 12)),
        ("500元/户/季", ("500", "户", 3)),
        ("1800元/人", None),
        ("1800元/月/年", None),
        ("1800/人/月", None),
        ("每人每月1800元，另加200元", None),
    ],
)
def test_rates(text, read):
    assert rate(text) == (Rate(Decimal(read[0]), *read[1:]) if read else None)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2024年", 12),
        ("2024年度", 12),
        ("全年", 12),
        ("2024年1月至12月", 12),
        ("2024年1月1日-2024年12月31日", 12),
        ("3月—6月", 4),
        ("2024年2月1日至2月29日", 1),
        ("2024年2月1日至2月28日", None),
        ("12个月", 12),
        ("13个月", None),
        ("2023年全年", None),
        ("12月至1月", None),
        ("以实际情况为主", None),
        ("", None),
    ],
)
def test_months(text, count):
    assert months(text, YEAR) == count
