"""Stand-ins for cells that cannot be read, so that the other rows of a table are judged all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.filing import Filing
from budgetportal.disclosure.problems import Problem

DIGITS = {Kind.FUNCTION: 7, Kind.ECONOMIC: 5}
ROW = re.compile(r"(\w+)\[(\d+)\]\.?(\w*)")
ZERO = "0.00"


def mend(filing: type[Filing], raw: Mapping[str, Any], found: Sequence[Problem]) -> dict[str, Any] | None:
    """The typed members with a stand-in row for each that cannot be read; None where no stand-in will do."""
    mended = {name: list(value) if isinstance(value, list) else value for name, value in raw.items()}
    for problem in found:
        step = ROW.match(problem.place)
        spec = specs(filing).get(step[1]) if step else None
        if step is None or spec is None or spec.record is None or not _has_code(spec.record):
            return None
        member, n, name = step[1], int(step[2]), step[3]
        mended[member][n] = _row(specs(spec.record), mended[member][n], n, name)
    return mended


def _has_code(record: type[Any]) -> bool:
    """Whether a row can be told apart by its code alone, and has nothing but plain cells."""
    kinds = {spec.kind for spec in specs(record).values()}
    return bool(kinds & DIGITS.keys()) and kinds <= {*DIGITS, Kind.CHOICE, Kind.AMOUNT}


def _row(wanted: Mapping[str, Spec], row: Mapping[str, Any], n: int, name: str) -> dict[str, Any]:
    """The row with 0.00 for its amount, or, where another cell is at fault, a row of its own that no other equals."""
    if name in wanted and wanted[name].kind is Kind.AMOUNT:
        return {**row, name: ZERO}
    return {key: _stand_in(spec, n) for key, spec in wanted.items()}


def _stand_in(spec: Spec, n: int) -> str:
    if spec.kind in DIGITS:
        return f"{n:0{DIGITS[spec.kind]}d}"
    return ZERO if spec.kind is Kind.AMOUNT else str(next(iter(spec.choices or ())))


def still_said(found: Iterable[Problem], unread: Sequence[Problem]) -> list[Problem]:
    """The problems that do not lie in a row that a stand-in has taken, its amount apart."""
    taken = {problem.place.rpartition(".")[0] for problem in unread if not problem.place.endswith(".amount")}
    return [problem for problem in found if problem.place and problem.place.rpartition(".")[0] not in taken]
