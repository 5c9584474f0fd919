"""Xinjiang, final accounts of a department (部门决算公开), the form of 2023: twelve sections and nine tables."""

from __future__ import annotations

from budgetportal.disclosure.amounts import percentage, printed
from budgetportal.disclosure.chinese import numeral
from budgetportal.disclosure.editions.edition import Edition, PartDeclaration
from budgetportal.disclosure.editions.final_forms import (
    BASIC_SPENDING,
    FISCAL_SPENDING,
    TABLES,
    TITLES,
    only,
    received,
    spent,
)
from budgetportal.disclosure.editions.final_glossary import GLOSSARY
from budgetportal.disclosure.editions.final_narrative import (
    BUDGETED_ITEMS,
    CHANGED_ITEMS,
    GENERAL,
    INCOME_SHARES,
    OFFICIAL_NAMES,
    SAME,
    SPENDING_SHARES,
    THAN,
    against_budget,
    basic_amount,
    changed,
    class_share,
    classes,
    economic_names,
    function_change,
    general_functions,
    initial,
    listed,
    of,
    official_amount,
    official_budget,
    official_change,
    share_words,
)
from budgetportal.disclosure.editions.xinjiang_profile import office_count, offices
from budgetportal.disclosure.facts import INCOME, Figure, Selection
from budgetportal.disclosure.final_evaluations import ProjectEvaluations
from budgetportal.disclosure.final_facts import CLOSING, DISTRIBUTED, NON_FISCAL_USED, OPENING
from budgetportal.disclosure.final_topics import FISCAL_INCOME
from budgetportal.disclosure.narrative import (
    SIGNED_WHERE_DATED,
    Choice,
    Condition,
    Each,
    Entered,
    Glossary,
    Part,
    Printed,
    Sentence,
    Statement,
    Title,
    member_amount,
    member_text,
    prefixed,
)
from budgetportal.disclosure.scene import Scene
from budgetportal.disclosure.terms import DisclosureKind, FinalCategory, FinalSource, SpendingSource

UNIT = "我单位"  # how the form lets the unit call itself


def filled(name: str) -> Condition:
    """Whether the unit has filled in a record."""
    return lambda scene: getattr(scene.final, name) is not None


def amounts(record: str, *names: str) -> dict[str, Part]:
    """The amounts of a record, named as its members."""
    return {name: member_amount(f"{record}.{name}") for name in names}


def counts(record: str, *names: str) -> dict[str, Part]:
    """The numbers and texts of a record, named as its members."""
    return {name: member_text(f"{record}.{name}") for name in names}


# ------------------------------------------------------------------------------------------------ profile


def people(scene: Scene) -> Figure:
    """``实有人数25人，其中：在职人员22人，离休人员0人，退休人员3人``."""
    staff = scene.filing.profile and scene.filing.profile.staffing
    if not staff or staff.actual is None:
        return Figure("")
    kinds = (("在职人员", staff.in_post), ("离休人员", staff.honorary_retired), ("退休人员", staff.retired))
    said = "，".join(f"{name}{number}人" for name, number in kinds if number is not None)
    return Figure(f"实有人数{staff.actual}人" + (f"，其中：{said}" if said else ""), ("profile.staffing",))


def below(scene: Scene) -> Figure:
    """``无下属预算单位`` or ``下属预算单位2个``."""
    number = scene.filing.profile and scene.filing.profile.subordinate_units
    return Figure(f"下属预算单位{number}个" if number else "无下属预算单位", ("profile.subordinate_units",))


