"""What helps with tables of indicators: usual levels, what weights come to, and rows copied from other tables."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgetportal.disclosure.budget import BudgetFiling, Performance
from budgetportal.filings.entry import targets
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.entry.subject import Subject
from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load, store
from tests.disclosure.final_examples import full_report
from tests.filings.addresses import project
from tests.filings.forms import page_of, select
from tests.filings.windows import Window

GRID = "performance.indicators"


def address(record: FilingRecord, page: str) -> str:
    key, _, row = page.partition("/")
    name = "admin:filings_filingrecord_row_indicators" if row else "admin:filings_filingrecord_indicators"
    return reverse(name, args=[record.pk, key, *([row] if row else [])])


def ask(client: Client, record: FilingRecord, page: str, **question: str) -> Any:
    return client.get(address(record, page), question, headers={"accept": "application/json"})


@pytest.fixture
def two(record: FilingRecord, example: BudgetFiling) -> tuple[int, int]:
    """Give the filing a second project, without indicators; the keys of both."""
    goals = example.projects[0].performance
    assert goals is not None
    bare = replace(goals, indicators=())
    second = replace(example.projects[0], name="设备更新", performance=bare)
    store(record, replace(example, projects=(example.projects[0], second)))
    first, other = ProjectRecord.objects.order_by("position").values_list("pk", flat=True)
    return first, other


def facts(client: Client, at: str) -> dict[str, str]:
    found = page_of(client.get(at).content).get_element_by_id("targets")
    return {name.removeprefix("data-"): value for name, value in found.items() if name.startswith("data-")}


# ------------------------------------------------------------------------------------------- what is said


def test_the_page_of_a_project_says_what_its_weights_and_money_come_to(
    accountant: Client, record: FilingRecord, two: tuple[int, int]
) -> None:
    said = facts(accountant, project(record, two[0]))
    assert said["grid"] == GRID
    assert said["sums"] == "90 100"
    assert said["words"] == "90（另有执行率 10 分）或 100"
    assert said["parts"] == "performance.fiscal performance.other"
    page = page_of(accountant.get(project(record, two[0])).content)
    options = [one.get("value") for one in select(page, "#levels1 option")]
    assert options == ["产出指标", "成本指标", "效益指标", "满意度指标"]
    assert select(page, "#levels2 option")[0].get("data-initials") == "s l z b"
    inputs = select(page, '[data-cell="level1"]')
    assert {one.get("list") for one in inputs} == {"levels1"}


def test_the_form_of_2020_has_levels_of_its_own_and_no_weights(example: BudgetFiling) -> None:
    older = replace(example, edition="xinjiang-budget-2020")
    page = PAGES["budget"].table("projects")
    assert page is not None
    table = targets.target_table(older, Subject(page, n=0))
    assert table is not None
    assert "sums" not in table.facts
    assert table.levels[0][0] == "项目完成指标"


def test_evaluations_say_their_sum_and_grades() -> None:
    page = PAGES["self_evaluation"].table("indicators")
    assert page is not None
    filing = full_report()
    table = targets.target_table(filing, Subject(page))
    assert table is not None
    assert table.facts["sums"] == "100"
    assert table.facts["grades"] == "90:优 80:良 60:中 0:差"
    assert table.facts["weight"] == str(filing.execution_weight)


# ----------------------------------------------------------------------------------------------- copying


def test_another_project_of_the_filing_is_offered_and_its_rows_given(
    accountant: Client, record: FilingRecord, example: BudgetFiling, two: tuple[int, int]
) -> None:
    at = f"projects/{two[1]}"
    offered = ask(accountant, record, at).json()["origins"]
    assert [(one["key"], one["group"], one["name"], one["count"]) for one in offered] == [
        ("this-0", "本填报", example.projects[0].name, 3),
        ("this-2", "本填报", "单位整体绩效目标", 1),
    ]
    rows = ask(accountant, record, at, **{"from": "this-0"}).json()["rows"]
    goals = example.projects[0].performance
    assert goals is not None
    assert [row["level1"] for row in rows] == [one.level1 for one in goals.indicators]
    assert rows[0]["target.value"] == goals.indicators[0].target.value  # type: ignore[union-attr]
    assert "prior" in rows[0]


def test_the_usual_levels_are_rows_to_fill(accountant: Client, record: FilingRecord, two: tuple[int, int]) -> None:
    rows = ask(accountant, record, f"projects/{two[1]}", **{"from": "levels"}).json()["rows"]
    assert rows[0] == {"level1": "产出指标", "level2": "数量指标"}
    assert len(rows) == 11


def test_last_years_published_targets_come_without_that_years_results(
    accountant: Client, record: FilingRecord, example: BudgetFiling, two: tuple[int, int], monkeypatch: Any
) -> None:
    last = replace(example, fiscal_year=2023)
    monkeypatch.setattr(targets, "published_last_year", lambda _: last)
    offered = ask(accountant, record, f"projects/{two[1]}").json()["origins"]
    assert (offered[0]["key"], offered[0]["group"]) == ("last-0", "2023 年已公开")
    rows = ask(accountant, record, f"projects/{two[1]}", **{"from": "last-0"}).json()["rows"]
    assert all("prior" not in row for row in rows)
    assert rows[0]["level3"]


def test_without_a_script_the_rows_are_added_behind_those_that_are_there(
    accountant: Client, record: FilingRecord, two: tuple[int, int]
) -> None:
    at = address(record, f"projects/{two[1]}")
    page = page_of(accountant.get(at).content)
    assert [one.get("value") for one in select(page, "input[name=from]")] == ["levels", "this-0", "this-2"]
    answer = accountant.post(at, {"from": "this-0"}, follow=True)
    assert "已加入 3 行指标" in answer.content.decode()
    accountant.post(at, {"from": "levels"})
    goals = load(record).projects[1].performance  # type: ignore[attr-defined]
    assert isinstance(goals, Performance)
    assert len(goals.indicators) == 14
    assert goals.indicators[3].level2 == "数量指标"


def test_a_post_without_a_choice_says_so(accountant: Client, record: FilingRecord, two: tuple[int, int]) -> None:
    answer = accountant.post(address(record, f"projects/{two[1]}"), {})
    assert answer.status_code == 400
    assert "没有选择从哪里复制" in answer.content.decode()


@pytest.mark.parametrize(("page", "origin"), [("income", ""), ("projects", ""), ("unit_performance", "this-9")])
def test_what_has_no_indicators_has_no_page(accountant: Client, record: FilingRecord, page: str, origin: str) -> None:
    assert ask(accountant, record, page, **({"from": origin} if origin else {})).status_code == 404


def test_rows_copied_without_a_script_are_in_the_history_of_the_window(
    accountant: Client, record: FilingRecord, two: tuple[int, int]
) -> None:
    window = Window(accountant, project(record, two[1]))
    accountant.post(address(record, f"projects/{two[1]}"), {"from": "levels"})
    assert [one["op"] for one in window.look()["changes"]] == ["add"] * 11


def test_more_projects_cost_no_more_queries(
    accountant: Client, record: FilingRecord, example: BudgetFiling, two: tuple[int, int]
) -> None:
    at = f"projects/{two[0]}"
    with CaptureQueriesContext(connection) as few:
        assert len(ask(accountant, record, at).json()["origins"]) == 1
    more = [replace(example.projects[0], name=f"项目{n}") for n in range(20)]
    store(record, replace(example, projects=(example.projects[0], *more)))
    with CaptureQueriesContext(connection) as many:
        assert len(ask(accountant, record, at).json()["origins"]) == 21
    assert len(many) == len(few)
