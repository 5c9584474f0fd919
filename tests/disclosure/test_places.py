"""Places in the words of the entry forms."""

import random

import pytest

from budgetportal.disclosure.places import topic_in_words, where
from budgetportal.disclosure.rounding import groups
from tests.disclosure.strategies import random_filing


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("expenditure[3].amount", "支出 第4行 金额"),
        ("projects[0].performance.indicators[2].weight", "项目 第1个 绩效目标 绩效指标 第3行 指标分值权重"),
        ("projects[1].amounts.302", "项目 第2个 按经济分类 302 商品和服务支出"),
        ("comparisons[official.total].reason", "与上年比较 “三公”经费 合计 增减原因"),
        ("comparisons[2].topic", "与上年比较 第3行 比较事项"),
        ("unit.parent", "单位 上级单位编码"),
        ("unit_performance.funds.local", "单位整体绩效目标 年度预算 本级安排"),
        ("profile.duties[1]", "单位概况 主要职能 第2行"),
        ("profile.staffing.establishment_kinds.行政编制", "单位概况 人员情况 各类编制数 行政编制"),
        ("profile.staffing.establishment_kinds[0].value", "单位概况 人员情况 各类编制数 第1行"),
        ("wording.general.class.201", "自行表述的段落 general.class.201"),
        ("income[0]", "收入 第1行"),
        ("fiscal_year", "预算年度"),
        ("", ""),
    ],
)
def test_a_place_in_words(place, words):
    assert where(place) == words


@pytest.mark.parametrize(
    "place", ["nowhere", "expenditure.amount", "unit[0].name", "income[0].nowhere", "x y", "[3]", "a..b"]
)
def test_what_is_no_entry_cell_comes_back_as_it_is(place):
    assert where(place) == place


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("income.own", "收入 单位资金"),
        ("income.general_transfer", "收入 上级一般公共预算安排的转移支付"),
        ("expenditure.project", "支出预算 项目支出"),
        ("general.function.2010350", "一般公共预算 2010350"),
        ("fund.total", "政府性基金预算 合计"),
        ("official.overseas", "“三公”经费 因公出国（境）费"),
        ("operating", "机关运行经费"),
        ("purpose.general.201", "一般公共预算 201 主要用途"),
        ("total", "收入支出总计"),
        ("fiscal", "财政拨款收入支出总计"),
        ("general", "一般公共预算财政拨款支出"),
        ("general:budget", "一般公共预算财政拨款支出 与预算比较"),
        ("official.vehicle", "“三公”经费 公务用车购置及运行维护费"),
        ("official.vehicle_operation:budget", "“三公”经费 公务用车运行费 与预算比较"),
        ("other", "other"),
    ],
)
def test_a_topic_in_words(topic, words):
    assert topic_in_words(topic) == words


def test_every_amount_has_words():
    places = [place for group in groups(random_filing(random.Random(7))) for place in group.places]
    assert len(places) > 20
    assert all(where(place) != place for place in places)
