"""The final accounts (决算), kind 2 of the contract: its entry tables as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.fields import Kind, entry
from budgetportal.disclosure.filing import BasicRow, Filing, Target
from budgetportal.disclosure.terms import Against, FinalCategory, FinalSource, OfficialItem, SpendingSource

FINAL_TOPIC = (
    r"total|fiscal|general|general\.function\.\d{7}|operating"
    r"|official\.(total|overseas|hospitality|vehicle_purchase|vehicle_operation|vehicle)"
)
AFTER_INCLUDES = "接在“开支内容包括”之后，句末不加句号"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalIncomeRow:
    """Income by function and source; without a function it counts in totals only."""

    function: str | None = entry("功能分类科目编码", Kind.FUNCTION,
                                 hint="七位项级编码，如 2010350；只有合计数的旧公开可不填")  # fmt: skip
    source: FinalSource = entry("收入来源", Kind.CHOICE, required=True, choices=FinalSource)
    amount: Decimal = entry("金额", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalExpenditureRow:
    """Expenditure by function, source and category."""

    function: str = entry("功能分类科目编码", Kind.FUNCTION, required=True, hint="七位项级编码，如 2010350")
    source: SpendingSource = entry("资金来源", Kind.CHOICE, required=True, choices=SpendingSource)
    category: FinalCategory = entry("支出类别", Kind.CHOICE, required=True, choices=FinalCategory)
    amount: Decimal = entry("金额", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicItems:
    """The 款 of basic expenditure by name only, where the amounts are not at hand."""

    personnel: tuple[str, ...] = entry("人员经费的经济分类科目", Kind.LINES, hint="五位款级编码，每行一个，如 30101")
    public: tuple[str, ...] = entry("公用经费的经济分类科目", Kind.LINES, hint="五位款级编码，每行一个，如 30201")


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """结转和结余 at one end of the year."""

    fiscal_general: Decimal = entry("一般公共预算财政拨款", Kind.AMOUNT, required=True)
    fiscal_fund: Decimal = entry("政府性基金预算财政拨款", Kind.AMOUNT, required=True)
    fiscal_soe: Decimal = entry("国有资本经营预算财政拨款", Kind.AMOUNT, required=True)
    other: Decimal = entry("其他资金", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """年初 and 年末结转和结余, and what was made of non-fiscal balances."""

    opening: Balance = entry("年初结转和结余", Kind.RECORD, required=True, record=Balance)
    closing: Balance = entry("年末结转和结余", Kind.RECORD, required=True, record=Balance)
    non_fiscal_used: Decimal = entry("使用非财政拨款结余", Kind.AMOUNT, required=True)
    distributed: Decimal = entry("结余分配", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class InitialBudget:
    """年初预算数, for 预决算差异率."""

    fiscal_total: Decimal = entry("财政拨款年初预算数", Kind.AMOUNT, required=True)
    general_total: Decimal = entry("一般公共预算年初预算数", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalOfficialExpense:
    """One item of the official expenses (“三公”经费): 全年预算数, 决算数 and last year's 决算数 as published."""

    item: OfficialItem = entry("“三公”经费项目", Kind.CHOICE, required=True, choices=OfficialItem)
    budget: Decimal = entry("全年预算数", Kind.AMOUNT, required=True)
    final: Decimal = entry("决算数", Kind.AMOUNT, required=True)
    prior: Decimal | None = entry("上年决算数（万元）", Kind.WAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialCounts:
    """The quantities behind the official expenses (rule F16)."""

    overseas_groups: int = entry("因公出国（境）团组数", Kind.COUNT, required=True)
    overseas_people: int = entry("因公出国（境）人次", Kind.COUNT, required=True)
    vehicles_bought: int = entry("公务用车购置数", Kind.COUNT, required=True)
    vehicles_held: int = entry("公务用车保有量", Kind.COUNT, required=True)
    assets_vehicles: int = entry("固定资产车辆数", Kind.COUNT, required=True)
    receptions: int = entry("国内公务接待批次", Kind.COUNT, required=True)
    receptions_people: int = entry("国内公务接待人次", Kind.COUNT, required=True)
    foreign_receptions: int | None = entry("外事接待批次", Kind.COUNT)
    foreign_receptions_people: int | None = entry("外事接待人次", Kind.COUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDetails:
    """What the official expenses were spent on; each text completes a sentence."""

    overseas: str = entry("因公出国（境）费开支内容", Kind.TEXT, required=True, hint=AFTER_INCLUDES)
    vehicle: str = entry("公务用车运行维护费开支内容", Kind.TEXT, required=True, hint=AFTER_INCLUDES)
    hospitality: str = entry("公务接待费开支内容", Kind.TEXT, required=True, hint=AFTER_INCLUDES)
    vehicle_difference: str = entry("固定资产车辆与公务用车保有量差异原因", Kind.TEXT, required=True,
                                    hint="接在“差异原因是：”之后，句末不加句号")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalComparison:
    """What the narrative says of one compared figure; ``prior`` is last year's 决算数 as published, in 万元."""

    topic: str = entry("比较事项", Kind.PATTERN, required=True, pattern=FINAL_TOPIC,
                       hint="如 total、general.function.2010350")  # fmt: skip
    against: Against | None = entry("比较对象", Kind.CHOICE, choices=Against, hint="与上年比较时留空")
    prior: Decimal | None = entry("上年决算数（万元）", Kind.WAN)
    reason: str | None = entry("增减原因", Kind.TEXT, hint="接在“主要原因是：”之后，句末不加句号")


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalProcurement:
    """政府采购支出."""

    goods: Decimal = entry("货物", Kind.AMOUNT, required=True)
    works: Decimal = entry("工程", Kind.AMOUNT, required=True)
    services: Decimal = entry("服务", Kind.AMOUNT, required=True)
    sme: Decimal = entry("授予中小企业合同金额", Kind.AMOUNT, required=True)
    micro: Decimal = entry("授予小微企业合同金额", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalAssets:
    """国有资产占用情况 at the end of the year; areas in square metres, values in the filing's unit of amounts."""

    original_value: Decimal = entry("固定资产原值", Kind.AMOUNT, required=True)
    house_area: Decimal = entry("房屋面积（平方米）", Kind.WAN, required=True)
    house_value: Decimal = entry("房屋价值", Kind.AMOUNT, required=True)
    vehicles: int = entry("车辆数", Kind.COUNT, required=True)
    vehicles_value: Decimal = entry("车辆价值", Kind.AMOUNT, required=True)
    ministerial: int = entry("副部（省）级及以上领导用车数", Kind.COUNT, required=True)
    principal: int = entry("主要负责人用车数", Kind.COUNT, required=True)
    confidential: int = entry("机要通信用车数", Kind.COUNT, required=True)
    emergency: int = entry("应急保障用车数", Kind.COUNT, required=True)
    duty: int = entry("执法执勤用车数", Kind.COUNT, required=True)
    special: int = entry("特种专业技术用车数", Kind.COUNT, required=True)
    retired_service: int = entry("离退休干部服务用车数", Kind.COUNT, required=True)
    other: int = entry("其他用车数", Kind.COUNT, required=True)
    other_purpose: str | None = entry("其他用车主要用途", Kind.NAME, max_length=500)
    equipment_1m: int = entry("单价100万元以上设备数", Kind.COUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceSummary:
    """预算绩效的情况: how many 自评表 there are, their money, and what was learnt."""

    unit_tables: int = entry("整体绩效自评表数", Kind.COUNT, required=True)
    unit_budget: Decimal = entry("整体全年预算总额", Kind.AMOUNT, required=True)
    unit_spent: Decimal = entry("整体实际执行", Kind.AMOUNT, required=True)
    unit_note: str | None = entry("整体绩效自评说明", Kind.TEXT, hint="句末不加句号")
    projects: int = entry("绩效评价项目数", Kind.COUNT, required=True)
    projects_budget: Decimal = entry("项目全年预算数", Kind.AMOUNT, required=True)
    projects_spent: Decimal = entry("项目全年执行数", Kind.AMOUNT, required=True)
    results: str = entry("取得的成效", Kind.TEXT, required=True, hint="句末不加句号")
    problems: str = entry("发现的问题及原因", Kind.TEXT, required=True, hint="句末不加句号")
    measures: str = entry("下一步改进措施", Kind.TEXT, required=True, hint="句末不加句号")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedIndicator:
    """One indicator of a 自评表; a ``score`` that is left out is computed."""

    level1: str = entry("一级指标", Kind.NAME, required=True, max_length=120)
    level2: str | None = entry("二级指标", Kind.NAME, max_length=120)
    level3: str | None = entry("三级指标", Kind.NAME, max_length=500)
    target: Target | None = entry("年度指标值", Kind.RECORD, record=Target)
    actual: Target | None = entry("实际完成值", Kind.RECORD, record=Target)
    weight: Decimal | None = entry("分值", Kind.DECIMAL)
    score: Decimal | None = entry("得分", Kind.DECIMAL, hint="与计算结果不同时填写")
    deviation: str | None = entry("偏差原因分析及改进措施", Kind.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEvaluation:
    """项目支出绩效自评表: one evaluated project, its money and its indicators."""

    project: str = entry("项目名称", Kind.NAME, required=True, max_length=500)
    authority: str | None = entry("主管部门", Kind.NAME, max_length=120)
    implementer: str | None = entry("实施单位", Kind.NAME, max_length=120)
    initial: Decimal = entry("年度资金总额年初预算数", Kind.AMOUNT, required=True)
    budget: Decimal = entry("年度资金总额全年预算数", Kind.AMOUNT, required=True)
    spent: Decimal = entry("年度资金总额全年执行数", Kind.AMOUNT, required=True)
    fiscal_initial: Decimal = entry("当年财政拨款年初预算数", Kind.AMOUNT, required=True)
    fiscal_budget: Decimal = entry("当年财政拨款全年预算数", Kind.AMOUNT, required=True)
    fiscal_spent: Decimal = entry("当年财政拨款全年执行数", Kind.AMOUNT, required=True)
    other_initial: Decimal = entry("其他资金年初预算数", Kind.AMOUNT, required=True)
    other_budget: Decimal = entry("其他资金全年预算数", Kind.AMOUNT, required=True)
    other_spent: Decimal = entry("其他资金全年执行数", Kind.AMOUNT, required=True)
    weight: Decimal = entry("执行率分值", Kind.DECIMAL, required=True)
    goal: str = entry("预期目标", Kind.TEXT, required=True)
    achieved: str = entry("实际完成情况", Kind.TEXT, required=True)
    indicators: tuple[EvaluatedIndicator, ...] = entry("绩效指标", Kind.ROWS, record=EvaluatedIndicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalAccounts(Filing):
    """A whole filing of final accounts."""

    income: tuple[FinalIncomeRow, ...] = entry("收入", Kind.ROWS, record=FinalIncomeRow)
    expenditure: tuple[FinalExpenditureRow, ...] = entry("支出", Kind.ROWS, record=FinalExpenditureRow)
    basic_by_economic: tuple[BasicRow, ...] = entry("基本支出经济分类", Kind.ROWS, record=BasicRow)
    basic_items: BasicItems | None = entry("基本支出经济分类科目（只有名称）", Kind.RECORD, record=BasicItems)
    balances: Balances | None = entry("结转和结余", Kind.RECORD, record=Balances)
    initial_budget: InitialBudget | None = entry("年初预算数", Kind.RECORD, record=InitialBudget)
    official_expenses: tuple[FinalOfficialExpense, ...] = entry("“三公”经费", Kind.ROWS, record=FinalOfficialExpense)
    official_counts: OfficialCounts | None = entry("“三公”经费数量", Kind.RECORD, record=OfficialCounts)
    official_details: OfficialDetails | None = entry("“三公”经费开支内容", Kind.RECORD, record=OfficialDetails)
    comparisons: tuple[FinalComparison, ...] = entry("与上年和年初预算比较", Kind.ROWS, record=FinalComparison)
    procurement: FinalProcurement | None = entry("政府采购", Kind.RECORD, record=FinalProcurement)
    assets: FinalAssets | None = entry("国有资产", Kind.RECORD, record=FinalAssets)
    performance_summary: PerformanceSummary | None = entry("预算绩效情况", Kind.RECORD, record=PerformanceSummary)
    self_evaluations: tuple[ProjectEvaluation, ...] = entry("项目绩效自评", Kind.ROWS, record=ProjectEvaluation)
