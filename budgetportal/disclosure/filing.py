"""The filing (填报): everything one unit enters for one year and one kind of disclosure, as frozen values.

Here stand the members of every kind (contract, "Common members"); ``budget``, ``final_accounts`` and
``self_evaluation`` add their own. Amounts are 万元 or 元 as ``amount_unit`` says; ``rounding.published`` turns any
filing into one in 万元.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.fields import Kind, entry
from budgetportal.disclosure.terms import AmountUnit, Category, Operator, Scope

FORMAT = "budget-filing/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The publishing unit or department as it is named in this disclosure."""

    code: str = entry("单位编码", Kind.PATTERN, required=True, pattern=r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}",
                      hint="由数字、字母和 . _ - 组成")  # fmt: skip
    name: str = entry("单位名称", Kind.NAME, required=True, max_length=120)
    scope: Scope = entry("公开范围", Kind.CHOICE, required=True, choices=Scope)
    region: str = entry("行政区划代码", Kind.PATTERN, required=True, pattern=r"\d{6}", hint="六位数字")
    parent: str | None = entry("上级单位编码", Kind.PATTERN, pattern=r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}",
                               hint="由数字、字母和 . _ - 组成")  # fmt: skip
    authority: str | None = entry("主管部门", Kind.NAME, max_length=120)
    self_name: str | None = entry("单位自称", Kind.NAME, max_length=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The approval (批复) from which the 20 days of 预算法 art. 14 run."""

    document_no: str | None = entry("批复文号", Kind.NAME, max_length=120)
    date: datetime.date | None = entry("批复日期", Kind.DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """人员情况; a change is signed: +2 增加 2 人, -1 减少 1 人."""

    establishment: int | None = entry("编制数", Kind.COUNT)
    establishment_kinds: Mapping[str, int] = entry("各类编制数", Kind.COUNTS)
    actual: int | None = entry("实有人数", Kind.COUNT)
    in_post: int | None = entry("在职人数", Kind.COUNT)
    in_post_change: int | None = entry("在职人数增减", Kind.CHANGE)
    retired: int | None = entry("退休人数", Kind.COUNT)
    retired_change: int | None = entry("退休人数增减", Kind.CHANGE)
    honorary_retired: int | None = entry("离休人数", Kind.COUNT)
    honorary_retired_change: int | None = entry("离休人数增减", Kind.CHANGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """单位概况: duties, offices and staff."""

    duties: tuple[str, ...] = entry("主要职能", Kind.LINES, hint="每段一行，段落自带序号")
    organization: str | None = entry("机构设置（自行表述）", Kind.TEXT, hint="标准句不适用时填写，替换标准句")
    offices: tuple[str, ...] = entry("内设处室", Kind.LINES, hint="每个处室一行")
    subordinate_units: int | None = entry("下属预算单位数", Kind.COUNT)
    staffing: Staffing | None = entry("人员情况", Kind.RECORD, record=Staffing)


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """One term of 名词解释."""

    term: str = entry("名词", Kind.NAME, required=True, max_length=120)
    definition: str = entry("解释", Kind.TEXT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicRow:
    """Basic expenditure of the general budget by economic 款."""

    economic: str = entry("经济分类科目编码", Kind.ECONOMIC, required=True, hint="五位款级编码，如 30101")
    category: Category = entry("经费类别", Kind.CHOICE, required=True, choices=Category, hint="人员经费或公用经费")
    amount: Decimal = entry("金额", Kind.AMOUNT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an indicator is to reach."""

    op: Operator = entry("比较关系", Kind.CHOICE, required=True, choices=Operator)
    value: str = entry("指标值", Kind.NAME, required=True, max_length=500)
    unit: str | None = entry("计量单位", Kind.NAME, max_length=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What a filing of any kind has (contract, "Common members"); each kind adds its own members after these."""

    format: str = entry("格式", Kind.PATTERN, required=True, pattern=FORMAT, hint=f"“{FORMAT}”")
    edition: str = entry("表式", Kind.NAME, required=True)
    fiscal_year: int = entry("预算年度", Kind.COUNT, required=True, hint="四位数字，如 2024")
    unit: Unit = entry("单位", Kind.RECORD, required=True, record=Unit)
    approval: Approval | None = entry("批复", Kind.RECORD, record=Approval)
    issued_on: datetime.date | None = entry("落款日期", Kind.DATE)
    amount_unit: AmountUnit = entry("金额单位", Kind.CHOICE, required=True, choices=AmountUnit)
    profile: Profile | None = entry("单位概况", Kind.RECORD, record=Profile)
    glossary: tuple[GlossaryEntry, ...] = entry("名词解释", Kind.ROWS, record=GlossaryEntry)
    other_notes: str | None = entry("其他需说明的事项", Kind.TEXT)
