"""政府收支分类科目: the functional and economic codes as in force in one budget year.

Plain data and functions, without Django. The tables stand in ``data/``; ``data/README.md`` says how far to trust them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from budgetportal.classification.versions import FLOOR, LEVELS, Code, Evidence, Span, read_versions

__all__ = [
    "DEPARTMENT",
    "FLOOR",
    "GOVERNMENT",
    "LEVELS",
    "Classification",
    "Code",
    "CodeProblem",
    "Evidence",
    "Span",
    "economic",
    "explain",
    "functional",
    "note",
    "problem_of",
    "same_name",
]

DEPARTMENT = "部门"  # 部门预算支出经济分类, 301-399
GOVERNMENT = "政府"  # 政府预算支出经济分类, 501-599
SUGGESTIONS = 3
PLAIN_BRACKETS = str.maketrans("（）", "()")


@dataclass(frozen=True)
class Classification:
    """One tree as in force in one budget year."""

    title: str  # 支出功能分类, ...
    year: int
    versions: Mapping[str, Sequence[Code]]  # of one code, the preferred last

    @cached_property
    def _current(self) -> dict[str, Code]:
        current: dict[str, Code] = {}
        for code in sorted(self.versions):  # a code comes after the one above it, without which it is not in force
            held = self._holding(code)
            if held and (held[-1].parent is None or held[-1].parent in current):
                current[code] = held[-1]
        return current

    @cached_property
    def _children(self) -> dict[str | None, tuple[Code, ...]]:
        below: defaultdict[str | None, list[Code]] = defaultdict(list)
        for code in self._current.values():
            below[code.parent].append(code)
        return {parent: tuple(codes) for parent, codes in below.items()}

    def _holding(self, code: str) -> list[Code]:
        return [version for version in self.versions.get(code, ()) if version.holds_in(self.year)]

    def find(self, code: str) -> Code | None:
        """Return the preferred version of the year, or None where the code is not in force or not known."""
        return self._current.get(code)

    def names(self, code: str) -> tuple[str, ...]:
        """Return every name accepted in the year, the preferred first."""
        held = self._holding(code) if code in self._current else ()
        return tuple(dict.fromkeys(version.name for version in reversed(held)))

    def years_elsewhere(self, code: str) -> tuple[Span, ...]:
        """Return the first and last years of the versions that do not hold in this year."""
        spans = {
            (version.valid_from_year, version.valid_to_year)
            for version in self.versions.get(code, ())
            if not version.holds_in(self.year)
        }
        return tuple(sorted(spans, key=lambda span: (span[0] or 0, span[1] or 9999)))

    def path(self, code: str) -> tuple[Code, ...]:
        """Return 类, 款 and 项 down to the code; empty where the code is not in force."""
        found = self.find(code)
        if found is None:
            return ()
        return (*(self.path(found.parent) if found.parent else ()), found)

    def classes(self) -> tuple[Code, ...]:
        """Return the 类 in code order."""
        return self._children.get(None, ())

    def children(self, code: str) -> tuple[Code, ...]:
        """Return the codes one level below, in code order."""
        return self._children.get(code, ())

    def codes(self, level: str) -> tuple[Code, ...]:
        """Return all codes of a level (类, 款 or 项) in code order."""
        return tuple(code for code in self._current.values() if code.level == level)


class CodeProblem(StrEnum):
    """Why a code does not stand where it is entered."""

    WRONG_LEVEL = "wrong_level"
    UNKNOWN = "unknown"  # not in the reference, which is no proof that it does not exist
    OTHER_YEARS = "other_years"
    OTHER_NAME = "other_name"


@lru_cache(maxsize=64)
def functional(year: int) -> Classification:
    """Return 支出功能分类 of the budget year."""
    return Classification("支出功能分类", year, _versions("functional", ""))


@lru_cache(maxsize=64)
def economic(year: int, kind: str = DEPARTMENT) -> Classification:
    """Return 支出经济分类 of the budget year: the 部门 tree (301-399) or the 政府 tree (501-599)."""
    return Classification(f"{kind}预算支出经济分类", year, _versions("economic", kind))


@lru_cache(maxsize=8)
def _versions(tree: str, kind: str) -> Mapping[str, Sequence[Code]]:
    return read_versions(tree, kind)


def same_name(one: str, other: str) -> bool:
    """Compare names without regard to the width of brackets and to blanks and line breaks, as they are printed."""
    return _plain(one) == _plain(other)


def problem_of(classification: Classification, code: str, level: str, name: str | None = None) -> CodeProblem | None:
    """Say what is wrong with a code (and, where given, its name) that should be of the level in the year."""
    if LEVELS.get(len(code)) != level or not (code.isascii() and code.isdigit()):
        return CodeProblem.WRONG_LEVEL
    if classification.find(code) is None:
        return CodeProblem.OTHER_YEARS if classification.years_elsewhere(code) else CodeProblem.UNKNOWN
    if name is not None and not any(same_name(name, official) for official in classification.names(code)):
        return CodeProblem.OTHER_NAME
    return None


def explain(classification: Classification, code: str, level: str, name: str | None = None) -> str | None:
    """Return the sentence for a person about `problem_of`, or None where there is no problem."""
    match problem_of(classification, code, level, name):
        case CodeProblem.WRONG_LEVEL:
            return _explain_level(classification, code, level)
        case CodeProblem.UNKNOWN:
            return _explain_unknown(classification, code, level)
        case CodeProblem.OTHER_YEARS:
            return _explain_years(classification, code, level)
        case CodeProblem.OTHER_NAME:
            return _explain_name(classification, code, level, name or "")
        case None:
            return None


def note(classification: Classification, code: str) -> str | None:
    """Return a reservation about a code in force that no official or published text backs."""
    found = classification.find(code)
    if found is None or found.evidence is not Evidence.UNVERIFIED:
        return None
    return f"“{code} {found.name}”：该科目未经官方文本核实。"


def _explain_level(classification: Classification, code: str, level: str) -> str:
    wanted = f"这里要填{level}级科目，{_digits(level)} 位数字"
    found = classification.find(code)
    if found is None:
        return f"“{code}”不是{level}级科目编码。{wanted}。"
    examples = _suggest("，例如 ", _below(found, classification, level))
    return f"“{code} {found.name}”是{found.level}级科目。{wanted}{examples}。"


def _explain_unknown(classification: Classification, code: str, level: str) -> str:
    return (
        f"“{code}”不在 {classification.year} 年{classification.title}科目表中"
        f"{_suggest('。相近的科目：', _nearest(classification, code, level))}。"
        "核对编码；确有此科目的，由财政部门补入科目表。"
    )


def _explain_years(classification: Classification, code: str, level: str) -> str:
    name = classification.versions[code][-1].name
    spans = "、".join(_span_text(span) for span in classification.years_elsewhere(code))
    return (
        f"“{code} {name}”只用于 {spans}，{classification.year} 年不用"
        f"{_suggest('。相近的科目：', _nearest(classification, code, level))}。核对编码和年度。"
    )


def _explain_name(classification: Classification, code: str, level: str, name: str) -> str:
    official = "”或“".join(classification.names(code))
    namesakes = [other for other in classification.codes(level) if same_name(other.name, name)]
    nearest = _by_distance(namesakes, code)[:SUGGESTIONS]
    return (
        f"“{code}”在 {classification.year} 年的科目名称是“{official}”，填写的是“{name}”"
        f"{_suggest('。这个名称的科目：', nearest)}。改正编码或名称。"
    )


def _below(found: Code, classification: Classification, level: str) -> list[Code]:
    return [code for code in classification.codes(level) if code.code.startswith(found.code)][:SUGGESTIONS]


def _nearest(classification: Classification, code: str, level: str) -> list[Code]:
    """Return the codes of the level that look most alike, within the nearest known ancestor."""
    for length in (5, 3, 0):
        kin = [other for other in classification.codes(level) if other.code.startswith(code[:length])]
        if length < len(code) and kin:
            return _by_distance(kin, code)[:SUGGESTIONS]
    return []


def _by_distance(codes: Iterable[Code], code: str) -> list[Code]:
    def distance(other: Code) -> tuple[int, int]:
        return sum(a != b for a, b in zip(other.code, code, strict=False)), abs(int(other.code) - int(code))

    return sorted(codes, key=distance)


def _suggest(lead: str, codes: Sequence[Code]) -> str:
    return lead + "、".join(f"{code.code} {code.name}" for code in codes) if codes else ""


def _digits(level: str) -> int:
    return next(length for length, name in LEVELS.items() if name == level)


def _span_text(span: Span) -> str:
    first, last = span
    if last is None:
        return f"{first} 年及以后"
    return f"{last} 年及以前" if first in (None, FLOOR) else f"{first} 至 {last} 年"


def _plain(name: str) -> str:
    return "".join(name.translate(PLAIN_BRACKETS).split())
