"""Rules on what a unit writes, whatever the kind of disclosure (the project's own W rules)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.checks.said import Said

CHOICES_LEFT = re.compile(
    r"增加（减少）|减少（增加）|增长（下降）|\[或[^\]]*\]|（或[^）]*）|增加/减少|×{2,}|X{2,}|_{3,}"
)
EMPTY_BRACKETS = re.compile(r"（\s*）|\(\s*\)|“\s*”|《\s*》")
DOUBLED = re.compile(r"(的的|了了|和和|在在|是是|为为|万元万元|，，|。。|、、|；；)")
OWN_YEAR = re.compile(r"(?P<year>20\d\d)\s*年度?[^，。；、\d]{0,8}?(部门|单位)(整体|收支)?(预算|决算|绩效)")
BEGINNING = re.compile(r"(?P<year>20\d\d)\s*年(?!度?\s*[至到—-])")
COMPARED = re.compile(r"[比较与自从]|上年|去年")


def matches(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Said, str]]:
    """Every place of a pattern in the texts of a filing."""
    for text, places in case.texts.items():
        for match in pattern.finditer(text):
            yield from ((Said(place, text), match[0]) for place in places)


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
    for text, places in case.texts.items():
        found = next((match for match in _years(text) if _other_year(match, text, year)), None)
        if found:
            message = f"文字里写“{found[0][:20]}”，填报的年度是 {year} 年；核对是否沿用了以前年度的文字"
            yield from (Fault(place, message, str(year), found["year"]) for place in places)


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
    for text, places in case.texts.items():
        for sign in case.unprintable(text):
            message = f"文字里的字符“{sign}”（U+{ord(sign):04X}）印不出来；改用别的字"
            yield from (Fault(place, message, None, sign) for place in places)


RULES = (
    choices_left,
    empty_brackets,
    doubled_words,
    sensitive_words,
    wrong_year,
    unprintable_characters,
)
