"""A new year from the year before: rows and names as they were, no figure of last year as one of this year."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from budgetportal.classification.codes import functional
from budgetportal.disclosure.carry_forward import carry_forward
from budgetportal.disclosure.filing import Approval
from budgetportal.disclosure.soundness import problems
from budgetportal.disclosure.terms import Category, DisclosureKind
from tests.disclosure.examples import filing, small_filing, spent
from tests.filings.complete import complete_filing

FRESH = replace(filing(), fiscal_year=2025, edition="xinjiang-budget-2025")


def carried(last=None, *, published=True):
    last = last or replace(small_filing(), approval=Approval(date=date(2024, 2, 1)))
    return carry_forward(FRESH, last, last if published else None)


def test_rows_keep_codes_names_and_order_and_lose_their_amounts():
    last, waiting = small_filing(), carried().waiting
    assert [(row["function"], row["source"]) for row in waiting["income"]] == [
        (row.function, row.source) for row in last.income
    ]
    assert [(row["function"], row["source"], row["category"]) for row in waiting["expenditure"]] == [
        (row.function, row.source, row.category) for row in last.expenditure
    ]
    assert [row["economic"] for row in waiting["basic_by_economic"]] == [row.economic for row in last.basic_by_economic]
    assert waiting["official_expenses"] == [{"item": "hospitality", "source": "general"}]
    for table in ("income", "expenditure", "basic_by_economic"):
        assert all("amount" not in row for row in waiting[table]), table


def test_projects_keep_explanations_goals_and_indicators_without_money():
    project = carried().waiting["projects"][0]
    assert project["policy_basis"] == "按照年度服务计划设立"
    assert project["performance"]["goal"] == "完成全年服务"
    assert project["performance"]["indicators"][0]["target"] == {"op": ">=", "value": "12", "unit": "个"}
    assert project["performance"]["indicators"][0]["weight"] == "90.00"
    assert not {"amounts", "amount"} & project.keys()
    assert not {"fiscal", "other", "total"} & project["performance"].keys()


def test_no_amount_of_a_full_filing_is_carried():
    last = complete_filing(DisclosureKind.BUDGET)
    result = carry_forward(replace(FRESH, fiscal_year=2024, edition="xinjiang-budget-2024"), last, None)
    text = json.dumps(dict(result.waiting), ensure_ascii=False)
    for amount in ("1.50", "2.50", "1.25", "2.25"):
        assert amount not in text
    assert "上年完成值" not in text  # what was reached the year before last


def test_filing_that_is_stored_is_sound_and_of_the_new_year():
    whole = carried().filing
    assert problems(whole) == []
    assert (whole.fiscal_year, whole.edition) == (2025, "xinjiang-budget-2025")
    assert whole.approval is None
    assert whole.issued_on is None
    assert whole.operating_expense is None
    assert (whole.procurement, whole.assets, dict(whole.wording)) == (None, None, {})
    assert whole.profile.duties == small_filing().profile.duties
    assert whole.profile.staffing.establishment == 12
    assert whole.profile.staffing.in_post is None
    assert whole.profile.staffing.in_post_change is None


def test_last_year_is_that_of_the_published_figures():
    priors = {row.topic: row.prior for row in carried().filing.comparisons}
    assert priors["income.general"] == Decimal("220.00")
    assert priors["general.function.2010301"] == Decimal("150.00")
    assert priors["official.hospitality"] == Decimal("1.20")
    assert priors["official.overseas"] == Decimal("0.00")
    assert all(row.reason is None for row in carried().filing.comparisons)
    assert {row.topic: row.purpose for row in carried().filing.comparisons}["purpose.general.201"] == "窗口运行"


def test_without_a_published_year_the_topics_stand_and_no_figure():
    rows = carried(published=False).filing.comparisons
    assert [row.topic for row in rows] == [row.topic for row in small_filing().comparisons]
    assert all(row.prior is None and row.reason is None for row in rows)


def test_codes_that_are_gone_are_said_once_each():
    this = {code.code for code in functional(2021).codes("项")}
    gone = next(code.code for code in functional(2020).codes("项") if code.code not in this)
    fresh = replace(FRESH, fiscal_year=2021, edition="xinjiang-budget-2020")
    rows = (spent("1.00", function=gone), spent("2.00", Category.PUBLIC, function=gone))
    said = carry_forward(fresh, replace(filing(), fiscal_year=2020, expenditure=rows)).gone
    assert len(said) == 1
    assert gone in said[0]
    assert carried().gone == ()


def test_other_kinds_carry_what_they_share():
    last = complete_filing(DisclosureKind.FINAL)
    fresh = replace(last, fiscal_year=2024, income=(), expenditure=(), basic_by_economic=(), profile=None, glossary=())
    result = carry_forward(fresh, last)
    assert result.filing.profile.duties == last.profile.duties
    assert [row["function"] for row in result.waiting["income"]] == [row.function for row in last.income]
    assert all("amount" not in row for row in result.waiting["income"])
    evaluation = complete_filing(DisclosureKind.SELF_EVALUATION)
    assert carry_forward(replace(evaluation, glossary=()), evaluation).filing.glossary == evaluation.glossary
