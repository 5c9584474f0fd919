"""The help beside the entry tables: from the fields and the rules, for every table of every kind."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgetportal.disclosure.checks.subjects import concerning
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.terms import DisclosureKind
from budgetportal.disclosure.writing import WRITTEN, how
from budgetportal.filings.entry.guide import table_help
from budgetportal.filings.entry.pages import PAGES
from budgetportal.filings.models import FilingRecord

DETAILS = re.compile(r'<details class="help">.*?</details>', re.DOTALL)


def labels(wanted: dict[str, Spec]) -> set[str]:
    found = set()
    for spec in wanted.values():
        found |= labels(specs(spec.record)) if spec.record else {spec.label}
    return found


def record_of(kind: DisclosureKind) -> FilingRecord:
    edition = {"budget": "xinjiang-budget-2024", "final": "xinjiang-final-2023"}.get(
        kind, "xinjiang-self-evaluation-2023"
    )
    return FilingRecord(fiscal_year=2024, edition=edition, amount_unit="万元", kind=kind)


def test_every_kind_of_field_says_how_it_is_written():
    assert set(WRITTEN) == set(Kind)
    assert how(Spec("科目", Kind.FUNCTION, hint="七位")) == "功能分类科目；七位"


@pytest.mark.parametrize("kind", DisclosureKind)
def test_every_field_and_every_rule_of_a_page_stands_in_its_help(kind):
    for page in PAGES[kind].own:
        shown = table_help(page, record_of(kind))
        assert {field.label for part in shown.parts for field in part.fields} == labels(page.wanted)
        assert [*shown.rules, *shown.text_rules] == sorted(
            concerning(kind, page.members), key=lambda one: one.is_on_texts
        )


def test_the_narrative_is_told_the_rules_on_what_is_said_there():
    shown = table_help(PAGES[DisclosureKind.BUDGET].narrative, record_of(DisclosureKind.BUDGET))
    assert not shown.parts
    assert {"C1", "B41", "W1"} <= {one.rule.number for one in (*shown.rules, *shown.text_rules)}


def test_only_the_sources_of_the_edition_are_offered():
    page = PAGES[DisclosureKind.BUDGET].table("income")
    (part,) = table_help(page, record_of(DisclosureKind.BUDGET)).parts
    (source,) = [field for field in part.fields if field.label == "资金来源"]
    other = FilingRecord(fiscal_year=2020, edition="xinjiang-budget-2020", amount_unit="万元", kind="budget")
    (part_of_2020,) = table_help(page, other).parts
    (source_of_2020,) = [field for field in part_of_2020.fields if field.label == "资金来源"]
    assert source.choices
    assert source.choices != source_of_2020.choices


@pytest.mark.parametrize("path", ["change", "table/income", "table/projects", "table/projects/new", "table/wording"])
def test_an_entry_page_carries_its_help(path, record, signed_in):
    answer = signed_in(record.unit).get(f"/admin/filings/filingrecord/{record.pk}/{path}/")
    shown = DETAILS.findall(answer.content.decode())
    assert len(shown) == 1
    assert "怎么填" in shown[0]
    assert f"/admin/filings/filingrecord/{record.pk}/help/" in shown[0]
    if path == "table/income":
        assert "收入总计等于支出总计" in shown[0]
        assert "改正后才能送审" in shown[0]


def test_the_guide_shows_every_table_and_takes_as_many_queries_as_a_small_filing_needs(record, signed_in):
    client, address = signed_in(record.unit), f"/admin/filings/filingrecord/{record.pk}/help/"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        said = client.get(address).content.decode()
    assert len(queries) <= 8
    for page in PAGES[record.kind].all:
        assert f'<h2 id="{page.key}">{page.label}</h2>' in said
    assert said.count("模板中的选择项已经选定") == 1  # rules on texts stand once


def test_the_guide_is_read_and_not_written(record, signed_in):
    assert signed_in(record.unit).post(f"/admin/filings/filingrecord/{record.pk}/help/").status_code == 405
