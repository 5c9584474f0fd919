"""The unit budget (单位预算), kind 1 of the contract: its entry tables as frozen values."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.fields import Kind, entry
from budgetportal.disclosure.filing import BasicRow, Filing, Target
from budgetportal.disclosure.terms import Category, EconomicClass, OfficialItem, Source

TOPIC = (
    r"income\.(general|general_transfer|fund|fund_transfer|soe|soe_transfer|fiscal_account|own_service|own_superior"
    r"|own_subordinate|own_business|own_other|own_reserve|carry_general|carry_fund|carry_soe|carry_fiscal_account"
    r"|carry_own|own|carry_fiscal|carry_other)"
    r"|expenditure\.(basic|project)|general\.(basic|project)|(general|fund|soe)\.function\.\d{7}|(fund|soe)\.total"
    r"|official\.(total|overseas|hospitality|vehicle_purchase|vehicle_operation)|operating|purpose\.(general|fund|soe)\.\d{3}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeRow:
    """Income by function and source."""

    function: str = entry("功能分类科目编码", Kind.FUNCTION, required=True, hint="七位项级编码，如 2010350")
    source: Source = entry("资金来源", Kind.CHOICE, required=True, choices=Source)
    amount: Decimal = entry("金额", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenditureRow:
    """Expenditure by function, source and category."""

    function: str = entry("功能分类科目编码", Kind.FUNCTION, required=True, hint="七位项级编码，如 2010350")
    source: Source = entry("资金来源", Kind.CHOICE, required=True, choices=Source)
    category: Category = entry("支出类别", Kind.CHOICE, required=True, choices=Category)
    amount: Decimal = entry("金额", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One performance indicator (绩效指标); a level without the next is a row with empty cells."""

    level1: str = entry("一级指标", Kind.NAME, required=True, max_length=120)
    level2: str | None = entry("二级指标", Kind.NAME, max_length=120)
    level3: str | None = entry("三级指标", Kind.NAME, max_length=500)
    target: Target | None = entry("指标值", Kind.RECORD, record=Target)
    basis: str | None = entry("指标值设置依据", Kind.NAME, max_length=500)
    prior: str | None = entry("上年完成值", Kind.NAME, max_length=500)
    weight: Decimal | None = entry("指标分值权重", Kind.DECIMAL)
    scoring: str | None = entry("指标赋分规则", Kind.NAME, max_length=500)
    evidence: str | None = entry("佐证资料", Kind.NAME, max_length=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """项目支出绩效目标: the money and the indicators of one project."""

    title: str | None = entry("绩效目标表中的项目名称", Kind.NAME, max_length=500)
    fiscal: Decimal = entry("财政拨款", Kind.AMOUNT, required=True)
    other: Decimal = entry("其他资金", Kind.AMOUNT, required=True)
    total: Decimal | None = entry("年度预算总额", Kind.AMOUNT, hint="与财政拨款加其他资金不同时填写")
    goal: str = entry("项目总体目标", Kind.TEXT, required=True)
    indicators: tuple[Indicator, ...] = entry("绩效指标", Kind.ROWS, record=Indicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy:
    """What a project that pays people subsidies says besides (补贴类项目)."""

    funding: str = entry("资金来源", Kind.NAME, required=True)
    recipients: str = entry("补贴人数", Kind.NAME, required=True)
    standard: str = entry("补贴标准", Kind.NAME, required=True)
    scope: str = entry("补贴范围", Kind.NAME, required=True)
    method: str = entry("补贴方式", Kind.NAME, required=True)
    procedure: str = entry("发放程序", Kind.NAME, required=True)
    benefit: str = entry("受益人群和社会效益", Kind.TEXT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project (项目): its money, by economic class where a table shows them, its explanation, its performance."""

    name: str = entry("项目名称", Kind.NAME, required=True, max_length=500)
    function: str = entry("功能分类科目编码", Kind.FUNCTION, required=True, hint="七位项级编码，如 2010399")
    source: Source = entry("资金来源", Kind.CHOICE, required=True, choices=Source)
    amounts: Mapping[EconomicClass, Decimal] = entry("按经济分类", Kind.AMOUNTS, choices=EconomicClass)
    amount: Decimal | None = entry("金额（不分经济分类）", Kind.AMOUNT)
    policy_basis: str | None = entry("设立的政策依据", Kind.TEXT)
    undertaker: str | None = entry("项目承担单位", Kind.NAME, max_length=500)
    allocation: str | None = entry("资金分配情况", Kind.TEXT)
    period: str | None = entry("资金执行时间", Kind.NAME, max_length=120)
    leader: str | None = entry("项目负责人", Kind.NAME, max_length=120)
    subsidy: Subsidy | None = entry("补贴说明", Kind.RECORD, record=Subsidy)
    explained: bool = entry("列入项目说明", Kind.FLAG)
    performance: Performance | None = entry("绩效目标", Kind.RECORD, record=Performance)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialExpense:
    """One item of the official expenses (“三公”经费) by source."""

    item: OfficialItem = entry("“三公”经费项目", Kind.CHOICE, required=True, choices=OfficialItem)
    source: Source = entry("资金来源", Kind.CHOICE, required=True, choices=Source)
    amount: Decimal = entry("金额", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the narrative says of one compared figure; ``prior`` is last year's figure as published, in 万元."""

    topic: str = entry("比较事项", Kind.PATTERN, required=True, pattern=TOPIC,
                       hint="如 income.general、general.function.2010350")  # fmt: skip
    prior: Decimal | None = entry("上年预算数（万元）", Kind.WAN)
    reason: str | None = entry("增减原因", Kind.TEXT, hint="接在“主要原因是”之后，句末不加句号")
    purpose: str | None = entry("主要用途", Kind.TEXT, hint="接在“主要用于”之后，句末不加句号")


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceFunds:
    """资金来源 of 单位整体绩效目标表."""

    superior: Decimal = entry("上级安排", Kind.AMOUNT, required=True)
    local: Decimal = entry("本级安排", Kind.AMOUNT, required=True)
    other: Decimal = entry("其他资金", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPerformance:
    """单位整体绩效目标."""

    contact: str | None = entry("单位联系人", Kind.NAME, max_length=120)
    phone: str | None = entry("联系电话", Kind.NAME, max_length=60)
    duties_and_plan: str = entry("年度绩效目标", Kind.TEXT, required=True)
    funds: PerformanceFunds = entry("年度预算", Kind.RECORD, required=True, record=PerformanceFunds)
    indicators: tuple[Indicator, ...] = entry("绩效指标", Kind.ROWS, record=Indicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingUnits:
    """The units below that 机关运行经费 covers."""

    administrative: int = entry("下属行政单位数", Kind.COUNT, required=True)
    institutions: int = entry("下属事业单位数", Kind.COUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement:
    """政府采购预算."""

    goods: Decimal = entry("货物", Kind.AMOUNT, required=True)
    works: Decimal = entry("工程", Kind.AMOUNT, required=True)
    services: Decimal = entry("服务", Kind.AMOUNT, required=True)
    reserved_sme: Decimal = entry("面向中小企业预留", Kind.AMOUNT, required=True)
    reserved_micro: Decimal = entry("面向小微企业预留", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """国有资产占用使用情况; areas in square metres, values in the filing's unit of amounts."""

    as_of: datetime.date = entry("截至日期", Kind.DATE, required=True)
    house_area: Decimal = entry("房屋面积（平方米）", Kind.WAN, required=True)
    house_value: Decimal = entry("房屋价值", Kind.AMOUNT, required=True)
    vehicles: int = entry("车辆数", Kind.COUNT, required=True)
    vehicles_value: Decimal = entry("车辆价值", Kind.AMOUNT, required=True)
    general_vehicles: int = entry("一般公务用车数", Kind.COUNT, required=True)
    general_vehicles_value: Decimal = entry("一般公务用车价值", Kind.AMOUNT, required=True)
    duty_vehicles: int = entry("执法执勤用车数", Kind.COUNT, required=True)
    duty_vehicles_value: Decimal = entry("执法执勤用车价值", Kind.AMOUNT, required=True)
    other_vehicles: int = entry("其他车辆数", Kind.COUNT, required=True)
    other_vehicles_value: Decimal = entry("其他车辆价值", Kind.AMOUNT, required=True)
    furniture_value: Decimal = entry("办公家具价值", Kind.AMOUNT, required=True)
    other_value: Decimal = entry("其他资产价值", Kind.AMOUNT, required=True)
    equipment_500k: int = entry("单位价值50万元以上大型设备数", Kind.COUNT, required=True)
    equipment_1m: int = entry("单位价值100万元以上大型设备数", Kind.COUNT, required=True)
    planned_vehicles_cost: Decimal | None = entry("安排购置车辆经费", Kind.AMOUNT)
    planned_equipment_500k: int = entry("安排购置50万元以上大型设备数", Kind.COUNT, required=True)
    planned_equipment_1m: int = entry("安排购置100万元以上大型设备数", Kind.COUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFiling(Filing):
    """A whole unit-budget filing."""

    income: tuple[IncomeRow, ...] = entry("收入", Kind.ROWS, record=IncomeRow)
    expenditure: tuple[ExpenditureRow, ...] = entry("支出", Kind.ROWS, record=ExpenditureRow)
    basic_by_economic: tuple[BasicRow, ...] = entry("基本支出经济分类", Kind.ROWS, record=BasicRow)
    projects: tuple[Project, ...] = entry("项目", Kind.ROWS, record=Project)
    official_expenses: tuple[OfficialExpense, ...] = entry("“三公”经费", Kind.ROWS, record=OfficialExpense)
    comparisons: tuple[Comparison, ...] = entry("与上年比较", Kind.ROWS, record=Comparison)
    unit_performance: UnitPerformance | None = entry("单位整体绩效目标", Kind.RECORD, record=UnitPerformance)
    operating_expense: Decimal | None = entry("机关运行经费", Kind.AMOUNT, hint="与公用经费合计不同时填写")
    operating_units: OperatingUnits | None = entry("机关运行经费包括的下属单位", Kind.RECORD, record=OperatingUnits)
    procurement: Procurement | None = entry("政府采购", Kind.RECORD, record=Procurement)
    assets: Assets | None = entry("国有资产", Kind.RECORD, record=Assets)
    wording: Mapping[str, str] = entry("自行表述的段落", Kind.TEXTS, hint="段落键与替换文字")
