"""The closed vocabularies of the entry tables, each term with its Chinese name (contract, kinds 1 to 3)."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A code of the contract with the name that people read."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Build the member from its code and its Chinese name."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class DisclosureKind(Term):
    """What is disclosed."""

    BUDGET = "budget", "单位预算"
    FINAL = "final", "部门决算"
    SELF_EVALUATION = "self_evaluation", "绩效自评"


class Scope(Term):
    """What publishes: one unit, or a department with the units below it."""

    UNIT = "unit", "单位"
    DEPARTMENT = "department", "部门"


class AmountUnit(Term):
    """The unit of the entered amounts."""

    WAN = "万元", "万元"
    YUAN = "元", "元"


class Source(Term):
    """Where money comes from (资金来源)."""

    GENERAL = "general", "一般公共预算（一般财力）"
    GENERAL_TRANSFER = "general_transfer", "上级一般公共预算安排的转移支付"
    FUND = "fund", "政府性基金预算"
    FUND_TRANSFER = "fund_transfer", "上级政府性基金安排的转移支付"
    SOE = "soe", "国有资本经营预算"
    SOE_TRANSFER = "soe_transfer", "上级国有资本经营预算安排的转移支付"
    FISCAL_ACCOUNT = "fiscal_account", "财政专户（教育收费）"
    OWN_SERVICE = "own_service", "单位资金：事业收入"
    OWN_SUPERIOR = "own_superior", "单位资金：上级补助收入"
    OWN_SUBORDINATE = "own_subordinate", "单位资金：附属单位上缴收入"
    OWN_BUSINESS = "own_business", "单位资金：事业单位经营收入"
    OWN_OTHER = "own_other", "单位资金：其他收入"
    OWN_RESERVE = "own_reserve", "用事业基金弥补收支差额"
    CARRY_GENERAL = "carry_general", "上年财政拨款结转：一般公共预算"
    CARRY_FUND = "carry_fund", "上年财政拨款结转：政府性基金"
    CARRY_SOE = "carry_soe", "上年财政拨款结转：国有资本经营"
    CARRY_FISCAL_ACCOUNT = "carry_fiscal_account", "上年非财政拨款结转结余：财政专户"
    CARRY_OWN = "carry_own", "上年非财政拨款结转结余：单位资金"


class Category(Term):
    """What money is spent on: 基本支出, split or not, or 项目支出."""

    PERSONNEL = "personnel", "人员经费"
    PUBLIC = "public", "公用经费"
    BASIC = "basic", "基本支出（不分人员、公用）"
    PROJECT = "project", "项目支出"


class FinalSource(Term):
    """Where the money of final accounts comes from (决算收入来源)."""

    FISCAL_GENERAL = "fiscal_general", "一般公共预算财政拨款收入"
    FISCAL_FUND = "fiscal_fund", "政府性基金预算财政拨款收入"
    FISCAL_SOE = "fiscal_soe", "国有资本经营预算财政拨款收入"
    SUPERIOR = "superior", "上级补助收入"
    SERVICE = "service", "事业收入"
    BUSINESS = "business", "经营收入"
    SUBORDINATE = "subordinate", "附属单位上缴收入"
    OTHER = "other", "其他收入"


class SpendingSource(Term):
    """What the expenditure of final accounts was paid from (决算支出资金来源)."""

    GENERAL = "general", "一般公共预算财政拨款"
    FUND = "fund", "政府性基金预算财政拨款"
    SOE = "soe", "国有资本经营预算财政拨款"
    OTHER = "other", "其他资金"


class FinalCategory(Term):
    """What the expenditure of final accounts was for (决算支出类别)."""

    PERSONNEL = "personnel", "人员经费"
    PUBLIC = "public", "公用经费"
    BASIC = "basic", "基本支出（不分人员、公用）"
    PROJECT = "project", "项目支出"
    REMITTED = "remitted", "上缴上级支出"
    BUSINESS = "business", "经营支出"
    SUBSIDY = "subsidy", "对附属单位补助支出"


class Against(Term):
    """What a figure of final accounts is held against where it is not last year's."""

    BUDGET = "budget", "年初预算"


class OfficialItem(Term):
    """An item of official expenses (“三公”经费)."""

    OVERSEAS = "overseas", "因公出国（境）费"
    HOSPITALITY = "hospitality", "公务接待费"
    VEHICLE_PURCHASE = "vehicle_purchase", "公务用车购置费"
    VEHICLE_OPERATION = "vehicle_operation", "公务用车运行费"


class EconomicClass(Term):
    """A 类 of the economic classification that a project's money is spent under (部门预算支出经济分类)."""

    WAGES = "301", "工资福利支出"
    GOODS_AND_SERVICES = "302", "商品和服务支出"
    HOUSEHOLDS = "303", "对个人和家庭的补助"
    INTEREST = "307", "债务利息及费用支出"
    CAPITAL_CONSTRUCTION = "309", "资本性支出（基本建设）"
    CAPITAL = "310", "资本性支出"
    ENTERPRISES_CONSTRUCTION = "311", "对企业补助（基本建设）"
    ENTERPRISES = "312", "对企业补助"
    SOCIAL_SECURITY_FUND = "313", "对社会保障基金补助"
    OTHER = "399", "其他支出"


class Operator(Term):
    """How an indicator's value is to be held against its target."""

    AT_LEAST = ">=", "≥ 不低于"
    AT_MOST = "<=", "≤ 不高于"
    EQUAL = "=", "＝ 等于"
    MORE = ">", "> 高于"
    LESS = "<", "< 低于"
    TEXT = "text", "文字描述"


GENERAL_SOURCES = frozenset({Source.GENERAL, Source.GENERAL_TRANSFER})  # 一般公共预算
FUND_SOURCES = frozenset({Source.FUND, Source.FUND_TRANSFER})  # 政府性基金预算
SOE_SOURCES = frozenset({Source.SOE, Source.SOE_TRANSFER})  # 国有资本经营预算
FISCAL_SOURCES = GENERAL_SOURCES | FUND_SOURCES | SOE_SOURCES  # 当年财政拨款
OWN_SOURCES = frozenset(  # 单位资金
    {Source.OWN_SERVICE, Source.OWN_SUPERIOR, Source.OWN_SUBORDINATE, Source.OWN_BUSINESS, Source.OWN_OTHER}
)
CARRY_FISCAL_SOURCES = frozenset({Source.CARRY_GENERAL, Source.CARRY_FUND, Source.CARRY_SOE})  # 财政拨款结转
CARRY_OTHER_SOURCES = frozenset({Source.CARRY_FISCAL_ACCOUNT, Source.CARRY_OWN})  # 非财政拨款结转结余
CARRY_SOURCES = CARRY_FISCAL_SOURCES | CARRY_OTHER_SOURCES  # 上年结转结余
BASIC_CATEGORIES = frozenset({Category.PERSONNEL, Category.PUBLIC, Category.BASIC})  # 基本支出
BASIC_SPENDING: frozenset[Term] = frozenset(  # 基本支出 of final accounts
    {FinalCategory.PERSONNEL, FinalCategory.PUBLIC, FinalCategory.BASIC}
)
