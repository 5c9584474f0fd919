"""What a self-evaluation report says of the unit: execution and adjustment of its budget, its staff."""

from __future__ import annotations

from decimal import Decimal

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import percentage, printed
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.groups import members
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.self_evaluation import ExecutedBudget
from budgetportal.disclosure.sentence_parts import Part


def execution_rate(spent: str, budget: str, lead: str) -> Part:
    """``，预算执行率为97.95%`` of two members of the budget; nothing where there was no money to spend."""

    def words(scene: Scene) -> Figure:
        amounts: ExecutedBudget | None = scene.evaluation.budget
        rate = scores.execution_rate(getattr(amounts, spent), getattr(amounts, budget)) if amounts else None
        return _rate(lead, rate, spent, budget)

    return words


def adjustment_rate(scene: Scene) -> Figure:
    """``，预算调整率11.67%``: |adjustment| ÷ initial (rule S1)."""
    budget = scene.evaluation.budget
    rate = percentage(abs(budget.adjustment), budget.initial) if budget else None
    return _rate("，预算调整率", rate, "adjustment", "initial")


def _rate(lead: str, rate: Decimal | None, *names: str) -> Figure:
    return Figure("" if rate is None else f"{lead}{printed(rate)}%", members("budget", *names))


def adjustment(scene: Scene) -> Figure:
    """``年中调减数-24.81万元，调减后全年预算数187.84万元``."""
    budget = scene.evaluation.budget
    if budget is None:
        return Figure("")
    places = ("budget.adjustment", "budget.final")
    if not budget.adjustment:
        return Figure(f"年中未调整，全年预算数{printed(budget.final)}万元", places)
    turn = "调减" if budget.adjustment < 0 else "调增"
    said = f"年中{turn}数{printed(budget.adjustment)}万元，{turn}后全年预算数{printed(budget.final)}万元"
    return Figure(said, places)


def establishment(scene: Scene) -> Figure:
    """``机关行政编制11名，其中：行政编制3名，机关工勤事业编制8名。实有人员10人``."""
    staff = scene.filing.profile and scene.filing.profile.staffing
    if not staff:
        return Figure("")
    kinds = "，".join(f"{name}{number}名" for name, number in staff.establishment_kinds.items())
    whole = "" if staff.establishment is None else f"机关行政编制{staff.establishment}名"
    posts = "，其中：".join(piece for piece in (whole, kinds) if piece)
    people = "" if staff.actual is None else f"实有人员{staff.actual}人"
    return Figure("。".join(piece for piece in (posts, people) if piece), ("profile.staffing",))
