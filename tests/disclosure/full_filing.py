"""A filing of 2024 with every source of money and every kind of row, small enough to follow by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from budgetportal.disclosure.budget import BudgetFiling, Comparison, Subsidy
from budgetportal.disclosure.filing import Profile, Staffing
from budgetportal.disclosure.terms import Category, OfficialItem, Source
from tests.disclosure.examples import (
    OFFICE,
    PENSION,
    WORK,
    assets,
    basic,
    filing,
    income,
    indicator,
    official,
    performance,
    procurement,
    project,
    spent,
    unit_performance,
)

SPORT, SOE_OTHER, GONE = "2296003", "2230105", "2080501"
UNIT = "某市便民服务中心"
SUBSIDY = Subsidy(
    funding="本级财政",
    recipients="20人",
    standard="每人每月100元",
    scope="窗口志愿者",
    method="按月发放",
    procedure="申请、审核、公示、发放",
    benefit="稳定志愿者队伍",
)


def compare(topic: str, prior: str | None = None, reason: str | None = None, purpose: str | None = None) -> Comparison:
    return Comparison(topic=topic, prior=None if prior is None else Decimal(prior), reason=reason, purpose=purpose)


def full_filing() -> BudgetFiling:
    """Every source, transfers, carried money of both kinds, a subsidy, a function that is gone, rows of 0."""
    return filing(
        issued_on=date(2024, 3, 1),
        profile=Profile(
            duties=("（一）受理申请。", "（二）管理窗口。"),
            offices=("综合科", "业务科"),
            subordinate_units=2,
            staffing=Staffing(establishment=12, actual=11, in_post=10, in_post_change=-1, retired=1, retired_change=2),
        ),
        income=(
            income("100.00"),
            income("30.00", WORK),
            income("20.00", WORK, Source.GENERAL_TRANSFER),
            income("10.00", PENSION),
            income("40.00", SPORT, Source.FUND),
            income("5.00", SPORT, Source.FUND_TRANSFER),
            income("6.00", SOE_OTHER, Source.SOE),
            income("4.00", SOE_OTHER, Source.SOE_TRANSFER),
            income("3.00", WORK, Source.FISCAL_ACCOUNT),
            income("1.00", OFFICE, Source.OWN_SERVICE),
            income("2.00", OFFICE, Source.OWN_SUPERIOR),
            income("3.00", OFFICE, Source.OWN_SUBORDINATE),
            income("4.00", OFFICE, Source.OWN_BUSINESS),
            income("5.00", OFFICE, Source.OWN_OTHER),
            income("7.00", WORK, Source.CARRY_GENERAL),
            income("8.00", SPORT, Source.CARRY_FUND),
            income("9.00", SOE_OTHER, Source.CARRY_SOE),
            income("1.50", WORK, Source.CARRY_FISCAL_ACCOUNT),
            income("2.50", OFFICE, Source.CARRY_OWN),
        ),
        expenditure=(
            spent("80.00"),
            spent("20.00", Category.PUBLIC),
            spent("30.00", Category.PROJECT, WORK),
            spent("20.00", Category.PROJECT, WORK, Source.GENERAL_TRANSFER),
            spent("10.00", function=PENSION),
            spent("10.00", Category.PERSONNEL, SPORT, Source.FUND),
            spent("5.00", Category.PUBLIC, SPORT, Source.FUND),
            spent("25.00", Category.PROJECT, SPORT, Source.FUND),
            spent("5.00", Category.PROJECT, SPORT, Source.FUND_TRANSFER),
            spent("6.00", Category.PROJECT, SOE_OTHER, Source.SOE),
            spent("4.00", Category.PROJECT, SOE_OTHER, Source.SOE_TRANSFER),
            spent("3.00", Category.PROJECT, WORK, Source.FISCAL_ACCOUNT),
            spent("1.00", Category.BASIC, source=Source.OWN_SERVICE),
            spent("2.00", Category.BASIC, source=Source.OWN_SUPERIOR),
            spent("3.00", Category.BASIC, source=Source.OWN_SUBORDINATE),
            spent("4.00", Category.BASIC, source=Source.OWN_BUSINESS),
            spent("5.00", Category.BASIC, source=Source.OWN_OTHER),
            spent("7.00", Category.PROJECT, WORK, Source.CARRY_GENERAL),
            spent("8.00", Category.PROJECT, SPORT, Source.CARRY_FUND),
            spent("9.00", Category.PROJECT, SOE_OTHER, Source.CARRY_SOE),
            spent("1.50", Category.PROJECT, WORK, Source.CARRY_FISCAL_ACCOUNT),
            spent("1.00", source=Source.CARRY_OWN),
            spent("1.50", Category.PUBLIC, source=Source.CARRY_OWN),
        ),
        basic_by_economic=(
            basic("80.00"),
            basic("0.00", "30102"),
            basic("10.00", "30108"),
            basic("20.00", "30201", Category.PUBLIC),
        ),
        projects=(
            project(
                "窗口服务",
                amounts={"302": "25.00", "310": "5.00"},
                policy_basis="年度服务计划",
                undertaker="综合科",
                allocation="办公费25万元，设备5万元",
                period="2024年全年",
                leader="项目主管",
                performance=performance(
                    "30.00",
                    indicators=(
                        indicator(weight=Decimal("20")),
                        indicator(level3="设备数量"),
                        indicator(level2="质量指标", level3="合格率"),
                    ),
                ),
            ),
            project("志愿者补贴", source=Source.GENERAL_TRANSFER, amounts={"303": "20.00"}, subsidy=SUBSIDY),
            project("体育设施", "25.00", function=SPORT, source=Source.FUND),
            project("体育设施（上级）", "5.00", function=SPORT, source=Source.FUND_TRANSFER),
            project("企业改制", "6.00", function=SOE_OTHER, source=Source.SOE),
            project("企业改制（上级）", "4.00", function=SOE_OTHER, source=Source.SOE_TRANSFER),
            project("培训", "3.00", source=Source.FISCAL_ACCOUNT, performance=performance("0.00", "3.00")),
            project("结转窗口", "7.00", source=Source.CARRY_GENERAL),
            project("结转体育", "8.00", function=SPORT, source=Source.CARRY_FUND),
            project("结转改制", "9.00", function=SOE_OTHER, source=Source.CARRY_SOE),
            project("结转培训", "1.50", source=Source.CARRY_FISCAL_ACCOUNT),
        ),
        official_expenses=(
            official("1.00", OfficialItem.HOSPITALITY),
            official("2.00", OfficialItem.VEHICLE_PURCHASE, Source.FUND),
            official("3.00", OfficialItem.VEHICLE_OPERATION, Source.SOE),
        ),
        comparisons=(
            compare("income.general", "160.00", "压减开支"),
            compare("income.fund", "0.00", "新增项目"),
            compare("income.own", "10.00", "经营增加"),
            compare("general.basic", "110.00"),
            compare("general.project", "25.00", "新增项目"),
            compare("general.function.2080505", "8.00", "人员增加"),
            compare(f"general.function.{GONE}", "3.00", "退休人员转出"),
            compare("fund.total", "50.00", "压减项目"),
            compare(f"fund.function.{SPORT}", "40.00", purpose="体育设施维护"),
            compare("official.total", "0.00"),
            compare("official.overseas", "0.00", "上年和本年都没有安排"),
            compare("official.hospitality", "4.00", "厉行节约"),
            compare("operating", "16.00", "窗口增加"),
            compare("purpose.general.201", purpose="窗口运行"),
            compare("purpose.fund.229", purpose="体育设施"),
        ),
        unit_performance=unit_performance(
            "29.00", "186.00", "3.00", indicators=(indicator(), indicator(level3="另一个"))
        ),
        procurement=procurement("3.00", "1.00", "2.00", "5.00", "4.00"),
        assets=assets(house_area="800.50", vehicles=2, vehicles_value="30.00", planned_vehicles_cost="18.00"),
        other_notes="第一段。\n第二段。",
        wording={"income.fund": "政府性基金预算40.00万元，另行说明。\n第二段说明。"},
    )
