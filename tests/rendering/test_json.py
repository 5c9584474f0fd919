import dataclasses
import json

from budgetportal.rendering.json import to_json
from tests.rendering import sample


def blocks() -> list[dict[str, object]]:
    return [block for part in json.loads(to_json(sample.document()))["parts"] for block in part["blocks"]]


def test_the_bytes_are_utf8_with_two_spaces_and_a_newline() -> None:
    text = to_json(sample.document()).decode()
    assert text.startswith('{\n  "title": "乌鲁木齐市政务服务中心2024年单位预算公开",\n  "unit"')
    assert text.endswith("}\n")


def test_members_stand_in_the_contracts_order() -> None:
    document = json.loads(to_json(sample.document()))
    assert list(document) == ["title", "unit", "fiscal_year", "edition", "issued_on", "parts"]
    table = document["parts"][1]["blocks"][0]
    assert list(table) == [
        "type", "number", "key", "title", "organization", "amount_unit", "columns", "rows", "note",
    ]  # fmt: skip


def test_a_table_is_printed_cell_by_cell() -> None:
    table = next(block for block in blocks() if block.get("key") == "unit_summary")
    assert table["columns"] == [["收入", "项目"], ["收入", "预算数"], ["支出", "支出功能分类"], ["支出", "预算数"]]
    assert table["rows"][0] == ["一、本年收入", "430.10", "201 一般公共服务支出", "412.33"]  # type: ignore[index]
    assert (table["number"], table["amount_unit"], table["note"]) == ("表 1", "万元", None)


def test_a_numbered_table_begins_with_its_row_of_numbers() -> None:
    table = next(block for block in blocks() if block.get("key") == "unit_expenditure")
    assert table["rows"][0] == ["※", "※", "※", "※", "1", "2", "3"]  # type: ignore[index]


def test_a_form_is_a_table_without_number_whose_lines_are_padded() -> None:
    form = next(block for block in blocks() if block.get("key") == "project_performance")
    assert (form["type"], form["number"], form["columns"]) == ("table", None, [])
    rows = form["rows"]
    assert rows[0] == ["预算单位", sample.UNIT, "", "", ""]  # type: ignore[index]
    assert rows[2] == ["项目资金（万元）", "年度预算总额", "249.17", "", ""]  # type: ignore[index]
    assert rows[3] == ["", "其中：财政拨款", "249.17", "其他资金", "0.00"]  # type: ignore[index]


def test_headings_paragraphs_and_the_signature() -> None:
    assert {"type": "heading", "level": 1, "text": "一、主要职能"} in blocks()
    assert blocks()[-1] == {"type": "paragraph", "text": f"{sample.UNIT}\n2024年2月22日"}


def test_a_document_without_a_date() -> None:
    assert json.loads(to_json(dataclasses.replace(sample.document(), issued_on=None)))["issued_on"] is None
