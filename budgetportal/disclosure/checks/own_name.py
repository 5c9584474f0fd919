"""The unit's own name as it is written in the texts (own rule W9)."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule

SHORTEST = 6  # characters of a name that is looked for
HEAD, TAIL = 2, 1  # of its beginning and end that have to be right


@rule("W9", Severity.WARNING, "本单位名称书写正确", "自有规则；已公开文本中的常见错误")
def misspelt_name(case: Case) -> Iterator[Fault]:
    """No text has the unit's name with one character wrong, missing or too many."""
    name = case.entered.unit.name
    if len(name) < SHORTEST:
        return
    for text, places in case.texts.items():
        for found in dict.fromkeys(near_names(text, name)):
            message = f"文字里写作“{found}”，单位名称是“{name}”；核对是否写错"
            yield from (Fault(place, message, name, found) for place in places)


def near_names(text: str, name: str) -> Iterator[str]:
    """What stands in a text for the name and is not it: one character other, missing or doubled, its ends right."""
    masked = text.replace(name, "\n" * len(name))
    start = masked.find(name[:HEAD])
    while start >= 0:
        found = next((part for part in _parts(masked, start, len(name)) if is_near(part, name)), None)
        if found:
            yield found
        start = masked.find(name[:HEAD], start + 1)


def _parts(text: str, start: int, length: int) -> Iterator[str]:
    return (text[start : start + length + more] for more in (0, 1, -1))


def is_near(part: str, name: str) -> bool:
    """Whether one change makes the name of the part; what lies before and after the change is the name's."""
    if part == name or not part.endswith(name[-TAIL:]) or abs(len(part) - len(name)) > 1:
        return False
    before = next((n for n, (a, b) in enumerate(zip(part, name, strict=False)) if a != b), min(len(part), len(name)))
    if len(part) == len(name):
        return part[before + 1 :] == name[before + 1 :]
    longer, shorter = (part, name) if len(part) > len(name) else (name, part)
    return longer[before + 1 :] == shorter[before:]


@rule("W11", Severity.WARNING, "绩效目标表中的项目名称与项目名称一致", "checks.md B23、B38")
def misspelt_title(case: Case) -> Iterator[Fault]:
    """A project's other name in 绩效目标表 is no slip of its name: one character other, missing or too many."""
    filing = case.entered
    named = [
        (f"projects[{n}].performance.title", one.performance.title, one.name)
        for n, one in enumerate(getattr(filing, "projects", ()))
        if getattr(one, "performance", None) and one.performance.title
    ]
    if not named:
        raise NothingToCheck("没有另填绩效目标表中的项目名称")
    for place, title, name in named:
        if len(name) >= SHORTEST and title != name and is_near(title, name):
            yield Fault(place, f"绩效目标表中写作“{title}”，项目名称是“{name}”；核对是否写错", name, title)


RULES = (misspelt_name,)
BUDGET_RULES = (misspelt_title,)
