"""Tables of indicators while they are typed: weights, money and scores live, rows copied as one step."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import percentage
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.filing import Filing
from budgetportal.filings.importing import create_from
from budgetportal.filings.models import FilingRecord, ProjectEvaluationRecord, ProjectRecord
from budgetportal.filings.storage import load, store
from tests.browser.accessibility import serious_findings
from tests.browser.grids import active, desk, ready, rows_of, saved, slowly_saved, text
from tests.disclosure.final_examples import full_final, full_report
from tests.filings.conftest import example, person_of, record, signed_in  # noqa: F401  (fixtures)
from tests.filings.stored import fetched

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRID, AT = "projects[{n}].performance.indicators", "performance.indicators"
WEIGHTS, MONEY, SCORES = ".meters p >> nth=0", ".meters p >> nth=1", ".meters p >> nth=2"
FILLED = "section.grid tbody tr[data-row]:not([data-row=''])"
CASES = ["0", "1", "3", "7", "33", "66.67", "99.5", "100", "101", "250.25", "-5", "0.005", "13.33", "29", "1000000"]


@pytest.fixture
def projects(
    desk: Callable[..., Page],
    record: FilingRecord,  # noqa: F811
    example: BudgetFiling,  # noqa: F811
) -> Callable[..., Page]:
    """Return an opener of the page of the n-th of two projects; the second has no indicators."""
    goals = example.projects[0].performance
    assert goals is not None
    second = replace(example.projects[0], name="设备更新", performance=replace(goals, indicators=()))
    store(record, replace(example, projects=(example.projects[0], second)))
    keys = list(ProjectRecord.objects.order_by("position").values_list("pk", flat=True))

    def open_page(n: int) -> Page:
        page = desk(f"table/projects/{keys[n]}/")
        page.wait_for_selector("#entry[data-names=ready]")
        slowly_saved(page)
        return page

    return open_page


@pytest.fixture
def desk_of(
    live_server: Any,
    signed_in: Callable[..., Client],  # noqa: F811
    chromium_page: Page,
) -> Callable[..., Page]:
    """Return an opener of a page of a filing of another kind."""

    def open_page(filing: Filing, path: str) -> Page:
        stored, problems = create_from(filing)
        assert stored is not None, problems
        session = signed_in(stored.unit).cookies["session"].value
        chromium_page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        key = ProjectEvaluationRecord.objects.values_list("pk", flat=True).first()
        address = f"{live_server.url}/admin/filings/filingrecord/{stored.pk}/{path.format(key=key)}"
        assert chromium_page.goto(address).status == 200  # type: ignore[union-attr]
        ready(chromium_page)
        slowly_saved(chromium_page)
        return chromium_page

    return open_page


def fill(page: Page, grid: str, row: int, cell: str, words: str) -> None:
    """Type over a cell of a grid."""
    place = page.locator(f'section[data-grid="{grid}"] tbody tr >> nth={row}')
    place.locator("[data-cell]").last.focus()  # a stay of its own, so that typing replaces
    place.locator(f'[data-cell="{cell}"]').focus()
    page.keyboard.press("Delete")
    page.keyboard.type(words)


# ---------------------------------------------------------------------------------------------- weights


def test_weights_add_up_while_they_are_typed(projects: Callable[..., Page]) -> None:
    page, grid = projects(1), GRID.format(n=1)
    assert page.inner_text(WEIGHTS).startswith("分值：已分配 0，还差 90；合计应为 90（另有执行率 10 分）或 100")
    for row, weight in enumerate(("40.5", "34.5")):
        fill(page, grid, row, "level1", "产出指标")
        fill(page, grid, row, "weight", weight)
    expect(page.locator(WEIGHTS)).to_contain_text("已分配 75，还差 15")
    assert page.get_attribute(WEIGHTS, "data-state") == "short"
    fill(page, grid, 1, "weight", "49.5")
    expect(page.locator(WEIGHTS)).to_contain_text("已分配 90，正好")
    assert page.get_attribute(WEIGHTS, "data-state") == "right"
    fill(page, grid, 1, "weight", "54.5")
    expect(page.locator(WEIGHTS)).to_contain_text("已分配 95，比 90 多 5，到 100 还差 5")
    assert page.get_attribute(WEIGHTS, "data-state") == "over"
    fill(page, grid, 1, "weight", "70")
    expect(page.locator(WEIGHTS)).to_contain_text("已分配 110.5，比 100 多 10.5")
    page.locator(".for-the-ear", has_text="比 100 多 10.5").wait_for(state="attached")


def test_money_is_held_against_the_project(projects: Callable[..., Page]) -> None:
    page = projects(0)
    expect(page.locator(MONEY)).to_contain_text("绩效目标的资金 269.32，项目金额 269.32，一致")
    page.fill("[name='projects[0].amounts.302']", "1,250.00")
    expect(page.locator(MONEY)).to_contain_text("项目金额 1,270.15，相差 -1,000.83")
    assert page.get_attribute(MONEY, "data-state") == "over"


# ------------------------------------------------------------------------------------------------ levels


def test_levels_that_repeat_are_quiet_and_found_by_initials(projects: Callable[..., Page]) -> None:
    page, grid = projects(1), GRID.format(n=1)
    for row in (0, 1):
        fill(page, grid, row, "level1", "cczb" if row else "产出指标")
        if row:
            assert page.locator("#picker [role=option]").count() == 1
        page.keyboard.press("Tab")
        page.keyboard.type("slzb" if row else "zlzb")
        page.keyboard.press("Enter")
    assert [text(page, grid, row, "level1") for row in (0, 1)] == ["产出指标", "产出指标"]
    assert [text(page, grid, row, "level2") for row in (0, 1)] == ["质量指标", "数量指标"]
    quiet = "td:has([data-cell='{}'])"
    rows = page.locator(f'section[data-grid="{grid}"] tbody tr')
    assert "same" in (rows.nth(1).locator(quiet.format("level1")).get_attribute("class") or "")
    assert "same" not in (rows.nth(1).locator(quiet.format("level2")).get_attribute("class") or "")


def test_a_level_of_ones_own_is_left_as_typed(projects: Callable[..., Page]) -> None:
    page, grid = projects(1), GRID.format(n=1)
    page.locator(f'section[data-grid="{grid}"] [data-cell="level1"]').first.focus()
    page.keyboard.insert_text("产出")
    page.wait_for_selector("#picker:not([hidden])")
    page.keyboard.press("Tab")
    assert text(page, grid, 0, "level1") == "产出"
    assert active(page) == (0, "level2")


# ----------------------------------------------------------------------------------------------- copying


def test_indicators_of_another_project_come_as_one_step(
    projects: Callable[..., Page],
    record: FilingRecord,  # noqa: F811
) -> None:
    page = projects(1)
    page.get_by_role("button", name="复制指标…").click()
    dialog = page.get_by_role("dialog", name="复制指标")
    expect(dialog).to_be_visible()
    assert serious_findings(page) == []
    dialog.get_by_label("大厅运行维护费：3 行").check()
    dialog.get_by_role("button", name="复制", exact=True).press("Enter")
    expect(page.locator(FILLED)).to_have_count(3)
    page.keyboard.press("Control+Z")
    assert rows_of(page, AT) == []
    page.keyboard.press("Control+Y")
    assert len(rows_of(page, AT)) == 3
    page.keyboard.press("Control+S")
    saved(page)
    one, other = load(fetched(record)).projects
    assert other.performance.indicators == one.performance.indicators


def test_they_can_take_the_place_of_those_that_are_there(projects: Callable[..., Page]) -> None:
    page = projects(0)
    before = rows_of(page, AT)
    page.get_by_role("button", name="复制指标…").click()
    dialog = page.get_by_role("dialog", name="复制指标")
    dialog.get_by_label("替换现有的指标").check()
    dialog.get_by_role("button", name="复制", exact=True).click()
    expect(page.locator(FILLED)).to_have_count(1)
    page.keyboard.press("Control+Z")
    assert rows_of(page, AT) == before


def test_the_usual_levels_are_inserted_as_rows_to_fill(projects: Callable[..., Page]) -> None:
    page = projects(1)
    page.get_by_role("button", name="插入常用指标").click()
    expect(page.locator(FILLED)).to_have_count(11)
    assert [row["level2"] for row in rows_of(page, AT)][:3] == ["数量指标", "质量指标", "时效指标"]
    assert active(page)[0] == 0
    page.keyboard.press("Control+Z")
    assert rows_of(page, AT) == []


# ------------------------------------------------------------------------------------------------ scores


def test_browser_and_server_compute_the_same_scores(projects: Callable[..., Page]) -> None:
    page = projects(0)
    cases = [(one, other, weight) for one in CASES for other in CASES for weight in ("10", "13.33")]
    found = page.evaluate(
        """async (cases) => {
            const { percentage, printed, read, scored } = await import("/static/filings/entry/decimals.js");
            const text = (number) => number === null ? null : printed(number).replaceAll(",", "");
            return cases.map(([part, whole, weight]) => {
                const rate = percentage(read(part), read(whole));
                return [text(rate), text(scored(read(weight), rate))];
            });
        }""",
        cases,
    )
    for (part, whole, weight), said in zip(cases, found, strict=True):
        rate = percentage(Decimal(part), Decimal(whole))
        score = scores.scored(Decimal(weight), rate)
        wanted = [None if one is None else f"{one + 0:.2f}" for one in (rate, score)]
        assert said == wanted, (part, whole, weight)


def test_scores_of_an_evaluation_follow_what_is_typed(desk_of: Callable[..., Page]) -> None:
    filing = full_final()
    page = desk_of(filing, "table/self_evaluations/{key}/")
    grid = page.locator("section.grid").first.get_attribute("data-grid") or ""
    fill(page, grid, 0, "target.value", "200")
    place = page.locator(f'section[data-grid="{grid}"] tbody tr >> nth=0')
    place.locator('[data-cell="target.op"]').select_option(">=")
    place.locator('[data-cell="actual.op"]').select_option("=")
    fill(page, grid, 0, "actual.value", "150")
    fill(page, grid, 0, "weight", "10")
    fill(page, grid, 0, "score", "")
    note = place.locator("td:has([data-cell='score']) .note")
    expect(note).to_have_text("计算 7.50")
    fill(page, grid, 0, "score", "8")
    expect(note).to_have_text("按完成率计算是 7.50")
    assert "wrong" in (note.get_attribute("class") or "")
    fill(page, grid, 0, "score", "11")
    expect(note).to_have_text("大于分值 10")
    expect(page.locator(".meters")).to_contain_text("得分：合计")
    expect(page.locator(".meters")).to_contain_text("其中预算执行率")
    assert serious_findings(page) == []


def test_a_report_counts_the_weight_of_execution(desk_of: Callable[..., Page]) -> None:
    filing = full_report()
    page = desk_of(filing, "table/indicators/")
    whole = sum((one.weight for one in filing.indicators), filing.execution_weight or Decimal(0))
    expect(page.locator(WEIGHTS)).to_contain_text(f"已分配 {whole}，")
    expect(page.locator(".meters")).to_contain_text("得分：合计")


# ---------------------------------------------------------------------------------------- looked at, read


@pytest.mark.parametrize("width", [1280, 390])
def test_the_table_is_accessible(projects: Callable[..., Page], width: int) -> None:
    page = projects(0)
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="插入常用指标").click()
    expect(page.locator(FILLED)).to_have_count(14)
    assert serious_findings(page) == []


def test_topics_are_found_by_their_words(desk: Callable[..., Page]) -> None:
    page = desk("table/comparisons/")
    page.wait_for_selector("#entry[data-names=ready]")
    slowly_saved(page)
    row = page.locator('tbody tr[data-row=""]').first
    row.locator('[data-cell="topic"]').focus()
    page.keyboard.type("jgyxjf")
    page.keyboard.press("Tab")
    assert page.locator("tbody tr[data-row^=n-] [data-cell=topic]").input_value() == "operating"
    expect(page.locator("tbody tr[data-row^=n-] td:has([data-cell=topic]) .note")).to_contain_text("机关运行经费")
