"""What published tables tell of a filing, put into one that is there already; and what they cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from budgetportal.disclosure.amounts import printed, total
from budgetportal.disclosure.budget import BudgetFiling, Project
from budgetportal.disclosure.editions import EDITIONS
from budgetportal.disclosure.fields import is_empty, specs
from budgetportal.disclosure.terms import Category

TOLD = ("income", "expenditure", "basic_by_economic", "projects", "official_expenses")
UNTOLD = ("profile", "comparisons", "unit_performance", "procurement", "assets")
Named = tuple[str, str]


def joined(stored: BudgetFiling, told: BudgetFiling) -> BudgetFiling:
    """The stored filing with the rows that the tables tell; its texts, targets and unlisted projects stay."""
    rows = {name: getattr(told, name) for name in TOLD}
    return replace(stored, **(rows | {"projects": tuple(_projects(stored, told))}))


def _projects(stored: BudgetFiling, told: BudgetFiling) -> Iterator[Project]:
    """The projects of the tables, each with what was written of it before; then those that no table lists."""
    listed = EDITIONS[told.edition].named_sources
    before: dict[Named, list[Project]] = {}
    for project in stored.projects:
        before.setdefault(_named(project), []).append(project)
    for project in told.projects:
        known = before.get(_named(project))
        yield _with_money(known.pop(0), project) if known else project
    yield from (one for rest in before.values() for one in rest if one.source not in listed)


def _named(project: Project) -> Named:
    return project.name, project.function


def _with_money(known: Project, told: Project) -> Project:
    return replace(known, source=told.source, amounts=told.amounts, amount=told.amount)


def remaining(filing: BudgetFiling) -> list[str]:
    """What is still to be filled in or looked at in a filing that was made of published tables."""
    return list(_remaining(filing))


def _remaining(filing: BudgetFiling) -> Iterator[str]:
    yield "收入、支出按资金来源和类别的拆分：公开表只列合计的已取最简单的一种，逐行核对"
    spent = total(row.amount for row in filing.expenditure if row.category is Category.PROJECT)
    listed = total(money for one in filing.projects for money in (*one.amounts.values(), one.amount) if money)
    if spent > listed:
        gap = f"{printed(spent - listed)} {filing.amount_unit.label}"
        yield f"其他资金的项目：项目支出 {printed(spent)}，各项目合计 {printed(listed)}，还有 {gap}没有列出项目"
    bare = sum(one.performance is None for one in filing.projects)
    if bare:
        yield f"{bare} 个项目的政策依据、承担单位等说明和绩效目标"
    lacking = [specs(BudgetFiling)[name].label for name in UNTOLD if is_empty(getattr(filing, name))]
    if lacking:
        yield f"公开表没有的内容：{'、'.join(lacking)}"
    yield "“情况说明”中的增减原因和主要用途，批复文号和公开日期"
