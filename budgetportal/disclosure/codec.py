"""The filing as JSON: reading with every problem collected, writing in the canonical form.

Canonical form (contract, "The filing"): keys in the contract's order, rows in entry order, null and empty members left
out, UTF-8, 2-space indent, one newline at the end. Reading and writing a canonical file gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from budgetportal.disclosure.fields import MAPPINGS, Kind, Spec, is_default, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.kinds import FILINGS, kind_of_edition
from budgetportal.disclosure.problems import Problem
from budgetportal.disclosure.values import READERS, Unreadable, amount_of, line_of, quoted, text_of, whole_of, written

LARGEST = 5_000_000  # bytes of a filing file; the largest real one has 35,000
MOST_ROWS = 5_000  # rows of one entry table
Record = TypeVar("Record")


class _Absent:
    """Stands for a member that could not be read, so that reading goes on."""


ABSENT = _Absent()


# ------------------------------------------------------------------------------------------------ reading


def read_filing(data: bytes) -> tuple[Filing | None, list[Problem]]:
    """The filing in a JSON file, or None, and every problem of its form."""
    raw, problems = parse(data)
    return (None, problems) if problems else read_record(_class_of(raw), raw)


def _class_of(raw: Any) -> type[Filing]:
    """The class of filing that the JSON value is to be read as, by its edition."""
    return FILINGS[kind_of_edition(raw.get("edition") if isinstance(raw, Mapping) else None)]


def parse(data: bytes) -> tuple[Any, list[Problem]]:
    """The JSON value in ``data``; a member named twice is a problem, for one of the two would be lost."""
    if len(data) > LARGEST:
        return None, [Problem("", f"文件有 {len(data) / 1e6:.1f} MB，最大 {LARGEST // 10**6} MB；检查是否选错了文件")]
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse), []
    except UnicodeDecodeError:
        return None, [Problem("", "文件不是 UTF-8 编码；另存为 UTF-8 后再导入")]
    except Unreadable as error:
        return None, [Problem("", str(error))]
    except RecursionError:
        return None, [Problem("", "文件的括号嵌套太深，不是填报文件")]
    except ValueError as error:
        line = getattr(error, "lineno", "?")
        return None, [Problem("", f"文件第 {line} 行不符合 JSON 格式；检查该行的引号、逗号和括号")]


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"成员 {quoted(twice)} 在同一处写了两次；删去一个")
    return members


def _refuse(constant: str) -> Any:
    raise Unreadable(f"文件里有 {constant}，不是数字；改为金额文本或删去")


def read_record(record: type[Record], raw: Any, place: str = "") -> tuple[Record | None, list[Problem]]:
    """One record from its JSON members (or from the fields of a form), and every problem in it."""
    problems: list[Problem] = []
    found = _record(record, raw, place, problems)
    return (None if problems else found), problems


def read_rows(record: type[Record], raw: Any, place: str, label: str) -> tuple[tuple[Record, ...], list[Problem]]:
    """The rows of one entry table, and every problem in them."""
    problems: list[Problem] = []
    spec = Spec(label, Kind.ROWS, record=record)
    rows = _rows(raw, spec, place, problems)
    return (() if problems else rows), problems


def _record(record: type[Any], raw: Any, place: str, problems: list[Problem]) -> Any:
    if not isinstance(raw, Mapping):
        problems.append(Problem(place, f"这里要写成花括号里的成员，现在是 {quoted(raw)}"))
        return ABSENT
    known = specs(record)
    problems += (
        Problem(join(place, name), f"没有 {quoted(name)} 这个成员；核对拼写，可用的有：{'、'.join(known)}")
        for name in raw if name not in known
    )  # fmt: skip
    members = {name: _member(raw.get(name), spec, join(place, name), problems) for name, spec in known.items()}
    if any(value is ABSENT for value in members.values()):
        return ABSENT
    return record(**{name: value for name, value in members.items() if value is not None})


def _member(raw: Any, spec: Spec, place: str, problems: list[Problem]) -> Any:
    """A member's value, None where it is left out, ABSENT where it is missing or cannot be read."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        if not spec.required:
            return None
        message = f"“{spec.label}”没有填；补上{'：' + spec.hint if spec.hint else ''}"
        problems.append(Problem(place, message, missing=True))
        return ABSENT
    try:
        return _value(raw, spec, place, problems)
    except Unreadable as error:
        problems.append(Problem(place, str(error), "K2" if spec.kind in (Kind.FUNCTION, Kind.ECONOMIC) else "E0"))
        return ABSENT


