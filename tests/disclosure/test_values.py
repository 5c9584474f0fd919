"""Reading one entered value: what is taken, what is not, and what a person is told."""

from datetime import date

import pytest

from budgetportal.disclosure.budget import BudgetFiling, Comparison
from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.filing import Unit
from budgetportal.disclosure.terms import Source
from budgetportal.disclosure.values import READERS, Unreadable, quoted, written

FORBIDDEN = ("非法", "无效", "请")


def read(kind, raw, **details):
    return READERS[kind](raw, Spec("栏目", kind, **details))


def refusal(kind, raw, **details):
    with pytest.raises(Unreadable) as caught:
        read(kind, raw, **details)
    message = str(caught.value)
    assert "栏目" in message
    assert not any(word in message for word in FORBIDDEN)
    return message


class TestAmounts:
    @pytest.mark.parametrize(
        ("raw", "amount"),
        [("12.30", "12.30"), ("12", "12.00"), ("12.3", "12.30"), ("-4.05", "-4.05"), (" 7.00 ", "7.00"),
         ("-0.00", "0.00"),
         ("9999999999999999.99", "9999999999999999.99"), ("007.1", "7.10")],
    )  # fmt: skip
    def test_they_are_kept_with_two_decimals(self, raw, amount):
        assert str(read(Kind.AMOUNT, raw)) == amount

    @pytest.mark.parametrize(
        "raw",
        ["1,234.00", "12.", ".5", "NaN", "Infinity", "１２.００", "十二", "12.30万元", "--1", "+1", "0x10", "1_000"],
    )
    def test_what_is_no_amount_is_repeated_with_an_example(self, raw):
        message = refusal(Kind.AMOUNT, raw)
        assert raw in message
        assert "12.30" in message

    @pytest.mark.parametrize(
        ("raw", "words"),
        [("1e5", "科学计数法"), ("12 30", "千位分隔"), ("99999999999999999", "整数部分超过 16 位"),
         ("1.2.3", "小数点")],
    )  # fmt: skip
    def test_what_is_nearly_an_amount_is_repeated_with_its_fault(self, raw, words):
        message = refusal(Kind.AMOUNT, raw)
        assert raw in message
        assert words in message

    @pytest.mark.parametrize("raw", ["1.234", "0.005", "1.000"])
    def test_three_decimals_are_refused_and_not_rounded(self, raw):
        assert "小数超过两位" in refusal(Kind.AMOUNT, raw)

    @pytest.mark.parametrize("raw", [12.3, 12, True, ["1.00"], {"a": 1}])
    def test_a_number_instead_of_text_is_refused(self, raw):
        assert "带引号的文本" in refusal(Kind.AMOUNT, raw)


class TestTexts:
    def test_line_ends_become_one_kind_and_edges_are_stripped(self):
        assert read(Kind.TEXT, " 一\r\n二\r三 \n") == "一\n二\n三"

    @pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\t", "\ud800"])
    def test_control_characters_and_lone_surrogates_are_refused(self, character):
        assert "控制字符" in refusal(Kind.TEXT, f"甲{character}乙")

    def test_rare_characters_markup_and_braces_are_plain_text(self):
        text = "𠮷野家 <b>&amp; {unit} =SUM(A1)"
        assert read(Kind.TEXT, text) == text

    def test_a_line_has_no_line_break(self):
        assert "换行" in refusal(Kind.NAME, "甲\n乙")

    def test_the_longest_text_is_taken_and_one_more_character_is_not(self):
        assert read(Kind.NAME, "字" * 5, max_length=5) == "字" * 5
        assert "最多 5 个" in refusal(Kind.NAME, "字" * 6, max_length=5)

    @pytest.mark.parametrize("raw", [5, None, True, ["甲"]])
    def test_only_text_is_text(self, raw):
        refusal(Kind.TEXT, raw)


