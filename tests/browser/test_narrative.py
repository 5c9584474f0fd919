"""The narrative in the browser: reasons typed in their sentences, figures locked, paragraphs replaced and restored."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.editions import compose
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from tests.browser.accessibility import serious_findings
from tests.browser.desks import Desks
from tests.browser.grids import saved
from tests.disclosure.shown import said
from tests.filings.stored import fetched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "table/narrative/"
REASON, PRIOR = "#comparisons-income-general-reason", "#comparisons-income-general-prior"
PASSAGE = "#passage-income-general"


def retype(page: Page, blank: str, text: str) -> None:
    page.click(blank)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def published(record: FilingRecord, key: str) -> list[str]:
    return said(compose(load(fetched(record))), key)


def test_reason_typed_in_place_is_in_the_published_text(desks: Desks, record: FilingRecord) -> None:
    page = desks().open(PAGE)
    retype(page, REASON, "新增大厅引导项目")
    saved(page)
    assert published(record, "income.general") == [
        "一般公共预算412.33万元，占100.00%，比上年预算增加47.63万元，增长13.06%，主要原因是新增大厅引导项目。"
    ]


def test_sentence_follows_a_typed_figure_while_the_caret_stays(desks: Desks, record: FilingRecord) -> None:
    page = desks().open(PAGE)
    retype(page, PRIOR, "400")
    expect(page.locator(PASSAGE)).to_contain_text("增加12.33万元，增长3.08%")
    assert page.evaluate("document.activeElement.id") == PRIOR.removeprefix("#")
    page.keyboard.press("End")
    page.keyboard.type(".33")
    expect(page.locator(PASSAGE)).to_contain_text("增加12.00万元")
    assert "占100.00%，比上年预算增加12.00万元" in published(record, "income.general")[0]


def test_missing_blanks_are_listed_and_led_to(desks: Desks) -> None:
    page = desks().open(PAGE)
    heading = page.locator("#to-fill-title")
    before = int(heading.inner_text().split()[1])
    link = page.locator(".to-fill a", has_text="机关运行经费").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "comparisons-operating-prior"
    page.keyboard.type("13.01")
    saved(page)
    expect(heading).to_have_text(f"还有 {before - 1} 处要填写")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "comparisons-operating-reason"


def test_blank_that_a_figure_brings_is_saved_like_any_other(desks: Desks, record: FilingRecord) -> None:
    page = desks().open(PAGE)
    retype(page, "#comparisons-income-fund-prior", "2")
    reason = page.locator("#comparisons-income-fund-reason")
    reason.wait_for()
    reason.fill("本年没有安排")
    expect(page.locator("#passage-income-fund")).to_contain_text("减少2.00万元，下降100.00%")
    page.wait_for_timeout(700)
    saved(page)
    assert published(record, "income.fund")[0].endswith("主要原因是本年没有安排。")


def test_figures_cannot_be_edited(desks: Desks) -> None:
    page = desks().open(PAGE)
    figures = page.locator("#narrative .figure")
    assert figures.count() > 10
    assert figures.evaluate_all("all => all.every((one) => !one.isContentEditable && !one.querySelector('input'))")
    typed = page.locator("#narrative :is(input, textarea)").evaluate_all("all => all.map((one) => one.name)")
    assert not [name for name in typed if name.endswith("amount")]
    page.locator(f"{PASSAGE} a.figure").first.click()
    page.wait_for_url("**/table/income/#income-0-amount")


def test_paragraph_is_replaced_and_restored(desks: Desks, record: FilingRecord, example: BudgetFiling) -> None:
    page = desks().open(PAGE)
    passage = page.locator("#passage-income-total")
    passage.locator("summary").click()
    area = page.locator("#wording-income-total")
    (generated,) = published(record, "income.total")
    expect(area).to_have_value(generated)
    page.wait_for_timeout(700)
    assert load(fetched(record)) == example  # opened and not changed: nothing is replaced
    area.press("Control+End")
    page.keyboard.type("比上年少收1.23万元。")
    saved(page)
    expect(passage.locator(".mark")).to_contain_text("已改写")
    expect(passage.locator(".stray")).to_contain_text("1.23万元")
    expect(passage.locator(".generated")).to_contain_text("412.33万元")
    assert page.evaluate("document.activeElement.id") == "wording-income-total"
    assert published(record, "income.total") == [f"{generated}比上年少收1.23万元。"]
    passage.get_by_role("button", name="恢复生成的文字").click()
    expect(passage.locator(".mark")).to_have_count(0)
    expect(passage).to_contain_text("412.33万元")
    assert published(record, "income.total") == [generated]


def test_two_people_in_one_sentence_choose(desks: Desks, record: FilingRecord) -> None:
    mine, other = desks("会计甲").open(PAGE), desks("会计乙").open(PAGE)
    retype(mine, REASON, "甲的原因")
    saved(mine)
    retype(other, REASON, "乙的原因")
    conflict = other.locator(".conflict")
    conflict.wait_for()
    conflict.get_by_role("button", name="用我的").click()
    saved(other)
    assert published(record, "income.general")[0].endswith("主要原因是乙的原因。")


def test_offline_text_is_sent_when_the_network_is_back(desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    page = desk.open(PAGE)
    desk.context.set_offline(True)
    retype(page, REASON, "断网时填的原因")
    page.wait_for_timeout(700)
    desk.context.set_offline(False)
    saved(page)
    assert published(record, "income.general")[0].endswith("主要原因是断网时填的原因。")


def test_works_without_javascript(chromium: Browser, desks: Desks, record: FilingRecord) -> None:
    desk = desks()
    context = chromium.new_context(java_script_enabled=False, storage_state=desk.context.storage_state())
    page: Page = context.new_page()
    page.goto(desk.address(PAGE))
    page.fill(REASON, "没有脚本也能填")
    page.locator("#passage-income-total summary").click()
    page.fill("#wording-income-total", "收入合计412.33万元。")
    page.locator("#entry .buttons.top button").click()
    page.wait_for_selector(".messagelist .success")
    assert published(record, "income.general")[0].endswith("主要原因是没有脚本也能填。")
    assert published(record, "income.total") == ["收入合计412.33万元。"]
    page.locator("#passage-income-total").get_by_role("button", name="恢复生成的文字").click()
    page.wait_for_selector(".messagelist .success")
    assert published(record, "income.total") != ["收入合计412.33万元。"]
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_page_is_accessible_and_keeps_within_the_screen(desks: Desks, width: int) -> None:
    page: Any = desks().open(PAGE)
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("#passage-income-total summary").click()
    assert serious_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
