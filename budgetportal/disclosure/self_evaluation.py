"""The self-evaluation report (部门整体支出绩效自评), kind 3 of the contract: its entry tables as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.fields import Kind, entry
from budgetportal.disclosure.filing import Filing, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutedBudget:
    """预算 and 执行 of the year; ``adjustment`` is signed: -24.81 is 调减."""

    initial: Decimal = entry("年初预算数", Kind.AMOUNT, required=True)
    initial_basic: Decimal = entry("基本支出年初预算数", Kind.AMOUNT, required=True)
    initial_project: Decimal = entry("项目支出年初预算数", Kind.AMOUNT, required=True)
    adjustment: Decimal = entry("年中调整数", Kind.AMOUNT, required=True, hint="调减为负数")
    final: Decimal = entry("全年预算数", Kind.AMOUNT, required=True)
    spent: Decimal = entry("全年实际支出", Kind.AMOUNT, required=True)
    basic_final: Decimal = entry("基本支出全年预算数", Kind.AMOUNT, required=True)
    basic_personnel: Decimal = entry("其中：人员经费", Kind.AMOUNT, required=True)
    basic_public: Decimal = entry("其中：公用经费", Kind.AMOUNT, required=True)
    basic_spent: Decimal = entry("基本支出实际支出", Kind.AMOUNT, required=True)
    project_spent: Decimal = entry("项目支出实际支出", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commentary:
    """What the unit says of its budget; ``basic_use`` and ``project_use`` complete 主要用于, the others are whole."""

    arrangement: str | None = entry("预算安排评述", Kind.TEXT)
    adjustment: str | None = entry("预算调整评述", Kind.TEXT)
    execution: str | None = entry("预算执行评述", Kind.TEXT)
    basic_use: str | None = entry("基本支出主要用途", Kind.TEXT, hint="接在“主要用于”之后，句末不加句号")
    project_use: str | None = entry("项目支出主要用途", Kind.TEXT, hint="接在“主要用于”之后，句末不加句号")
    basic_management: str | None = entry("基本支出管理情况", Kind.TEXT)
    rules: str | None = entry("管理制度健全性", Kind.TEXT)
    compliance: str | None = entry("资金使用合规性和安全性", Kind.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedProject:
    """One project of the year, by the level that pays it (本级财力项目)."""

    name: str = entry("项目名称", Kind.NAME, required=True, max_length=500)
    level: str = entry("项目类别", Kind.NAME, required=True, max_length=120, hint="如 本级财力项目")
    budget: Decimal = entry("预算金额", Kind.AMOUNT, required=True)
    spent: Decimal = entry("执行金额", Kind.AMOUNT, required=True)
    benefit: str | None = entry("达到的效益", Kind.TEXT, hint="接在“达到”之后，句末不加句号")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallIndicator:
    """One indicator of the whole unit; ``adjusted`` is its target after a change of the budget."""

    name: str = entry("指标名称", Kind.NAME, required=True, max_length=500)
    target: Target = entry("预期指标值", Kind.RECORD, required=True, record=Target)
    midyear: Target | None = entry("年中监控实际完成值", Kind.RECORD, record=Target)
    adjusted: Target | None = entry("调整后指标值", Kind.RECORD, record=Target)
    actual: Target = entry("实际完成值", Kind.RECORD, required=True, record=Target)
    note: str | None = entry("完成值说明", Kind.TEXT, hint="接在实际完成值之后，句末不加句号")
    weight: Decimal = entry("权重分值", Kind.DECIMAL, required=True)
    score: Decimal | None = entry("自评得分", Kind.DECIMAL, hint="与计算结果不同时填写")
    deviation: str | None = entry("偏差原因", Kind.TEXT, hint="句末不加句号")
    improvement: str | None = entry("改进措施", Kind.TEXT, hint="句末不加句号")


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfEvaluation(Filing):
    """A whole filing of a self-evaluation report."""

    key_work: str | None = entry("年度重点工作", Kind.TEXT)
    budget: ExecutedBudget | None = entry("预算执行情况", Kind.RECORD, record=ExecutedBudget)
    commentary: Commentary | None = entry("评述", Kind.RECORD, record=Commentary)
    projects: tuple[EvaluatedProject, ...] = entry("项目", Kind.ROWS, record=EvaluatedProject)
    indicators: tuple[OverallIndicator, ...] = entry("整体绩效指标", Kind.ROWS, record=OverallIndicator)
    execution_weight: Decimal | None = entry("预算执行率权重", Kind.DECIMAL)
    problems: tuple[str, ...] = entry("存在的主要问题", Kind.LINES, hint="每条一行，不写序号")
    measures: tuple[str, ...] = entry("改进措施", Kind.LINES, hint="每条一行，不写序号")
    suggestions: tuple[str, ...] = entry("建议", Kind.LINES, hint="每条一行，不写序号")