class TestNumbers:
    @pytest.mark.parametrize("raw", ["13.33", "4", "0", "10.0", "0.000001"])
    def test_a_weight_keeps_its_decimals(self, raw):
        assert written(read(Kind.DECIMAL, raw)) == raw

    @pytest.mark.parametrize("raw", ["-1", "1e2", "", "NaN", "1.2345678", "10%"])
    def test_what_is_no_number_is_refused(self, raw):
        refusal(Kind.DECIMAL, raw)

    @pytest.mark.parametrize(("raw", "number"), [(3, 3), ("3", 3), (0, 0), (" 12 ", 12), (999_999_999, 999_999_999)])
    def test_counts(self, raw, number):
        assert read(Kind.COUNT, raw) == number

    @pytest.mark.parametrize("raw", [True, 1.0, "1.0", "三", "", None, 10**9, -(10**9), "1_0"])
    def test_what_is_no_whole_number_is_refused(self, raw):
        refusal(Kind.COUNT, raw)

    def test_only_a_change_may_be_negative(self):
        assert read(Kind.CHANGE, -2) == -2
        assert read(Kind.CHANGE, "+2") == 2
        assert "不能小于 0" in refusal(Kind.COUNT, -2)
        assert "不能小于 0" in refusal(Kind.COUNT, "-2")


class TestOtherKinds:
    def test_a_day(self):
        assert read(Kind.DATE, "2024-02-29") == date(2024, 2, 29)

    @pytest.mark.parametrize("raw", ["2023-02-29", "2024年2月22日", "22/02/2024", "", "2024-13-01"])
    def test_what_is_no_day_is_refused(self, raw):
        assert "2024-02-22" in refusal(Kind.DATE, raw)

    @pytest.mark.parametrize("raw", ["true", 1, 0, None])
    def test_a_flag_is_true_or_false(self, raw):
        assert read(Kind.FLAG, False) is False
        refusal(Kind.FLAG, raw)

    def test_a_choice_is_named_by_its_code_and_a_wrong_one_lists_them(self):
        assert read(Kind.CHOICE, "soe", choices=Source) is Source.SOE
        message = refusal(Kind.CHOICE, "一般公共预算", choices=Source)
        assert "general（一般公共预算（一般财力））" in message

    @pytest.mark.parametrize("raw", ["201035", "20103501", "20103５0", "2010a50", "201 0350"])
    def test_a_function_has_seven_digits(self, raw):
        assert read(Kind.FUNCTION, "2010350") == "2010350"
        refusal(Kind.FUNCTION, raw, hint="七位项级编码")

    @pytest.mark.parametrize("raw", ["650100-zwfwzx", "A1"])
    def test_a_unit_code(self, raw):
        assert READERS[Kind.PATTERN](raw, specs(Unit)["code"]) == raw

    @pytest.mark.parametrize("raw", ["-1", "某单位", "a b", "../etc", "a" * 65])
    def test_what_is_no_unit_code_is_refused(self, raw):
        with pytest.raises(Unreadable):
            READERS[Kind.PATTERN](raw, specs(Unit)["code"])

    @pytest.mark.parametrize(
        "topic",
        ["income.general", "income.own", "income.carry_other", "expenditure.basic", "general.project", "soe.total",
         "general.function.2010350", "official.vehicle_purchase", "operating", "purpose.fund.212"],
    )  # fmt: skip
    def test_the_topics_of_the_contract(self, topic):
        assert READERS[Kind.PATTERN](topic, specs(Comparison)["topic"]) == topic

    @pytest.mark.parametrize(
        "topic", ["income", "income.x", "general.function.20103", "official.vehicles", "operating.x"]
    )
    def test_other_topics_are_refused(self, topic):
        with pytest.raises(Unreadable, match="比较事项"):
            READERS[Kind.PATTERN](topic, specs(Comparison)["topic"])


def test_a_long_wrong_value_is_cut():
    assert quoted("长" * 100) == f"“{'长' * 40}…”"


def test_every_kind_of_the_filing_can_be_read():
    nested = {Kind.RECORD, Kind.ROWS, Kind.LINES, Kind.AMOUNTS, Kind.COUNTS, Kind.TEXTS}

    def kinds(record):
        for spec in specs(record).values():
            yield spec.kind
            if spec.record:
                yield from kinds(spec.record)

    assert set(kinds(BudgetFiling)) - nested <= set(READERS)
