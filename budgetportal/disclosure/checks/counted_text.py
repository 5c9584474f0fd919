"""Persons, a standard and a span of months as people write them: 补贴人数, 补贴标准, 资金执行时间.

Only what can be read in one way is read; anything else counts as not written.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.amounts import YUAN_PER_WAN

NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<money>万元|元)"
WHO, WHEN = "人|名|户", "月|季度|季|年"
HEADS = re.compile(rf"共?(?P<number>\d[\d,]*)(?P<who>{WHO})?")
RATES = (  # 1800元/月/人, 1800元/人·月, 1800元每人每月; and the other way round: 每人每月1800元
    re.compile(rf"{NUMBER}(?:/|每)(?P<a>{WHO}|{WHEN})(?:/|每|·|\.)?(?P<b>{WHO}|{WHEN})"),
    re.compile(rf"每(?P<a>{WHO}|{WHEN})每?(?P<b>{WHO}|{WHEN}){NUMBER}"),
)
MONTHS: Mapping[str, int] = {"月": 1, "季度": 3, "季": 3, "年": 12}
YEAR = 12
ALL_YEAR = re.compile(r"(?:\d{4}年)?(?:全年|度)|\d{4}年")
COUNTED = re.compile(r"(\d{1,2})个月")
SPAN = re.compile(
    r"(?:(?P<y1>\d{4})年)?(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?(?:至|到|-|—|~)"
    r"(?:(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A standard: so much (元) for each head, every so many months."""

    yuan: Decimal
    who: str
    months: int


def _plain(text: str) -> str:
    """Without spaces and with half-width signs: １８００ 元／月／人 is 1800元/月/人."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("。")


def heads(text: str) -> tuple[int, str] | None:
    """How many, and of what: 3, 3人, 共3名; of nothing in particular where it is a bare number."""
    found = HEADS.fullmatch(_plain(text))
    return (int(found["number"].replace(",", "")), found["who"] or "") if found else None


def rate(text: str) -> Rate | None:
    """A standard for one head and one span of time; one of a day, of a case or with two amounts is none."""
    found = next((match for one in RATES if (match := one.fullmatch(_plain(text)))), None)
    if found is None or (found["a"] in MONTHS) == (found["b"] in MONTHS):
        return None
    who, when = (found["b"], found["a"]) if found["a"] in MONTHS else (found["a"], found["b"])
    yuan = Decimal(found["number"].replace(",", "")) * (YUAN_PER_WAN if found["money"] == "万元" else 1)
    return Rate(yuan, who, MONTHS[when])


def months(text: str, year: int) -> int | None:
    """How many whole months of a year: 2024年1月至12月, 2024年全年, 12个月; None where it is another year's too."""
    plain = _plain(text)
    if counted := COUNTED.fullmatch(plain):
        return int(counted[1]) if 1 <= int(counted[1]) <= YEAR else None
    if any(int(said) != year for said in re.findall(r"(\d{4})年", plain)):
        return None
    if ALL_YEAR.fullmatch(plain):
        return YEAR
    found = SPAN.fullmatch(plain)
    return _spanned(found, year) if found else None


def _spanned(found: re.Match[str], year: int) -> int | None:
    first, last = int(found["m1"]), int(found["m2"])
    if not 1 <= first <= last <= YEAR:
        return None
    begins = found["d1"] in (None, "1", "01")
    ends = found["d2"] is None or int(found["d2"]) == calendar.monthrange(year, last)[1]
    return last - first + 1 if begins and ends else None
