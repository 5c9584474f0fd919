"""The reference tables: reading, the supplement of a finance bureau, and which version is preferred."""

import csv
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DATA = Path(__file__).parent / "data"
SUPPLEMENT_VARIABLE = "CLASSIFICATION_SUPPLEMENT"
FLOOR = 2018  # the tables begin here: what holds in 2018 may be older
LEVELS: Mapping[int, str] = {3: "类", 5: "款", 7: "项"}
REQUIRED = ("code", "name", "valid_from_year", "valid_to_year")
TREES: Mapping[str, tuple[str, str]] = {"2": ("functional", ""), "3": ("economic", "部门"), "5": ("economic", "政府")}

Span = tuple[int | None, int | None]


class SupplementError(ValueError):
    """The supplement cannot be read; the message says in Chinese which line and what to do."""


class Evidence(StrEnum):
    """What stands behind a row of the reference."""

    PUBLISHED = "published"  # a published disclosure or notice
    OLDER_TABLE = "older_table"  # only an older code table
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Code:
    """One version of a code: its name and the budget years in which it holds, both ends included."""

    code: str
    name: str
    level: str  # 类, 款 or 项
    parent: str | None
    valid_from_year: int | None  # None: the first year is not known
    valid_to_year: int | None  # None: in force, or the end is not known
    evidence: Evidence
    fund_kinds: frozenset[str] = frozenset()  # functional: 一般公共预算, 政府性基金预算, ...

    def holds_in(self, year: int) -> bool:
        """Whether the version is in force in the budget year."""
        year = max(year, FLOOR)
        return (self.valid_from_year or year) <= year <= (self.valid_to_year or year)


def read_versions(tree: str, kind: str) -> Mapping[str, Sequence[Code]]:
    """Return the versions of each code of a tree (functional, economic), of one kind, the preferred last."""
    supplement = [code for code in read_supplement() if TREES[code.code[0]] == (tree, kind)]
    replaced = {(code.code, code.valid_from_year) for code in supplement}
    reference = [code for code in read_reference(tree, kind) if (code.code, code.valid_from_year) not in replaced]
    versions: defaultdict[str, list[Code]] = defaultdict(list)
    for code in [*sorted(reference, key=preference), *sorted(supplement, key=preference)]:
        versions[code.code].append(code)
    check_parents(supplement, versions)
    return versions


def preference(code: Code) -> tuple[bool, bool, int]:
    """Order versions of one year: a closed period is surest, then the current name, which has no first year."""
    return code.valid_to_year is not None, code.valid_from_year is None, code.valid_from_year or 0


def read_reference(tree: str, kind: str) -> list[Code]:
    """Read the project's own table."""
    with (DATA / f"{tree}.csv").open(encoding="utf-8", newline="") as file:
        return [parse(row) for row in csv.DictReader(file) if row.get("kind", "") == kind]


def read_supplement() -> list[Code]:
    """Read the file that CLASSIFICATION_SUPPLEMENT names; nothing where it is not set."""
    name = os.environ.get(SUPPLEMENT_VARIABLE)
    if not name:
        return []
    try:
        with Path(name).open(encoding="utf-8-sig", newline="") as file:
            return list(parse_supplement(csv.DictReader(file)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SupplementError(f"补充科目表 {name} 读不出来：{error}。核对路径和文件编码（UTF-8）。") from error


def parse_supplement(rows: "csv.DictReader[str]") -> Iterable[Code]:
    """Check and read the rows of a supplement; level and parent follow from the code."""
    missing = [column for column in REQUIRED if column not in (rows.fieldnames or ())]
    if missing:
        raise SupplementError(f"补充科目表缺少列 {'、'.join(missing)}。第一行写列名，与 data/functional.csv 相同。")
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        try:
            code = parse(row)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SupplementError(f"补充科目表第 {rows.line_num} 行读不出来：{error}。") from error
        key = row["code"], row["name"], row["valid_from_year"]
        if key in seen:
            raise SupplementError(f"补充科目表第 {rows.line_num} 行与前面的行重复：{code.code} {code.name}。删去一行。")
        seen.add(key)
        yield code


def check_parents(supplement: Iterable[Code], versions: Mapping[str, Sequence[Code]]) -> None:
    """Refuse a supplement whose codes hang in the air."""
    for code in supplement:
        if code.parent is not None and code.parent not in versions:
            raise SupplementError(f"补充科目 {code.code} {code.name} 的上级科目 {code.parent} 不存在。先补入上级科目。")


def parse(row: Mapping[str, str]) -> Code:
    """Read one row; ValueError says what is wrong with it."""
    code, name = row["code"].strip(), row["name"].strip()
    if len(code) not in LEVELS or not (code.isascii() and code.isdigit()) or code[0] not in TREES:
        raise ValueError(f"编码“{code}”应是以 2、3 或 5 开头的 3、5 或 7 位数字")
    if not name:
        raise ValueError(f"编码 {code} 没有名称")
    return Code(
        code=code,
        name=name,
        level=LEVELS[len(code)],
        parent=code[:-2] if len(code) > 3 else None,
        valid_from_year=_year(row["valid_from_year"]),
        valid_to_year=_year(row["valid_to_year"]),
        evidence=Evidence(row.get("evidence") or Evidence.PUBLISHED),
        fund_kinds=frozenset(filter(None, (row.get("fund_kind") or "").split("/"))),
    )


def _year(text: str) -> int | None:
    text = text.strip()
    if text and not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValueError(f"年份“{text}”应是四位数字，或留空")
    return int(text) if text else None
