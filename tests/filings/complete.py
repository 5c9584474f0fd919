"""Filings of every kind with every member filled in, made from the fields' own description."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from budgetportal.disclosure.fields import Kind, Spec, specs
from budgetportal.disclosure.filing import FORMAT
from budgetportal.disclosure.kinds import FILINGS
from budgetportal.disclosure.terms import AmountUnit, DisclosureKind, Scope

ROWS = 2
Record = TypeVar("Record")
FIXED: Mapping[str, Any] = {  # members whose value must be one of few
    "format": FORMAT,
    "fiscal_year": 2023,
    "amount_unit": AmountUnit.WAN,
    "scope": Scope.UNIT,
    "code": "650100-complete",
    "region": "650100",
    "value": "12.5",
    "against": None,  # last year: of the topics below none is held against the budget
}
EDITIONS: Mapping[DisclosureKind, str] = {
    DisclosureKind.BUDGET: "xinjiang-budget-2023",
    DisclosureKind.FINAL: "xinjiang-final-2023",
    DisclosureKind.SELF_EVALUATION: "xinjiang-self-evaluation-2023",
}
TOPICS = ("general.function.2010301", "general.function.2010302")
CODES = {Kind.FUNCTION: ("2010301", "2010302"), Kind.ECONOMIC: ("30101", "30102")}


def complete_filing(kind: DisclosureKind) -> Any:
    """A filing of a kind in which nothing is left out."""
    return complete(FILINGS[kind], 0, {"edition": EDITIONS[kind], "parent": None})


def complete(record: type[Record], n: int, given: Mapping[str, Any]) -> Record:
    """A record with all its members, of the ``n``-th row."""
    members = {}
    for name, spec in specs(record).items():
        members[name] = given[name] if name in given else FIXED[name] if name in FIXED else _value(spec, n)
    return record(**members)


def _value(spec: Spec, n: int) -> Any:
    if spec.kind is Kind.RECORD and spec.record is not None:
        return complete(spec.record, n, {"parent": None})
    if spec.kind is Kind.ROWS and spec.record is not None:
        return tuple(complete(spec.record, row, {"parent": None}) for row in range(ROWS))
    if spec.choices is not None:
        terms = list(spec.choices)
        if spec.kind is Kind.AMOUNTS:
            return {term: Decimal(f"{row}.25") for row, term in enumerate(terms[:ROWS], 1)}
        return terms[n % len(terms)]
    if spec.kind in CODES:
        return CODES[spec.kind][n % ROWS]
    return _plain(spec, n)


def _plain(spec: Spec, n: int) -> Any:
    if spec.kind is Kind.LINES:
        return CODES[Kind.ECONOMIC] if "编码" in spec.hint else (f"{spec.label}一，{n}", f"{spec.label}二")
    if spec.kind in (Kind.AMOUNT, Kind.WAN):
        return Decimal(f"-{n + 1}.50") if "调整" in spec.label else Decimal(f"{n + 1}.50")
    return PLAIN[spec.kind](n) if spec.kind in PLAIN else f"{spec.label} {n}"


PLAIN: Mapping[Kind, Callable[[int], Any]] = {
    Kind.DECIMAL: lambda _: Decimal("13.330"),
    Kind.COUNT: lambda n: n + 1,
    Kind.CHANGE: lambda n: -1 - n,
    Kind.FLAG: lambda _: False,
    Kind.DATE: lambda n: datetime.date(2024, 3, 1 + n),
    Kind.COUNTS: lambda _: {"行政编制": 3, "事业编制": 8},
    Kind.TEXTS: lambda _: {"income.total": "自行表述的一段。"},
    Kind.PATTERN: lambda n: TOPICS[n % ROWS],
}
