"""The edition xinjiang-budget-2024: changes from and to 0, what it says where nothing is, its numerals and keys."""

from __future__ import annotations

import pytest

from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.compared import in_comment_order
from budgetportal.disclosure.editions import EDITIONS, compose
from budgetportal.disclosure.terms import Category, OfficialItem, Source
from budgetportal.rendering.json import to_json
from tests.disclosure.examples import (
    EDITION,
    OFFICE,
    PENSION,
    WORK,
    assets,
    basic,
    filing,
    income,
    official,
    performance,
    procurement,
    project,
    spent,
    unit_performance,
)
from tests.disclosure.full_filing import SPORT, UNIT, compare
from tests.disclosure.narrated import complaints
from tests.disclosure.shown import (
    said,
    tables_of,
    texts,
)


def compared(prior, this="10.00", reason=None):
    """The sentence on 一般公共预算 of a filing with one figure."""
    one = filing(
        income=(income(this),), expenditure=(spent(this),), comparisons=(compare("income.general", prior, reason),)
    )
    return said(compose(one), "income.general")


class TestChanges:
    """增加 and 减少, from 0 and with 0."""

    def test_from_0(self):
        assert compared("0.00", reason="新增") == [
            "一般公共预算10.00万元，占100.00%，比上年预算增加10.00万元，增长100.00%，主要原因是新增。"
        ]

    def test_both_0_have_no_share(self):
        assert compared("0.00", "0.00") == ["一般公共预算0.00万元，比上年预算增加0.00万元，增长0.00%。"]

    def test_a_decrease(self):
        assert compared("16.00") == ["一般公共预算10.00万元，占100.00%，比上年预算减少6.00万元，下降37.50%。"]

    def test_to_0(self):
        assert compared("8.00", "0.00") == ["一般公共预算0.00万元，比上年预算减少8.00万元，下降100.00%。"]

    def test_half_a_hundredth_is_rounded_up(self):
        assert compared("8.00", "8.01") == ["一般公共预算8.01万元，占100.00%，比上年预算增加0.01万元，增长0.13%。"]

    def test_without_last_years_figure_nothing_is_compared(self):
        assert compared(None) == ["一般公共预算10.00万元，占100.00%。"]


def of_zeros():
    """A filing in which every row is 0."""
    return filing(
        income=(income("0.00"), income("0.00", SPORT, Source.FUND)),
        expenditure=(
            spent("0.00"),
            spent("0.00", Category.PROJECT, WORK),
            spent("0.00", Category.PROJECT, SPORT, Source.FUND),
            spent("0.00", Category.PUBLIC, PENSION, Source.CARRY_GENERAL),
        ),
        basic_by_economic=(basic("0.00"), basic("0.00", "30201", Category.PUBLIC)),
        projects=(project(amounts={"302": "0.00"}, performance=performance("0.00")),),
        official_expenses=(official("0.00", OfficialItem.OVERSEAS),),
        comparisons=(
            compare("income.general", "0.00"),
            compare("expenditure.basic", "0.00"),
            compare("general.project", "0.00"),
            compare(f"general.function.{OFFICE}", "0.00"),
            compare("fund.total", "0.00"),
            compare("official.total", "0.00"),
            compare("operating", "0.00"),
        ),
        unit_performance=unit_performance("0.00", "0.00"),
        procurement=procurement("0.00", "0.00", "0.00"),
        assets=assets(),
    )


