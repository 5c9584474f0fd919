"""What performance indicators must keep: direction, cost ceilings, kinds, weights (B38, S4, S8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgetportal.disclosure import scores
from budgetportal.disclosure.amounts import YUAN_PER_WAN, printed, total
from budgetportal.disclosure.budget import BudgetFiling
from budgetportal.disclosure.checks.budget_balances import money_of
from budgetportal.disclosure.checks.case import Case
from budgetportal.disclosure.checks.findings import Fault, Severity
from budgetportal.disclosure.checks.rule import NothingToCheck, rule
from budgetportal.disclosure.filing import Filing, Target
from budgetportal.disclosure.final_accounts import FinalAccounts
from budgetportal.disclosure.self_evaluation import OverallIndicator, SelfEvaluation
from budgetportal.disclosure.terms import Operator

LEAST = re.compile(r"不低于|不少于|不小于|至少|≥|>=|及以上|以上$")
MOST = re.compile(r"不超过|不高于|不大于|不多于|≤|<=|控制在|以内$|上限")
MORE_IS_BETTER = re.compile(r"(合格|满意|及时|完成|覆盖|正确|准确|知晓|达标|办结|下降|降低|节约|保障|使用|正常)[率度]$")
LESS_IS_BETTER = re.compile(r"(故障|投诉|差错|错误|事故|超支|逾期)率$")
COST = re.compile("成本")
EACH = re.compile(r"每|人均|单价|单位成本|标准|/")
MONEY = {"万元": Decimal(1), "元": 1 / YUAN_PER_WAN}
KINDS = ("产出", "效益")  # 一级指标 of every form; 满意度 stands apart or under 效益


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator, whatever the kind of filing: its levels in one text, its name, what it is to reach, its weight."""

    levels: str
    name: str
    target: Target | None
    weight: Decimal | None
    score: Decimal | None

    @property
    def short(self) -> str:
        """The name as messages quote it."""
        return self.name[:30] or self.levels


@dataclass(frozen=True, slots=True)
class Listed:
    """The indicators of one table of targets and where it stands; ``money`` is what they are for."""

    place: str
    indicators: Sequence[Aim]
    name: str = ""
    money: Decimal | None = None
    project: int | None = None  # its number


def listed(filing: Filing) -> Iterator[Listed]:
    """Every table of targets of a filing."""
    match filing:
        case BudgetFiling():
            yield from _of_budget(filing)
        case FinalAccounts():
            for n, one in enumerate(filing.self_evaluations):
                yield Listed(f"self_evaluations[{n}].indicators", _aims(one.indicators), one.project)
        case SelfEvaluation():
            yield Listed("indicators", _aims(filing.indicators))


def _of_budget(filing: BudgetFiling) -> Iterator[Listed]:
    for n, project in enumerate(filing.projects):
        if project.performance:
            place = f"projects[{n}].performance.indicators"
            yield Listed(place, _aims(project.performance.indicators), project.name, money_of(project), n)
    if filing.unit_performance:
        yield Listed("unit_performance.indicators", _aims(filing.unit_performance.indicators))


def _aims(indicators: Sequence[Any]) -> list[Aim]:
    return [_aim(one) for one in indicators]


def _aim(one: Any) -> Aim:
    if isinstance(one, OverallIndicator):
        return Aim("", one.name, one.target, one.weight, one.score)
    return Aim(f"{one.level1}{one.level2 or ''}", one.level3 or "", one.target, one.weight, getattr(one, "score", None))


def _numbered(case: Case) -> Iterator[tuple[str, Aim]]:
    """Every indicator with its place."""
    found = False
    for table in listed(case.scene.filing):
        for n, indicator in enumerate(table.indicators):
            found = True
            yield f"{table.place}[{n}]", indicator
    if not found:
        raise NothingToCheck("没有填写绩效指标")


# -------------------------------------------------------------------------------------------- direction


@rule("S8", Severity.WARNING, "指标的方向与比较关系一致", "checks.md S8；财预〔2020〕10 号")
def directions(case: Case) -> Iterator[Fault]:
    """An indicator that says 不低于 is no ceiling, a rate of faults is no floor, a cost is no floor."""
    for place, indicator in _numbered(case):
        target = indicator.target
        word = contradiction(indicator, target) if target else ""
        if target and word:
            message = f"指标“{indicator.short}”含“{word}”，比较关系却是“{target.op.label}”；改正指标名称或比较关系"
            yield Fault(f"{place}.target.op", message, None, target.op.value)


