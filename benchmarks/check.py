"""``python -m benchmarks.check [ROUNDS]``: checking the largest filing against rendering one page of it, in one run.

The filing has 60 functions and 300 projects with targets. What a person waits for is measured in turn: all findings of
it as it stands, of it with one wrong amount, and one page of its PDF, with its first table. Goal: checking takes less
than rendering.
"""

from __future__ import annotations

import dataclasses
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from statistics import median
from typing import Any

from budgetportal.disclosure.budget import BudgetFiling, ExpenditureRow, IncomeRow
from budgetportal.disclosure.checks import check
from budgetportal.disclosure.checks.findings import Severity
from budgetportal.disclosure.document import Document, Table
from budgetportal.disclosure.editions import compose
from budgetportal.disclosure.filing import Target
from budgetportal.disclosure.terms import Category, Operator, Source
from budgetportal.rendering import pdf
from budgetportal.rendering.characters import missing_in
from tests.disclosure.examples import basic, filing, indicator, performance, project
from tests.disclosure.strategies import functions_of
from tests.rendering.sample import STAMP

FUNCTIONS, PROJECTS = 60, 5  # and projects of a function
KINDS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("成本指标", "经济成本指标"), ("效益指标", "社会效益指标"))


def largest() -> BudgetFiling:
    """60 functions of the general budget with 300 projects, each with the targets of a usual one."""
    functions = functions_of(2024)[:FUNCTIONS]
    money = Decimal("10.00")
    kinds = ((Category.PERSONNEL, money), (Category.PUBLIC, money), (Category.PROJECT, money * PROJECTS))
    return filing(
        income=tuple(
            IncomeRow(function=one, source=Source.GENERAL, amount=sum(size for _, size in kinds)) for one in functions
        ),
        expenditure=tuple(
            ExpenditureRow(function=one, source=Source.GENERAL, category=category, amount=size)
            for one in functions
            for category, size in kinds
        ),
        basic_by_economic=(basic("600.00"), basic("600.00", "30201", Category.PUBLIC)),
        projects=tuple(_project(n, functions[n % FUNCTIONS]) for n in range(FUNCTIONS * PROJECTS)),
    )


def _project(n: int, function: str) -> Any:
    rows = tuple(
        indicator(
            level1=one,
            level2=two,
            level3=f"第{n + 1}个项目的{two}",
            target=Target(op=Operator.AT_LEAST, value="95", unit="%"),
            weight=Decimal("22.5"),
            basis="年度工作计划",
            scoring="按完成比例赋分",
        )
        for one, two in KINDS
    )
    goals = performance("10.00", indicators=rows)
    return project(
        f"第{n + 1}个项目的运行保障经费",
        function=function,
        amounts={"302": "7.00", "310": "3.00"},
        policy_basis="按照年度服务计划设立",
        allocation="办公费7万元，设备购置3万元",
        performance=goals,
    )


def one_page(whole: Document) -> Callable[[], int]:
    """Make the page of the first table of the document."""
    part, table = next((part, one) for part in whole.parts for one in part.blocks if isinstance(one, Table))
    page = dataclasses.replace(whole, parts=(dataclasses.replace(part, blocks=(table,)),), charts=())
    pdf.prepare()
    return lambda: len(pdf.pdf(page, STAMP))


def timed(work: Callable[[], Any]) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Print the medians and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    whole = largest()
    rows = (dataclasses.replace(whole.income[0], amount=Decimal("70.01")), *whole.income[1:])
    wrong = dataclasses.replace(whole, income=rows)
    severe = {one.severity for one in check(whole)} - {Severity.NOT_CHECKED, Severity.HINT}
    assert not severe, severe
    page = one_page(compose(whole))
    works = [lambda: check(whole, unprintable=missing_in), lambda: check(wrong, unprintable=missing_in), page]
    [work() for work in works]  # warm
    times = [[timed(work) for work in works] for _ in range(rounds)]
    sound, broken, rendered = (median(column) for column in zip(*times, strict=True))
    print(f"{FUNCTIONS} functions, {len(whole.projects)} projects, {page() // 1024} kB of one page")
    print(f"check {sound * 1e3:.0f} ms, with a wrong amount {broken * 1e3:.0f} ms, one page {rendered * 1e3:.0f} ms")
    print(f"check to page: {sound / rendered:.2f}, with a wrong amount {broken / rendered:.2f} (goal < 1)")


if __name__ == "__main__":
    main()