PROFILE: tuple[Statement, ...] = (
    Title(1, "一、主要职能"),
    Entered(lambda scene: scene.filing.profile.duties if scene.filing.profile else ()),
    Title(1, "二、机构设置及人员情况"),
    Sentence("profile.staffing", "{unit}{year}年度，{people}。", {"people": people}, optional=("people",)),
    Choice(
        lambda scene: bool(scene.filing.profile and scene.filing.profile.organization),
        (Entered(lambda scene: [scene.filing.profile.organization] if scene.filing.profile else []),),
        (
            Sentence(
                "profile.organization",
                "单位{below}，{offices}。",
                {
                    "below": below,
                    "offices": lambda scene: Figure(
                        f"下设{office_count(scene).text}个处室，分别是：{'、'.join(offices(scene))}"
                        if offices(scene)
                        else "无下设处室"
                    ),
                },
            ),
        ),
    ),
)

# ------------------------------------------------------------------------------------------------ sections 一 to 四

TOTALS: tuple[Statement, ...] = (
    Title(1, "一、收入支出决算总体情况说明"),
    Sentence(
        "total.income",
        "{year}年度收入总计{total}万元，其中：本年收入合计{income}万元，使用非财政拨款结余{used}万元，"
        "年初结转和结余{opening}万元。",
        {
            "total": of(received(), Selection(NON_FISCAL_USED), Selection(OPENING)),
            "income": of(received()),
            "used": of(Selection(NON_FISCAL_USED)),
            "opening": of(Selection(OPENING)),
        },
    ),
    Sentence(
        "total.expenditure",
        "{year}年度支出总计{total}万元，其中：本年支出合计{spent}万元，结余分配{distributed}万元，"
        "年末结转和结余{closing}万元。",
        {
            "total": of(spent(), Selection(DISTRIBUTED), Selection(CLOSING)),
            "spent": of(spent()),
            "distributed": of(Selection(DISTRIBUTED)),
            "closing": of(Selection(CLOSING)),
        },
    ),
    Sentence("total.change", "收入支出总体{change}。", {"change": changed("total", SAME)}, optional=("change",)),
    Title(1, "二、收入决算情况说明"),
    Sentence("income", "本年收入{total}万元，其中：{kinds}。", {"total": of(received()), "kinds": INCOME_SHARES}),
    Title(1, "三、支出决算情况说明"),
    Sentence("expenditure", "本年支出{total}万元，其中：{kinds}。", {"total": of(spent()), "kinds": SPENDING_SHARES}),
    Title(1, "四、财政拨款收入支出决算总体情况说明"),
    Sentence(
        "fiscal.total",
        "{year}年度财政拨款收入总计{total}万元，其中：年初财政拨款结转和结余{opening}万元，本年财政拨款收入{income}万元。"
        "财政拨款支出总计{out}万元，其中：年末财政拨款结转和结余{closing}万元，本年财政拨款支出{spent}万元。",
        {
            "total": of(Selection(INCOME, FISCAL_INCOME), Selection(OPENING, FISCAL_INCOME)),
            "opening": of(Selection(OPENING, FISCAL_INCOME)),
            "income": of(Selection(INCOME, FISCAL_INCOME)),
            "out": of(spent(FISCAL_SPENDING), Selection(CLOSING, FISCAL_INCOME)),
            "closing": of(Selection(CLOSING, FISCAL_INCOME)),
            "spent": of(spent(FISCAL_SPENDING)),
        },
    ),
    Sentence(
        "fiscal.change",
        "{change}{budget}",
        {
            "change": prefixed("财政拨款收入支出总体", changed("fiscal", SAME), "。"),
            "budget": prefixed(
                "与年初预算相比，",
                against_budget(
                    "fiscal",
                    "年初预算数",
                    initial("fiscal_total"),
                    of(Selection(INCOME, FISCAL_INCOME), Selection(OPENING, FISCAL_INCOME)),
                ),
                "。",
            ),
        },
    ),
)

# ------------------------------------------------------------------------------------------------ sections 五 and 六

