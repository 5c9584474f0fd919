"""Small filings of final accounts and of a self-evaluation, with figures that can be followed by hand."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.filing import BasicRow, Profile, Staffing, Target, Unit
from budgetportal.disclosure.final_accounts import (
    Balance,
    Balances,
    EvaluatedIndicator,
    FinalAccounts,
    FinalAssets,
    FinalComparison,
    FinalExpenditureRow,
    FinalIncomeRow,
    FinalOfficialExpense,
    FinalProcurement,
    InitialBudget,
    OfficialCounts,
    OfficialDetails,
    PerformanceSummary,
    ProjectEvaluation,
)
from budgetportal.disclosure.self_evaluation import (
    Commentary,
    EvaluatedProject,
    ExecutedBudget,
    OverallIndicator,
    SelfEvaluation,
)
from budgetportal.disclosure.terms import (
    Against,
    AmountUnit,
    Category,
    FinalCategory,
    FinalSource,
    OfficialItem,
    Operator,
    Scope,
    SpendingSource,
)
from tests.disclosure.examples import OFFICE, PENSION, WORK

FINAL, EVALUATION = "xinjiang-final-2023", "xinjiang-self-evaluation-2023"
SPORT, GONE = "2296003", "2080501"  # 用于体育事业的彩票公益金支出, 行政单位离退休
UNIT = "某市便民服务局"

# ------------------------------------------------------------------------------------------------ final accounts


def amounts(record: Any, *values: str, **members: Any) -> Any:
    """A record with its amounts in the order of the contract."""
    names = [field.name for field in dataclasses.fields(record) if field.name not in members]
    return record(**dict(zip(names, map(Decimal, values), strict=False)), **members)


def received(
    amount: str, function: str | None = OFFICE, source: FinalSource = FinalSource.FISCAL_GENERAL
) -> FinalIncomeRow:
    return FinalIncomeRow(function=function, source=source, amount=Decimal(amount))


def spent(
    amount: str,
    category: FinalCategory = FinalCategory.PERSONNEL,
    function: str = OFFICE,
    source: SpendingSource = SpendingSource.GENERAL,
) -> FinalExpenditureRow:
    return FinalExpenditureRow(function=function, source=source, category=category, amount=Decimal(amount))


def basic(amount: str, economic: str = "30101", category: Category = Category.PERSONNEL) -> BasicRow:
    return BasicRow(economic=economic, category=category, amount=Decimal(amount))


def balances(opening: str | Balance = "0.00", closing: str | Balance = "0.00", **members: str) -> Balances:
    """What there was and what is left, of the general budget where it is no ``Balance``; and other members by name."""
    nothing = ("0.00",) * 3
    both = [one if isinstance(one, Balance) else amounts(Balance, one, *nothing) for one in (opening, closing)]
    others = {"non_fiscal_used": "0.00", "distributed": "0.00", **members}
    return Balances(opening=both[0], closing=both[1], **{name: Decimal(value) for name, value in others.items()})


def official(item: OfficialItem, budget: str, final: str, prior: str | None = None) -> FinalOfficialExpense:
    last = None if prior is None else Decimal(prior)
    return FinalOfficialExpense(item=item, budget=Decimal(budget), final=Decimal(final), prior=last)


def compare(
    topic: str, prior: str | None = None, reason: str | None = None, *, budget: bool = False
) -> FinalComparison:
    return FinalComparison(
        topic=topic,
        against=Against.BUDGET if budget else None,
        prior=None if prior is None else Decimal(prior),
        reason=reason,
    )


def target(value: str, op: Operator = Operator.AT_LEAST, unit: str | None = None) -> Target:
    return Target(op=op, value=value, unit=unit)


def words(value: str) -> Target:
    return Target(op=Operator.TEXT, value=value)


def evaluated(wanted: Target | None, actual: Target | None, weight: str | None = "10", **members: Any) -> Any:
    described = {"level1": "产出指标", "level2": "数量指标", "level3": "服务窗口数量", **members}
    if isinstance(described.get("score"), str):
        described["score"] = Decimal(described["score"])
    scale = None if weight is None else Decimal(weight)
    return EvaluatedIndicator(target=wanted, actual=actual, weight=scale, **described)


def evaluation(*money: str, **members: Any) -> ProjectEvaluation:
    """An evaluated project: 年初预算, 全年预算 and 执行 in all, then of the appropriation, then of other money."""
    described: dict[str, Any] = {
        "project": "窗口服务保障",
        "authority": None,
        "implementer": None,
        "weight": Decimal(10),
        "goal": "保障窗口运行",
        "achieved": "窗口全年运行",
        "indicators": (),
        **members,
    }
    return amounts(ProjectEvaluation, *money, **described)


def procurement(goods: str, works: str, services: str, sme: str, micro: str) -> FinalProcurement:
    return amounts(FinalProcurement, goods, works, services, sme, micro)


def assets(**members: Any) -> FinalAssets:
    """One car for other uses; values and numbers by name."""
    values = dict.fromkeys(("original_value", "house_area", "house_value", "vehicles_value"), "0.00")
    numbers = {"vehicles": 1, "other": 1, "other_purpose": "外勤"}
    kinds = ("ministerial", "principal", "confidential", "emergency", "duty", "special", "retired_service")
    known: dict[str, Any] = {**dict.fromkeys((*kinds, "equipment_1m"), 0), **numbers, **values, **members}
    return FinalAssets(**{name: Decimal(known[name]) if name in values else known[name] for name in known})


def counts(**members: Any) -> OfficialCounts:
    names = [field.name for field in dataclasses.fields(OfficialCounts) if not field.name.startswith("foreign")]
    return OfficialCounts(**{**dict.fromkeys(names, 1), **members})


DETAILS = OfficialDetails(
    overseas="随团考察的差旅费",
    vehicle="燃料费和保险费",
    hospitality="来访人员的工作餐",
    vehicle_difference="两者一致",
)


def of_unit(edition: str, **members: Any) -> dict[str, Any]:
    """What every filing needs."""
    return {
        "format": "budget-filing/1",
        "edition": edition,
        "fiscal_year": 2023,
        "unit": Unit(code="650100-bmj", name=UNIT, scope=Scope.DEPARTMENT, region="650100"),
        "amount_unit": AmountUnit.WAN,
        **members,
    }


def final(**members: Any) -> FinalAccounts:
    """Final accounts with nothing in them but what every filing needs, and the members given."""
    return FinalAccounts(**of_unit(FINAL, **members))


def full_final() -> FinalAccounts:
    """Final accounts in 万元 with every entry table: 215.00 of income, 10.00 of it more than was spent."""
    return final(
        issued_on=date(2024, 8, 20),
        profile=Profile(
            duties=("（一）受理便民事项。", "（二）管理服务窗口。"),
            offices=("综合科", "业务科"),
            subordinate_units=2,
            staffing=Staffing(actual=11, in_post=10, retired=1),
        ),
        income=(
            received("100.00"),
            received("50.00", WORK),
            received("20.00", PENSION),
            received("30.00", SPORT, FinalSource.FISCAL_FUND),
            received("9.00", WORK, FinalSource.SERVICE),
            received("6.00", WORK, FinalSource.OTHER),
        ),
        expenditure=(
            spent("70.00"),
            spent("25.00", FinalCategory.PUBLIC),
            spent("50.00", FinalCategory.PROJECT, WORK),
            spent("20.00", function=PENSION),
            spent("30.00", FinalCategory.PROJECT, SPORT, SpendingSource.FUND),
            spent("8.00", FinalCategory.BUSINESS, WORK, SpendingSource.OTHER),
            spent("2.00", FinalCategory.SUBSIDY, WORK, SpendingSource.OTHER),
        ),
        basic_by_economic=(
            basic("70.00"),
            basic("0.00", "30102"),
            basic("20.00", "30108"),
            basic("24.00", "30201", Category.PUBLIC),
            basic("1.00", "31002", Category.PUBLIC),
        ),
        balances=balances(
            opening=amounts(Balance, "1.00", "2.00", "0.00", "3.00"),
            closing=amounts(Balance, "6.00", "2.00", "0.00", "7.50"),
            non_fiscal_used="0.50",
            distributed="1.00",
        ),
        initial_budget=amounts(InitialBudget, "160.00", "150.00"),
        official_expenses=(
            official(OfficialItem.OVERSEAS, "0.00", "0.00", "0.00"),
            official(OfficialItem.VEHICLE_PURCHASE, "0.00", "2.00", "0.00"),
            official(OfficialItem.VEHICLE_OPERATION, "4.00", "3.00", "4.00"),
            official(OfficialItem.HOSPITALITY, "1.50", "1.50", "1.00"),
        ),
        official_counts=counts(foreign_receptions=2, foreign_receptions_people=7, receptions=3),
        official_details=DETAILS,
        comparisons=(
            compare("total", "200.00", "窗口增加"),
            compare("fiscal", "203.00"),
            compare("fiscal", reason="年中追加", budget=True),
            compare("general", "165.00", "人员调整"),
            compare(f"general.function.{WORK}", "0.00", "新设项目"),
            compare(f"general.function.{GONE}", "1.20", "科目调整"),
            compare("official.total", reason="购置车辆"),
            compare("official.vehicle_operation", reason="从严控制", budget=True),
            compare("operating", "20.00", "物价上涨"),
        ),
        procurement=procurement("3.00", "0.00", "5.00", "6.00", "2.00"),
        assets=assets(original_value="80.00", vehicles_value="12.00"),
        performance_summary=PerformanceSummary(
            unit_tables=1,
            unit_budget=Decimal("220.00"),
            unit_spent=Decimal("205.00"),
            projects=1,
            projects_budget=Decimal("50.00"),
            projects_spent=Decimal("45.00"),
            results="窗口办事时限缩短",
            problems="指标偏粗",
            measures="细化指标",
        ),
        self_evaluations=(
            evaluation(
                *("40.00", "50.00", "45.00", "40.00", "48.00", "43.00", "0.00", "2.00", "2.00"),
                authority="市政府办公厅",
                indicators=(
                    evaluated(target("20", Operator.EQUAL, "个"), target("20", Operator.EQUAL, "个")),
                    evaluated(target("60", unit="条"), target("45", Operator.EQUAL, "条"), "30", deviation="人手不足"),
                    evaluated(words("及时"), words("达到预期"), level2="时效指标", score="9.5"),
                    evaluated(words("有效"), words("达到预期"), "40", level1="效益指标", level2="社会效益"),
                ),
            ),
        ),
    )


# ------------------------------------------------------------------------------------------------ self-evaluation


def executed(**members: str) -> ExecutedBudget:
    """100.00 at first, 60.00 and 40.00 of it, 10.00 taken off, 81.00 of the rest spent."""
    known = {
        "initial": "100.00",
        "initial_basic": "60.00",
        "initial_project": "40.00",
        "adjustment": "-10.00",
        "final": "90.00",
        "spent": "81.00",
        "basic_final": "55.00",
        "basic_personnel": "45.00",
        "basic_public": "10.00",
        "basic_spent": "50.00",
        "project_spent": "31.00",
        **members,
    }
    return ExecutedBudget(**{name: Decimal(value) for name, value in known.items()})


def overall(name: str, wanted: Target, actual: Target, weight: str = "10", **members: Any) -> OverallIndicator:
    if isinstance(members.get("score"), str):
        members["score"] = Decimal(members["score"])
    return OverallIndicator(name=name, target=wanted, actual=actual, weight=Decimal(weight), **members)


def funded(name: str, level: str, budget: str, used: str, benefit: str | None = None) -> EvaluatedProject:
    return EvaluatedProject(name=name, level=level, budget=Decimal(budget), spent=Decimal(used), benefit=benefit)


def report(**members: Any) -> SelfEvaluation:
    """A self-evaluation with nothing in it but what every filing needs, and the members given."""
    return SelfEvaluation(**of_unit(EVALUATION, **members))


def full_report() -> SelfEvaluation:
    """A self-evaluation in 万元 with every member."""
    return report(
        issued_on=date(2024, 4, 15),
        profile=Profile(
            duties=("管理服务窗口。",),
            organization="本局是市政府工作部门。",
            staffing=Staffing(establishment=12, establishment_kinds={"行政编制": 4, "事业编制": 8}, actual=11),
        ),
        key_work="缩短办事时限。",
        budget=executed(),
        commentary=Commentary(
            arrangement="安排有依据。",
            adjustment="按需调减。",
            execution="按进度支付。",
            basic_use="工资和办公",
            project_use="窗口设备",
            basic_management="按制度管理。",
            rules="制度齐全。",
            compliance="用途合规。",
        ),
        projects=(
            funded("窗口设备", "本级财力项目", "20.00", "18.00", "窗口稳定运行"),
            funded("热线", "上级专项项目", "12.00", "9.00"),
            funded("宣传", "本级财力项目", "5.00", "4.00", "群众知晓"),
        ),
        indicators=(
            overall("窗口数量", target("20", unit="个"), target("20", Operator.EQUAL, "个"), "30", note="与计划一致"),
            overall(
                "预算经费",
                target("100.00", Operator.AT_MOST, "万元"),
                target("81.00", Operator.EQUAL, "万元"),
                "20",
                midyear=target("40.00", Operator.EQUAL, "万元"),
                adjusted=target("90.00", Operator.AT_MOST, "万元"),
                score="18.5",
                deviation="年中调减",
                improvement="细化预算",
            ),
            overall(
                "办件数量", target("50", unit="万件"), target("30", Operator.EQUAL, "万件"), "20", deviation="偏差较大"
            ),
            overall("服务态度", words("良好"), words("良好"), "20", score="20"),
        ),
        execution_weight=Decimal(10),
        problems=("指标偏粗。", "培训不足。"),
        measures=("细化指标。",),
        suggestions=("统一指标库。",),
    )
