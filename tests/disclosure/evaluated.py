"""Self-evaluation reports for tests: the least there can be, and one with every member filled in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.filing import FORMAT, GlossaryEntry, Profile, Staffing, Target, Unit
from budgetportal.disclosure.self_evaluation import (
    Commentary,
    EvaluatedProject,
    ExecutedBudget,
    OverallIndicator,
    SelfEvaluation,
)
from budgetportal.disclosure.terms import AmountUnit, Operator, Scope

EDITION = "xinjiang-self-evaluation-2023"
UNIT = "某区便民服务中心"
LEAST: Mapping[str, Any] = {
    "format": FORMAT,
    "edition": EDITION,
    "fiscal_year": 2023,
    "unit": Unit(code="650104-bmfw", name=UNIT, scope=Scope.DEPARTMENT, region="650104"),
    "amount_unit": AmountUnit.WAN,
}
BUDGET: Mapping[str, str] = {  # 万元; it adds up: S1, S3
    "initial": "100.00",
    "initial_basic": "70.00",
    "initial_project": "30.00",
    "adjustment": "-10.00",
    "final": "90.00",
    "spent": "81.00",
    "basic_final": "68.00",
    "basic_personnel": "60.00",
    "basic_public": "8.00",
    "basic_spent": "63.00",
    "project_spent": "18.00",
}


def report(**members: Any) -> SelfEvaluation:
    """A report with the members that every filing needs, and those given."""
    return SelfEvaluation(**{**LEAST, **members})


def budget(**amounts: str) -> ExecutedBudget:
    """The budget of the year, changed where named."""
    return ExecutedBudget(**{name: Decimal(value) for name, value in {**BUDGET, **amounts}.items()})


def value(text: str, unit: str | None = None, op: Operator = Operator.EQUAL) -> Target:
    return Target(op=op, value=text, unit=unit)


def at_least(text: str, unit: str | None = "%") -> Target:
    return value(text, unit, Operator.AT_LEAST)


def indicator(**members: Any) -> OverallIndicator:
    """办件数量 with 10 points: at least 40, 30 reached; changed where named."""
    weight, score = members.pop("weight", "10"), members.pop("score", None)
    described = {"name": "办件数量", "target": at_least("40", "件"), "actual": value("30", "件"), **members}
    return OverallIndicator(weight=Decimal(weight), score=None if score is None else Decimal(score), **described)


def project(
    name: str, budget: str, spent: str, level: str = "本级财力项目", benefit: str | None = None
) -> EvaluatedProject:
    return EvaluatedProject(name=name, level=level, budget=Decimal(budget), spent=Decimal(spent), benefit=benefit)


def full_report() -> SelfEvaluation:
    """A sound report that says something under every heading of the form."""
    return report(
        issued_on=datetime.date(2024, 4, 15),
        profile=Profile(
            duties=("受理申请。", "管理窗口。"),
            organization="某区便民服务中心是区政府工作部门。",
            staffing=Staffing(establishment=11, establishment_kinds={"行政编制": 3, "事业编制": 8}, actual=10),
        ),
        glossary=(GlossaryEntry(term="窗口", definition="受理申请的地方。"),),
        other_notes="另有说明。",
        key_work="开放新大厅。",
        budget=budget(),
        commentary=Commentary(
            arrangement="安排有据。",
            adjustment="调整合规。",
            execution="执行平稳。",
            basic_use="工资和办公",
            project_use="大厅运行",
            basic_management="按月发放。",
            rules="制度齐全。",
            compliance="用途相符。",
        ),
        projects=(
            project("大厅运行", "15.00", "12.00", benefit="窗口不停"),
            project("上级补助", "5.00", "5.00", "上级专项"),
            project("设备更新", "2.00", "1.00", benefit="设备可用"),
        ),
        indicators=(
            indicator(weight="60", midyear=value("12", "件"), deviation="窗口停电", improvement="备用电源"),
            indicator(name="满意度", target=at_least("95"), actual=value("95", "%"), weight="30", note="抽样调查"),
        ),
        execution_weight=Decimal(10),
        problems=("指标偏少。",),
        measures=("增加指标。", "按季监控。"),
        suggestions=("提供样表。",),
    )
