"""Workbooks of published tables, made by the portal's own renderer from one of its example filings."""

from __future__ import annotations

import functools
from pathlib import Path

from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.codec import read_filing
from budgetportal.disclosure.editions import compose
from budgetportal.rendering.stamp import Stamp
from budgetportal.rendering.xlsx import xlsx
from budgetportal.units.models import Unit

DEMO = Path(__file__).resolve().parents[2] / "budgetportal" / "publishing" / "demo" / "city-service-centre.json"
STAMP = Stamp(sha256="0" * 64, sm3="0" * 64, version=1)


@functools.cache
def demo() -> BudgetFiling:
    filing, problems = read_filing(DEMO.read_bytes())
    assert isinstance(filing, BudgetFiling), problems
    return filing


def published_book(filing: BudgetFiling) -> bytes:
    return xlsx(compose(filing), STAMP)


def unit_of_demo() -> Unit:
    facts = demo().unit
    above = None
    if facts.parent:
        above = Unit.objects.create(code=facts.parent, name="示例上级", scope="department", region=facts.region)
    return Unit.objects.create(
        code=facts.code,
        name=facts.name,
        scope=facts.scope,
        region=facts.region,
        parent=above,
        authority=facts.authority or "",
        self_name=facts.self_name or "",
    )


def read_tables(filing: BudgetFiling) -> dict[str, list[list[str]]]:
    """The tables of accounts of a filing as they print."""
    return {
        table.key: [[cell.text for cell in row.cells] for row in table.rows]
        for table in compose(filing).tables()
        if table.number
    }
