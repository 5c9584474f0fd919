"""Which printed tables have figures, and what each is made of; the running totals."""

from dataclasses import replace
from decimal import Decimal

import pytest

from budgetportal.disclosure.amounts import Change
from budgetportal.disclosure.change_words import in_words, is_steep
from budgetportal.disclosure.completeness import printed_tables
from budgetportal.disclosure.editions import EDITIONS, edition_for
from budgetportal.disclosure.running_totals import running_totals
from budgetportal.disclosure.terms import DisclosureKind, Source
from tests.disclosure.examples import filing, in_yuan, income, official, small_filing, spent
from tests.filings.complete import complete_filing


def test_form_of_2024_has_eleven_tables_and_knows_what_each_is_made_of():
    tables = printed_tables(small_filing())
    assert [table.number for table in tables] == [f"表 {n}" for n in range(1, 12)]
    assert [table.filled for table in tables] == [True] * 7 + [False, False, True, False]
    feeds = {table.number: table.feeds for table in tables}
    assert feeds["表 2"] == ("income",)
    assert set(feeds["表 1"]) == {"income", "expenditure"}
    assert feeds["表 10"] == ("official_expenses",)
    assert feeds["表 11"] == ("expenditure", "projects")


def test_table_is_filled_by_the_first_amount_that_stands_in_it():
    empty = filing()
    assert not any(table.filled for table in printed_tables(empty))
    fund = replace(empty, expenditure=(spent("8.00", function="2120803", source=Source.FUND),))
    filled = {table.number for table in printed_tables(fund) if table.filled}
    assert "表 8" in filled
    assert "表 9" not in filled
    assert "表 10" not in filled
    zero = replace(empty, official_expenses=(official("0.00"),))
    assert not any(table.filled for table in printed_tables(zero))


def test_final_accounts_have_nine_tables_of_their_own_entries():
    tables = printed_tables(complete_filing(DisclosureKind.FINAL))
    assert len(tables) == 9
    assert "balances" in tables[0].feeds
    assert {table.number: table.feeds for table in tables}["公开07表"] == ("official_expenses",)


def test_self_evaluation_has_no_tables_of_accounts():
    assert printed_tables(complete_filing(DisclosureKind.SELF_EVALUATION)) == []
    assert running_totals(complete_filing(DisclosureKind.SELF_EVALUATION)) is None


@pytest.mark.parametrize("edition", [one.name for one in EDITIONS.values() if one.kind is DisclosureKind.BUDGET])
def test_every_table_of_a_budget_says_what_it_is_made_of(edition):
    for table in printed_tables(replace(filing(), edition=edition, fiscal_year=int(edition[-4:]))):
        assert table.feeds, table.name
        assert not table.filled, table.name


def test_running_totals_are_those_of_the_check_of_balance():
    totals = running_totals(small_filing())
    assert (totals.income, totals.expenditure, totals.difference) == (Decimal("225.00"), Decimal("225.00"), 0)
    assert totals.elsewhere == {"income": Decimal("0.00"), "expenditure": Decimal("0.00")}
    yuan = running_totals(in_yuan(income=(income("12.34"),)))
    assert (yuan.income, yuan.difference) == (Decimal("12.34"), Decimal("12.34"))


def test_running_totals_of_final_accounts_count_what_is_carried_over():
    whole = complete_filing(DisclosureKind.FINAL)
    totals = running_totals(whole)
    rows = sum(row.amount for row in whole.income)
    opening = whole.balances.opening
    carried = opening.fiscal_general + opening.fiscal_fund + opening.fiscal_soe + opening.other
    assert totals.income == rows + carried + whole.balances.non_fiscal_used
    assert totals.elsewhere["income"] == totals.income - rows
    assert totals.elsewhere["expenditure"] == totals.expenditure - sum(row.amount for row in whole.expenditure)


@pytest.mark.parametrize(
    ("this", "last", "words", "steep"),
    [
        ("120.00", "100.00", "今年 120.00，上年 100.00，增加 20.00，增长 20.00%", True),
        ("110.00", "100.00", "今年 110.00，上年 100.00，增加 10.00，增长 10.00%", False),
        ("80.00", "100.00", "今年 80.00，上年 100.00，减少 20.00，下降 20.00%", False),
        ("5.00", "0.00", "今年 5.00，上年 0.00，增加 5.00", True),
        ("0.00", "5.00", "今年 0.00，上年 5.00，减少 5.00，下降 100.00%", False),
        ("0.00", "0.00", "今年 0.00，上年 0.00，与上年持平", False),
        ("-5.00", "-10.00", "今年 -5.00，上年 -10.00，增加 5.00，增长 50.00%", True),
        ("-5.00", "10.00", "今年 -5.00，上年 10.00，减少 15.00，下降 150.00%", False),
        ("100.01", "0.01", "今年 100.01，上年 0.01，增加 100.00，增长 1000000.00%", True),
    ],
)
def test_change_is_said_with_its_rate_where_there_is_one(this, last, words, steep):
    change = Change(Decimal(this), Decimal(last))
    assert in_words(change) == words
    assert is_steep(change) is steep


@pytest.mark.parametrize(
    ("kind", "year", "region", "like", "name"),
    [
        (DisclosureKind.BUDGET, 2025, "650100", "xinjiang-budget-2024", "xinjiang-budget-2025"),
        (DisclosureKind.BUDGET, 2024, "650100", "xinjiang-budget-2023", "xinjiang-budget-2024"),
        (DisclosureKind.BUDGET, 2027, "650100", "xinjiang-budget-2025", "xinjiang-budget-2025"),
        (DisclosureKind.BUDGET, 2022, "650100", "", "xinjiang-budget-2020"),
        (DisclosureKind.BUDGET, 2018, "110000", "", "xinjiang-budget-2020"),
        (DisclosureKind.FINAL, 2024, "650100", "xinjiang-final-2023", "xinjiang-final-2023"),
        (DisclosureKind.SELF_EVALUATION, 2026, "650100", "", "xinjiang-self-evaluation-2023"),
    ],
)
def test_form_is_that_of_the_year(kind, year, region, like, name):
    assert edition_for(kind, year, region, like).name == name
