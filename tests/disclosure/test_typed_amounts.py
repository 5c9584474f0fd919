"""Numbers as people type them: one table of cases for server and browser (tests/browser/test_grid_amounts.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.typed_amounts import Reading, read_amount
from budgetportal.disclosure.typed_entries import is_calculation, plain_entry, read_entry

CASES = Path(__file__).parents[1] / "filings" / "amount_cases.json"


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))
    return found


def kind_of(case: dict[str, Any]) -> Kind:
    return Kind(case.get("kind", "amount"))


def named(case: dict[str, Any]) -> str:
    return f"{case['typed']!a} {case['unit']!a} {kind_of(case)}"


def test_the_table_has_its_size_and_both_kinds() -> None:
    assert len({named(case) for case in cases()}) == len(cases())
    calculations = [case for case in cases() if is_calculation(case["typed"])]
    others = [case for case in cases() if case not in calculations]
    assert len(calculations) >= 100
    assert len(others) >= 120
    assert min(sum("problem" in case for case in part) for part in (calculations, others)) >= 40
    assert sum("rounding" in case for case in cases()) >= 15


@pytest.mark.parametrize("case", cases(), ids=named)
def test_the_server_reads_each_case_as_written(case: dict[str, Any]) -> None:
    wanted = Reading(case.get("text", ""), case.get("problem", ""), case.get("rounding", ""))
    assert read_entry(case["typed"], kind_of(case), case["unit"]) == wanted


@pytest.mark.parametrize("case", cases(), ids=named)
def test_what_can_be_read_reads_the_same_again(case: dict[str, Any]) -> None:
    kind, unit = kind_of(case), case["unit"]
    plain = plain_entry(case["typed"], kind, unit)
    assert plain_entry(plain, kind, unit) == plain
    assert ("problem" in case) == (plain == case["typed"] and read_entry(plain, kind, unit).problem != "")


@pytest.mark.parametrize("case", [case for case in cases() if is_calculation(case["typed"])], ids=named)
def test_where_no_calculation_is_taken_it_is_no_amount(case: dict[str, Any]) -> None:
    """In published tables and in workbooks, which calculate for themselves, a text stays a text."""
    assert read_amount(case["typed"], case["unit"]).problem


def test_messages_say_what_to_do_and_blame_nobody() -> None:
    messages = {case["problem"] for case in cases() if "problem" in case}
    assert len(messages) >= 6
    for message in messages:
        assert not any(word in message for word in ("非法", "无效", "请"))
        assert "；" in message, f"{message} names no remedy"