def contradiction(indicator: Aim, target: Target) -> str:
    """The word of an indicator that its operator contradicts, "" where there is none."""
    name, value = indicator.name, f"{target.value}{target.unit or ''}"
    if target.op is Operator.AT_MOST:
        found = LEAST.search(name) or LEAST.search(value) or MORE_IS_BETTER.search(name)
    elif target.op is Operator.AT_LEAST:
        found = MOST.search(name) or MOST.search(value) or LESS_IS_BETTER.search(name)
        found = found or (COST.search(indicator.levels) if target.unit in MONEY else None)
    else:
        return ""
    return found[0] if found else ""


# ----------------------------------------------------------------------------------------- cost ceilings


@rule("B38.4", Severity.WARNING, "成本指标不超过项目金额", "checks.md B38")
def cost_ceilings(case: Case) -> Iterator[Fault]:
    """A cost ceiling, and the ceilings that split the money together, stay within the project's money."""
    found = False
    for table in listed(case.mended.filing):
        ceilings = dict(_ceilings(table)) if table.project is not None else {}
        found = found or bool(ceilings)
        if table.project is not None and table.money is not None and ceilings:
            yield from _too_high(table, ceilings, max(table.money, case.exact_money(table.project)))
    if not found:
        raise NothingToCheck("没有以金额表示的成本指标")


def _ceilings(table: Listed) -> Iterator[tuple[int, Decimal]]:
    """The total costs (万元) among the indicators, by number; costs of one piece or one person apart."""
    for n, one in enumerate(table.indicators):
        target = one.target
        if target is None or target.op not in (Operator.AT_MOST, Operator.EQUAL) or not COST.search(one.levels):
            continue
        number = scores.number(target)
        if number is not None and target.unit in MONEY and not EACH.search(one.name):
            yield n, number * MONEY[target.unit]


def _too_high(table: Listed, ceilings: dict[int, Decimal], money: Decimal) -> Iterator[Fault]:
    single = {n: cost for n, cost in ceilings.items() if cost > money}
    for n, cost in single.items():
        place, what = f"{table.place}[{n}].target.value", f"成本指标“{table.indicators[n].short}”"
        yield _above(place, f"{what} {printed(cost)} 万元", cost, money)
    parts = total(ceilings.values())
    if not single and money not in ceilings.values() and parts > money:  # the whole beside its parts is no split
        yield _above(table.place, f"“{table.name[:30]}”各成本指标合计 {printed(parts)} 万元", parts, money)


def _above(place: str, what: str, cost: Decimal, money: Decimal) -> Fault:
    gap = printed(cost - money)
    message = f"{what}，大于项目金额 {printed(money)} 万元，相差 {gap} 万元；改正成本指标或项目金额"
    return Fault(place, message, printed(money), printed(cost), gap)


# ------------------------------------------------------------------------------------- kinds and weights


@rule("B38.5", Severity.HINT, "绩效指标有产出指标和效益指标", "财预〔2020〕10 号；表式")
def missing_kinds(case: Case) -> Iterator[Fault]:
    """Every table of targets has output and benefit indicators (the form of 2020 calls the first 项目完成指标)."""
    found = False
    for table in (one for one in listed(case.scene.filing) if one.name):  # 整体绩效目标 has kinds of its own
        said = "".join(one.levels for one in table.indicators if one.name)
        found = found or bool(said)
        lacking = [kind for kind in KINDS if said and kind not in said.replace("完成指标", "产出")]
        if lacking:
            message = f"绩效指标没有{'、'.join(f'{kind}指标' for kind in lacking)}；补上，或说明原因"
            yield Fault(table.place, message)
    if not found:
        raise NothingToCheck("没有填写绩效指标")


@rule("B38.6", Severity.WARNING, "各指标都有分值", "checks.md B38；表式")
def missing_weights(case: Case) -> Iterator[Fault]:
    """Where some indicators have a weight, every third-level indicator has one."""
    for table in listed(case.scene.filing):
        weighted = [one for one in table.indicators if one.weight is not None]
        for n, one in enumerate(table.indicators):
            if weighted and one.name and one.weight is None:
                message = f"指标“{one.short}”没有分值，其他指标有；补上分值"
                yield Fault(f"{table.place}[{n}].weight", message)


SHARED = (directions, missing_weights)  # of every kind
RULES = (directions, cost_ceilings, missing_kinds, missing_weights)
