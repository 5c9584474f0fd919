"""Amounts as people type them: one table of cases for server and browser (tests/browser/test_grid_amounts.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from budgetportal.disclosure.typed_amounts import Reading, plain_amount, read_amount

CASES = Path(__file__).parents[1] / "filings" / "amount_cases.json"


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))
    return found


def test_the_table_has_its_size_and_both_kinds() -> None:
    assert len(cases()) >= 120
    assert len({(case["typed"], case["unit"]) for case in cases()}) == len(cases())
    assert sum("problem" in case for case in cases()) >= 40


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['typed']!a} {case['unit']!a}")
def test_the_server_reads_each_case_as_written(case: dict[str, Any]) -> None:
    wanted = Reading(case.get("text", ""), case.get("problem", ""))
    assert read_amount(case["typed"], case["unit"]) == wanted


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['typed']!a} {case['unit']!a}")
def test_what_can_be_read_reads_the_same_again(case: dict[str, Any]) -> None:
    plain = plain_amount(case["typed"], case["unit"])
    assert plain_amount(plain, case["unit"]) == plain
    assert ("problem" in case) == (plain == case["typed"] and read_amount(plain, case["unit"]).problem != "")


def test_messages_say_what_to_do_and_blame_nobody() -> None:
    messages = {case["problem"] for case in cases() if "problem" in case}
    assert len(messages) >= 6
    for message in messages:
        assert not any(word in message for word in ("非法", "无效", "请"))
        assert "；" in message, f"{message} names no remedy"
