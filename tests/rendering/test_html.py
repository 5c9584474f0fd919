import dataclasses
import itertools
import re
from collections.abc import Callable

import pytest
from lxml import html as lxml_html

from budgetportal.disclosure.document import Cell, Document, Heading, Paragraph, Row, Table
from budgetportal.rendering import html
from tests.rendering import sample

HOSTILE = "<script>alert('1')</script>&amp; \"引号\" <b>粗"


@pytest.fixture(scope="module")
def root() -> lxml_html.HtmlElement:
    return lxml_html.fromstring(html.article(sample.document(), sample.STAMP))


def test_ids_are_unique_and_every_link_of_the_contents_has_its_target(root: lxml_html.HtmlElement) -> None:
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = root.xpath("//nav//a/@href")
    assert len(links) == 4 + 2 + 11 + 5 + 2
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_every_table_has_a_caption_in_a_named_focusable_region(root: lxml_html.HtmlElement) -> None:
    regions = root.xpath("//div[@role='region']")
    assert len(regions) == 13
    for region in regions:
        assert region.get("tabindex") == "0"
        assert root.get_element_by_id(region.get("aria-labelledby")).text_content().strip()
    assert all(table.xpath("./caption") for table in root.xpath("//table"))


def test_headings_go_down_one_level_at_a_time(root: lxml_html.HtmlElement) -> None:
    levels = [int(element.tag[1]) for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_an_amount_leads_to_its_codes_its_name_and_its_columns(root: lxml_html.HtmlElement) -> None:
    cells = root.xpath("//table[.//*[@id='general_expenditure']]//tbody/tr[td[text()='269.32']]/td[text()='269.32']")
    named = [root.get_element_by_id(name).text_content() for name in cells[-1].get("headers").split()]
    assert named == ["一般公共预算支出", "项目支出", "201", "03", "99", "其他政府办公厅（室）及相关机构事务支出"]


def test_in_a_table_of_two_lists_an_amount_leads_to_the_name_beside_it(root: lxml_html.HtmlElement) -> None:
    cell = root.xpath("//table[.//*[@id='unit_summary']]//td[text()='412.33']")[0]
    named = [root.get_element_by_id(name).text_content() for name in cell.get("headers").split()]
    assert named == ["支出", "预算数", "201 一般公共服务支出"]


def test_the_row_of_column_numbers_stands_in_the_head(root: lxml_html.HtmlElement) -> None:
    rows = root.xpath("//table[.//*[@id='unit_income']]/thead/tr[@class='numbering']")
    assert [cell.text for cell in rows[0]] == ["※"] * 4 + [str(n) for n in range(1, 13)]


def test_repeated_indicators_are_one_cell(root: lxml_html.HtmlElement) -> None:
    table = root.xpath("//table[contains(@class, 'joined')]")[1]
    spans = {cell.text: cell.get("rowspan") for cell in table.xpath(".//tbody//td[@rowspan]")}
    assert spans == {"产出指标": "3", "数量指标": "2", "成本指标": "2", "经济成本指标": "2"}


def test_hostile_text_stays_text(document_of: Callable[..., Document]) -> None:
    table = sample.budget_tables()[6]
    row = table.rows[-1]
    hostile = dataclasses.replace(
        table, title=HOSTILE, note=HOSTILE, rows=(Row(tuple(Cell(HOSTILE) for _ in row.cells)),)
    )
    document = document_of(Heading(1, HOSTILE), Paragraph(HOSTILE), hostile, *sample.performance())
    stamp = dataclasses.replace(sample.STAMP, correction=HOSTILE)
    page = html.page(dataclasses.replace(document, title=HOSTILE, unit=HOSTILE), stamp).decode()
    assert "<script" not in page.lower()
    assert "<b>" not in page
    assert page.count("&lt;script&gt;") > len(row.cells)


def test_the_page_stands_alone() -> None:
    page = html.page(sample.document(), sample.STAMP).decode()
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-Hans">')
    assert "<script" not in page
    assert not re.search(r"(src|href)=\"(?!#)|@import|url\(", page)
    assert re.search(r"<style>[^<]*\.disclosure", page)


def test_the_fragment_has_no_style_of_its_own_so_that_a_strict_policy_admits_it() -> None:
    fragment = html.article(sample.document(), sample.STAMP)
    assert "style=" not in fragment
    assert "<style" not in fragment


def test_the_stamp_is_shown_with_correction_and_warning() -> None:
    stamp = dataclasses.replace(sample.STAMP, version=2, correction="更正表 7 的项目名称", superseded=True)
    text = lxml_html.fromstring(html.article(sample.document(), stamp)).text_content()
    assert all(part in text for part in (stamp.sha256, stamp.sm3, "第 2 版", "更正表 7 的项目名称", "本版内容已更正"))
    plain = html.article(sample.document(), sample.STAMP)
    assert "更正" not in plain


def test_a_table_after_a_form_that_has_its_own_number_is_not_joined(document_of: Callable[..., Document]) -> None:
    form, table = sample.performance()[:2]
    assert isinstance(table, Table)
    numbered = dataclasses.replace(table, number="表 12", title="另一张表")
    root = lxml_html.fromstring(html.article(document_of(form, numbered), sample.STAMP))
    assert root.xpath("//h3[@id='unit_performance_indicators']")
    assert not root.xpath("//table[contains(@class, 'joined')]")
