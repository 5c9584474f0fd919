"""Paragraphs that a unit words itself: their figures are still those of the tables (contract, ``wording``)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule

NUMBER = re.compile(r"\d+(?:\.\d+)?")
FIGURE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|[%％])")


@rule("C4", Severity.WARNING, "自行表述的段落里的数字与公开表一致", "填报契约 wording；checks.md B24 至 B33")
def own_words(case: Case) -> Iterator[Fault]:
    """Every amount and share of a replaced paragraph is one that the document prints without it."""
    filing = case.scene.filing
    if not isinstance(filing, BudgetFiling) or not filing.wording:
        raise NothingToCheck("没有自行表述的段落")
    printed = set(_numbers(case.edition.build(dataclasses.replace(filing, wording={}))))
    for key, text in filing.wording.items():
        for said in FIGURE.finditer(text):
            if Decimal(said["number"].replace(",", "")) not in printed:
                message = f"自行表述的段落写“{said[0]}”，公开表和其他段落里没有这个数；核对后改正，或说明出处"
                yield Fault(f"wording.{key}", message, None, said["number"])


def _numbers(value: object) -> Iterator[Decimal]:
    """The numbers of every text in a document."""
    if isinstance(value, str):
        yield from map(Decimal, NUMBER.findall(value))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _numbers(one)
    elif dataclasses.is_dataclass(value):
        yield from _numbers([*map(partial(getattr, value), (field.name for field in dataclasses.fields(value)))])


RULES = (own_words,)
