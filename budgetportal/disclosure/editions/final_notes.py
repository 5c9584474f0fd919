"""The notes under the tables of final accounts: the prescribed one, and what is known in total only."""

from __future__ import annotations

from collections.abc import Callable

from budgetportal.disclosure.editions.final_selections import received
from budgetportal.disclosure.final_facts import CLOSING, OPENING
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.tables import Form
from budgetportal.disclosure.terms import FinalSource, Term


def form(
    key: str, number: int, title: str, content: str, caveat: Callable[[Scene], str] | None = None, *, wide: bool = False
) -> Form:
    """A form with its prescribed note (注：本表反映部门本年度…)."""
    note = f"注：本表反映{{scope}}本年度{content}"
    return Form(
        key=f"final_{key}",
        number=f"公开{number:02}表",
        title=title,
        empty=note + "本年度没有数据，{title}为空表。",
        numbered=False,
        wide=wide,
        organization="编制单位",
        note=note,
        caveat=caveat,
        zeros=True,
    )


def without_functions(*sources: Term) -> Callable[[Scene], str]:
    """What is said where income, or some of it, is known in total only."""

    def caveat(scene: Scene) -> str:
        functions = [fact.code for fact in scene.facts.select(received(*sources))]
        if all(functions):
            return ""
        if any(functions):
            return "部分收入未按功能分类科目填报，只列入合计数。"
        return "收入未按功能分类科目填报，只列合计数。"

    return caveat


def balances_in_total(source: FinalSource) -> Callable[[Scene], str]:
    """What is said where a fund table has balances, which are entered in total only, and the income caveat."""
    of_income = without_functions(source)

    def caveat(scene: Scene) -> str:
        entered = any(scene.facts.total(received(source, table=table)) for table in (OPENING, CLOSING))
        return ("结转和结余只列合计数。" if entered else "") + of_income(scene)

    return caveat


def without_amounts(scene: Scene) -> str:
    """What is said where the items of basic expenditure are known by name only."""
    return "基本支出未按经济分类科目填报金额，只列科目名称和合计数。" if scene.final.basic_items else ""
