"""预算绩效情况 of Xinjiang's unit budgets: how many targets there are, and the tables of them."""

from __future__ import annotations

from budgetportal.disclosure.amounts import total
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.performance import (
    IndicatorColumn,
    ProjectTargets,
    UnitTargets,
    goals_total,
    level,
    member,
    target_text,
)
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import Part, member_amount
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Statement, Title
from budgetportal.disclosure.terms import FISCAL_SOURCES

FUNDS = ("unit_performance.funds.superior", "unit_performance.funds.local", "unit_performance.funds.other")
UNIT_COLUMNS = (
    level(1, "一级指标", 1.4, merged=False),
    level(2, "二级指标", 1.4, merged=False),
    level(3, "三级指标", 3.0, merged=False),
    IndicatorColumn("指标值", target_text, 1.2),
    IndicatorColumn("指标设定依据", member("basis"), 2.4),
    IndicatorColumn("分值权重", member("weight"), 1.4),
)
PROJECT_COLUMNS = (
    level(1, "一级指标", 1.64),
    level(2, "二级指标", 1.64),
    level(3, "三级指标", 2.66, merged=False),
    IndicatorColumn("指标值", target_text, 1.72),
    IndicatorColumn("指标值设置依据", member("basis"), 1.64),
    IndicatorColumn("上年完成值", member("prior"), 1.64),
    IndicatorColumn("指标分值权重", member("weight"), 1.2),
    IndicatorColumn("指标赋分规则", member("scoring"), 1.64),
    IndicatorColumn("佐证资料", member("evidence"), 1.82),
)


def has_targets(scene: Scene) -> bool:
    """Whether any performance table follows."""
    return scene.budget.unit_performance is not None or any(one.performance for one in scene.budget.projects)


def targets_counted(*, count: bool, fiscal: bool | None = None) -> Part:
    """How many projects have targets, or their money: of this year's appropriation, of other money, or of either."""

    def words(scene: Scene) -> Figure:
        found = [
            (n, one.performance)
            for n, one in enumerate(scene.budget.projects)
            if one.performance and fiscal in (None, one.source in FISCAL_SOURCES)
        ]
        if count:
            return Figure(str(len(found)))
        places = tuple(f"projects[{n}].performance" for n, _ in found)
        return Figure(scene.numbers.amount(total(goals_total(goals) for _, goals in found)), places)

    return words


def targets_section(template: str, *tables: UnitTargets | ProjectTargets) -> tuple[Statement, ...]:
    """预算绩效情况; the template names what it counts: units, projects (all, fiscal or other) and their money."""
    parts: dict[str, Part] = {
        "units": lambda scene: Figure("1" if scene.budget.unit_performance else "0"),
        "funds": member_amount(*FUNDS),
        "projects": targets_counted(count=True),
        "amount": targets_counted(count=False),
        "fiscal": targets_counted(fiscal=True, count=True),
        "fiscal_amount": targets_counted(fiscal=True, count=False),
        "other": targets_counted(fiscal=False, count=True),
        "other_amount": targets_counted(fiscal=False, count=False),
        "tables": lambda scene: Figure("具体情况见下表（按项目分别填报）：" if has_targets(scene) else ""),
    }
    named = {name: part for name, part in parts.items() if f"{{{name}}}" in template}
    return (Title(2, "（四）预算绩效情况"), Sentence("performance.counted", template, named), *tables)
