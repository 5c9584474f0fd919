"""The edition xinjiang-budget-2025: the form of 2024, carried forward, with 2025's codes."""

from __future__ import annotations

from budgetportal.classification.codes import functional
from budgetportal.disclosure.editions import EDITIONS, compose
from tests.disclosure.full_filing import full_filing
from tests.disclosure.full_filings import full_2025
from tests.disclosure.shown import headings, said, tables_of, texts

EDITION = "xinjiang-budget-2025"


def test_the_tables_are_those_of_2024():
    this, last = tables_of(compose(full_2025())), tables_of(compose(full_filing()))
    assert {key: texts(table) for key, table in this.items()} == {key: texts(table) for key, table in last.items()}
    assert [table.columns for table in this.values()] == [table.columns for table in last.values()]


def test_every_sentence_speaks_of_2025():
    document = compose(full_2025())
    assert document.title.endswith("2025年单位预算公开")
    assert "一、关于某市便民服务中心2025年收支预算情况总体说明" in headings(document)
    assert "2025年" in said(document, "overview.total")[0]
    entered = ("2024年全年",)
    assert [text for text in said(document) if "2024" in text and not text.endswith(entered)] == []


def test_its_titles_say_where_the_form_comes_from():
    this, last = EDITIONS[EDITION], EDITIONS["xinjiang-budget-2024"]
    assert this.title == "新疆维吾尔自治区单位预算公开（2025年表式，沿用2024年）"
    assert (this.parts, this.sources, this.split_sources) == (last.parts, last.sources, last.split_sources)


def test_the_classes_are_those_in_force_in_2025():
    rows = texts(tables_of(compose(full_2025()))["unit_summary"])
    listed = [row[2].split(" ")[0] for row in rows[:-1] if row[2]]
    assert listed == [found.code for found in functional(2025).classes()]