EMPTY = {
    "unit_summary": f"{UNIT}2024年没有预算收支，单位收支总体情况表为空表。",
    "unit_income": f"{UNIT}2024年没有预算收支，单位收入总体情况表为空表。",
    "unit_expenditure": f"{UNIT}2024年没有预算收支，单位支出总体情况表为空表。",
    "fiscal_summary": f"{UNIT}2024年没有预算收支，财政拨款收支预算总体情况表为空表。",
    "general_expenditure": f"{UNIT}2024年没有使用一般公共预算拨款安排的支出，一般公共预算支出情况表为空表。",
    "general_basic": f"{UNIT}2024年没有使用一般公共预算拨款安排的基本支出，一般公共预算基本支出情况表为空表。",
    "general_projects": f"{UNIT}2024年没有使用一般公共预算拨款安排的项目支出，一般公共预算项目支出情况表为空表。",
    "fund_expenditure": f"{UNIT}2024年没有使用政府性基金预算拨款安排的支出，政府性基金预算支出情况表为空表。",
    "soe_expenditure": f"{UNIT}2024年没有使用国有资本经营预算拨款安排的支出，国有资本经营预算支出情况表为空表。",
    "official_expenses": f"{UNIT}2024年没有使用财政拨款安排“三公”经费支出，财政拨款“三公”经费支出情况表为空表。",
    "carry_over": f"{UNIT}2024年没有上年结转结余预算安排的支出，上年结转结余情况明细表为空表。",
}


class TestNothing:
    """Filings without money."""

    @pytest.mark.parametrize("empty", [filing(), of_zeros()], ids=["no rows", "rows of 0"])
    def test_every_table_says_that_it_is_empty(self, empty):
        document = compose(empty)
        found = tables_of(document)
        assert {key: table.note for key, table in found.items() if table.number} == EMPTY
        assert complaints(document) == []
        assert "None" not in to_json(document).decode()

    def test_the_sections_say_so_too(self):
        document = compose(filing())
        for key, table in (
            ("general.none", "general_expenditure"),
            ("project.none", "general_projects"),
            ("fund.none", "fund_expenditure"),
            ("soe.none", "soe_expenditure"),
            ("carry_over.none", "carry_over"),
        ):
            assert said(document, key) == [EMPTY[table]]
        assert said(document, "income.fund_transfer") == ["上级政府性基金安排的转移支付资金未安排。"]
        assert said(document, "income.own") == []
        assert said(document, "official.changes") == []

    def test_tables_of_codes_are_left_without_rows_and_fixed_lists_keep_theirs(self):
        found = tables_of(compose(filing()))
        counts = {key: len(table.rows) for key, table in found.items()}
        assert {key for key, count in counts.items() if count} == {
            "unit_summary",
            "fiscal_summary",
            "official_expenses",
        }
        assert {"".join(row[1] for row in texts(found["unit_summary"]))} == {""}

    def test_only_the_general_budget(self):
        document = compose(filing(income=(income("1.00"),), expenditure=(spent("1.00"),)))
        only = "收入全部为一般公共预算拨款，无政府性基金预算拨款和国有资本经营预算。"
        assert said(document, "fiscal.only_general") == [only]
        assert said(document, "expenditure.project") == ["项目支出未安排。"]


class TestWords:
    """Numerals, order of comments, keys of wording."""

    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (100, "一百"),
            (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (1001, "一千零一"), (1010, "一千零一十"),
        ],
    )  # fmt: skip
    def test_numerals(self, number, text):
        assert numeral(number) == text

    def test_comments_come_in_the_units_order_and_the_rest_by_code(self):
        topics = ["general.function.3", "fund.function.1", "general.function.2", "general.function.9"]
        assert in_comment_order(["1", "2", "3", "4"], topics, "general.function.") == ["3", "2", "1", "4"]
        assert in_comment_order(["2", "1"], [], "general.function.") == ["1", "2"]

    def test_what_wording_may_replace(self):
        edition = EDITIONS[EDITION]
        keys = edition.wording_keys
        assert len(keys) == len(set(keys))
        assert {"overview.total", "income.own", "general.class.*", "general.function.*", "fund.none"} <= set(keys)
        assert edition.takes_wording("general.function.2010301")
        assert edition.takes_wording("official.changes")
        assert not edition.takes_wording("general.functions.2010301")
        assert not edition.takes_wording("unit_summary")
