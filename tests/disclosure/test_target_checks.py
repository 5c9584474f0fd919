"""Rules on performance indicators and on the a project's split: where they fire, and where they just do not."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.parted_text import parts_of
from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.terms import Operator, Source
from tests.disclosure.examples import indicator, performance, project, small_filing
from tests.disclosure.findings import found

BENEFIT = indicator(level1="效益指标", level2="社会效益指标", level3="办事群众知晓度", weight=Decimal(40))
OUTPUT = indicator(weight=Decimal(50))


def aim(op: Operator, name: str, value: str = "95", unit: str = "%", **levels: Any) -> Any:
    return indicator(level3=name, target=Target(op=op, value=value, unit=unit), **levels)


def cost(value: str, unit: str = "万元", name: str = "设备购置成本", op: Operator = Operator.AT_MOST) -> Any:
    return aim(op, name, value, unit, level1="成本指标", level2="经济成本指标")


def with_indicators(*indicators: Any, **members: Any) -> BudgetFiling:
    """The small filing, whose project has 50.00 万元, with these indicators."""
    goals = performance("50.00", indicators=indicators)
    one = project(amounts={"302": "40.00", "310": "10.00"}, performance=goals, **members)
    return dataclasses.replace(small_filing(), projects=(one,))


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (aim(Operator.AT_MOST, "培训合格率不低于"), "不低于"),
        (aim(Operator.AT_MOST, "服务对象满意度"), "满意度"),
        (aim(Operator.AT_MOST, "投诉下降率"), "下降率"),
        (aim(Operator.AT_LEAST, "系统故障率"), "故障率"),
        (aim(Operator.AT_LEAST, "会议次数控制在", "5", "次"), "控制在"),
        (cost("4000", "元", "人员收入", Operator.AT_LEAST), "成本"),
    ],
)
def test_an_indicator_against_its_operator(one, word):
    fault = found(with_indicators(OUTPUT, one), "S8")
    assert [(each.place, each.severity.value) for each in fault] == [
        ("projects[0].performance.indicators[1].target.op", "warning")
    ]
    assert f"“{word}”" in fault[0].message


@pytest.mark.parametrize(
    "one",
    [
        aim(Operator.AT_LEAST, "服务对象满意度"),
        aim(Operator.AT_MOST, "系统故障率"),
        aim(Operator.EQUAL, "培训合格率"),
        aim(Operator.AT_MOST, "现场响应时间", "2", "小时"),
        cost("50.00"),
        cost("200", "元/人", "误餐补助标准", Operator.AT_LEAST),
        indicator(level3="系统故障率", target=Target(op=Operator.TEXT, value="不低于上年")),
    ],
)
def test_an_indicator_with_its_operator(one):
    assert not found(with_indicators(OUTPUT, one), "S8")


@pytest.mark.parametrize(
    ("costs", "place", "above"),
    [
        ([cost("50.01")], "projects[0].performance.indicators[0].target.value", "0.01"),
        ([cost("500100", "元")], "projects[0].performance.indicators[0].target.value", "0.01"),
        ([cost("30.00"), cost("20.01", name="软件成本")], "projects[0].performance.indicators", "0.01"),
    ],
)
def test_costs_above_the_money(costs, place, above):
    (fault,) = found(with_indicators(*costs), "B38.4")
    assert (fault.place, fault.difference, fault.expected) == (place, above, "50.00")


@pytest.mark.parametrize(
    "costs",
    [
        [cost("50.00")],
        [cost("30.00"), cost("20.00")],
        [cost("50.00", name="总成本"), cost("30.00")],  # the whole beside a part is no split
        [cost("60.00", "万元", "每台设备成本")],
        [cost("60.00", "万元", op=Operator.AT_LEAST)],
    ],
)
def test_costs_within_the_money(costs):
    assert not [one for one in found(with_indicators(*costs), "B38.4") if one.severity.value == "warning"]


def test_costs_that_nobody_entered_are_not_checked():
    (fault,) = found(with_indicators(OUTPUT), "B38.4")
    assert fault.severity.value == "not_checked"


def test_kinds_of_indicators():
    assert not found(with_indicators(OUTPUT, BENEFIT), "B38.5")
    (fault,) = found(with_indicators(OUTPUT), "B38.5")
    assert "没有效益指标" in fault.message
    older = indicator(level1="项目完成指标", level2="数量指标")
    assert not found(with_indicators(older, BENEFIT), "B38.5")


def test_a_weight_that_is_missing():
    (fault,) = found(with_indicators(OUTPUT, indicator(level3="窗口开放天数")), "B38.6")
    assert fault.place == "projects[0].performance.indicators[1].weight"
    assert not found(with_indicators(indicator(), indicator(level3="窗口开放天数")), "B38.6")
    assert not found(with_indicators(OUTPUT, indicator(level3=None, target=None)), "B38.6")


def test_targets_are_counted_by_budget():
    assert not found(with_indicators(OUTPUT), "B38.7")
    whole = with_indicators(OUTPUT)
    fund = project("体育设施", "5.00", source=Source.FUND, performance=performance("5.00"))
    (fault,) = found(dataclasses.replace(whole, projects=(*whole.projects, fund)), "B38.7")
    assert (fault.severity.value, fault.expected, fault.found) == ("hint", "1", "2")
    assert "一般公共预算 1 张、政府性基金预算 1 张" in fault.message


@pytest.mark.parametrize(("title", "wrong"), [("窗口服务保障费", True), ("窗口服务保障经费", False), ("大厅", False)])
def test_a_title_that_is_nearly_the_name(title, wrong):
    goals = performance("50.00", title=title)
    one = project("窗口服务保障经费", amounts={"302": "50.00"}, performance=goals)
    listed = found(dataclasses.replace(small_filing(), projects=(one,)), "W11")
    assert [fault.place for fault in listed] == (["projects[0].performance.title"] if wrong else [])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "办公费8.48万元，劳务费229.5万元，邮电费8，委托业务费2.2万元，培训费1万元。",
            ["8.48", "229.5", "8", "2.2", "1"],
        ),
        ("维护经费111000.00元，服务器38000元，", ["11.1", "3.8"]),
        ("印刷费1,200元；宣传费800元", ["0.12", "0.08"]),
        ("按进度支付", []),
        ("办公费50万元", []),  # no split
        ("办公费30万元，其余按进度支付", []),
        ("办公费30万元，宣传费20000元", []),  # two units
        ("每季度72300元，每年一次", []),
        ("会议10场*3万元，印刷费20万元", []),
    ],
)
def test_parts_of_an_allocation(text, parts):
    assert parts_of(text) == [Decimal(part) for part in parts]


def test_a_name_with_braces_is_quoted_as_it_is():
    (fault,) = found(with_indicators(OUTPUT, name="{0}号{窗口}", allocation="办公费30万元，培训费21万元"), "B30")
    assert fault.message.startswith("“{0}号{窗口}”资金分配合计 51.00 万元，项目金额 50.00 万元")


def test_an_allocation_against_the_money():
    (fault,) = found(with_indicators(OUTPUT, allocation="办公费30万元，培训费20.01万元。"), "B30")
    assert (fault.place, fault.expected, fault.found, fault.difference) == (
        "projects[0].allocation", "50.00", "50.01", "0.01",
    )  # fmt: skip
    assert not found(with_indicators(OUTPUT, allocation="办公费30万元，培训费200000元。"), "B30")[1:]
    assert not found(with_indicators(OUTPUT, allocation="办公费30万元，培训费20万元。"), "B30")
