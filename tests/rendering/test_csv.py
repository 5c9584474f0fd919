"""Cells that come back as they went in, and never as a formula."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgetportal.rendering.csv import BYTE_ORDER_MARK, encoded, guarded

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_texts_stand_in_quotes_numbers_do_not_and_blanks_are_empty() -> None:
    data = encoded(["类", "金额"], [["03", "-12.30"], ["", ""], ['"甲",乙', "0.00"]], [False, True])
    assert data.decode("utf-8-sig") == '"类","金额"\r\n"03",-12.30\r\n,\r\n"""甲"",乙",0.00\r\n'


@pytest.mark.parametrize("text", ["-12.30", "+5", "-3%", "2010301", "03", "", "≥95%", "甲-乙", "100.00%"])
def test_numbers_shares_and_codes_are_not_changed(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "=95%", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "＝1", "\t=1", " =1", "　=1", "\n=1", "'1"]
)
def test_what_a_spreadsheet_would_evaluate_has_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@given(TEXTS)
@example("''")
@example("'=1")
def test_a_text_comes_back_by_taking_one_apostrophe_away(text: str) -> None:
    cell = read(encoded(["文字"], [[text]], [False]))[1:] if text else [[""]]
    assert cell[0][0].removeprefix("'") == text


@given(TEXTS)
def test_no_cell_begins_with_a_sign_of_a_formula_but_numbers(text: str) -> None:
    safe = guarded(text)
    assert not safe.lstrip(" 　").startswith(FORMULA_SIGNS) or safe.rstrip("%").lstrip("+-").replace(".", "").isdigit()
