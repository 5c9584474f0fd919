"""Calculations in a cell: random ones against the arithmetic of fractions, and the bounds of what is taken."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetportal.disclosure.budget import IncomeRow
from budgetportal.disclosure.calculation import MOST_CHARACTERS, MOST_DEPTH, calculate
from budgetportal.disclosure.codec import read_record
from budgetportal.disclosure.fields import Kind
from budgetportal.disclosure.typed_entries import FORMS, read_entry

Node = tuple[str, Fraction | None]  # a text, and what it comes to; None where it divides by 0
WIDE = str.maketrans("0123456789.+-*/()=", "０１２３４５６７８９．＋－＊／（）＝")
SIGNED = str.maketrans("*/-", "×÷−")


@st.composite
def numbers(draw: st.DrawFn) -> Node:
    whole, decimals = draw(st.integers(0, 99_999)), draw(st.text("0123456789", max_size=4))
    front = draw(st.sampled_from([f"{whole}", f"{whole:,}", f"0{whole}"]))
    return (f"{front}.{decimals}" if decimals else front), Fraction(f"{whole}.{decimals or 0}")


@st.composite
def combined(draw: st.DrawFn, parts: st.SearchStrategy[Node]) -> Node:
    sign = draw(st.sampled_from("+-*/"))
    (one, left), (other, right) = draw(parts), draw(parts)
    blank = draw(st.sampled_from(["", " "]))
    text = f"({one}){blank}{sign}{blank}({other})"
    if left is None or right is None or (sign == "/" and not right):
        return text, None
    return text, {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[sign](right)


def negated(node: Node) -> Node:
    return f"-({node[0]})", None if node[1] is None else -node[1]


TREES = st.recursive(numbers(), lambda parts: st.one_of(combined(parts), parts.map(negated)), max_leaves=8)
FLAT = st.lists(st.tuples(st.sampled_from("+-*/"), numbers()), max_size=9)


@given(TREES, st.sampled_from([None, WIDE, SIGNED]))
def test_a_nested_calculation_comes_to_what_fractions_come_to(node: Node, signs: dict[int, str] | None) -> None:
    text, wanted = node
    typed = f"={text}"
    done = calculate(typed.translate(signs) if signs else typed)
    if len(typed) > MOST_CHARACTERS:
        assert "超过 200 个字" in done.problem
    elif wanted is None:
        assert "除以了 0" in done.problem
    else:
        assert (done.problem, done.value) == ("", wanted)


@given(numbers(), FLAT)
def test_times_goes_before_plus_and_equals_from_left_to_right(first: Node, rest: list[tuple[str, Node]]) -> None:
    typed = "=" + first[0] + "".join(sign + text for sign, (text, _) in rest)
    terms = [first[1]]
    for sign, (_, value) in rest:
        assert value is not None
        assert terms[-1] is not None
        if sign in "+-":
            terms.append(value if sign == "+" else -value)
        elif sign == "*":
            terms[-1] *= value
        else:
            terms[-1] = terms[-1] / value if value else None
        if terms[-1] is None:
            assert "除以了 0" in calculate(typed).problem or len(typed) > MOST_CHARACTERS
            return
    if len(typed) <= MOST_CHARACTERS:
        assert calculate(typed).value == sum(terms, Fraction(0))  # type: ignore[arg-type]


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6), st.sampled_from([Kind.AMOUNT, Kind.COUNT]))
def test_results_are_rounded_half_away_from_zero(above: int, below: int, kind: Kind) -> None:
    read = read_entry(f"={above}/{below}", kind)
    places = Decimal(1).scaleb(-FORMS[kind].places)
    with localcontext(prec=60):
        exact = Decimal(above) / Decimal(below)
        wanted = exact.quantize(places, ROUND_HALF_UP) + 0
        changed = Fraction(above, below) != Fraction(wanted)
    if read.problem:
        assert abs(wanted) >= 10 ** FORMS[kind].digits
        return
    assert read.text == f"{wanted:f}"
    assert bool(read.rounding) == changed
    assert not changed or read.rounding.endswith(f"，四舍五入为 {read.text}")


@given(st.text("=+-*/()0123456789., ×÷元%Aa（）＝－", max_size=MOST_CHARACTERS + 10))
def test_whatever_is_typed_there_is_a_result_or_a_sentence_that_says_what_to_do(text: str) -> None:
    read = read_entry(f"={text}", Kind.AMOUNT, "万元")
    assert bool(read.text) != bool(read.problem)
    assert not read.problem or "；" in read.problem


def test_length_and_depth_are_bounded() -> None:
    longest = "=" + "1+" * 99 + "1"
    assert len(longest) == MOST_CHARACTERS
    assert calculate(longest).value == 100
    assert "超过 200 个字" in calculate(f"{longest}0").problem
    deepest = "(" * MOST_DEPTH + "1" + ")" * MOST_DEPTH
    assert calculate(f"={deepest}").value == 1
    assert "套了 20 层" in calculate(f"=({deepest})").problem
    assert calculate("=" + "+".join(["(1)"] * 40)).value == 40  # side by side is not within each other
    assert "超过 200 个字" in calculate("=" + "9" * 1_000_000).problem


@pytest.mark.parametrize(
    "typed", ["=__import__('os')", "=1;2", "=[1]", "=1 if 1 else 2", "=0x10", "=1_000", "=1//2", "=1<2"]
)
def test_it_is_no_programming_language(typed: str) -> None:
    assert calculate(typed).problem


def test_a_filing_file_holds_figures_only() -> None:
    row = {"function": "2010301", "source": "general", "amount": "=1+2"}
    read, problems = read_record(IncomeRow, row)
    assert read is None
    assert [str(problem.message) for problem in problems] == [
        "“金额”填的是 “=1+2”，不是金额；只写数字和小数点，如 12.30"
    ]
