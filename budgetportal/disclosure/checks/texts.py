"""Rules on what a unit writes, whatever the kind of disclosure (the project's own W rules)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.codec import join
from budgetportal.disclosure.fields import Kind, specs

CHOICES_LEFT = re.compile(
    r"增加（减少）|减少（增加）|增长（下降）|\[或[^\]]*\]|（或[^）]*）|增加/减少|×{2,}|X{2,}|_{3,}"
)
EMPTY_BRACKETS = re.compile(r"（\s*）|\(\s*\)|“\s*”|《\s*》")
DOUBLED = re.compile(r"(的的|了了|和和|在在|是是|为为|万元万元|，，|。。|、、|；；)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
BANK_CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
IDENTITY_SIGNS = "10X98765432"
FREE = frozenset({Kind.TEXT, Kind.NAME, Kind.LINES, Kind.TEXTS})


@dataclass(frozen=True, slots=True)
class Said:
    """A text that a person wrote, and where."""

    place: str
    text: str


def texts(record: Any, place: str = "") -> Iterator[Said]:
    """Every free text of a filing."""
    for name, spec in specs(type(record)).items():
        value, at = getattr(record, name), join(place, name)
        if value is None or (spec.kind not in FREE and spec.kind not in (Kind.RECORD, Kind.ROWS)):
            continue
        if spec.kind is Kind.RECORD:
            yield from texts(value, at)
        elif spec.kind is Kind.ROWS:
            for n, row in enumerate(value):
                yield from texts(row, f"{at}[{n}]")
        else:
            yield from _said(value, at)


def _said(value: Any, place: str) -> Iterator[Said]:
    if isinstance(value, str):
        yield Said(place, value)
    elif isinstance(value, tuple):
        yield from (Said(f"{place}[{n}]", line) for n, line in enumerate(value))
    else:
        yield from (Said(join(place, key), text) for key, text in value.items())


def _matches(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Said, str]]:
    for said in texts(case.entered):
        for match in pattern.finditer(said.text):
            yield said, match[0]


@rule("W1", Severity.ERROR, "模板中的选择项已经选定", "自有规则；已公开文本中的常见错误")
def choices_left(case: Case) -> Iterator[Fault]:
    """No choice of a template is left open."""
    for said, found in _matches(case, CHOICES_LEFT):
        yield Fault(said.place, f"文字里留有模板的选择项“{found}”；选定一种说法，删去其余", None, found)


@rule("W2", Severity.WARNING, "没有空的括号和引号", "自有规则；已公开文本中的常见错误")
def empty_brackets(case: Case) -> Iterator[Fault]:
    """No empty brackets or quotation marks."""
    for said, found in _matches(case, EMPTY_BRACKETS):
        yield Fault(said.place, f"文字里有空的“{found}”；补上内容，或删去", None, found)


@rule("W3", Severity.WARNING, "没有重复的字词和标点", "自有规则；已公开文本中的常见错误")
def doubled_words(case: Case) -> Iterator[Fault]:
    """No doubled words or marks."""
    for said, found in _matches(case, DOUBLED):
        yield Fault(said.place, f"文字里有重复的“{found}”；删去一个", None, found)


@rule("W4", Severity.ERROR, "没有居民身份证号", "个人信息保护法第二十八条")
def identity_numbers(case: Case) -> Iterator[Fault]:
    """No identity number (GB 11643, with its check digit)."""
    for said, found in _matches(case, IDENTITY):
        if is_identity_number(found):
            yield Fault(said.place, f"文字里有居民身份证号（{masked(found)}）；公开前删去", None, masked(found))


@rule("W5", Severity.ERROR, "没有手机号码", "个人信息保护法第四条")
def mobile_numbers(case: Case) -> Iterator[Fault]:
    """No mobile number; an office's own telephone stands in the field made for it."""
    for said, found in _matches(case, MOBILE):
        if not said.place.endswith(".phone"):
            yield Fault(said.place, f"文字里有手机号码（{masked(found)}）；公开前删去", None, masked(found))


@rule("W6", Severity.ERROR, "没有银行卡号", "个人信息保护法第二十八条")
def bank_cards(case: Case) -> Iterator[Fault]:
    """No bank card number (Luhn's check digit)."""
    for said, found in _matches(case, BANK_CARD):
        if is_card_number(found) and not is_identity_number(found):
            yield Fault(said.place, f"文字里有银行卡号（{masked(found)}）；公开前删去", None, masked(found))


@rule("W7", Severity.WARNING, "没有敏感词", "自有规则；词表由部署单位配置")
def sensitive_words(case: Case) -> Iterator[Fault]:
    """No word of the deployment's own list."""
    if not case.sensitive_words:
        raise NothingToCheck("没有配置敏感词表")
    pattern = re.compile("|".join(map(re.escape, sorted(case.sensitive_words, key=len, reverse=True))))
    for said, found in _matches(case, pattern):
        yield Fault(said.place, f"文字里有敏感词“{found}”；改用别的说法，或说明理由", None, found)


@rule("W8", Severity.WARNING, "年度与填报的年度一致", "自有规则；已公开文本中的常见错误")
def wrong_year(case: Case) -> Iterator[Fault]:
    """A text does not open with another year's 年度: 2023年度 in a filing of 2024 may be last year's text."""
    year = case.entered.fiscal_year
    for said in texts(case.entered):
        found = re.match(r"(20\d\d)\s*年", said.text)
        if found and abs(int(found[1]) - year) > 1:
            message = f"文字以“{found[1]}年”开头，填报的年度是 {year} 年；核对是否沿用了以前年度的文字"
            yield Fault(said.place, message, str(year), found[1])


# ------------------------------------------------------------------------------------------------ numbers


def is_identity_number(number: str) -> bool:
    """Whether 18 digits end in the check digit of GB 11643."""
    digits = zip(number[:17], IDENTITY_WEIGHTS, strict=True) if len(number) == len(IDENTITY_WEIGHTS) + 1 else None
    return digits is not None and IDENTITY_SIGNS[sum(int(d) * w for d, w in digits) % 11] == number[17].upper()


def is_card_number(number: str) -> bool:
    """Whether the digits end in Luhn's check digit."""
    return sum(_luhn(number)) % 10 == 0 and len(set(number)) > 1


def _luhn(number: str) -> Iterable[int]:
    for n, digit in enumerate(reversed(number)):
        doubled = int(digit) * (2 if n % 2 else 1)
        yield doubled - 9 if doubled > 9 else doubled


def masked(number: str) -> str:
    """A number that a message may show: its beginning and its end."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"


RULES = (
    choices_left,
    empty_brackets,
    doubled_words,
    identity_numbers,
    mobile_numbers,
    bank_cards,
    sensitive_words,
    wrong_year,
)
