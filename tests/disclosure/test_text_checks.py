"""Rules on texts: personal data however it is written, the unit's own name, years, characters, codes."""

from __future__ import annotations

import dataclasses
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Finding
from budgetportal.disclosure.checks.own_name import near_names
from budgetportal.disclosure.checks.personal_data import IDENTITY_SIGNS, IDENTITY_WEIGHTS, is_card_number
from budgetportal.disclosure.codec import write_filing
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.intake import take
from tests.disclosure.examples import small_filing, spent, with_row
from tests.disclosure.final_examples import balances, final

DEMO = Path(__file__).parents[2] / "budgetportal" / "publishing" / "demo"
PERSONAL = ("W4", "W5", "W6")
NAME = "示例市政务服务管理局"


def with_text(text: str) -> Filing:
    return dataclasses.replace(small_filing(), other_notes=text)


def found(whole: Filing, *numbers: str, **more: object) -> list[Finding]:
    return [one for one in check(whole, **more) if one.rule in numbers and one.severity.value != "not_checked"]


# ---------------------------------------------------------------------------------------- personal data


def identity_number(rng: random.Random) -> str:
    born = date(1955, 1, 1) + timedelta(days=rng.randrange(18_000))
    head = f"{rng.choice((650102, 650104, 110101, 320506))}{born:%Y%m%d}{rng.randrange(1000):03d}"
    signs = sum(int(digit) * weight for digit, weight in zip(head, IDENTITY_WEIGHTS, strict=True)) % 11
    return head + IDENTITY_SIGNS[signs]


def mobile_number(rng: random.Random) -> str:
    return f"1{rng.choice('3456789')}{rng.randrange(10**9):09d}"


def card_number(rng: random.Random) -> str:
    head = f"{rng.choice(('62', '45', '35'))}{rng.randrange(10 ** (n := rng.randrange(13, 17))):0{n}d}"
    return next(head + digit for digit in "0123456789" if is_card_number(head + digit))


def written(rng: random.Random, number: str) -> str:
    """A number as people write it: plain, in groups, with dashes, in full-width digits."""
    way = rng.randrange(4)
    if way == 1:
        return " ".join(number[n : n + 4] for n in range(0, len(number), 4))
    if way == 2:
        return "-".join((number[:3], number[3:7], number[7:]))
    if way == 3:
        return number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    return number


@pytest.mark.parametrize("seed", range(200))
def test_planted_personal_data_is_found(seed):
    rng = random.Random(seed)
    make = (identity_number, mobile_number, card_number)[seed % 3]
    text = f"联系人的{rng.choice(('号码', '账号', '证件'))}为{written(rng, make(rng))}，请按规定公开。"
    assert found(with_text(text), *PERSONAL), text


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.json")), ids=lambda path: path.stem)
def test_no_false_alarm_on_the_examples(path):
    filing, _ = take(path.read_bytes())
    assert filing
    assert not found(filing, *PERSONAL, "W8", "W9")


def test_no_false_alarm_on_real_filings(shared_folder):
    for path in sorted((shared_folder / "filings").glob("*.json")):
        filing, _ = take(path.read_bytes())
        assert filing
        assert not found(filing, *PERSONAL, "W8", "W9"), path.name


def test_no_false_alarm_on_published_texts(shared_folder):
    for path in sorted((shared_folder / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for said in (text, text.replace("\n", "")):  # in lines as printed, and whole paragraphs
            assert not found(with_text(said), *PERSONAL), path.name


@pytest.mark.parametrize(
    "text",
    [
        "全年办件 65010219900101 件，比上年多 1 件。",
        "电话 0991-4181234 4181235。",
        "金额依次为 13800.00 元、13812.50 元、13900.00 元。",
        "文号 2024 1234 5678。",
    ],
)
def test_other_numbers_are_not_personal_data(text):
    assert not found(with_text(text), *PERSONAL)


def test_a_message_does_not_repeat_the_number():
    number = identity_number(random.Random(1))
    (fault,) = found(with_text(f"身份证{number}"), "W4")
    assert number not in fault.message
    assert number not in (fault.found or "")


# ----------------------------------------------------------------------------------------- the own name


@pytest.mark.parametrize(
    "wrong", ["示例市政务服务管里局", "示例市政务服管理局", "示例市政务服务务管理局", "示例县政务服务管理局"]
)
def test_a_misspelt_name(wrong):
    assert list(near_names(f"{NAME}负责，{wrong}承办。", NAME)) == [wrong]


@pytest.mark.parametrize("text", [NAME, "示例市政务服务中心", "示例市人民政府", "政务服务管理局", f"{NAME}{NAME}"])
def test_other_names_are_not_misspelt(text):
    assert not list(near_names(text, NAME))


def test_a_misspelt_name_is_a_finding_at_its_text():
    name = small_filing().unit.name
    wrong = f"{name[:3]}某{name[4:]}"
    (fault,) = found(with_text(f"{wrong}没有其他事项。"), "W9")
    assert (fault.place, fault.expected, fault.found) == ("other_notes", name, wrong)


# ------------------------------------------------------------------------------- years, characters, codes


@pytest.mark.parametrize("text", ["2023年单位预算没有其他事项。", "2023 年度部门预算说明", "2025年单位整体绩效目标"])
def test_another_year(text):
    (fault,) = found(with_text(text), "W8")
    assert fault.expected == "2024"


@pytest.mark.parametrize(
    "text",
    [
        "2024年单位预算没有其他事项。",
        "比2023年单位预算增加 2 万元。",
        "2021年至2025年规划期内每年安排。",
        "与2023年部门决算一致",
    ],
)
def test_years_that_belong_there(text):
    assert not found(with_text(text), "W8")


def test_characters_that_cannot_be_printed():
    whole = with_text("已完成☑，其余待办。")
    (fault,) = found(whole, "W10", unprintable=lambda text: [sign for sign in text if sign == "☑"])
    assert fault.found == "☑"
    assert not found(whole, "W10", unprintable=lambda _: [])
    (unchecked,) = [one for one in check(whole) if one.rule == "W10"]
    assert unchecked.severity.value == "not_checked"


@pytest.mark.parametrize(
    ("code", "number"), [("2019998", "K1"), ("20103", "K2"), ("2011101", None), ("2210201", None), ("2050899", None)]
)
def test_codes_are_named_by_their_own_rules(code, number):
    whole = with_row(small_filing(), "expenditure", spent("1.00", function=code))
    _, problems = take(write_filing(whole))
    assert {problem.rule for problem in problems} == ({number} if number else set())


def test_a_code_of_other_years_only():
    whole = with_row(small_filing(), "expenditure", spent("1.00", function="2010350"))
    assert take(write_filing(whole))[1] == []
    of_then = dataclasses.replace(whole, fiscal_year=2019, edition="xinjiang-budget-2020")
    rules = {problem.rule for problem in take(write_filing(of_then))[1]}
    assert rules <= {"E0", "K1", "K3"}


# --------------------------------------------------------------------------------------- opening balances


@pytest.mark.parametrize(("closing", "differing"), [("3.00", False), ("3.01", True)])
def test_opening_balances_against_last_years(closing, differing):
    this = final(balances=balances("3.00"))
    last = dataclasses.replace(this, fiscal_year=this.fiscal_year - 1, balances=balances("0.00", closing))
    faults = found(this, "F18", last=last)
    assert [fault.place for fault in faults] == (["balances.opening.fiscal_general"] if differing else [])
    assert not found(this, "F18")