def _value(raw: Any, spec: Spec, place: str, problems: list[Problem]) -> Any:
    if spec.kind is Kind.RECORD:
        return _record(_described(spec), raw, place, problems)
    if spec.kind is Kind.ROWS:
        return _rows(raw, spec, place, problems)
    if spec.kind is Kind.LINES:
        return tuple(_each(raw, spec, partial(line_of, spec=spec), place, problems))
    if spec.kind in MAPPINGS:
        return _mapping(raw, spec, place, problems)
    return READERS[spec.kind](raw, spec)


def _described(spec: Spec) -> type[Any]:
    if spec.record is None:
        raise TypeError(f"{spec.label}: a record without its class")
    return spec.record


def _listed(raw: Any, spec: Spec) -> list[Any]:
    if not isinstance(raw, (list, tuple)):
        raise Unreadable(f"“{spec.label}”要写成方括号里的列表，现在是 {quoted(raw)}")
    if len(raw) > MOST_ROWS:
        raise Unreadable(f"“{spec.label}”有 {len(raw)} 行，最多 {MOST_ROWS} 行；检查是否粘贴了多余的行")
    return list(raw)


def _each(raw: Any, spec: Spec, read: Any, place: str, problems: list[Problem]) -> Iterable[Any]:
    for n, item in enumerate(_listed(raw, spec)):
        try:
            yield read(item)
        except Unreadable as error:
            problems.append(Problem(f"{place}[{n}]", str(error)))


def _rows(raw: Any, spec: Spec, place: str, problems: list[Problem]) -> tuple[Any, ...]:
    record = _described(spec)
    return tuple(_record(record, item, f"{place}[{n}]", problems) for n, item in enumerate(_listed(raw, spec)))


def _mapping(raw: Any, spec: Spec, place: str, problems: list[Problem]) -> dict[Any, Any]:
    if not isinstance(raw, Mapping):
        raise Unreadable(f"“{spec.label}”要写成花括号里的成员，现在是 {quoted(raw)}")
    found: dict[Any, Any] = {}
    for name, value in raw.items():
        try:
            key = _key(name, spec, found)
            found[key] = _entry(value, spec)
        except Unreadable as error:
            problems.append(Problem(join(place, name), str(error)))
    return dict(sorted(found.items())) if spec.kind is Kind.AMOUNTS else found


def _key(raw: str, spec: Spec, found: Mapping[Any, Any]) -> Any:
    key = line_of(raw, spec)
    if not key:
        raise Unreadable(f"“{spec.label}”里有一项没有名称；补上名称，或删去这一项")
    if spec.choices is not None:
        key = READERS[Kind.CHOICE](raw, Spec(f"{spec.label}的类", Kind.CHOICE, choices=spec.choices))
    if key in found:
        raise Unreadable(f"“{spec.label}”里 {quoted(key)} 写了两次；删去一个")
    return key


def _entry(raw: Any, spec: Spec) -> Any:
    reader = {Kind.AMOUNTS: amount_of, Kind.COUNTS: whole_of, Kind.TEXTS: text_of}[spec.kind]
    return reader(raw, spec)


def join(place: str, name: str) -> str:
    """The place of a member inside a place."""
    return f"{place}.{name}" if place else name


# ------------------------------------------------------------------------------------------------ writing


def write_filing(filing: Filing) -> bytes:
    """The canonical form."""
    return (json.dumps(plain(filing), ensure_ascii=False, indent=2) + "\n").encode()


def plain(record: Any) -> dict[str, Any]:
    """A record as plain JSON members in the contract's order, empty ones left out."""
    return {
        name: _plain(getattr(record, name), spec)
        for name, spec in specs(type(record)).items()
        if not is_default(record, name)
    }


def _plain(value: Any, spec: Spec) -> Any:
    if spec.kind is Kind.RECORD:
        return plain(value)
    if spec.kind is Kind.ROWS:
        return [plain(row) for row in value]
    if spec.kind is Kind.LINES:
        return list(value)
    if spec.kind in MAPPINGS:
        return {str(key): written(item) for key, item in value.items()}
    return written(value)