GENERAL_SECTION: tuple[Statement, ...] = (
    Title(1, "五、一般公共预算财政拨款支出决算情况说明"),
    Title(2, "（一）一般公共预算财政拨款支出决算总体情况"),
    Sentence(
        "general.total",
        "{year}年度一般公共预算财政拨款支出{total}万元{share}。{change}{budget}",
        {
            "total": of(spent(GENERAL)),
            "share": lambda scene: Figure(share_words(scene, spent(GENERAL), spent(), "，占本年支出合计的")),
            "change": prefixed("", changed("general", SAME), "。"),
            "budget": prefixed(
                "与年初预算相比，",
                against_budget("general", "年初预算数", initial("general_total"), of(spent(GENERAL))),
                "。",
            ),
        },
    ),
    Title(2, "（二）一般公共预算财政拨款支出决算结构情况"),
    Each(classes(SpendingSource.GENERAL), class_share(SpendingSource.GENERAL)),
    Title(2, "（三）一般公共预算财政拨款支出决算具体情况"),
    Each(general_functions, function_change),
    Title(1, "六、一般公共预算财政拨款基本支出决算情况说明"),
    Sentence(
        "basic",
        "{year}年度一般公共预算财政拨款基本支出{total}万元，其中：人员经费{personnel}万元{names}。\n"
        "公用经费{public}万元{items}。",
        {
            "total": of(spent(GENERAL, BASIC_SPENDING)),
            "personnel": basic_amount(FinalCategory.PERSONNEL),
            "names": economic_names(FinalCategory.PERSONNEL),
            "public": basic_amount(FinalCategory.PUBLIC),
            "items": economic_names(FinalCategory.PUBLIC),
        },
    ),
)

# ------------------------------------------------------------------------------------------------ section 七


def foreign(scene: Scene) -> Figure:
    """``，外事接待1批次，5人次`` where it was entered."""
    found = scene.final.official_counts
    if found is None or found.foreign_receptions is None:
        return Figure("")
    people_received = found.foreign_receptions_people or 0
    return Figure(f"，外事接待{found.foreign_receptions}批次，{people_received}人次", ("official_counts",))


def detailed(key: str, template: str, **parts: Part) -> Sentence:
    """A sentence on what the official expenses were spent on."""
    numbers = counts(
        "official_counts",
        "overseas_groups",
        "overseas_people",
        "vehicles_bought",
        "vehicles_held",
        "assets_vehicles",
        "receptions",
        "receptions_people",
    )
    texts = counts("official_details", "overseas", "vehicle", "hospitality", "vehicle_difference")
    known = lambda scene: scene.final.official_counts is not None and scene.final.official_details is not None  # noqa: E731
    return Sentence(f"official.{key}", template, {**numbers, **texts, **parts}, when=known)


OFFICIAL_SECTION: tuple[Statement, ...] = (
    Title(1, "七、财政拨款“三公”经费支出决算情况说明"),
    Sentence(
        "official.change",
        "{year}年度财政拨款“三公”经费支出{total}万元{change}。其中：{items}。",
        {
            "total": official_amount("official.total"),
            "change": prefixed("，", changed("official.total", THAN)),
            "items": listed(official_change(topic) for topic in CHANGED_ITEMS),
        },
    ),
    Sentence("official.details", "具体情况如下：", when=filled("official_details")),
    detailed(
        "overseas",
        "因公出国（境）费支出{amount}万元，开支内容包括{overseas}。单位全年安排的因公出国（境）团组{overseas_groups}个，"
        "因公出国（境）{overseas_people}人次。",
        amount=official_amount("official.overseas"),
    ),
    detailed(
        "vehicle",
        "公务用车购置及运行维护费{amount}万元，其中：公务用车购置费{purchase}万元，公务用车运行维护费{operation}万元。"
        "公务用车运行维护费开支内容包括{vehicle}。公务用车购置数{vehicles_bought}辆，公务用车保有量{vehicles_held}辆。"
        "国有资产占用情况中固定资产车辆{assets_vehicles}辆，与公务用车保有量差异原因是：{vehicle_difference}。",
        amount=official_amount("official.vehicle"),
        purchase=official_amount("official.vehicle_purchase"),
        operation=official_amount("official.vehicle_operation"),
    ),
    detailed(
        "hospitality",
        "公务接待费{amount}万元，开支内容包括{hospitality}。单位全年安排的国内公务接待{receptions}批次，"
        "{receptions_people}人次{foreign}。",
        amount=official_amount("official.hospitality"),
        foreign=foreign,
    ),
    Sentence(
        "official.budget",
        "与全年预算相比，{total}。其中：{items}。",
        {
            "total": official_budget("official.total", "财政拨款“三公”经费支出全年预算数"),
            "items": listed(official_budget(topic, f"{OFFICIAL_NAMES[topic]}全年预算数") for topic in BUDGETED_ITEMS),
        },
    ),
)

