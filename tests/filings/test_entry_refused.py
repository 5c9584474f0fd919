"""What the entry pages do not store is shown again with its problems, and what somebody else stored beside it."""

from decimal import Decimal

import pytest
from django.test import Client

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import write_filing
from budgetportal.filings.models import FilingRecord
from budgetportal.filings.storage import load
from tests.filings.addresses import table
from tests.filings.forms import fields_of, page_of, select, summary_of, text_of, type_into
from tests.filings.stored import fetched

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


def test_half_filled_record_is_refused_at_its_cells(
    record: FilingRecord, accountant: Client, example: BudgetFiling
) -> None:
    response = type_into(accountant, table(record, "procurement"), {"procurement.works": ""})
    assert summary_of(response) == ["政府采购 工程“工程”没有填；补上"]
    assert load(fetched(record)).procurement == example.procurement


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


# ----------------------------------------------------------------------------------- two people, one table


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
