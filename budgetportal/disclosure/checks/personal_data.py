"""Personal data in the texts (own rules W4 to W6): identity numbers, mobile numbers, bank cards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import rule
from budgetportal.disclosure.checks.said import Said

IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
DIGITS = re.compile(r"(\d\D{0,2}){6}")  # full-width ones too: what any of these numbers has
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
BANK_CARD = re.compile(r"(?<!\d)[3-6]\d{15,18}(?!\d)")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-‐-―_]{1,2}(?=[\dXx])")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
IDENTITY_SIGNS = "10X98765432"


def _found(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Said, str]]:
    """The numbers in the texts, as they are written and with full-width digits, blanks and dashes taken out."""
    for text, places in case.texts.items():
        if not DIGITS.search(text):  # most texts have none
            continue
        plain = unicodedata.normalize("NFKC", text)
        whole = plain, BETWEEN_DIGITS.sub("", plain)
        for number in dict.fromkeys(n for text in whole for n in pattern.findall(text)):
            yield from ((Said(place, text), number) for place in places)


@rule("W4", Severity.ERROR, "没有居民身份证号", "个人信息保护法第二十八条")
def identity_numbers(case: Case) -> Iterator[Fault]:
    """No identity number (GB 11643, with its check digit)."""
    for said, found in _found(case, IDENTITY):
        if is_identity_number(found):
            yield Fault(said.place, f"文字里有居民身份证号（{masked(found)}）；公开前删去", None, masked(found))


@rule("W5", Severity.ERROR, "没有手机号码", "个人信息保护法第四条")
def mobile_numbers(case: Case) -> Iterator[Fault]:
    """No mobile number; an office's own telephone stands in the field made for it."""
    for said, found in _found(case, MOBILE):
        if not said.place.endswith(".phone"):
            yield Fault(said.place, f"文字里有手机号码（{masked(found)}）；公开前删去", None, masked(found))


@rule("W6", Severity.ERROR, "没有银行卡号", "个人信息保护法第二十八条")
def bank_cards(case: Case) -> Iterator[Fault]:
    """No bank card number (Luhn's check digit)."""
    for said, found in _found(case, BANK_CARD):
        if is_card_number(found) and not (IDENTITY.fullmatch(found) and is_identity_number(found)):
            yield Fault(said.place, f"文字里有银行卡号（{masked(found)}）；公开前删去", None, masked(found))


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


RULES = (identity_numbers, mobile_numbers, bank_cards)
