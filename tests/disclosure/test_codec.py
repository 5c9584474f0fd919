"""The filing as JSON: byte-exact round trips, and nonsense that is answered in words."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetportal.disclosure import codec
from budgetportal.disclosure.budget import ExpenditureRow
from budgetportal.disclosure.codec import LARGEST, MOST_ROWS, read_rows, write_filing
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.terms import AmountUnit
from tests.disclosure.examples import filing, small_filing
from tests.disclosure.strategies import filings

FORBIDDEN = ("非法", "无效", "请")


def read_filing(data: bytes) -> tuple[Any, list[Problem]]:
    """The filing, which a test knows to be there or not, and the problems."""
    return codec.read_filing(data)


def problems_of(data):
    """The places and messages of a file that cannot be taken."""
    found, problems = read_filing(data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode())
    assert found is None
    assert problems
    assert not any(word in problem.message for problem in problems for word in FORBIDDEN)
    return {problem.place: problem.message for problem in problems}


@pytest.fixture
def raw():
    """A sound filing as JSON members."""
    return json.loads(write_filing(small_filing()))


class TestRoundTrip:
    def test_a_filing_comes_back_equal_and_its_bytes_too(self):
        data = write_filing(small_filing())
        found, problems = read_filing(data)
        assert problems == []
        assert found == small_filing()
        assert write_filing(found) == data

    @settings(max_examples=60, deadline=None)
    @given(st.one_of(filings(AmountUnit.YUAN), filings(AmountUnit.WAN)))
    def test_random_filings(self, whole):
        data = write_filing(whole)
        found, problems = read_filing(data)
        assert problems == []
        assert found == whole
        assert write_filing(found) == data

    @pytest.mark.parametrize("name", ["budget-2020-department", "budget-2023-unit", "budget-2024-unit"])
    def test_the_published_filings(self, shared_folder, name):
        data = (shared_folder / "filings" / f"{name}.json").read_bytes()
        found, problems = read_filing(data)
        assert problems == []
        assert write_filing(found) == data

    def test_the_canonical_form(self):
        text = write_filing(small_filing()).decode()
        assert text.startswith('{\n  "format": "budget-filing/1",\n  "edition": ')
        assert text.endswith("}\n")
        assert not text.endswith("\n\n")
        assert "便民服务中心" in text  # not as \u escapes
        assert "null" not in text
        assert "[]" not in text
        assert "{}" not in text

    def test_members_in_another_order_are_put_in_order(self, raw):
        shuffled = dict(reversed(raw.items()))
        found, _ = read_filing(json.dumps(shuffled).encode())
        assert write_filing(found) == write_filing(small_filing())

    def test_rows_keep_their_order_and_classes_take_code_order(self, raw):
        raw["expenditure"].reverse()
        raw["projects"][0]["amounts"] = {"310": "10.00", "302": "40.00"}
        found, _ = read_filing(json.dumps(raw).encode())
        again = json.loads(write_filing(found))
        assert again["expenditure"] == raw["expenditure"]
        assert list(again["projects"][0]["amounts"]) == ["302", "310"]

    def test_empty_members_are_left_out(self, raw):
        raw |= {"other_notes": "", "approval": {}, "wording": {}, "income": [], "operating_expense": None}
        found, problems = read_filing(json.dumps(raw).encode())
        assert problems == []
        again = json.loads(write_filing(found))
        assert not {"other_notes", "approval", "wording", "income", "operating_expense"} & set(again)

    def test_0_and_false_are_not_empty(self, raw):
        raw["income"][0]["amount"] = "0"
        raw["projects"][0]["explained"] = False
        raw["profile"]["staffing"]["retired"] = 0
        found, _ = read_filing(json.dumps(raw).encode())
        again = json.loads(write_filing(found))
        assert again["income"][0]["amount"] == "0.00"
        assert again["projects"][0]["explained"] is False
        assert again["profile"]["staffing"]["retired"] == 0

    def test_a_byte_order_mark_does_no_harm(self):
        found, problems = read_filing(b"\xef\xbb\xbf" + write_filing(small_filing()))
        assert problems == []
        assert found == small_filing()

    def test_the_smallest_filing(self):
        found, problems = read_filing(write_filing(filing()))
        assert problems == []
        assert found == filing()


class TestWrongMembers:
    def test_an_unknown_member(self, raw):
        raw["expenditure"][2]["sum"] = "1.00"
        assert "amount" in problems_of(raw)["expenditure[2].sum"]

    def test_a_missing_member(self, raw):
        del raw["expenditure"][3]["amount"]
        assert problems_of(raw) == {"expenditure[3].amount": "“金额”没有填；补上"}

    @pytest.mark.parametrize("blank", [None, "", "  "])
    def test_a_blank_member_is_missing(self, raw, blank):
        raw["unit"]["name"] = blank
        assert "没有填" in problems_of(raw)["unit.name"]

    def test_a_number_instead_of_text(self, raw):
        raw["income"][0]["amount"] = 150.0
        assert "带引号的文本" in problems_of(raw)["income[0].amount"]

    def test_three_decimals(self, raw):
        raw["projects"][0]["amounts"]["302"] = "40.001"
        assert "小数超过两位" in problems_of(raw)["projects[0].amounts.302"]

    def test_an_unknown_class(self, raw):
        raw["projects"][0]["amounts"]["304"] = "1.00"
        assert "302（商品和服务支出）" in problems_of(raw)["projects[0].amounts.304"]

    def test_a_class_written_twice_in_different_ways_is_not_lost(self, raw):
        raw["projects"][0]["amounts"] = {"302": "40.00", " 302": "1.00"}
        assert "写了两次" in problems_of(raw)["projects[0].amounts. 302"]

    def test_a_key_of_blanks(self, raw):
        raw["profile"]["staffing"]["establishment_kinds"] = {" ": 3}
        assert "没有名称" in problems_of(raw)["profile.staffing.establishment_kinds. "]

    def test_another_format(self, raw):
        raw["format"] = "budget-filing/2"
        assert "budget-filing/1" in problems_of(raw)["format"]

    def test_a_place_inside_a_project(self, raw):
        raw["projects"][0]["performance"]["indicators"][0]["weight"] = "很重"
        assert list(problems_of(raw)) == ["projects[0].performance.indicators[0].weight"]

    def test_every_problem_is_told_at_once(self, raw):
        raw["income"][1]["source"] = "gift"
        raw["expenditure"][0]["function"] = "20103"
        raw["unit"]["region"] = "6501"
        del raw["fiscal_year"]
        assert set(problems_of(raw)) == {"income[1].source", "expenditure[0].function", "unit.region", "fiscal_year"}

    @pytest.mark.parametrize("value", [5, "甲", ["甲"], True])
    def test_a_record_that_is_none(self, raw, value):
        raw["unit"] = value
        assert "花括号" in problems_of(raw)["unit"]

    @pytest.mark.parametrize("value", [5, "甲", {"a": 1}, True])
    def test_rows_that_are_no_list(self, raw, value):
        raw["income"] = value
        assert "方括号" in problems_of(raw)["income"]

    def test_a_row_that_is_no_record(self, raw):
        raw["income"][2] = "20.00"
        assert "花括号" in problems_of(raw)["income[2]"]

    @pytest.mark.parametrize("value", [5, "甲", ["302"]])
    def test_amounts_that_are_no_record(self, raw, value):
        raw["projects"][0]["amounts"] = value
        assert "花括号" in problems_of(raw)["projects[0].amounts"]

    def test_a_line_that_is_no_text(self, raw):
        raw["profile"]["duties"][1] = 7
        assert list(problems_of(raw)) == ["profile.duties[1]"]

    @pytest.mark.parametrize("character", ["\x00", "\x1f", "\x85"])
    def test_control_characters(self, raw, character):
        raw["unit"]["name"] = f"某{character}局"
        assert "控制字符" in problems_of(raw)["unit.name"]

    def test_a_lone_surrogate(self, raw):
        data = json.dumps(raw).replace("\\u67d0", "\\ud800", 1).encode()
        assert "控制字符" in problems_of(data)["unit.name"]

    def test_too_many_rows(self):
        row = {"function": "2010301", "source": "general", "category": "project", "amount": "1.00"}
        _, problems = read_rows(ExpenditureRow, [row] * MOST_ROWS, "expenditure", "支出")
        assert problems == []
        found, problems = read_filing(json.dumps({"expenditure": [row] * (MOST_ROWS + 1)}).encode())
        assert found is None
        assert f"最多 {MOST_ROWS} 行" in {one.place: one.message for one in problems}["expenditure"]


class TestWrongFiles:
    def test_a_member_named_twice(self):
        assert "写了两次" in problems_of(b'{"format": "budget-filing/1", "format": "budget-filing/1"}')[""]

    def test_a_member_named_twice_deep_inside(self):
        assert "amount" in problems_of(b'{"income": [{"amount": "1.00", "amount": "2.00"}]}')[""]

    @pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
    def test_constants_that_are_no_numbers(self, constant):
        assert constant in problems_of(f'{{"fiscal_year": {constant}}}'.encode())[""]

    @pytest.mark.parametrize("data", [b"", b"{", b'{"a": 1,}', b"{'a': 1}", b"\x00", b"<html>", b"PK\x03\x04"])
    def test_what_is_no_json(self, data):
        assert "JSON" in problems_of(data)[""]

    def test_the_line_of_a_fault_is_named(self):
        assert "第 3 行" in problems_of(b'{\n  "format": "budget-filing/1",\n  edition: 1\n}')[""]

    @pytest.mark.parametrize("data", [b"[]", b"null", b"5", b'"x"', b"[{}]"])
    def test_json_that_is_no_filing(self, data):
        assert "花括号" in problems_of(data)[""]

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
    def test_another_encoding(self, encoding):
        assert "UTF-8" in problems_of(write_filing(small_filing()).decode().encode(encoding))[""]

    @pytest.mark.parametrize("depth", [100, 500, 900, 950, 980, 1_000, 100_000])
    @pytest.mark.parametrize("place", ["unit", "income", "other_notes", "x"])
    def test_deep_nesting(self, place, depth):
        problems_of(f'{{"{place}": '.encode() + b"[" * depth + b"]" * depth + b"}")
        problems_of(f'{{"{place}": '.encode() + b'{"a":' * depth + b"1" + b"}" * depth + b"}")

    def test_50_megabytes_are_refused_unread(self):
        assert "50.0 MB" in problems_of(b"[" * 50_000_000)[""]

    def test_the_largest_size_is_read(self):
        data = write_filing(small_filing())
        found, problems = read_filing(data + b" " * (LARGEST - len(data)))
        assert problems == []
        assert found == small_filing()

    def test_a_number_of_ten_thousand_digits(self):
        problems_of(b'{"fiscal_year": ' + b"9" * 10_000 + b"}")