# ------------------------------------------------------------------------------------------------ sections 八 and 九


def fund_section(number: str, name: str, source: FinalSource, spending: SpendingSource) -> tuple[Statement, ...]:
    """政府性基金 or 国有资本经营: what came in and went out, or that there was none."""
    key, whole = str(spending), spent(only(spending))
    selections = (received(source), whole, received(source, table=OPENING), received(source, table=CLOSING))
    income, _, opening, closing = selections
    return (
        Title(1, f"{number}、{name}预算财政拨款收入支出决算情况说明"),
        Choice(
            lambda scene: any(scene.facts.total(one) for one in selections),
            (
                Sentence(
                    f"{key}.total",
                    f"{{year}}年度{name}预算财政拨款收入总计{{total}}万元，其中：年初结转和结余{{opening}}万元，"
                    f"本年收入{{income}}万元。{name}预算财政拨款支出总计{{out}}万元，其中：年末结转和结余{{closing}}万元，"
                    "本年支出{spent}万元。",
                    {
                        "total": of(income, opening),
                        "opening": of(opening),
                        "income": of(income),
                        "out": of(whole, closing),
                        "closing": of(closing),
                        "spent": of(whole),
                    },
                ),
                Each(classes(spending), class_share(spending)),
            ),
            (
                Sentence(
                    f"{key}.none",
                    f"{UNIT}本年度无{name}预算财政拨款收入、支出及结转和结余，{name}预算财政拨款收入支出决算表为空表。",
                ),
            ),
        ),
    )


# ------------------------------------------------------------------------------------------------ sections 十 to 十二


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
            **counts("assets", "vehicles", "equipment_1m", *(key for key, _ in VEHICLE_KINDS)),
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
            **counts("performance_summary", "unit_tables", "projects", "results", "problems", "measures"),
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
TABLE_NAMES = Entered(lambda _: [f"{numeral(n)}、《{title}》" for n, title in enumerate(TITLES, 1)])

XINJIANG_FINAL_2023 = Edition(
    name="xinjiang-final-2023",
    title="新疆维吾尔自治区部门决算公开（2023年表式）",
    kind=DisclosureKind.FINAL,
    document_title="{unit}{year}年度{scope}决算公开说明",
    parts=(
        PartDeclaration("第一部分 单位概况", PROFILE),
        PartDeclaration(
            "第二部分 {scope}决算情况说明",
            (
                *TOTALS,
                *GENERAL_SECTION,
                *OFFICIAL_SECTION,
                *fund_section("八", "政府性基金", FinalSource.FISCAL_FUND, SpendingSource.FUND),
                *fund_section("九", "国有资本经营", FinalSource.FISCAL_SOE, SpendingSource.SOE),
                *OTHER_MATTERS,
                *PERFORMANCE,
                *NOTES,
            ),
        ),
        PartDeclaration("第三部分 专业名词解释", (Glossary(GLOSSARY),)),
        PartDeclaration("第四部分 {scope}决算报表", (TABLE_NAMES, Printed(TABLES), SIGNED_WHERE_DATED)),
    ),
)
