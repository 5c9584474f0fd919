"""The entry pages: what is typed is judged, stored or shown again with its problems."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from budgetportal.classification.codes import functional
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.fields import specs
from budgetportal.filings.entry.pages import PAGES, Pages
from budgetportal.filings.models import FilingRecord, ProjectRecord
from budgetportal.filings.storage import load, store
from tests.filings.forms import fields_of, page_of, select, text_of
from tests.filings.test_storage import fetched, many_rows

ClientOf = Callable[..., Client]


def table(record: FilingRecord, key: str) -> str:
    return reverse("admin:filings_filingrecord_table", args=[record.pk, key])


def overview(record: FilingRecord) -> str:
    return reverse("admin:filings_filingrecord_change", args=[record.pk])


def project(record: FilingRecord, key: Any) -> str:
    return reverse("admin:filings_filingrecord_row", args=[record.pk, "projects", key])


@pytest.fixture
def accountant(record: FilingRecord, signed_in: ClientOf) -> Client:
    return signed_in(record.unit)


def type_into(client: Client, address: str, changes: dict[str, str | None]) -> Any:
    values = fields_of(client.get(address).content) | {"action": "save"} | changes
    return client.post(address, {name: value for name, value in values.items() if value is not None})


def summary_of(response: Any) -> list[str]:
    return [text_of(line) for line in select(page_of(response.content), ".error-summary li")]


# --------------------------------------------------------------------------------- what is typed is stored


@pytest.mark.parametrize("key", [page.key for page in PAGES["budget"].tables])
def test_page_saved_unchanged_changes_nothing(
    record: FilingRecord, accountant: Client, example: BudgetFiling, key: str
) -> None:
    response = type_into(accountant, table(record, key), {})
    assert response.status_code == 302, summary_of(response)
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_overview_and_project_saved_unchanged_change_nothing(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    for address in (overview(record), project(record, ProjectRecord.objects.get().pk)):
        response = type_into(accountant, address, {})
        assert response.status_code == 302, summary_of(response)
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_new_row_is_stored_and_its_name_shown(record: FilingRecord, accountant: Client) -> None:
    changes = {
        "income[2].function": "2080505",
        "income[2].source": "general",
        "income[2].amount": "16.9",
    }
    assert type_into(accountant, table(record, "income"), changes).status_code == 302
    assert [str(row.amount) for row in load(fetched(record)).income] == ["143.01", "269.32", "16.90"]
    page = page_of(accountant.get(table(record, "income")).content)
    assert "养老保险" in text_of(page.get_element_by_id("income-2-function-note"))
    assert "429.23" in text_of(select(page, "table.sums")[0])


CALCULATED = [  # page, field, what is typed, what is stored, what is said of rounding
    ("expenditure", "expenditure[0].amount", "＝（１＋２）×３．５", "10.50", ""),
    ("expenditure", "expenditure[0].amount", "=3333*12/10000", "4.00", "=3333*12/10000 = 3.9996，四舍五入为 4.00"),
    ("procurement", "procurement.goods", "=1,200.5+0.5", "1201.00", ""),
    ("profile", "profile.staffing.retired", "=7/2", "4", "=7/2 = 3.5，四舍五入为 4"),
    ("profile", "profile.staffing.retired_change", "=12-15", "-3", ""),
    ("profile", "profile.staffing.establishment_kinds[0].value", "=5/2", "3", "=5/2 = 2.5，四舍五入为 3"),
    ("unit_performance", "unit_performance.indicators[0].weight", "=100/8", "12.5", ""),
    ("comparisons", "comparisons[0].prior", "=10/3", "3.33", "=10/3 = 3.333333…，四舍五入为 3.33"),
]


@pytest.mark.parametrize(("key", "name", "value", "stored", "words"), CALCULATED)
def test_calculation_is_stored_as_what_it_comes_to(
    record: FilingRecord, accountant: Client, key: str, name: str, value: str, stored: str, words: str
) -> None:
    response = type_into(accountant, table(record, key), {name: value})
    assert response.status_code == 302, summary_of(response)
    content = accountant.get(table(record, key)).content
    assert fields_of(content)[name] == stored
    said = [text_of(one) for one in select(page_of(content), ".messagelist .info")]
    assert len(said) == bool(words)
    assert not words or (said[0].endswith(f"：{words}。") and "[" not in said[0])


def test_money_of_a_project_is_calculated(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    address = project(record, ProjectRecord.objects.get().pk)
    fields = fields_of(accountant.get(address).content)
    name, amount = next((name, text) for name, text in fields.items() if ".amount" in name and text)
    assert type_into(accountant, address, {name: f"=({amount}+0.005)*1"}).status_code == 302
    assert load(fetched(record)) != example
    assert type_into(accountant, address, {name: f"={amount}*12/12"}).status_code == 302
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_text_behind_an_equals_sign_stays_a_text(record: FilingRecord, accountant: Client) -> None:
    assert type_into(accountant, table(record, "glossary"), {"glossary[0].term": "=1+2"}).status_code == 302
    assert load(fetched(record)).glossary[0].term == "=1+2"


def test_rows_are_deleted_and_put_in_order(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    first, _, third = example.expenditure
    changes = {"expenditure[2]#order": "1", "expenditure[1]#delete": "on"}
    assert type_into(accountant, table(record, "expenditure"), changes).status_code == 302
    assert load(fetched(record)).expenditure == (third, first)


def test_row_moved_down_stands_where_it_was_sent(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    first, second, third = example.expenditure
    type_into(accountant, table(record, "expenditure"), {"expenditure[0]#order": "2"})
    assert load(fetched(record)).expenditure == (second, first, third)


def test_more_rows_come_without_losing_what_is_typed(record: FilingRecord, accountant: Client) -> None:
    address = table(record, "income")
    values = fields_of(accountant.get(address).content)
    values |= {"income[0].amount": "not yet", "income[2].function": "20", "more": "income"}
    again = fields_of(accountant.post(address, values).content)
    assert again["income#rows"] == str(int(values["income#rows"]) + 10)
    assert again["income[0].amount"] == "not yet"
    assert again["income[2].function"] == "20"
    assert [str(row.amount) for row in load(fetched(record)).income] == ["143.01", "269.32"]


def test_record_is_emptied_and_filled(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    address = table(record, "procurement")
    before = fields_of(accountant.get(address).content)
    empty = {name: "" for name in before if name.startswith("procurement.")}
    assert type_into(accountant, address, empty).status_code == 302
    assert load(fetched(record)).procurement is None
    filled = {name: before[name] for name in empty}
    assert type_into(accountant, address, filled).status_code == 302
    assert load(fetched(record)).procurement == example.procurement


def test_half_filled_record_is_refused_at_its_cells(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    response = type_into(accountant, table(record, "procurement"), {"procurement.works": ""})
    assert summary_of(response) == ["政府采购 工程“工程”没有填；补上"]
    assert load(fetched(record)).procurement == example.procurement


def test_project_is_added_changed_and_deleted(record: FilingRecord, accountant: Client) -> None:
    new = {
        "projects[1].name": "培训",
        "projects[1].function": "2050803",
        "projects[1].source": "general",
        "projects[1].amounts.302": "3.5",
    }
    response = type_into(accountant, project(record, "new"), new)
    assert response.status_code == 302, summary_of(response)
    stored = load(fetched(record)).projects
    assert [one.name for one in stored] == ["大厅运行维护费", "培训"]
    assert stored[1].amounts == {"302": Decimal("3.50")}
    second = ProjectRecord.objects.get(name="培训").pk
    changes = {
        "projects[1].performance.fiscal": "3.5",
        "projects[1].performance.other": "0",
        "projects[1].performance.goal": "办好培训",
        "projects[1].performance.indicators[0].level1": "产出指标",
    }
    assert type_into(accountant, project(record, second), changes).status_code == 302
    assert load(fetched(record)).projects[1].performance is not None
    moved = {"projects[1]#order": "1", "projects[0]#delete": "on"}
    assert type_into(accountant, table(record, "projects"), moved).status_code == 302
    assert [one.name for one in load(fetched(record)).projects] == ["培训"]
    assert ProjectRecord.objects.get().pk == second


# ----------------------------------------------------------------------------------- what cannot be stored

NONSENSE: list[tuple[str, str, str, str]] = [  # table, field, typed, part of the message
    ("expenditure", "expenditure[0].amount", "十二", "不是金额"),
    ("expenditure", "expenditure[0].amount", "1.2.3", "不止一个小数点"),
    ("expenditure", "expenditure[0].amount", "12e3", "科学计数法"),
    ("expenditure", "expenditure[0].amount", "1.005", "小数超过两位"),
    ("expenditure", "expenditure[0].amount", "=1/0", "除以了 0"),
    ("expenditure", "expenditure[0].amount", "=(1+2", "补上“)”"),
    ("expenditure", "expenditure[0].amount", "=A1+B2", "只用数字、+ - × ÷ 和括号"),
    ("expenditure", "expenditure[0].amount", "=12万元+3", "写了单位“万元”"),
    ("expenditure", "expenditure[0].amount", "=" + "1+" * 100 + "1", "超过 200 个字"),
    ("profile", "profile.staffing.retired", "=7/0", "除以了 0"),
    ("unit_performance", "unit_performance.indicators[0].weight", "=90-", "少一个数"),
    ("expenditure", "expenditure[0].amount", "", "没有填"),
    ("expenditure", "expenditure[0].function", "2010398", "科目表"),
    ("expenditure", "expenditure[0].function", "20103", "七位"),
    ("expenditure", "expenditure[0].source", "lottery", "可填"),
    ("expenditure", "expenditure[1].category", "personnel", "与第 1 行重复"),
    ("expenditure", "expenditure[0]#order", "first", "要填整数"),
    ("basic_by_economic", "basic_by_economic[0].economic", "30199x", "五位"),
    ("basic_by_economic", "basic_by_economic[0].category", "project", "人员经费和公用经费"),
    ("comparisons", "comparisons[0].topic", "weather", "比较事项"),
    ("comparisons", "comparisons[0].prior", "many", "不是金额"),
    ("profile", "profile.staffing.actual", "-3", "不能小于 0"),
    ("profile", "profile.staffing.retired", "one", "要填整数"),
    ("profile", "profile.staffing.establishment_kinds[0].value", "some", "要填整数"),
    ("profile", "profile.staffing.establishment_kinds[1].key", "行政编制", "写了两行"),
    ("assets", "assets.as_of", "去年底", "要填日期"),
    ("assets", "assets.vehicles", "2.5", "要填整数"),
    ("wording", "wording[0].value", "", "没有填"),
    ("glossary", "glossary[0].term", "两\u0007行", "控制字符"),
    ("unit_performance", "unit_performance.indicators[0].weight", "heavy", "要填数字"),
    ("unit_performance", "unit_performance.indicators[0].level2", "", "二级指标"),
    ("unit_performance", "unit_performance.funds.local", "x", "不是金额"),
]


@pytest.mark.parametrize(("key", "name", "value", "words"), NONSENSE)
def test_nonsense_is_refused_at_its_cell(
    record: FilingRecord, accountant: Client, example: BudgetFiling, key: str, name: str, value: str, words: str
) -> None:
    response = type_into(accountant, table(record, key), {name: value})
    assert response.status_code == 200
    page = page_of(response.content)
    assert page.findtext(".//title").startswith("错误：")
    assert text_of(select(page, ".error-summary h2")[0]) == "有问题需要处理"
    lines = [line for line in select(page, ".error-summary li a") if words in line.text_content()]
    assert lines, summary_of(response)
    cell = page.get_element_by_id(lines[0].get("href")[1:])
    assert cell.get("aria-invalid") == "true"
    assert words in text_of(page.get_element_by_id(cell.get("aria-describedby").split()[-1]))
    assert fields_of(response.content).get(name, "") == value
    for word in ("请", "非法", "无效"):
        assert word not in "".join(summary_of(response))
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_all_problems_of_a_table_are_shown_at_once(record: FilingRecord, accountant: Client) -> None:
    faults: dict[str, str | None] = {
        "expenditure[0].amount": "x",
        "expenditure[1].function": "2010398",
        "expenditure[2].amount": "1.234",
        "expenditure[3].function": "2010399",
        "expenditure[3].source": "general",
        "expenditure[3].category": "project",
        "expenditure[3].amount": "5",
        "expenditure[4].amount": "7",
    }
    response = type_into(accountant, table(record, "expenditure"), faults)
    lines = summary_of(response)
    assert len(lines) == 7, lines
    again = fields_of(response.content)
    kept = faults | {"expenditure[3].amount": "5.00", "expenditure[4].amount": "7.00"}  # amounts in plain
    assert {name: again[name] for name in faults} == kept


def test_row_marked_for_deletion_stays_marked_beside_a_problem(record: FilingRecord, accountant: Client) -> None:
    changes: dict[str, str | None] = {"expenditure[0]#delete": "on", "expenditure[2].amount": "x"}
    response = type_into(accountant, table(record, "expenditure"), changes)
    again = fields_of(response.content)
    assert again["expenditure[1].amount"] == "x"
    assert again["expenditure[2]#delete"] == "on"
    assert again["expenditure[2].amount"] == "130.00"


def test_forged_fields_are_not_stored(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    forged: dict[str, str | None] = {"edition": "x", "fiscal_year": "1999", "amount_unit": "元", "income[0].total": "9"}
    assert type_into(accountant, table(record, "income"), forged).status_code == 302
    assert write_filing(load(fetched(record))) == write_filing(example)


def test_too_many_rows_are_refused(record: FilingRecord, accountant: Client, example: BudgetFiling) -> None:
    values = fields_of(accountant.get(table(record, "glossary")).content) | {"glossary#rows": "5001", "action": "save"}
    values |= {f"glossary[{n}].term": f"词{n}" for n in range(5001)}
    response = accountant.post(table(record, "glossary"), values)
    assert "最多 5000 行" in "".join(summary_of(response))
    assert load(fetched(record)).glossary == example.glossary


def test_500_rows_are_saved(record: FilingRecord, accountant: Client) -> None:
    address = table(record, "comparisons")
    values = fields_of(accountant.get(address).content) | {"comparisons#rows": "500", "action": "save"}
    codes = [code.code for code in functional(2024).codes("项")][:500]
    for n, code in enumerate(codes):
        values |= {f"comparisons[{n}].topic": f"general.function.{code}", f"comparisons[{n}].prior": "1.00"}
        values |= {f"comparisons[{n}].reason": "原因", f"comparisons[{n}].purpose": "", f"comparisons[{n}]#order": ""}
    response = accountant.post(address, values)
    assert response.status_code == 302, summary_of(response)
    assert len(load(fetched(record)).comparisons) == 500


# ------------------------------------------------------------------------------------ two people, one table


def test_stale_save_is_refused_and_both_are_shown(record: FilingRecord, accountant: Client) -> None:
    address = table(record, "income")
    opened = fields_of(accountant.get(address).content) | {"action": "save"}
    accountant.post(address, opened | {"income[0].amount": "200.00"})
    late = accountant.post(address, opened | {"income[0].amount": "300.00"})
    assert late.status_code == 409
    assert "别人保存过" in "".join(summary_of(late))
    page = page_of(late.content)
    assert text_of(page.get_element_by_id("income-0-amount-stored")) == "已存：200.00"
    assert not select(page, "#income-0-source-stored, [id$=order-stored]")
    assert fields_of(late.content)["income[0].amount"] == "300.00"
    assert load(fetched(record)).income[0].amount == Decimal("200.00")
    insisting = accountant.post(address, fields_of(late.content) | {"action": "save"})
    assert insisting.status_code == 302
    assert load(fetched(record)).income[0].amount == Decimal("300.00")


def test_saves_of_different_tables_do_not_meet(record: FilingRecord, accountant: Client) -> None:
    opened = fields_of(accountant.get(table(record, "income")).content) | {"action": "save"}
    assert type_into(accountant, table(record, "expenditure"), {"expenditure[0].amount": "1"}).status_code == 302
    assert accountant.post(table(record, "income"), opened).status_code == 302


def test_closed_filing_is_not_changed(
    record: FilingRecord, accountant: Client, example: BudgetFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = fields_of(accountant.get(table(record, "income")).content) | {"income[0].amount": "1", "action": "save"}
    for module in ("admin", "entry.posted_forms"):
        monkeypatch.setattr(f"budgetportal.filings.{module}.editable", lambda _record: False)
    response = accountant.post(table(record, "income"), values)
    assert "已经送审或公开" in "".join(summary_of(response))
    assert load(fetched(record)).income == example.income
    assert not select(page_of(accountant.get(table(record, "income")).content), "#entry button")


# ----------------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize("key", [page.key for page in PAGES["budget"].tables])
def test_page_has_labels_captions_and_no_traps(record: FilingRecord, accountant: Client, key: str) -> None:
    content = accountant.get(table(record, key)).content
    page = page_of(content)
    form = page.get_element_by_id("entry")
    assert form.get("novalidate") is not None
    labelled = {label.get("for") for label in select(page, "label")}
    inputs = select(form, "input:not([type=hidden]), select, textarea")
    assert inputs
    for one in inputs:
        assert one.get("aria-label") or one.get("id") in labelled
        assert one.get("type") != "number"
        assert one.get("maxlength") is None
    for grid in select(form, "section.grid table"):
        assert grid.find("caption") is not None
        assert all(head.get("scope") == "col" for head in select(grid, "thead th"))
    assert len({one.get("id") for one in inputs}) == len(inputs)
    assert "<script" not in content.decode().split('id="content-main"')[1].split("<footer")[0]
    assert " style=" not in content.decode()


def test_amounts_are_typed_with_a_decimal_keypad(record: FilingRecord, accountant: Client) -> None:
    page = page_of(accountant.get(table(record, "income")).content)
    cell = page.get_element_by_id("income-0-amount")
    assert cell.get("inputmode") == "decimal"
    assert cell.get("aria-label") == "第 1 行 金额（万元）"


def test_topics_of_the_filing_are_offered(record: FilingRecord, accountant: Client) -> None:
    page = page_of(accountant.get(table(record, "comparisons")).content)
    assert page.get_element_by_id("comparisons-0-topic").get("list") == "topics"
    offered = [option.get("value") for option in select(page, "datalist option")]
    assert {"income.general", "general.function.2010350", "purpose.general.201", "official.total"} <= set(offered)
    assert len(set(offered)) == len(offered)


def test_markup_is_shown_as_text(record: FilingRecord, accountant: Client) -> None:
    changes: dict[str, str | None] = {"glossary[0].definition": "<script>alert(1)</script>", "glossary[0].term": "<b>"}
    assert type_into(accountant, table(record, "glossary"), changes).status_code == 302
    content = accountant.get(table(record, "glossary")).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


# ------------------------------------------------------------------------------------------------ queries


def test_pages_keep_their_number_of_queries(
    record: FilingRecord, accountant: Client, example: BudgetFiling, django_assert_max_num_queries: Any
) -> None:
    store(record, replace(example, expenditure=many_rows(300)))
    for address in (overview(record), table(record, "expenditure"), table(record, "projects")):
        with django_assert_max_num_queries(55):  # with the task list counted anew
            assert accountant.get(address).status_code == 200
        with django_assert_max_num_queries(40):
            assert accountant.get(address).status_code == 200


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
def test_every_member_has_a_page(pages: Pages) -> None:
    shown = {member for page in pages.all for member in page.members}
    fixed = {"format", "edition", "fiscal_year", "unit", "amount_unit"}
    assert shown | fixed == set(specs(pages.facts.filing))
