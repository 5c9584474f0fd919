"""The narrative with its blanks in place: it shows what the document prints, and stores what is typed."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.codec import read_record, write_filing
from budgetportal.disclosure.document import Heading, Paragraph
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.narration import PUBLISHED_BEFORE, Draft
from budgetportal.disclosure.narration.answers import answered
from budgetportal.disclosure.narration.figures import strangers
from budgetportal.disclosure.narration.marks import FIRST
from budgetportal.disclosure.narration.passages import Figure, Passage, Subject, source_of
from budgetportal.disclosure.terms import Category
from tests.disclosure.examples import WORK, filing, income, official, spent
from tests.disclosure.published_filings import PUBLISHED, published


@pytest.fixture(params=PUBLISHED)
def whole(request: Any, shared_folder: Path) -> Filing:
    """Each of the published filings."""
    return published(shared_folder, request.param)


def printed(whole: Filing) -> list[str]:
    """Headings and paragraphs of the parts that are narrated, as the document prints them."""
    narrated = {part.title for part in Draft(whole).narrative().parts}
    blocks = [block for part in compose(whole).parts if part.title in narrated for block in part.blocks]
    return [block.text for block in blocks if isinstance(block, (Heading, Paragraph))]


def shown(whole: Filing) -> list[str]:
    """The same as the narrative shows them."""
    found: list[str] = []
    for part in Draft(whole).narrative().parts:
        for line in part.lines:
            found += [line.text] if isinstance(line, Subject) else [one.strip() for one in line.text.split("\n") if one]
    return found


def passage(whole: Filing, key: str) -> Passage:
    return next(one for one in Draft(whole).narrative().passages if one.key == key)


def typed(whole: Filing, answers: dict[str, str], last: Filing | None = None) -> Filing:
    found, problems = read_record(type(whole), answered(Draft(whole, last), answers))
    assert found is not None, problems
    return found


def emptied(whole: Filing) -> Filing:
    """The filing with nothing in its blanks, but for texts that a record cannot be without."""
    blanks = Draft(whole).blanks.values()
    kept = ("official_details", "performance_summary", "projects")
    places = [blank.place for blank in blanks if not (blank.required and blank.place.startswith(kept))]
    return typed(whole, dict.fromkeys(places, ""))


# ------------------------------------------------------------------------------------------- what is shown


def test_segments_are_what_the_document_prints(whole: Filing) -> None:
    assert shown(whole) == printed(whole)
    assert Draft(whole).narrative().missing == []


def test_parts_are_those_that_say_something(whole: Filing) -> None:
    parts = {part.title for part in Draft(whole).narrative().parts}
    left = [part.title for part in compose(whole).parts if part.title not in parts]
    assert all(any(word in title for word in ("公开表", "名词解释", "决算报表", "附件")) for title in left), left


def test_every_paragraph_with_a_text_in_it_has_its_blank(whole: Filing) -> None:
    narrative = Draft(whole).narrative()
    places = [blank.place for one in narrative.passages for blank in one.blanks]
    assert len(set(places)) == len(places)
    reasons = {blank.place for blank in Draft(whole).blanks.values() if blank.value and blank.asks == "增减原因"}
    unprinted = {"comparisons[official.vehicle_purchase].reason", "comparisons[official.vehicle_operation].reason"}
    absent = {"comparisons[income.fund].reason", "comparisons[income.soe].reason"}
    assert reasons - set(places) <= unprinted | absent


def test_blank_filled_is_printed_where_it_stands(whole: Filing) -> None:
    """Whatever is typed into whichever blank, the document says what the narrative shows."""
    bare = emptied(whole)
    narrative = Draft(bare).narrative()
    blanks = [blank for one in narrative.passages for blank in one.blanks]
    priors = {blank.place: f"{n}.25" for n, blank in enumerate(blanks, 1) if blank.aside}
    filled = typed(bare, priors | {blank.place: f"文字{n}" for n, blank in enumerate(blanks) if not blank.aside})
    again = [blank for one in Draft(filled).narrative().passages for blank in one.blanks if not blank.value]
    filled = typed(filled, {blank.place: "后填" for blank in again if not blank.aside})
    assert shown(filled) == printed(filled)
    assert Draft(filled).narrative().missing == []


def test_typed_again_the_filing_is_the_same(whole: Filing) -> None:
    """Emptied and typed into the blanks in any order, the texts come back; the rows in the order of the narrative."""
    texts = {blank.place: blank.value for blank in Draft(whole).blanks.values()}
    found = emptied(whole)
    for place in sorted(texts, reverse=True):
        found = typed(found, {place: texts[place]})
    assert _sorted(found) == _sorted(whole)
    if whole.edition == "xinjiang-budget-2024":
        assert write_filing(found) == write_filing(whole)


def _sorted(whole: Filing) -> Any:
    members = json.loads(write_filing(whole))
    members["comparisons"] = sorted(members.get("comparisons", []), key=json.dumps)
    return members


def test_rows_that_are_there_stay_where_they_are(whole: Filing) -> None:
    draft = Draft(whole)
    answers = {blank.place: blank.value for blank in draft.blanks.values() if not blank.locked}
    assert write_filing(typed(whole, answers)) == write_filing(whole)


def test_rows_come_in_the_order_of_the_narrative(whole: Filing) -> None:
    if not isinstance(whole, (BudgetFiling, FinalAccounts)):
        pytest.skip("nothing is compared")
    draft = Draft(dataclasses.replace(whole, comparisons=()))
    met = [blank.place for one in draft.narrative().passages for blank in one.blanks]
    topics = [place.split("[")[1].split("]")[0] for place in met if place.startswith("comparisons[")]
    begun = [topic for topic in dict.fromkeys(topics) if topic in draft.topics]
    assert begun == [topic for topic in draft.topics if topic in begun]


# --------------------------------------------------------------------------------------------- a budget


def budget(**members: Any) -> BudgetFiling:
    return filing(
        income=(income("430.10", WORK),),
        expenditure=(spent("13.00", Category.PUBLIC, WORK), spent("417.10", Category.PROJECT, WORK)),
        **members,
    )


def missing(whole: Filing, last: Filing | None = None) -> list[str]:
    return [blank.place for blank in Draft(whole, last).narrative().missing]


def test_missing_reason_is_a_blank_of_its_sentence() -> None:
    whole = budget(comparisons=(Comparison(topic="income.general", prior=Decimal("418.44")),))
    found = passage(whole, "income.general")
    assert found.text.endswith("比上年预算增加11.66万元，增长2.79%，主要原因是。")
    prior, reason = found.blanks
    assert (prior.value, prior.aside, prior.place) == ("418.44", True, "comparisons[income.general].prior")
    assert reason.required
    assert reason.value == ""
    assert reason.label == ("收入 一般公共预算（一般财力）：上年 418.44 万元，本年 430.10 万元，增加 11.66 万元")
    assert "comparisons[income.general].reason" in missing(whole)


def test_code_is_named_in_the_label() -> None:
    whole = budget(comparisons=(Comparison(topic=f"general.function.{WORK}", prior=Decimal("430.10")),))
    reason = passage(whole, f"general.function.{WORK}").blanks[1]
    assert reason.label.startswith(f"一般公共预算 {WORK} ")
    assert reason.label.endswith("：上年 430.10 万元，本年 430.10 万元，增加 0.00 万元")
    assert not reason.required


def test_unknown_last_year_is_asked_for_and_the_reason_with_it() -> None:
    found = passage(budget(), "income.general")
    assert [(blank.aside, blank.required) for blank in found.blanks] == [(True, True), (False, False)]
    assert passage(budget(official_expenses=(official("1.00"),)), "official.changes").blanks[0].place == (
        "comparisons[official.total].prior"
    )


def test_source_without_money_takes_a_figure_of_last_year() -> None:
    found = passage(budget(), "income.fund")
    assert (found.text, found.generated) == ("政府性基金预算未安排。", "政府性基金预算未安排。")
    assert [(blank.place, blank.required) for blank in found.blanks] == [("comparisons[income.fund].prior", False)]
    whole = typed(budget(), {"comparisons[income.fund].prior": "2.00"})
    assert "比上年预算减少2.00万元，下降100.00%" in passage(whole, "income.fund").text
    assert "comparisons[income.fund].reason" in missing(whole)


def test_published_last_year_is_locked() -> None:
    last = dataclasses.replace(budget(), fiscal_year=2023)
    draft = Draft(budget(), last)
    blanks = {blank.place: blank for blank in draft.blanks.values()}
    prior = blanks["comparisons[income.general].prior"]
    assert (prior.value, prior.locked) == ("430.10", PUBLISHED_BEFORE)
    assert all(not blank.place.endswith(".prior") for blank in draft.narrative().missing)
    assert passage(budget(), "income.fund").blanks
    found = typed(budget(), {"comparisons[income.general].reason": "无变化"}, last)
    assert [(row.topic, row.prior, row.reason) for row in found.comparisons] == [("income.general", None, "无变化")]


def test_row_with_nothing_left_goes() -> None:
    whole = budget(comparisons=(Comparison(topic="operating", reason="原因"), Comparison(topic="income.general")))
    found = typed(whole, {"comparisons[operating].reason": ""})
    assert [row.topic for row in found.comparisons] == ["income.general"]


def test_function_that_is_gone_is_asked_for_its_reason() -> None:
    whole = budget(comparisons=(Comparison(topic="general.function.2010399", prior=Decimal("5.00")),))
    assert "comparisons[general.function.2010399].reason" in missing(whole)


# ------------------------------------------------------------------------------------------ locked figures


def test_figure_knows_the_cell_that_it_comes_from() -> None:
    whole = budget(comparisons=(Comparison(topic="income.general", prior=Decimal("418.44")),))
    figures = [one for one in passage(whole, "income.general").segments if isinstance(one, Figure)]
    assert [(one.text, one.place) for one in figures] == [
        ("430.10万元", "income[0].amount"),
        ("100.00%", ""),
        ("11.66万元", ""),
        ("2.79%", ""),
    ]
    total = next(one for one in passage(whole, "expenditure.total").segments if isinstance(one, Figure))
    assert (total.text, total.place) == ("430.10万元", "expenditure[0].amount")


def test_sum_is_found_among_its_neighbours() -> None:
    amounts = {"a": Decimal("1.00"), "b": Decimal("2.00"), "c": Decimal("2.50"), "d": Decimal("0.00")}
    places = [*amounts, "not an amount"]
    assert source_of("4.50万元", places, amounts) == "b"
    assert source_of("1.00万元", places, amounts) == "a"
    assert source_of("3.50万元", places, amounts) == ""
    assert source_of("4.50%", places, amounts) == ""


def test_list_shows_where_its_lines_are_entered(shared_folder: Path) -> None:
    whole = published(shared_folder, "self-evaluation-2023-department")
    found = {
        one.place for line in Draft(whole).narrative().passages for one in line.segments if isinstance(one, Figure)
    }
    assert {"profile.duties", "problems", "measures", "suggestions"} <= found


# ---------------------------------------------------------------------------------------------- own words


def test_own_words_stand_beside_the_generated_ones() -> None:
    whole = budget(wording={"income.general": "另行说明。"})
    found = passage(whole, "income.general")
    assert (found.own, found.generated) == ("另行说明。", "一般公共预算430.10万元，占100.00%。")
    assert Draft(whole).narrative().replaced == [found]
    assert "comparisons[income.general].prior" not in missing(whole)


def test_own_words_are_put_where_the_narrative_has_them_and_taken_away() -> None:
    whole = budget(wording={"expenditure.project": "乙"})
    found = typed(whole, {"wording.operating": "丙", "wording.income.general": "甲"})
    assert list(found.wording.items()) == [("income.general", "甲"), ("expenditure.project", "乙"), ("operating", "丙")]
    assert typed(found, {"wording.expenditure.project": ""}).wording == {"income.general": "甲", "operating": "丙"}


def test_every_printed_key_can_be_worded(whole: Filing) -> None:
    if not isinstance(whole, BudgetFiling):
        pytest.skip("only budgets take own wording")
    draft = Draft(whole)
    assert {one.key for one in draft.narrative().passages if one.key} <= set(draft.keys)
    assert all(draft.edition.takes_wording(key) for key in draft.keys)


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("收入430.1万元，占100%。", []),
        ("收入 430.10 万元", []),
        ("收入４３０．１０万元", []),
        ("收入0.04301亿元", []),
        ("收入430.11万元", ["430.11万元"]),
        ("占430.10%", ["430.10%"]),
        ("收入1,430.10万元，占9％", ["1,430.10万元", "9%"]),
        ("收入430.11万元，另有430.11万元", ["430.11万元"]),
        ("2024年有3人", []),
    ],
)
def test_figures_that_no_table_has(own: str, found: list[str]) -> None:
    assert strangers(own, "一般公共预算430.10万元，占100.00%。") == found


# -------------------------------------------------------------------------------------------------- marks


def test_sign_that_looks_like_a_mark_stays_text() -> None:
    whole = budget(profile=None, comparisons=(Comparison(topic="income.general", reason=f"甲{chr(FIRST)}乙"),))
    assert passage(whole, "income.general").blanks[1].value == f"甲{chr(FIRST)}乙"


def test_project_keeps_its_blanks_wherever_it_moves(shared_folder: Path) -> None:
    whole = published(shared_folder, "budget-2023-unit")
    assert isinstance(whole, BudgetFiling)
    turned = dataclasses.replace(whole, projects=whole.projects[::-1])
    one, other = (
        {blank.place: blank.value for blank in Draft(found).blanks.values() if blank.place.startswith("projects[")}
        for found in (whole, turned)
    )
    assert one
    assert one == other
    place = next(iter(one))
    assert _texts(typed(turned, {place: "改过"})) == _texts(typed(whole, {place: "改过"}))


def _texts(whole: Filing) -> list[Any]:
    assert isinstance(whole, BudgetFiling)
    return sorted((project.name, project.policy_basis or "") for project in whole.projects)
