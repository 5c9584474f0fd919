"""Places in words: ``expenditure[3].amount`` is “支出 第4行 金额”."""

from __future__ import annotations

import re
from typing import Any

from budgetportal.disclosure.budget import Project
from budgetportal.disclosure.fields import MAPPINGS, Kind, Spec, specs
from budgetportal.disclosure.kinds import FILINGS
from budgetportal.disclosure.terms import OfficialItem, Source, Term

STEP = re.compile(r"\.?([A-Za-z_]\w*)|\[([^\[\]]+)\]", re.ASCII)
COUNTED: dict[type[object] | None, str] = {Project: "个"}  # a project is no row of a table
INCOME_SUMS = {"own": "单位资金", "carry_fiscal": "财政拨款结转", "carry_other": "非财政拨款结转结余"}
BUDGETS = {"general": "一般公共预算", "fund": "政府性基金预算", "soe": "国有资本经营预算", "expenditure": "支出预算"}
WHOLES = {  # of final accounts
    "total": "收入支出总计",
    "fiscal": "财政拨款收入支出总计",
    "general": "一般公共预算财政拨款支出",
    "official.vehicle": "“三公”经费 公务用车购置及运行维护费",
}
FIGURES = {"basic": "基本支出", "project": "项目支出", "total": "合计", "operating": "机关运行经费"}


def where(place: str) -> str:
    """The place in words, from the labels of the entry fields; a place that is no entry cell comes back as it is."""
    found = (_members(kind, place) for kind in FILINGS.values())
    return next((" ".join(words) for words in found if words is not None), place)


def _members(record: type[Any], rest: str) -> list[str] | None:
    """The words for a member of a record and for what follows, None where there is no such member."""
    if not rest:
        return []
    step = STEP.match(rest)
    spec = specs(record).get(step[1] or "") if step else None
    if step is None or spec is None:
        return None
    below = _inside(spec, rest[step.end() :])
    return None if below is None else [spec.label, *below]


def _inside(spec: Spec, rest: str) -> list[str] | None:
    if not rest:
        return []
    if spec.kind in MAPPINGS:
        return [_key(spec, rest.removeprefix("."))]
    if spec.kind is Kind.RECORD and spec.record:
        return _members(spec.record, rest)
    step = STEP.match(rest)
    if step is None or step[2] is None or spec.kind not in (Kind.ROWS, Kind.LINES):
        return None
    below = _members(spec.record, rest[step.end() :]) if spec.record else []
    return None if below is None else [_row(spec, step[2]), *below]


def _row(spec: Spec, key: str) -> str:
    """A row by its number, or by its topic."""
    if key.isdecimal():
        return f"第{int(key) + 1}{COUNTED.get(spec.record, '行')}"
    return topic_in_words(key)


def _key(spec: Spec, key: str) -> str:
    row = STEP.match(key)
    if row and (row[2] or "").isdecimal():  # as typed on its page: ``establishment_kinds[0].value``
        return _row(spec, row[2])
    labels: dict[str, str] = {term.value: term.label for term in spec.choices} if spec.choices else {}
    return f"{key} {labels[key]}" if key in labels else key


def topic_in_words(topic: str) -> str:
    """A compared figure as people call it: ``official.total`` is “‘三公’经费 合计”; ``fiscal:budget`` names both."""
    name, _, against = topic.partition(":")
    if against:
        return f"{topic_in_words(name)} 与预算比较"
    if topic in WHOLES:
        return WHOLES[topic]
    head, _, tail = topic.partition(".")
    if head == "operating":
        return FIGURES[head]
    if head == "income":
        return f"收入 {INCOME_SUMS.get(tail) or _label(Source, tail)}"
    if head == "official":
        return f"“三公”经费 {FIGURES.get(tail) or _label(OfficialItem, tail)}"
    if head == "purpose":
        budget, _, code = tail.partition(".")
        return f"{BUDGETS.get(budget, budget)} {code} 主要用途"
    if head in BUDGETS:
        return f"{BUDGETS[head]} {FIGURES.get(tail, tail.removeprefix('function.'))}"
    return topic


def _label(vocabulary: type[Term], code: str) -> str:
    return next((term.label for term in vocabulary if term.value == code), code)
