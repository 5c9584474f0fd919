"""Rules on what a unit writes, whatever the kind of disclosure (the project's own W rules)."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
OWN_YEAR = re.compile(r"(?P<year>20\d\d)\s*年度?[^，。；、\d]{0,8}?(部门|单位)(整体|收支)?(预算|决算|绩效)")
BEGINNING = re.compile(r"(?P<year>20\d\d)\s*年(?!度?\s*[至到—-])")
COMPARED = re.compile(r"[比较与自从]|上年|去年")
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


def matches(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Said, str]]:
    """Every place of a pattern in the texts of a filing."""
    for said in texts(case.entered):
        for match in pattern.finditer(said.text):
            yield said, match[0]


@rule("W1", Severity.ERROR, "模板中的选择项已经选定", "自有规则；已公开文本中的常见错误")
def choices_left(case: Case) -> Iterator[Fault]:
    """No choice of a template is left open."""
    for said, found in matches(case, CHOICES_LEFT):
        yield Fault(said.place, f"文字里留有模板的选择项“{found}”；选定一种说法，删去其余", None, found)


@rule("W2", Severity.WARNING, "没有空的括号和引号", "自有规则；已公开文本中的常见错误")
def empty_brackets(case: Case) -> Iterator[Fault]:
    """No empty brackets or quotation marks."""
    for said, found in matches(case, EMPTY_BRACKETS):
        yield Fault(said.place, f"文字里有空的“{found}”；补上内容，或删去", None, found)


@rule("W3", Severity.WARNING, "没有重复的字词和标点", "自有规则；已公开文本中的常见错误")
def doubled_words(case: Case) -> Iterator[Fault]:
    """No doubled words or marks."""
    for said, found in matches(case, DOUBLED):
        yield Fault(said.place, f"文字里有重复的“{found}”；删去一个", None, found)


@rule("W7", Severity.WARNING, "没有敏感词", "自有规则；词表由部署单位配置")
def sensitive_words(case: Case) -> Iterator[Fault]:
    """No word of the deployment's own list."""
    if not case.sensitive_words:
        raise NothingToCheck("没有配置敏感词表")
    pattern = re.compile("|".join(map(re.escape, sorted(case.sensitive_words, key=len, reverse=True))))
    for said, found in matches(case, pattern):
        yield Fault(said.place, f"文字里有敏感词“{found}”；改用别的说法，或说明理由", None, found)


@rule("W8", Severity.WARNING, "年度与填报的年度一致", "自有规则；已公开文本中的常见错误")
def wrong_year(case: Case) -> Iterator[Fault]:
    """A text about the filing's own year names it: 2023 年单位预算 in a filing of 2024 is last year's text."""
    year = case.entered.fiscal_year
    for said in texts(case.entered):
        found = next((match for match in _years(said.text) if _other_year(match, said.text, year)), None)
        if found:
            message = f"文字里写“{found[0][:20]}”，填报的年度是 {year} 年；核对是否沿用了以前年度的文字"
            yield Fault(said.place, message, str(year), found["year"])


def _years(text: str) -> Iterator[re.Match[str]]:
    """The years that a text speaks of as its own: in a title of the disclosure, or as its very beginning."""
    yield from OWN_YEAR.finditer(text)
    if begun := BEGINNING.match(text):
        yield begun


def _other_year(match: re.Match[str], text: str, year: int) -> bool:
    """Whether the year is another one and no comparison; a text may well begin with the year before or after."""
    near = 1 if match.re is BEGINNING else 0
    compared = COMPARED.search(text[max(0, match.start() - 4) : match.start()])
    return abs(int(match["year"]) - year) > near and not compared


@rule("W10", Severity.ERROR, "文字都能印出来", "自有规则；公开文本内嵌字体")
def unprintable_characters(case: Case) -> Iterator[Fault]:
    """No character that no font of the portal has."""
    if case.unprintable is None:
        raise NothingToCheck("没有可供核对的字体")
    for said in texts(case.entered):
        for sign in case.unprintable(said.text):
            message = f"文字里的字符“{sign}”（U+{ord(sign):04X}）印不出来；改用别的字"
            yield Fault(said.place, message, None, sign)


RULES = (
    choices_left,
    empty_brackets,
    doubled_words,
    sensitive_words,
    wrong_year,
    unprintable_characters,
)
