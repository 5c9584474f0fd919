"""Sections 十 to 十二 of final accounts: 机关运行经费, 政府采购, 国有资产, 预算绩效, 其他."""

from __future__ import annotations

from budgetportal.disclosure.amounts import percentage, printed
from budgetportal.disclosure.editions.final_narrative import THAN, UNIT, amounts, changed, filled, texts
from budgetportal.disclosure.facts import Figure
from budgetportal.disclosure.final_evaluations import ProjectEvaluations
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.sentence_parts import Part, member_amount, member_text, prefixed
from budgetportal.disclosure.sentences import Sentence
from budgetportal.disclosure.statements import Entered, Statement, Title


def of_procurement(name: str) -> Part:
    """``，占政府采购支出总额的100.00%``: a contract amount in per cent of all procurement."""

    def words(scene: Scene) -> Figure:
        found = scene.final.procurement
        if found is None:
            return Figure("")
        rate = percentage(getattr(found, name), found.goods + found.works + found.services)
        return Figure("" if rate is None else f"，占政府采购支出总额的{printed(rate)}%", (f"procurement.{name}",))

    return words


VEHICLE_KINDS = (
    ("ministerial", "副部（省）级及以上领导用车"),
    ("principal", "主要负责人用车"),
    ("confidential", "机要通信用车"),
    ("emergency", "应急保障用车"),
    ("duty", "执法执勤用车"),
    ("special", "特种专业技术用车"),
    ("retired_service", "离退休干部服务用车"),
    ("other", "其他用车"),
)

OTHER_MATTERS: tuple[Statement, ...] = (
    Title(1, "十、其他重要事项的情况说明"),
    Title(2, "（一）机关运行经费支出情况"),
    Sentence(
        "operating",
        "{year}年度{unit}（行政单位和参照公务员法管理事业单位）机关运行经费支出{amount}万元{change}。",
        {"amount": lambda scene: scene.figure("operating"), "change": prefixed("，", changed("operating", THAN))},
    ),
    Title(2, "（二）政府采购情况"),
    Sentence(
        "procurement",
        "{year}年度政府采购支出总额{total}万元，其中：政府采购货物支出{goods}万元、政府采购工程支出{works}万元、"
        "政府采购服务支出{services}万元。\n"
        "授予中小企业合同金额{sme}万元{sme_share}，其中：授予小微企业合同金额{micro}万元{micro_share}。",
        {
            "total": member_amount("procurement.goods", "procurement.works", "procurement.services"),
            **amounts("procurement", "goods", "works", "services", "sme", "micro"),
            "sme_share": of_procurement("sme"),
            "micro_share": of_procurement("micro"),
        },
        when=filled("procurement"),
    ),
    Title(2, "（三）国有资产占用情况说明"),
    Sentence(
        "assets",
        "截至{year}年12月31日，固定资产原值{original_value}万元，房屋{house_area}平方米，价值{house_value}万元。"
        "车辆{vehicles}辆，价值{vehicles_value}万元，其中："
        + "、".join(f"{name}{{{key}}}辆" for key, name in VEHICLE_KINDS)
        + "{purpose}；单价100万元（含）以上设备（不含车辆）{equipment_1m}台（套）。",
        {
            **amounts("assets", "original_value", "house_area", "house_value", "vehicles_value"),
            **texts("assets", "vehicles", "equipment_1m", *(key for key, _ in VEHICLE_KINDS)),
            "purpose": prefixed("，其他用车主要是：", member_text("assets.other_purpose")),
        },
        when=filled("assets"),
    ),
)
PERFORMANCE: tuple[Statement, ...] = (
    Title(1, "十一、预算绩效的情况说明"),
    Sentence(
        "performance",
        f"根据预算绩效管理要求，{UNIT}{{year}}年整体绩效自评表{{unit_tables}}个，全年预算总额{{unit_budget}}万元，"
        "实际执行{unit_spent}万元{note}；预算绩效评价项目{projects}个，全年预算数{projects_budget}万元，"
        "全年执行数{projects_spent}万元。预算绩效管理取得的成效：{results}。发现的问题及原因：{problems}。"
        "下一步改进措施：{measures}。具体项目自评情况附绩效自评表及自评报告。",
        {
            **texts("performance_summary", "unit_tables", "projects", "results", "problems", "measures"),
            **amounts("performance_summary", "unit_budget", "unit_spent", "projects_budget", "projects_spent"),
            "note": prefixed("，", member_text("performance_summary.unit_note")),
        },
        when=filled("performance_summary"),
    ),
    ProjectEvaluations("项目支出绩效自评表\n（{year}年度）"),
)
NOTES: tuple[Statement, ...] = (
    Title(1, "十二、其他需说明的事项"),
    Entered(lambda scene: [scene.filing.other_notes or "本部门（单位）无其他需说明事项。"]),
)
